//! What runs for mails: reading each in a job of its own, so that none stops another, and fetching mailboxes.

use crate::failed;
use crate::imap::Fetch;
use crate::keep::{ENVELOPE, RAW};
use crate::loops::{Class, class};
use crate::mail::Envelope;
use crate::marks;
use crate::matching::{Clues, Decision, Goes, Standing, decide};
use crate::read::{Whole, read};
use crate::receive::{Arrived, Because, Receiver, done};
use crate::settings::Inbox;
use crate::tables::incoming_mail::{Entity, Model, State};
use futures::TryStreamExt as _;
use gatehouse_context::{Cx, Services, subject};
use gatehouse_core::{Fault, MINUTE, Uuid, Words, async_trait};
use gatehouse_db::Tx;
use gatehouse_files::Files;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob, Schedule, enqueue};
use sea_orm::entity::prelude::*;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The job that reads a mail.
pub const READ: &str = "inbox.read";
/// The job that fetches mailboxes, also its schedule's name.
pub const FETCH: &str = "inbox.fetch";
/// A mail of more bytes waits for its turn: each is in memory while it is read.
const LARGE: i64 = 4 << 20;
/// So many of them at a time.
const LARGE_AT_ONCE: usize = 2;
/// The member of a job's payload.
const MAIL: &str = "mail";

/// The kit's jobs in words.
pub const NAMES: Words =
    &[(READ, |lang| crate::texts(lang).msg_job_read()), (FETCH, |lang| crate::texts(lang).msg_job_fetch())];

/// What runs the kit's jobs.
pub fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![Arc::new(Read { large: Semaphore::new(LARGE_AT_ONCE) }), Arc::new(Fetch)]
}

/// When they run: mailboxes are fetched where there are any.
pub fn schedules(services: &Services) -> Vec<Schedule> {
    let has_mailboxes = services.find::<Inbox>().is_some_and(|inbox| !inbox.mailboxes.is_empty());
    if has_mailboxes { vec![Schedule { name: FETCH, every: MINUTE }] } else { Vec::new() }
}

/// Queues the reading of a mail, once.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, mail: Uuid) -> Result<(), Fault> {
    enqueue(cx, tx, NewJob::new(READ, serde_json::json!({ MAIL: mail }))).await.map(drop)
}

/// Reads one mail and hands it to whoever keeps requests.
struct Read {
    large: Semaphore,
}

#[async_trait]
impl JobHandler for Read {
    fn kind(&self) -> &'static str {
        READ
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let id = job.id(MAIL).map_err(JobFailure::Final)?;
        let Some(receiver) = cx.app.services.find::<Receiver>() else {
            return Err(JobFailure::Waiting(Fault::busy("nobody takes mails yet")));
        };
        let row = Entity::find_by_id(id).one(cx.read()).await.map_err(Fault::from)?;
        let Some(row) = row.filter(|row| row.state == State::Waiting) else { return Ok(JobEnd::Done) };
        let _turn = if row.size > LARGE {
            Some(self.large.acquire().await.map_err(|error| Fault::new(error.to_string()))?)
        } else {
            None
        };
        let (envelope, raw) = open(cx, &row).await?;
        let Whole { mail, along } = match read(cx, &raw, &envelope).await? {
            Ok(whole) => whole,
            Err(unreadable) => {
                failed::fail(cx, id, unreadable.word(), Some(job)).await?;
                return Ok(JobEnd::Finished);
            }
        };
        // Name servers and the worker may have taken long.
        job.extend_late(cx).await?;
        let keys = &cx.app.keys;
        let clues = Clues::of(&mail, &envelope, &cx.service::<Inbox>()?.general, keys);
        let is_own = marks::is_own_instance(keys, &mail.signs.instances);
        let class = class(&mail, &envelope, is_own, clues.bounced.is_some());
        let mut arrived = Arrived {
            id,
            came_at: row.came_at,
            envelope,
            mail,
            class,
            clues,
            decision: nowhere(),
            raw: Arc::new(raw),
            parts: Arc::default(),
            along,
            job: job.clone(),
        };
        if arrived.class == Class::Own {
            drop_own(cx, &arrived).await?;
            return Ok(JobEnd::Finished);
        }
        let known = receiver.0.look_up(cx, &arrived.clues.asked()).await?;
        arrived.decision = decide(&arrived.clues, &known, keys, &arrived.class);
        metrics::counter!("gatehouse_mails_placed_total", "goes" => word(arrived.decision.goes)).increment(1);
        receiver.0.receive(cx, &arrived).await?;
        Ok(JobEnd::Finished)
    }

    async fn given_up(&self, cx: &Cx, job: &Claimed) -> Result<(), Fault> {
        // Staff see the mail itself, and try that again; the dead job does nothing more.
        failed::fail(cx, job.id(MAIL)?, "given_up", None).await
    }
}

const fn word(goes: Goes) -> &'static str {
    match goes {
        Goes::Request(_) => "request",
        Goes::New => "new",
        Goes::Triage => "triage",
        Goes::Nowhere => "nowhere",
    }
}

const fn nowhere() -> Decision {
    Decision { goes: Goes::Nowhere, rule: None, standing: Standing::Stranger, related: None, has_second: false }
}

/// What this instance wrote came back: it goes no further.
async fn drop_own(cx: &Cx, mail: &Arrived) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    let because = Because {
        class: Class::Own,
        decision: nowhere(),
        proof: mail.mail.proof.clone(),
        from: mail.mail.from.as_ref().map(|from| from.address.clone()).unwrap_or_default(),
        to: mail.envelope.to.clone(),
        subject: mail.mail.subject.clone(),
    };
    done(cx, &tx, mail.id, &because, None, None).await?;
    cx.audit(&tx, crate::events::DROPPED.about(mail.id)).await?;
    mail.job.finish(&tx).await?;
    tx.commit().await
}

/// Envelope and bytes of a mail.
pub(crate) async fn open(cx: &Cx, row: &Model) -> Result<(Envelope, Vec<u8>), Fault> {
    let key = subject::key(cx, cx.read(), row.id).await?;
    let envelope = serde_json::from_slice(&key.open(ENVELOPE, row.id, &row.envelope_sealed)?)?;
    let files = cx.service::<Files>()?;
    let id = row.file_id.ok_or_else(|| Fault::new("a mail has no bytes"))?;
    let file = files.find(cx, &RAW, id).await?.ok_or_else(|| Fault::new("the bytes of a mail are gone"))?;
    let mut content = files.open(cx, &file, None).await?;
    let mut raw = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
    while let Some(piece) = content.try_next().await? {
        raw.extend_from_slice(&piece);
    }
    Ok((envelope, raw))
}
