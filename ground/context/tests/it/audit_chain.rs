//! The audit log is sealed, provable, and ends.

use crate::{run, with_keys};
use gatehouse_context::audit::table::{Column, Entity};
use gatehouse_context::audit_keep::{self, Kept};
use gatehouse_context::audit_proof::{self, Proof};
use gatehouse_context::audit_tables::{count, segment};
use gatehouse_context::{Cx, Event, audit_count, audit_seal};
use gatehouse_core::{DAY, HOUR, MINUTE, SystemRandom, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use gatehouse_seal::{Keys, private_file};
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::sync::Arc;

const FAILED: Event = Event::plain("test.failed", "account");

async fn line(cx: &Cx, kind: &'static str, account: Uuid) {
    let tx = cx.begin().await.unwrap();
    cx.audit(&tx, Event::plain(kind, "account").about(account).of_account(account)).await.unwrap();
    tx.commit().await.unwrap();
}

/// `count` lines, a second apart, which are settled and sealed.
async fn sealed(world: &World, count: u128) {
    for n in 0..count {
        world.advance(1_000_000);
        line(&world.cx_of(Uuid::from_u128(n + 1)), "test.line", Uuid::from_u128(n + 1)).await;
    }
    world.advance(6 * MINUTE);
    assert_eq!(audit_seal::seal(&world.cx()).await.unwrap(), u64::try_from(count).unwrap());
}

async fn proof(world: &World) -> Proof {
    let now = world.cx().now();
    audit_proof::prove(&world.app.db, &world.app.keys, now, None).await.unwrap()
}

/// Full access to the database is enough to switch off what guards the log in it.
async fn unguard(world: &World) {
    match world.engine {
        TestEngine::Sqlite => {
            run(world, "drop trigger audit_no_delete").await.unwrap();
            run(world, "drop trigger audit_no_change").await.unwrap();
        }
        TestEngine::Postgres => {
            run(world, "alter table audit disable trigger audit_append_only").await.unwrap();
        }
    }
}

both_engines! {
    /// ALL-3
    async fn a_line_that_was_changed_removed_or_added_is_found(world: World) {
        sealed(&world, 5).await;
        let first = proof(&world).await;
        assert_eq!((first.segments, first.lines, first.faults.len(), first.late), (1, 5, 0, 0));
        unguard(&world).await;
        let first_line = "update audit set kind = 'other' where id = (select id from audit order by id limit 1)";
        run(&world, first_line).await.unwrap();
        let changed = proof(&world).await;
        assert_eq!(changed.faults.len(), 1, "{:?}", changed.faults);
        assert!(changed.faults[0].contains("was changed"), "{:?}", changed.faults);
        run(&world, "delete from audit where id = (select id from audit order by id desc limit 1)").await.unwrap();
        let removed = proof(&world).await;
        assert!(removed.faults.iter().any(|fault| fault.contains("it has 4 lines and must have 5")), "{:?}", removed.faults);
        let made_up = if world.engine == TestEngine::Sqlite {
            "insert into audit (id, at, actor_kind, kind, subject_kind) select x'00000000000070008000000000000001', at, 'program', 'forged', 's' from audit limit 1"
        } else {
            "insert into audit (id, at, actor_kind, kind, subject_kind) select '00000000-0000-7000-8000-000000000001', at, 'program', 'forged', 's' from audit limit 1"
        };
        run(&world, made_up).await.unwrap();
        let added = proof(&world).await;
        assert!(added.faults.iter().any(|fault| fault.contains("forged")), "{:?}", added.faults);
        // What the program does afterwards makes nothing of it right.
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        audit_keep::forget_account(&cx, &tx, Uuid::from_u128(1)).await.unwrap();
        tx.commit().await.unwrap();
        audit_seal::seal(&cx).await.unwrap();
        assert_eq!(proof(&world).await.faults.len(), added.faults.len());
        audit_keep::erase_lines(&cx, Kept::Ordinary, cx.now().plus(-6 * MINUTE - 2_500_000), 1).await.unwrap();
        assert!(proof(&world).await.faults.iter().any(|fault| fault.contains("must have 5")), "a hole is not sealed over");
    }

    /// ALL-3
    async fn a_cut_of_the_chain_is_found(world: World) {
        for _ in 0..3 {
            sealed(&world, 2).await;
        }
        let head = audit_seal::head(&world.app.db).await.unwrap().unwrap();
        assert_eq!((head.seq, proof(&world).await.faults.len()), (3, 0));
        unguard(&world).await;
        // The newest segment with its lines: only a head that was kept elsewhere tells.
        run(&world, "delete from audit where seal = 3").await.unwrap();
        run(&world, "delete from audit_seal where seq = 3").await.unwrap();
        assert!(proof(&world).await.faults.is_empty());
        assert!(!audit_seal::continues(&world.app.db, &head).await.unwrap());
        sealed(&world, 1).await;
        assert!(!audit_seal::continues(&world.app.db, &head).await.unwrap(), "another segment of that number");
        run(&world, "delete from audit where seal = 1").await.unwrap();
        run(&world, "delete from audit_seal where seq = 1").await.unwrap();
        let cut = proof(&world).await;
        assert!(cut.faults.iter().any(|fault| fault.contains("segment 1 of the chain is missing")), "{:?}", cut.faults);
    }

    /// ALL-3, ALL-6
    async fn lines_that_come_late_are_sealed_too(world: World) {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.audit(&tx, Event::plain("test.slow", "s").entry()).await.unwrap();
        match world.engine {
            // There is one writer: nobody can overtake it.
            TestEngine::Sqlite => tx.rollback().await.unwrap(),
            TestEngine::Postgres => {
                sealed(&world, 2).await;
                tx.commit().await.unwrap();
                assert_eq!(audit_seal::seal(&cx).await.unwrap(), 1, "older than what was sealed meanwhile");
            }
        }
        assert!(proof(&world).await.faults.is_empty());
        // A clock that was ahead while lines were sealed hides none that is written later.
        let right = cx.now();
        world.clock.set(right.plus(200 * DAY));
        line(&cx, "test.ahead", Uuid::from_u128(9)).await;
        world.advance(HOUR);
        audit_seal::seal(&cx).await.unwrap();
        world.clock.set(right.plus(HOUR));
        sealed(&world, 3).await;
        let after = proof(&world).await;
        assert_eq!((after.faults.len(), after.late), (0, 0), "{:?}", after.faults);
    }

    /// ALL-3, ACC-17, PRI-2
    async fn what_a_person_or_a_rule_erases_leaves_the_log_provable(world: World) {
        sealed(&world, 4).await;
        line(&world.cx_of(Uuid::from_u128(1)), "account.signed_in", Uuid::from_u128(1)).await;
        world.advance(6 * MINUTE);
        let cx = world.cx();
        assert_eq!(audit_seal::seal(&cx).await.unwrap(), 1);
        let tx = cx.begin().await.unwrap();
        assert_eq!(audit_keep::forget_account(&cx, &tx, Uuid::from_u128(2)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(proof(&world).await.faults.is_empty());
        world.advance(30 * DAY);
        let until = |days: i64| cx.now().plus(-days * DAY);
        assert_eq!(audit_keep::clear_networks(&cx, until(20), 500).await.unwrap(), 4);
        assert_eq!(Entity::find().filter(Column::Network.is_not_null()).count(cx.read()).await.unwrap(), 0);
        assert_eq!(audit_keep::erase_lines(&cx, Kept::Ordinary, until(20), 3).await.unwrap(), 3);
        assert_eq!(audit_keep::erase_lines(&cx, Kept::Ordinary, until(20), 3).await.unwrap(), 1);
        let left = proof(&world).await;
        assert_eq!((left.segments, left.lines, left.erased, left.faults.len()), (2, 1, 4, 0), "{:?}", left.faults);
        assert_eq!(audit_keep::erase_lines(&cx, Kept::Security, until(20), 500).await.unwrap(), 1);
        assert_eq!((proof(&world).await.faults.len(), Entity::find().count(cx.read()).await.unwrap()), (0, 0));
        // The log lets go nothing that is younger.
        line(&cx, "test.line", Uuid::from_u128(7)).await;
        assert!(run(&world, "delete from audit").await.is_err());
        // A rule that ran while the clock was ahead does not blind itself.
        world.clock.set(cx.now().plus(900 * DAY));
        audit_keep::erase_lines(&cx, Kept::Ordinary, until(20), 500).await.unwrap();
        world.clock.set(cx.now().plus(-900 * DAY));
        line(&cx, "test.line", Uuid::from_u128(8)).await;
        audit_keep::erase_lines(&cx, Kept::Ordinary, until(20), 500).await.unwrap();
        world.advance(21 * DAY);
        assert_eq!(audit_keep::erase_lines(&cx, Kept::Ordinary, until(20), 500).await.unwrap(), 1);
    }

    /// ALL-3
    async fn lines_from_before_the_seal_are_taken_over_once(world: World) {
        line(&world.cx_of(Uuid::from_u128(1)), "test.old", Uuid::from_u128(1)).await;
        run(&world, "update audit set mac = null").await.unwrap();
        world.advance(6 * MINUTE);
        let cx = world.cx();
        assert_eq!(audit_seal::seal(&cx).await.unwrap(), 1);
        assert!(proof(&world).await.faults.is_empty());
        line(&world.cx_of(Uuid::from_u128(2)), "test.new", Uuid::from_u128(2)).await;
        run(&world, "update audit set mac = null where seal is null").await.unwrap();
        world.advance(6 * MINUTE);
        audit_seal::seal(&cx).await.unwrap();
        assert_eq!(proof(&world).await.faults.len(), 1, "from then on a line without a MAC is a forged one");
    }

    /// ALL-3, PRI-13
    async fn lines_outlive_the_pepper_that_they_were_written_under(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let app = with_keys(&world, Keys::open(&path, &SystemRandom).unwrap());
        let cx = || Cx { app: Arc::clone(&app), ..world.cx_of(Uuid::from_u128(9)) };
        for _ in 0..3 {
            line(&cx(), "test.line", Uuid::from_u128(1)).await;
        }
        world.advance(6 * MINUTE);
        audit_seal::seal(&cx()).await.unwrap();
        line(&cx(), "test.loose", Uuid::from_u128(2)).await;
        let stolen = std::fs::read_to_string(&path).unwrap();

        let version = app.keys.rotate_pepper(&SystemRandom).unwrap();
        line(&cx(), "test.line", Uuid::from_u128(3)).await;
        world.advance(6 * MINUTE);
        audit_seal::seal(&cx()).await.unwrap();
        let until = audit_seal::end(&app.db, cx().now()).await.unwrap();
        app.keys.drop_peppers_below(version, until).unwrap();
        let later = Keys::read(&path).unwrap().unwrap();
        assert_eq!(later.pepper_versions(), [version]);
        let prove = || audit_proof::prove(&app.db, &later, world.cx().now(), None);
        let proof = prove().await.unwrap();
        assert_eq!((proof.segments, proof.lines), (2, 5));
        assert!(proof.faults.is_empty(), "{:?}", proof.faults);

        // Who once saw the file writes no line of today with it.
        let path = folder.path().join("stolen.keys");
        private_file::create(&path, stolen.as_bytes()).unwrap();
        let thief = with_keys(&world, Keys::read(&path).unwrap().unwrap());
        world.advance(MINUTE);
        line(&Cx { app: thief, ..cx() }, "test.forged", Uuid::from_u128(4)).await;
        assert_eq!(prove().await.unwrap().faults.len(), 1);
    }

    /// ALL-3
    async fn a_log_that_was_emptied_is_found_by_what_the_key_file_remembers(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let app = with_keys(&world, Keys::open(&path, &SystemRandom).unwrap());
        let cx = || Cx { app: Arc::clone(&app), ..world.cx_of(Uuid::from_u128(9)) };
        let prove = async || audit_proof::prove(&app.db, &app.keys, world.cx().now(), None).await.unwrap();
        assert!(!prove().await.is_empty, "nobody has looked for lines yet");
        audit_seal::seal(&cx()).await.unwrap();
        let fresh = prove().await;
        assert!(fresh.is_empty && fresh.faults.is_empty(), "{:?}", fresh.faults);
        line(&cx(), "test.line", Uuid::from_u128(1)).await;
        world.advance(6 * MINUTE);
        assert_eq!(audit_seal::seal(&cx()).await.unwrap(), 1);
        let whole = prove().await;
        assert!(!whole.is_empty && whole.faults.is_empty(), "{:?}", whole.faults);
        assert_eq!(whole.head, audit_seal::head(&app.db).await.unwrap());
        unguard(&world).await;
        run(&world, "delete from audit").await.unwrap();
        run(&world, "delete from audit_seal").await.unwrap();
        let emptied = prove().await;
        assert!(emptied.faults.iter().any(|fault| fault.contains("the log was emptied")), "{:?}", emptied.faults);
        // Lines that come afterwards do not hide it, nor does a newer reading of the file.
        line(&cx(), "test.line", Uuid::from_u128(2)).await;
        let keys = Keys::read(&path).unwrap().unwrap();
        let proof = audit_proof::prove(&app.db, &keys, world.cx().now(), None).await.unwrap();
        assert_eq!(proof.faults.len(), 1, "{:?}", proof.faults);
    }

    /// ALL-3
    async fn a_proof_beside_writers_and_jobs_finds_no_fault(world: World) {
        sealed(&world, 3).await;
        let work = async {
            for n in 0..15 {
                line(&world.cx_of(Uuid::from_u128(n)), "test.line", Uuid::from_u128(n)).await;
                world.advance(6 * MINUTE);
                audit_seal::seal(&world.cx()).await.unwrap();
                let until = world.cx().now().plus(-15 * MINUTE);
                audit_keep::erase_lines(&world.cx(), Kept::Ordinary, until, 100).await.unwrap();
            }
        };
        let proofs = async {
            for _ in 0..15 {
                let found = proof(&world).await;
                assert!(found.faults.is_empty(), "{:?}", found.faults);
            }
        };
        tokio::join!(work, proofs);
    }

    /// ALL-3, PRI-2
    async fn failures_of_nobody_are_one_line_a_network_and_hour(world: World) {
        let cx = world.cx();
        for n in 0..1_200_u32 {
            let from = Cx { network: Some(format!("192.0.{}.{}", n / 256, n % 256)), ..cx.clone() };
            let tx = cx.begin().await.unwrap();
            for _ in 0..2 {
                audit_count::count(&from, &tx, &FAILED).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
        let rows = count::Entity::find().count(cx.read()).await.unwrap();
        assert_eq!(rows, audit_count::MOST_NETWORKS + 1, "more networks are one number");
        assert_eq!(audit_count::write_down(&cx, &[FAILED]).await.unwrap(), 0, "the hour is not over");
        assert_eq!(Entity::find().count(cx.read()).await.unwrap(), 0);
        world.advance(HOUR + MINUTE);
        assert_eq!(audit_count::write_down(&cx, &[FAILED]).await.unwrap(), rows);
        let lines = Entity::find().order_by_asc(Column::Id).all(cx.read()).await.unwrap();
        let of = |line: &gatehouse_context::audit::Audit| -> i64 {
            let details: serde_json::Value = serde_json::from_str(line.details.as_deref().unwrap()).unwrap();
            details["failures"].as_i64().unwrap()
        };
        assert_eq!(lines.iter().map(of).sum::<i64>(), 2_400);
        assert_eq!(lines.iter().filter(|line| line.network.is_none()).map(of).sum::<i64>(), 400);
        assert_eq!(count::Entity::find().count(cx.read()).await.unwrap(), 0);
        assert!(segment::Entity::find().all(cx.read()).await.unwrap().is_empty());
        assert!(lines[0].at <= cx.now());
    }
}
