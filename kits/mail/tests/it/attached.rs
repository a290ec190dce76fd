//! What mails bring along: named when they are queued, made when they are sent.

use crate::sink::Sink;
use crate::{runner, write, write_with};
use gatehouse_context::Cx;
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, HOUR, Lang, async_trait};
use gatehouse_db::Migration;
use gatehouse_db::sea_orm::{EntityTrait as _, IntoActiveModel as _};
use gatehouse_jobs::outbox;
use gatehouse_jobs::table::job;
use gatehouse_mail::attached::{MOST, MOST_BYTES};
use gatehouse_mail::{Attached, Attaches, Attachment, queue, table};
use gatehouse_testkit::{World, both_engines};
use gatehouse_web::Module;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many were made.
#[derive(Default)]
pub struct Made(AtomicUsize);

/// A module whose mails bring papers along.
pub struct Brings;

#[async_trait]
impl Module for Brings {
    fn name(&self) -> &'static str {
        "test"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory { module: "test", tables: Vec::new(), rules: Vec::new() }
    }
    fn attachers(&self) -> Vec<Arc<dyn Attaches>> {
        vec![Arc::new(Papers)]
    }
}

/// As many bytes as it is asked for; without a size it is gone.
struct Papers;

#[async_trait]
impl Attaches for Papers {
    fn kind(&self) -> &'static str {
        "test.paper"
    }

    async fn make(&self, cx: &Cx, of: &Value, lang: Lang) -> Result<Option<Attachment>, Fault> {
        let Some(size) = of.get("size").and_then(Value::as_u64) else { return Ok(None) };
        cx.service::<Made>()?.0.fetch_add(1, Ordering::Relaxed);
        let name = format!("paper-{}.pdf", lang.tag());
        Ok(Some(Attachment { name, media: "application/pdf", bytes: vec![0xA5; usize::try_from(size)?] }))
    }
}

fn paper(size: usize) -> Attached {
    Attached { kind: "test.paper".into(), of: json!({ "size": size }) }
}

fn made(world: &World) -> usize {
    world.cx().service::<Made>().unwrap().0.load(Ordering::Relaxed)
}

