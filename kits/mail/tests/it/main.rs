//! Mails against a real SMTP server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, reason = "a test fails loudly")]

mod addresses;
mod attached;
mod sink;

use gatehouse_context::{Settings, subject};
use gatehouse_core::{DAY, HOUR, Lang, Uuid};
use gatehouse_jobs::{Runner, outbox};
use gatehouse_mail::{Attached, Mail, MailSender, Transport, Trouble, forget_discarded, queue};
use gatehouse_testkit::{TestEngine, World, both_engines};
use sink::Sink;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

async fn world(engine: TestEngine) -> World {
    World::with(engine, vec![Box::new(attached::Brings)], |parts| {
        parts.settings = Settings { mail_from: "Aurora <portal@aurora.example>".into(), ..Settings::default() };
        parts.services.put(attached::Made::default());
    })
    .await
}

/// Of 127.0.0.1 and localhost, signed by an authority that nobody but this test knows.
const TLS_CERTIFICATE: &str = "server.pem";
const TLS_KEY: &str = "server-key.pem";
const TLS_AUTHORITY: &str = "ca.pem";
const OTHER_AUTHORITY: &str = "other-ca.pem";

/// Where such a file is.
fn tls(file: &str) -> String {
    gatehouse_testkit::package().join("tests/tls").join(file).display().to_string()
}

/// A server that gives one `answer` to one command (the greeting: ``), and says yes to all else. Returns its port; it
/// ends with the test's process.
fn contrary_server(command: &'static str, answer: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // A client that hangs up in the middle is what some of these talks end with.
            std::thread::spawn(move || talk(stream.unwrap(), command, answer).ok());
        }
    });
    port
}

fn talk(stream: TcpStream, command: &str, answer: &str) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes());
    say(if command.is_empty() { answer } else { "220 contrary.example" })?;
    let mut in_mail = false;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if in_mail {
            if line == "." {
                in_mail = false;
                say("250 taken")?;
            }
        } else if !command.is_empty() && line.starts_with(command) {
            say(answer)?;
        } else if line.starts_with("QUIT") {
            return say("221 bye");
        } else if line.starts_with("DATA") {
            in_mail = true;
            say("354 go on")?;
        } else if line.starts_with("EHLO") {
            say("250-contrary.example\r\n250 8BITMIME")?;
        } else {
            say("250 yes")?;
        }
    }
    Ok(())
}

fn runner(world: &World, port: u16) -> Runner {
    runner_with(world, Transport::from_setting(&format!("smtp://127.0.0.1:{port}")).unwrap())
}

fn runner_with(world: &World, transport: Transport) -> Runner {
    Runner::new(Arc::clone(&world.app), vec![Arc::new(MailSender::new(transport)) as _], vec![])
}

async fn write(world: &World, to: &str) -> Uuid {
    write_with(world, to, Vec::new()).await
}

async fn write_with(world: &World, to: &str, attached: Vec<Attached>) -> Uuid {
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
        one_click: None,
        thread: None,
        attached,
    };
    let id = queue(&cx, &tx, mail).await.unwrap();
    tx.commit().await.unwrap();
    id
}

