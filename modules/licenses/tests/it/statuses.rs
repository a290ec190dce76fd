//! The stored status of a license: what lists by status walk, and never another than the dates say.

use crate::shop::{Shop, Sold, activate, device, stored, tamper};
use axum::http::StatusCode;
use gatehouse_context::{May, Seen};
use gatehouse_core::{DAY, HOUR, Role};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::ActiveValue::Set;
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::unblock::unblock;
use gatehouse_licenses::model::license::{NO_END, Status, status};
use gatehouse_licenses::queries::Sorting;
use gatehouse_licenses::queries::licenses::{LicenseColumn, LicenseFilter, licenses};
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{World, both_engines};

/// Every list by status holds exactly the licenses of that status, in each order and across pages.
async fn lists_are_right(world: &World, what: &str) {
    let cx = world.cx_staff(&[Role::Licensing]);
    let all = license::Entity::find().all(world.app.db.reader()).await.unwrap();
    for wanted in Status::ALL {
        let mut expected: Vec<_> = all.iter().filter(|row| status(row, cx.now()) == wanted).map(|row| row.id).collect();
        expected.sort();
        for column in [LicenseColumn::Created, LicenseColumn::Ends, LicenseColumn::Number] {
            for direction in [gatehouse_db::Direction::Ascending, gatehouse_db::Direction::Descending] {
                let filter = LicenseFilter { status: Some(wanted), ..LicenseFilter::default() };
                let filter = Seen::of(&May::of(&cx).unwrap(), filter).await.unwrap();
                let list = || gatehouse_db::ListKey::new(&cx.app.keys, "list");
                let mut request = PageRequest::open(list(), None, None, 2).unwrap();
                let mut found = Vec::new();
                loop {
                    let page = licenses(&cx, &filter, Sorting { column, direction }, &request).await.unwrap().page;
                    found.extend(page.items.iter().map(|row| row.id));
                    let Some(next) = page.next else { break };
                    request = PageRequest::open(list(), Some(&next), None, 2).unwrap();
                }
                let count = found.len();
                found.sort();
                found.dedup();
                assert_eq!(
                    (count, &found),
                    (expected.len(), &expected),
                    "{what}: {wanted:?} by {column:?} {direction:?}"
                );
            }
        }
    }
}

async fn due(world: &World) -> usize {
    let now = world.cx().now();
    let all = license::Entity::find().all(world.app.db.reader()).await.unwrap();
    all.iter().filter(|row| row.status_until <= now).count()
}

async fn settled(world: &World, sold: &Sold) -> (String, i64) {
    let row = stored(world, sold).await;
    (row.status, row.status_until.0)
}

both_engines! {
    /// LIC-17, ALL-2
    async fn every_list_by_status_is_right_before_and_after_the_job(world: World) {
        let shop = Shop::open(&world).await;
        let mut sold = Vec::new();
        for _ in 0..8 {
            sold.push(shop.sell(&world, 2).await);
        }
        lists_are_right(&world, "sold").await;
        activate(&world, &sold[0].code, &device(1, 0)).await.expect(StatusCode::CREATED);
        activate(&world, &sold[1].code, &device(2, 0)).await.expect(StatusCode::CREATED);
        assert_eq!(settled(&world, &sold[0]).await, ("active".to_owned(), stored(&world, &sold[0]).await.ends_order));
        let clerk = world.cx_staff(&[Role::Licensing]);
        let now = Block { license: sold[2].license, reason: "over_use".into(), ..Block::default() };
        block(&clerk, &now).await.unwrap();
        let from = clerk.now().plus(3 * DAY).rfc3339();
        for n in [1, 3] {
            let later = Block { license: sold[n].license, from: Some(from.clone()), ..now.clone() };
            block(&clerk, &later).await.unwrap();
        }
        let soon = clerk.now().plus(2 * DAY);
        tamper(&world, &sold[4], |row| row.activate_by = Set(Some(soon))).await;
        tamper(&world, &sold[5], |row| row.awaiting_verification = Set(true)).await;
        tamper(&world, &sold[6], |row| (row.ends_at, row.ends_order) = (Set(Some(soon)), Set(soon.0))).await;
        lists_are_right(&world, "changed").await;
        assert!(due(&world).await > 0);
        world.run_jobs().await;
        world.advance(HOUR);
        world.run_jobs().await;
        assert_eq!(due(&world).await, 0, "the job wrote what was due");
        lists_are_right(&world, "written").await;
        assert_eq!(settled(&world, &sold[2]).await, ("blocked".to_owned(), NO_END));
        assert_eq!(settled(&world, &sold[5]).await, ("awaiting_verification".to_owned(), NO_END));

        world.advance(2 * DAY);
        lists_are_right(&world, "two ended by the clock").await;
        world.run_jobs().await;
        lists_are_right(&world, "and are written").await;
        world.advance(2 * DAY);
        lists_are_right(&world, "two blocks began").await;
        world.run_jobs().await;
        lists_are_right(&world, "and are written").await;
        assert_eq!(settled(&world, &sold[3]).await.0, "blocked");
        unblock(&clerk, sold[3].license, None).await.unwrap();
        lists_are_right(&world, "unblocked").await;
        world.advance(400 * DAY);
        lists_are_right(&world, "a year later").await;
        world.run_jobs().await;
        lists_are_right(&world, "and written").await;
    }

    /// LIC-17
    async fn a_status_that_a_wrong_clock_wrote_does_not_stay(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        tamper(&world, &sold, |row| {
            row.status = Set("expired".to_owned());
        })
        .await;
        let tx = world.cx().begin().await.unwrap();
        use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
        let text = format!("update license set status_until = {NO_END}");
        tx.execute_raw(Statement::from_string(world.app.db.backend(), text)).await.unwrap();
        tx.commit().await.unwrap();
        world.advance(DAY);
        world.run_jobs().await;
        assert_eq!(settled(&world, &sold).await.0, "active");
        lists_are_right(&world, "compared").await;
    }
}
