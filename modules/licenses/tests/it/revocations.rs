//! Revocation lists (LIC-20): made by the server, verified as a product does it.

use crate::shop::{Shop, Sold, activate, device, renew, text};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions::product::{ProductEntry, change};
use gatehouse_core::{DAY, MINUTE, Role, SECOND};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_formats::{Lease, RevocationList, RootKey, SigningKey};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::publish_revocation_list::publish_revocation_list;
use gatehouse_licenses::actions::unblock::unblock;
use gatehouse_licenses::tables::revocation_list;
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::json;

const PLACE: &str = "/api/v1/revocation-lists/lantern";

fn roots() -> Vec<RootKey> {
    vec![RootKey::new(SigningKey::from_seed(&crate::ROOT).public().clone())]
}

/// What a product reads in the answer.
fn opened(answer: &Answer) -> RevocationList {
    let chain: Vec<String> = serde_json::from_value(answer.json()["issuing_keys"].clone()).unwrap();
    RevocationList::open(&text(answer, "revocation_list"), &chain, &roots(), "lantern").unwrap()
}

/// The next list: what happened is in it two minutes later at the latest.
async fn next(world: &World) -> RevocationList {
    world.advance(2 * MINUTE);
    world.run_jobs().await;
    opened(&world.browser().get(PLACE).await.expect(StatusCode::OK))
}

async fn lease(world: &World, answer: &Answer) -> Lease {
    let keys = world.browser().get("/api/v1/issuing-keys").await;
    let chain: Vec<String> = serde_json::from_value(keys.json()["keys"].clone()).unwrap();
    Lease::open(&text(answer, "lease"), &chain, &roots()).unwrap()
}

async fn blocked(world: &World, sold: &Sold, from: &str) {
    let from = (!from.is_empty()).then(|| from.to_owned());
    let input = Block { license: sold.license, reason: "compromised".into(), from, ..Block::default() };
    block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
}

