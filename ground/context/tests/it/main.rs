//! What changes leave behind: the audit log, idempotency keys, sealed contents and their keys.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails loudly")]

mod audit_chain;
mod old_columns;
mod peppers;
mod publish;
mod sealed_token;

use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_context::once::Known;
use gatehouse_context::{App, Cx, Event, OnceKey, audit_keep, subject};
use gatehouse_core::{Actor, SystemRandom, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{ListKey, PageRequest};
use gatehouse_seal::Keys;
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::sync::Arc;

async fn world(engine: TestEngine) -> World {
    World::new(engine, Vec::new()).await
}

fn first_page(cx: &Cx) -> PageRequest {
    PageRequest::open(ListKey::new(&cx.app.keys, "log"), None, None, 0).unwrap()
}

async fn run(world: &World, text: &str) -> Result<u64, gatehouse_db::sea_orm::DbErr> {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_string(db.backend(), text)).await.map(|r| r.rows_affected())
}

async fn known(cx: &Cx, key: &str, body: &[u8]) -> Known {
    OnceKey::new(cx, "orders.create", key, body).unwrap().known(cx).await.unwrap()
}

/// A change that is done once under this key and made `result`.
async fn do_once(cx: &Cx, key: &str, result: Uuid) -> Result<(), gatehouse_core::Fault> {
    let once = OnceKey::new(cx, "orders.create", key, b"body")?;
    let cx = Cx { once: Some(once), ..cx.clone() };
    let tx = cx.begin().await?;
    cx.once(&tx, result).await?;
    tx.commit().await
}

/// Another process on the same database, with these keys.
fn with_keys(world: &World, keys: Keys) -> Arc<App> {
    let app = &world.app;
    Arc::new(App {
        db: app.db.clone(),
        clock: Arc::clone(&app.clock),
        random: Arc::clone(&app.random),
        ids: Default::default(),
        keys,
        settings: app.settings.clone(),
        listeners: gatehouse_context::Listeners::default(),
        services: Default::default(),
        looks: Default::default(),
        job_wakeup: Default::default(),
    })
}

