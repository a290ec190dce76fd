//! The page of a license: what its holder is told before and after activation, the shop's links, devices and their names.

use crate::customer::add;
use crate::people::{proven, signed_in};
use crate::shop::{Shop, Sold, activate, device, log, tamper, text};
use axum::http::StatusCode;
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_core::{DAY, HOUR, Moment, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, Set};
use gatehouse_formats::ActivationCode;
use gatehouse_licenses::actions::remove_license::{RemoveLicense, remove_license};
use gatehouse_licenses::actions::rename_device::{RenameDevice, RenameDeviceRefusal, rename_device};
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::tables::activation;
use gatehouse_testkit::{Browser, World, both_engines};

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

async fn page(browser: &mut Browser, sold: &Sold) -> String {
    browser.get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body
}

/// The product sells in a shop.
async fn in_shop(world: &World, shop: &Shop, buy: &str, renew: &str) {
    let entry = ProductEntry {
        code: "lantern".into(),
        name: "Lantern".into(),
        lease_days: "14".into(),
        buy_url: buy.into(),
        renew_url: renew.into(),
        ..ProductEntry::default()
    };
    change(&world.cx(), shop.product, None, &entry).await.unwrap();
}

async fn seat_of(world: &World, sold: &Sold, n: u32) -> Uuid {
    let taken = activate(world, &sold.code, &device(n, 0)).await.expect(StatusCode::CREATED);
    text(&taken, "activation").parse().unwrap()
}

