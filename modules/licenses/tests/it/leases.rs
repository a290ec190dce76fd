//! Leases (LIC-10, LIC-13, LIC-16, LIC-20).

use crate::shop::{Shop, activate, device, renew, stored, tamper, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, MINUTE, Moment, Role, SECOND, Secret};
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_formats::{DeviceFingerprint, IssuingKey, Lease, LeaseError, RootKey, SigningKey};
use gatehouse_jobs::retention::Eraser as _;
use gatehouse_licenses::Licenses;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::leases::background::write_seen;
use gatehouse_licenses::actions::leases::stops::Stops;
use gatehouse_licenses::actions::leases::{IssuingKeys, LeaseIssuer};
use gatehouse_licenses::actions::unblock::unblock;
use gatehouse_licenses::jobs::OldStops;
use gatehouse_licenses::tables::{activation, lease_stop};
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::json;

fn roots() -> Vec<RootKey> {
    vec![RootKey::new(SigningKey::from_seed(&crate::ROOT).public().clone())]
}

async fn chain(world: &World) -> Vec<String> {
    let answer = world.browser().get("/api/v1/issuing-keys").await.expect(StatusCode::OK);
    serde_json::from_value(answer.json()["keys"].clone()).unwrap()
}

/// What a product on this device does with an answer.
async fn verified(world: &World, answer: &Answer, parts: &[String]) -> Result<Lease, LeaseError> {
    let now = world.cx().now().seconds();
    let device = DeviceFingerprint::parse(parts).unwrap();
    Lease::verify(&text(answer, "lease"), &chain(world).await, &roots(), now, "lantern", &device)
}

async fn blocking(world: &World, license: gatehouse_core::Uuid) {
    let input = Block { license, reason: "compromised".into(), ..Block::default() };
    block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
}

