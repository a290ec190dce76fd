//! Wrong and hostile input: a clear refusal with its stable code in three languages, nothing stored, no 500.

use crate::clerks::{ALL_SCOPES, clerk, on_sale, program};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::tables::{agreement, application, edition, feature, product, product_version, term};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_testkit::{World, both_engines};
use serde_json::{Value, json};

/// The fields of a posted form.
type Form = Vec<(&'static str, &'static str)>;

const LONG: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
const MARKUP: &str = "<script>alert(1)</script>";
const NIL: &str = "00000000-0000-0000-0000-000000000000";

async fn counts(world: &World) -> [u64; 7] {
    let cx = world.cx();
    [
        product::Entity::find().count(cx.read()).await.unwrap(),
        edition::Entity::find().count(cx.read()).await.unwrap(),
        feature::Entity::find().count(cx.read()).await.unwrap(),
        term::Entity::find().count(cx.read()).await.unwrap(),
        application::Entity::find().count(cx.read()).await.unwrap(),
        product_version::Entity::find().count(cx.read()).await.unwrap(),
        agreement::Entity::find().count(cx.read()).await.unwrap(),
    ]
}

both_engines! {
    /// ALL-9, LIC-1
    async fn no_form_stores_what_it_refuses_and_each_says_why_at_the_field(world: World) {
        let id = on_sale(&world).await;
        let product = format!("/staff/catalog/{id}");
        let table: Vec<(String, Form, &str)> = vec![
            ("/staff/catalog/new".into(), vec![], "name"),
            ("/staff/catalog/new".into(), vec![("name", LONG), ("code", "a")], "name"),
            ("/staff/catalog/new".into(), vec![("name", "a\u{1}b"), ("code", "a")], "name"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "../etc")], "code"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "beacon")], "code"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "a"), ("lease_days", "0")], "lease_days"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "a"), ("lease_days", "91")], "lease_days"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "a"), ("trial_days", "-3")], "trial_days"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "a"), ("regions", "Japan")], "regions"),
            ("/staff/catalog/new".into(), vec![("name", "家庭")], "code"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("edition.name", LONG)], "edition.name"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("edition.name", "B"), ("edition.code", "../b")], "edition.code"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("term.months", "12"), ("term.starts", "activation")], "term.name"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("term.name", "B"), ("term.starts", "whenever")], "term.starts"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("term.name", "B"), ("term.starts", "fixed"), ("term.fixed_until", "2020-01-01")], "term.fixed_until"),
            (format!("{product}/edit"), vec![("name", "A"), ("code", "a"), ("lease_days", "7"), ("statement_required", "true")], "statement_required"),
            (format!("{product}/agreement"), vec![], "texts.en"),
            (format!("{product}/agreement"), vec![("texts.ja", "a\u{202e}b")], "texts.ja"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "a"), ("buy_url", "http://shop.example")], "buy_url"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "a"), ("buy_url", "javascript:alert(1)")], "buy_url"),
            ("/staff/catalog/new".into(), vec![("name", "A"), ("code", "a"), ("renew_url", "https://shop.example/{email}")], "renew_url"),
            (format!("{product}/editions/new"), vec![("name", "A"), ("code", "pro")], "code"),
            (format!("{product}/editions/new"), vec![("name", "A"), ("code", "a"), ("features", "none")], "features"),
            (format!("{product}/features/new"), vec![("code", "a")], "labels.en"),
            (format!("{product}/features/new"), vec![("code", "a"), ("labels.en", "A"), ("labels.ja", LONG)], "labels.ja"),
            (format!("{product}/features/new"), vec![("code", "a"), ("labels.ru", "a\u{202e}b")], "labels.ru"),
            (format!("{product}/terms/new"), vec![("name", "A"), ("code", "a"), ("starts", "whenever")], "starts"),
            (format!("{product}/terms/new"), vec![("name", "A"), ("code", "a"), ("starts", "activation"), ("months", "1"), ("days", "1")], "days"),
            (format!("{product}/terms/new"), vec![("name", "A"), ("code", "a"), ("starts", "activation"), ("months", "1e9")], "months"),
            (format!("{product}/terms/new"), vec![("name", "A"), ("code", "a"), ("starts", "fixed")], "fixed_until"),
            (format!("{product}/terms/new"), vec![("name", "A"), ("code", "a"), ("starts", "fixed"), ("fixed_until", "2020-01-01")], "fixed_until"),
            (format!("{product}/terms/new"), vec![("name", "A"), ("code", "a"), ("starts", "fixed"), ("fixed_until", "2027-02-30")], "fixed_until"),
            (format!("{product}/applications/new"), vec![("name", "A"), ("code", "a"), ("platform", "toaster")], "platform"),
            (format!("{product}/applications/new"), vec![("name", "A"), ("code", "a"), ("platform", "linux"), ("download_url", "javascript:alert(1)")], "download_url"),
            (format!("{product}/versions/new"), vec![("number", "1"), ("released_at", "yesterday")], "released_at"),
        ];
        let before = counts(&world).await;
        for lang in ["en", "ja", "ru"] {
            let mut clerk = clerk(&world).header("accept-language", lang);
            for (place, form, field) in &table {
                let page = clerk.post(place, form).await;
                let is_taken = form.contains(&("code", "beacon")) || form.contains(&("code", "pro"));
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
        let table: Vec<(Method, String, Value, u16, &str)> = vec![
            (Method::POST, "/api/v1/products".into(), json!({}), 400, "request.malformed"),
            (Method::POST, "/api/v1/products".into(), json!([]), 400, "request.malformed"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "a", "name": "A", "evil": 1}), 400, "request.malformed"),
            (Method::POST, "/api/v1/products".into(), json!({"code": 7, "name": "A"}), 400, "request.malformed"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "A B", "name": "A"}), 422, "input.not_a_slug"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "beacon", "name": "A"}), 409, "input.taken"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "a", "name": "A", "lease_days": 1000}), 422, "input.not_a_number"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "a", "name": "A", "regions": ["XXX"]}), 422, "input.not_a_country"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "a", "name": "A", "statement_required": true}), 400, "request.malformed"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "a", "name": "A", "edition": {"code": "A B", "name": "A"}}), 422, "input.not_a_slug"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "a", "name": "A", "edition": {"code": "a", "name": "A", "features": ["a"]}}), 422, "input.unknown"),
            (Method::POST, "/api/v1/products".into(), json!({"code": "a", "name": "A", "term": {"code": "a", "name": "A", "starts": "activation", "months": 1, "days": 1}}), 422, "input.two_lengths"),
            (Method::GET, "/api/v1/agreements/none".into(), Value::Null, 404, ""),
            (Method::GET, "/api/v1/agreements/beacon".into(), Value::Null, 404, ""),
            (Method::PATCH, format!("/api/v1/products/{NIL}"), json!({"name": "A"}), 404, ""),
            (Method::POST, format!("/api/v1/products/{NIL}/editions"), json!({"code": "a", "name": "A"}), 404, "catalog.unknown"),
            (Method::POST, "/api/v1/products/none/editions".into(), json!({"code": "a", "name": "A"}), 404, ""),
            (Method::POST, format!("/api/v1/products/{NIL}/features"), json!({"code": "a", "labels": {}}), 422, "input.required"),
            (Method::POST, format!("/api/v1/products/{NIL}/features"), json!({"code": "a", "labels": {"en": ""}}), 422, "input.required"),
            (Method::POST, format!("/api/v1/products/{NIL}/features"), json!({"code": "a", "labels": {"English": "A"}}), 422, "input.not_a_language"),
            (Method::POST, format!("/api/v1/products/{NIL}/features"), json!({"code": "a", "labels": {"en": 1}}), 400, "request.malformed"),
            (Method::POST, format!("/api/v1/products/{NIL}/features"), json!({"code": "a", "label_en": "A"}), 400, "request.malformed"),
            (Method::POST, "/api/v1/products".into(), json!({"code": MARKUP, "name": "A"}), 422, "input.not_a_slug"),
        ];
        let before = counts(&world).await;
        for (method, place, body, status, code) in &table {
            let mut details = std::collections::HashSet::new();
            for lang in ["en", "ja", "ru"] {
                let mut api = program(&world, ALL_SCOPES).header("accept-language", lang);
                let answer = api.json(method.clone(), place, body).await;
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
        for page in ["/staff/catalog".to_owned(), format!("/staff/catalog/{id}"), format!("/staff/catalog/{id}/edit")] {
            let answer = world.browser().get(&page).await;
            assert!(answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/staff/sign-in"), "{page}");
            clerk(&world).get(&page).await.expect(StatusCode::OK);
        }
        for missing in [format!("/staff/catalog/{NIL}"), "/staff/catalog/x".into(), format!("/staff/catalog/{id}/odd/new")] {
            clerk(&world).get(&missing).await.expect(StatusCode::NOT_FOUND);
        }
        for query in ["q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "after=garbage", "before=%01", "size=-1", "sort=drop", "q=%27%22%3B--", "q=a&q=b"] {
            let page = clerk(&world).get(&format!("/staff/catalog?{query}")).await.expect(StatusCode::OK);
            assert!(!page.body.contains("<script>alert"), "{query}");
        }
        world.browser().get("/api/v1/products").await.expect(StatusCode::UNAUTHORIZED);
        program(&world, "none:read").get("/api/v1/products").await.expect(StatusCode::FORBIDDEN);
    }
}
