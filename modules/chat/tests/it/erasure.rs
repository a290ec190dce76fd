//! What is left of chats (PRI-2, PRI-13, ACC-17), and what their owner gets of them.

use crate::*;
use gatehouse_accounts::signals::{AccountDeleted, HoldsOwnThings};
use gatehouse_chat::actions::end::end;
use gatehouse_chat::model::limits::KEPT_DAYS;
use gatehouse_chat::rights::own;
use gatehouse_core::{DAY, HOUR};
use gatehouse_testkit::both_engines;
use gatehouse_web::site::data_sets;

async fn key_of(world: &World, chat: Uuid) -> bool {
    subject::stored_key(&world.cx(), world.app.db.reader(), chat).await.unwrap().is_some()
}

/// Days pass, each with its jobs; the first run after a leap of the clock waits.
async fn days(world: &World, days: i64) {
    for _ in 0..days {
        world.advance(DAY - 2 * HOUR);
        for _ in 0..2 {
            world.run_jobs().await;
            world.advance(HOUR);
        }
        world.run_jobs().await;
    }
}

both_engines! {
    /// SUP-20, PRI-2
    async fn a_chat_is_erased_ninety_days_after_its_last_message(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        end(&world.cx_of(ada), chat, None).await.unwrap();
        days(&world, KEPT_DAYS - 1).await;
        assert_eq!(chat::Entity::find().all(world.app.db.reader()).await.unwrap().len(), 1);
        days(&world, 2).await;
        assert_eq!(chat::Entity::find().all(world.app.db.reader()).await.unwrap(), []);
        assert_eq!(messages(&world, chat).await, []);
        assert!(!key_of(&world, chat).await);
    }

    /// ACC-17, SUP-20
    async fn the_chats_of_an_account_end_with_it(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = begun(&world, ada, "Erase me").await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        assert!(cx.ask(&tx, HoldsOwnThings { account: ada }).await.unwrap());
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        let read = world.app.db.reader();
        assert!(own(&world.cx_of(ada), read, chat, None).await.unwrap().is_none(), "from the commit on");
        assert_eq!(code(take(&agent(&world), chat, false).await), "chat.not_found");
        world.run_jobs().await;
        assert_eq!(chat::Entity::find().all(read).await.unwrap(), []);
        assert!(!key_of(&world, chat).await && messages(&world, chat).await.is_empty());
        let tx = cx.begin().await.unwrap();
        assert!(!cx.ask(&tx, HoldsOwnThings { account: ada }).await.unwrap());
    }

    /// ACC-17, PRI-5
    async fn the_owner_of_an_account_gets_everything_that_was_said(world: World) {
        let ada = customer(&world, ADA).await;
        let bob = customer(&world, "bob@example.com").await;
        let chat = taken(&world, ada, "Where is my code?").await;
        answers(&world, chat, "Under Licenses.").await;
        begun(&world, bob, "Something of somebody else").await;
        let sets = data_sets(&world.modules);
        let read = async |name: &str| {
            let set = sets.iter().find(|set| set.name() == name).unwrap();
            format!("{:?}", set.read(&world.cx(), ada, None).await.unwrap().rows)
        };
        let chats = read("chat.chats").await;
        assert!(chats.contains(&chat.to_string()) && chats.contains("In progress"), "{chats}");
        let said = read("chat.messages").await;
        assert!(said.contains("Where is my code?") && said.contains("Under Licenses."), "{said}");
        assert!(!said.contains("somebody else"), "{said}");
    }
}
