//! A mail that comes in (SUP-13), from its first byte to its decision: kept sealed in a file, read in the worker process, classed and
//! matched. Processor time of this process and of the workers, which are this program too. Beside it reading alone, in this process.

use crate::content::Content;
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::Paired;
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_inbox::keep::{Coming, Taken, take};
use gatehouse_inbox::loops::class;
use gatehouse_inbox::mail::Envelope;
use gatehouse_inbox::matching::{Clues, decide};
use gatehouse_inbox::parser::Asked;
use gatehouse_inbox::read::read;
use gatehouse_inbox::tables::incoming_mail::Door;
use gatehouse_inbox::{Known, MailParser};
use gatehouse_worker::Parser as _;
use std::convert::Infallible;
use std::hint::black_box;

const MAILS: usize = 200;
const ROUNDS: usize = 3;
const GENERAL: &str = "support@portal.example";
/// What Linux counts processor time in (`USER_HZ`), in milliseconds.
const TICK: f64 = 10.0;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("mail_in")?;
    place.runtime.block_on(async {
        let content = Content::open(&data, None).await?;
        let measured = figures(&content.cx).await;
        content.close().await?;
        measured
    })
}

async fn figures(cx: &Cx) -> Result<Vec<Figure>, Fault> {
    let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
    // The first round warms statements and keys up.
    for round in 0..=ROUNDS {
        let (baseline, value) = (alone()?, whole(cx).await?);
        if round > 0 {
            rounds.baselines.push(baseline);
            rounds.values.push(value);
        }
    }
    let what =
        "processor time of a mail with a quote and two attachments: kept sealed, read in the worker, classed, matched";
    Ok(vec![Figure::of("mail_in", "ms", &rounds, what, "reading alone, in this process").goal(Goal::Below(5.0))])
}

/// An answer as Outlook writes it, with text, HTML and two attachments; no two are alike.
fn mail(number: usize) -> Vec<u8> {
    let lines = "It still happens after the update. The log says so.\r\n".repeat(20);
    let file = "SGVsbG8gd29ybGQsIHRoaXMgaXMgYSBsb2cgZmlsZSBvZiBzb21lIGxlbmd0aC4=\r\n".repeat(120);
    let part = |name: &str| {
        format!(
            "--b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{file}\r\n"
        )
    };
    format!(
        "From: Alice <alice@cust.invalid>\r\nTo: <{GENERAL}>\r\nSubject: Re: request {number}\r\nMessage-ID: <{number}@cust.invalid>\r\n\
         Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: multipart/alternative; boundary=\"a\"\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{lines}\r\n\
         From: Support\r\nSent: Monday, November 23, 2026 9:00 AM\r\nTo: Alice\r\nSubject: request\r\n\r\n{lines}\r\n\
         --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p style=\"color:red\">{lines}</p><hr><p>{lines}</p>\r\n--a--\r\n{}{}--b--\r\n",
        part("trace.log"),
        part("screen.bin")
    )
    .into_bytes()
}

async fn whole(cx: &Cx) -> Result<f64, Fault> {
    let before = spent()?;
    for number in 0..MAILS {
        let raw = mail(number);
        let envelope = Envelope {
            from: Some("alice@cust.invalid".to_owned()),
            to: vec![GENERAL.to_owned()],
            ..Envelope::default()
        };
        let coming = Coming { door: Door::Lmtp, source: None, envelope: envelope.clone() };
        let bytes = futures::stream::iter([Ok::<_, Infallible>(Bytes::from(raw.clone()))]);
        if !matches!(take(cx, &coming, bytes).await?, Taken::Kept(_)) {
            return Err(Fault::new("a mail was not kept"));
        }
        let read = read(cx, &raw, &envelope)
            .await?
            .map_err(|why| Fault::new(format!("a mail was not read: {}", why.word())))?;
        let keys = &cx.app.keys;
        let clues = Clues::of(&read, &envelope, GENERAL, keys);
        let class = class(&read, &envelope, false, false);
        black_box(decide(&clues, &Known::default(), keys, &class));
    }
    Ok((spent()? - before) / MAILS as f64)
}

fn alone() -> Result<f64, Fault> {
    let before = spent()?;
    // Ten times as many: the clock of processor time is coarse.
    for number in 0..10 * MAILS {
        black_box(MailParser::parse(Asked::default(), &mail(number)).map_err(|_| Fault::new("a mail was not read"))?);
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
