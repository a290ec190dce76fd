//! The JSON operations of staff.

use crate::clerks::{ALL_SCOPES, licenses_of, on_sale, order, program, sold};
use axum::http::{Method, StatusCode};
use gatehouse_context::Event;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::{Lang, Role, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_testkit::both_engines;
use serde_json::{Value, json};

both_engines! {
    /// ALL-7, LIC-1
    async fn a_program_builds_the_catalog_and_changes_it_under_an_etag(world: World) {
        let mut api = program(&world, ALL_SCOPES);
        let new = json!({"code": "beacon", "name": "Beacon", "regions": ["JP"], "trial_days": 30});
        let made = api.json(Method::POST, "/api/v1/products", &new).await.expect(StatusCode::CREATED);
        let place = format!("/api/v1/products/{}", made.json()["id"].as_str().unwrap());
        let feature = json!({"code": "radar", "labels": {"en": "Radar", "ja": "レーダー", "pt-BR": "Radar"}});
        api.json(Method::POST, &format!("{place}/features"), &feature).await.expect(StatusCode::CREATED);
        let edition = json!({"code": "pro", "name": "Pro", "features": ["radar"]});
        let after = api.json(Method::POST, &format!("{place}/editions"), &edition).await.expect(StatusCode::CREATED);
        assert_eq!(after.json()["editions"][0]["features"], json!(["radar"]));
        let edition_id = after.json()["editions"][0]["id"].as_str().unwrap().to_owned();
        let renamed = json!({"code": "pro", "name": "Professional"});
        let after = api.json(Method::PUT, &format!("{place}/editions/{edition_id}"), &renamed).await.expect(StatusCode::OK);
        assert_eq!((after.json()["editions"][0]["name"].as_str(), after.json()["editions"][0]["features"].clone()), (Some("Professional"), json!([])));
        let term = json!({"code": "1-year", "name": "1 year", "starts": "activation", "months": 12});
        api.json(Method::POST, &format!("{place}/terms"), &term).await.expect(StatusCode::CREATED);
        let tag = api.get(&place).await.headers["etag"].to_str().unwrap().to_owned();
        let unchanged = api.clone().header("if-none-match", &tag).get(&place).await;
        assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED);
        let patch = json!({"name": "Beacon 2", "trial_days": null});
        let mut careful = api.clone().header("if-match", &tag);
        let changed = careful.json(Method::PATCH, &place, &patch).await.expect(StatusCode::OK).json();
        assert_eq!((changed["name"].as_str(), &changed["trial_days"], &changed["regions"]), (Some("Beacon 2"), &Value::Null, &json!(["JP"])));
        let stale = careful.json(Method::PATCH, &place, &patch).await.expect(StatusCode::PRECONDITION_FAILED);
        assert_eq!(stale.code(), "catalog.changed_meanwhile");
        api.json(Method::PATCH, &place, &json!({"archived": true})).await.expect(StatusCode::OK);
        assert_eq!(api.get("/api/v1/products").await.json()["items"], json!([]));
        assert_eq!(api.get("/api/v1/products?archived=true").await.json()["items"][0]["code"], "beacon");
        let taken = api.json(Method::POST, "/api/v1/products", &new).await.expect(StatusCode::CONFLICT);
        assert_eq!((taken.code().as_str(), taken.json()["field"].as_str()), ("input.taken", Some("code")));
    }

    /// ALL-7, LIC-3
    async fn the_same_idempotency_key_issues_once_and_answers_with_the_same_codes(world: World) {
        on_sale(&world).await;
        let mut api = program(&world, ALL_SCOPES);
        let new = json!({"number": "SHOP-1", "source": "shop", "buyer_email": "b@example.com"});
        let mut once = api.clone().header("idempotency-key", "order-1");
        let first = once.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CREATED);
        let again = once.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CREATED);
        assert_eq!(first.json()["id"], again.json()["id"]);
        assert_eq!(again.headers["idempotency-replayed"], "true");
        let other = json!({"number": "SHOP-2", "source": "shop"});
        let reused = once.json(Method::POST, "/api/v1/orders", &other).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reused.code(), "idempotency.key_reused");
        let taken = api.json(Method::POST, "/api/v1/orders", &new).await.expect(StatusCode::CONFLICT);
        assert_eq!(taken.code(), "order.number_taken");
        let id = first.json()["id"].as_str().unwrap().to_owned();
        let body = json!({"product": "beacon", "edition": "pro", "term": "1-year", "seats": 2, "quantity": 3});
        let place = format!("/api/v1/orders/{id}/licenses");
        let mut once = api.clone().header("idempotency-key", "issue-1");
        let first = once.json(Method::POST, &place, &body).await.expect(StatusCode::CREATED);
        let again = once.json(Method::POST, &place, &body).await.expect(StatusCode::CREATED);
        assert_eq!(first.json()["licenses"], again.json()["licenses"]);
        assert_eq!(first.headers["cache-control"], "no-store");
        assert_eq!(licenses_of(&world, id.parse().unwrap()).await.len(), 3);
        assert_eq!(world.mails().await.len(), 1, "and mailed once");
        let code = first.json()["licenses"][0]["code"].as_str().unwrap().to_owned();
        let found = api.json(Method::POST, "/api/v1/licenses/search", &json!({"text": code})).await.expect(StatusCode::OK);
        assert_eq!(found.json()["items"].as_array().unwrap().len(), 1);
        assert!(!found.body.contains(&code), "no answer about a license holds its code");
    }

    /// ALL-7, LIC-3
    async fn a_batch_is_followed_and_its_file_fetched_by_a_program(world: World) {
        on_sale(&world).await;
        let order = order(&world, "BOX", "", "").await;
        let mut api = program(&world, ALL_SCOPES);
        let body = json!({"product": "beacon", "edition": "pro", "term": "1-year", "seats": 1, "quantity": 120});
        let batch = api.json(Method::POST, &format!("/api/v1/orders/{order}/batches"), &body).await.expect(StatusCode::ACCEPTED);
        let place = format!("/api/v1/batches/{}", batch.json()["id"].as_str().unwrap());
        assert_eq!(api.get(&place).await.json()["state"], "running");
        assert_eq!(api.get(&format!("{place}/codes.csv")).await.expect(StatusCode::CONFLICT).code(), "batch.not_done");
        world.run_jobs().await;
        assert_eq!(api.get(&place).await.json()["done"], 120);
        assert_eq!(api.get(&format!("{place}/codes.csv")).await.expect(StatusCode::OK).body.lines().count(), 121);
        let reader = program(&world, "licenses:read,orders:read").get(&format!("{place}/codes.csv")).await;
        assert_eq!(reader.expect(StatusCode::FORBIDDEN).code(), "staff.not_allowed");
        assert_eq!(api.get(&format!("/api/v1/orders/{order}/batches")).await.json()["items"][0]["total"], 120);
    }

    /// ALL-7, ALL-8
    async fn the_scope_of_orders_issues_and_exports_and_the_scope_of_licenses_blocks(world: World) {
        on_sale(&world).await;
        let order = order(&world, "BOX", "", "").await;
        let (mut shop, mut office) = (program(&world, "orders:read,orders:write"), program(&world, "licenses:write"));
        let body = json!({"product": "beacon", "edition": "pro", "term": "1-year", "seats": 1, "quantity": 1});
        for kind in ["licenses", "batches"] {
            let place = format!("/api/v1/orders/{order}/{kind}");
            let refused = office.json(Method::POST, &place, &body).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused.code(), "staff.not_allowed");
            let made = shop.json(Method::POST, &place, &body).await;
            assert!(made.status.is_success(), "{kind}: {} {}", made.status, made.body);
        }
        let batches = shop.get(&format!("/api/v1/orders/{order}/batches")).await.expect(StatusCode::OK).json();
        let file = format!("/api/v1/batches/{}/codes.csv", batches["items"][0]["id"].as_str().unwrap());
        office.get(&file).await.expect(StatusCode::FORBIDDEN);
        shop.get(&file).await.expect(StatusCode::OK);
        let block = format!("/api/v1/licenses/{}/block", licenses_of(&world, order).await.remove(0).id);
        let reason = json!({"reason": "over_use"});
        shop.json(Method::POST, &block, &reason).await.expect(StatusCode::FORBIDDEN);
        office.json(Method::POST, &block, &reason).await.expect(StatusCode::OK);
    }

    /// ALL-3, ALL-7, ALL-8, PRI-13
    async fn a_key_that_may_change_and_not_look_learns_only_which_one_it_changed(world: World) {
        on_sale(&world).await;
        let new = |number: &str| json!({"number": number, "source": "shop", "buyer_email": "a@example.com", "note": "For Mr. Tanaka"});
        let mut shop = program(&world, "orders:write").header("idempotency-key", "order-1");
        for _ in 0..2 {
            let brief = shop.json(Method::POST, "/api/v1/orders", &new("S-1")).await.expect(StatusCode::CREATED);
            let id = brief.location().rsplit('/').next().unwrap().to_owned();
            assert_eq!(brief.json(), json!({"id": id, "number": "S-1", "version": 1}));
        }
        let mut both = program(&world, "orders:read,orders:write");
        let whole = both.json(Method::POST, "/api/v1/orders", &new("S-2")).await.expect(StatusCode::CREATED).json();
        assert_eq!((whole["buyer_email"].as_str(), whole["note"].as_str()), (Some("a@example.com"), Some("For Mr. Tanaka")));
        // What is sent again records nothing: then the whole answer is a look.
        let mut again = both.clone().header("idempotency-key", "order-3");
        for kinds in [&["order.created"][..], &["order.viewed", "order.created"]] {
            let whole = again.json(Method::POST, "/api/v1/orders", &new("S-3")).await.expect(StatusCode::CREATED).json();
            let id: Uuid = whole["id"].as_str().unwrap().parse().unwrap();
            let filter = AuditFilter { subject: Some(id), ..AuditFilter::default() };
            let lines = audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
            assert_eq!(lines.iter().map(|line| line.kind.as_str()).collect::<Vec<_>>(), kinds);
        }
        let order = order(&world, "A-1", "b@example.com", "en").await;
        sold(&world, order, "1").await;
        let license = licenses_of(&world, order).await.remove(0).id;
        let place = format!("/api/v1/licenses/{license}");
        let body = json!({"reason": "over_use", "note": "To Mr. Tanaka"});
        let mut office = program(&world, "licenses:write");
        let brief = office.json(Method::POST, &format!("{place}/block"), &body).await.expect(StatusCode::OK);
        let number = brief.json()["number"].clone();
        assert_eq!(brief.json(), json!({"id": license, "number": number, "status": "blocked", "version": 2}));
        let tag = brief.headers["etag"].to_str().unwrap().to_owned();
        let mut careful = office.clone().header("if-match", &tag);
        careful.json(Method::POST, &format!("{place}/unblock"), &json!({})).await.expect(StatusCode::OK);
        for unknown in ["/lift-transfer-limit", "/block"] {
            let place = format!("/api/v1/licenses/{}{unknown}", Uuid::nil());
            office.json(Method::POST, &place, &body).await.expect(StatusCode::NOT_FOUND);
        }
        let mut both = program(&world, "licenses:read,licenses:write");
        let whole = both.json(Method::POST, &format!("{place}/block"), &body).await.expect(StatusCode::OK).json();
        assert_eq!((whole["block"]["note"].as_str(), &whole["number"]), (Some("To Mr. Tanaka"), &number));
        // Each change has its own line, by the key; none of the answers is a look.
        let filter = AuditFilter { subject: Some(license), ..AuditFilter::default() };
        let lines = audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
        let told: Vec<_> = lines.iter().map(|line| (line.kind.as_str(), line.actor_kind.as_str())).collect();
        assert_eq!(told, [("license.blocked", "api_key"), ("license.unblocked", "api_key"), ("license.blocked", "api_key")]);
        both.get(&place).await.expect(StatusCode::OK);
        let lines = audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
        assert_eq!((lines[0].kind.as_str(), lines[0].actor_kind.as_str(), lines.len()), ("license.viewed", "api_key", 4));
        let mut again = both.clone().header("idempotency-key", "unblock-1");
        for newest in ["license.unblocked", "license.viewed"] {
            again.json(Method::POST, &format!("{place}/unblock"), &json!({})).await.expect(StatusCode::OK);
            let lines = audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
            assert_eq!((lines[0].kind.as_str(), lines[0].actor_kind.as_str()), (newest, "api_key"));
        }
    }

    /// ALL-7, LIC-17
    async fn a_license_is_told_alike_by_itself_in_a_list_and_after_a_change(world: World) {
        on_sale(&world).await;
        let order = order(&world, "A-1", "a@example.com", "en").await;
        sold(&world, order, "1").await;
        let code = crate::clerks::code_in(&world.last_mail_to("a@example.com").await.text);
        for email in ["ada@example.com", "bob@example.com"] {
            let account = crate::blocks::account(&world, email, Lang::En).await;
            let added = crate::people::signed_in(&world, account).post("/licenses/add", &[("code", code.as_str())]).await;
            added.expect(StatusCode::SEE_OTHER);
        }
        let place = format!("/api/v1/licenses/{}", licenses_of(&world, order).await.remove(0).id);
        let mut api = program(&world, ALL_SCOPES);
        let body = json!({"reason": "over_use", "note": "Call us"});
        let told = api.json(Method::POST, &format!("{place}/block"), &body).await.expect(StatusCode::OK).json();
        assert_eq!((told["holders"].as_i64(), told["code_ends_in"].as_str()), (Some(2), Some(&code[18..])));
        assert_eq!((&told["order"], told["block"]["note"].as_str()), (&json!(order), Some("Call us")));
        assert_eq!(api.get(&place).await.expect(StatusCode::OK).json(), told);
        assert_eq!(api.get("/api/v1/licenses").await.expect(StatusCode::OK).json()["items"], json!([told]));
    }

    /// ALL-7
    async fn the_description_tells_the_brief_answer_of_a_change_from_the_whole_one(world: World) {
        let at = |place: &str| world.openapi.pointer(place).unwrap_or_else(|| panic!("{place} is not described"));
        for (answer, thing, change) in [
            ("LicenseAfterChange", "License", "~1licenses~1{id}~1block/post/responses/200"),
            ("LicenseAfterChange", "License", "~1licenses~1{id}~1unblock/post/responses/200"),
            ("OrderAfterChange", "Order", "~1orders/post/responses/201"),
        ] {
            let schema = at(&format!("/paths/~1api~1v1{change}/content/application~1json/schema/$ref"));
            assert_eq!(schema, &json!(format!("#/components/schemas/{answer}")));
            for (n, name) in [format!("{thing}Answer"), format!("Brief{thing}")].iter().enumerate() {
                let one = at(&format!("/components/schemas/{answer}/oneOf/{n}/$ref"));
                assert_eq!(one, &json!(format!("#/components/schemas/{name}")));
            }
            assert_eq!(at(&format!("/components/schemas/Brief{thing}/additionalProperties")), &json!(false));
        }
    }

    /// ALL-7, LIC-20
    async fn a_program_blocks_and_unblocks_under_an_etag(world: World) {
        on_sale(&world).await;
        let order = order(&world, "A-1", "a@example.com", "en").await;
        sold(&world, order, "1").await;
        let id = licenses_of(&world, order).await.remove(0).id;
        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/licenses/{id}");
        let before = api.get(&place).await.expect(StatusCode::OK);
        assert_eq!((before.json()["status"].as_str(), before.headers["etag"].to_str().unwrap()), (Some("not_activated"), "\"1-0-0-not_activated\""));
        let body = json!({"reason": "payment_dispute", "note": "Invoice 77"});
        let mut careful = api.clone().header("if-match", "\"9\"");
        let stale = careful.json(Method::POST, &format!("{place}/block"), &body).await;
        assert_eq!(stale.expect(StatusCode::PRECONDITION_FAILED).code(), "license.changed_meanwhile");
        // The whole tag names the version as well as its first part does.
        let mut careful = api.clone().header("if-match", "\"1-0-0-not_activated\"");
        let blocked = careful.json(Method::POST, &format!("{place}/block"), &body).await.expect(StatusCode::OK);
        assert_eq!((blocked.json()["status"].as_str(), blocked.json()["block"]["reason"].as_str()), (Some("blocked"), Some("payment_dispute")));
        let again = api.json(Method::POST, &format!("{place}/block"), &body).await.expect(StatusCode::CONFLICT);
        assert_eq!(again.code(), "license.already_blocked");
        let open = api.json(Method::POST, &format!("{place}/unblock"), &json!({})).await.expect(StatusCode::OK);
        assert_eq!((open.json()["status"].as_str(), &open.json()["block"]), (Some("not_activated"), &Value::Null));
        let list = api.get(&format!("/api/v1/licenses?order={order}&status=not_activated&sort=-ends")).await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
    }

    /// ALL-7, LIC-10
    async fn a_license_whose_seats_or_status_changed_is_not_answered_from_a_cache(world: World) {
        let shop = crate::shop::Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let place = format!("/api/v1/licenses/{}", sold.license);
        let read = async |tag: &str| program(&world, "licenses:read").header("if-none-match", tag).get(&place).await;
        let mut tag = String::from("\"0\"");
        for device in 0..2 {
            let answer = crate::shop::activate(&world, &sold.code, &crate::shop::device(device, 0)).await;
            answer.expect(StatusCode::CREATED);
            let fresh = read(&tag).await.expect(StatusCode::OK);
            assert_eq!(fresh.json()["seats_used"], device + 1);
            tag = fresh.headers["etag"].to_str().unwrap().to_owned();
            read(&tag).await.expect(StatusCode::NOT_MODIFIED);
        }
        world.advance(400 * gatehouse_core::DAY);
        assert_eq!(read(&tag).await.expect(StatusCode::OK).json()["status"], "expired");
    }

    /// ALL-7
    async fn lists_are_paged_forward_and_back_without_losing_a_row(world: World) {
        on_sale(&world).await;
        let order = order(&world, "A-1", "", "").await;
        sold(&world, order, "25").await;
        let mut api = program(&world, "licenses:read");
        for sort in ["created", "-created", "ends", "number", "-number"] {
            let (mut seen, mut after) = (Vec::new(), String::new());
            let last = loop {
                let page = api.get(&format!("/api/v1/licenses?size=10&sort={sort}&after={after}")).await.json();
                seen.extend(page["items"].as_array().unwrap().iter().map(|l| l["number"].as_str().unwrap().to_owned()));
                let Some(next) = page["next"].as_str() else {
                    break page;
                };
                after = next.to_owned();
            };
            let mut distinct = seen.clone();
            distinct.sort();
            distinct.dedup();
            assert_eq!((seen.len(), distinct.len()), (25, 25), "{sort}");
            let back = api.get(&format!("/api/v1/licenses?size=10&sort={sort}&before={}", last["previous"].as_str().unwrap())).await.json();
            assert_eq!(back["items"][9]["number"].as_str(), Some(seen[19].as_str()), "{sort}");
        }
    }

    /// ALL-7, LIC-1
    async fn the_same_key_and_body_for_two_products_change_both(world: World) {
        let mut api = program(&world, ALL_SCOPES);
        let mut places = Vec::new();
        for code in ["beacon", "torch"] {
            let made = api.json(Method::POST, "/api/v1/products", &json!({"code": code, "name": code})).await.expect(StatusCode::CREATED);
            let place = format!("/api/v1/products/{}", made.json()["id"].as_str().unwrap());
            assert_eq!(made.location(), place);
            places.push(place);
        }
        let term = json!({"code": "1-year", "name": "1 year", "starts": "activation", "months": 12});
        let mut once = api.clone().header("idempotency-key", "term-1");
        for place in &places {
            let added = once.json(Method::POST, &format!("{place}/terms"), &term).await.expect(StatusCode::CREATED);
            assert!(!added.headers.contains_key("idempotency-replayed"));
            assert_eq!(api.get(place).await.json()["terms"][0]["code"], "1-year", "{place}");
        }
        let again = once.json(Method::POST, &format!("{}/terms", places[0]), &term).await.expect(StatusCode::CREATED);
        assert_eq!(again.headers["idempotency-replayed"], "true");
    }

    /// ALL-7, LIC-2, LIC-17
    async fn searches_say_what_is_wrong_with_them_and_take_no_code_in_a_url(world: World) {
        on_sale(&world).await;
        let order = order(&world, "A-1", "a@example.com", "en").await;
        sold(&world, order, "1").await;
        let code = crate::clerks::code_in(&world.last_mail_to("a@example.com").await.text);
        let mut api = program(&world, ALL_SCOPES);
        for q in [code.as_str(), "a%40example.com", &code[..22]] {
            let refused = api.get(&format!("/api/v1/licenses?q={q}")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!((refused.code().as_str(), refused.json()["field"].as_str()), ("input.not_in_url", Some("q")));
            assert!(refused.json()["detail"].as_str().unwrap().contains("POST /api/v1/licenses/search"));
        }
        let found = api.get(&format!("/api/v1/licenses?q={}&product=beacon", &code[18..])).await.expect(StatusCode::OK).json();
        let item = &found["items"][0];
        assert_eq!((item["code_ends_in"].as_str(), item["term"]["months"].as_i64(), item["holders"].as_i64()), (Some(&code[18..]), Some(12), Some(0)));
        assert!(item["number"].as_str().unwrap().contains('-'));
        for (query, why) in [("product=torch", "input.unknown"), ("after=x", "input.not_a_cursor"), ("size=0", "input.not_a_number"),
            ("size=many", "input.not_a_number"), ("q=%21", "input.unknown"), ("sort=x", "input.not_a_choice")] {
            let refused = api.get(&format!("/api/v1/licenses?{query}")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.code(), why, "{query}");
        }
        assert_eq!(api.get("/api/v1/products?archived=maybe").await.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "input.not_a_choice");
        let mut typed = code.clone();
        typed.replace_range(7..8, "U");
        let body = json!({"text": typed});
        let mistyped = api.json(Method::POST, "/api/v1/licenses/search", &body).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((mistyped.code().as_str(), mistyped.json()["position"].as_i64()), ("code.mistyped", Some(7)));
        let missing = program(&world, "orders:read").get("/api/v1/licenses").await.expect(StatusCode::FORBIDDEN);
        assert!(missing.json()["detail"].as_str().unwrap().contains("licenses:read"), "the refusal names the scope");
    }

    /// ALL-7, LIC-12, LIC-13
    async fn a_program_sees_devices_and_history_frees_a_seat_and_mails_the_code_again(world: World) {
        let shop = crate::shop::Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let taken = crate::shop::activate(&world, &sold.code, &crate::shop::device(1, 0)).await.expect(StatusCode::CREATED);
        let device = crate::shop::text(&taken, "activation");
        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/licenses/{}", sold.license);
        let devices = api.get(&format!("{place}/devices")).await.expect(StatusCode::OK).json();
        assert_eq!((devices["items"][0]["id"].as_str(), &devices["items"][0]["freed_at"]), (Some(device.as_str()), &Value::Null));
        let mut reader = program(&world, "licenses:read");
        let seat = format!("{place}/devices/{device}");
        reader.send(Method::DELETE, &seat, None, Vec::new()).await.expect(StatusCode::FORBIDDEN);
        for _ in 0..2 {
            api.send(Method::DELETE, &seat, None, Vec::new()).await.expect(StatusCode::NO_CONTENT);
        }
        assert_eq!(api.get(&place).await.json()["seats_used"], 0);
        let strange = format!("{place}/devices/{}", sold.license);
        api.send(Method::DELETE, &strange, None, Vec::new()).await.expect(StatusCode::NOT_FOUND);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        for _ in 0..250 {
            cx.audit(&tx, Event::plain("license.viewed", "license").about(sold.license)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let history = api.get(&format!("{place}/history")).await.expect(StatusCode::OK).json();
        let kinds: Vec<&str> = history["items"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"license.activated") && kinds.contains(&"license.deactivated"), "{kinds:?}");
        assert!(!kinds.contains(&"license.viewed"), "looks stay in the audit log");
        let nobody = api.send(Method::POST, &format!("{place}/resend"), None, Vec::new()).await;
        assert_eq!(nobody.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.nobody_to_mail");
        on_sale(&world).await;
        let order = order(&world, "A-1", "a@example.com", "en").await;
        crate::clerks::sold(&world, order, "1").await;
        let id = licenses_of(&world, order).await.remove(0).id;
        let sent = api.send(Method::POST, &format!("/api/v1/licenses/{id}/resend"), None, Vec::new()).await;
        assert_eq!(sent.expect(StatusCode::ACCEPTED).json()["mails"], 1);
        let input = Block { license: id, reason: "compromised".into(), ..Block::default() };
        block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        let blocked = api.send(Method::POST, &format!("/api/v1/licenses/{id}/resend"), None, Vec::new()).await;
        assert_eq!(blocked.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.blocked");
        let one = api.get(&format!("/api/v1/orders/{order}")).await.expect(StatusCode::OK).json();
        assert_eq!((one["buyer_email"].as_str(), one["buyer_lang"].as_str()), (Some("a@example.com"), Some("en")));
        assert_eq!(api.get("/api/v1/orders?number=A-1").await.json()["items"][0]["buyer_email"], Value::Null);
    }

    /// ALL-7
    async fn every_operation_with_a_key_says_what_any_of_them_can_answer(world: World) {
        let at = |place: &str| world.openapi.pointer(place).unwrap_or_else(|| panic!("{place} is not described"));
        for (path, methods) in world.openapi["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let answers = operation["responses"].as_object().unwrap();
                if operation["security"].as_array().is_some_and(|ways| !ways.is_empty()) {
                    assert!(answers.contains_key("401") && answers.contains_key("403"), "{method} {path}");
                }
                if operation["requestBody"].is_object() {
                    assert!(["400", "413", "415"].iter().all(|status| answers.contains_key(*status)), "{method} {path}");
                }
                assert!(answers["503"]["headers"]["Retry-After"].is_object(), "{method} {path}");
            }
        }
        at("/paths/~1api~1v1~1orders/post/responses/201/headers/Location");
        at("/paths/~1api~1v1~1licenses~1{id}/get/responses/304/headers/ETag");
        assert_eq!(at("/components/schemas/LicenseStatus/enum"), &json!(["not_activated", "active", "expired", "blocked", "awaiting_verification", "superseded"]));
        assert_eq!(at("/components/schemas/LicenseKind/enum/3"), "nfr");
        assert_eq!(at("/components/schemas/LicenseAnswer/properties/issued_at/format"), "date-time");
    }

    /// ALL-7
    async fn every_operation_is_described_with_its_answers(world: World) {
        let paths = world.openapi["paths"].as_object().unwrap();
        for path in ["/api/v1/products", "/api/v1/products/{id}", "/api/v1/products/{id}/editions", "/api/v1/products/{id}/terms/{part_id}",
            "/api/v1/orders", "/api/v1/orders/{id}/licenses", "/api/v1/batches/{id}", "/api/v1/batches/{id}/codes.csv",
            "/api/v1/licenses", "/api/v1/licenses/search", "/api/v1/licenses/{id}/block"] {
            let operations = paths.get(path).unwrap_or_else(|| panic!("{path} is not described"));
            for (method, operation) in operations.as_object().unwrap() {
                assert!(operation["summary"].as_str().is_some_and(|s| !s.is_empty()), "{method} {path}");
                assert!(operation["responses"].as_object().is_some_and(|r| r.len() > 1), "{method} {path}");
                assert!(operation["security"].is_array(), "{method} {path}");
            }
        }
    }
}
