//! Mails against a real SMTP server.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails loudly")]

use gatehouse_core::{HOUR, Lang, Uuid};
use gatehouse_db::{Settings, subject};
use gatehouse_jobs::{Runner, outbox};
use gatehouse_mail::{Mail, MailSender, Transport, queue};
use gatehouse_testkit::{TestEngine, World, both_engines};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

async fn world(engine: TestEngine) -> World {
    World::with(engine, Vec::new(), |parts| {
        parts.settings = Settings { mail_from: "Aurora <portal@aurora.example>".into(), ..Settings::default() };
    })
    .await
}

/// The journeys' SMTP sink (npm smtp-server) as a child process; ends with the test.
struct Sink {
    child: Child,
    lines: BufReader<ChildStdout>,
    port: u16,
}

impl Sink {
    fn start(port: u16) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../e2e/smtp-sink.mjs");
        let mut child = Command::new("node")
            .args([script, &port.to_string(), "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node 20 and `npm ci` in e2e/ (cargo xtask test does it)");
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let port = first.trim().strip_prefix("listening ").expect("npm ci was run in e2e/").parse().unwrap();
        Self { child, lines, port }
    }

    fn mail(&mut self) -> serde_json::Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn runner(world: &World, port: u16) -> Runner {
    let transport = Transport::from_setting(&format!("smtp://127.0.0.1:{port}")).unwrap();
    Runner::new(Arc::clone(&world.app), vec![Arc::new(MailSender::new(transport)) as _], vec![])
}

async fn write(world: &World, to: &str) -> Uuid {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let sealed_by = cx.id();
    subject::create(&cx, &tx, sealed_by).await.unwrap();
    let mail = Mail {
        kind: "test.hello",
        to: to.to_owned(),
        account: None,
        sealed_by,
        lang: Lang::Ja,
        subject: "ご確認ください".into(),
        text: "リンク https://portal.example/confirm?token=abc".into(),
        html: "<p>リンク</p>".into(),
    };
    let id = queue(&cx, &tx, mail).await.unwrap();
    tx.commit().await.unwrap();
    id
}

both_engines! {
    /// ALL-4
    async fn a_mail_reaches_a_real_server_with_both_parts_and_then_forgets_its_content(world: World) {
        let mut sink = Sink::start(0);
        let id = write(&world, "aiko@example.com").await;
        assert_eq!(runner(&world, sink.port).drain().await.unwrap(), 1);
        let mail = sink.mail();
        assert_eq!(mail["subject"], "ご確認ください");
        assert!(mail["text"].as_str().unwrap().contains("https://portal.example/confirm?token=abc"));
        assert!(mail["html"].as_str().unwrap().contains("<p>リンク</p>"));
        let headers = mail["headers"].to_string();
        assert!(headers.contains(&id.to_string()), "the Message-ID is the mail's id: {headers}");
        assert!(headers.contains("auto-generated"));
        let kept = queue::open(&world.cx(), id).await.unwrap().unwrap();
        assert!(kept.content.is_none() && kept.row.sent_at.is_some());
        assert_eq!(runner(&world, sink.port).drain().await.unwrap(), 0, "it is sent once");
    }

    /// ALL-4
    async fn while_the_server_is_down_nothing_is_lost_and_when_it_is_up_all_is_sent(world: World) {
        let port = Sink::start(0).port;
        for n in 0..3 {
            write(&world, &format!("person{n}@example.com")).await;
        }
        let runner = runner(&world, port);
        assert_eq!(runner.drain().await.unwrap(), 3, "three tries, none succeeds");
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (3, 0, 0));
        let mut sink = Sink::start(port);
        world.advance(HOUR);
        assert_eq!(runner.drain().await.unwrap(), 3);
        let mut to: Vec<String> = (0..3).map(|_| sink.mail()["to"].to_string()).collect();
        to.sort();
        assert!((0..3).all(|n| to[n].contains(&format!("person{n}@example.com"))), "{to:?}");
        assert_eq!(outbox::depth(&world.cx()).await.unwrap().0, 0);
    }

    /// ALL-4
    async fn a_mail_that_the_server_refuses_for_good_is_a_dead_letter_at_once(world: World) {
        let sink = Sink::start(0);
        write(&world, "refused@example.com").await;
        runner(&world, sink.port).drain().await.unwrap();
        let (waiting, dead, _) = outbox::depth(&world.cx()).await.unwrap();
        assert_eq!((waiting, dead), (0, 1));
        let row = &outbox::list(&world.cx(), true, &Default::default()).await.unwrap().items[0];
        assert!(!row.last_error.as_deref().unwrap().contains('@'), "no address in the error");
    }

    /// LIC-4, PRI-13
    async fn a_stolen_database_shows_neither_address_nor_content_of_a_mail(world: World) {
        write(&world, "aiko@example.com").await;
        let dump = world.dump().await;
        assert!(!dump.contains("aiko@example.com") && !dump.contains("token=abc"));
        assert!(dump.contains("test.hello"), "the control look must find the kind");
    }
}
