//! Mails as they come to support, and a colleague who answers by mail.

use crate::*;
use axum::body::Bytes;
use gatehouse_context::{Listener, Listeners};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::{Migration, Tx};
use gatehouse_inbox::keep::{Coming, Taken, take};
use gatehouse_inbox::mail::Envelope;
use gatehouse_inbox::tables::incoming_mail::{self, Door};
use gatehouse_mail::Recipient;
use gatehouse_mail::staff::StaffWanted;
use std::convert::Infallible;
use std::fmt::Write as _;

/// Who answers requests besides the context of the tests.
pub const KIM: Uuid = Uuid::from_u128(0x57AF);
pub const KIMS: &str = "kim@vendor.example";

/// Keeps the one colleague.
#[derive(Clone, Copy, Debug)]
pub struct Colleagues;

impl Module for Colleagues {
    fn name(&self) -> &'static str {
        "colleagues"
    }

    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }

    fn inventory(&self) -> Inventory {
        Inventory { module: "colleagues", tables: Vec::new(), rules: Vec::new() }
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<StaffWanted>(Colleagues);
    }
}

#[async_trait]
impl Listener<StaffWanted> for Colleagues {
    async fn hear(&self, cx: &Cx, tx: &Tx, wanted: &StaffWanted) -> Result<(), Fault> {
        // Their letters are sealed under a key of their own, like those of every member.
        if gatehouse_context::subject::locked_key(cx, tx, KIM).await?.is_none() {
            gatehouse_context::subject::create(cx, tx, KIM).await?;
        }
        wanted.add(Recipient {
            account: None,
            sealed_by: KIM,
            email: KIMS.to_owned(),
            greeted: None,
            lang: Lang::En,
            zone: None,
            is_staff: true,
        });
        Ok(())
    }
}

/// A mail while it is written.
#[derive(Clone)]
pub struct Letter {
    head: Vec<(String, String)>,
    body: String,
    from: String,
    null_path: bool,
    to: Vec<String>,
    ip: &'static str,
}

impl Letter {
    /// From an address to the general one, by the machine of its domain.
    pub fn new(world: &World, from: &str, subject: &str, text: &str) -> Self {
        let id = format!("<{}@{}>", world.cx().id().simple(), from.rsplit_once('@').unwrap().1);
        let mut letter = Self {
            head: Vec::new(),
            body: text.to_owned(),
            from: from.to_owned(),
            null_path: false,
            to: vec![GENERAL.to_owned()],
            ip: "192.0.2.9",
        };
        for (name, value) in [("From", from), ("To", GENERAL), ("Subject", subject), ("Message-ID", id.as_str())] {
            letter = letter.with(name, value);
        }
        letter.with("Date", "Sat, 21 Nov 2026 12:00:00 +0000").with("MIME-Version", "1.0")
    }

    /// An answer to a mail of ours, as programs write it.
    pub fn answering(world: &World, from: &str, mail: &ReadMail, text: &str) -> Self {
        let thread = mail.thread.clone().unwrap();
        let subject = format!("Re: {}", mail.subject.trim_start_matches("Re: "));
        let letter = Self::new(world, from, &subject, text).to(thread.reply_to.as_deref().unwrap());
        letter
            .with("In-Reply-To", &format!("<{}>", thread.message_id))
            .with("References", &format!("<{}>", thread.message_id))
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.head.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        self.head.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn to(mut self, address: &str) -> Self {
        self.to = vec![address.to_owned()];
        self.with("To", address)
    }

    /// From a machine that does not speak for the domain.
    pub fn forged(mut self) -> Self {
        self.ip = "203.0.113.5";
        self
    }

    /// With files beside the text.
    pub fn files(mut self, names: &[&str]) -> Self {
        let mut body = format!("--b0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n", self.body);
        for name in names {
            write!(
                body,
                "--b0\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
                 Content-Disposition: attachment; filename=\"{name}\"\r\n\r\nbytes of {name}\r\n"
            )
            .unwrap();
        }
        body.push_str("--b0--\r\n");
        self.body = body;
        self.with("Content-Type", "multipart/mixed; boundary=\"b0\"")
    }

    /// A report that a mail did not arrive.
    pub fn bounce(world: &World, to: &str, recipient: &str, status: &str) -> Self {
        let body = format!(
            "--b0\r\nContent-Type: text/plain\r\n\r\nIt was not delivered.\r\n--b0\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n\r\n--b0--\r\n"
        );
        let mut letter =
            Self::new(world, "mailer-daemon@mx.example", "Undelivered Mail Returned to Sender", &body).to(to);
        letter.null_path = true;
        letter.with("Content-Type", "multipart/report; report-type=delivery-status; boundary=\"b0\"")
    }

    /// It comes in, and is read; answers its id.
    pub async fn comes(&self, world: &World) -> Uuid {
        let (raw, envelope) = self.written();
        come(world, raw, envelope).await
    }

    /// It comes in, and waits for a worker.
    pub async fn arrives(&self, world: &World) -> Uuid {
        let (raw, envelope) = self.written();
        arrive(world, raw, envelope).await
    }

    fn written(&self) -> (Vec<u8>, Envelope) {
        let mut raw = String::new();
        for (name, value) in &self.head {
            write!(raw, "{name}: {value}\r\n").unwrap();
        }
        raw.push_str("\r\n");
        raw.push_str(&self.body.replace("\r\n", "\n").replace('\n', "\r\n"));
        let envelope = Envelope {
            from: Some(self.from.clone()).filter(|_| !self.null_path),
            null_path: self.null_path,
            to: self.to.clone(),
            ip: self.ip.parse().ok(),
            helo: "mx.example".to_owned(),
        };
        (raw.into_bytes(), envelope)
    }
}

async fn arrive(world: &World, raw: Vec<u8>, envelope: Envelope) -> Uuid {
    let coming = Coming { door: Door::Lmtp, source: None, envelope };
    let pieces = futures::stream::iter([Ok::<_, Infallible>(Bytes::from(raw))]);
    let Taken::Kept(id) = take(&world.cx(), &coming, pieces).await.unwrap() else { panic!("it was not kept") };
    id
}

/// Bytes come in as a mail, and are read.
pub async fn come(world: &World, raw: Vec<u8>, envelope: Envelope) -> Uuid {
    let id = arrive(world, raw, envelope).await;
    world.run_jobs().await;
    let row = incoming_mail::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap();
    assert!(row.is_some_and(|row| row.failure.is_none() && row.read_at.is_some()), "it was not read");
    id
}

/// Every request, in the order in which they were opened.
pub async fn requests(world: &World) -> Vec<request::Model> {
    let all = request::Entity::find().order_by_asc(request::Column::Number);
    all.all(world.app.db.reader()).await.unwrap()
}
