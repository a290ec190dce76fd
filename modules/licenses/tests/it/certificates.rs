//! License certificates: the paper, who gets it, and what a stranger is told who checks one (LIC-25).

use crate::blocks::account;
use crate::clerks::staff;
use crate::people::signed_in;
use crate::shop::{Shop, Sold, log, tamper};
use axum::http::StatusCode;
use gatehouse_core::{DAY, Lang, Moment, Uuid};
use gatehouse_db::sea_orm::Set;
use gatehouse_licenses::queries::certificate::{Certificate, of_holder};
use gatehouse_testkit::{World, both_engines};

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

fn file(sold: &Sold, lang: &str) -> String {
    format!("/licenses/{}/certificate.pdf?in={lang}", sold.license)
}

async fn printed(world: &World, account: Uuid, sold: &Sold) -> Certificate {
    of_holder(&world.cx(), account, sold.license).await.unwrap().unwrap()
}

fn has(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|window| window == what.as_bytes())
}

both_engines! {
    /// LIC-25, ALL-1
    async fn who_has_a_license_gets_its_certificate_in_three_languages(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        shop.give(&world, &sold, ADA).await;
        let mut ada = signed_in(&world, ADA);
        let page = ada.get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body;
        for (lang, name) in [("en", "Download PDF (English)"), ("ja", "Download PDF (日本語)"), ("ru", "Download PDF (Русский)")] {
            assert!(page.contains(name) && page.contains(&format!("certificate.pdf?in={lang}")), "{name}: {page}");
        }
        for (lang, title) in [("en", "License certificate"), ("ja", "ライセンス証書"), ("ru", "Лицензионный сертификат")] {
            let answer = ada.open(&file(&sold, lang)).await;
            assert_eq!(answer.status, StatusCode::OK, "{lang}");
            let bytes = answer.bytes().await;
            // The title stands in the metadata as it is.
            assert!(bytes.starts_with(b"%PDF-1.7") && has(&bytes, title), "{lang}");
            assert!(!has(&bytes, &sold.code), "a certificate tells no code");
            assert_eq!(bytes, ada.open(&file(&sold, lang)).await.bytes().await, "the same paper is the same to the byte");
        }
        assert_eq!(signed_in(&world, BOB).open(&file(&sold, "en")).await.status, StatusCode::NOT_FOUND);
        assert_ne!(world.browser().open(&file(&sold, "en")).await.status, StatusCode::OK);
    }

    /// LIC-23, LIC-25
    async fn a_license_that_a_clerk_must_look_at_first_has_none(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell_as(&world, 1, |license| license.awaiting_verification = true).await;
        shop.give(&world, &sold, ADA).await;
        let mut ada = signed_in(&world, ADA);
        let page = ada.get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body;
        assert!(!page.contains("certificate.pdf"), "{page}");
        assert_eq!(ada.open(&file(&sold, "en")).await.status, StatusCode::NOT_FOUND);
        let staff_file = format!("/staff/licenses/{}/certificate.pdf", sold.license);
        assert_eq!(staff(&world, "support").open(&staff_file).await.status, StatusCode::NOT_FOUND);
    }

    /// LIC-25, ALL-3
    async fn staff_get_it_too_and_the_log_says_so(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        shop.give(&world, &sold, ada).await;
        let place = format!("/staff/licenses/{}", sold.license);
        let page = staff(&world, "support").get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("{place}/certificate.pdf?in=ja")), "{page}");
        let answer = staff(&world, "support").open(&format!("{place}/certificate.pdf?in=ja")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.bytes().await.starts_with(b"%PDF-"));
        assert_eq!(log(&world, sold.license, "license.certificate_taken").await, 1);
        assert_ne!(staff(&world, "marketing").open(&format!("{place}/certificate.pdf")).await.status, StatusCode::OK);
        assert_eq!(log(&world, sold.license, "license.certificate_taken").await, 1);
    }

    /// LIC-25, ACC-6
    async fn anybody_checks_a_certificate_and_is_told_no_name(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        shop.give(&world, &sold, ada).await;
        let paper = printed(&world, ada, &sold).await;
        assert_eq!(paper.licensee, "ada@example.com");
        let mut stranger = world.browser();
        let form = stranger.get("/certificate").await.expect(StatusCode::OK);
        assert!(form.input("number").is_some() && form.input("code").is_some());
        let scanned = format!("/certificate/{}?check={}", sold.number, paper.code);
        let page = stranger.get(&scanned).await.expect(StatusCode::OK).body;
        for told in ["This certificate is genuine", "Lantern", "Home", "Not activated", "The license is valid today"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("ada@") && !page.contains(&sold.code) && !page.contains("ORD-1"), "{page}");

        let typed = paper.code.to_lowercase().replace('-', " ");
        let check = |number: &str, code: &str, licensee: &str| {
            [("number", number.to_owned()), ("code", code.to_owned()), ("licensee", licensee.to_owned())]
        };
        for (form, status, told) in [
            (check(&sold.number, &typed, "ADA@example.com "), StatusCode::OK, "As on the certificate"),
            (check(&sold.number, &typed, "bob@example.com"), StatusCode::OK, "Not the name on the certificate"),
            (check("123", &typed, ""), StatusCode::UNPROCESSABLE_ENTITY, "10 digits"),
            (check(&sold.number, "abc", ""), StatusCode::UNPROCESSABLE_ENTITY, "all 24 letters"),
            (check("0000000000", &typed, ""), StatusCode::NOT_FOUND, "This certificate couldn’t be confirmed"),
            (check(&sold.number, &"0".repeat(24), ""), StatusCode::NOT_FOUND, "This certificate couldn’t be confirmed"),
        ] {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let page = stranger.post("/certificate", &form).await.expect(status).body;
            assert!(page.contains(told), "{told}: {page}");
        }

        tamper(&world, &sold, |license| {
            license.first_activated_at = Set(Some(Moment(1)));
            license.ends_at = Set(Some(Moment(2)));
        })
        .await;
        let page = stranger.get(&scanned).await.expect(StatusCode::OK).body;
        assert!(page.contains("its license has expired"), "{page}");
        tamper(&world, &sold, |license| license.blocked_at = Set(Some(Moment(1)))).await;
        let page = stranger.get(&scanned).await.expect(StatusCode::OK).body;
        assert!(page.contains("blocked and can’t be used"), "{page}");
    }

    /// LIC-25
    async fn who_guesses_codes_is_stopped_also_in_the_address(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let mut stranger = world.browser();
        for guess in 0..20 {
            let code = format!("{guess:0>24}");
            stranger.get(&format!("/certificate/{}?check={code}", sold.number)).await.expect(StatusCode::NOT_FOUND);
        }
        let code = "1".repeat(24);
        stranger.get(&format!("/certificate/{}?check={code}", sold.number)).await.expect(StatusCode::TOO_MANY_REQUESTS);
        let form = [("number", sold.number.as_str()), ("code", code.as_str())];
        stranger.post("/certificate", &form).await.expect(StatusCode::TOO_MANY_REQUESTS);
        // The form itself stays open, and so is the page of somebody elsewhere.
        stranger.get("/certificate").await.expect(StatusCode::OK);
        world.advance(DAY);
        stranger.post("/certificate", &form).await.expect(StatusCode::NOT_FOUND);
    }
}
