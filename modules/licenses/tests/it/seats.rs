//! Seats (LIC-10, LIC-13).

use crate::shop::{Shop, activate, asking, at, device, locked, log, renew, stored, tamper, text};
use axum::http::{Method, StatusCode};
use futures::future::join_all;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, HOUR, Lang, Moment, Secret, SystemRandom};
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::entity::prelude::*;
use gatehouse_formats::DeviceFingerprint;
use gatehouse_licenses::actions::activate::Activate;
use gatehouse_licenses::actions::license_slots::LicenseSlots;
use gatehouse_licenses::model::device_mark::Marks;
use gatehouse_licenses::tables::activation;
use gatehouse_testkit::{TestEngine, World, both_engines};
use serde_json::json;

/// Devices with a seat.
async fn live(world: &World, license: Uuid) -> u64 {
    activation::Entity::find()
        .filter(activation::Column::LicenseId.eq(license))
        .filter(activation::Column::DeactivatedAt.is_null())
        .count(world.cx().read())
        .await
        .unwrap()
}

/// The peppers of a license's devices.
async fn peppers_of(world: &World, license: Uuid) -> Vec<i64> {
    let rows = activation::Entity::find().filter(activation::Column::LicenseId.eq(license));
    rows.all(world.cx().read()).await.unwrap().into_iter().map(|row| row.pepper_version).collect()
}

/// As `keys rotate-pepper` does.
async fn move_lookups(world: &World, version: i64) {
    for module in &world.modules {
        module.move_lookups(&world.app, version).await.unwrap();
    }
}

