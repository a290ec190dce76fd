//! A mail that comes in (SUP-13), from its first byte to its request: kept sealed in a file, read in the worker process, its sender proven by SPF, classed,
//! matched, and a message of the request that it answers, with its attachments. Name servers are asked on this machine. Processor time of this process
//! and of the workers, which are this program too. Beside it reading alone, in this process.

use crate::content::{Content, done};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::Paired;
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Role, StaffActor, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use gatehouse_inbox::MailParser;
use gatehouse_inbox::keep::{Coming, Taken, take};
use gatehouse_inbox::mail::Envelope;
use gatehouse_inbox::marks::reply_address;
use gatehouse_inbox::parser::Asked;
use gatehouse_inbox::tables::incoming_mail::Door;
use gatehouse_support::actions::open_for_caller::{OpenForCaller, open_for_caller};
use gatehouse_support::model::message::MessageChannel;
use gatehouse_support::tables::{request_message, request_person};
use gatehouse_testkit::name_server::{NameServer, Says};
use gatehouse_worker::Parser as _;
use std::convert::Infallible;
use std::hint::black_box;
use std::net::IpAddr;

const MAILS: usize = 200;
/// Requests that they answer, in turns.
const REQUESTS: usize = 50;
const ROUNDS: usize = 3;
const GENERAL: &str = "support@portal.example";
const SENDER: &str = "alice@cust.example";
const MACHINE: [u8; 4] = [192, 0, 2, 9];
/// What Linux counts processor time in (`USER_HZ`), in milliseconds.
const TICK: f64 = 10.0;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("mail_in")?;
    place.runtime.block_on(async {
        let names = NameServer::start().await;
        names.says(Says::Texts(vec!["v=spf1 ip4:192.0.2.0/24 -all".to_owned()]));
        let content = Content::configured(&data, None, |config| {
            GENERAL.clone_into(&mut config.inbox.address);
            config.name_servers = vec![names.address().to_string()];
        })
        .await?;
        let measured = figures(&content).await;
        content.close().await?;
        measured
    })
}

async fn figures(content: &Content) -> Result<Vec<Figure>, Fault> {
    let addresses = addresses(content).await?;
    let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
    // The first round warms statements and keys up.
    for round in 0..=ROUNDS {
        let (baseline, value) = (alone()?, whole(content, &addresses, round).await?);
        if round > 0 {
            rounds.baselines.push(baseline);
            rounds.values.push(value);
        }
    }
    let what = "processor time of an answer with a quote and two attachments: kept sealed, read in the worker, proven, matched, a message of its request";
    Ok(vec![Figure::of("mail_in", "ms", &rounds, what, "reading alone, in this process").goal(Goal::Below(5.0))])
}

/// Where the answers to some requests of one sender go.
async fn addresses(content: &Content) -> Result<Vec<String>, Fault> {
    let account = content.account(SENDER).await?;
    let staff = StaffActor { id: Uuid::from_u128(0x57AF), roles: vec![Role::Support] };
    let cx = content.cx.acting_as(Actor::Staff(staff));
    let mut addresses = Vec::with_capacity(REQUESTS);
    for number in 0..REQUESTS {
        let input = OpenForCaller {
            channel: "call".into(),
            account: account.to_string(),
            category: "portal".into(),
            subject: format!("A question of the bench, {number}"),
            description: "Where is it? I looked everywhere.".into(),
            fields: [("kind".to_owned(), "question".to_owned())].into(),
            ..OpenForCaller::default()
        };
        let request = done(open_for_caller(&cx, &input).await)?.id;
        let own = request_person::Entity::find().filter(request_person::Column::RequestId.eq(request));
        let author = own.one(cx.read()).await?.ok_or_else(|| Fault::new("a request without an author"))?;
        addresses.push(reply_address(&cx.app.keys, GENERAL, request, author.id));
    }
    // Mails about them are no part of what is measured.
    content.installed.site.runner.drain().await?;
    Ok(addresses)
}

/// An answer as Outlook writes it, with text, HTML and two attachments; no two are alike.
fn mail(number: usize, to: &str) -> Vec<u8> {
    let lines = "It still happens after the update. The log says so.\r\n".repeat(20);
    let file = "SGVsbG8gd29ybGQsIHRoaXMgaXMgYSBsb2cgZmlsZSBvZiBzb21lIGxlbmd0aC4=\r\n".repeat(120);
    let part = |name: &str| {
        format!(
            "--b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{file}\r\n"
        )
    };
    format!(
        "From: Alice <{SENDER}>\r\nTo: <{to}>\r\nSubject: Re: request {number}\r\nMessage-ID: <{number}@cust.example>\r\n\
         Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: multipart/alternative; boundary=\"a\"\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{lines}\r\n\
         From: Support\r\nSent: Monday, November 23, 2026 9:00 AM\r\nTo: Alice\r\nSubject: request\r\n\r\n{lines}\r\n\
         --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p style=\"color:red\">{lines}</p><hr><p>{lines}</p>\r\n--a--\r\n{}{}--b--\r\n",
        part("trace.log"),
        part("screen.bin")
    )
    .into_bytes()
}

async fn whole(content: &Content, addresses: &[String], round: usize) -> Result<f64, Fault> {
    let cx = &content.cx;
    let (before, there) = (spent()?, arrived(cx).await?);
    for (number, to) in addresses.iter().cycle().take(MAILS).enumerate() {
        let envelope = Envelope {
            from: Some(SENDER.to_owned()),
            to: vec![to.clone()],
            ip: Some(IpAddr::from(MACHINE)),
            helo: "mx.cust.example".to_owned(),
            ..Envelope::default()
        };
        let coming = Coming { door: Door::Lmtp, source: None, envelope };
        let raw = Bytes::from(mail(round * MAILS + number, to));
        let bytes = futures::stream::iter([Ok::<_, Infallible>(raw)]);
        if !matches!(take(cx, &coming, bytes).await?, Taken::Kept(_)) {
            return Err(Fault::new("a mail was not kept"));
        }
    }
    content.installed.site.runner.drain().await?;
    let spent = spent()? - before;
    let came = arrived(cx).await? - there;
    if came != MAILS as u64 {
        return Err(Fault::new(format!("{came} of {MAILS} mails came to their requests")));
    }
    Ok(spent / MAILS as f64)
}

/// Messages that came by mail, of people who belong to their requests.
async fn arrived(cx: &Cx) -> Result<u64, Fault> {
    use request_message::{Column, Entity};
    let all = Entity::find().filter(Column::Channel.eq(MessageChannel::Mail)).filter(Column::Unconfirmed.eq(false));
    Ok(all.count(cx.read()).await?)
}

fn alone() -> Result<f64, Fault> {
    let before = spent()?;
    // Ten times as many: the clock of processor time is coarse.
    for number in 0..10 * MAILS {
        black_box(
            MailParser::parse(Asked::default(), &mail(number, GENERAL))
                .map_err(|_| Fault::new("a mail was not read"))?,
        );
    }
    Ok((spent()? - before) / (10 * MAILS) as f64)
}

/// Processor time of this process and of the children that have ended, in milliseconds.
fn spent() -> Result<f64, Fault> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // Behind the name in brackets: utime, stime, cutime and cstime are the 14th to 17th.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: Option<f64> = (11..15).map(|field| fields.get(field)?.parse::<f64>().ok()).sum();
    Ok(ticks.ok_or_else(|| Fault::new("/proc/self/stat is not understood"))? * TICK)
}
