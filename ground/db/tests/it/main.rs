//! Storage on both engines: the rules that the rest of the house leans on.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails loudly")]

mod dialect;
mod limits;
mod news;
mod stored_words;
mod tls;

use gatehouse_context::Event;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig, ListKey, PageRequest, Unique, WrongCursor};
use gatehouse_testkit::{TestEngine, World, both_engines};

async fn world(engine: TestEngine) -> World {
    World::new(engine, Vec::new()).await
}

async fn run(world: &World, text: &str) -> Result<u64, gatehouse_db::sea_orm::DbErr> {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_string(db.backend(), text)).await.map(|r| r.rows_affected())
}

async fn write_lines(world: &World, count: usize) {
    for n in 0..count {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.audit(&tx, Event::plain("test.line", "test").about(Uuid::from_u128(n as u128))).await.unwrap();
        tx.commit().await.unwrap();
        // Several lines share a moment: the id must break the tie.
        if n % 3 == 0 {
            world.advance(1);
        }
    }
}

both_engines! {
    /// ALL-2, ALL-7
    async fn pages_neither_repeat_nor_skip_a_row_in_either_direction(world: World) {
        write_lines(&world, 25).await;
        let cx = world.cx();
        let page = |after: Option<String>, before: Option<String>| {
            let request = PageRequest::parse(ListKey::new(&cx.app.keys, "log"), after.as_deref(), before.as_deref(), Some(10));
            let cx = cx.clone();
            async move { audit::list(&cx, &AuditFilter::default(), &request).await.unwrap() }
        };
        let first = page(None, None).await;
        assert_eq!((first.items.len(), first.previous.is_some(), first.next.is_some()), (10, false, true));
        let second = page(first.next.clone(), None).await;
        let third = page(second.next.clone(), None).await;
        assert_eq!((third.items.len(), third.next.is_some()), (5, false));
        let mut seen: Vec<_> = [&first, &second, &third].iter().flat_map(|p| p.items.iter().map(|r| r.id)).collect();
        assert_eq!(seen.len(), 25);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 25);
        let back = page(None, third.previous).await;
        assert_eq!(back.items, second.items);
        let start = page(None, back.previous).await;
        assert_eq!((start.items, start.previous), (first.items, None));
    }

    /// ALL-2
    async fn a_piece_of_a_file_whose_place_is_nonsense_is_none_and_not_the_beginning(world: World) {
        let list = || ListKey::new(&world.cx().app.keys, "log");
        assert!(PageRequest::piece(list(), None).unwrap().after.is_none());
        write_lines(&world, 3).await;
        let request = PageRequest { size: 2, ..PageRequest::piece(list(), None).unwrap() };
        let page = audit::list(&world.cx(), &AuditFilter::default(), &PageRequest { is_piece: false, ..request }).await.unwrap();
        let next = page.next.unwrap();
        assert!(PageRequest::piece(list(), Some(&next)).unwrap().after.is_some());
        for nonsense in ["%%%", "e30", &"A".repeat(5000), "", &next[1..]] {
            assert_eq!(PageRequest::piece(list(), Some(nonsense)).unwrap_err(), WrongCursor("after"), "{nonsense}");
        }
        let other = ListKey::new(&world.cx().app.keys, "other");
        assert_eq!(PageRequest::piece(other, Some(&next)).unwrap_err(), WrongCursor("after"));
    }

    /// ALL-9
    async fn a_cursor_that_is_nonsense_starts_the_list_at_its_beginning(world: World) {
        write_lines(&world, 3).await;
        for nonsense in ["%%%", "e30", &"A".repeat(5000), ""] {
            let request = PageRequest::parse(ListKey::new(&world.cx().app.keys, "log"), Some(nonsense), None, Some(u64::MAX));
            assert_eq!(audit::list(&world.cx(), &AuditFilter::default(), &request).await.unwrap().items.len(), 3);
        }
    }

    /// ALL-7
    async fn a_cursor_is_of_one_list_in_one_order_under_one_filter(world: World) {
        write_lines(&world, 25).await;
        let cx = world.cx();
        let open = |list: &str, cursor: &str| PageRequest::open(ListKey::new(&cx.app.keys, list), Some(cursor), None, 10);
        let first = PageRequest { size: 10, ..open("/log?kind=a", "").unwrap() };
        let next = audit::list(&cx, &AuditFilter::default(), &first).await.unwrap().next.unwrap();
        assert!(open("/log?kind=a", &next).is_ok());
        for other in ["/log", "/log?kind=b", "/other?kind=a", ""] {
            assert_eq!(open(other, &next).unwrap_err(), WrongCursor("after"), "{other}");
        }
        for at in 0..next.len() {
            let mut changed = next.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            // The last symbol may hold bits that mean nothing; base64 then refuses it or it says the same.
            assert!(open("/log?kind=a", &changed).is_err(), "{at}: {changed}");
        }
        // What a stranger writes of their own is no cursor either: it is not ours.
        assert!(open("/log?kind=a", "WzAsIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJd").is_err());
    }

    /// ALL-6
    async fn a_violated_unique_index_is_recognized_on_both_engines(world: World) {
        run(&world, "create table thing (a integer not null, b integer not null)").await.unwrap();
        run(&world, "create unique index thing_a_b on thing (a, b)").await.unwrap();
        run(&world, "create unique index thing_b on thing (b)").await.unwrap();
        let (pair, single) = (
            Unique { name: "thing_a_b", columns: "thing.a, thing.b" },
            Unique { name: "thing_b", columns: "thing.b" },
        );
        run(&world, "insert into thing values (1, 1)").await.unwrap();
        let error = run(&world, "insert into thing values (2, 1)").await.unwrap_err();
        assert!(single.violated_by(&error) && !pair.violated_by(&error));
        run(&world, "drop index thing_b").await.unwrap();
        let error = run(&world, "insert into thing values (1, 1)").await.unwrap_err();
        assert!(pair.violated_by(&error) && !single.violated_by(&error));
    }

    /// ALL-6
    async fn several_nodes_can_bring_the_schema_up_to_date_at_once(world: World) {
        let mut steps = gatehouse_context::migrations();
        steps.extend(gatehouse_db::migration::migrations());
        let config = DbConfig::from_url(&world.database_url).unwrap();
        let (a, b) = (Db::open(&config).await.unwrap(), Db::open(&config).await.unwrap());
        let (left, right) = tokio::join!(a.migrate(&steps), b.migrate(&steps));
        left.unwrap();
        right.unwrap();
        assert_eq!(a.pending(&steps).await.unwrap(), 0);
        let mut changed = steps.clone();
        changed[0].text = "select 1";
        assert!(a.migrate(&changed).await.is_err(), "a changed old step is refused");
        a.close().await.unwrap();
        b.close().await.unwrap();
    }
}