both_engines! {
    /// LIC-10, PRI-13
    async fn a_device_keeps_its_seat_before_in_the_middle_and_after_a_turn_of_the_pepper(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, fresh) = (shop.sell(&world, 3).await, shop.sell(&world, 1).await);
        let first = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let version = world.app.keys.rotate_pepper(&SystemRandom).unwrap();

        // Stopped before anything was moved.
        let again = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::OK);
        assert_eq!(text(&again, "activation"), text(&first, "activation"));
        let second = activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &fresh.code, &device(9, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(peppers_of(&world, sold.license).await, [1, 1], "the devices of one license have one");
        assert_eq!(peppers_of(&world, fresh.license).await, [version], "the first one takes the newest");

        move_lookups(&world, version).await;
        assert_eq!(peppers_of(&world, sold.license).await, [version; 2]);
        for (n, seat) in [(1, &first), (2, &second)] {
            let again = activate(&world, &sold.code, &device(n, 0)).await.expect(StatusCode::OK);
            assert_eq!(text(&again, "activation"), text(seat, "activation"));
        }
        let row = activation::Entity::find().filter(activation::Column::LicenseId.eq(fresh.license));
        let row = row.one(world.cx().read()).await.unwrap().unwrap();
        let fingerprint = DeviceFingerprint::parse(&device(9, 0)).unwrap();
        let mark = Marks::new(&world.app.keys, fresh.license, &fingerprint).under(version).unwrap();
        assert_eq!(row.device_lookup, mark.lookup());

        // A repair is noticed as ever.
        activate(&world, &sold.code, &device(1, 2)).await.expect(StatusCode::OK);
        let repaired = activate(&world, &sold.code, &device(1, 2)).await.expect(StatusCode::OK);
        assert_eq!(text(&repaired, "activation"), text(&first, "activation"));
        activate(&world, &sold.code, &device(3, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &sold.code, &device(4, 0)).await.expect(StatusCode::CONFLICT);
        assert_eq!(peppers_of(&world, sold.license).await, [version; 3]);
        for module in &world.modules {
            let left = module.left_under(&world.app, version).await.unwrap();
            assert!(left.iter().all(|(_, rows)| *rows == 0), "{left:?}");
        }
    }

    /// LIC-10, PRI-13
    async fn exchanges_of_parts_are_counted_on_before_in_the_middle_and_after_a_turn_of_the_pepper(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&seat, "activation"), text(&seat, "renew_token"));
        renew(&world, &id, &token, &device(1, 1)).await.expect(StatusCode::OK);
        let version = world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        renew(&world, &id, &token, &device(1, 2)).await.expect(StatusCode::OK);
        assert_eq!(peppers_of(&world, sold.license).await, [1], "that of its license");
        move_lookups(&world, version).await;
        renew(&world, &id, &token, &device(1, 3)).await.expect(StatusCode::OK);
        assert_eq!(renew(&world, &id, &token, &device(1, 4)).await.code(), "device.other");
        renew(&world, &id, &token, &device(1, 3)).await.expect(StatusCode::OK);
        assert_eq!(peppers_of(&world, sold.license).await, [version]);
        assert_eq!((live(&world, sold.license).await, stored(&world, &sold).await.seats_used), (1, 1));
    }

    /// LIC-10, PRI-13
    async fn however_activations_and_the_move_to_a_pepper_interleave_a_device_has_one_seat(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 20).await;
        for n in 0..6 {
            activate(&world, &sold.code, &device(n, 0)).await.expect(StatusCode::CREATED);
        }
        let version = world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        let cx = Cx { network: None, ..world.cx_as(Actor::Visitor) };
        let tries: Vec<_> = (0..24_u32)
            .map(|n| {
                let input = Activate {
                    product: "lantern".into(),
                    code: Secret::new(sold.code.clone()),
                    fingerprint: device(n / 2, 0),
                    ..Activate::default()
                };
                let cx = cx.clone();
                tokio::spawn(async move { gatehouse_licenses::actions::activate::activate(&cx, input).await })
            })
            .collect();
        move_lookups(&world, version).await;
        for answer in join_all(tries).await {
            // Who waited for too long is told to come again.
            assert!(answer.unwrap().err().is_none_or(|stop| stop.refusal().is_none()));
        }
        for n in 0..12 {
            assert!(activate(&world, &sold.code, &device(n, 0)).await.status.is_success());
        }
        assert_eq!((live(&world, sold.license).await, stored(&world, &sold).await.seats_used), (12, 12));
        assert_eq!(peppers_of(&world, sold.license).await, [version; 12]);
    }

    /// LIC-10
    async fn the_last_seat_goes_to_exactly_one_of_two_devices(world: World) {
        let shop = Shop::open(&world).await;
        for round in 0..20 {
            let sold = shop.sell(&world, 1).await;
            let (one, other) = (device(2 * round, 0), device(2 * round + 1, 0));
            let (first, second) = tokio::join!(activate(&world, &sold.code, &one), activate(&world, &sold.code, &other));
            let (winner, loser) = if first.status == StatusCode::CREATED { (first, second) } else { (second, first) };
            assert_eq!(winner.status, StatusCode::CREATED, "{}", winner.body);
            assert_eq!((loser.status, loser.code()), (StatusCode::CONFLICT, "license.no_seat_free".to_owned()));
            assert_eq!(live(&world, sold.license).await, 1);
        }
    }

    /// LIC-10
    async fn of_forty_devices_at_once_never_more_than_three_get_the_three_seats(world: World) {
        let shop = Shop::open(&world).await;
        let cx = Cx { network: None, ..world.cx_as(Actor::Visitor) };
        for round in 0..50_u32 {
            let sold = shop.sell(&world, 3).await;
            let tries = (0..40).map(|n| {
                let input = Activate {
                    product: "lantern".into(),
                    code: Secret::new(sold.code.clone()),
                    fingerprint: device(round * 40 + n, 0),
                    ..Activate::default()
                };
                let cx = cx.clone();
                tokio::spawn(async move { gatehouse_licenses::actions::activate::activate(&cx, input).await })
            });
            let mut got = 0;
            for answer in join_all(tries).await {
                match answer.unwrap() {
                    Ok(activated) => {
                        assert!(activated.is_new);
                        got += 1;
                    }
                    Err(stop) => {
                        let refusal = stop.refusal().unwrap_or_else(|| panic!("{stop:?}"));
                        assert_eq!(gatehouse_core::Refusal::code(refusal), "license.no_seat_free");
                    }
                }
            }
            assert_eq!(got, 3, "round {round}");
            assert_eq!(stored(&world, &sold).await.seats_used, 3);
            assert_eq!(live(&world, sold.license).await, 3);
        }
    }

    /// LIC-10
    async fn the_same_request_again_takes_no_second_seat(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let laptop = device(1, 0);
        let answers = join_all((0..8).map(|_| activate(&world, &sold.code, &laptop))).await;
        let created = answers.iter().filter(|a| a.status == StatusCode::CREATED).count();
        assert_eq!(created, 1);
        assert!(answers.iter().all(|a| a.status.is_success()), "{}", answers[0].body);
        let first = text(&answers[0], "activation");
        assert!(answers.iter().all(|a| text(a, "activation") == first));
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        let repaired = activate(&world, &sold.code, &device(1, 2)).await.expect(StatusCode::OK);
        assert_eq!(text(&repaired, "activation"), first, "two new parts of five make no new device");
        // The two are noted, so three others more are another device.
        let mut other = device(1, 2);
        other[..3].clone_from_slice(&device(7, 0)[..3]);
        activate(&world, &sold.code, &other).await.expect(StatusCode::CREATED);
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CONFLICT);
        assert_eq!(live(&world, sold.license).await, 2);
    }

    /// LIC-13
    async fn a_seat_that_is_given_back_goes_to_another_device(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let old = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&old, "activation"), text(&old, "renew_token"));
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CONFLICT);
        let path = format!("/api/v1/activations/{id}/deactivate");
        let give_back = json!({ "renew_token": token });
        let answers =
            join_all((0..6).map(|_| async { world.browser().json(Method::POST, &path, &give_back).await })).await;
        assert!(answers.iter().all(|a| a.status == StatusCode::NO_CONTENT), "{}", answers[0].body);
        assert_eq!(stored(&world, &sold).await.seats_used, 0);
        let new = activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        world.browser().json(Method::POST, &path, &give_back).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(stored(&world, &sold).await.seats_used, 1, "giving back twice frees nobody else's seat");
        let others = format!("/api/v1/activations/{}/deactivate", text(&new, "activation"));
        let refused = world.browser().json(Method::POST, &others, &give_back).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(refused.code(), "activation.unknown");
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CONFLICT);
    }

    /// LIC-10, LIC-13
    async fn taking_and_giving_back_at_once_loses_no_seat_and_doubles_none(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 4).await;
        let turns = (0..12_u32).map(|n| {
            let (world, sold) = (&world, &sold);
            async move {
                let mine = device(n, 0);
                for _ in 0..6 {
                    let taken = activate(world, &sold.code, &mine).await;
                    if !taken.status.is_success() {
                        assert!(["license.no_seat_free", "license.transfer_limit"].contains(&taken.code().as_str()));
                        continue;
                    }
                    assert!(live(world, sold.license).await <= 4);
                    let path = format!("/api/v1/activations/{}/deactivate", text(&taken, "activation"));
                    let body = json!({ "renew_token": text(&taken, "renew_token") });
                    world.browser().json(Method::POST, &path, &body).await.expect(StatusCode::NO_CONTENT);
                }
            }
        });
        join_all(turns).await;
        assert_eq!(live(&world, sold.license).await, 0);
        assert_eq!(stored(&world, &sold).await.seats_used, 0);
    }

    /// LIC-10, ALL-6
    async fn a_license_whose_row_is_held_leaves_connections_to_the_rest(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 50).await;
        let cx = Cx { network: None, ..world.cx_as(Actor::Visitor) };
        let holder = locked(&cx, &sold).await;
        let devices: Vec<_> = (0..40)
            .map(|n| {
                let input = Activate {
                    product: "lantern".into(),
                    code: Secret::new(sold.code.clone()),
                    fingerprint: device(n, 0),
                    ..Activate::default()
                };
                let cx = cx.clone();
                tokio::spawn(async move { gatehouse_licenses::actions::activate::activate(&cx, input).await })
            })
            .collect();
        let hot = cx.service::<LicenseSlots>().unwrap();
        // One writer serves all on the embedded engine: there they wait in its queue, and reading goes on anyway.
        while world.engine == TestEngine::Postgres && hot.waiting(sold.license) < 38 {
            tokio::task::yield_now().await;
        }
        for page in ["/sign-in", "/api/v1/root-keys"] {
            world.browser().get(page).await.expect(StatusCode::OK);
        }
        let other = shop.sell_as(&world, 1, |_| {});
        // Another license is sold and activated meanwhile, where writers do not queue for one another.
        if world.engine == TestEngine::Postgres {
            activate(&world, &other.await.code, &device(90, 0)).await.expect(StatusCode::CREATED);
            world.browser().get("/health/ready").await.expect(StatusCode::OK);
        }
        holder.rollback().await.unwrap();
        for answer in join_all(devices).await {
            match answer.unwrap() {
                Ok(activated) => assert!(activated.is_new),
                // Who waited for the row itself for too long is told to come again.
                Err(stop) => assert!(stop.refusal().is_none(), "{stop:?}"),
            }
        }
        assert!(live(&world, sold.license).await >= 38);
        assert!(hot.is_empty(), "nothing is remembered of a license at which nothing goes on");
    }

    /// LIC-10, ALL-3
    async fn of_devices_of_many_licenses_at_once_each_gets_its_own_answer(world: World) {
        let shop = Shop::open(&world).await;
        let cx = Cx { network: None, ..world.cx_as(Actor::Visitor) };
        let asks = |code: &str, device: Vec<String>| {
            let input = Activate {
                product: "lantern".into(),
                code: Secret::new(code.to_owned()),
                fingerprint: device,
                ..Activate::default()
            };
            let cx = cx.clone();
            tokio::spawn(async move { gatehouse_licenses::actions::activate::activate(&cx, input).await })
        };
        for round in 0..6_u32 {
            let mut sold = Vec::new();
            for _ in 0..24 {
                sold.push(shop.sell(&world, 1).await);
            }
            // One device, two devices, or one device that asks twice.
            let tries: Vec<_> = (0..).zip(&sold).flat_map(|(n, sold)| {
                let (mine, other) = (device(round * 100 + n, 0), device(round * 100 + 50 + n, 0));
                let devices = match n % 3 {
                    0 => vec![mine],
                    1 => vec![mine, other],
                    _ => vec![mine.clone(), mine],
                };
                devices.into_iter().map(|device| (n, asks(&sold.code, device))).collect::<Vec<_>>()
            }).collect();
            let mut refused = Vec::new();
            for (n, answer) in tries {
                if let Err(stop) = answer.await.unwrap() {
                    let refusal = stop.refusal().unwrap_or_else(|| panic!("{stop:?}"));
                    assert_eq!(gatehouse_core::Refusal::code(refusal), "license.no_seat_free");
                    refused.push(n);
                }
            }
            assert_eq!(refused, (0..24).filter(|n| n % 3 == 1).collect::<Vec<_>>(), "round {round}");
            for sold in &sold {
                assert_eq!((live(&world, sold.license).await, stored(&world, sold).await.seats_used), (1, 1));
                assert_eq!(log(&world, sold.license, "license.activated").await, 1);
            }
        }
    }

    /// LIC-13
    async fn a_copied_state_on_another_device_frees_nobodys_seat(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let first = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let path = format!("/api/v1/activations/{}/deactivate", text(&first, "activation"));
        let token = text(&first, "renew_token");
        let asks = async |parts: &[String]| {
            let body = json!({ "renew_token": token, "device": { "fingerprint": parts } });
            world.browser().json(Method::POST, &path, &body).await
        };
        let refused = asks(&device(2, 0)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((refused.code(), &refused.json()["final"]), ("device.other".to_owned(), &json!(true)));
        assert_eq!(asks(&[]).await.code(), "device.fingerprint_invalid");
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        // Parts were exchanged and noted since the token was made; the device is the same.
        activate(&world, &sold.code, &device(1, 2)).await.expect(StatusCode::OK);
        let mut later = device(1, 2);
        later[2] = device(9, 0)[2].clone();
        asks(&later).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(stored(&world, &sold).await.seats_used, 0);
    }

    /// LIC-10
    async fn parts_that_are_exchanged_one_after_the_other_make_no_new_device(world: World) {
        let shop = Shop::open(&world).await;
        // Each order of exchange, the primary part at any place in it.
        for first in 0..5_usize {
            let sold = shop.sell(&world, 1).await;
            let base = u32::try_from(first).unwrap() * 100;
            let mut parts = device(base, 0);
            let seat = text(&activate(&world, &sold.code, &parts).await.expect(StatusCode::CREATED), "activation");
            for step in 0..5 {
                let part = (first + step) % 5;
                // As often as parts may be exchanged in the long run.
                world.advance(7 * DAY);
                parts[part] = device(base + 50, 0)[part].clone();
                let again = activate(&world, &sold.code, &parts).await.expect(StatusCode::OK);
                assert_eq!(text(&again, "activation"), seat, "part {part} after {step} others");
            }
            activate(&world, &sold.code, &device(base, 0)).await.expect(StatusCode::CONFLICT);
        }
    }

    /// LIC-1, LIC-10
    async fn where_the_product_does_not_tell_its_region_the_account_does(world: World) {
        let shop = Shop::open(&world).await;
        let silent = async |sold: &crate::shop::Sold, n: u32, region: serde_json::Value| {
            let mut body = asking(&sold.code, &device(n, 0));
            body["region"] = region;
            world.browser().json(Method::POST, "/api/v1/activations", &body).await
        };
        // Sold in Germany and Japan. Nobody knows where the device is: copies that cannot say it go on working.
        let sold = shop.sell(&world, 9).await;
        for (n, region) in [(1, json!(null)), (2, json!("")), (3, json!("jp"))] {
            silent(&sold, n, region).await.expect(StatusCode::CREATED);
        }
        let abroad = crate::blocks::account_in(&world, "rosa@example.com", Lang::En, "BR").await;
        shop.give(&world, &sold, abroad).await;
        assert_eq!(silent(&sold, 4, json!(null)).await.code(), "license.wrong_region");
        silent(&sold, 4, json!("DE")).await.expect(StatusCode::CREATED);
        let at_home = crate::blocks::account_in(&world, "aiko@example.com", Lang::Ja, "JP").await;
        shop.give(&world, &sold, at_home).await;
        silent(&sold, 5, json!(null)).await.expect(StatusCode::CREATED);
    }

    /// ALL-9
    async fn a_devices_name_holds_no_mark_that_nobody_sees(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let mut body = asking(&sold.code, &device(1, 0));
        body["device"]["name"] = json!("\u{200b}Ada\u{2028}'s\u{feff} 👨\u{200d}👩\u{200d}👧 PC ");
        world.browser().json(Method::POST, "/api/v1/activations", &body).await.expect(StatusCode::CREATED);
        let page = crate::clerks::clerk(&world).get(&format!("/staff/licenses/{}", sold.license)).await;
        let name = "Ada&#39;s 👨\u{200d}👩\u{200d}👧 PC";
        assert!(page.body.contains(name) || page.body.contains(&name.replace("&#39;", "'")), "{}", page.body);
        for (wrong, code) in [
            ("a\u{202e}b", "request.member_invalid"),
            ("a\nb", "request.member_invalid"),
            ("a\u{0}b", "request.null_character"),
        ] {
            body["device"]["name"] = json!(wrong);
            assert_eq!(world.browser().json(Method::POST, "/api/v1/activations", &body).await.code(), code);
        }
    }

    /// LIC-10, LIC-17
    async fn every_refusal_names_its_reason(world: World) {
        let shop = Shop::open(&world).await;
        let now = world.cx().now();
        let fine = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let code_of = async |change: &dyn Fn(&mut gatehouse_licenses::tables::license::Model)| {
            let sold = shop.sell_as(&world, 1, |row| change(row)).await;
            activate(&world, &sold.code, &laptop).await.code()
        };
        assert_eq!(code_of(&|l| (l.first_activated_at, l.ends_at) = (Some(Moment(1)), Some(now))).await, "license.expired");
        assert_eq!(code_of(&|l| l.fixed_until = Some(now.plus(-1))).await, "license.expired");
        assert_eq!(code_of(&|l| l.blocked_at = Some(now)).await, "license.blocked");
        assert_eq!(code_of(&|l| l.block_from = Some(now)).await, "license.blocked");
        assert_eq!(code_of(&|l| l.activate_by = Some(now)).await, "license.activate_by_passed");
        assert_eq!(code_of(&|l| l.awaiting_verification = true).await, "license.awaiting_verification");

        let ask = async |change: &dyn Fn(&mut serde_json::Value)| {
            let mut body = asking(&fine.code, &laptop);
            change(&mut body);
            world.browser().json(Method::POST, "/api/v1/activations", &body).await
        };
        assert_eq!(ask(&|b| b["product"] = json!("torch")).await.code(), "license.wrong_product");
        let application = ask(&|b| b["application"] = json!("torch")).await;
        assert_eq!((application.code().as_str(), &application.json()["field"]), ("product.application_unknown", &json!("application")));
        assert_eq!(application.json()["final"], json!(true));
        assert_eq!(ask(&|b| b["region"] = json!("BR")).await.code(), "license.wrong_region");
        assert_eq!(ask(&|b| b["time"] = json!(now.seconds() - 86_401)).await.code(), "device.clock_wrong");
        let fast = ask(&|b| b["time"] = json!(now.seconds() + 86_401)).await;
        assert_eq!((fast.code().as_str(), &fast.json()["final"]), ("device.clock_wrong", &json!(false)));
        assert_eq!(ask(&|b| b["device"]["fingerprint"] = json!([])).await.code(), "device.fingerprint_invalid");
        let mistyped = fine.code.replacen(|c: char| c.is_ascii_digit(), "U", 1);
        let answer = ask(&|b| b["code"] = json!(mistyped)).await;
        assert_eq!(answer.code(), "code.mistyped");
        assert!(answer.json()["position"].is_number(), "{}", answer.body);
        let stranger = gatehouse_formats::ActivationCode::generate(gatehouse_formats::CodeKind::Commercial, &mut |b| {
            world.app.random.fill(b);
        });
        assert_eq!(ask(&|b| b["code"] = json!(stranger.to_string())).await.code(), "code.unknown");
        assert_eq!(live(&world, fine.license).await, 0, "refusals store nothing");
        ask(&|b| b["time"] = json!(now.seconds() - 86_400)).await.expect(StatusCode::CREATED);
    }

    /// LIC-3, ALL-5
    async fn the_term_starts_with_the_first_activation_and_ends_on_the_calendar(world: World) {
        world.clock.set(at("2027-01-31T12:00:00Z"));
        let shop = Shop::open(&world).await;
        let sold = shop.sell_as(&world, 2, |l| l.months = Some(1)).await;
        world.advance(HOUR);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let row = stored(&world, &sold).await;
        assert_eq!(row.first_activated_at, Some(at("2027-01-31T13:00:00Z")));
        assert_eq!(row.ends_at, Some(at("2027-02-28T13:00:00Z")));
        assert_eq!(row.ends_order, at("2027-02-28T13:00:00Z").0);
        world.advance(5 * DAY);
        activate(&world, &sold.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(stored(&world, &sold).await.ends_at, row.ends_at, "a second device moves nothing");
        world.clock.set(at("2027-02-28T12:59:59Z"));
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::OK);
        world.clock.set(at("2027-02-28T13:00:00Z"));
        assert_eq!(activate(&world, &sold.code, &device(1, 0)).await.code(), "license.expired");
        let endless = shop.sell_as(&world, 1, |l| l.months = None).await;
        activate(&world, &endless.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(stored(&world, &endless).await.ends_at, None);
    }

    /// LIC-4, LIC-10
    async fn a_stolen_database_shows_neither_code_nor_device(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(77, 0);
        let answer = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let dump = world.dump().await.to_lowercase();
        for secret in [&sold.code, &sold.code.replace('-', ""), &laptop[0], &text(&answer, "renew_token")] {
            assert!(!dump.contains(&secret.to_lowercase()));
        }
        assert!(!dump.contains("ada's laptop"));
        assert!(dump.contains("windows"), "the dump is not empty");
    }

    /// LIC-10
    async fn twenty_wrong_codes_close_the_door_for_a_network_for_right_ones_too(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let mut last = String::new();
        for n in 0..20 {
            let code = gatehouse_formats::ActivationCode::generate(gatehouse_formats::CodeKind::Commercial, &mut |b| {
                world.app.random.fill(b);
            });
            last = activate(&world, &code.to_string(), &device(n, 0)).await.code();
        }
        assert_eq!(last, "code.unknown");
        let shut = activate(&world, &sold.code, &device(1, 0)).await;
        assert_eq!((shut.status, shut.code()), (StatusCode::TOO_MANY_REQUESTS, "rate.limited".to_owned()));
        world.advance(10 * gatehouse_core::MINUTE);
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
    }

    /// LIC-10
    async fn a_code_that_another_one_replaced_is_refused_as_replaced(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        tamper(&world, &sold, |row| row.block_reason = Set(Some(gatehouse_licenses::model::license::BlockReason::Replaced))).await;
        tamper(&world, &sold, |row| row.blocked_at = Set(Some(Moment(1)))).await;
        let answer = activate(&world, &sold.code, &device(1, 0)).await;
        assert_eq!(answer.code(), "license.blocked");
        let words = answer.json()["detail"].as_str().unwrap().to_owned();
        let japanese = world.browser().header("accept-language", "ja");
        let mut japanese = japanese;
        let other = japanese.json(Method::POST, "/api/v1/activations", &asking(&sold.code, &device(1, 0))).await;
        assert_ne!(other.json()["detail"].as_str().unwrap(), words);
        assert_eq!(other.code(), "license.blocked");
    }
}
