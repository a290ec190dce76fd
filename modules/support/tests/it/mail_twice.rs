//! A mail that its server brings twice, because the connection was cut before it heard that the mail was taken (SUP-13).

use crate::mail::{Letter, requests};
use crate::*;
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_inbox::limits;
use gatehouse_inbox::tables::incoming_mail;
use gatehouse_testkit::both_engines;

/// Until so many transactions wait for what another one holds. The embedded engine has one writer, and there is nothing to wait for.
async fn until_waiting(world: &World, how_many: i64) {
    if world.engine == TestEngine::Sqlite {
        return;
    }
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

/// Where each mail went.
async fn placed(world: &World) -> Vec<Option<Uuid>> {
    let all = incoming_mail::Entity::find().all(world.app.db.reader()).await.unwrap();
    assert!(all.iter().all(|mail| mail.read_at.is_some() && mail.failure.is_none()), "every one was read");
    all.into_iter().map(|mail| mail.request_id).collect()
}

both_engines! {
    /// SUP-13: two workers read both at once, and neither can find the other before it writes
    async fn a_mail_that_comes_twice_and_is_read_twice_at_once_is_one_request(world: World) {
        let ada = customer(&world, ADA).await;
        world.run_jobs().await;
        let letter = Letter::new(&world, ADA, "Twice", "Once is enough.");
        letter.arrives(&world).await;
        letter.arrives(&world).await;
        // Both look for an earlier one, and then wait behind the count of their sender.
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let proven = [limits::counted(&cx, ADA).as_slice(), &[1]].concat();
        limits::open_by_mail(&cx, &tx, &proven).await.unwrap();
        let let_go = async {
            until_waiting(&world, 2).await;
            tx.commit().await.unwrap();
        };
        tokio::join!(world.run_jobs(), world.run_jobs(), let_go);
        // Whoever came second is tried again.
        world.advance(HOUR);
        world.run_jobs().await;
        let all = requests(&world).await;
        assert_eq!((all.len(), all[0].account_id), (1, Some(ada)));
        assert_eq!(placed(&world).await, [Some(all[0].id); 2]);
        assert_eq!((messages(&world, all[0].id).await.len(), mails(&world, "support.opened", ADA).await.len()), (1, 1));
        assert!(is_whole(&world, all[0].id).await);
    }

    /// SUP-13: the same with files and many at once, in whatever order
    async fn many_mails_that_come_twice_are_so_many_requests(world: World) {
        customer(&world, ADA).await;
        world.run_jobs().await;
        for n in 0..6 {
            let letter = Letter::new(&world, ADA, &format!("Number {n}"), &format!("Text {n}")).files(&["a.log"]);
            letter.arrives(&world).await;
            letter.arrives(&world).await;
        }
        tokio::join!(world.run_jobs(), world.run_jobs());
        for _ in 0..3 {
            world.advance(HOUR);
            world.run_jobs().await;
        }
        let all = requests(&world).await;
        assert_eq!(all.len(), 6);
        for one in &all {
            assert_eq!(placed(&world).await.iter().filter(|place| **place == Some(one.id)).count(), 2);
            assert!(is_whole(&world, one.id).await);
        }
    }
    /// SUP-13: some programs give their mails no id
    async fn a_mail_without_an_id_that_comes_twice_is_one_request(world: World) {
        customer(&world, ADA).await;
        let said = |text: &str| Letter::new(&world, ADA, "Without a name", text).with("Message-ID", "");
        said("Once.").comes(&world).await;
        said("Once.").comes(&world).await;
        assert_eq!(requests(&world).await.len(), 1);
        said("Something else in the same second.").comes(&world).await;
        assert_eq!(requests(&world).await.len(), 2);
        // Its name is no id that our mails answer.
        let told = world.last_mail_to(ADA).await.thread.unwrap();
        assert!(told.references.iter().chain(&told.in_reply_to).all(|id| !id.contains(' ')), "{told:?}");
    }
}
