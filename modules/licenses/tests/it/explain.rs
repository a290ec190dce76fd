//! Why a device is refused (LIC-10): whatever an activation says, the explanation says the same, rule by rule, and changes nothing.

use crate::every_refusal::one_of_each;
use crate::shop::{Shop, Sold, activate, asking, device, tamper, text};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::agreement::publish_agreement;
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_core::{DAY, HOUR, Moment, Uuid};
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::entity::prelude::*;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_guard::{Limit, limit};
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::model::decision::of_product;
use gatehouse_licenses::model::rule::Rule;
use gatehouse_licenses::tables::{activation, license_code};
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The address of a network that shares no width with the others.
fn address(network: u8) -> [u8; 4] {
    [network, network, 2, 1]
}

/// Posts an activation, or asks why, from a network of its own.
async fn send(world: &World, path: &str, body: &Value, network: u8) -> Answer {
    world.browser().from_address(address(network)).json(Method::POST, path, body).await
}

async fn why(world: &World, body: &Value, network: u8) -> Value {
    send(world, "/api/v1/activations/explain", body, network).await.expect(StatusCode::OK).json()
}

/// Uses up what a network, or a key, may do.
async fn exhausted(world: &World, limit: Limit, network: Option<u8>, key: &str) {
    let mut cx = world.cx();
    cx.network = network.map(|network| std::net::Ipv4Addr::from(address(network)).to_string());
    for _ in 0..limit.burst {
        let counted = if network.is_some() { limit::check(&cx, limit) } else { limit::check_key(&cx, limit, key) };
        counted.unwrap().unwrap();
    }
}

async fn free(world: &World, seat: &Answer) {
    let path = format!("/api/v1/activations/{}/deactivate", text(seat, "activation"));
    let token = json!({ "renew_token": text(seat, "renew_token") });
    world.browser().json(Method::POST, &path, &token).await.expect(StatusCode::NO_CONTENT);
}

/// The product asks for its agreement.
async fn with_agreement(world: &World, shop: &Shop) {
    let texts = [("en".to_owned(), "Be kind to the lantern.".to_owned())].into();
    publish_agreement(&world.cx(), shop.product, None, &texts).await.unwrap();
    let entry = ProductEntry {
        code: "lantern".into(),
        name: "Lantern".into(),
        regions: "DE,JP".into(),
        lease_days: "14".into(),
        statement_required: true,
        ..ProductEntry::default()
    };
    change(&world.cx(), shop.product, None, &entry).await.unwrap();
}