both_engines! {
    /// LIC-6, LIC-3
    async fn the_term_is_told_before_anything_is_activated_and_what_is_left_of_it_afterwards(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        shop.give(&world, &sold, ADA).await;
        let mut ada = signed_in(&world, ADA);
        let before = page(&mut ada, &sold).await;
        for told in ["Starts at activation", "1 year", "From the first activation", "0 of 2"] {
            assert!(before.contains(told), "{told}: {before}");
        }
        seat_of(&world, &sold, 1).await;
        let after = page(&mut ada, &sold).await;
        for told in ["365 days left", "1 of 2", "21 Nov 2027"] {
            assert!(after.contains(told), "{told}: {after}");
        }
        assert!(!after.contains("From the first activation"), "{after}");
        for (lang, told) in [("ja", "残り 365 日"), ("ru", "Осталось 365")] {
            let mut ada = signed_in(&world, ADA).header("accept-language", lang);
            let page = page(&mut ada, &sold).await;
            assert!(page.replace('\u{a0}', " ").contains(told), "{told}: {page}");
        }
    }

    /// LIC-6
    async fn what_ends_or_has_ended_leads_to_the_shop_with_the_license_filled_in(world: World) {
        let shop = Shop::open(&world).await;
        let now = world.cx().now();
        let running = |left: i64| move |l: &mut gatehouse_licenses::tables::license::Model| {
            (l.first_activated_at, l.ends_at) = (Some(Moment(1)), Some(now.plus(left * DAY)));
        };
        let ending = shop.sell_as(&world, 1, running(10)).await;
        let ended = shop.sell_as(&world, 1, running(-10)).await;
        let long = shop.sell_as(&world, 1, running(100)).await;
        let missed = shop.sell_as(&world, 1, |l| l.activate_by = Some(now.plus(-DAY))).await;
        for sold in [&ending, &ended, &long, &missed] {
            shop.give(&world, sold, ADA).await;
        }
        let mut ada = signed_in(&world, ADA);
        for sold in [&ending, &ended, &long, &missed] {
            let page = page(&mut ada, sold).await;
            assert!(!page.contains("Renew license") && !page.contains("Buy new license"), "no shop is known: {page}");
            assert!(page.contains("href=\"#seller\"") || sold.license == long.license, "then the seller is: {page}");
        }
        in_shop(&world, &shop, "https://shop.example/{edition}?l={lang}", "https://shop.example/renew?n={license}").await;
        let renew = |sold: &Sold| format!("href=\"https://shop.example/renew?n={}\"", sold.number);
        let buy = "href=\"https://shop.example/home?l=en\"";
        for (sold, link) in [(&ending, renew(&ending)), (&ended, renew(&ended)), (&long, renew(&long)), (&missed, buy.to_owned())] {
            let page = page(&mut ada, sold).await;
            assert_eq!(page.matches(&link).count(), 1, "{link}: {page}");
        }
        for list in ["/licenses", "/licenses?sort=product"] {
            let list = ada.get(list).await.expect(StatusCode::OK).body;
            assert!(list.contains(&renew(&ending)) && list.contains(&renew(&ended)) && list.contains(buy), "{list}");
            assert!(!list.contains(&renew(&long)), "nothing is due there: {list}");
        }
        in_shop(&world, &shop, "https://shop.example/{edition}?l={lang}", "").await;
        assert!(page(&mut ada, &ended).await.contains(buy), "what cannot be renewed is bought anew");
        tamper(&world, &ending, |row| row.blocked_at = Set(Some(Moment(1)))).await;
        assert!(!page(&mut ada, &ending).await.contains("shop.example"), "nobody is sent to pay for a blocked one");
    }

    /// LIC-6, LIC-13
    async fn a_device_was_seen_so_long_ago_in_each_language(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        seat_of(&world, &sold, 1).await;
        let told = async |lang: &str, words: &str| {
            let mut ada = signed_in(&world, ADA).header("accept-language", lang);
            let page = page(&mut ada, &sold).await;
            assert!(page.replace('\u{a0}', " ").contains(&format!(">{words}</time>")), "{words}: {page}");
        };
        told("en", "Just now").await;
        world.advance(5 * HOUR);
        told("en", "5 hours ago").await;
        world.advance(3 * DAY);
        for (lang, words) in [("en", "3 days ago"), ("ja", "3 日前"), ("ru", "3 дня назад")] {
            told(lang, words).await;
        }
    }

    /// LIC-13
    async fn a_holder_names_a_device_and_the_history_calls_it_so(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        shop.give(&world, &sold, ADA).await;
        let seat = seat_of(&world, &sold, 1).await;
        let mut ada = signed_in(&world, ADA);
        let before = page(&mut ada, &sold).await;
        assert!(before.contains("License activated on “Ada&#39;s laptop”"), "{before}");
        let here = format!("/licenses/{}/devices/{seat}/rename", sold.license);
        assert!(before.contains(&format!("href=\"{here}\"")));
        let asked = ada.get(&here).await.expect(StatusCode::OK);
        assert_eq!(asked.input("name").as_deref(), Some("Ada's laptop"));
        let renamed = ada.post(&here, &[("name", " 青い ノート ")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(renamed.location(), format!("/licenses/{}#devices", sold.license));
        let after = page(&mut ada, &sold).await;
        for told in ["青い ノート", "Device renamed: “青い ノート”", "License activated on “青い ノート”"] {
            assert!(after.contains(told), "{told}: {after}");
        }
        assert!(!after.contains("Ada&#39;s laptop"), "{after}");
        assert!(!world.dump().await.contains("青い"), "the name lies sealed");
        assert_eq!(log(&world, sold.license, "license.device_renamed").await, 1);
        let asked = ada.get(&here).await.expect(StatusCode::OK).body;
        assert!(asked.contains("use the device’s own name: Ada&#39;s laptop"), "{asked}");
        ada.post(&here, &[("name", "")]).await.expect(StatusCode::SEE_OTHER);
        assert!(page(&mut ada, &sold).await.contains("Ada&#39;s laptop"), "its own name is back");
    }

    /// LIC-13, ALL-9
    async fn nobody_names_a_device_that_is_not_theirs_and_no_name_is_stored_that_cannot_be_shown(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, other) = (shop.sell(&world, 2).await, shop.sell(&world, 2).await);
        shop.give(&world, &sold, ADA).await;
        shop.give(&world, &other, BOB).await;
        let seat = seat_of(&world, &sold, 1).await;
        let named = |license: Uuid| RenameDevice { behalf: Behalf::Own, license, activation: seat, name: "Mine".into() };
        for license in [sold.license, other.license, Uuid::nil()] {
            let refused = rename_device(&world.cx_of(BOB), &named(license)).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&RenameDeviceRefusal::NotHere), "{license}");
        }
        let here = format!("/licenses/{}/devices/{seat}/rename", sold.license);
        signed_in(&world, BOB).get(&here).await.expect(StatusCode::NOT_FOUND);
        signed_in(&world, BOB).post(&here, &[("name", "Mine")]).await.expect(StatusCode::NOT_FOUND);
        let long = "x".repeat(121);
        for bad in ["a\u{1}b", "gpj.\u{202e}exe", long.as_str()] {
            let refused = signed_in(&world, ADA).post(&here, &[("name", bad)]).await;
            refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let row = activation::Entity::find_by_id(seat).one(world.cx().read()).await.unwrap().unwrap();
        assert_eq!(row.given_name_sealed, None);
        assert_eq!(log(&world, sold.license, "license.device_renamed").await, 0);
        // With its seat goes the right to name it.
        signed_in(&world, ADA).post(&here.replace("rename", "deactivate"), &[]).await.expect(StatusCode::SEE_OTHER);
        let refused = rename_device(&world.cx_of(ADA), &named(sold.license)).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&RenameDeviceRefusal::NotHere));
    }

    /// LIC-7, LIC-13
    async fn the_names_that_a_holder_gave_go_with_the_last_of_them(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        for account in [ADA, BOB] {
            shop.give(&world, &sold, account).await;
        }
        let seat = seat_of(&world, &sold, 1).await;
        let input = RenameDevice { behalf: Behalf::Own, license: sold.license, activation: seat, name: "Kitchen".into() };
        rename_device(&world.cx_of(ADA), &input).await.unwrap();
        assert!(page(&mut signed_in(&world, BOB), &sold).await.contains("Kitchen"), "the other holder sees it");
        let given = async || {
            let row = activation::Entity::find_by_id(seat).one(world.cx().read()).await.unwrap().unwrap();
            row.given_name_sealed.is_some()
        };
        remove_license(&world.cx_of(ADA), RemoveLicense { license: sold.license, agreed: true }).await.unwrap();
        assert!(given().await, "somebody still has it");
        remove_license(&world.cx_of(BOB), RemoveLicense { license: sold.license, agreed: true }).await.unwrap();
        assert!(!given().await);
    }

    /// LIC-6, ALL-3
    async fn the_page_can_be_printed_and_says_on_paper_whose_it_is(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        let page = page(&mut signed_in(&world, ADA), &sold).await;
        let number = format!("{}-{}", &sold.number[..5], &sold.number[5..]);
        assert!(page.contains("data-print") && page.contains(&format!("License {number} · Printed on 21 Nov 2026")), "{page}");
        assert!(page.contains(&format!("data-copy=\"{number}\"")) && page.contains("data-copy=\"ORD-1\""), "{page}");
    }

    /// LIC-4, LIC-12, ALL-3
    async fn the_owner_sees_the_whole_code_after_proving_who_they_are_and_the_log_says_so(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        let path = format!("/licenses/{}/code", sold.license);
        for answer in [signed_in(&world, ADA).get(&path).await, signed_in(&world, ADA).post(&path, &[]).await] {
            let answer = answer.expect(StatusCode::SEE_OTHER);
            assert!(answer.location().starts_with("/step-up?next=/licenses/"), "{}", answer.location());
        }
        let asked = proven(&world, ADA).get(&path).await.expect(StatusCode::OK);
        assert!(!asked.body.contains(&sold.code), "a GET from elsewhere shows nothing");
        assert_eq!(log(&world, sold.license, "license.code_shown").await, 0);
        let shown = proven(&world, ADA).post(&path, &[]).await.expect(StatusCode::OK);
        assert!(shown.body.contains(&sold.code));
        let masked = ActivationCode::parse(&sold.code).unwrap().masked();
        assert!(shown.body.contains(&format!("data-mask=\"{masked}\"")), "it masks itself: {}", shown.body);
        assert!(shown.body.contains(&format!("data-copy=\"{}\"", sold.code)), "and is copied there");
        assert!(shown.body.contains("Next: activate") && shown.body.contains("id=\"devices\""), "in place, on the license's page");
        assert!(asked.body.contains("nobody else can see") && !shown.body.contains("nobody else can see"));
        assert_eq!(log(&world, sold.license, "license.code_shown").await, 1);
        // The page of the proof leads back by a GET, and the browser says whence.
        let back = |site: &str| proven(&world, ADA).header("sec-fetch-mode", "navigate").header("sec-fetch-site", site);
        let shown = back("same-origin").get(&path).await.expect(StatusCode::OK);
        assert!(shown.body.contains(&sold.code) && shown.headers["cache-control"].to_str().unwrap().contains("no-store"));
        for site in ["cross-site", "same-site", "none"] {
            let asked = back(site).get(&path).await.expect(StatusCode::OK);
            assert!(!asked.body.contains(&sold.code), "{site}");
        }
        assert_eq!(log(&world, sold.license, "license.code_shown").await, 2);
        proven(&world, BOB).post(&path, &[]).await.expect(StatusCode::NOT_FOUND);
        proven(&world, BOB).get(&path).await.expect(StatusCode::NOT_FOUND);
    }

    /// LIC-4, PRI-13
    async fn a_page_that_shows_a_code_is_not_compressed(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        let mut ada = proven(&world, ADA).header("accept-encoding", "gzip");
        let usual = ada.get("/licenses").await.expect(StatusCode::OK);
        assert_eq!(usual.headers["content-encoding"], "gzip", "the control look");
        let shown = ada.post(&format!("/licenses/{}/code", sold.license), &[]).await.expect(StatusCode::OK);
        assert!(shown.body.contains(&sold.code) && !shown.headers.contains_key("content-encoding"));
        let typed = ada.post("/licenses/add", &[("code", "4AB-C!")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(typed.body.contains("4AB-C!") && !typed.headers.contains_key("content-encoding"));
    }
}
