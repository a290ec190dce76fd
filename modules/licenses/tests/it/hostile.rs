//! Wrong and hostile input: a clear refusal with its stable code in three languages, nothing stored, no 500.

use crate::clerks::{ALL_SCOPES, clerk, licenses_of, on_sale, order, program, sold};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::tables::product;
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_licenses::tables::{issue_batch, license, purchase};
use gatehouse_testkit::{World, both_engines};
use serde_json::{Value, json};

/// The fields of a posted form.
type Form = Vec<(&'static str, &'static str)>;

const LONG: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
const MARKUP: &str = "<script>alert(1)</script>";
const NIL: &str = "00000000-0000-0000-0000-000000000000";

async fn counts(world: &World) -> [u64; 4] {
    let cx = world.cx();
    [
        product::Entity::find().count(cx.read()).await.unwrap(),
        purchase::Entity::find().count(cx.read()).await.unwrap(),
        license::Entity::find().count(cx.read()).await.unwrap(),
        issue_batch::Entity::find().count(cx.read()).await.unwrap(),
    ]
}

both_engines! {
    /// ALL-9, LIC-3
    async fn no_form_stores_what_it_refuses_and_each_says_why_at_the_field(world: World) {
        on_sale(&world).await;
        let order_id = order(&world, "A-1", "", "").await;
        let issue = format!("/staff/orders/{order_id}/issue");
        let sold = ("sold", "beacon/pro");
        let term = ("term", "beacon/1-year");
        let table: Vec<(String, Form, &str)> = vec![
            ("/staff/orders/new".into(), vec![("source", "magic")], "source"),
            ("/staff/orders/new".into(), vec![("source", "partner")], "partner"),
            ("/staff/orders/new".into(), vec![("source", "shop"), ("buyer_email", "a@b.example, c@d.example")], "buyer_email"),
            ("/staff/orders/new".into(), vec![("source", "shop"), ("buyer_email", "a@b.example\r\nBcc: x@y.example")], "buyer_email"),
            ("/staff/orders/new".into(), vec![("source", "shop"), ("buyer_lang", "de")], "buyer_lang"),
            ("/staff/orders/new".into(), vec![("source", "shop"), ("number", LONG)], "number"),
            ("/staff/orders/new".into(), vec![("source", "shop"), ("number", "A-1")], "number"),
            (issue.clone(), vec![], "sold"),
            (issue.clone(), vec![("sold", "beacon/none"), term, ("seats", "1")], "sold"),
            (issue.clone(), vec![sold, ("term", "other/1-year"), ("seats", "1")], "term"),
            (issue.clone(), vec![sold, term, ("seats", "0")], "seats"),
            (issue.clone(), vec![sold, term, ("seats", "100001")], "seats"),
            (issue.clone(), vec![sold, term, ("seats", "1"), ("quantity", "1000001")], "quantity"),
            (issue.clone(), vec![sold, term, ("seats", "1"), ("quantity", "-1")], "quantity"),
            (issue.clone(), vec![sold, term, ("seats", "1"), ("kind", "free")], "kind"),
            (issue, vec![sold, term, ("seats", "1"), ("activate_by", "2020-01-01")], "activate_by"),
        ];
        let before = counts(&world).await;
        let issue = format!("/staff/orders/{order_id}/issue");
        for form in [[("sold", "a\u{0}b"), term, ("seats", "1")], [sold, ("term", "\u{0}"), ("seats", "1")]] {
            let page = clerk(&world).post(&issue, &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
            assert!(page.body.contains("U+0000"), "{form:?}: {}", page.body);
        }
        for lang in ["en", "ja", "ru"] {
            let mut clerk = clerk(&world).header("accept-language", lang);
            for (place, form, field) in &table {
                let page = clerk.post(place, form).await;
                let is_taken = form.contains(&("number", "A-1"));
                let status = if is_taken { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
                assert_eq!(page.status, status, "{place} {form:?}\n{}", page.body);
                assert!(page.body.contains(&format!("id=\"e-{field}\"")), "{lang} {place} {form:?}: no error at {field}\n{}", page.body);
                assert!(page.body.contains(&format!("<html lang=\"{lang}\"")));
            }
        }
        assert_eq!(counts(&world).await, before);
    }

    /// ALL-9, ALL-7
    async fn no_operation_stores_what_it_refuses_and_each_refusal_has_its_code(world: World) {
        on_sale(&world).await;
        let order_id = order(&world, "A-1", "", "").await;
        sold(&world, order_id, "1").await;
        let license_id = licenses_of(&world, order_id).await.remove(0).id;
        let issue = format!("/api/v1/orders/{order_id}/licenses");
        let good = |change: Value| {
            let mut body = json!({"product": "beacon", "edition": "pro", "term": "1-year", "seats": 1});
            for (name, value) in change.as_object().unwrap() {
                body[name] = value.clone();
            }
            body
        };
        let table: Vec<(Method, String, Value, u16, &str)> = vec![
            (Method::POST, "/api/v1/orders".into(), json!({"source": "x"}), 422, "input.not_a_choice"),
            (Method::POST, "/api/v1/orders".into(), json!({"source": "shop", "buyer_email": "no"}), 422, "input.not_an_email"),
            (Method::POST, "/api/v1/orders".into(), json!({"source": "shop", "number": "A-1"}), 409, "order.number_taken"),
            (Method::POST, "/api/v1/orders".into(), json!({"source": "shop", "note": "\u{7}"}), 422, "input.unprintable"),
            (Method::POST, format!("/api/v1/orders/{NIL}/licenses"), good(json!({})), 404, "order.unknown"),
            (Method::POST, issue.clone(), good(json!({"product": "none"})), 422, "input.unknown"),
            (Method::POST, issue.clone(), good(json!({"edition": "' or 1=1 --"})), 422, "input.unknown"),
            (Method::POST, issue.clone(), good(json!({"term": ""})), 422, "input.required"),
            (Method::POST, issue.clone(), good(json!({"seats": -1})), 422, "input.not_a_number"),
            (Method::POST, issue.clone(), good(json!({"seats": 1.5})), 400, "request.malformed"),
            (Method::POST, issue.clone(), good(json!({"quantity": 2_000_000})), 422, "input.not_a_number"),
            (Method::POST, issue.clone(), good(json!({"quantity": i64::MIN})), 422, "input.not_a_number"),
            (Method::POST, issue.clone(), good(json!({"activate_by": "2026-13-01"})), 422, "input.not_a_day"),
            (Method::POST, issue.clone(), good(json!({"activate_by": "2026-01-01"})), 422, "input.past"),
            (Method::POST, issue.clone(), good(json!({"product": "a\u{0}b"})), 422, "request.null_character"),
            (Method::POST, issue.clone(), good(json!({"edition": "\u{0}"})), 422, "request.null_character"),
            (Method::POST, issue.clone(), good(json!({"term": "a\u{0}"})), 422, "request.null_character"),
            (Method::POST, format!("/api/v1/orders/{order_id}/batches"), good(json!({"product": "a\u{0}b"})), 422, "request.null_character"),
            (Method::GET, "/api/v1/licenses?product=a%00b".into(), Value::Null, 422, "request.null_character"),
            (Method::GET, "/api/v1/orders/%00".into(), Value::Null, 422, "request.null_character"),
            (Method::POST, issue.clone(), good(json!({"offer": "none"})), 422, "input.unknown"),
            (Method::POST, issue, good(json!({"kind": MARKUP})), 422, "input.not_a_choice"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/block"), json!({"reason": "because"}), 422, "input.not_a_choice"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/block"), json!({"reason": "over_use", "from": "soon"}), 422, "input.not_a_day"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/block"), json!({"reason": "over_use", "from": ""}), 422, "input.not_a_day"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/block"), json!({"reason": "over_use", "from": "2500-01-01"}), 422, "input.year"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/block"), json!({"reason": "over_use", "note": "n".repeat(2_001)}), 422, "input.too_long"),
            (Method::POST, format!("/api/v1/licenses/{NIL}/block"), json!({"reason": "over_use"}), 404, "license.unknown"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/unblock"), json!({}), 409, "license.not_blocked"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/change"), json!({"why": " "}), 422, "input.required"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/change"), json!({"why": "Agreed", "edition": "none"}), 422, "input.unknown"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/change"), json!({"why": "Agreed", "seats": 0}), 422, "input.not_a_number"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/change"), json!({"why": "Agreed", "from": "soon"}), 422, "input.not_a_day"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/change"), json!({"why": "w".repeat(2_001), "seats": 9}), 422, "input.too_long"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/change"), json!({"why": "Agreed"}), 409, "license.nothing_changes"),
            (Method::POST, format!("/api/v1/licenses/{NIL}/change"), json!({"why": "Agreed"}), 404, "license.unknown"),
            (Method::POST, format!("/api/v1/licenses/{license_id}/change/call-off"), json!({}), 409, "license.no_change_waits"),
            (Method::POST, "/api/v1/licenses/search".into(), json!({"text": ""}), 422, "input.required"),
            (Method::POST, "/api/v1/licenses/search".into(), json!({"text": "日本!"}), 422, "input.unknown"),
            (Method::GET, "/api/v1/licenses?status=odd".into(), Value::Null, 422, "input.not_a_choice"),
            (Method::GET, "/api/v1/licenses?sort=odd".into(), Value::Null, 422, "input.not_a_choice"),
            (Method::GET, "/api/v1/licenses?product=odd".into(), Value::Null, 422, "input.unknown"),
            (Method::GET, "/api/v1/orders?from=odd".into(), Value::Null, 422, "input.not_a_day"),
            (Method::GET, format!("/api/v1/licenses/{NIL}"), Value::Null, 404, ""),
            (Method::GET, format!("/api/v1/batches/{NIL}/codes.csv"), Value::Null, 404, "batch.unknown"),
        ];
        let before = counts(&world).await;
        for (method, place, body, status, code) in &table {
            let mut details = std::collections::HashSet::new();
            for lang in ["en", "ja", "ru"] {
                let mut api = program(&world, ALL_SCOPES).header("accept-language", lang);
                let answer = if *method == Method::GET { api.get(place).await } else { api.json(method.clone(), place, body).await };
                assert_eq!(answer.status.as_u16(), *status, "{method} {place} {body}\n{}", answer.body);
                assert!(answer.headers["content-type"].to_str().unwrap().starts_with("application/problem+json"), "{place}");
                if !code.is_empty() {
                    assert_eq!(answer.code(), *code, "{method} {place} {body}");
                }
                assert!(!answer.body.contains(MARKUP));
                details.insert(answer.json()["detail"].as_str().unwrap().to_owned());
            }
            assert_eq!(details.len(), 3, "{method} {place}: said in three languages: {details:?}");
        }
        assert_eq!(counts(&world).await, before);
    }

    /// ALL-8, ALL-9
    async fn a_stranger_finds_nothing_and_a_page_never_runs_what_was_typed(world: World) {
        let id = on_sale(&world).await;
        let order_id = order(&world, "A-1", "", "").await;
        sold(&world, order_id, "1").await;
        let license_id = licenses_of(&world, order_id).await.remove(0).id;
        let pages = [
            "/staff/catalog".to_owned(), format!("/staff/catalog/{id}"), format!("/staff/catalog/{id}/edit"), "/staff/orders".into(),
            format!("/staff/orders/{order_id}"), "/staff/licenses".into(), format!("/staff/licenses/{license_id}"),
            format!("/staff/licenses/{license_id}/block"),
        ];
        for page in &pages {
            let answer = world.browser().get(page).await;
            assert!(answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/staff/sign-in"), "{page}");
            clerk(&world).get(page).await.expect(StatusCode::OK);
        }
        for missing in [format!("/staff/catalog/{NIL}"), "/staff/catalog/x".into(), format!("/staff/orders/{NIL}"), "/staff/licenses/x".into(),
            format!("/staff/licenses/{NIL}/block"), format!("/staff/catalog/{id}/odd/new"), format!("/staff/licenses/{license_id}/devices/{NIL}/deactivate")] {
            clerk(&world).get(&missing).await.expect(StatusCode::NOT_FOUND);
        }
        for list in ["/staff/licenses", "/staff/orders", "/staff/catalog"] {
            for query in ["q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "after=garbage", "before=%01", "size=-1", "sort=drop", "q=%27%22%3B--", "status=x&product=y&account=z",
                "from=x&until=y", "number=%25%25%25", "q=a&q=b"] {
                let page = clerk(&world).get(&format!("{list}?{query}")).await;
                // What may be a code does not stay in an address.
                let moved = page.status == StatusCode::SEE_OTHER && page.location() == "/staff/licenses";
                assert!(page.status == StatusCode::OK || moved, "{list} {query} {}", page.status);
                assert!(!page.body.contains("<script>alert"), "{list} {query}");
            }
        }
        for operation in ["/api/v1/products", "/api/v1/orders", "/api/v1/licenses"] {
            world.browser().get(operation).await.expect(StatusCode::UNAUTHORIZED);
            program(&world, "none:read").get(operation).await.expect(StatusCode::FORBIDDEN);
        }
    }
}