fn names(mail: &Value) -> Vec<&str> {
    mail["attachments"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

both_engines! {
    /// ALL-4, LIC-28
    async fn a_mail_brings_a_paper_that_is_made_when_it_is_sent(world: World) {
        let mut sink = Sink::start(0);
        let id = write_with(&world, "aiko@example.com", vec![paper(3000)]).await;
        assert_eq!(made(&world), 0, "nothing is made for a mail that waits");
        assert!(!world.dump().await.contains("test.paper"), "what is brought is sealed with the mail");
        assert_eq!(runner(&world, sink.port).drain().await.unwrap(), 1);
        let mail = sink.mail();
        assert_eq!((names(&mail), made(&world)), (vec!["paper-ja.pdf"], 1));
        let brought = &mail["attachments"][0];
        assert_eq!(brought["type"], "application/pdf");
        // 3,000 bytes of 0xA5 in base64.
        assert_eq!(brought["content"].as_str().unwrap(), "paWl".repeat(1000));
        assert_eq!(mail["subject"], "ご確認ください");
        assert!(mail["text"].as_str().unwrap().contains("token=abc") && mail["html"].as_str().unwrap().contains("<p>"));
        let kept = queue::open(&world.cx(), id).await.unwrap().unwrap();
        assert!(kept.content.is_none() && kept.row.sent_at.is_some());
    }

    /// ALL-4: a queue of many mails holds no copies
    async fn mails_that_wait_hold_no_copies(world: World) {
        for n in 0..20 {
            write_with(&world, &format!("reader{n}@example.com"), vec![paper(MOST_BYTES)]).await;
        }
        let rows = table::Entity::find().all(world.app.db.reader()).await.unwrap();
        let stored: usize = rows.iter().filter_map(|row| row.content_sealed.as_ref()).map(Vec::len).sum();
        assert!(rows.len() == 20 && stored < 20 * 1024, "{stored}");
    }

    /// ALL-4
    async fn what_is_gone_or_too_large_is_left_out_and_the_mail_goes(world: World) {
        let mut sink = Sink::start(0);
        let gone = Attached { kind: "test.paper".into(), of: json!({}) };
        let half = MOST_BYTES / 2 + 1;
        let mut told = async |attached: Vec<Attached>| {
            write_with(&world, "aiko@example.com", attached).await;
            assert_eq!(runner(&world, sink.port).drain().await.unwrap(), 1);
            names(&sink.mail()).len()
        };
        assert_eq!(told(vec![gone.clone()]).await, 0);
        assert_eq!(told(vec![gone, paper(10)]).await, 1);
        assert_eq!(told(vec![paper(MOST_BYTES + 1), paper(10)]).await, 1);
        assert_eq!(told(vec![paper(half), paper(half)]).await, 1, "together they are too large");
        assert_eq!(told(vec![paper(1); MOST + 1]).await, MOST);
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (0, 0, 0));
    }

    /// ALL-4: while nodes of two versions run
    async fn a_mail_whose_paper_this_node_does_not_know_waits_for_another_one(world: World) {
        let sink = Sink::start(0);
        let other = Attached { kind: "test.of_the_next_version".into(), of: json!({}) };
        write_with(&world, "aiko@example.com", vec![other]).await;
        runner(&world, sink.port).drain().await.unwrap();
        let (waiting, dead, _) = outbox::depth(&world.cx()).await.unwrap();
        assert_eq!((waiting, dead), (1, 0));
    }

    /// ALL-4: what a kill between the server's yes and the commit leaves is the mail as it was
    async fn a_mail_that_is_sent_again_after_a_kill_is_the_same_one_with_one_paper(world: World) {
        let mut sink = Sink::start(0);
        let reader = world.app.db.reader();
        let id = write_with(&world, "aiko@example.com", vec![paper(300)]).await;
        let job_row = job::Entity::find().one(reader).await.unwrap().unwrap();
        let mail_row = table::Entity::find_by_id(id).one(reader).await.unwrap().unwrap();
        runner(&world, sink.port).drain().await.unwrap();
        let writer = world.app.db.writer();
        job::Entity::insert(job_row.into_active_model()).exec_without_returning(writer).await.unwrap();
        table::Entity::delete_by_id(id).exec(writer).await.unwrap();
        table::Entity::insert(mail_row.into_active_model()).exec_without_returning(writer).await.unwrap();
        world.advance(HOUR);
        assert_eq!(runner(&world, sink.port).drain().await.unwrap(), 1);
        let (first, second) = (sink.mail(), sink.mail());
        assert_eq!(first["headers"]["message-id"], second["headers"]["message-id"]);
        assert_eq!(first["attachments"], second["attachments"]);
        assert_eq!((names(&second).len(), made(&world)), (1, 2));
        assert_eq!(runner(&world, sink.port).drain().await.unwrap(), 0, "and then it is sent");
    }

    /// ALL-4: a server with a limit of size
    async fn a_mail_that_a_server_refuses_with_its_paper_goes_without(world: World) {
        let mut sink = Sink::start_with(0, &["--most", "60000"]);
        write_with(&world, "aiko@example.com", vec![paper(100_000)]).await;
        runner(&world, sink.port).drain().await.unwrap();
        assert_eq!(names(&sink.mail()).len(), 0);
        write_with(&world, "aiko@example.com", vec![paper(1000)]).await;
        runner(&world, sink.port).drain().await.unwrap();
        assert_eq!(names(&sink.mail()).len(), 1);
        // Who does not exist is given up all the same.
        write_with(&world, "refused@example.com", vec![paper(1000)]).await;
        runner(&world, sink.port).drain().await.unwrap();
        let (waiting, dead, _) = outbox::depth(&world.cx()).await.unwrap();
        assert_eq!((waiting, dead), (0, 1));
    }

    /// ALL-4: a server that asks to come again after it has read all of it
    async fn a_try_that_failed_makes_the_paper_once_more(world: World) {
        let mut sink = Sink::start_with(0, &["--fail-first", "1"]);
        write_with(&world, "aiko@example.com", vec![paper(300)]).await;
        write(&world, "boris@example.com").await;
        runner(&world, sink.port).drain().await.unwrap();
        world.advance(HOUR);
        runner(&world, sink.port).drain().await.unwrap();
        let (one, other) = (sink.mail(), sink.mail());
        let of_aiko = if one["to"][0] == "aiko@example.com" { &one } else { &other };
        assert_eq!(names(of_aiko), ["paper-ja.pdf"]);
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (0, 0, 0));
    }
}
