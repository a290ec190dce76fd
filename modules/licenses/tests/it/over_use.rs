//! Over-use is seen, told and answered (LIC-14).

use crate::blocks::account;
use crate::clerks::{clerk, mail_of, staff};
use crate::key_files;
use crate::shop::{Shop, Sold, activate, device, log, tamper, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, Lang, Refusal as _, Role, Uuid};
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::over_use::{RefusedDevices, forget_ended, look_at_seats, warn, write_refused};
use gatehouse_licenses::tables::{key_file, over_use_case};
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::json;

async fn held(world: &World, seats: i64) -> Sold {
    let shop = Shop::open(world).await;
    let sold = shop.sell(world, seats).await;
    let holder = account(world, "ada@example.com", Lang::En).await;
    shop.give(world, &sold, holder).await;
    sold
}

async fn cases(world: &World) -> Vec<over_use_case::Model> {
    over_use_case::Entity::find().all(world.cx().read()).await.unwrap()
}

/// What the daily job does.
async fn look_at_all(world: &World) {
    let mut after = Uuid::nil();
    while let Some(last) = look_at_seats(&world.cx(), after).await.unwrap() {
        after = last;
    }
    forget_ended(&world.cx()).await.unwrap();
}

/// Devices that are refused again and again, for so many days.
async fn refused_for(world: &World, sold: &Sold, days: i64) {
    for _ in 0..days {
        activate(world, &sold.code, &device(9, 0)).await.expect(StatusCode::CONFLICT);
        write_refused(&world.cx()).await.unwrap();
        world.advance(DAY);
    }
}

async fn free(world: &World, seat: &Answer) {
    let path = format!("/api/v1/activations/{}/deactivate", text(seat, "activation"));
    let body = json!({ "renew_token": text(seat, "renew_token") });
    world.browser().json(Method::POST, &path, &body).await.expect(StatusCode::NO_CONTENT);
}

