//! Registrations that wait: for a network's turn, and for a confirmation at the same moment.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::account;
use gatehouse_core::SECOND;
use gatehouse_db::Tx;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, QuerySelect as _, Statement};

/// ACC-11
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_registers_five_times_at_once_and_then_waits() {
    let world = World::with(TestEngine::Sqlite, modules(), |parts| parts.limits = true).await;
    for n in 0..5 {
        register(&mut world.browser(), &format!("a{n}@example.com"), PASSWORD).await.expect(StatusCode::SEE_OTHER);
    }
    let refused = register(&mut world.browser(), "a6@example.com", PASSWORD).await;
    let refused = refused.expect(StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(rows::<account::Entity>(&world).await, 5);
    world.advance(720 * SECOND);
    register(&mut world.browser(), "a6@example.com", PASSWORD).await.expect(StatusCode::SEE_OTHER);
}

/// Holds the one account's row until it is ended.
async fn hold_account(world: &World) -> Tx {
    let holder = world.cx().begin().await.unwrap();
    account::Entity::find().lock_exclusive().one(&*holder).await.unwrap().unwrap();
    holder
}

/// Until so many transactions wait for what another one holds. They get it in the order in which they came.
async fn until_waiting(world: &World, how_many: i64) {
    let text = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    loop {
        let asked = Statement::from_string(world.app.db.backend(), text);
        let row = world.app.db.reader().query_one_raw(asked).await.unwrap().unwrap();
        if row.try_get_by_index::<i64>(0).unwrap() >= how_many {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// ACC-2. On the embedded engine the whole transactions follow one another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmation_that_waited_for_a_registration_takes_the_newer_password() {
    let world = world(TestEngine::Postgres).await;
    let mut browser = world.browser();
    register(&mut browser, "aiko@example.com", OTHER).await;
    let link = world.last_mail_to("aiko@example.com").await.link();
    let holder = hold_account(&world).await;
    let (mut registers, mut confirms) = (browser.clone(), browser.clone());
    let registered = tokio::spawn(async move { register(&mut registers, "aiko@example.com", PASSWORD).await });
    until_waiting(&world, 1).await;
    let confirmed = tokio::spawn(async move { confirms.post("/confirm", &[("token", token_of(&link))]).await });
    until_waiting(&world, 2).await;
    holder.rollback().await.unwrap();
    registered.await.unwrap().expect(StatusCode::SEE_OTHER);
    assert_eq!(confirmed.await.unwrap().location(), "/licenses");
    sign_in(&mut browser, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign_in(&mut browser, "aiko@example.com", PASSWORD).await.location(), "/licenses");
}

/// ACC-2
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registration_that_waited_for_a_confirmation_finds_the_account_in_use() {
    let world = world(TestEngine::Postgres).await;
    let mut browser = world.browser();
    register(&mut browser, "aiko@example.com", PASSWORD).await;
    let link = world.last_mail_to("aiko@example.com").await.link();
    let holder = hold_account(&world).await;
    let (mut registers, mut confirms) = (browser.clone(), browser.clone());
    let confirmed = tokio::spawn(async move { confirms.post("/confirm", &[("token", token_of(&link))]).await });
    until_waiting(&world, 1).await;
    let registered = tokio::spawn(async move { register(&mut registers, "aiko@example.com", OTHER).await });
    until_waiting(&world, 2).await;
    holder.rollback().await.unwrap();
    assert_eq!(confirmed.await.unwrap().location(), "/licenses");
    registered.await.unwrap().expect(StatusCode::SEE_OTHER);
    let row = account::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
    assert_eq!((row.state.word(), row.pending_since), ("active", None), "it waits for nothing any more");
    assert_eq!(sign_in(&mut browser, "aiko@example.com", PASSWORD).await.location(), "/licenses");
}
