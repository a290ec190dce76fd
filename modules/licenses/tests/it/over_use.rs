//! Over-use is seen, told and answered (LIC-14).

use crate::blocks::account;
use crate::clerks::{clerk, mail_of, staff};
use crate::key_files;
use crate::shop::{Shop, Sold, activate, device, log, tamper};
use axum::http::StatusCode;
use gatehouse_core::{DAY, HOUR, Lang, Refusal as _, Role, Uuid};
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::over_use::{forget_ended, look_at_seats, warn, write_refused};
use gatehouse_licenses::tables::{key_file, over_use, over_use_case};
use gatehouse_testkit::{World, both_engines};

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
        let sold = held(&world, 20).await;
        for (used, lines) in [(17, 0), (18, 1), (19, 1), (20, 2), (20, 2)] {
            tamper(&world, &sold, |row| row.seats_used = Set(used)).await;
            look_at_all(&world).await;
            assert_eq!(log(&world, sold.license, "license.over_use_seen").await, lines, "{used} of 20");
        }
        tamper(&world, &sold, |row| row.transfers = Set(2)).await;
        look_at_all(&world).await;
        assert_eq!(log(&world, sold.license, "license.over_use_seen").await, 3, "110 %");
        tamper(&world, &sold, |row| (row.seats_used, row.transfers) = (Set(5), Set(0))).await;
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
        world.advance(DAY);
        world.run_jobs().await;
        let counted = over_use::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        assert_eq!((counted.license_id, counted.devices), (sold.license, 2), "so says the daily report");
        let mut browser = clerk(&world);
        for (page, other) in [("/staff/over-use", "/staff/reports/over-use"), ("/staff/reports/over-use", "/staff/over-use")] {
            let page = browser.get(page).await.expect(StatusCode::OK).body;
            assert!(page.contains(&format!("href=\"{other}\"")), "{page}");
        }
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