/// PRI-13
#[cfg(unix)]
#[tokio::test]
async fn the_embedded_database_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gatehouse.db");
    let db = Db::open(&DbConfig::Sqlite(path)).await.unwrap();
    db.migrate(&gatehouse_db::migration::migrations()).await.unwrap();
    for name in ["gatehouse.db", "gatehouse.db-wal"] {
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    db.close().await.unwrap();
}

/// ALL-6
#[tokio::test]
async fn sqlite_was_built_to_keep_prepared_statements() {
    let world = world(TestEngine::Sqlite).await;
    let db = &world.app.db;
    let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), "pragma compile_options")).await.unwrap();
    let options: Vec<String> = rows.iter().map(|r| r.try_get_by_index::<String>(0).unwrap()).collect();
    assert!(options.iter().any(|o| o == "ENABLE_QPSG"), "see .cargo/config.toml: {options:?}");
}

/// PRI-3
#[tokio::test]
async fn no_byte_of_an_erased_row_stays_in_the_embedded_database() {
    let world = world(TestEngine::Sqlite).await;
    let canary = "canary-7f3a91c2d4";
    run(&world, "create table note (body text not null)").await.unwrap();
    run(&world, &format!("insert into note values ('{}{canary}')", "x".repeat(9000))).await.unwrap();
    let file = world.database_url.strip_prefix("sqlite:").unwrap().to_owned();
    let found = || {
        ["", "-wal"].iter().any(|suffix| {
            let bytes = std::fs::read(format!("{file}{suffix}")).unwrap_or_default();
            bytes.windows(canary.len()).any(|w| w == canary.as_bytes())
        })
    };
    assert!(found(), "the control look must find it");
    run(&world, "delete from note").await.unwrap();
    world.app.db.checkpoint().await.unwrap();
    assert!(!found());
}
