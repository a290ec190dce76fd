//! The transfer limit (LIC-13, LIC-14): a license does not wander.

use crate::shop::{Shop, Sold, activate, asking, device, locked, renew, stored, tamper, text};
use axum::http::{Method, StatusCode};
use futures::future::join_all;
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, MINUTE, Role, Secret, Uuid};
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::entity::prelude::*;
use gatehouse_licenses::actions::activate::{Activate, activate as take};
use gatehouse_licenses::actions::deactivate::deactivate;
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::deactivate_device::deactivate_device;
use gatehouse_licenses::actions::transfers::lift_transfer_limit;
use gatehouse_licenses::tables::{activation, lease_stop, license};
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::json;

async fn free(world: &World, seat: &Answer) -> Answer {
    let path = format!("/api/v1/activations/{}/deactivate", text(seat, "activation"));
    world.browser().json(Method::POST, &path, &json!({ "renew_token": text(seat, "renew_token") })).await
}

/// Takes a seat and gives it back.
async fn pass_through(world: &World, sold: &Sold, parts: &[String]) {
    let seat = activate(world, &sold.code, parts).await.expect(StatusCode::CREATED);
    free(world, &seat).await.expect(StatusCode::NO_CONTENT);
}

/// Devices that have a lease which may still run, by what is stored.
async fn with_a_lease(world: &World, sold: &Sold) -> usize {
    let now = world.cx().now();
    activation::Entity::find()
        .filter(activation::Column::LicenseId.eq(sold.license))
        .all(world.cx().read())
        .await
        .unwrap()
        .into_iter()
        .filter(|seat| seat.deactivated_at.is_none() || seat.lease_until.is_none_or(|until| until > now))
        .count()
}

/// The count of the license against the seats that count.
async fn is_counted(world: &World, sold: &Sold) -> bool {
    let counting = activation::Entity::find()
        .filter(activation::Column::LicenseId.eq(sold.license))
        .filter(activation::Column::CountsUntil.is_not_null())
        .count(world.cx().read())
        .await
        .unwrap();
    stored(world, sold).await.transfers == i64::try_from(counting).unwrap()
}

/// For how many days from now the freed seat of a license counts, and for how many its device may run.
async fn days_left(world: &World, sold: &Sold) -> [i64; 2] {
    let counting = activation::Entity::find()
        .filter(activation::Column::LicenseId.eq(sold.license))
        .filter(activation::Column::CountsUntil.is_not_null())
        .all(world.cx().read())
        .await
        .unwrap();
    assert_eq!(counting.len(), 1);
    let now = world.cx().now();
    [counting[0].counts_until, counting[0].lease_until].map(|until| until.unwrap().since(now) / DAY)
}

