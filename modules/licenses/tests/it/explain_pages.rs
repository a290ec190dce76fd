//! Why a device or a code is refused, on the pages of customers and staff (LIC-5, LIC-10).

use crate::clerks::clerk;
use crate::customer::add;
use crate::people::signed_in;
use crate::shop::{Shop, activate, device, stored, tamper};
use axum::http::StatusCode;
use gatehouse_core::{Moment, Uuid};
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::entity::prelude::*;
use gatehouse_licenses::tables::license_holder;
use gatehouse_testkit::both_engines;

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

both_engines! {
    /// LIC-10, LIC-6
    async fn holder_and_staff_are_told_on_a_page_what_stands_in_the_way_of_one_more_device(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        shop.give(&world, &sold, ADA).await;
        let mut ada = signed_in(&world, ADA);
        let place = format!("/licenses/{}/explain", sold.license);
        let license = ada.get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body;
        assert!(license.contains(&place), "{license}");
        let free = ada.get(&place).await.expect(StatusCode::OK).body;
        assert!(free.contains("Another device can be activated"), "{free}");
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        tamper(&world, &sold, |row| row.blocked_at = Set(Some(world.cx().now()))).await;
        let version = stored(&world, &sold).await.version;
        for (mut browser, place) in [
            (signed_in(&world, ADA), place.clone()),
            (clerk(&world), format!("/staff/licenses/{}/explain", sold.license)),
        ] {
            let page = browser.get(&place).await.expect(StatusCode::OK).body;
            // Who may see all of the license is told of everything that stands in the way.
            assert!(page.contains("The license isn’t blocked") && page.contains("A seat is free"), "{page}");
            assert!(page.matches("Not passed").count() >= 2, "{page}");
        }
        assert_eq!(stored(&world, &sold).await.version, version);
        signed_in(&world, BOB).get(&place).await.expect(StatusCode::NOT_FOUND);
    }

    /// LIC-5
    async fn a_code_that_cannot_be_added_is_explained_and_its_seller_named(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        add(&world, ADA, &sold.code).await.expect(StatusCode::SEE_OTHER);
        let full = add(&world, BOB, &sold.code).await.expect(StatusCode::CONFLICT).body;
        assert!(full.contains("The license can be in one more account") && full.contains("Not passed"), "{full}");
        assert!(full.contains("Corner Shop") && full.contains("exchange a wrong one"), "{full}");
        let other = shop.sell(&world, 1).await;
        tamper(&world, &other, |row| row.blocked_at = Set(Some(Moment(1)))).await;
        let blocked = add(&world, BOB, &other.code).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(blocked.contains("The license isn’t blocked") && blocked.contains("Not checked"), "{blocked}");
        let unknown = add(&world, BOB, &Shop::unknown_code(&world)).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(!unknown.contains("Not passed"), "{unknown}");
        let held = license_holder::Entity::find().count(world.cx().read()).await.unwrap();
        assert_eq!(held, 1);
    }
}
