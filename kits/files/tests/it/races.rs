//! The same content comes and goes at the same moment.

use crate::{ANYTHING, bytes, files, find, on_disk, owner, pieces, read, rows};
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_files::tables::file::READY;
use gatehouse_files::{FileName, Files};
use gatehouse_testkit::both_engines;
use std::collections::BTreeSet;

async fn come(cx: &Cx, files: &Files, owner: Uuid, content: &[u8]) -> Uuid {
    let received = files.put(cx, &ANYTHING, owner, pieces(content, 1_000)).await.unwrap();
    let tx = cx.begin().await.unwrap();
    let file = received.attach(cx, &tx, FileName::clean("same")).await.unwrap();
    tx.commit().await.unwrap();
    file.id
}

async fn go(cx: &Cx, id: Uuid) {
    let tx = cx.begin().await.unwrap();
    gatehouse_files::remove(cx, &tx, id).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    /// ALL-6
    async fn a_file_that_comes_never_shares_bytes_that_go(world: World) {
        let cx = world.cx();
        let owner = owner(&cx).await;
        let content = bytes(3_000, 1);
        for _ in 0..12 {
            let there = come(&cx, files(&world), owner, &content).await;
            let coming = async {
                let (one, two) = (come(&cx, files(&world), owner, &content), come(&cx, files(&world), owner, &content));
                let (one, two) = tokio::join!(one, two);
                go(&cx, one).await;
                two
            };
            let (last, (), _) = tokio::join!(coming, go(&cx, there), world.run_jobs());
            world.run_jobs().await;
            assert_eq!(read(&cx, &find(&cx, last).await.unwrap()).await.unwrap(), content);
            let named: BTreeSet<Uuid> = rows(&cx).await.into_iter().inspect(|row| assert_eq!(row.state, READY)).map(|row| row.blob).collect();
            assert_eq!(on_disk(&world.files).len(), named.len(), "no bytes are left that no row names");
        }
    }
}
