//! The clock of the server is set back: no honest device is locked out, and nobody wins time (LIC-10, LIC-16, LIC-19).

use crate::life::{ADA, fresh, running};
use crate::shop::{Shop, activate, asking, device, log, renew, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, MINUTE};
use gatehouse_licenses::actions::reserve::add_reserve;
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_testkit::{Answer, both_engines};
use serde_json::json;

/// Yes, or a word that it is to be tried again: never one that lets a product give its license up.
fn is_kept(answer: &Answer, what: &str) {
    let is_final = || answer.json()["final"].as_bool();
    assert!(answer.status.is_success() || is_final() == Some(false), "{what}: {} {}", answer.status, answer.body);
}

both_engines! {
    /// LIC-10, LIC-16, LIC-30
    async fn a_servers_clock_that_was_set_back_gives_no_license_up_and_no_time(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let before = stored(&world, &sold).await;
        let right = world.cx().now();
        for back in [MINUTE, HOUR, 2 * DAY, 400 * DAY] {
            world.clock.set(right.plus(-back));
            let mut body = asking(&sold.code, &laptop);
            body["time"] = json!(right.seconds());
            let told = world.browser().json(Method::POST, "/api/v1/activations", &body).await;
            is_kept(&told, "a device that tells the right time");
            if back > DAY {
                // The difference is noticed; the person is not told that the license is no good.
                assert_eq!(told.code(), "device.clock_wrong");
            }
            is_kept(&activate(&world, &sold.code, &laptop).await, "a device that asks again");
            is_kept(&renew(&world, &id, &token, &laptop).await, "a device that renews");
            world.run_jobs().await;
        }
        world.clock.set(right.plus(HOUR));
        let again = activate(&world, &sold.code, &laptop).await.expect(StatusCode::OK);
        assert_eq!(text(&again, "activation"), id, "it has its seat");
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        let after = stored(&world, &sold).await;
        assert_eq!((after.ends_at, after.seats_used, after.first_activated_at), (before.ends_at, 1, before.first_activated_at));
        assert_eq!(activate(&world, &sold.code, &device(2, 0)).await.code(), "license.no_seat_free");
    }

    /// LIC-19
    async fn a_license_that_ended_does_not_run_again_where_its_reserve_has_taken_over(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, reserve) = (running(&world, &shop, 1, 5).await, fresh(&world, &shop, 1).await);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        add_reserve(&world.cx_of(ADA), Behalf::Own, sold.license, reserve.license).await.unwrap();
        for _ in 0..5 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        let took_over = stored(&world, &sold).await;
        assert_eq!(log(&world, sold.license, "license.reserve_took_over").await, 1);
        let right = world.cx().now();
        for back in [HOUR, 5 * DAY] {
            world.clock.set(right.plus(-back));
            world.run_jobs().await;
            drop(activate(&world, &reserve.code, &device(1, 0)).await);
        }
        world.clock.set(right);
        world.run_jobs().await;
        activate(&world, &reserve.code, &device(1, 0)).await.expect(StatusCode::OK);
        assert_eq!(log(&world, sold.license, "license.reserve_took_over").await, 1, "and once is enough");
        let row = stored(&world, &sold).await;
        assert_eq!((row.ends_at, row.seats_used), (took_over.ends_at, 1));
    }
}
