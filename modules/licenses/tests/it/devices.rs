//! The devices of a license: more of them than a page shows, and of nobody any more (LIC-6, LIC-7, LIC-13).

use crate::clerks::clerk;
use crate::people::signed_in;
use crate::shop::{Shop, Sold, activate, device, stored, tamper, text};
use axum::http::StatusCode;
use gatehouse_core::{DAY, Moment, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::{EntityTrait, IntoActiveModel};
use gatehouse_licenses::actions::remove_license::{RemoveLicense, remove_license};
use gatehouse_licenses::model::transfer::FreedBy;
use gatehouse_licenses::queries::devices::devices;
use gatehouse_licenses::tables::activation;
use gatehouse_testkit::{Browser, World, both_engines};

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

/// Devices activated one after another; freed ones gave their seat back. Answers their ids, the oldest first.
async fn activated(world: &World, sold: &Sold, from: u32, count: u32, freed: bool) -> Vec<Uuid> {
    let cx = world.cx();
    let rows: Vec<activation::Model> = (from..from + count)
        .map(|n| activation::Model {
            id: cx.id(),
            code_id: None,
            license_id: sold.license,
            device_lookup: n.to_be_bytes().repeat(8),
            fingerprint_sealed: Vec::new(),
            components: "[]".into(),
            pepper_version: 0,
            device_name_sealed: None,
            given_name_sealed: None,
            platform: "linux".into(),
            application: None,
            product_version: None,
            activated_at: cx.now().plus(i64::from(n)),
            last_seen_at: cx.now(),
            deactivated_at: freed.then_some(cx.now()),
            deactivated_by: freed.then_some(FreedBy::Product),
            counts_until: None,
            lease_until: None,
            exchanges_until: Moment(0),
            lease_days: 14,
        })
        .collect();
    let ids = rows.iter().map(|row| row.id).collect();
    let tx = cx.begin().await.unwrap();
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    activation::Entity::insert_many::<activation::ActiveModel, _>(rows).exec_without_returning(&*tx).await.unwrap();
    tx.commit().await.unwrap();
    if !freed {
        let used = stored(world, sold).await.seats_used;
        tamper(world, sold, |row| row.seats_used = Set(used + i64::from(count))).await;
    }
    ids
}

/// Follows "show more" from a page until it names this device.
async fn shows(browser: &mut Browser, path: &str, device: Uuid) -> bool {
    let mut next = path.to_owned();
    for _ in 0..9 {
        let page = browser.get(&next).await.expect(StatusCode::OK);
        if page.body.contains(&format!("/devices/{device}/deactivate")) {
            return true;
        }
        // The links of the languages name the same page again.
        let start = format!("href=\"{path}?after=");
        let links = page.body.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
        let Some(cursor) = links.into_iter().find(|cursor| !cursor.contains("lang=")) else { return false };
        next = format!("{path}?after={cursor}");
    }
    false
}

both_engines! {
    /// LIC-6, LIC-13
    async fn the_oldest_of_many_devices_is_found_and_freed_by_its_owner_and_by_a_clerk(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 500).await;
        shop.give(&world, &sold, ADA).await;
        let live = activated(&world, &sold, 0, 230, false).await;
        activated(&world, &sold, 1_000, 230, true).await;

        let mut ada = signed_in(&world, ADA);
        let path = format!("/licenses/{}", sold.license);
        assert!(shows(&mut ada, &path, live[0]).await);
        ada.post(&format!("{path}/devices/{}/deactivate", live[0]), &[]).await.expect(StatusCode::SEE_OTHER);

        let mut clerk = clerk(&world);
        let path = format!("/staff/licenses/{}", sold.license);
        assert!(shows(&mut clerk, &path, live[1]).await);
        assert!(!shows(&mut clerk, &path, live[0]).await, "it is freed");
        let free = format!("{path}/devices/{}/deactivate", live[1]);
        clerk.get(&free).await.expect(StatusCode::OK);
        let unticked = clerk.post(&free, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unticked.body.contains("Check the box first"));
        assert_eq!(stored(&world, &sold).await.seats_used, 229);
        clerk.post(&free, &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(stored(&world, &sold).await.seats_used, 228);
        clerk.get(&free).await.expect(StatusCode::NOT_FOUND);
    }

    /// LIC-13
    async fn every_device_is_listed_once_and_those_with_a_seat_come_first(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 500).await;
        world.advance(DAY);
        let live = activated(&world, &sold, 0, 150, false).await;
        let freed = activated(&world, &sold, 1_000, 120, true).await;
        let cx = world.cx();
        let license = stored(&world, &sold).await;
        let list = || gatehouse_db::ListKey::new(&cx.app.keys, "devices");
        let (mut seen, mut request) = (Vec::new(), PageRequest::open(list(), None, None, 0).unwrap());
        loop {
            let page = devices(&cx, &license, &request).await.unwrap();
            seen.extend(page.items.iter().map(|device| device.row.id));
            let Some(next) = page.next else { break };
            request = PageRequest::open(list(), Some(&next), None, 0).unwrap();
        }
        let expected: Vec<Uuid> = live.iter().rev().chain(freed.iter().rev()).copied().collect();
        assert_eq!(seen, expected);
    }

    /// LIC-7
    async fn when_the_last_two_holders_leave_at_once_the_names_of_the_devices_go(world: World) {
        let shop = Shop::open(&world).await;
        for round in 0..8 {
            let sold = shop.sell(&world, 2).await;
            for account in [ADA, BOB] {
                shop.give(&world, &sold, account).await;
            }
            let taken = activate(&world, &sold.code, &device(round, 0)).await.expect(StatusCode::CREATED);
            let seat: Uuid = text(&taken, "activation").parse().unwrap();
            let (ada, bob) = (world.cx_of(ADA), world.cx_of(BOB));
            let input = RemoveLicense { license: sold.license, agreed: true };
            let (one, two) = tokio::join!(remove_license(&ada, input), remove_license(&bob, input));
            one.unwrap();
            two.unwrap();
            let row = activation::Entity::find_by_id(seat).one(world.cx().read()).await.unwrap().unwrap();
            assert_eq!(row.device_name_sealed, None, "round {round}");
        }
    }
}