both_engines! {
    /// LIC-20
    async fn a_blocked_license_is_in_the_list_while_its_leases_can_run_and_not_after_it_is_unblocked(world: World) {
        let shop = Shop::open(&world).await;
        let (bad, good) = (shop.sell(&world, 2).await, shop.sell(&world, 2).await);
        let stolen = lease(&world, &activate(&world, &bad.code, &device(1, 0)).await).await;
        let second = lease(&world, &activate(&world, &bad.code, &device(2, 0)).await).await;
        let honest = lease(&world, &activate(&world, &good.code, &device(3, 0)).await).await;
        let first = next(&world).await;
        assert_eq!((first.seq, first.revoked.len()), (1, 0), "an empty list says that nothing is revoked");
        blocked(&world, &bad, "").await;
        let list = next(&world).await;
        assert_eq!((list.seq, list.revoked.len()), (2, 2));
        assert!(list.revokes(&stolen) && list.revokes(&second) && !list.revokes(&honest));
        assert_eq!((list.iat, list.next_update), (world.cx().now().seconds(), world.cx().now().plus(2 * DAY).seconds()));
        unblock(&world.cx_staff(&[Role::Licensing]), bad.license, None).await.unwrap();
        let list = next(&world).await;
        assert_eq!((list.seq, list.revoked.len()), (3, 0));
    }

    /// LIC-20
    async fn a_lease_that_is_signed_after_a_list_is_not_spoken_of_by_it(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let first = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        blocked(&world, &sold, "").await;
        // All within one minute: the list, the end of the block, and the next leases.
        world.advance(2 * MINUTE + 20 * SECOND);
        world.run_jobs().await;
        let list = opened(&world.browser().get(PLACE).await.expect(StatusCode::OK));
        assert_eq!((list.revoked.len(), list.iat % 60), (1, 20));
        world.advance(10 * SECOND);
        unblock(&world.cx_staff(&[Role::Licensing]), sold.license, None).await.unwrap();
        let (seat, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let again = renew(&world, &seat, &token, &device(1, 0)).await.expect(StatusCode::OK);
        let entered = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::OK);
        for answer in [again, entered] {
            let lease = lease(&world, &answer).await;
            assert!(!list.revokes(&lease) && lease.iat > list.iat && lease.nbf <= world.cx().now().seconds());
        }
    }

    /// LIC-20
    async fn a_dated_block_is_in_the_list_from_its_date_on(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let lease = lease(&world, &activate(&world, &sold.code, &device(1, 0)).await).await;
        blocked(&world, &sold, &world.cx().now().plus(DAY).rfc3339()).await;
        assert!(!next(&world).await.revokes(&lease));
        world.advance(DAY);
        world.run_jobs().await;
        assert!(next(&world).await.revokes(&lease));
    }

    /// LIC-13, LIC-20
    async fn a_freed_seat_is_in_the_list_until_its_lease_has_ended_whoever_freed_it(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 2).await;
        let lost = activate(&world, &sold.code, &device(1, 0)).await;
        let given = activate(&world, &sold.code, &device(2, 0)).await;
        let (lost_lease, given_lease) = (lease(&world, &lost).await, lease(&world, &given).await);
        let id = text(&lost, "activation").parse().unwrap();
        let input = DeactivateAsStaff { license: sold.license, activation: id, is_confirmed: true };
        assert!(deactivate_as_staff(&world.cx_staff(&[Role::Licensing]), input).await.unwrap());
        let place = format!("/api/v1/activations/{}/deactivate", text(&given, "activation"));
        let body = json!({ "renew_token": text(&given, "renew_token") });
        world.browser().json(Method::POST, &place, &body).await.expect(StatusCode::NO_CONTENT);
        let list = next(&world).await;
        assert!(list.revokes(&lost_lease) && list.revokes(&given_lease));
        let again = lease(&world, &activate(&world, &sold.code, &device(1, 0)).await).await;
        assert!(!next(&world).await.revokes(&again), "the same device with a new seat is welcome");
        world.advance(14 * DAY);
        let list = next(&world).await;
        assert!(list.revokes(&lost_lease) && !list.revokes(&given_lease), "leases run 14 days here");
        world.advance(78 * DAY);
        assert_eq!(next(&world).await.revoked.len(), 0, "no lease of then can still run");
    }

    /// LIC-13, LIC-20
    async fn a_seat_given_back_is_in_the_list_for_the_lease_it_had_though_leases_are_shorter_by_then(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let leases_of = async |days: &str| {
            let (code, name) = ("lantern".into(), "Lantern".into());
            let entry = ProductEntry { code, name, lease_days: days.into(), ..ProductEntry::default() };
            change(&world.cx_staff(&[Role::Licensing]), shop.product, None, &entry).await.unwrap();
            shop.follow(&world).await;
        };
        leases_of("90").await;
        let given = activate(&world, &sold.code, &device(1, 0)).await;
        let given_lease = lease(&world, &given).await;
        leases_of("7").await;
        let place = format!("/api/v1/activations/{}/deactivate", text(&given, "activation"));
        let body = json!({ "renew_token": text(&given, "renew_token") });
        world.browser().json(Method::POST, &place, &body).await.expect(StatusCode::NO_CONTENT);
        for days in [8, 81] {
            world.advance(days * DAY);
            assert!(next(&world).await.revokes(&given_lease), "its lease runs on");
        }
        world.advance(DAY);
        let list = next(&world).await;
        assert!(given_lease.exp < list.iat && !list.revokes(&given_lease));
    }

    /// LIC-20
    async fn a_list_keeps_its_number_until_something_changes_and_is_made_anew_every_day(world: World) {
        let shop = Shop::open(&world).await;
        world.browser().get(PLACE).await.expect(StatusCode::NOT_FOUND);
        let list = next(&world).await;
        let sold = shop.sell(&world, 1).await;
        let answer = activate(&world, &sold.code, &device(1, 0)).await;
        let seat = text(&answer, "activation");
        renew(&world, &seat, &text(&answer, "renew_token"), &device(1, 0)).await.expect(StatusCode::OK);
        assert_eq!(next(&world).await, list, "seats and renewals change nothing");
        let tag = world.browser().get(PLACE).await.headers["etag"].to_str().unwrap().to_owned();
        let unchanged = world.browser().header("if-none-match", &tag).get(PLACE).await.expect(StatusCode::NOT_MODIFIED);
        assert!(unchanged.body.is_empty());
        world.advance(DAY);
        let renewed = next(&world).await;
        assert!(renewed.seq == 2 && renewed.iat >= list.iat + 86_400);
        world.browser().header("if-none-match", &tag).get(PLACE).await.expect(StatusCode::OK);
        world.browser().get("/api/v1/revocation-lists/unknown").await.expect(StatusCode::NOT_FOUND);
        world.browser().get("/api/v1/revocation-lists/%01%F0%9F%94%A6'").await.expect(StatusCode::NOT_FOUND);
    }

    /// LIC-20, ALL-6
    async fn a_clock_that_was_ahead_for_a_while_keeps_no_block_from_the_list(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let first = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        let early = lease(&world, &first).await;
        let before = next(&world).await;
        let right = world.cx().now();
        world.clock.set(right.plus(20 * DAY));
        world.run_jobs().await;
        let ahead = opened(&world.browser().get(PLACE).await.expect(StatusCode::OK));
        assert_eq!((before.seq, ahead.seq, ahead.iat), (1, 2, right.plus(20 * DAY).seconds()));
        world.clock.set(right);
        blocked(&world, &sold, "").await;
        let list = next(&world).await;
        assert!(list.revokes(&early), "what was blocked since is in it");
        assert_eq!((list.seq, list.iat), (3, world.cx().now().seconds()), "the number goes on upward");
        // No lease is dated before the list that is in force now, whatever was signed while the clock was ahead.
        world.advance(10 * SECOND);
        unblock(&world.cx_staff(&[Role::Licensing]), sold.license, None).await.unwrap();
        let (seat, token) = (text(&first, "activation"), text(&first, "renew_token"));
        let again = renew(&world, &seat, &token, &device(1, 0)).await.expect(StatusCode::OK);
        assert!(!list.revokes(&lease(&world, &again).await));
        // Then all is as ever: what is taken back is in the next list, which stays.
        assert_eq!(next(&world).await.seq, 4);
        assert_eq!(next(&world).await.seq, 4);
    }

    /// LIC-20
    async fn nodes_that_publish_at_the_same_moment_make_one_list(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        activate(&world, &sold.code, &device(1, 0)).await;
        for round in 1..=5 {
            if round % 2 == 0 {
                blocked(&world, &sold, "").await;
            } else if round > 1 {
                unblock(&world.cx_staff(&[Role::Licensing]), sold.license, None).await.unwrap();
            }
            let (first, second) = (world.cx(), world.cx());
            let (a, b) = tokio::join!(
                publish_revocation_list(&first, shop.product),
                publish_revocation_list(&second, shop.product)
            );
            assert!(u8::from(a.unwrap()) + u8::from(b.unwrap()) == 1, "round {round}");
            let list = opened(&world.browser().get(PLACE).await);
            assert_eq!((list.seq, list.revoked.len()), (round, usize::from(round % 2 == 0)));
        }
        assert_eq!(revocation_list::Entity::find().count(world.cx().read()).await.unwrap(), 1);
    }

    /// LIC-20, ALL-8
    async fn staff_see_the_number_and_the_date_of_the_list(world: World) {
        let shop = Shop::open(&world).await;
        let page = format!("/staff/catalog/{}", shop.product);
        let mut clerk = crate::clerks::clerk(&world);
        assert!(clerk.get(&page).await.body.contains("Ready within two minutes"));
        next(&world).await;
        for (lang, words) in [("en", "No. 1 of"), ("ja", "第 1 号"), ("ru", "№\u{a0}1 от")] {
            clerk = clerk.header("accept-language", lang);
            let shown = clerk.get(&page).await;
            // The whole address: staff pages may be under another name, which has no API.
            let link = format!("\"{}{PLACE}\"", world.app.settings.origin);
            assert!(shown.body.contains(words) && shown.body.contains(&link), "{words}: {}", shown.body);
        }
    }
}
