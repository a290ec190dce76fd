//! Licenses of which features need a connected account (LIC-33), and what a license brings (LIC-34).

use crate::clerks::{ALL_SCOPES, clerk, program};
use crate::customer::add;
use crate::people::signed_in;
use crate::shop::{Shop, activate, device, renew, text};
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use gatehouse_catalog::actions::edition_service::{EditionServiceEntry, set_edition_service};
use gatehouse_catalog::queries::revisions;
use gatehouse_core::{HOUR, Lang, Uuid};
use gatehouse_licenses::queries::{brings, certificate};
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::{Value, json};

const ADA: Uuid = Uuid::from_u128(0xADA);

/// The claim of a lease.
fn account_of(answer: &Answer) -> Value {
    let lease = text(answer, "lease");
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(lease.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice::<Value>(&claims).unwrap()["lic"]["account"].clone()
}

async fn set(world: &World, shop: &Shop, need: &str, features: &[&str]) {
    let entry = EditionServiceEntry {
        account_need: need.into(),
        account_features: features.iter().map(|&code| code.to_owned()).collect(),
        support: [("en".to_owned(), "By email".to_owned()), ("ja".to_owned(), "メール".to_owned())].into(),
        services: [("en".to_owned(), "Ten gigabytes of backup space".to_owned())].into(),
    };
    set_edition_service(&world.cx(), shop.product, shop.edition, None, &entry).await.unwrap();
    shop.follow(world).await;
}

both_engines! {
    /// LIC-33
    async fn a_lease_says_which_features_need_an_account_and_follows_when_the_license_comes_into_one(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let plain = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        assert!(account_of(&plain).is_null(), "no edition needs an account unasked");
        set(&world, &shop, "some", &["vault"]).await;
        let seat = activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(account_of(&seat), json!({ "features": ["vault"], "connected": false }));
        let (id, token) = (text(&seat, "activation"), text(&seat, "renew_token"));
        let same = renew(&world, &id, &token, &device(2, 0)).await.expect(StatusCode::OK);
        assert_eq!(account_of(&same), account_of(&seat), "a renewal from memory says the same");

        world.advance(HOUR);
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        let connected = renew(&world, &id, &token, &device(2, 0)).await.expect(StatusCode::OK);
        assert_eq!(account_of(&connected), json!({ "features": ["vault"], "connected": true }));
        world.advance(HOUR);
        signed_in(&world, ADA).post(&format!("/licenses/{}/remove", sold.license), &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        let token = text(&connected, "renew_token");
        let apart = renew(&world, &id, &token, &device(2, 0)).await.expect(StatusCode::OK);
        assert_eq!(account_of(&apart), json!({ "features": ["vault"], "connected": false }));

        set(&world, &shop, "all", &[]).await;
        let all = activate(&world, &shop.sell(&world, 1).await.code, &device(3, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(account_of(&all), json!({ "connected": false }));
        set(&world, &shop, "never", &[]).await;
        let never = activate(&world, &shop.sell(&world, 1).await.code, &device(4, 0)).await.expect(StatusCode::CREATED);
        assert!(account_of(&never).is_null());
    }

    /// LIC-33, LIC-34
    async fn clerks_and_programs_set_what_an_edition_needs_and_brings(world: World) {
        let shop = Shop::open(&world).await;
        let mut clerk = clerk(&world);
        let form = format!("/staff/catalog/{}/editions/{}/service", shop.product, shop.edition);
        let version = clerk.get(&form).await.expect(StatusCode::OK).input("version").unwrap();
        let wrong = [("account_need", "some"), ("version", version.as_str())];
        clerk.post(&form, &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let foreign = [("account_need", "some"), ("account_features", "central"), ("version", version.as_str())];
        clerk.post(&form, &foreign).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let right = [("account_need", "some"), ("account_features", "vault"), ("support.en", "By email"), ("services.en", ""), ("version", version.as_str())];
        clerk.post(&form, &right).await.expect(StatusCode::SEE_OTHER);
        clerk.post(&form, &right).await.expect(StatusCode::PRECONDITION_FAILED);
        let page = clerk.get(&format!("/staff/catalog/{}", shop.product)).await.expect(StatusCode::OK).body;
        assert!(page.contains("Needed for some features") && page.contains(&form), "{page}");

        let mut api = program(&world, ALL_SCOPES);
        let place = format!("/api/v1/products/{}/editions/{}/service", shop.product, shop.edition);
        let body = json!({ "account_need": "all", "services": { "en": "Backup space" } });
        let told = api.json(Method::PUT, &place, &body).await.expect(StatusCode::OK).json();
        let edition = &told["editions"][0];
        assert_eq!((&edition["account_need"], &edition["account_features"]), (&json!("all"), &json!([])), "{told}");
        assert_eq!((&edition["support"], &edition["services"]), (&json!({}), &json!({ "en": "Backup space" })));
        let refused = api.json(Method::PUT, &place, &json!({ "account_need": "perhaps" })).await;
        assert_eq!(refused.code(), "input.not_a_choice");
    }

    /// LIC-34, ALL-1
    async fn the_page_of_a_license_lists_what_it_brings(world: World) {
        let shop = Shop::open(&world).await;
        set(&world, &shop, "some", &["vault"]).await;
        let sold = shop.sell(&world, 3).await;
        shop.give(&world, &sold, ADA).await;
        let license = crate::shop::stored(&world, &sold).await;
        let brought = brings::of_license(&world.cx(), &license, Lang::Ja).await.unwrap();
        assert_eq!((brought.seats, brought.support.as_str()), (3, "メール"));
        let paper = certificate::of_holder(&world.cx(), ADA, sold.license).await.unwrap().unwrap();
        assert_eq!(paper.edition.support_for(Lang::Ja), "メール", "the certificate lists the same");
        assert_eq!(paper.edition.services_for(Lang::Ja), "Ten gigabytes of backup space");
        for (lang, told) in [
            ("en", ["3 devices at once", "By email", "Ten gigabytes of backup space", "Some features work only while"]),
            ("ja", ["同時に 3 台", "メール", "Ten gigabytes of backup space", "一部の機能は"]),
            ("ru", ["3 устройства одновременно", "By email", "Ten gigabytes of backup space", "Часть функций"]),
        ] {
            let mut ada = signed_in(&world, ADA).header("accept-language", lang);
            let page = ada.get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body;
            let page = page.replace('\u{a0}', " ");
            for words in told {
                assert!(page.contains(words), "{words}: {page}");
            }
        }
    }

    /// LIC-1, LIC-34
    async fn what_was_sold_keeps_the_support_and_services_that_were_said_then(world: World) {
        let shop = Shop::open(&world).await;
        set(&world, &shop, "never", &[]).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        shop.follow(&world).await;
        let english = |text: &str| [("en".to_owned(), text.to_owned())].into();
        let less = EditionServiceEntry { support: english("By \"post\""), ..EditionServiceEntry::default() };
        set_edition_service(&world.cx(), shop.product, shop.edition, None, &less).await.unwrap();
        let license = crate::shop::stored(&world, &sold).await;
        let brought = brings::of_license(&world.cx(), &license, Lang::En).await.unwrap();
        assert_eq!((brought.support.as_str(), brought.services.as_str()), ("By email", "Ten gigabytes of backup space"));
        let paper = certificate::of_holder(&world.cx(), ADA, sold.license).await.unwrap().unwrap();
        assert_eq!(paper.edition.support_for(Lang::En), "By email");
        // What is sold from now on says the new words; saying them once more makes no revision.
        let later = shop.sell(&world, 1).await;
        let newest = revisions::newest(world.cx().read(), shop.edition).await.unwrap().unwrap();
        set_edition_service(&world.cx(), shop.product, shop.edition, None, &less).await.unwrap();
        assert_eq!(revisions::newest(world.cx().read(), shop.edition).await.unwrap().unwrap().number, newest.number);
        assert_eq!(newest.support_for(Lang::Ja), "By \"post\"");
        let license = license::Model { edition_rev: newest.number, ..crate::shop::stored(&world, &later).await };
        let brought = brings::of_license(&world.cx(), &license, Lang::En).await.unwrap();
        assert_eq!((brought.support.as_str(), brought.services.as_str()), ("By \"post\"", ""));
    }
}
