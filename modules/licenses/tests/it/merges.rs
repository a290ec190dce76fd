//! Several codes become one (LIC-19).

use crate::clerks::{ALL_SCOPES, program};
use crate::life::{ADA, by_id, code_of, fresh, running, together, why};
use crate::people::signed_in;
use crate::shop::{Shop, activate, device, renew, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, Uuid};
use gatehouse_licenses::actions::merge::{Merge, merge, preview};
use gatehouse_licenses::actions::undo_merge::undo_merge;
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::model::life_refusal::LifeRefusal;
use gatehouse_testkit::both_engines;
use serde_json::json;

both_engines! {
    /// LIC-19
    async fn codes_become_one_at_renewal_with_all_their_seat_days_and_it_can_be_undone_until_the_new_code_is_used(world: World) {
        let shop = Shop::open(&world).await;
        let (a, b) = (running(&world, &shop, 5, 100).await, running(&world, &shop, 10, 10).await);
        let renewal = fresh(&world, &shop, 15).await;
        let seat = activate(&world, &a.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &b.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        let ada = world.cx_of(ADA);
        let only = Merge { renewal: None, ..together(&[&a, &b], &renewal) };
        assert_eq!(why(merge(&ada, Behalf::Own, &only).await), LifeRefusal::OnlyAtRenewal);
        assert_eq!(why(merge(&ada, Behalf::Own, &together(&[&a], &b)).await), LifeRefusal::OnlyAtRenewal);
        let input = together(&[&a, &b], &renewal);
        let seen = preview(&ada, Behalf::Own, &input).await.unwrap();
        assert_eq!((seen.seats, seen.devices, seen.ends), (15, 2, ada.now().plus(405 * DAY)));
        assert_eq!((seen.seat_days_in(), seen.seat_days_out(ada.now())), (6_075, 6_075));
        assert_eq!(stored(&world, &a).await.superseded_at, None, "a preview changes nothing");

        let made = merge(&ada, Behalf::Own, &input).await.unwrap();
        assert_eq!(merge(&ada, Behalf::Own, &input).await.unwrap(), made, "asked again");
        let row = by_id(&world, made).await;
        assert_eq!((row.seats, row.seats_used, row.ends_at), (15, 2, Some(seen.ends)));
        assert_eq!(status(&stored(&world, &a).await, ada.now()), Status::Superseded);
        assert_eq!(activate(&world, &a.code, &device(3, 0)).await.code(), "license.merged");
        let page = signed_in(&world, ADA).get(&format!("/licenses/{}", a.license)).await.expect(StatusCode::OK);
        assert!(page.body.contains("Now part of license"), "{}", page.body);
        let page = signed_in(&world, ADA).get(&format!("/licenses/{made}")).await.expect(StatusCode::OK);
        assert!(page.body.contains("You can still undo the merge"), "{}", page.body);

        let code = code_of(&world, made).await;
        undo_merge(&ada, Behalf::Own, made).await.unwrap();
        assert_eq!(activate(&world, &code, &device(3, 0)).await.code(), "license.merged");
        activate(&world, &a.code, &device(3, 0)).await.expect(StatusCode::CREATED);
        renew(&world, &text(&seat, "activation"), &text(&seat, "renew_token"), &device(1, 0)).await.expect(StatusCode::OK);
        assert_eq!(stored(&world, &renewal).await.superseded_at, None);
        assert_eq!(why(undo_merge(&world.cx(), Behalf::Own, made).await), LifeRefusal::NotMerged);

        let made = merge(&ada, Behalf::Own, &input).await.unwrap();
        assert_eq!(by_id(&world, made).await.seats_used, 3);
        let code = code_of(&world, made).await;
        activate(&world, &code, &device(1, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(by_id(&world, made).await.seats_used, 3, "its seat moved");
        let gone = renew(&world, &text(&seat, "activation"), &text(&seat, "renew_token"), &device(1, 0)).await;
        assert_eq!(gone.code(), "activation.deactivated");
        assert_eq!(why(undo_merge(&ada, Behalf::Own, made).await), LifeRefusal::MergeInUse);
    }

    /// LIC-5, LIC-19
    async fn who_shares_one_license_does_not_get_the_others_by_a_merge(world: World) {
        let shop = Shop::open(&world).await;
        let (a, b, renewal) = (running(&world, &shop, 2, 9).await, running(&world, &shop, 2, 9).await, fresh(&world, &shop, 4).await);
        let bob = Uuid::from_u128(0xB0B);
        shop.give(&world, &a, bob).await;
        let input = together(&[&a, &b], &renewal);
        assert_eq!(why(merge(&world.cx_of(ADA), Behalf::Own, &input).await), LifeRefusal::OtherCustomer);
        assert_eq!(why(merge(&world.cx_of(bob), Behalf::Own, &input).await), LifeRefusal::NotHere);
        for sold in [&b, &renewal] {
            shop.give(&world, sold, bob).await;
        }
        let made = merge(&world.cx_of(ADA), Behalf::Own, &input).await.unwrap();
        assert_eq!(merge(&world.cx_of(bob), Behalf::Own, &input).await.unwrap(), made, "asked again");
    }

    /// LIC-10, LIC-19
    async fn devices_of_merged_licenses_count_until_they_move_or_are_deactivated(world: World) {
        let shop = Shop::open(&world).await;
        let (a, renewal) = (running(&world, &shop, 2, 50).await, fresh(&world, &shop, 2).await);
        let old = activate(&world, &a.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &a.code, &device(2, 0)).await.expect(StatusCode::CREATED);
        let ada = world.cx_of(ADA);
        let made = merge(&ada, Behalf::Own, &together(&[&a], &renewal)).await.unwrap();
        let code = code_of(&world, made).await;
        assert_eq!(activate(&world, &code, &device(3, 0)).await.code(), "license.no_seat_free");
        let path = format!("/api/v1/activations/{}/deactivate", text(&old, "activation"));
        let body = json!({ "renew_token": text(&old, "renew_token") });
        world.browser().json(Method::POST, &path, &body).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(by_id(&world, made).await.seats_used, 1);
        activate(&world, &code, &device(3, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &code, &device(2, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(by_id(&world, made).await.seats_used, 2);
        assert_eq!(activate(&world, &code, &device(1, 0)).await.code(), "license.no_seat_free");
        let few = fresh(&world, &shop, 1).await;
        let input = Merge { licenses: vec![made], renewal: Some(few.license) };
        assert_eq!(why(merge(&ada, Behalf::Own, &input).await), LifeRefusal::DevicesInUse { devices: 2, seats: 1 });
    }

    /// LIC-19, ALL-7
    async fn programs_see_a_merge_in_advance_make_it_and_undo_it(world: World) {
        let shop = Shop::open(&world).await;
        let (a, renewal) = (running(&world, &shop, 5, 100).await, fresh(&world, &shop, 10).await);
        let mut api = program(&world, ALL_SCOPES);
        let asked = format!("/api/v1/merges/preview?licenses={}&renewal={}", a.license, renewal.license);
        let seen = api.get(&asked).await.expect(StatusCode::OK).json();
        assert_eq!((seen["seats"].as_i64(), seen["rule"].as_str()), (Some(10), Some("seat_days")));
        let body = json!({"licenses": [a.license], "renewal": renewal.license});
        let made = api.json(Method::POST, "/api/v1/merges", &body).await.expect(StatusCode::OK).json();
        assert_eq!(made["status"], "not_activated");
        let undo = format!("/api/v1/licenses/{}/undo-merge", made["id"].as_str().unwrap());
        assert_eq!(api.json(Method::POST, &undo, &json!({})).await.expect(StatusCode::OK).json()["status"], "superseded");
        let only = json!({"licenses": [a.license]});
        let refused = api.json(Method::POST, "/api/v1/merges", &only).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused.code(), "license.merge_only_at_renewal");
        let top_up = format!("/api/v1/licenses/{}/top-up", a.license);
        let more = json!({"seats": 2, "line": "L/1"});
        for _ in 0..2 {
            assert_eq!(api.json(Method::POST, &top_up, &more).await.expect(StatusCode::OK).json()["seats"], 7);
        }
    }

    /// LIC-19
    async fn a_merge_on_the_pages_is_chosen_seen_confirmed_and_undone(world: World) {
        let shop = Shop::open(&world).await;
        let (a, b) = (running(&world, &shop, 1, 100).await, running(&world, &shop, 1, 10).await);
        let mut ada = signed_in(&world, ADA);
        let page = format!("/licenses/{}/merge", a.license);
        let none = ada.get(&page).await.expect(StatusCode::OK).body;
        assert!(none.contains("only when you renew"), "{none}");
        let renewal = fresh(&world, &shop, 2).await;
        let chosen = ada.get(&page).await.expect(StatusCode::OK).body;
        assert!(chosen.contains(&a.license.to_string()) && chosen.contains(&renewal.license.to_string()), "{chosen}");
        let [a, b, renewal] = [&a, &b, &renewal].map(|sold| sold.license.to_string());
        let fields = [("licenses", a.as_str()), ("licenses", b.as_str()), ("renewal", renewal.as_str())];
        let seen = ada.post(&page, &fields).await.expect(StatusCode::OK).body;
        assert!(seen.contains("840") && seen.contains("Merge now"), "{seen}");
        let sure: Vec<_> = fields.into_iter().chain([("step", "confirm")]).collect();
        let made = ada.post(&page, &sure).await.expect(StatusCode::SEE_OTHER).location();
        let undo = format!("{made}/merge/undo");
        ada.get(&undo).await.expect(StatusCode::OK);
        ada.post(&undo, &[]).await.expect(StatusCode::SEE_OTHER);
        ada.get(&made).await.expect(StatusCode::NOT_FOUND);
        let mut other = signed_in(&world, Uuid::from_u128(0xB0B));
        other.get(&page).await.expect(StatusCode::NOT_FOUND);
    }
}