both_engines! {
    /// ALL-4
    async fn mails_of_one_moment_are_read_in_the_order_in_which_they_were_queued(world: World) {
        let names: Vec<String> = (0..20).map(|n| format!("reader{n}@example.com")).collect();
        for name in &names {
            write(&world, name).await;
        }
        let read: Vec<String> = world.mails().await.into_iter().map(|mail| mail.to).collect();
        assert_eq!(read, names);
    }

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

    /// ALL-4
    async fn a_server_that_turns_us_away_costs_no_mail(world: World) {
        for (command, answer) in [
            ("", "554 no service here"),
            ("", "550 your network is blocked"),
            ("EHLO", "550 go away"),
            ("MAIL", "530 authentication required"),
            ("MAIL", "553 5.1.8 the sender's domain is not known"),
            ("RCPT", "550 5.7.1 no relaying for you"),
            ("RCPT", "550 relay not permitted"),
            ("DATA", "554 5.7.0 policy"),
        ] {
            write(&world, "aiko@example.com").await;
            assert_eq!(runner(&world, contrary_server(command, answer)).drain().await.unwrap(), 1);
            let (_, dead, _) = outbox::depth(&world.cx()).await.unwrap();
            assert_eq!(dead, 0, "{command:?} {answer}");
        }
        assert_eq!(outbox::depth(&world.cx()).await.unwrap().0, 8, "all wait for their next try");
    }

    /// ALL-4
    async fn an_address_that_does_not_exist_is_given_up_at_once(world: World) {
        let answers = ["550 5.1.1 no such user", "550 no such user", "554 5.2.1 the mailbox is closed"];
        for (n, answer) in answers.into_iter().enumerate() {
            write(&world, "aiko@example.com").await;
            runner(&world, contrary_server("RCPT", answer)).drain().await.unwrap();
            let (waiting, dead, _) = outbox::depth(&world.cx()).await.unwrap();
            assert_eq!((waiting, dead), (0, n as u64 + 1), "{answer}");
        }
    }

    /// PRI-13, ALL-4
    async fn a_mail_and_a_password_go_out_under_tls_that_was_verified(world: World) {
        let mut sink = Sink::with_tls();
        let place = format!("127.0.0.1:{}", sink.port);
        write(&world, "aiko@example.com").await;
        let setting = format!("smtp://portal:right@{place}?tls=required");
        let transport = Transport::open(&setting, Some(tls(TLS_AUTHORITY).as_ref())).unwrap();
        runner_with(&world, transport).drain().await.unwrap();
        let mail = sink.mail();
        assert_eq!((mail["secure"].as_bool(), mail["user"].as_str()), (Some(true), Some("portal")));
        for (setting, authority, trouble) in [
            (setting, OTHER_AUTHORITY, Trouble::Certificate),
            (format!("smtp://portal:wrong@{place}?tls=required"), TLS_AUTHORITY, Trouble::Password),
            (format!("smtps://portal:right@{place}"), TLS_AUTHORITY, Trouble::Tls),
        ] {
            let transport = Transport::open(&setting, Some(tls(authority).as_ref())).unwrap();
            assert_eq!(transport.test(PATIENCE).await, Err(trouble), "{setting}");
            write(&world, "boris@example.com").await;
            assert_eq!(runner_with(&world, transport).drain().await.unwrap(), 1);
        }
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (3, 0, 0), "all three wait");
    }

    /// PRI-13, ALL-4
    async fn without_starttls_nothing_is_told_and_the_mail_waits(world: World) {
        let sink = Sink::start(0);
        write(&world, "aiko@example.com").await;
        let setting = format!("smtp://portal:right@127.0.0.1:{}?tls=required", sink.port);
        let transport = Transport::from_setting(&setting).unwrap();
        assert_eq!(transport.test(PATIENCE).await, Err(Trouble::NoStartTls));
        assert_eq!(runner_with(&world, transport).drain().await.unwrap(), 1);
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (1, 0, 0));
        let row = &outbox::list(&world.cx(), false, &Default::default()).await.unwrap().items[0];
        assert!(row.last_error.as_deref().unwrap().contains("STARTTLS"), "{:?}", row.last_error);
    }

    /// ALL-6
    async fn the_log_of_a_failed_mail_says_what_is_in_the_way(world: World) {
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        for (place, trouble) in [
            (format!("127.0.0.1:{closed}"), Trouble::Refused),
            ("nobody.invalid:25?tls=none".to_owned(), Trouble::Name),
            (format!("127.0.0.1:{}", contrary_server("", "554 no service here")), Trouble::TurnedAway(554)),
            (format!("127.0.0.1:{}", contrary_server("", "421 too busy")), Trouble::Later),
            (format!("127.0.0.1:{}", contrary_server("", "HTTP/1.1 400 Bad Request")), Trouble::Lost),
        ] {
            let transport = Transport::from_setting(&format!("smtp://{place}")).unwrap();
            assert_eq!(transport.test(PATIENCE).await, Err(trouble), "{place}");
            write(&world, "aiko@example.com").await;
            runner_with(&world, transport).drain().await.unwrap();
            let rows = outbox::list(&world.cx(), false, &Default::default()).await.unwrap().items;
            assert!(rows.iter().any(|row| row.last_error == Some(trouble.to_string())), "{place}");
        }
    }

    /// ALL-4, ALL-6
    async fn a_sender_that_is_no_address_costs_no_mail(world: World) {
        let mut sink = Sink::start(0);
        let from = async |mail_from: &str| {
            let settings = Settings { mail_from: mail_from.to_owned(), ..Settings::default() };
            World::with(world.engine, Vec::new(), |parts| parts.settings = settings).await
        };
        let broken = from("not an address").await;
        write(&broken, "aiko@example.com").await;
        assert_eq!(runner(&broken, sink.port).drain().await.unwrap(), 1);
        let (waiting, dead, _) = outbox::depth(&broken.cx()).await.unwrap();
        assert_eq!((waiting, dead), (1, 0), "it waits for the operator");
        let comma = from("Example, Inc. (神谷) <portal@bücher.example>").await;
        let id = write(&comma, "aiko@example.com").await;
        assert_eq!(runner(&comma, sink.port).drain().await.unwrap(), 1);
        let mail = sink.mail();
        let headers = &mail["headers"];
        assert!(headers["from"].as_str().unwrap().ends_with("<portal@xn--bcher-kva.example>"), "{headers}");
        assert!(headers["message-id"].as_str().unwrap().contains(&id.to_string()));
    }

    /// PRI-2, PRI-3
    async fn a_mail_that_never_went_out_is_cleared_when_discarded_and_erased_after_60_days(world: World) {
        let cx = world.cx();
        let port = contrary_server("RCPT", "550 5.1.1 no such user");
        let (discarded, left) = (write(&world, "aiko@example.com").await, write(&world, "boris@example.com").await);
        runner(&world, port).drain().await.unwrap();
        let dead = outbox::list(&cx, true, &Default::default()).await.unwrap().items;
        let job = dead.iter().find(|job| job.payload.contains(&discarded.to_string())).unwrap();
        let tx = cx.begin().await.unwrap();
        assert!(outbox::discard(&tx, job.id).await.unwrap());
        forget_discarded(&tx, job).await.unwrap();
        tx.commit().await.unwrap();
        assert!(queue::open(&cx, discarded).await.unwrap().unwrap().content.is_none());
        assert!(queue::open(&cx, left).await.unwrap().unwrap().content.is_some(), "the other can still be run again");
        world.advance(59 * DAY);
        world.run_jobs().await;
        assert!(queue::open(&cx, left).await.unwrap().is_some());
        world.advance(2 * DAY);
        world.run_jobs().await;
        assert!(queue::open(&cx, left).await.unwrap().is_none());
        assert!(queue::open(&cx, discarded).await.unwrap().is_none());
    }

    /// LIC-4, PRI-13
    async fn a_stolen_database_shows_neither_address_nor_content_of_a_mail(world: World) {
        write(&world, "aiko@example.com").await;
        let dump = world.dump().await;
        assert!(!dump.contains("aiko@example.com") && !dump.contains("token=abc"));
        assert!(dump.contains("test.hello"), "the control look must find the kind");
    }
}
