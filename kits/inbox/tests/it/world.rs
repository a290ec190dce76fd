//! A world in which mail comes in, and a keeper of requests who writes down what it gets.

use crate::fixture::GENERAL;
use crate::letter::Letter;
use axum::body::Bytes;
use futures::TryStreamExt as _;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Uuid, async_trait};
use gatehouse_db::sea_orm::{EntityTrait as _, QueryOrder as _};
use gatehouse_inbox::keep::{Coming, Taken, take};
use gatehouse_inbox::mail::{Envelope, Mail};
use gatehouse_inbox::matching::Asked;
use gatehouse_inbox::tables::incoming_mail::{Column, Door, Entity, Model, State};
use gatehouse_inbox::{Arrived, Because, Class, Goes, Inbox, Known, LookUp, Receiver, Receives, because, failed};
use gatehouse_testkit::{TestEngine, World, both_engines};
use gatehouse_worker::Workers;
use std::convert::Infallible;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The example beside this test's program.
pub fn workers() -> Workers {
    let own = std::env::current_exe().unwrap();
    let program: PathBuf = own.parent().and_then(|folder| folder.parent()).unwrap().join("examples/inbox_child");
    assert!(program.exists(), "{} is built with the tests", program.display());
    Workers::new(program, 2)
}

/// Subject, text, files with their bytes.
pub type Got = (String, String, Vec<Vec<u8>>);

/// What came, in its order: subject, text, files with their bytes.
#[derive(Clone, Default)]
pub struct Keeper {
    pub got: Arc<Mutex<Vec<Got>>>,
    pub account: Arc<Mutex<Option<Uuid>>>,
    /// From which machine each came.
    pub from: Arc<Mutex<Vec<Option<IpAddr>>>>,
    /// Whose mails were too large.
    pub too_large: Arc<Mutex<Vec<String>>>,
}

impl Keeper {
    pub fn subjects(&self) -> Vec<String> {
        let mut all: Vec<String> = self.got.lock().unwrap().iter().map(|(subject, ..)| subject.clone()).collect();
        all.sort();
        all
    }
}

#[async_trait]
impl LookUp for Keeper {
    async fn look_up(&self, _: &Cx, _: &Asked) -> Result<Known, Fault> {
        Ok(Known { is_sender_known: true, ..Known::default() })
    }
}

#[async_trait]
impl Receives for Keeper {
    async fn receive(&self, cx: &Cx, mail: &Arrived) -> Result<(), Fault> {
        if mail.mail.subject == "refuse me" {
            return Err(Fault::new("the keeper cannot keep it"));
        }
        let mut files = Vec::new();
        for number in 0..mail.mail.attachments.len() {
            let pieces: Vec<Bytes> = mail.attachment(cx, number).try_collect().await?;
            files.push(pieces.concat());
        }
        let account = *self.account.lock().unwrap();
        let tx = cx.begin().await?;
        mail.done(cx, &tx, Some(Uuid::from_u128(0xA)), account).await?;
        tx.commit().await?;
        self.from.lock().unwrap().push(mail.envelope.ip);
        self.got.lock().unwrap().push((mail.mail.subject.clone(), mail.mail.text.clone(), files));
        Ok(())
    }
    async fn too_large(&self, _: &Cx, mail: &Mail) -> Result<(), Fault> {
        self.too_large.lock().unwrap().extend(mail.from.clone().map(|from| from.address));
        Ok(())
    }

    fn failed_page(&self) -> &'static str {
        "/staff/failed-emails"
    }
}

pub async fn world_of(engine: TestEngine, keeper: Keeper) -> World {
    World::with(engine, Vec::new(), |parts| {
        parts.services.put(workers());
        parts.services.put(keeper.clone());
        parts.services.put(Receiver(Arc::new(keeper)));
        parts.services.put(Inbox {
            general: GENERAL.to_owned(),
            host: "mx.portal.example".to_owned(),
            upload_page: "https://portal.example/support/upload".to_owned(),
            ..Inbox::default()
        });
    })
    .await
}

pub fn keeper(world: &World) -> Keeper {
    world.app.services.get::<Keeper>().unwrap().clone()
}

pub async fn come(cx: &Cx, raw: Vec<u8>) -> Taken {
    let envelope =
        Envelope { from: Some("alice@cust.example".to_owned()), to: vec![GENERAL.to_owned()], ..Envelope::default() };
    let coming = Coming { door: Door::Lmtp, source: None, envelope };
    take(cx, &coming, futures::stream::iter([Ok::<_, Infallible>(Bytes::from(raw))])).await.unwrap()
}

pub async fn rows(cx: &Cx) -> Vec<Model> {
    Entity::find().order_by_asc(Column::Id).all(cx.read()).await.unwrap()
}