both_engines! {
    /// ALL-3
    async fn the_audit_log_refuses_change_and_deletion_but_forgets_a_person(world: World) {
        let account = Uuid::from_u128(42);
        let cx = world.cx_of(account);
        let tx = cx.begin().await.unwrap();
        cx.audit(&tx, Event::plain("test.line", "account").about(account)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(run(&world, "delete from audit").await.is_err());
        assert!(run(&world, "update audit set kind = 'other'").await.is_err());
        assert!(run(&world, "update audit set network = '198.51.100.1'").await.is_err());
        let tx = cx.begin().await.unwrap();
        assert_eq!(audit_keep::forget_account(&cx, &tx, account).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let line = &audit::list(&cx, &AuditFilter::default(), &PageRequest::default()).await.unwrap().items[0];
        assert_eq!((line.account_id, line.actor_id, line.subject_id, &line.network), (None, None, None, &None));
        assert_eq!(line.kind, "test.line");
    }

    /// ALL-3
    async fn the_log_is_filtered_by_kind_and_area_and_paged_across_both(world: World) {
        let cx = world.cx();
        for n in 0..30 {
            world.advance(1_000_000);
            let kind = ["test.line", "test.other", "tested.line", "more.line"][n % 4];
            let cx = world.cx();
            let tx = cx.begin().await.unwrap();
            cx.audit(&tx, Event::plain(kind, "thing").entry()).await.unwrap();
            tx.commit().await.unwrap();
        }
        let seen = |filter: AuditFilter| {
            let cx = cx.clone();
            async move {
                let (mut kinds, mut request) = (Vec::new(), PageRequest { size: 4, ..first_page(&cx) });
                loop {
                    let page = audit::list(&cx, &filter, &request).await.unwrap();
                    assert!(page.items.is_sorted_by(|one, next| one.id > next.id));
                    kinds.extend(page.items.into_iter().map(|line| line.kind));
                    let Some(next) = page.next else { return kinds };
                    request = PageRequest::open(ListKey::new(&cx.app.keys, "log"), Some(&next), None, 4).unwrap();
                }
            }
        };
        let count = |kinds: &[String], kind: &str| kinds.iter().filter(|found| *found == kind).count();
        let area = seen(AuditFilter { kind: Some("test".into()), ..AuditFilter::default() }).await;
        assert_eq!((area.len(), count(&area, "test.line"), count(&area, "test.other")), (16, 8, 8), "{area:?}");
        let one = seen(AuditFilter { kind: Some("test.line".into()), ..AuditFilter::default() }).await;
        assert_eq!((one.len(), count(&one, "test.line")), (8, 8), "{one:?}");
        let both = seen(AuditFilter { kinds: vec!["tested", "more.line"], ..AuditFilter::default() }).await;
        assert_eq!((both.len(), count(&both, "tested.line"), count(&both, "more.line")), (14, 7, 7), "{both:?}");
        assert_eq!(seen(AuditFilter::default()).await.len(), 30);
        let from = world.cx().now().plus(-9_500_000);
        let late = seen(AuditFilter { from: Some(from), ..AuditFilter::default() }).await;
        assert_eq!(late.len(), 10);
        let early = seen(AuditFilter { until: Some(from), ..AuditFilter::default() }).await;
        assert_eq!(early.len(), 20);
    }

    /// ALL-7
    async fn an_idempotency_key_is_used_by_exactly_one_of_two_simultaneous_changes(world: World) {
        let base = world.cx_as(Actor::ApiKey { id: Uuid::from_u128(1), scopes: vec![] });
        let key = OnceKey::new(&base, "orders.create", "k1", b"body").unwrap();
        let change = |n: u128| {
            let cx = Cx { once: Some(key.clone()), ..base.clone() };
            async move {
                let tx = cx.begin().await?;
                cx.once(&tx, Uuid::from_u128(n)).await?;
                tx.commit().await
            }
        };
        let (a, b) = tokio::join!(change(10), change(20));
        assert!(a.is_ok() != b.is_ok());
        let winner = Uuid::from_u128(if a.is_ok() { 10 } else { 20 });
        assert_eq!(key.known(&base).await.unwrap(), Known::Same(winner));
        assert_eq!(known(&base, "k1", b"other").await, Known::Other);
        let stranger = world.cx_as(Actor::ApiKey { id: Uuid::from_u128(2), scopes: vec![] });
        assert_eq!(known(&stranger, "k1", b"body").await, Known::New);
    }

    /// ALL-7, PRI-13
    async fn a_repeated_request_is_known_on_every_node_in_a_turn_of_the_pepper_and_behind_it(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let node = |keys: Keys| Cx::program(&with_keys(&world, keys), "shop");
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let old = node(Keys::open(&path, &SystemRandom).unwrap());
        assert!(do_once(&old, "before", first).await.is_ok());

        let turning = node(Keys::read(&path).unwrap().unwrap());
        turning.app.keys.prepare_pepper(&SystemRandom).unwrap();
        assert_eq!(known(&turning, "before", b"body").await, Known::Same(first));
        assert!(do_once(&turning, "while", second).await.is_ok());
        assert_eq!(known(&old, "while", b"body").await, Known::Same(second), "where the new one is not heard of");
        assert_eq!(known(&old, "while", b"other").await, Known::Other);
        assert!(do_once(&old, "while", first).await.is_err(), "both nodes at one moment");

        let version = turning.app.keys.rotate_pepper(&SystemRandom).unwrap();
        assert_eq!(gatehouse_context::peppers::left(&turning.app, "idempotency", version).await.unwrap(), 1, "the one from before");
        turning.app.keys.drop_peppers_below(version, turning.now()).unwrap();
        let later = node(Keys::read(&path).unwrap().unwrap());
        assert_eq!(known(&later, "while", b"body").await, Known::Same(second));
        assert_eq!(known(&later, "before", b"body").await, Known::New, "what drop-peppers warns of");
    }

    /// PRI-13
    async fn a_destroyed_key_opens_nothing_any_more(world: World) {
        let (cx, id) = (world.cx(), Uuid::from_u128(9));
        let tx = cx.begin().await.unwrap();
        let key = subject::create(&cx, &tx, id).await.unwrap();
        tx.commit().await.unwrap();
        let sealed = key.seal(&SystemRandom, "t.c", id, b"secret").unwrap();
        assert_eq!(&subject::key(&cx, cx.read(), id).await.unwrap().open("t.c", id, &sealed).unwrap()[..], b"secret");
        let tx = cx.begin().await.unwrap();
        subject::destroy(&cx, &tx, id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(subject::key(&cx, cx.read(), id).await.is_err());
    }

    /// PRI-13
    async fn the_key_file_of_another_database_is_refused(world: World) {
        let app = &world.app;
        subject::prove_keys(app).await.unwrap();
        let strange = with_keys(&world, Keys::ephemeral(&SystemRandom));
        assert!(subject::prove_keys(&strange).await.unwrap_err().to_string().contains("does not belong"));
    }

    /// PRI-13, ALL-6
    async fn a_running_node_goes_on_when_the_master_key_is_rotated(world: World) {
        run(&world, "delete from subject_key").await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let (writer, running) = (
            with_keys(&world, Keys::open(&path, &SystemRandom).unwrap()),
            with_keys(&world, Keys::open(&path, &SystemRandom).unwrap()),
        );
        subject::prove_keys(&writer).await.unwrap();
        let (cx, id) = (Cx::program(&writer, "test"), Uuid::from_u128(11));
        let tx = cx.begin().await.unwrap();
        let key = subject::create(&cx, &tx, id).await.unwrap();
        tx.commit().await.unwrap();
        let sealed = key.seal(&SystemRandom, "t.c", id, b"secret").unwrap();

        let rotating = with_keys(&world, Keys::open(&path, &SystemRandom).unwrap());
        assert_eq!(rotating.keys.rotate(&SystemRandom).unwrap(), 2);
        assert_eq!(subject::rewrap(&rotating).await.unwrap(), 2);

        assert_eq!(running.keys.current_version(), 1, "the control look: it has not read the new key yet");
        let cx = Cx::program(&running, "test");
        let key = subject::key(&cx, cx.read(), id).await.unwrap();
        assert_eq!(&key.open("t.c", id, &sealed).unwrap()[..], b"secret");
        assert_eq!(running.keys.current_version(), 2, "and it wraps with the new key from now on");
        subject::prove_keys(&running).await.unwrap();
    }
}
