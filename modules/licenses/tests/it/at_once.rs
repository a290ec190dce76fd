//! Writes that come twice at the same moment, from two nodes or from one that asks again too early: each is done once (ALL-7, LIC-8, LIC-19,
//! LIC-21, ACC-16).

use crate::blocks::account;
use crate::life::{code_of, fresh, more, running, together};
use crate::renewals::ending;
use crate::shop::{Shop, Sold, activate, device, log, stored};
use axum::http::{Method, StatusCode};
use futures::future::join_all;
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_core::{DAY, Lang};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_licenses::actions::merge::merge;
use gatehouse_licenses::actions::reserve::add_reserve;
use gatehouse_licenses::actions::switch_auto_renewal::{SwitchAutoRenewal, switch_auto_renewal};
use gatehouse_licenses::actions::tell_of_ends::tell_of_ends;
use gatehouse_licenses::actions::top_up::top_up;
use gatehouse_licenses::mails::license_expires;
use gatehouse_licenses::model::auto_renewal::Wish;
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::tables::{auto_renewal_consent, expiry_notice, license_code};
use gatehouse_testkit::{World, both_engines, program};
use serde_json::{Value, json};

/// The same request five times at once: each is answered with yes, because it was done.
async fn five_times(world: &World, path: &str, body: &Value) {
    let one = async || {
        let mut api = program(world, "licenses:write").header("idempotency-key", "once-1");
        api.json(Method::POST, path, body).await
    };
    for answer in join_all((0..5).map(|_| one())).await {
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    }
}

async fn codes(world: &World, sold: &Sold) -> u64 {
    let codes = license_code::Entity::find().filter(license_code::Column::LicenseId.eq(sold.license));
    codes.count(world.cx().read()).await.unwrap()
}

async fn mails(world: &World, kind: &str) -> usize {
    world.mails().await.iter().filter(|mail| mail.kind == kind).count()
}

both_engines! {
    /// ALL-7, LIC-19
    async fn a_merge_that_is_undone_five_times_at_once_is_undone_once_and_told_to_all(world: World) {
        let shop = Shop::open(&world).await;
        let (a, new) = (running(&world, &shop, 2, 40).await, fresh(&world, &shop, 2).await);
        let made = merge(&world.cx(), Behalf::Own, &together(&[&a], &new)).await.unwrap();
        five_times(&world, &format!("/api/v1/licenses/{made}/undo-merge"), &json!({})).await;
        assert_eq!(log(&world, a.license, "license.merge_undone").await, 1);
        assert!(stored(&world, &a).await.superseded_at.is_none());
    }

    /// ALL-7, LIC-20, LIC-21
    async fn a_block_its_end_and_a_new_code_asked_for_five_times_at_once_are_made_once(world: World) {
        let shop = Shop::open(&world).await;
        let sold = running(&world, &shop, 2, 40).await;
        let of = |what: &str| format!("/api/v1/licenses/{}/{what}", sold.license);
        five_times(&world, &of("block"), &json!({"reason": "over_use"})).await;
        five_times(&world, &of("unblock"), &json!({})).await;
        let before = codes(&world, &sold).await;
        five_times(&world, &of("reissue"), &json!({"devices": "keep", "transition_days": 7})).await;
        assert_eq!(codes(&world, &sold).await, before + 1);
        for kind in ["license.blocked", "license.unblocked", "license.code_reissued"] {
            assert_eq!(log(&world, sold.license, kind).await, 1, "{kind}");
        }
        let row = stored(&world, &sold).await;
        assert_eq!((row.blocked_at, row.block_from, row.seats), (None, None, 2));
    }

    /// LIC-19
    async fn devices_and_the_job_that_meet_at_the_end_let_the_reserve_take_over_once(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, reserve) = (running(&world, &shop, 2, 5).await, fresh(&world, &shop, 3).await);
        for n in 0..2 {
            activate(&world, &sold.code, &device(n, 0)).await.expect(StatusCode::CREATED);
        }
        add_reserve(&world.cx(), Behalf::Own, sold.license, reserve.license).await.unwrap();
        let end = stored(&world, &sold).await.ends_at.unwrap();
        world.advance(5 * DAY);
        let devices = [device(0, 0), device(1, 0)];
        let ask = async |parts: &[String]| activate(&world, &sold.code, parts).await;
        tokio::join!(world.run_jobs(), ask(&devices[0]), ask(&devices[1]), world.run_jobs());
        world.run_jobs().await;
        assert_eq!(log(&world, sold.license, "license.reserve_took_over").await, 1);
        let row = stored(&world, &sold).await;
        assert_eq!((row.seats, row.seats_used), (3, 2));
        assert!(row.ends_at.unwrap() > end);
        assert!(stored(&world, &reserve).await.reserve_for.is_none());
    }

    /// LIC-8
    async fn a_wish_that_is_sent_twice_at_once_is_one_wish_one_consent_and_one_mail(world: World) {
        let shop = Shop::open(&world).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        let sold = ending(&world, &shop, ada, 100).await;
        let (cx, input) = (world.cx_of(ada), SwitchAutoRenewal { behalf: Behalf::Own, license: sold.license, wish: Wish::On, is_agreed: true });
        for outcome in join_all((0..3).map(|_| switch_auto_renewal(&cx, input))).await {
            outcome.unwrap();
        }
        assert_eq!(mails(&world, "licenses.renewal_switched").await, 1);
        assert_eq!(auto_renewal_consent::Entity::find().count(cx.read()).await.unwrap(), 1);
    }

    /// ACC-16
    async fn of_two_nodes_that_look_for_ends_at_once_one_tells(world: World) {
        let shop = Shop::open(&world).await;
        let ada = account(&world, "ada@example.com", Lang::En).await;
        choose_notifications(&world.cx_of(ada), &[license_expires::NOTIFICATION]).await.unwrap();
        for _ in 0..2 {
            ending(&world, &shop, ada, 7).await;
        }
        let cx = world.cx();
        for step in 1..=2 {
            let looks = join_all((0..4).map(|_| tell_of_ends(&cx, std::slice::from_ref(&ada)))).await;
            let told: u64 = looks.into_iter().map(Result::unwrap).sum();
            assert_eq!((told, mails(&world, "licenses.expires").await), (1, step), "one mail of both licenses");
            world.advance(6 * DAY);
        }
        assert_eq!(expiry_notice::Entity::find().count(cx.read()).await.unwrap(), 4);
    }

    /// LIC-10, LIC-18
    async fn seats_that_are_added_while_devices_come_are_never_exceeded(world: World) {
        let shop = Shop::open(&world).await;
        let sold = fresh(&world, &shop, 1).await;
        let cx = world.cx();
        let grown = more(&sold, "2", "30", "ORD-7/1");
        let devices: Vec<_> = (0..6).map(|n| device(n, 0)).collect();
        let come = join_all(devices.iter().map(|parts| activate(&world, &sold.code, parts)));
        let (added, _) = tokio::join!(top_up(&cx, &grown), come);
        added.unwrap();
        let code = code_of(&world, sold.license).await;
        join_all(devices.iter().map(|parts| activate(&world, &code, parts))).await;
        let row = stored(&world, &sold).await;
        assert_eq!((row.seats, row.seats_used), (3, 3));
    }
}