/// An activation that this rule refuses; `None` for a rule that is none of an activation. A new rule does not compile without a line here.
async fn refused_by(world: &World, shop: &Shop, rule: Rule, network: u8) -> Option<Value> {
    let now = world.cx().now();
    let sold = shop.sell(world, 1).await;
    let mut body = asking(&sold.code, &device(1, 0));
    match rule {
        Rule::Request => body["device"]["name"] = json!("a\u{7}b"),
        Rule::Code => body["code"] = json!("41R8A-MK5HB"),
        Rule::Device => body["device"]["fingerprint"] = json!(["short"]),
        Rule::Clock => body["time"] = json!(now.seconds() + 30 * 3600),
        Rule::Guesses => {
            let limit = Limit { action: "licenses.wrong_code", burst: 20, seconds_each: 30 };
            exhausted(world, limit, Some(network), "").await;
        }
        Rule::Rate => {
            let limit = Limit { action: "licenses.activation", burst: 300, seconds_each: 1 };
            exhausted(world, limit, Some(network), "").await;
        }
        Rule::Known => body["code"] = json!(Shop::unknown_code(world)),
        Rule::Product => body["product"] = json!("beacon"),
        Rule::Application => body["application"] = json!("none-of-it"),
        Rule::Region => body["region"] = json!("US"),
        Rule::Replaced => {
            license_code::Entity::update_many()
                .col_expr(license_code::Column::ReplacedAt, Expr::value(now))
                .filter(license_code::Column::LicenseId.eq(sold.license))
                .exec(world.cx().db().writer())
                .await
                .unwrap();
        }
        Rule::Blocked => tamper(world, &sold, |row| row.blocked_at = Set(Some(now))).await,
        Rule::Verified => tamper(world, &sold, |row| row.awaiting_verification = Set(true)).await,
        Rule::Term => {
            tamper(world, &sold, |row| {
                (row.first_activated_at, row.ends_at) = (Set(Some(Moment(1))), Set(Some(now)));
            })
            .await;
        }
        Rule::ActivateBy => tamper(world, &sold, |row| row.activate_by = Set(Some(now))).await,
        Rule::Agreement => with_agreement(world, shop).await,
        Rule::Seat => {
            activate(world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        }
        Rule::Transfers => {
            for n in 2..5 {
                let seat = activate(world, &sold.code, &device(n, 0)).await.expect(StatusCode::CREATED);
                free(world, &seat).await;
            }
        }
        Rule::Returns => {
            let seat = activate(world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
            free(world, &seat).await;
            let limit = Limit { action: "licenses.same_devices", burst: 20, seconds_each: 60 };
            exhausted(world, limit, None, &sold.license.to_string()).await;
        }
        Rule::Merged => {
            tamper(world, &sold, |row| {
                (row.superseded_at, row.merged_into) = (Set(Some(now)), Set(Some(sold.license)));
            })
            .await;
        }
        Rule::Reserve => tamper(world, &sold, |row| row.reserve_for = Set(Some(sold.license))).await,
        Rule::KeyFileOnly => {
            license_code::Entity::update_many()
                .col_expr(license_code::Column::KeyFileOnly, Expr::value(true))
                .filter(license_code::Column::LicenseId.eq(sold.license))
                .exec(world.cx().db().writer())
                .await
                .unwrap();
        }
        Rule::Limited => {
            tamper(world, &sold, |row| {
                let later = Some(now.plus(DAY));
                (row.block_grace_from, row.block_limited_from, row.block_from) =
                    (Set(Some(now)), Set(Some(now)), Set(later));
            })
            .await;
        }
        // Trials are told by a module above, which answers here for no license.
        Rule::Trial | Rule::Here | Rule::Accounts => return None,
    }
    Some(body)
}

/// Whether activating says what was foretold.
async fn agree(world: &World, sold: &Sold, n: u32) -> bool {
    let body = asking(&sold.code, &device(n, 0));
    let told = why(world, &body, 1).await;
    let done = send(world, "/api/v1/activations", &body, 1).await;
    let foretold = told["would_pass"].as_bool().unwrap();
    assert_eq!(foretold, done.status.is_success(), "{told} {}", done.body);
    if !foretold {
        assert_eq!(told["code"], done.json()["code"]);
    }
    foretold
}

both_engines! {
    /// LIC-10
    async fn whatever_refuses_an_activation_is_the_rule_that_the_explanation_names(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let mut codes = BTreeSet::new();
        for (network, rule) in (10_u8..).zip(Rule::ALL.iter().copied()) {
            // The agreement comes last: it is the product's from then on.
            if rule == Rule::Agreement {
                continue;
            }
            codes.extend(named_alike(&world, rule, network).await);
        }
        codes.extend(named_alike(&world, Rule::Agreement, 99).await);
        for refusal in one_of_each() {
            // Whether a device had a trial, a module above says.
            if refusal.rule().is_some_and(|rule| rule != Rule::Trial) {
                let code = gatehouse_core::Refusal::code(&refusal);
                assert!(codes.contains(code), "{code} was not tried: {codes:?}");
            }
        }
    }

    /// LIC-10
    async fn an_explanation_says_would_pass_exactly_when_the_activation_then_passes(world: World) {
        let shop = Shop::open(&world).await;
        let (mut dice, mut passed, mut refused) = (7_u64, 0, 0);
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        let mut sold = shop.sell(&world, 2).await;
        for _ in 0..80 {
            let now = world.cx().now();
            match roll(16) {
                0 => sold = shop.sell(&world, i64::try_from(roll(3) + 1).unwrap()).await,
                1 => tamper(&world, &sold, |row| row.blocked_at = Set(Some(now))).await,
                2 => tamper(&world, &sold, |row| row.blocked_at = Set(None)).await,
                3 => tamper(&world, &sold, |row| row.awaiting_verification = Set(true)).await,
                4 => tamper(&world, &sold, |row| row.awaiting_verification = Set(false)).await,
                5 => world.advance(i64::try_from(roll(6)).unwrap() * DAY),
                6 => tamper(&world, &sold, |row| row.activate_by = Set(Some(now.plus(HOUR)))).await,
                7 => {
                    let live = activation::Entity::find()
                        .filter(activation::Column::LicenseId.eq(sold.license))
                        .filter(activation::Column::DeactivatedAt.is_null());
                    if let Some(seat) = live.one(world.cx().read()).await.unwrap() {
                        let freed = DeactivateAsStaff { license: sold.license, activation: seat.id, is_confirmed: true };
                        assert!(deactivate_as_staff(&world.cx(), freed).await.is_ok());
                    }
                }
                8 => tamper(&world, &sold, |row| {
                    (row.first_activated_at, row.ends_at) = (Set(Some(Moment(1))), Set(Some(now)));
                }).await,
                _ => {
                    if agree(&world, &sold, u32::try_from(roll(6)).unwrap()).await { passed += 1 } else { refused += 1 }
                }
            }
        }
        assert!(passed > 3 && refused > 3, "{passed} passed, {refused} refused");
    }

    /// LIC-10
    async fn asking_why_takes_no_seat_and_a_wrong_code_counts_as_a_guess(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let body = asking(&sold.code, &device(1, 0));
        let before = world.dump().await;
        let told = why(&world, &body, 1).await;
        assert_eq!((told["would_pass"].as_bool(), told["code"].as_str()), (Some(true), None), "{told}");
        assert_eq!(world.dump().await, before, "nothing was written");
        let unknown = asking(&Shop::unknown_code(&world), &device(1, 0));
        for _ in 0..20 {
            assert_eq!(why(&world, &unknown, 1).await["failed"], "code_known");
        }
        let shut = why(&world, &body, 1).await;
        assert_eq!((shut["failed"].as_str(), shut["final"].as_bool()), (Some("wrong_codes"), Some(false)));
        assert!(shut["retry_after"].as_u64().is_some());
        assert_eq!(send(&world, "/api/v1/activations", &body, 1).await.code(), "rate.limited");
        let mut last = StatusCode::OK;
        for _ in 0..60 {
            last = send(&world, "/api/v1/activations/explain", &body, 2).await.status;
        }
        assert_eq!(last, StatusCode::OK);
        let limited = send(&world, "/api/v1/activations/explain", &body, 2).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(limited.code(), "rate.limited");
        send(&world, "/api/v1/activations", &body, 2).await.expect(StatusCode::CREATED);
    }

    /// LIC-10, ALL-1
    async fn a_refusal_leads_to_its_explanation_in_the_language_of_the_person(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let body = asking(&sold.code, &device(2, 0));
        let refused = send(&world, "/api/v1/activations", &body, 1).await.expect(StatusCode::CONFLICT).json();
        assert_eq!(refused["final"], true);
        let path = refused["explain"].as_str().unwrap().to_owned();
        for (lang, words) in [("en", "A seat is free"), ("ja", "空きが 1 台分ある"), ("ru", "Лимит устройств")] {
            let mut browser = world.browser().header("accept-language", lang);
            let told = browser.json(Method::POST, &path, &body).await.expect(StatusCode::OK).json();
            let rules = told["rules"].as_array().unwrap();
            let seat = rules.iter().find(|rule| rule["rule"] == "seat").unwrap();
            assert!(seat["name"].as_str().unwrap().contains(words), "{told}");
            assert_eq!((seat["value"].as_str(), seat["limit"].as_str(), seat["passed"].as_bool()), (Some("1"), Some("1"), Some(false)));
            assert!(told["next"].as_str().is_some() && told["link"].as_str().unwrap().ends_with("/licenses"), "{told}");
        }
        let renewed = world.browser().json(Method::POST, &format!("/api/v1/activations/{}/renew", Uuid::nil()), &json!({"renew_token": "x", "device": {"fingerprint": device(1, 0)}})).await;
        assert!(renewed.json()["explain"].is_null(), "only an activation is explained");
    }

    /// LIC-10
    async fn a_stranger_with_a_code_is_told_no_more_than_the_refusal_tells(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        tamper(&world, &sold, |row| row.blocked_at = Set(Some(Moment(1)))).await;
        let mut body = asking(&sold.code, &device(1, 0));
        body["product"] = json!("beacon");
        let told = why(&world, &body, 1).await;
        assert_eq!(told["failed"], "product");
        let rules = told["rules"].as_array().unwrap();
        let after: Vec<&Value> = rules.iter().skip_while(|rule| rule["rule"] != "product").skip(1).collect();
        assert!(!after.is_empty() && after.iter().all(|rule| rule["passed"].is_null() && rule["value"].is_null()), "{told}");
    }
}

/// Asks before and after the refused activation; returns its code.
async fn named_alike(world: &World, rule: Rule, network: u8) -> Option<String> {
    let shop = match gatehouse_catalog::tables::product::Entity::find().one(world.cx().read()).await.unwrap() {
        Some(product) => of_product_row(world, product.id).await,
        None => Shop::open(world).await,
    };
    let body = refused_by(world, &shop, rule, network).await?;
    let before = why(world, &body, network).await;
    let refused = send(world, "/api/v1/activations", &body, network).await;
    assert!(!refused.status.is_success(), "{rule:?}: {}", refused.body);
    let after = why(world, &body, network).await;
    for told in [&before, &after] {
        assert_eq!((told["failed"].as_str(), told["would_pass"].as_bool()), (Some(rule.word()), Some(false)), "{told}");
        assert_eq!((&told["code"], &told["final"]), (&refused.json()["code"], &refused.json()["final"]), "{rule:?}");
        assert_eq!(told["text"], refused.json()["detail"], "{rule:?}");
        let words: Vec<&str> =
            told["rules"].as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap()).collect();
        assert_eq!(words, of_product().map(Rule::word).collect::<Vec<_>>(), "in the order of the activation");
    }
    Some(refused.code())
}

/// The shop that was opened before.
async fn of_product_row(world: &World, product: Uuid) -> Shop {
    use gatehouse_catalog::tables::edition;
    use gatehouse_licenses::tables::purchase;
    let edition = edition::Entity::find().filter(edition::Column::ProductId.eq(product)).one(world.cx().read()).await;
    let order = purchase::Entity::find().one(world.cx().read()).await.unwrap().unwrap().id;
    Shop { product, edition: edition.unwrap().unwrap().id, order }
}
