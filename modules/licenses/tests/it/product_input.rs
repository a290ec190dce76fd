//! Hostile and wrong input of products: a clear refusal with a stable code, nothing stored, no 500 (ALL-9).

use crate::shop::{Shop, activate, asking, device, text};
use axum::http::{Method, StatusCode};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_licenses::tables::activation;
use gatehouse_testkit::both_engines;
use serde_json::{Value, json};

both_engines! {
    /// ALL-9, LIC-10
    async fn wrong_and_hostile_activations_are_refused_in_words_and_store_nothing(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 5).await;
        let long = "x".repeat(121);
        let hash = device(1, 0)[0].clone();
        let cases: Vec<(&str, Value, &str)> = vec![
            ("code", json!(""), "code.mistyped"),
            ("code", json!("   "), "code.mistyped"),
            ("code", json!("x".repeat(100_000)), "code.mistyped"),
            ("code", json!("' or 1=1 --"), "code.mistyped"),
            ("code", json!("🔑🔑🔑🔑🔑"), "code.mistyped"),
            ("code", json!("\u{1}\u{202e}"), "code.mistyped"),
            ("code", json!("\u{0}"), "request.null_character"),
            ("code", json!(7), "request.malformed"),
            ("code", Value::Null, "request.malformed"),
            ("product", json!(long), "request.member_invalid"),
            ("product", json!("lan\u{1}tern"), "request.member_invalid"),
            ("product", json!("lan\u{0}tern"), "request.null_character"),
            ("product", json!("LANTERN'; drop table license;"), "license.wrong_product"),
            ("version", json!(long), "request.member_invalid"),
            ("application", json!("a\nb"), "request.member_invalid"),
            ("region", json!(long), "request.member_invalid"),
            ("application", json!("' or 1=1 --"), "product.application_unknown"),
            ("region", json!("Atlantis"), "license.wrong_region"),
            ("time", json!(i64::MAX), "device.clock_wrong"),
            ("time", json!(i64::MIN), "device.clock_wrong"),
            ("time", json!("now"), "request.malformed"),
            ("time", json!(1.5e300), "request.malformed"),
            ("device", json!({ "fingerprint": [] }), "device.fingerprint_invalid"),
            ("device", json!({ "fingerprint": [hash, hash] }), "device.fingerprint_invalid"),
            ("device", json!({ "fingerprint": [hash.to_uppercase().replace('0', "A")] }), "device.fingerprint_invalid"),
            ("device", json!({ "fingerprint": ["00"] }), "device.fingerprint_invalid"),
            ("device", json!({ "fingerprint": vec!["a"; 5_000] }), "device.fingerprint_invalid"),
            ("device", json!({ "fingerprint": [hash], "name": long }), "request.member_invalid"),
            ("device", json!({ "fingerprint": [hash], "platform": "\u{7}" }), "request.member_invalid"),
            ("device", json!({ "fingerprint": [hash], "name": "\u{202e}CP s'okiA" }), "request.member_invalid"),
            ("version", json!("1.\u{2066}2"), "request.member_invalid"),
            ("device", json!({ "fingerprint": "abc" }), "request.malformed"),
            ("device", json!({}), "request.malformed"),
        ];
        for (member, value, code) in cases {
            let mut body = asking(&sold.code, &device(1, 0));
            body[member] = value.clone();
            let shown: String = value.to_string().chars().take(60).collect();
            let mut texts = Vec::new();
            for lang in ["en", "ja", "ru"] {
                let mut product = world.browser().header("accept-language", lang);
                let answer = product.json(Method::POST, "/api/v1/activations", &body).await;
                assert!(answer.status.is_client_error(), "{member} = {shown}: {} {}", answer.status, answer.body);
                assert_eq!(answer.code(), code, "{member} = {shown}");
                let detail = answer.json()["detail"].as_str().unwrap().to_owned();
                assert!(!detail.is_empty());
                texts.push(detail);
            }
            assert_ne!(texts[0], texts[1], "{member} = {shown}");
            assert_ne!(texts[0], texts[2], "{member} = {shown}");
        }
        assert_eq!(activation::Entity::find().count(world.cx().read()).await.unwrap(), 0);
        assert_eq!(crate::shop::stored(&world, &sold).await.seats_used, 0);
    }

    /// ALL-9, LIC-16
    async fn wrong_and_hostile_renewals_are_refused(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 5).await;
        let parts = device(1, 0);
        let mine = activate(&world, &sold.code, &parts).await.expect(StatusCode::CREATED);
        let other = activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&mine, "activation"), text(&mine, "renew_token"));
        let good = json!({ "renew_token": token, "device": { "fingerprint": parts } });
        let changed = |member: &str, value: Value| {
            let mut body = good.clone();
            body[member] = value;
            body.to_string()
        };
        let renewal = format!("/api/v1/activations/{id}/renew");
        let of = |name: &str| format!("/api/v1/activations/{name}/renew");
        let foreign = of(&text(&other, "activation"));
        let unknown = of("00000000-0000-0000-0000-000000000000");
        let cases: Vec<(&str, &str, String, &str)> = vec![
            ("a foreign activation", &foreign, good.to_string(), "activation.unknown"),
            ("no such activation", &unknown, good.to_string(), "activation.unknown"),
            ("not an id", "/api/v1/activations/%00%ff/renew", good.to_string(), ""),
            ("an empty token", &renewal, changed("renew_token", json!("")), "activation.unknown"),
            ("a guessed token", &renewal, changed("renew_token", json!("A".repeat(600))), "activation.unknown"),
            ("a cut token", &renewal, changed("renew_token", json!(token[..40])), "activation.unknown"),
            ("a foreign token", &renewal, changed("renew_token", json!(text(&other, "renew_token"))), "activation.unknown"),
            ("another device", &renewal, changed("device", json!({ "fingerprint": device(3, 0) })), "device.other"),
            ("no device", &renewal, changed("device", json!({ "fingerprint": [] })), "device.fingerprint_invalid"),
            ("a clock of 1970", &renewal, changed("time", json!(0)), "device.clock_wrong"),
            ("an array", &renewal, "[]".into(), "request.malformed"),
            ("not JSON", &renewal, "renew please".into(), "request.malformed"),
            ("nothing", &renewal, String::new(), "request.malformed"),
            ("too much", &renewal, format!("{{\"x\":\"{}\"}}", "y".repeat(20_000)), "request.too_large"),
        ];
        for (name, path, body, code) in cases {
            let answer = world.browser().send(Method::POST, path, Some("application/json"), body.into_bytes()).await;
            assert!(answer.status.is_client_error(), "{name}: {} {}", answer.status, answer.body);
            if !code.is_empty() {
                assert_eq!(answer.code(), code, "{name}");
            }
        }
        let form = world.browser().send(Method::POST, &renewal, Some("text/plain"), good.to_string().into_bytes()).await;
        assert_eq!(form.code(), "request.not_json");
        world.browser().json(Method::POST, &renewal, &good).await.expect(StatusCode::OK);
    }
}