both_engines! {
    /// LIC-14, LIC-16
    async fn refused_devices_are_written_down_later_and_each_once(world: World) {
        // Nothing writes but this test.
        gatehouse_licenses::actions::leases::background::stop(&world.app).await.unwrap();
        let sold = held(&world, 1).await;
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        for _ in 0..3 {
            activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CONFLICT);
        }
        activate(&world, &sold.code, &device(3, 0)).await.expect(StatusCode::CONFLICT);
        assert!(cases(&world).await.is_empty(), "no call writes");
        assert_eq!(write_refused(&world.cx()).await.unwrap(), 1);
        let case = cases(&world).await.remove(0);
        assert_eq!((case.seats, case.devices, case.refused, case.percent), (1, 1, 2, 300));
        assert_eq!(log(&world, sold.license, "license.over_use_seen").await, 1);
        assert_eq!(write_refused(&world.cx()).await.unwrap(), 0);
    }

    /// LIC-14
    async fn each_level_is_told_once(world: World) {
        // Nothing writes but this test.
        gatehouse_licenses::actions::leases::background::stop(&world.app).await.unwrap();
        let sold = held(&world, 20).await;
        for (used, lines) in [(17, 0), (18, 1), (19, 1), (20, 2), (20, 2)] {
            tamper(&world, &sold, |row| row.seats_used = Set(used)).await;
            look_at_all(&world).await;
            assert_eq!(log(&world, sold.license, "license.over_use_seen").await, lines, "{used} of 20");
        }
        let cx = world.cx();
        for number in [1, 2] {
            cx.service::<RefusedDevices>().unwrap().note(sold.license, &[number; 32]);
        }
        write_refused(&cx).await.unwrap();
        assert_eq!(log(&world, sold.license, "license.over_use_seen").await, 3, "110 %");
        tamper(&world, &sold, |row| row.seats_used = Set(5)).await;
        world.advance(4 * DAY);
        look_at_all(&world).await;
        assert!(cases(&world).await.is_empty(), "it is used so no more");
    }

    /// LIC-14
    async fn what_lasts_is_in_the_clerks_list_and_the_owner_is_warned_with_how_to_object(world: World) {
        let sold = held(&world, 1).await;
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        refused_for(&world, &sold, 1).await;
        let mut browser = clerk(&world);
        let place = format!("/staff/licenses/{}", sold.license);
        assert!(!browser.get("/staff/over-use").await.expect(StatusCode::OK).body.contains(&place), "a day is short");
        assert!(browser.get("/staff/over-use?all=true").await.expect(StatusCode::OK).body.contains(&place));
        refused_for(&world, &sold, 7).await;
        let list = browser.get("/staff/over-use").await.expect(StatusCode::OK).body;
        assert!(list.contains(&place) && list.contains("/block?reason=over_use"), "{list}");
        let at = format!("/staff/over-use/{}/warn", sold.license);
        staff(&world, "support").post(&at, &[]).await.expect(StatusCode::FORBIDDEN);
        browser.post(&at, &[]).await.expect(StatusCode::SEE_OTHER);
        let mail = mail_of(&world, "licenses.over_use_warned", "ada@example.com").await;
        assert!(mail.text.contains("If you think this is a mistake") && mail.text.contains("Deactivate devices"), "{}", mail.text);
        let again = warn(&world.cx(), sold.license).await.unwrap_err();
        assert_eq!(again.refusal().map(|refusal| refusal.code()), Some("over_use.warned"));
        world.advance(DAY + HOUR);
        warn(&world.cx(), sold.license).await.unwrap();
        assert_eq!(log(&world, sold.license, "license.over_use_warned").await, 2);
        let form = browser.get(&format!("{place}/block?reason=over_use")).await.expect(StatusCode::OK).body;
        assert!(form.contains("value=\"over_use\" checked") || form.contains("checked"), "{form}");
    }

    /// LIC-14
    async fn an_over_use_that_pauses_begins_anew(world: World) {
        let sold = held(&world, 1).await;
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        refused_for(&world, &sold, 1).await;
        let first = cases(&world).await.remove(0).over_since;
        world.advance(2 * DAY + HOUR);
        refused_for(&world, &sold, 1).await;
        assert!(cases(&world).await.remove(0).over_since > first);
    }

    /// LIC-13, LIC-14
    async fn freed_seats_that_still_count_are_over_use_and_one_list_is_the_report_too(world: World) {
        let shop = Shop::open(&world).await;
        let (small, large, fine) = (shop.sell(&world, 1).await, shop.sell(&world, 10).await, shop.sell(&world, 9).await);
        let seat = activate(&world, &small.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        free(&world, &seat).await;
        activate(&world, &small.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        tamper(&world, &large, |row| row.seats_used = Set(9)).await;
        tamper(&world, &fine, |row| row.seats_used = Set(9)).await;
        look_at_all(&world).await;
        let at = "/staff/over-use";
        let place = |sold: &Sold| format!("/staff/licenses/{}\"", sold.license);
        let page = clerk(&world).get(&format!("{at}?least=101")).await.expect(StatusCode::OK).body;
        assert!(page.contains(&place(&small)) && page.contains("<svg") && page.contains("200"), "{page}");
        assert!(!page.contains(&place(&large)), "{page}");
        let page = staff(&world, "support").get(&format!("{at}?least=90")).await.expect(StatusCode::OK).body;
        assert!(page.contains(&place(&small)) && page.contains(&place(&large)), "{page}");
        assert!(!page.contains(&place(&fine)), "of few seats all may be taken");
        let file = clerk(&world).get(&format!("{at}.csv?least=110")).await.expect(StatusCode::OK).body;
        assert!(file.lines().count() == 2 && file.contains("Lantern"), "{file}");
        staff(&world, "lab").get(at).await.expect(StatusCode::FORBIDDEN);
        // Where the report was before.
        for (before, now) in [("", "?least=101"), ("?least=90", "?least=90")] {
            let led = clerk(&world).get(&format!("/staff/reports/over-use{before}")).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(led.location(), format!("{at}{now}"));
        }
        let since = |cases: Vec<over_use_case::Model>| cases.into_iter().find(|case| case.license_id == small.license);
        let first = since(cases(&world).await).unwrap();
        assert_eq!((first.devices, first.percent), (2, 200));
        world.advance(DAY);
        look_at_all(&world).await;
        assert_eq!(since(cases(&world).await).unwrap().over_since, first.over_since);
        // The freed seat counts no more after thirty days, though the license's row still counts it.
        world.advance(30 * DAY);
        look_at_all(&world).await;
        assert!(since(cases(&world).await).is_none());
    }

    /// LIC-13, LIC-14
    async fn a_device_that_runs_on_by_the_key_file_of_its_freed_seat_counts_until_the_file_ends(world: World) {
        let sold = key_files::held(&world, 1).await;
        let made = key_files::make(&world, &sold, 1).await;
        let clerk_cx = world.cx_staff(&[Role::Licensing]);
        let input = DeactivateAsStaff { license: sold.license, activation: made.row.activation_id, is_confirmed: true };
        assert!(deactivate_as_staff(&clerk_cx, input).await.unwrap());
        look_at_all(&world).await;
        assert!(cases(&world).await.is_empty(), "one device may run");
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        look_at_all(&world).await;
        let case = cases(&world).await.remove(0);
        assert_eq!((case.seats, case.devices, case.refused, case.percent), (1, 2, 0, 200));
        // What its device gave up runs no more; so does what has ended.
        for (given_up, followed) in [(true, 0), (false, 1)] {
            let update = key_file::Entity::update_many().col_expr(key_file::Column::GivenUp, Expr::value(given_up));
            update.exec(world.cx().db().writer()).await.unwrap();
            over_use_case::Entity::delete_many().exec(world.cx().db().writer()).await.unwrap();
            look_at_all(&world).await;
            assert_eq!(cases(&world).await.len(), followed);
        }
        world.advance(made.row.ends_at.since(world.cx().now()));
        over_use_case::Entity::delete_many().exec(world.cx().db().writer()).await.unwrap();
        look_at_all(&world).await;
        assert!(cases(&world).await.is_empty());
    }
}
