//! One thing done with several licenses from the list (ux.md §5).

use crate::clerks::{clerk, code_in, licenses_of, on_sale, order, sold, staff};
use axum::http::StatusCode;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{MOST_ROWS, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use gatehouse_formats::ActivationCode;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::model::code;
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::tables::license_code;
use gatehouse_testkit::{Browser, World, both_engines};

const AT: &str = "/staff/licenses/chosen";

async fn told(world: &World, kind: &str) -> usize {
    let filter = AuditFilter { kind: Some(kind.into()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items.len()
}

async fn states(world: &World, order: Uuid) -> Vec<Status> {
    licenses_of(world, order).await.iter().map(|row| status(row, world.cx().now())).collect()
}

/// Three licenses of an order, and their ids as a form sends them.
async fn three(world: &World, buyer: &str) -> (Uuid, Vec<String>) {
    on_sale(world).await;
    let order = order(world, "SHOP-1", buyer, "en").await;
    sold(world, order, "3").await;
    let ids = licenses_of(world, order).await.into_iter().map(|row| row.id.to_string()).collect();
    (order, ids)
}

/// Sends the rows with further fields.
async fn send(browser: &mut Browser, rows: &[String], fields: &[(&str, &str)]) -> gatehouse_testkit::Answer {
    let form: Vec<(&str, &str)> = rows.iter().map(|id| ("row", id.as_str())).chain(fields.iter().copied()).collect();
    browser.post(AT, &form).await
}

both_engines! {
    /// LIC-20, ALL-3
    async fn several_licenses_are_blocked_each_with_its_line_and_what_was_refused_is_said(world: World) {
        let (order, ids) = three(&world, "buyer@shop.example").await;
        let mut clerk = clerk(&world);
        let page = clerk.get("/staff/licenses").await.expect(StatusCode::OK).body;
        assert_eq!(page.matches("type=\"checkbox\" class=\"tick\" form=\"chosen\" name=\"row\"").count(), 3, "{page}");
        assert!(page.contains("id=\"chosen\" method=\"post\" action=\"/staff/licenses/chosen\""), "{page}");
        block(&world.cx(), &Block { license: ids[1].parse().unwrap(), reason: "replaced".into(), ..Block::default() }).await.unwrap();
        let asked = send(&mut clerk, &ids, &[("act", "block")]).await.expect(StatusCode::OK);
        assert!(asked.body.contains("Block 3 licenses") && asked.body.contains("name=\"reason\""), "{}", asked.body);
        assert_eq!(told(&world, "license.blocked").await, 1, "nothing is done before it is meant");
        let key = asked.input("key").unwrap();
        let sure = [("act", "block"), ("sure", "true"), ("key", key.as_str()), ("reason", "over_use"), ("note", "Case 7")];
        let result = send(&mut clerk, &ids, &sure).await.expect(StatusCode::OK).body;
        assert!(result.contains("2 licenses blocked.") && result.contains("Nothing was changed for 1 record."), "{result}");
        assert!(result.contains("The license is already blocked"), "{result}");
        assert_eq!(states(&world, order).await, [Status::Blocked; 3]);
        assert_eq!(told(&world, "license.blocked").await, 3);
        let mails = world.mails().await.len();
        let again = send(&mut clerk, &ids, &sure).await.expect(StatusCode::OK).body;
        assert_eq!(again.matches("Done before").count(), 2, "{again}");
        assert_eq!((told(&world, "license.blocked").await, world.mails().await.len()), (3, mails), "the same form does nothing twice");
        // Typed otherwise under the same key, it is another wish, and is not said to be done.
        let later: Vec<_> = sure.into_iter().chain([("from", "2031-01-01")]).collect();
        let other = send(&mut clerk, &ids, &later).await.expect(StatusCode::OK).body;
        assert!(!other.contains("Done before") && other.contains("Nothing was changed for 3 records."), "{other}");
    }

    /// LIC-20
    async fn several_blocks_are_taken_back_and_a_repetition_says_so(world: World) {
        let (order, ids) = three(&world, "").await;
        let mut clerk = clerk(&world);
        for id in &ids[..2] {
            block(&world.cx(), &Block { license: id.parse().unwrap(), reason: "replaced".into(), ..Block::default() }).await.unwrap();
        }
        let asked = send(&mut clerk, &ids, &[("act", "unblock")]).await.expect(StatusCode::OK);
        let key = asked.input("key").unwrap();
        let sure = [("act", "unblock"), ("sure", "true"), ("key", key.as_str())];
        let result = send(&mut clerk, &ids, &sure).await.expect(StatusCode::OK).body;
        assert!(result.contains("2 licenses unblocked.") && result.contains("The license isn’t blocked."), "{result}");
        assert_eq!(states(&world, order).await, [Status::NotActivated; 3]);
        // Another form is another wish.
        let other = [("act", "unblock"), ("sure", "true"), ("key", "another")];
        let result = send(&mut clerk, &ids, &other).await.expect(StatusCode::OK).body;
        assert!(result.contains("Nothing was changed for 3 records.") && !result.contains("unblocked."), "{result}");
    }

    /// LIC-20, ALL-3
    async fn blocks_in_steps_are_taken_back_together_with_one_reason(world: World) {
        let (order, ids) = three(&world, "").await;
        let mut clerk = clerk(&world);
        for (id, in_steps) in ids.iter().zip([true, false]) {
            let input = Block { license: id.parse().unwrap(), reason: "over_use".into(), in_steps, ..Block::default() };
            block(&world.cx(), &input).await.unwrap();
        }
        for (lang, words) in [("en", "Reason for unblocking"), ("ja", "停止解除の理由"), ("ru", "Причина разблокировки")] {
            let mut reader = staff(&world, "licensing").header("accept-language", lang);
            let asked = send(&mut reader, &ids, &[("act", "unblock")]).await.expect(StatusCode::OK).body;
            assert!(asked.contains(words), "{lang}: {asked}");
        }
        let asked = send(&mut clerk, &ids, &[("act", "unblock")]).await.expect(StatusCode::OK);
        let key = asked.input("key").unwrap();
        let sure = [("act", "unblock"), ("sure", "true"), ("key", key.as_str())];
        let silent = send(&mut clerk, &ids, &sure).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(silent.contains("id=\"e-reason\""), "{silent}");
        assert_eq!(told(&world, "license.unblocked").await, 0);
        let with_reason = [("act", "unblock"), ("sure", "true"), ("key", key.as_str()), ("reason", "upheld")];
        let result = send(&mut clerk, &ids, &with_reason).await.expect(StatusCode::OK).body;
        assert!(result.contains("2 licenses unblocked."), "{result}");
        assert_eq!(states(&world, order).await, [Status::NotActivated; 3]);
    }

    /// LIC-12
    async fn codes_are_emailed_again_once_for_a_form(world: World) {
        let (_, ids) = three(&world, "buyer@shop.example").await;
        let before = world.mails().await.len();
        let mut support = staff(&world, "support");
        let sure = [("act", "resend"), ("sure", "true"), ("key", "k1")];
        for _ in 0..2 {
            send(&mut support, &ids, &sure).await.expect(StatusCode::OK);
            assert_eq!(world.mails().await.len(), before + 3);
        }
        assert_eq!(told(&world, "license.code_resent").await, 3);
    }

    /// ALL-9, LIC-20
    async fn a_wrong_field_blocks_none_and_is_said_at_its_field(world: World) {
        let (order, ids) = three(&world, "").await;
        let mut clerk = clerk(&world);
        let long = "x".repeat(2_001);
        for (fields, field) in [
            (vec![("reason", "")], "reason"),
            (vec![("reason", "gone")], "reason"),
            (vec![("reason", "replaced"), ("from", "yesterday")], "from"),
            (vec![("reason", "replaced"), ("note", long.as_str())], "note"),
        ] {
            let form: Vec<_> = [("act", "block"), ("sure", "true")].into_iter().chain(fields).collect();
            let page = send(&mut clerk, &ids, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
            assert!(page.contains(&format!("e-{field}")) && page.matches("name=\"row\"").count() == 3, "{field}: {page}");
        }
        assert_eq!(states(&world, order).await, [Status::NotActivated; 3]);
    }

    /// ALL-8, ALL-9
    async fn nothing_too_much_and_what_is_no_license_is_refused(world: World) {
        let (order, ids) = three(&world, "").await;
        let mut clerk = clerk(&world);
        let many: Vec<String> = (1..=MOST_ROWS as u128 + 1).map(|n| Uuid::from_u128(n).to_string()).collect();
        for (rows, act) in [(vec![], "block"), (vec!["no id".to_owned()], "block"), (many, "block"), (ids.clone(), "delete"), (ids.clone(), "")] {
            send(&mut clerk, &rows, &[("act", act)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let mut support = staff(&world, "support");
        for act in ["block", "unblock"] {
            send(&mut support, &ids, &[("act", act), ("sure", "true"), ("reason", "replaced")]).await.expect(StatusCode::FORBIDDEN);
        }
        assert!(!support.get("/staff/licenses").await.body.contains("value=\"block\""), "what would be refused is not offered");
        // The same license twice is one; one that does not exist is refused alone.
        let rows = [ids[0].clone(), ids[0].clone(), Uuid::from_u128(7).to_string()];
        let sure = [("act", "block"), ("sure", "true"), ("reason", "replaced")];
        let result = send(&mut clerk, &rows, &sure).await.expect(StatusCode::OK).body;
        assert!(result.contains("1 license blocked.") && result.contains("Nothing was changed for 1 record."), "{result}");
        assert_eq!(states(&world, order).await.iter().filter(|state| **state == Status::Blocked).count(), 1);
    }

    /// LIC-17, LIC-20, ALL-8
    async fn a_list_of_codes_and_numbers_names_licenses_and_no_code_is_kept(world: World) {
        let (order, _) = three(&world, "buyer@shop.example").await;
        let mails = world.mails().await;
        let codes: Vec<String> = mails.iter().map(|mail| code_in(&mail.text)).collect();
        let whole = ActivationCode::parse(&codes[0]).unwrap();
        let lookup = code::lookups(&world.cx().app.keys, &whole).remove(0);
        let of_code = license_code::Entity::find().filter(license_code::Column::Lookup.eq(lookup));
        let of_code = of_code.one(world.cx().read()).await.unwrap().unwrap().license_id;
        let number = licenses_of(&world, order).await.into_iter().find(|row| row.id != of_code).unwrap().number;
        let mut clerk = clerk(&world);
        let list = format!("{}\n\nnonsense\n{number}\r\n{number}", codes[0].to_lowercase());
        let asked = clerk.post("/staff/licenses/paste", &[("codes", &list), ("act", "block")]).await.expect(StatusCode::OK);
        assert!(asked.body.contains("No license was found for these lines: 3") && !asked.body.contains(&codes[0]), "{}", asked.body);
        assert_eq!(asked.body.matches("name=\"row\"").count(), 2, "{}", asked.body);
        assert_eq!(told(&world, "license.searched").await, 1);
        let many = "x\n".repeat(MOST_ROWS + 1);
        for text in ["", " \n ", "nonsense", many.as_str()] {
            let page = clerk.post("/staff/licenses/paste", &[("codes", text), ("act", "block")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains("id=\"e-codes\""), "{}", page.body);
        }
        clerk.post("/staff/licenses/paste", &[("codes", &list), ("act", "eat")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        staff(&world, "support").post("/staff/licenses/paste", &[("codes", &list), ("act", "resend")]).await.expect(StatusCode::FORBIDDEN);
        assert!(clerk.get("/staff/licenses").await.body.contains("href=\"/staff/licenses/paste\""));
    }
}