both_engines! {
    /// SUP-13: kept before it is acknowledged, read in the worker, brought to its request exactly once
    async fn a_mail_is_kept_then_read_then_placed(world: World) {
        let cx = world.cx();
        let letter = Letter::new("Files").parts(
            "mixed",
            &[crate::letter::text_part("See it."), crate::letter::file_part("a.bin", "application/octet-stream", &[7; 9_000])],
        );
        let Taken::Kept(id) = come(&cx, letter.build()).await else { panic!("it was not kept") };
        assert_eq!(rows(&cx).await[0].state, State::Waiting);
        world.run_jobs().await;
        assert_eq!(keeper(&world).got.lock().unwrap().as_slice(), [("Files".to_owned(), "See it.".to_owned(), vec![vec![7; 9_000]])]);
        let row = &rows(&cx).await[0];
        assert_eq!((row.state, row.request_id), (State::Read, Some(Uuid::from_u128(0xA))));
        let why: Because = because(&cx, id).await.unwrap().unwrap();
        assert_eq!((why.from.as_str(), why.decision.goes), ("alice@cust.example", Goes::New));
        assert!(matches!(why.class, Class::Person { .. }));
        world.run_jobs().await;
        assert_eq!(keeper(&world).got.lock().unwrap().len(), 1);
    }

    /// SUP-13: one poisoned mail never stops the rest (freescout 4293)
    async fn a_mail_that_cannot_be_read_stops_no_other(world: World) {
        let cx = world.cx();
        come(&cx, Letter::new("first").text("T").build()).await;
        let Taken::Kept(poisoned) = come(&cx, b"\r\n\r\n".to_vec()).await else { panic!() };
        come(&cx, Letter::new("last").text("T").build()).await;
        world.run_jobs().await;
        assert_eq!(keeper(&world).subjects(), ["first", "last"]);
        let list = failed::failed(&cx, None).await.unwrap();
        assert_eq!((list.len(), list[0].id, list[0].failure.as_str()), (1, poisoned, "no_mail"));
        assert_eq!(failed::count_failed(&cx).await.unwrap(), 1);
        assert!(failed::raw(&cx, poisoned).await.unwrap().is_some(), "it is kept");
        // Staff try it again, and it fails again; then they throw it away.
        let tx = cx.begin().await.unwrap();
        failed::retry(&cx, &tx, poisoned).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(failed::count_failed(&cx).await.unwrap(), 0);
        world.run_jobs().await;
        assert_eq!(failed::count_failed(&cx).await.unwrap(), 1);
        let tx = cx.begin().await.unwrap();
        failed::discard(&cx, &tx, poisoned).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rows(&cx).await.len(), 2);
        let tx = cx.begin().await.unwrap();
        assert!(failed::retry(&cx, &tx, poisoned).await.is_err());
        tx.rollback().await.unwrap();
    }

    /// SUP-13: what nobody can place is tried again, then kept for staff
    async fn a_mail_that_its_keeper_refuses_is_tried_again_and_then_kept(world: World) {
        let cx = world.cx();
        come(&cx, Letter::new("refuse me").text("T").build()).await;
        for _ in 0..20 {
            world.run_jobs().await;
            world.advance(2 * 3_600 * 1_000_000);
        }
        let list = failed::failed(&cx, None).await.unwrap();
        assert_eq!((list.len(), list[0].failure.as_str()), (1, "given_up"));
    }

    /// PRI-3: a mail ends with its author, with its request, and after 180 days
    async fn a_mail_ends_with_its_author_and_with_its_time(world: World) {
        let cx = world.cx();
        let author = cx.id();
        let tx = cx.begin().await.unwrap();
        subject::create(&cx, &tx, author).await.unwrap();
        tx.commit().await.unwrap();
        *keeper(&world).account.lock().unwrap() = Some(author);
        come(&cx, Letter::new("of the author").text("T").build()).await;
        world.run_jobs().await;
        *keeper(&world).account.lock().unwrap() = None;
        come(&cx, Letter::new("of nobody").text("T").build()).await;
        world.run_jobs().await;
        assert_eq!(rows(&cx).await.len(), 2);
        let tx = cx.begin().await.unwrap();
        subject::destroy(&cx, &tx, author).await.unwrap();
        tx.commit().await.unwrap();
        let left = rows(&cx).await;
        assert_eq!(left.len(), 1);
        for _ in 0..6 {
            world.advance(31 * DAY);
            world.run_jobs().await;
        }
        assert!(rows(&cx).await.is_empty(), "after 186 days");
        let keys = subject::keys(&cx, cx.read(), &[left[0].id]).await.unwrap();
        assert!(keys.is_empty());
    }
}
