//! Seats over time, expiries and sales (LIC-15).

use crate::clerks::{clerk, on_sale, order, sold, staff};
use crate::people::signed_in;
use crate::shop::{Shop, Sold, activate, device, stored, tamper, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _, QueryOrder as _, Set};
use gatehouse_licenses::actions::write_usage::WriteUsage;
use gatehouse_licenses::queries::usage::{UsageFilter, days};
use gatehouse_licenses::tables::{license_usage, usage_day};
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::json;

const ADA: Uuid = Uuid::from_u128(0xADA);
const BOB: Uuid = Uuid::from_u128(0xB0B);

/// What the job does.
async fn written(world: &World) -> bool {
    let cx = world.cx();
    let Some(mut run) = WriteUsage::begin(&cx).await.unwrap() else { return false };
    while run.part(&cx).await.unwrap() {}
    run.finish(&cx).await.unwrap();
    true
}

async fn free(world: &World, seat: &Answer) {
    let path = format!("/api/v1/activations/{}/deactivate", text(seat, "activation"));
    let body = json!({ "renew_token": text(seat, "renew_token") });
    world.browser().json(Method::POST, &path, &body).await.expect(StatusCode::NO_CONTENT);
}

async fn takes(world: &World, sold: &Sold, number: u32) -> Answer {
    activate(world, &sold.code, &device(number, 0)).await.expect(StatusCode::CREATED)
}

async fn rows(world: &World, license: Uuid) -> Vec<license_usage::Model> {
    use license_usage::{Column, Entity};
    let found = Entity::find().filter(Column::LicenseId.eq(license)).order_by_asc(Column::DayAt);
    found.all(world.cx().read()).await.unwrap()
}

both_engines! {
    /// LIC-15, LIC-16
    async fn a_job_writes_the_days_on_which_something_changed_and_missed_ones_later(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 5).await;
        shop.give(&world, &sold, ADA).await;
        let first = takes(&world, &sold, 1).await;
        world.advance(DAY);
        takes(&world, &sold, 2).await;
        takes(&world, &sold, 3).await;
        world.advance(HOUR);
        free(&world, &first).await;
        world.advance(3 * DAY);
        assert!(written(&world).await);
        let told: Vec<(i64, i64, i64)> = rows(&world, sold.license).await.iter().map(|row| (row.seats, row.used, row.most)).collect();
        assert_eq!(told, [(5, 1, 1), (5, 2, 3), (5, 2, 2)], "a day without a change has no row");
        assert!(!written(&world).await, "all days are written");
        assert_eq!(usage_day::Entity::find().all(world.cx().read()).await.unwrap().len(), 365, "as far back as rows are kept");
        world.advance(DAY);
        assert!(written(&world).await);
        assert_eq!(rows(&world, sold.license).await.len(), 3);

        let filter = UsageFilter { license: Some(sold.license), ..UsageFilter::default() };
        let shown: Vec<(i64, i64)> = days(&world.cx(), &filter).await.unwrap().iter().map(|day| (day.used, day.most)).collect();
        assert_eq!(shown, [(1, 1), (2, 3), (2, 2), (2, 2), (2, 2), (2, 2)]);
        let at = format!("/licenses/usage?license={}", sold.license);
        let page = signed_in(&world, ADA).get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("<svg") && page.contains("At most 3 of 5 seats") && page.contains("60 %"), "{page}");
        let file = signed_in(&world, ADA).get(&at.replace("usage?", "usage.csv?")).await.expect(StatusCode::OK).body;
        assert_eq!(file.lines().count(), 7, "{file}");
        let other = signed_in(&world, BOB).get(&at).await.expect(StatusCode::OK).body;
        assert!(!other.contains("<rect class=\"bar\""), "{other}");
        let seen = clerk(&world).get(&format!("/staff/usage?license={}", sold.license)).await.expect(StatusCode::OK).body;
        assert!(seen.contains("At most 3 of 5 seats"), "{seen}");
        let all = clerk(&world).get("/staff/reports").await.expect(StatusCode::OK).body;
        assert!(all.contains("2 seats of 1 licenses"), "{all}");
    }

    /// LIC-15
    async fn two_runs_at_once_or_one_that_was_broken_off_write_the_same(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 5).await;
        takes(&world, &sold, 1).await;
        world.advance(2 * DAY);
        let cx = world.cx();
        // Broken off before it said that it was done.
        let mut broken = WriteUsage::begin(&cx).await.unwrap().unwrap();
        assert!(broken.part(&cx).await.unwrap());
        drop(broken);
        let (one, other) = tokio::join!(written(&world), written(&world));
        assert!(one || other);
        assert_eq!(rows(&world, sold.license).await.len(), 1);
    }

    /// LIC-15
    async fn expiries_ahead_are_counted_by_month_and_product(world: World) {
        let shop = Shop::open(&world).await;
        for days in [10, 40, 41] {
            let sold = shop.sell(&world, 3).await;
            let ends = world.cx().now().plus(days * DAY);
            tamper(&world, &sold, |row| {
                row.ends_at = Set(Some(ends));
                row.ends_order = Set(ends.0);
                row.first_activated_at = Set(Some(ends.plus(-300 * DAY)));
            })
            .await;
        }
        world.run_jobs().await;
        let at = "/staff/reports/expiries";
        let page = clerk(&world).get(at).await.expect(StatusCode::OK).body;
        assert!(page.contains("3 licenses") && page.contains("<svg") && page.contains("Lantern"), "{page}");
        let file = clerk(&world).get(&format!("{at}.csv?product={}&sort=-licenses", shop.product)).await.expect(StatusCode::OK).body;
        let lines: Vec<&str> = file.lines().collect();
        assert!(lines[1].ends_with("Lantern,2,6") || lines[1].ends_with("Lantern,1,3"), "{file}");
        staff(&world, "support").get(at).await.expect(StatusCode::OK);
    }

    /// LIC-15, ALL-8
    async fn sales_are_added_up_by_product_edition_seller_and_month_for_clerks_alone(world: World) {
        on_sale(&world).await;
        let buyer = order(&world, "SHOP-1", "", "").await;
        sold(&world, buyer, "3").await;
        world.advance(40 * DAY);
        let later = order(&world, "SHOP-2", "", "").await;
        sold(&world, later, "2").await;
        let at = "/staff/reports/sales";
        let page = clerk(&world).get(at).await.expect(StatusCode::OK).body;
        assert!(page.contains("5 licenses") && page.contains("<svg") && page.contains(">Beacon<"), "{page}");
        for (query, rows) in [("by=product", vec!["Beacon,5,15"]), ("by=edition", vec!["Beacon Professional,5,15"]),
            ("by=month&sort=name", vec!["2026-11,3,9", "2026-12,2,6"]), ("by=seller", vec!["No seller named,5,15"]), ("kind=trial", vec![])] {
            let file = clerk(&world).get(&format!("{at}.csv?{query}")).await.expect(StatusCode::OK).body;
            assert_eq!(file.lines().skip(1).collect::<Vec<_>>(), rows, "{query}");
        }
        staff(&world, "support").get(at).await.expect(StatusCode::FORBIDDEN);
        assert!(!staff(&world, "support").get("/staff/reports").await.expect(StatusCode::OK).body.contains(at));
    }

    /// LIC-13, LIC-15
    async fn what_a_device_writes_is_not_more_than_before(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 5).await;
        takes(&world, &sold, 1).await;
        assert_eq!(rows(&world, sold.license).await, []);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
    }
}
