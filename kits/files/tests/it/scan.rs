//! The daily comparison of storage and rows.

use crate::{bytes, find, on_disk, owner, read, rows, stored};
use gatehouse_context::Cx;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{DAY, HOUR, Moment};
use gatehouse_db::PageRequest;
use gatehouse_testkit::{World, both_engines};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// As if it had been written at this moment of the world's clock.
fn date(path: &Path, at: Moment) {
    let at = UNIX_EPOCH + Duration::from_micros(u64::try_from(at.0).unwrap());
    std::fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
}

fn lay(world: &World, name: &str) -> PathBuf {
    let folder = world.files.join(&name[..2]);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, b"a leftover").unwrap();
    date(&path, world.app.clock.now());
    path
}

async fn said(cx: &Cx) -> Vec<(String, Option<String>)> {
    let filter = AuditFilter { kind: Some("file".to_owned()), ..AuditFilter::default() };
    let lines = list(cx, &filter, &PageRequest::default()).await.unwrap();
    lines.items.into_iter().map(|line| (line.kind, line.details)).collect()
}

both_engines! {
    /// PRI-2
    async fn bytes_without_a_row_go_when_they_are_a_day_old(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let file = stored(&cx, owner, &bytes(100, 1)).await;
        let name = "f".repeat(32);
        let leftovers = [lay(&world, &name), lay(&world, &format!("{name}.part")), lay(&world, &"0".repeat(32))];
        let foreign = [lay(&world, "00notes.txt"), lay(&world, &"F".repeat(32))];
        world.run_jobs().await;
        assert_eq!(on_disk(&world.files).len(), 6, "they are new");
        world.advance(DAY + HOUR);
        world.run_jobs().await;
        assert!(leftovers.iter().all(|path| !path.exists()));
        assert!(foreign.iter().all(|path| path.exists()), "what is not ours stays");
        assert!(read(&cx, &find(&cx, file.id).await.unwrap()).await.is_ok());
        let lines = said(&cx).await;
        assert_eq!(lines, [("file.leftovers_removed".to_owned(), Some("{\"rows\":2}".to_owned()))]);
    }

    /// PRI-2
    async fn nothing_is_removed_while_the_clock_is_doubted(world: World) {
        let leftover = lay(&world, &"a".repeat(32));
        world.run_jobs().await;
        world.clock.set(world.app.clock.now().plus(30 * DAY));
        world.run_jobs().await;
        assert!(leftover.exists());
    }

    /// ALL-6
    async fn a_row_without_bytes_is_told_and_stays(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let (gone, here) = (stored(&cx, owner, b"gone").await, stored(&cx, owner, b"here").await);
        let blob = rows(&cx).await.into_iter().find(|row| row.id == gone.id).unwrap().blob.simple().to_string();
        let path = world.files.join(&blob[..2]).join(&blob);
        let kept = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(read(&cx, &gone).await.unwrap_err().contains("missing"));
        world.run_jobs().await;
        assert_eq!(said(&cx).await, [("file.missing".to_owned(), Some("{\"rows\":1}".to_owned()))]);
        // A backup brings it back.
        std::fs::write(&path, kept).unwrap();
        world.advance(DAY);
        world.run_jobs().await;
        assert_eq!(said(&cx).await.len(), 1);
        assert_eq!(read(&cx, &find(&cx, gone.id).await.unwrap()).await.unwrap(), b"gone");
        assert_eq!(read(&cx, &here).await.unwrap(), b"here");
    }
}