both_engines! {
    /// LIC-13, LIC-14
    async fn thirty_devices_never_hold_more_leases_of_two_seats_than_the_transfer_limit_allows(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let mut held = 0;
        for n in 0..30 {
            let seat = activate(&world, &sold.code, &device(n, 0)).await;
            if seat.status == StatusCode::CREATED {
                held += 1;
                free(&world, &seat).await.expect(StatusCode::NO_CONTENT);
            } else {
                assert_eq!((seat.status, seat.code()), (StatusCode::CONFLICT, "license.transfer_limit".to_owned()));
                assert_eq!(seat.json()["final"], json!(true));
                assert!(seat.json()["detail"].as_str().unwrap().contains("2026"), "it says until when: {}", seat.body);
            }
        }
        assert_eq!(held, 4, "two seats, and an allowance of two");
        assert_eq!(with_a_lease(&world, &sold).await, 4);
        assert!(is_counted(&world, &sold).await);
        // Leases run 14 days here, but a freed seat counts for 30.
        world.advance(29 * DAY);
        assert_eq!(activate(&world, &sold.code, &device(40, 0)).await.code(), "license.transfer_limit");
        world.advance(DAY);
        for n in 40..44 {
            pass_through(&world, &sold, &device(n, 0)).await;
        }
        assert_eq!(activate(&world, &sold.code, &device(44, 0)).await.code(), "license.transfer_limit");
        assert!(is_counted(&world, &sold).await);
    }

    /// LIC-13, LIC-14
    async fn a_race_of_devices_that_take_and_free_does_not_exceed_the_transfer_limit(world: World) {
        let shop = Shop::open(&world).await;
        let cx = Cx { network: None, ..world.cx_as(Actor::Visitor) };
        for round in 0..10_u32 {
            let sold = shop.sell(&world, 2).await;
            let turns = (0..30).map(|n| {
                let (cx, code) = (cx.clone(), sold.code.clone());
                tokio::spawn(async move {
                    let input = Activate {
                        product: "lantern".into(),
                        code: Secret::new(code),
                        fingerprint: device(round * 30 + n, 0),
                        ..Activate::default()
                    };
                    match take(&cx, input).await {
                        Ok(seat) => {
                            deactivate(&cx, seat.activation, &seat.issued.renew_token, None).await.unwrap();
                            None
                        }
                        // Whom others outrun again and again is told to come back.
                        Err(stop) => Some(stop.refusal().map_or("busy", gatehouse_core::Refusal::code)),
                    }
                })
            });
            let answers: Vec<_> = join_all(turns).await.into_iter().map(Result::unwrap).collect();
            let leases = answers.iter().filter(|answer| answer.is_none()).count();
            assert!(leases <= 4, "round {round}: {leases} leases");
            assert!(answers.iter().flatten().all(|code| ["license.transfer_limit", "license.no_seat_free", "busy"].contains(code)));
            assert_eq!(with_a_lease(&world, &sold).await, leases);
            assert!(is_counted(&world, &sold).await);
            assert_eq!(stored(&world, &sold).await.seats_used, 0);
        }
    }

    /// LIC-10, LIC-13
    async fn a_device_that_is_installed_anew_is_no_further_device(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        for round in 0..12 {
            // The same device, also with other parts after a repair.
            pass_through(&world, &sold, &device(1, round / 4)).await;
            assert_eq!(stored(&world, &sold).await.transfers, 1);
        }
        pass_through(&world, &sold, &device(2, 0)).await;
        // Three devices are one seat and the allowance of two: the fourth waits, the known ones do not.
        pass_through(&world, &sold, &device(3, 0)).await;
        assert_eq!(activate(&world, &sold.code, &device(4, 0)).await.code(), "license.transfer_limit");
        for n in [1, 2, 3, 1] {
            pass_through(&world, &sold, &device(n, 0)).await;
        }
        // One device twice at once takes one seat, coming back too.
        let second = device(2, 0);
        let twins = join_all((0..6).map(|_| activate(&world, &sold.code, &second))).await;
        assert!(twins.iter().all(|answer| answer.status.is_success()), "{}", twins[0].body);
        let row = stored(&world, &sold).await;
        assert_eq!((row.seats_used, row.transfers), (1, 2));
        assert!(is_counted(&world, &sold).await);
    }

    /// LIC-10, LIC-13
    async fn devices_that_claim_one_primary_part_are_devices_all_the_same(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        // Each would accept a lease for the common part and four of its own.
        let claims = |n: u32| {
            let mut parts = device(n, 0);
            parts[0].clone_from(&device(1_000, 0)[0]);
            parts
        };
        let first = activate(&world, &sold.code, &claims(0)).await.expect(StatusCode::CREATED);
        let (seat, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let refused = renew(&world, &seat, &token, &claims(1)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.code(), "device.other");
        let mut leases = 1;
        for n in 1..30 {
            let answer = activate(&world, &sold.code, &claims(n)).await;
            if answer.status == StatusCode::CREATED {
                leases += 1;
            } else {
                assert_eq!(answer.code(), "license.transfer_limit");
            }
        }
        assert_eq!((leases, with_a_lease(&world, &sold).await), (3, 3), "one seat, and an allowance of two");
        let row = stored(&world, &sold).await;
        assert_eq!((row.seats_used, row.transfers), (1, 2), "the last one took the place of the one before");
        assert!(is_counted(&world, &sold).await);
    }

    /// LIC-10, LIC-13
    async fn a_device_that_is_turned_into_others_part_by_part_gets_no_leases_without_end(world: World) {
        let shop = Shop::open(&world).await;
        // With the seat in hand, giving it back before each exchange, and coming back as it was before each.
        for (gives_back, comes_back) in [(false, false), (true, false), (true, true)] {
            let sold = shop.sell(&world, 1).await;
            let mut now = device(0, 0);
            let first = activate(&world, &sold.code, &now).await.expect(StatusCode::CREATED);
            let (mut seat, mut leases) = (first.clone(), 1);
            'all: for n in 1..30 {
                let next = device(n, 0);
                for parts in [[3, 4].as_slice(), &[0, 1], &[2]] {
                    if gives_back {
                        free(&world, &seat).await.expect(StatusCode::NO_CONTENT);
                    }
                    if comes_back {
                        activate(&world, &sold.code, &now).await.expect(StatusCode::CREATED);
                    }
                    parts.iter().for_each(|part| now[*part].clone_from(&next[*part]));
                    let answer = activate(&world, &sold.code, &now).await;
                    if !answer.status.is_success() {
                        assert_eq!(answer.code(), "license.transfer_limit");
                        break 'all;
                    }
                    leases += 1;
                    seat = answer;
                }
            }
            // Three seats one after the other by the transfer limit, and parts of each exchanged three times. No limit in memory is
            // on here: the rows alone count, so a restart or a further node gives nothing.
            assert_eq!(leases, 3 * (1 + 3), "gives back: {gives_back}, comes back: {comes_back}");
            assert!(is_counted(&world, &sold).await);
            // The first one, whose parts are not the device's any more, renews nothing; its lease runs out.
            let refused = renew(&world, &text(&first, "activation"), &text(&first, "renew_token"), &device(0, 0)).await;
            assert!(["device.other", "activation.deactivated"].contains(&refused.code().as_str()), "{}", refused.body);
        }
    }

    /// LIC-10
    async fn of_exchanges_at_the_same_moment_each_is_counted(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let seat = activate(&world, &sold.code, &device(0, 0)).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&seat, "activation"), text(&seat, "renew_token"));
        // Each with another part in the same place, so that each could become each.
        let with_part = |n: u32| {
            let mut parts = device(0, 0);
            parts[4].clone_from(&device(n, 0)[4]);
            parts
        };
        let exchange = |n: u32| {
            let (world, id, token, parts) = (&world, &id, &token, with_part(n));
            async move { renew(world, id, token, &parts).await.status }
        };
        let answers = join_all((1..=6).map(&exchange)).await;
        let passed = answers.iter().filter(|status| **status == StatusCode::OK).count();
        assert_eq!((passed, answers.len()), (3, 6), "{answers:?}");
        assert!(answers.iter().all(|status| [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(status)));
        // Then one a week.
        world.advance(7 * DAY);
        assert_eq!(exchange(7).await, StatusCode::OK);
        assert_eq!(exchange(8).await, StatusCode::UNPROCESSABLE_ENTITY);
        // What a clock that was ahead wrote keeps nobody waiting.
        let right = world.cx().now();
        world.clock.set(right.plus(200 * DAY));
        assert_eq!(exchange(8).await, StatusCode::OK);
        world.clock.set(right);
        assert_eq!(exchange(9).await, StatusCode::OK);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
    }

    /// LIC-10
    async fn a_product_that_looks_at_more_parts_keeps_its_seat(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let parts = device(1, 0);
        let old = activate(&world, &sold.code, &parts[..1]).await.expect(StatusCode::CREATED);
        let (seat, token) = (text(&old, "activation"), text(&old, "renew_token"));
        let new = renew(&world, &seat, &token, &parts).await.expect(StatusCode::OK);
        // Another device with that one part gets nothing by the old token.
        let mut other = device(2, 0);
        other[0].clone_from(&parts[0]);
        assert_eq!(renew(&world, &seat, &token, &other).await.code(), "device.other");
        renew(&world, &seat, &text(&new, "renew_token"), &parts).await.expect(StatusCode::OK);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
    }

    /// LIC-13, LIC-6
    async fn a_clerk_lifts_the_limit_and_the_holder_reads_it_in_the_history(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        for n in 0..3 {
            pass_through(&world, &sold, &device(n, 0)).await;
        }
        activate(&world, &sold.code, &device(9, 0)).await.expect(StatusCode::CONFLICT);
        let place = format!("/staff/licenses/{}", sold.license);
        let mut clerk = crate::clerks::clerk(&world);
        assert!(clerk.get(&place).await.body.contains("Lift the transfer limit"));
        clerk.post(&format!("{place}/lift-transfer-limit"), &[]).await.expect(StatusCode::SEE_OTHER);
        let shown = clerk.get(&place).await.body;
        assert!(shown.contains("Transfer limit lifted") && !shown.contains("Lift the transfer limit"));
        activate(&world, &sold.code, &device(9, 0)).await.expect(StatusCode::CREATED);
        assert!(is_counted(&world, &sold).await);
        assert!(!lift_transfer_limit(&world.cx_staff(&[Role::Licensing]), sold.license).await.unwrap());
        lift_transfer_limit(&world.cx_staff(&[Role::Support]), sold.license).await.unwrap_err();
        // What a clerk frees does not count: that is their decision.
        let seat = text(&activate(&world, &sold.code, &device(9, 0)).await.expect(StatusCode::OK), "activation");
        let input = DeactivateAsStaff { license: sold.license, activation: seat.parse().unwrap(), is_confirmed: true };
        assert!(deactivate_as_staff(&world.cx_staff(&[Role::Licensing]), input).await.unwrap());
        assert_eq!(stored(&world, &sold).await.transfers, 0);
    }

    /// LIC-1, LIC-13
    async fn the_product_says_how_many_freed_seats_may_count(world: World) {
        let shop = Shop::open(&world).await;
        let clerk = world.cx_staff(&[Role::Licensing]);
        let allow = async |allowance: &str| {
            let entry = ProductEntry {
                code: "lantern".into(),
                name: "Lantern".into(),
                transfer_allowance: allowance.into(),
                ..ProductEntry::default()
            };
            (change(&clerk, shop.product, None, &entry).await, shop.follow(&world).await).0
        };
        allow("0").await.unwrap();
        let strict = shop.sell(&world, 1).await;
        pass_through(&world, &strict, &device(1, 0)).await;
        assert_eq!(activate(&world, &strict.code, &device(2, 0)).await.code(), "license.transfer_limit");
        pass_through(&world, &strict, &device(1, 0)).await;
        allow("1").await.unwrap();
        pass_through(&world, &strict, &device(2, 0)).await;
        assert_eq!(activate(&world, &strict.code, &device(3, 0)).await.code(), "license.transfer_limit");
        for wrong in ["-1", "100001", "two"] {
            allow(wrong).await.unwrap_err();
        }
        allow("").await.unwrap();
        pass_through(&world, &strict, &device(3, 0)).await;
        allow("0").await.unwrap();
        pass_through(&world, &strict, &device(1, 0)).await;
        assert_eq!(activate(&world, &strict.code, &device(4, 0)).await.code(), "license.transfer_limit");
    }

    /// LIC-1, LIC-13
    async fn a_freed_seat_counts_by_the_longest_lease_given_in_it_and_not_by_what_leases_are_by_then(world: World) {
        let shop = Shop::open(&world).await;
        let clerk = world.cx_staff(&[Role::Licensing]);
        let leases_of = async |days: &str| {
            let entry = ProductEntry {
                code: "lantern".into(),
                name: "Lantern".into(),
                lease_days: days.into(),
                transfer_allowance: "0".into(),
                ..ProductEntry::default()
            };
            change(&clerk, shop.product, None, &entry).await.unwrap();
            shop.follow(&world).await;
        };
        let seat_of = async |sold: &Sold| activate(&world, &sold.code, &device(1, 0)).await;
        let [entered_again, renewed] = [shop.sell(&world, 1).await, shop.sell(&world, 1).await];
        leases_of("7").await;
        let short = [seat_of(&entered_again).await, seat_of(&renewed).await];
        leases_of("90").await;
        let [by_itself, in_account, comes_back] =
            [shop.sell(&world, 1).await, shop.sell(&world, 1).await, shop.sell(&world, 1).await];
        let long = [seat_of(&by_itself).await, seat_of(&in_account).await, seat_of(&comes_back).await];
        assert!(long.iter().all(|seat| seat.status == StatusCode::CREATED), "{}", long[0].body);
        // The same device is given a longer one: as it asks with its code again, and as another part of it is renewed.
        seat_of(&entered_again).await.expect(StatusCode::OK);
        let mut repaired = device(1, 0);
        repaired[4].clone_from(&device(2, 0)[4]);
        let (id, token) = (text(&short[1], "activation"), text(&short[1], "renew_token"));
        renew(&world, &id, &token, &repaired).await.expect(StatusCode::OK);

        leases_of("7").await;
        // With tokens that name the seven days of before.
        for seat in &short {
            free(&world, seat).await.expect(StatusCode::NO_CONTENT);
        }
        for seat in [&long[0], &long[2]] {
            free(&world, seat).await.expect(StatusCode::NO_CONTENT);
        }
        let (account, id) = (Uuid::from_u128(0xADA), text(&long[1], "activation").parse().unwrap());
        shop.give(&world, &in_account, account).await;
        assert!(deactivate_device(&world.cx_of(account), gatehouse_licenses::model::behalf::Behalf::Own, in_account.license, id).await.unwrap());
        for sold in [&entered_again, &renewed, &by_itself, &in_account, &comes_back] {
            assert_eq!(days_left(&world, sold).await, [90, 90]);
        }

        // Who comes back and leaves again may run on the lease that they had.
        world.advance(10 * DAY);
        pass_through(&world, &comes_back, &device(1, 0)).await;
        assert_eq!(days_left(&world, &comes_back).await, [80, 80]);
        // Leases that were short from the beginning count for 30 days, as ever.
        let new = shop.sell(&world, 1).await;
        pass_through(&world, &new, &device(1, 0)).await;
        assert_eq!(days_left(&world, &new).await, [30, 7]);
        world.advance(79 * DAY);
        for sold in [&by_itself, &in_account, &comes_back] {
            assert_eq!(activate(&world, &sold.code, &device(9, 0)).await.code(), "license.transfer_limit");
        }
        world.advance(DAY);
        for sold in [&by_itself, &in_account, &comes_back] {
            activate(&world, &sold.code, &device(9, 0)).await.expect(StatusCode::CREATED);
        }
    }

    /// LIC-10
    async fn taking_and_freeing_without_end_writes_a_bounded_number_of_rows(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let cx = Cx { network: None, ..world.cx_as(Actor::Visitor) };
        for n in 0..707_u32 {
            let input = Activate {
                product: "lantern".into(),
                code: Secret::new(sold.code.clone()),
                fingerprint: device(n % 7, 0),
                ..Activate::default()
            };
            if let Ok(seat) = take(&cx, input).await {
                deactivate(&cx, seat.activation, &seat.issued.renew_token, None).await.unwrap();
            }
        }
        let seats = activation::Entity::find().count(cx.read()).await.unwrap();
        let stops = lease_stop::Entity::find().count(cx.read()).await.unwrap();
        assert!((4..=24).contains(&seats) && stops == seats, "{seats} seats, {stops} stops");
        let refused = activate(&world, &sold.code, &device(1, 0)).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::TOO_MANY_REQUESTS, "rate.limited".to_owned()));
        // From one network, right codes too are bounded.
        let mut answers = Vec::new();
        for _ in 0..310 {
            answers.push(world.browser().json(Method::POST, "/api/v1/activations", &asking(&sold.code, &device(50, 0))).await.code());
        }
        assert_eq!(answers.last().map(String::as_str), Some("rate.limited"));
        world.advance(DAY);
        let other = shop.sell(&world, 1).await;
        activate(&world, &other.code, &device(60, 0)).await.expect(StatusCode::CREATED);
    }

    /// LIC-10, LIC-13
    async fn the_bearer_of_a_token_makes_the_database_work_only_so_often(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&seat, "activation"), text(&seat, "renew_token"));
        // From memory, as often as anybody likes.
        for _ in 0..30 {
            renew(&world, &id, &token, &device(1, 0)).await.expect(StatusCode::OK);
        }
        free(&world, &seat).await.expect(StatusCode::NO_CONTENT);
        // Who asks for what is done already takes no lock, so does not wait for who works at the license.
        let holder = locked(&world.cx(), &sold).await;
        for _ in 0..19 {
            free(&world, &seat).await.expect(StatusCode::NO_CONTENT);
        }
        assert_eq!(free(&world, &seat).await.expect(StatusCode::TOO_MANY_REQUESTS).code(), "rate.limited");
        holder.rollback().await.unwrap();
        world.advance(MINUTE);
        renew(&world, &id, &token, &device(1, 0)).await.expect(StatusCode::GONE);
        let refused = renew(&world, &id, &token, &device(1, 0)).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert_eq!((refused.code(), &refused.json()["retry_after"]), ("rate.limited".to_owned(), &json!(60)));
        // Other seats are not touched by it.
        let other = activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        free(&world, &other).await.expect(StatusCode::NO_CONTENT);
    }

    /// LIC-13
    async fn a_seat_is_stopped_once_and_a_count_that_is_too_high_heals(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        tamper(&world, &sold, |row| row.transfers = Set(3)).await;
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        assert!(is_counted(&world, &sold).await, "whom a count turns away has it recounted");
        free(&world, &seat).await.expect(StatusCode::NO_CONTENT);
        free(&world, &seat).await.expect(StatusCode::NO_CONTENT);
        let rows = license::Entity::find_by_id(sold.license).count(world.cx().read()).await.unwrap();
        let stops = lease_stop::Entity::find().count(world.cx().read()).await.unwrap();
        assert_eq!((rows, stops), (1, 1));
    }
}