both_engines! {
    /// LIC-16, ALL-4
    async fn a_balancer_is_told_whether_a_node_can_renew_without_asking_its_database(world: World) {
        // Without the background work nothing reads the stops but this test.
        gatehouse_licenses::actions::leases::background::stop(&world.app).await.unwrap();
        let issuer = world.app.services.get::<LeaseIssuer>().unwrap();
        let health = || async { world.browser().get("/health/renewals").await };
        health().await.expect(StatusCode::NO_CONTENT);
        world.advance(15 * MINUTE);
        health().await.expect(StatusCode::NO_CONTENT);
        world.advance(SECOND);
        let stale = health().await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(stale.json()["trouble"], json!("the stops of other nodes were last read 901 s ago"));
        issuer.stops().read_on(&world.cx()).await.unwrap();
        health().await.expect(StatusCode::NO_CONTENT);
        let ends = issuer.keys().in_use().unwrap().ends;
        world.advance(ends.since(world.cx().now()));
        issuer.stops().read_on(&world.cx()).await.unwrap();
        let ended = health().await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ended.json()["trouble"], json!("no issuing key is valid"));
    }

    /// LIC-10, LIC-16, LIC-31
    async fn a_lease_is_verified_offline_and_says_what_the_license_grants(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let laptop = device(1, 0);
        let answer = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let now = world.cx().now().seconds();
        assert_eq!(answer.json()["server_time"], json!(now));
        let lease = verified(&world, &answer, &laptop).await.unwrap();
        assert_eq!((lease.aud.as_str(), &lease.sub, &lease.act), ("lantern", &sold.number, &text(&answer, "activation")));
        assert_eq!((lease.lic.edition.as_str(), lease.lic.seats), ("home", 3));
        assert_eq!(lease.lic.features, ["scan", "vault"]);
        assert_eq!(lease.lic.until, stored(&world, &sold).await.ends_at.map(Moment::seconds));
        assert_eq!((lease.iat, lease.exp), (now - now % 60, now - now % 60 + 14 * 86_400));
        let half = lease.iat + 7 * 86_400;
        assert!((half - 60_480..=half + 60_480).contains(&lease.renew_after), "half-life, a tenth either way");
        assert_eq!(verified(&world, &answer, &device(2, 0)).await, Err(LeaseError::WrongDevice));
        world.advance(14 * DAY + MINUTE);
        assert!(matches!(verified(&world, &answer, &laptop).await, Err(LeaseError::Expired { .. })));
        let keys = world.browser().get("/api/v1/root-keys").await.expect(StatusCode::OK);
        assert_eq!(RootKey::parse_list(&keys.body).unwrap(), roots());
    }

    /// LIC-16
    async fn a_renewal_asks_no_database(world: World) {
        // However long the database is away: what bounds that is the next test's.
        let mut modules = crate::modules();
        modules[2] = Box::new(Licenses::with_root(Secret::new(crate::ROOT)).believing_stops_for(i64::MAX));
        let world = World::new(world.engine, modules).await;
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let id = text(&first, "activation");
        world.app.db.clone().close().await.unwrap();
        assert_eq!(activate(&world, &sold.code, &device(2, 0)).await.status, StatusCode::SERVICE_UNAVAILABLE);
        let mut token = text(&first, "renew_token");
        for _ in 0..30 {
            world.advance(7 * DAY);
            let next = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
            let lease = verified(&world, &next, &laptop).await.unwrap();
            assert!(lease.exp > world.cx().now().seconds() + 13 * 86_400);
            token = text(&next, "renew_token");
            if world.cx().now().since(gatehouse_testkit::world::START) > 100 * DAY {
                break;
            }
        }
    }

    /// LIC-16, LIC-20
    async fn a_node_that_is_cut_off_renews_for_a_quarter_of_an_hour_and_then_says_try_again(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let cx = world.cx();
        let issuer = cx.service::<LeaseIssuer>().unwrap();
        // Without the background work nothing reads the stops but requests.
        gatehouse_licenses::actions::leases::background::stop(&world.app).await.unwrap();
        // With the database there, a set that is too old is read on by the first who needs it.
        world.advance(HOUR);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        assert_eq!(issuer.stops().age(cx.now(), cx.app.clock.elapsed()), 0);
        world.app.db.clone().close().await.unwrap();
        world.advance(15 * MINUTE);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        world.browser().get("/health/renewals").await.expect(StatusCode::NO_CONTENT);
        world.advance(SECOND);
        world.browser().get("/health/renewals").await.expect(StatusCode::SERVICE_UNAVAILABLE);
        for _ in 0..2 {
            let refused = renew(&world, &id, &token, &laptop).await.expect(StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!((refused.code(), &refused.json()["final"]), ("service.unavailable".to_owned(), &json!(false)));
            assert!(refused.headers.contains_key("retry-after"));
        }
    }

    /// LIC-16, LIC-20
    async fn a_node_that_is_cut_off_wins_no_time_by_a_clock_that_is_set_back(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        gatehouse_licenses::actions::leases::background::stop(&world.app).await.unwrap();
        world.advance(3 * HOUR);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        world.app.db.clone().close().await.unwrap();
        world.advance(10 * MINUTE);
        world.clock.set(world.cx().now().plus(-HOUR));
        world.advance(5 * MINUTE);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        world.advance(SECOND);
        world.browser().get("/health/renewals").await.expect(StatusCode::SERVICE_UNAVAILABLE);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::SERVICE_UNAVAILABLE);
    }

    /// LIC-16
    async fn within_a_minute_the_same_lease_comes_again(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        world.advance(3 * DAY);
        let one = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        world.advance(59 * SECOND);
        let two = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        assert_eq!((text(&one, "lease"), text(&one, "renew_token")), (text(&two, "lease"), text(&two, "renew_token")));
        assert_eq!(two.json()["server_time"], json!(world.cx().now().seconds()));
        world.advance(SECOND);
        let three = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        assert_ne!(text(&one, "lease"), text(&three, "lease"));
        verified(&world, &three, &laptop).await.unwrap();
    }

    /// LIC-16, LIC-20
    async fn a_blocked_license_stops_at_the_next_lease_on_every_node(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let other = shop.sell(&world, 1).await;
        let (laptop, phone) = (device(1, 0), device(2, 0));
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let untouched = activate(&world, &other.code, &phone).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let elsewhere = Stops::default();
        elsewhere.read_on(&world.cx()).await.unwrap();
        world.advance(HOUR);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        blocking(&world, sold.license).await;
        let refused = renew(&world, &id, &token, &laptop).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((refused.code(), &refused.json()["final"]), ("license.blocked".to_owned(), &json!(true)));
        renew(&world, &text(&untouched, "activation"), &text(&untouched, "renew_token"), &phone)
            .await
            .expect(StatusCode::OK);
        verified(&world, &first, &laptop).await.expect("offline it runs on to the end of its lease");
        // Another node has the same memory once it has read the feed.
        let activation = id.parse().unwrap();
        let made = gatehouse_testkit::world::START;
        assert!(elsewhere.allow(activation, sold.license, made));
        elsewhere.read_on(&world.cx()).await.unwrap();
        assert!(!elsewhere.allow(activation, sold.license, made));
        // And so has a node that starts only now.
        let fresh = Stops::default();
        fresh.read_on(&world.cx()).await.unwrap();
        assert!(!fresh.allow(activation, sold.license, made));

        world.advance(HOUR);
        unblock(&world.cx_staff(&[Role::Licensing]), sold.license, None).await.unwrap();
        let again = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        verified(&world, &again, &laptop).await.unwrap();
        assert_ne!(text(&again, "renew_token"), token);
    }

    /// LIC-16, LIC-20
    async fn a_planned_block_holds_on_its_day_even_where_no_job_runs(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        world.advance(HOUR);
        let from = world.cx().now().plus(3 * DAY);
        let planned = Some(from.rfc3339());
        let input = Block { license: sold.license, reason: "over_use".into(), from: planned, ..Block::default() };
        block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        let until = stored(&world, &sold).await.ends_at.map(Moment::seconds);
        let mut last = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        for _ in 0..2 {
            let lease = verified(&world, &last, &laptop).await.unwrap();
            assert_eq!((lease.exp, lease.lic.until), (from.seconds(), until), "the lease ends, the plan can be taken back");
            world.advance(DAY);
            last = renew(&world, &id, &text(&last, "renew_token"), &laptop).await.expect(StatusCode::OK);
        }
        world.advance(DAY);
        let refused = renew(&world, &id, &text(&last, "renew_token"), &laptop).await;
        assert_eq!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.blocked");
        unblock(&world.cx_staff(&[Role::Licensing]), sold.license, None).await.unwrap();
        let again = renew(&world, &id, &text(&last, "renew_token"), &laptop).await.expect(StatusCode::OK);
        assert!(verified(&world, &again, &laptop).await.unwrap().exp > from.plus(13 * DAY).seconds());
    }

    /// LIC-16, LIC-20
    async fn a_token_written_while_the_clock_was_ahead_outlives_no_block(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let right = world.cx().now();
        world.advance(30 * DAY);
        let ahead = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        world.clock.set(right);
        blocking(&world, sold.license).await;
        world.advance(HOUR);
        let refused = renew(&world, &text(&ahead, "activation"), &text(&ahead, "renew_token"), &laptop).await;
        assert_eq!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.blocked");
    }

    /// LIC-16, LIC-20, PRI-2
    async fn a_clock_that_was_ahead_for_a_while_lets_no_blocked_license_renew(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let cx = world.cx();
        let as_of = cx.now();
        world.advance(HOUR);
        blocking(&world, sold.license).await;
        let mails = world.mails().await.len();
        let right = cx.now();
        let issuer = cx.service::<LeaseIssuer>().unwrap();
        for days in [200, 1_200] {
            world.clock.set(right.plus(days * DAY));
            world.run_jobs().await;
            // Even a sweep that believed the clock would leave the block's stop.
            OldStops.erase(&cx, cx.now().plus(-121 * DAY).0, 500).await.unwrap();
            issuer.keys().load(&cx).await.unwrap();
            issuer.stops().read_on(&cx).await.unwrap();
            issuer.tidy(cx.now(), false);
        }
        assert_eq!(world.mails().await.len(), mails, "no mail was erased");
        world.clock.set(right.plus(MINUTE));
        issuer.stops().read_on(&cx).await.unwrap();
        issuer.keys().load(&cx).await.unwrap();
        let refused = renew(&world, &id, &token, &laptop).await;
        assert_eq!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "license.blocked");
        // A node that starts now knows it too.
        let fresh = Stops::default();
        fresh.read_on(&cx).await.unwrap();
        assert!(!fresh.allow(id.parse().unwrap(), sold.license, as_of));
        assert!(issuer.keys().in_use().unwrap().ends < right.plus(500 * DAY), "a key of the future signs nothing");
        assert!(issuer.keys().certificates().iter().all(|one| IssuingKey::verify(one, &roots()).unwrap().nbf <= cx.now().seconds()));
        unblock(&world.cx_staff(&[Role::Licensing]), sold.license, None).await.unwrap();
        world.advance(HOUR);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
    }

    /// LIC-16, LIC-20
    async fn a_block_outlives_its_stop_only_until_it_is_taken_back(world: World) {
        let shop = Shop::open(&world).await;
        let (blocked, freed) = (shop.sell(&world, 1).await, shop.sell(&world, 1).await);
        blocking(&world, blocked.license).await;
        blocking(&world, freed.license).await;
        unblock(&world.cx_staff(&[Role::Licensing]), freed.license, None).await.unwrap();
        world.advance(130 * DAY);
        world.run_jobs().await;
        let left = lease_stop::Entity::find().all(world.cx().read()).await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].license_id, left[0].kind), (Some(blocked.license), gatehouse_licenses::model::revocation::StopKind::License));
    }

    /// LIC-13, LIC-16
    async fn a_deactivated_device_gets_no_further_lease(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let path = format!("/api/v1/activations/{id}/deactivate");
        world.browser().json(Method::POST, &path, &json!({ "renew_token": token })).await.expect(StatusCode::NO_CONTENT);
        let refused = renew(&world, &id, &token, &laptop).await.expect(StatusCode::GONE);
        assert_eq!(refused.code(), "activation.deactivated");
        let again = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        assert_ne!(text(&again, "activation"), id);
        renew(&world, &text(&again, "activation"), &text(&again, "renew_token"), &laptop).await.expect(StatusCode::OK);
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::GONE);
    }

    /// LIC-16
    async fn what_was_changed_in_the_office_reaches_the_device_with_its_next_lease(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let laptop = device(1, 0);
        let first = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        world.advance(HOUR);
        tamper(&world, &sold, |row| row.seats = Set(9)).await;
        let tx = world.cx().begin().await.unwrap();
        gatehouse_licenses::actions::leases::license_changed(&world.cx(), &tx, sold.license).await.unwrap();
        tx.commit().await.unwrap();
        let next = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        assert_eq!(verified(&world, &next, &laptop).await.unwrap().lic.seats, 9);
        // At its end a license is looked up once more: it may have been extended.
        let end = stored(&world, &sold).await.ends_at.unwrap();
        world.clock.set(end.plus(-DAY));
        let last = renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
        assert_eq!(verified(&world, &last, &laptop).await.unwrap().exp, end.seconds());
        world.advance(DAY);
        assert_eq!(renew(&world, &id, &token, &laptop).await.code(), "license.expired");
        tamper(&world, &sold, |row| row.ends_at = Set(Some(end.plus(30 * DAY)))).await;
        renew(&world, &id, &token, &laptop).await.expect(StatusCode::OK);
    }

    /// LIC-16
    async fn devices_seen_are_written_down_together(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 3).await;
        let cx = world.cx();
        let mut seen = Vec::new();
        for n in 0..3 {
            let answer = activate(&world, &sold.code, &device(n, 0)).await.expect(StatusCode::CREATED);
            world.advance(MINUTE);
            let (id, token) = (text(&answer, "activation"), text(&answer, "renew_token"));
            renew(&world, &id, &token, &device(n, 0)).await.expect(StatusCode::OK);
            seen.push((id, world.cx().now()));
        }
        assert_eq!(write_seen(&cx).await.unwrap(), 3);
        assert_eq!(write_seen(&cx).await.unwrap(), 0);
        for (id, at) in seen {
            let row = activation::Entity::find_by_id(id.parse::<gatehouse_core::Uuid>().unwrap());
            assert_eq!(row.one(cx.read()).await.unwrap().unwrap().last_seen_at, at);
        }
    }

    /// LIC-10, LIC-16
    async fn a_repaired_device_keeps_its_lease_and_is_remembered_as_it_is_now(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let first = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let (id, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let refused = renew(&world, &id, &token, &device(2, 0)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.code(), "device.other");
        let next = renew(&world, &id, &token, &device(1, 2)).await.expect(StatusCode::OK);
        verified(&world, &next, &device(1, 2)).await.unwrap();
        // Parts 0 and 1 are new and known by now, so a further change of two others still fits.
        let mut later = device(1, 2);
        later[2] = device(9, 0)[2].clone();
        later[3] = device(9, 0)[3].clone();
        let found = activate(&world, &sold.code, &later).await.expect(StatusCode::OK);
        assert_eq!(text(&found, "activation"), id);
    }

    /// LIC-10
    async fn after_a_change_of_keys_old_and_new_leases_hold(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let (laptop, phone) = (device(1, 0), device(2, 0));
        let old = activate(&world, &sold.code, &laptop).await.expect(StatusCode::CREATED);
        let cx = world.cx();
        let issuer = cx.service::<LeaseIssuer>().unwrap();
        let before = issuer.keys().in_use().unwrap().current.public().kid().to_owned();
        world.advance(HOUR);
        let made = issuer.keys().rotate(&cx).await.unwrap();
        assert_eq!(issuer.keys().in_use().unwrap().current.public().kid(), before, "first every node must know it");
        world.advance(3 * MINUTE);
        assert!(issuer.keys().load(&cx).await.unwrap());
        issuer.tidy(cx.now(), true);
        assert_eq!(issuer.keys().in_use().unwrap().current.public().kid(), made);
        assert_eq!(chain(&world).await.len(), 2);
        let new = activate(&world, &sold.code, &phone).await.expect(StatusCode::CREATED);
        verified(&world, &old, &laptop).await.unwrap();
        verified(&world, &new, &phone).await.unwrap();
        let next = renew(&world, &text(&old, "activation"), &text(&old, "renew_token"), &laptop).await;
        verified(&world, &next.expect(StatusCode::OK), &laptop).await.unwrap();
        // A node without the root key uses what is stored.
        let offline = IssuingKeys::new(None);
        offline.load(&cx).await.unwrap();
        assert_eq!(offline.in_use().unwrap().current.public().kid(), made);
        assert!(offline.rotate(&cx).await.is_err());
    }

    /// LIC-10
    async fn an_issuing_key_is_changed_a_month_before_its_end(world: World) {
        let cx = world.cx();
        let keys = cx.service::<LeaseIssuer>().unwrap().keys();
        let first = keys.in_use().unwrap().current.public().kid().to_owned();
        world.advance(369 * DAY);
        assert!(!keys.load(&cx).await.unwrap());
        world.advance(2 * DAY);
        keys.load(&cx).await.unwrap();
        world.advance(3 * MINUTE);
        assert!(keys.load(&cx).await.unwrap());
        let in_use = keys.in_use().unwrap();
        assert_ne!(in_use.current.public().kid(), first);
        assert_eq!(in_use.certificates.len(), 2);
        world.advance(30 * DAY + 91 * DAY);
        keys.load(&cx).await.unwrap();
        assert_eq!(keys.in_use().unwrap().certificates.len(), 1);
    }

    /// LIC-10
    async fn keys_that_no_trusted_root_has_certified_sign_nothing(world: World) {
        let cx = world.cx();
        let foreign = RootKey::new(SigningKey::from_seed(&[8; 32]).public().clone());
        let lost = IssuingKeys::new(None).trusting([foreign.clone()]);
        assert!(lost.refuse_foreign(&cx).await.unwrap_err().to_string().contains("root.pub"));
        lost.load(&cx).await.unwrap();
        assert!(lost.in_use().is_err() && lost.certificates().is_empty());
        // A newer key by another root is passed over while an older one is right.
        world.advance(HOUR);
        IssuingKeys::new(Some(&[8; 32])).rotate(&cx).await.unwrap();
        world.advance(HOUR);
        let right = IssuingKeys::new(None).trusting(roots());
        right.refuse_foreign(&cx).await.unwrap();
        right.load(&cx).await.unwrap();
        let in_use = right.in_use().unwrap();
        assert_eq!(in_use.certificates.len(), 1);
        IssuingKey::verify(&in_use.certificates[0], &roots()).unwrap();
    }

    /// LIC-10, ALL-6
    async fn without_a_valid_issuing_key_the_portal_starts_and_only_leases_wait(world: World) {
        let mut modules = crate::modules();
        modules[2] = Box::new(Licenses::without_root());
        let keyless = World::new(world.engine, modules).await;
        let shop = Shop::open(&keyless).await;
        let sold = shop.sell(&keyless, 1).await;
        for _ in 0..2 {
            let refused = activate(&keyless, &sold.code, &device(1, 0)).await.expect(StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!((refused.code(), &refused.json()["final"]), ("service.unavailable".to_owned(), &json!(false)));
        }
        assert_eq!(stored(&keyless, &sold).await.seats_used, 0, "no seat is taken without a lease");
        for path in ["/health/ready", "/sign-in", "/api/v1/issuing-keys", "/api/v1/root-keys"] {
            keyless.browser().get(path).await.expect(StatusCode::OK);
        }

        // A node that runs past the end of its key, with the root key offline, stops signing.
        let cx = world.cx();
        let offline = IssuingKeys::new(None);
        assert!(offline.load(&cx).await.unwrap());
        offline.in_use().map(drop).unwrap();
        world.advance(401 * DAY);
        assert!(offline.load(&cx).await.unwrap());
        assert!(offline.in_use().map(drop).unwrap_err().is_busy());
        assert_eq!(offline.certificates().len(), 1, "the leases of the old key can still be verified");
    }
}
