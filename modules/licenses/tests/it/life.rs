//! Top-up, renewal, reserve and merge (LIC-18, LIC-19).

use crate::clerks::{clerk, code_in, licenses_of, mail_of, on_sale, order, sold as issue_three};
use crate::people::signed_in;
use crate::shop::{Shop, Sold, activate, asking, device, log, renew, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_core::{DAY, Moment, Stop, Uuid};
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_licenses::actions::merge::Merge;
use gatehouse_licenses::actions::renew_license::{RenewLicense, renew_license};
use gatehouse_licenses::actions::reserve::{add_reserve, remove_reserve};
use gatehouse_licenses::actions::reveal_code::reveal_code;
use gatehouse_licenses::actions::top_up::{TopUp, top_up};
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::model::license::{Kind, Status, status};
use gatehouse_licenses::model::life_refusal::LifeRefusal;
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{World, both_engines};

pub const ADA: Uuid = Uuid::from_u128(0xADA);

/// Why it was refused.
pub fn why<T: std::fmt::Debug>(outcome: Result<T, Stop<LifeRefusal>>) -> LifeRefusal {
    match outcome.unwrap_err() {
        Stop::Refused(refusal) => refusal,
        Stop::Broken(fault) => panic!("{fault}"),
    }
}

/// A license in Ada's account that runs for so many days.
pub async fn running(world: &World, shop: &Shop, seats: i64, days: i64) -> Sold {
    let end = world.cx().now().plus(days * DAY);
    let sold = shop.sell_as(world, seats, |l| (l.first_activated_at, l.ends_at) = (Some(Moment(1)), Some(end))).await;
    shop.give(world, &sold, ADA).await;
    sold
}

/// A license in Ada's account that no device was activated with.
pub async fn fresh(world: &World, shop: &Shop, seats: i64) -> Sold {
    let sold = shop.sell(world, seats).await;
    shop.give(world, &sold, ADA).await;
    sold
}

/// The code of a license as Ada reads it.
pub async fn code_of(world: &World, license: Uuid) -> String {
    reveal_code(&world.cx_of(ADA), license).await.unwrap().to_string()
}

/// What is merged.
pub fn together(licenses: &[&Sold], renewal: &Sold) -> Merge {
    Merge { licenses: licenses.iter().map(|sold| sold.license).collect(), renewal: Some(renewal.license) }
}

pub(crate) fn more(sold: &Sold, seats: &str, days: &str, line: &str) -> TopUp {
    TopUp {
        license: sold.license,
        seats: seats.into(),
        transition_days: days.into(),
        line: line.into(),
        ..TopUp::default()
    }
}

pub(crate) async fn by_id(world: &World, id: Uuid) -> license::Model {
    license::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap()
}

both_engines! {
    /// LIC-18
    async fn a_top_up_gives_seats_and_a_new_code_and_the_old_one_ends_after_its_transition(world: World) {
        let shop = Shop::open(&world).await;
        let sold = fresh(&world, &shop, 1).await;
        let first = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(activate(&world, &sold.code, &device(2, 0)).await.code(), "license.no_seat_free");
        let before = stored(&world, &sold).await;
        let until = top_up(&world.cx(), &more(&sold, "2", "7", "ORD-1/2")).await.unwrap();
        assert_eq!(until, Some(world.cx().now().plus(7 * DAY)));
        assert_eq!(top_up(&world.cx(), &more(&sold, "2", "7", "ORD-1/2")).await.unwrap(), None, "told again");
        let after = stored(&world, &sold).await;
        assert_eq!((after.seats, after.ends_at, after.seats_used), (3, before.ends_at, 1));
        assert_eq!(log(&world, sold.license, "license.topped_up").await, 1);
        let other = fresh(&world, &shop, 1).await;
        assert_eq!(why(top_up(&world.cx(), &more(&other, "1", "", "ORD-1/2")).await), LifeRefusal::LineTaken);

        // Until then the old code works, and its device is listed.
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        let page = signed_in(&world, ADA).get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK);
        assert!(page.body.contains("2 devices still use an old code"), "{}", page.body);
        let code = code_of(&world, sold.license).await;
        assert_ne!(code, sold.code);
        let moved = activate(&world, &code, &device(1, 0)).await.expect(StatusCode::OK);
        assert_eq!(text(&moved, "activation"), text(&first, "activation"), "it keeps its seat");
        let page = clerk(&world).get(&format!("/staff/licenses/{}", sold.license)).await.expect(StatusCode::OK);
        assert!(page.body.contains("1 device still uses an old code"), "{}", page.body);

        // Then it does not, for a device that was not activated anew; its seat stays taken.
        world.advance(7 * DAY);
        let second = activate(&world, &code, &device(3, 0)).await.expect(StatusCode::CREATED);
        renew(&world, &text(&second, "activation"), &text(&second, "renew_token"), &device(3, 0)).await.expect(StatusCode::OK);
        renew(&world, &text(&moved, "activation"), &text(&moved, "renew_token"), &device(1, 0)).await.expect(StatusCode::OK);
        assert_eq!(activate(&world, &sold.code, &device(4, 0)).await.code(), "license.blocked");
        assert_eq!(activate(&world, &code, &device(4, 0)).await.code(), "license.no_seat_free");
        activate(&world, &code, &device(2, 0)).await.expect(StatusCode::OK);
        assert_eq!(stored(&world, &sold).await.seats_used, 3);
    }

    /// LIC-16, LIC-18
    async fn no_lease_of_an_old_code_lasts_beyond_its_transition_and_none_is_renewed_after_it(world: World) {
        let shop = Shop::open(&world).await;
        let sold = fresh(&world, &shop, 2).await;
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        top_up(&world.cx(), &more(&sold, "1", "3", "")).await.unwrap();
        let (id, token) = (text(&seat, "activation"), text(&seat, "renew_token"));
        let renewed = renew(&world, &id, &token, &device(1, 0)).await.expect(StatusCode::OK);
        world.advance(3 * DAY);
        let refused = renew(&world, &id, &text(&renewed, "renew_token"), &device(1, 0)).await;
        assert_eq!(refused.code(), "license.blocked");
        assert!(refused.body.contains("code"), "it says that the code was replaced: {}", refused.body);
    }

    /// LIC-18
    async fn a_product_that_says_so_wants_a_key_file_after_a_top_up(world: World) {
        let shop = Shop::open(&world).await;
        let entry = ProductEntry {
            code: "lantern".into(),
            name: "Lantern".into(),
            key_file_only_after_top_up: true,
            transition_days: "5".into(),
            ..ProductEntry::default()
        };
        change(&world.cx(), shop.product, None, &entry).await.unwrap();
        let sold = fresh(&world, &shop, 1).await;
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let until = top_up(&world.cx(), &more(&sold, "1", "", "")).await.unwrap();
        assert_eq!(until, Some(world.cx().now().plus(5 * DAY)), "as the product says");
        let code = code_of(&world, sold.license).await;
        let refused = activate(&world, &code, &device(2, 0)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.code(), "license.key_file_only");
        assert!(refused.body.contains("key file"), "{}", refused.body);
        let page = signed_in(&world, ADA).get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK);
        assert!(page.body.contains("This code needs a key file"), "{}", page.body);
    }

    /// LIC-18, ALL-4
    async fn holders_get_the_new_code_by_mail_and_staff_never_see_it(world: World) {
        on_sale(&world).await;
        for (lang, words) in [("en", "your new code"), ("ja", "新しいコード"), ("ru", "ваш новый код")] {
            let email = format!("{lang}@example.com");
            let order = order(&world, &format!("SHOP-{lang}"), &email, lang).await;
            issue_three(&world, order, "1").await;
            let license = licenses_of(&world, order).await.remove(0);
            let page = format!("/staff/licenses/{}/top-up", license.id);
            let version = license.version.to_string();
            let mut clerk = clerk(&world);
            let wrong = clerk.post(&page, &[("seats", "0"), ("version", &version)]).await;
            wrong.expect(StatusCode::UNPROCESSABLE_ENTITY);
            let fields = [("seats", "2"), ("transition_days", "4"), ("version", version.as_str())];
            clerk.post(&page, &fields).await.expect(StatusCode::SEE_OTHER);
            let mail = mail_of(&world, "licenses.topped_up", &email).await;
            assert!(mail.text.contains(words) || mail.subject.contains(words), "{lang}: {}", mail.text);
            let code = code_in(&mail.text);
            let page = clerk.get(&format!("/staff/licenses/{}", license.id)).await.expect(StatusCode::OK);
            assert!(!page.body.contains(&code), "{}", page.body);
            assert_eq!(by_id(&world, license.id).await.seats, 5);
        }
    }

    /// LIC-19
    async fn a_renewal_goes_on_from_the_end_and_never_makes_it_earlier(world: World) {
        let shop = Shop::open(&world).await;
        let sold = running(&world, &shop, 1, 10).await;
        let end = stored(&world, &sold).await.ends_at.unwrap();
        let until = |at: Moment, line: &str| RenewLicense {
            license: sold.license,
            until: at.rfc3339(),
            line: line.into(),
            ..RenewLicense::default()
        };
        assert_eq!(why(renew_license(&world.cx(), &until(end.plus(-DAY), "")).await), LifeRefusal::Shorter);
        let new = renew_license(&world.cx(), &until(end.plus(30 * DAY), "R/1")).await.unwrap();
        assert_eq!(new, Some(end.plus(30 * DAY)));
        let again = renew_license(&world.cx(), &until(end.plus(90 * DAY), "R/1")).await.unwrap();
        assert_eq!(again, new, "the line was told before");
        world.advance(60 * DAY);
        assert_eq!(status(&stored(&world, &sold).await, world.cx().now()), Status::Expired);
        let at = world.cx().now().plus(5 * DAY);
        let input = RenewLicense { new_code: true, transition_days: "2".into(), ..until(at, "") };
        renew_license(&world.cx(), &input).await.unwrap();
        assert_eq!(status(&stored(&world, &sold).await, world.cx().now()), Status::Active);
        assert_ne!(code_of(&world, sold.license).await, sold.code);
        let unused = fresh(&world, &shop, 1).await;
        let input = RenewLicense { license: unused.license, ..until(at, "") };
        assert_eq!(why(renew_license(&world.cx(), &input).await), LifeRefusal::NotActivated);
    }

    /// LIC-16, LIC-19
    async fn a_reserve_takes_over_at_the_end_by_the_first_lease_that_is_asked_for_or_by_the_job(world: World) {
        let shop = Shop::open(&world).await;
        let (asked, quiet) = (running(&world, &shop, 1, 10).await, running(&world, &shop, 1, 10).await);
        let (one, two) = (fresh(&world, &shop, 2).await, fresh(&world, &shop, 1).await);
        let end = stored(&world, &asked).await.ends_at.unwrap();
        let seat = activate(&world, &asked.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let ada = world.cx_of(ADA);
        let mut browser = signed_in(&world, ADA);
        let page = format!("/licenses/{}/reserve", asked.license);
        browser.get(&page).await.expect(StatusCode::OK);
        browser.post(&page, &[("other", one.license.to_string().as_str())]).await.expect(StatusCode::SEE_OTHER);
        add_reserve(&ada, Behalf::Own, quiet.license, two.license).await.unwrap();
        assert_eq!(activate(&world, &one.code, &device(2, 0)).await.code(), "license.in_reserve");
        assert_eq!(why(add_reserve(&ada, Behalf::Own, asked.license, two.license).await), LifeRefusal::InReserve);

        world.advance(10 * DAY);
        let token = text(&seat, "renew_token");
        renew(&world, &text(&seat, "activation"), &token, &device(1, 0)).await.expect(StatusCode::OK);
        let after = stored(&world, &asked).await;
        assert_eq!((after.seats, after.seats_used), (2, 1));
        assert!(after.ends_at.unwrap() > end.plus(360 * DAY), "a year from the old end");
        assert_eq!(stored(&world, &one).await.merged_into, Some(asked.license));
        assert_eq!(code_of(&world, asked.license).await, one.code);
        activate(&world, &one.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(stored(&world, &asked).await.seats_used, 2);

        world.run_jobs().await;
        assert_eq!(status(&stored(&world, &quiet).await, world.cx().now()), Status::Active);
        assert_eq!(stored(&world, &two).await.merged_into, Some(quiet.license));
        assert_eq!(log(&world, quiet.license, "license.reserve_took_over").await, 1);
    }

    /// LIC-10, LIC-19
    async fn what_is_explained_where_a_reserve_is_due_is_what_activating_does_and_nothing_is_taken_over(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, reserve) = (running(&world, &shop, 1, 10).await, fresh(&world, &shop, 2).await);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        add_reserve(&world.cx_of(ADA), Behalf::Own, sold.license, reserve.license).await.unwrap();
        world.advance(10 * DAY);
        // The newest code will be the reserve's, which has a seat free.
        let page = signed_in(&world, ADA).get(&format!("/licenses/{}/explain", sold.license)).await.expect(StatusCode::OK);
        assert!(page.body.contains("Another device can be activated"), "{}", page.body);
        let body = asking(&sold.code, &device(2, 0));
        let told = world.browser().json(Method::POST, "/api/v1/activations/explain", &body).await.expect(StatusCode::OK).json();
        assert_eq!(stored(&world, &reserve).await.superseded_at, None, "explaining takes nothing over");
        let done = activate(&world, &sold.code, &device(2, 0)).await;
        assert_eq!((told["code"].as_str(), done.code().as_str()), (Some("license.blocked"), "license.blocked"), "{told}");
        assert_eq!(stored(&world, &reserve).await.merged_into, Some(sold.license));
        activate(&world, &reserve.code, &device(2, 0)).await.expect(StatusCode::CREATED);
    }

    /// LIC-19
    async fn what_cannot_be_a_reserve_is_refused_with_the_reason(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, small) = (running(&world, &shop, 3, 10).await, fresh(&world, &shop, 2).await);
        let ada = world.cx_of(ADA);
        let trial = shop.sell_as(&world, 3, |l| l.kind = Kind::Trial).await;
        shop.give(&world, &trial, ADA).await;
        assert_eq!(why(add_reserve(&ada, Behalf::Own, sold.license, small.license).await), LifeRefusal::FewerSeats { seats: 3 });
        assert_eq!(why(add_reserve(&ada, Behalf::Own, sold.license, trial.license).await), LifeRefusal::OtherType);
        assert_eq!(why(add_reserve(&ada, Behalf::Own, trial.license, small.license).await), LifeRefusal::Trial);
        let used = running(&world, &shop, 3, 20).await;
        assert_eq!(why(add_reserve(&ada, Behalf::Own, sold.license, used.license).await), LifeRefusal::AlreadyBegun);
        let foreign = shop.sell(&world, 3).await;
        assert_eq!(why(add_reserve(&ada, Behalf::Own, sold.license, foreign.license).await), LifeRefusal::NotHere);
        let fits = fresh(&world, &shop, 3).await;
        add_reserve(&ada, Behalf::Own, sold.license, fits.license).await.unwrap();
        add_reserve(&ada, Behalf::Own, sold.license, fits.license).await.unwrap();
        let second = fresh(&world, &shop, 3).await;
        assert_eq!(why(add_reserve(&ada, Behalf::Own, sold.license, second.license).await), LifeRefusal::HasReserve);
        assert_eq!(why(top_up(&world.cx(), &more(&sold, "1", "", "")).await), LifeRefusal::HasReserve);
        remove_reserve(&ada, Behalf::Own, sold.license).await.unwrap();
        assert_eq!(why(remove_reserve(&ada, Behalf::Own, sold.license).await), LifeRefusal::NoReserve);
        activate(&world, &fits.code, &device(5, 0)).await.expect(StatusCode::CREATED);
    }
}
