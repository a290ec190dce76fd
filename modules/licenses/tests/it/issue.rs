//! Orders, codes, batches and their file.

use crate::clerks::{clerk, code_in, licenses_of, on_sale, order, sold, staff, three_seats};
use axum::http::StatusCode;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_context::{May, subject};
use gatehouse_core::{Actor, DAY, MINUTE, Role};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_formats::ActivationCode;
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::issue::codes::{Buffered, Maker, generate_rows};
use gatehouse_licenses::actions::issue::{IssueRefusal, issue};
use gatehouse_licenses::model::license::{Kind, Status, status};
use gatehouse_licenses::model::order::BatchState;
use gatehouse_licenses::rights::NotAllowed;
use gatehouse_licenses::tables::{issue_batch, license, license_code, license_holder};
use gatehouse_testkit::{World, both_engines};
use std::collections::HashSet;

both_engines! {
    /// LIC-3
    async fn a_single_code_is_mailed_to_the_buyer_at_once_and_works_everywhere_it_is_searched(world: World) {
        on_sale(&world).await;
        let order = order(&world, "SHOP-1", "Buyer@Shop.example", "ja").await;
        let issued = sold(&world, order, "").await;
        assert_eq!((issued.total, issued.done), (1, true));
        let mail = world.last_mail_to("buyer@shop.example").await;
        assert_eq!(mail.lang, "ja");
        assert!(mail.subject.contains("Beacon") && mail.text.contains("SHOP-1"));
        let code = code_in(&mail.text);
        assert!(mail.html.contains(&code));
        assert!(ActivationCode::parse(&code).is_ok());
        let row = licenses_of(&world, order).await.remove(0);
        let mut clerk = clerk(&world);
        for search in [code.to_lowercase().as_str(), &code[18..], "buyer@shop.example"] {
            let to = clerk.post("/staff/licenses", &[("q", search)]).await.expect(StatusCode::SEE_OTHER).location();
            assert_eq!(to, format!("/staff/licenses/{}", row.id), "{search}");
        }
        let to = clerk.post("/staff/licenses", &[("q", &row.number), ("status", "")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(to.location(), format!("/staff/licenses?q={}", row.number), "a number may stand in an address");
        let page = clerk.get(&to.location()).await.expect(StatusCode::OK);
        assert!(page.body.contains(&format!("/staff/licenses/{}", row.id)));
        assert!(page.body.contains(&format!("…{}", &code[18..])), "hits are told apart by the end of the code");
        assert!(!page.body.contains(&code), "staff never see the whole code");
        let page = clerk.get(&format!("/staff/licenses/{}", row.id)).await.expect(StatusCode::OK);
        assert!(page.body.contains(&format!("{}-•••••-•••••-{}", &code[..5], &code[18..])));
        assert!(!page.body.contains(&code[6..11]) && !page.body.contains(&code[12..17]), "neither of the groups between");
    }

    /// LIC-4, LIC-17, ALL-8
    async fn no_address_of_the_console_ever_carries_a_code_or_an_email(world: World) {
        on_sale(&world).await;
        let order = order(&world, "SHOP-1", "buyer@shop.example", "en").await;
        sold(&world, order, "60").await;
        let code = code_in(&world.last_mail_to("buyer@shop.example").await.text);
        let mut clerk = clerk(&world);
        for typed in [code.as_str(), "buyer@shop.example", &code[18..], &code[..22]] {
            let kept = clerk.get(&format!("/staff/licenses?status=active&q={}", typed.replace('@', "%40"))).await;
            assert_eq!(kept.expect(StatusCode::SEE_OTHER).location(), "/staff/licenses?status=active", "{typed}");
        }
        let found = clerk.post("/staff/licenses", &[("q", "buyer@shop.example")]).await.expect(StatusCode::OK);
        assert_eq!(found.body.matches("data-label=\"Seats\"").count(), 50);
        assert!(!found.body.contains("q=buyer"), "no link of the page has what was posted");
        let after = found.input("after").expect("the next page is asked for by POST");
        let rest = clerk.post("/staff/licenses", &[("q", "buyer@shop.example"), ("after", &after)]).await.expect(StatusCode::OK);
        assert_eq!(rest.body.matches("data-label=\"Seats\"").count(), 10);
        let nonsense = clerk.post("/staff/licenses", &[("q", &code[..22])]).await.expect(StatusCode::OK);
        assert!(nonsense.body.contains("one of its characters is mistyped"));
    }

    /// LIC-4
    async fn a_dump_of_the_database_gives_nobody_a_usable_code(world: World) {
        on_sale(&world).await;
        let order = order(&world, "SHOP-1", "buyer@shop.example", "en").await;
        sold(&world, order, "20").await;
        let mail = world.last_mail_to("buyer@shop.example").await;
        let codes: Vec<String> = mail.text.split_whitespace().filter(|w| ActivationCode::parse(w).is_ok()).map(str::to_owned).collect();
        assert_eq!(codes.len(), 20, "{}", mail.text);
        let dump = world.dump().await.to_uppercase();
        assert!(dump.len() > 5_000);
        for code in codes {
            let plain = code.replace('-', "");
            let hex: String = plain.bytes().map(|b| format!("{b:02X}")).collect();
            let grouped: String = code.bytes().map(|b| format!("{b:02X}")).collect();
            for form in [&code, &plain, &hex, &grouped, &plain[..15].to_owned(), &plain[15..].to_owned()] {
                let found = dump.contains(form.as_str()) && form.len() > 5;
                assert!(!found, "the dump holds {form}");
            }
        }
        assert!(!dump.contains("BUYER@SHOP.EXAMPLE"));
    }

    /// LIC-3, LIC-4
    async fn the_buyer_finds_the_license_in_his_account(world: World) {
        on_sale(&world).await;
        let account = crate::blocks::account(&world, "ada@example.com", gatehouse_core::Lang::Ru).await;
        let order = order(&world, "SHOP-2", "ADA@example.com", "").await;
        sold(&world, order, "2").await;
        let held = license_holder::Entity::find()
            .filter(license_holder::Column::AccountId.eq(account))
            .count(world.cx().read()).await.unwrap();
        assert_eq!(held, 2);
        assert_eq!(world.last_mail_to("ada@example.com").await.lang, "ru", "the account's language wins");
        let page = clerk(&world).get(&format!("/staff/licenses?account={account}")).await.expect(StatusCode::OK);
        assert_eq!(page.body.matches("data-label=\"Seats\"").count(), 2);
        let filter = AuditFilter { account: Some(account), kind: Some("license.searched".into()), ..AuditFilter::default() };
        assert_eq!(audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items.len(), 1, "the look is audited");
    }

    /// LIC-3
    async fn a_batch_that_was_killed_goes_on_without_losing_or_doubling_a_code(world: World) {
        on_sale(&world).await;
        let order = order(&world, "BOX-1", "", "").await;
        let issued = sold(&world, order, "4500").await;
        assert!(!issued.done);
        // A node that made the first part and died: its transaction is committed, the job's lease is still held.
        let cx = world.cx();
        let half = half_done(&world, issued.batch).await;
        assert_eq!(half, 2_000);
        world.run_jobs().await;
        let waiting = issue_batch::Entity::find_by_id(issued.batch).one(cx.read()).await.unwrap().unwrap();
        assert_eq!((waiting.done, waiting.state), (2_000, BatchState::Running), "the dead node's lease has not ended");
        world.advance(6 * MINUTE);
        world.run_jobs().await;
        let batch = issue_batch::Entity::find_by_id(issued.batch).one(cx.read()).await.unwrap().unwrap();
        assert_eq!((batch.done, batch.state), (4_500, BatchState::Done));
        let rows = license::Entity::find().filter(license::Column::BatchId.eq(issued.batch)).count(cx.read()).await.unwrap();
        assert_eq!(rows, 4_500);
        assert_eq!(license_code::Entity::find().count(cx.read()).await.unwrap(), 4_500);
        let file = staff(&world, "licensing-proven").get(&format!("/staff/orders/{order}/batches/{}/codes.csv", issued.batch)).await;
        let file = file.expect(StatusCode::OK);
        assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
        let codes: HashSet<&str> = file.body.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
        assert_eq!(codes.len(), 4_500);
        assert!(codes.iter().all(|code| ActivationCode::parse(code).is_ok()));
        let numbers: HashSet<&str> = file.body.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(numbers.len(), 4_500);
        assert_eq!(file.body.lines().next(), Some("number,code,product,edition,seats,activate_by"));
    }

    /// LIC-3, ALL-8
    async fn the_file_of_codes_needs_a_fresh_proof_and_leaves_a_line_in_the_log(world: World) {
        on_sale(&world).await;
        let order = order(&world, "BOX-1", "", "").await;
        let batch = sold(&world, order, "3").await.batch;
        let place = format!("/staff/orders/{order}/batches/{batch}/codes.csv");
        let answer = clerk(&world).get(&place).await.expect(StatusCode::SEE_OTHER);
        assert!(answer.location().starts_with("/staff/step-up"), "{}", answer.location());
        staff(&world, "support-proven").get(&place).await.expect(StatusCode::FORBIDDEN);
        let lines = async || {
            let filter = AuditFilter { kind: Some("license.codes_exported".into()), ..AuditFilter::default() };
            audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items.len()
        };
        assert_eq!(lines().await, 0);
        staff(&world, "licensing-proven").get(&place).await.expect(StatusCode::OK);
        assert_eq!(lines().await, 1);
        let other = crate::clerks::order(&world, "BOX-2", "", "").await;
        let strange = format!("/staff/orders/{other}/batches/{batch}/codes.csv");
        staff(&world, "licensing-proven").get(&strange).await.expect(StatusCode::NOT_FOUND);
    }

    /// LIC-3
    async fn the_page_follows_a_running_batch(world: World) {
        on_sale(&world).await;
        let order = order(&world, "BOX-1", "", "").await;
        let form = [("sold", "beacon/pro"), ("term", "beacon/1-year"), ("kind", "commercial"), ("seats", "1"), ("quantity", "150")];
        let mut clerk = clerk(&world);
        clerk.post(&format!("/staff/orders/{order}/issue"), &form).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&format!("/staff/orders/{order}")).await.expect(StatusCode::OK).body;
        let start = page.find("data-progress-url=\"").expect("the page follows") + 19;
        let url = page[start..].split('"').next().unwrap().to_owned();
        assert!(page.contains("Refresh") && page.contains("0 of 150"));
        assert!(page.contains("The codes are being made") && !page.contains("No licenses yet"));
        assert_eq!(clerk.get(&url).await.json()["finished"], false);
        world.run_jobs().await;
        let after = clerk.get(&url).await.json();
        assert_eq!((after["done"].as_i64(), after["finished"].as_bool()), (Some(150), Some(true)));
        assert!(clerk.get(&format!("/staff/orders/{order}")).await.body.contains("codes.csv"));
    }

    /// LIC-3, ALL-9
    async fn a_term_of_another_product_is_refused_by_name_and_everything_missing_at_once(world: World) {
        on_sale(&world).await;
        let order = order(&world, "A-1", "", "").await;
        let mut clerk = clerk(&world);
        let place = format!("/staff/orders/{order}/issue");
        let foreign = [("sold", "beacon/pro"), ("term", "torch/1-year"), ("kind", "commercial"), ("seats", "1"), ("quantity", "1")];
        let page = clerk.post(&place, &foreign).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(page.contains("This term belongs to another product") && !page.contains("nothing of this name"));
        assert!(page.contains("<optgroup label=\"Beacon\">"));
        let empty = [("sold", ""), ("term", ""), ("kind", "commercial"), ("seats", "1"), ("quantity", "1")];
        let page = clerk.post(&place, &empty).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(page.contains("e-sold") && page.contains("e-term"), "{page}");
        assert!(licenses_of(&world, order).await.is_empty());
    }

    /// LIC-3
    async fn one_order_number_names_one_order(world: World) {
        let mut clerk = clerk(&world);
        let form = [("number", " SHOP-7 "), ("source", "partner"), ("partner", "Corner Shop"), ("buyer_lang", "en")];
        clerk.post("/staff/orders/new", &form).await.expect(StatusCode::SEE_OTHER);
        let again = clerk.post("/staff/orders/new", &form).await.expect(StatusCode::CONFLICT);
        assert!(again.body.contains("Another order has this number") && again.body.contains("Corner Shop"));
        let list = clerk.get("/staff/orders?number=SHOP&partner=Corner%20Shop&source=partner").await.body;
        assert_eq!(list.matches("<td").count(), 4, "{list}");
        let empty = [("source", "staff"), ("buyer_lang", "en")];
        for _ in 0..2 {
            let made = clerk.post("/staff/orders/new", &empty).await.expect(StatusCode::SEE_OTHER);
            assert!(clerk.get(&made.location()).await.body.contains("GH-"), "a number is made");
        }
    }

    /// LIC-3
    async fn a_license_says_what_was_sold_even_when_the_catalog_changes(world: World) {
        let product = on_sale(&world).await;
        let order = order(&world, "A-1", "", "").await;
        let input = gatehouse_licenses::actions::issue::Issue { activate_by: "2026-12-31".into(), ..three_seats(order, "1") };
        issue(&world.cx(), &input).await.unwrap();
        let mut clerk = clerk(&world);
        let view = gatehouse_catalog::queries::products::product(&May::of(&world.cx()).unwrap(), product).await.unwrap().unwrap();
        let term = format!("/staff/catalog/{product}/terms/{}", view.terms[0].id);
        clerk.post(&term, &[("name", "Short"), ("code", "1-year"), ("starts", "activation"), ("days", "1")]).await.expect(StatusCode::SEE_OTHER);
        let row = licenses_of(&world, order).await.remove(0);
        assert_eq!((row.months, row.days, row.seats), (Some(12), None, 3));
        assert_eq!(status(&row, world.cx().now()), Status::NotActivated);
        assert_eq!(status(&row, world.cx().now().plus(41 * DAY)), Status::Expired, "it was not activated in time");
        clerk.post(&format!("/staff/catalog/{product}/archive"), &[]).await.expect(StatusCode::SEE_OTHER);
        let stopped = issue(&world.cx(), &three_seats(order, "1")).await.unwrap_err();
        assert!(matches!(stopped.refusal(), Some(IssueRefusal::Invalid(_))), "an archived product is not sold");
    }

    /// LIC-3, ALL-8
    async fn only_clerks_and_keys_with_the_scope_record_orders_and_issue(world: World) {
        on_sale(&world).await;
        let id = order(&world, "A-1", "", "").await;
        let actors = [
            Actor::Visitor,
            Actor::Account { id: world.cx().id() },
            world.cx_staff(&[Role::Support, Role::Marketing]).actor,
            Actor::ApiKey { id: world.cx().id(), scopes: vec!["licenses:read".into(), "catalog:write".into()] },
            Actor::Product { activation: world.cx().id() },
        ];
        for actor in actors {
            let cx = world.cx_as(actor);
            let stopped = issue(&cx, &three_seats(id, "1")).await.unwrap_err();
            assert_eq!(stopped.refusal(), Some(&IssueRefusal::NotAllowed(NotAllowed)), "{:?}", cx.actor);
            assert!(create_order(&cx, &CreateOrder { source: "shop".into(), ..CreateOrder::default() }).await.is_err());
        }
        assert!(licenses_of(&world, id).await.is_empty());
    }

    /// LIC-2
    async fn generated_codes_are_distinct_sealed_and_found_by_their_hash(world: World) {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let subject = subject::create(&cx, &tx, cx.id()).await.unwrap();
        let random = Buffered::new(cx.app.random.as_ref());
        let maker = Maker { keys: &cx.app.keys, subject: &subject, random: &random, kind: Kind::Trial, now: cx.now() };
        let rows = generate_rows(maker, 3_000).unwrap();
        let codes: HashSet<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        let lookups: HashSet<&[u8]> = rows.iter().map(|row| row.lookup.as_slice()).collect();
        assert_eq!((codes.len(), lookups.len()), (3_000, 3_000));
        assert!(rows.is_sorted_by_key(|row| row.license));
        for row in rows.iter().take(50) {
            assert!(row.code.as_str().starts_with('5'), "the kind is the first symbol");
            let opened = gatehouse_licenses::model::code::open(&subject, row.code_id, &row.sealed).unwrap();
            assert_eq!(opened.as_str(), row.code.as_str());
            assert_eq!([row.lookup.clone()].to_vec(), gatehouse_licenses::model::code::lookups(&cx.app.keys, &row.code));
        }
    }
}

/// Claims the batch's job as another runner and commits one part of it, then stops without a word.
async fn half_done(world: &World, batch: gatehouse_core::Uuid) -> i64 {
    use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
    let cx = world.cx();
    // The dead runner's lease.
    let now = cx.now();
    let claim = Statement::from_sql_and_values(
        world.app.db.backend(),
        "update job set lease_until = $1, lease_by = $2, attempts = 1 where kind = 'licenses.issue_batch'",
        [now.plus(gatehouse_jobs::outbox::LEASE).0.into(), cx.id().into()],
    );
    cx.db().writer().execute_raw(claim).await.unwrap();
    gatehouse_licenses::jobs::make_part(&cx, batch).await.unwrap();
    issue_batch::Entity::find_by_id(batch).one(cx.read()).await.unwrap().unwrap().done
}
