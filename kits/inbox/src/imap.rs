//! Fetching mailboxes by IMAP, for who has no mail server beside this program. What is new is told by UID and UIDVALIDITY alone: whether
//! somebody has read a mail elsewhere says nothing, and nothing is marked, moved or deleted there.

use crate::bounded::{Bounded, Room};
use crate::keep::{Coming, Taken, take};
use crate::mail::Envelope;
use crate::parser::MOST_BYTES;
use crate::settings::{Inbox, Mailbox};
use crate::stuck;
use crate::tables::incoming_mail::Door;
use crate::tables::mailbox_mark::{ActiveModel, Column, Entity};
use async_imap::{Client, Session};
use axum::body::Bytes;
use futures::TryStreamExt as _;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, async_trait};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use gatehouse_reach::Reach;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use std::convert::Infallible;
use std::fmt;
use std::time::Duration;
use tokio::time::timeout;

/// Mails of one mailbox in one run; the next one goes on.
const BATCH: usize = 50;
/// An answer of the server is waited for so long; a whole mail too.
const ANSWER: Duration = Duration::from_secs(60);
/// Bytes of the answers before the first mail, and around each: the numbers of a million mails.
const ANSWERS: usize = 8 << 20;

/// Fetches every mailbox. One that fails stops no other, and stands as such in its mark.
pub(crate) struct Fetch;

#[async_trait]
impl JobHandler for Fetch {
    fn kind(&self) -> &'static str {
        crate::jobs::FETCH
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let Some(inbox) = cx.app.services.find::<Inbox>() else { return Ok(JobEnd::Done) };
        for mailbox in &inbox.mailboxes {
            let fetched = fetch(cx, job, mailbox).await;
            if let Err(trouble) = &fetched {
                metrics::counter!("gatehouse_mailbox_failures_total").increment(1);
                tracing::warn!(mailbox = %mailbox.name, error = %trouble, "a mailbox could not be read");
            }
            told(cx, &mailbox.name, fetched.err().as_ref().map(Trouble::word)).await?;
        }
        Ok(JobEnd::Done)
    }
}

/// Why a mailbox could not be read.
#[derive(Debug)]
enum Trouble {
    /// Nobody answers there, or not under trusted TLS.
    Unreachable(String),
    /// The server does not let us in, or says no.
    Refused(String),
    /// Something of ours.
    Own(Fault),
}

impl Trouble {
    const fn word(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Refused(_) => "refused",
            Self::Own(_) => "own",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) | Self::Refused(why) => f.write_str(why),
            Self::Own(fault) => fault.fmt(f),
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Own(fault)
    }
}

impl From<async_imap::error::Error> for Trouble {
    fn from(error: async_imap::error::Error) -> Self {
        use async_imap::error::Error;
        match error {
            // What was sent may stand in the others' texts.
            Error::No(_) | Error::Bad(_) => Self::Refused("the mail server said no".to_owned()),
            Error::Io(error) => Self::Unreachable(error.to_string()),
            _ => Self::Unreachable("the mail server's answer was not understood".to_owned()),
        }
    }
}

/// Waits for the server, not for ever.
async fn within<T, E: Into<Trouble>>(answer: impl Future<Output = Result<T, E>>) -> Result<T, Trouble> {
    match timeout(ANSWER, answer).await {
        Ok(answer) => answer.map_err(Into::into),
        Err(_late) => Err(Trouble::Unreachable("the mail server is silent".to_owned())),
    }
}

async fn fetch(cx: &Cx, job: &Claimed, mailbox: &Mailbox) -> Result<(), Trouble> {
    let room = Room::of(ANSWERS);
    let mut session = sign_in(cx, mailbox, &room).await?;
    let folder = within(session.examine(&mailbox.folder)).await?;
    let validity = i64::from(folder.uid_validity.unwrap_or(0));
    let mark = Entity::find_by_id(&mailbox.name).one(cx.read()).await.map_err(Fault::from)?;
    // Another validity: the numbers of before name nothing any more.
    let last = mark.filter(|mark| mark.uid_validity == validity).map_or(0, |mark| mark.last_uid);
    let new = within(session.uid_search(format!("UID {}:*", last.saturating_add(1)))).await?;
    // `n:*` names the last mail even where its number is smaller.
    let mut new: Vec<u32> = new.into_iter().filter(|uid| i64::from(*uid) > last).collect();
    new.sort_unstable();
    let mut last = last;
    for uid in new.into_iter().take(BATCH) {
        room.set(MOST_BYTES + ANSWERS);
        if let Err(trouble) = one(cx, mailbox, &mut session, validity, uid).await {
            // What is ours passes; what the server cannot hand over, again and again, keeps the others from coming in.
            let is_theirs = !matches!(trouble, Trouble::Own(_));
            if is_theirs && stuck::failed_at(cx, &mailbox.name, (validity, last), uid).await? {
                stuck::left(cx, &mailbox.name, uid, false).await?;
                moved(cx, &mailbox.name, validity, uid).await?;
            }
            return Err(trouble);
        }
        moved(cx, &mailbox.name, validity, uid).await?;
        last = i64::from(uid);
        job.extend(cx).await?;
    }
    // It is all there; how the server takes its leave is its own affair.
    within(session.logout()).await.ok();
    Ok(())
}

async fn sign_in(cx: &Cx, mailbox: &Mailbox, room: &Room) -> Result<Session<Bounded>, Trouble> {
    let reach = cx.service::<Reach>()?;
    let stream = reach.configured_stream(&mailbox.host, mailbox.port, mailbox.tls).await;
    let stream = stream.map_err(|error| Trouble::Unreachable(error.to_string()))?;
    let mut client = Client::new(Bounded::new(stream, room.clone()));
    let greeting = timeout(ANSWER, client.read_response()).await;
    if !matches!(greeting, Ok(Ok(Some(_)))) {
        return Err(Trouble::Unreachable("the mail server did not greet".to_owned()));
    }
    let entered = timeout(ANSWER, client.login(&mailbox.user, mailbox.password.expose())).await;
    match entered {
        Ok(Ok(session)) => Ok(session),
        Ok(Err((error, _client))) => Err(error.into()),
        Err(_late) => Err(Trouble::Unreachable("the mail server is silent".to_owned())),
    }
}

/// Takes one mail. One that is too large stays where it is, and staff are told.
async fn one(
    cx: &Cx,
    mailbox: &Mailbox,
    session: &mut Session<Bounded>,
    validity: i64,
    uid: u32,
) -> Result<(), Trouble> {
    let number = uid.to_string();
    let size = {
        let answer = within(session.uid_fetch(&number, "(UID RFC822.SIZE)")).await?;
        let all: Vec<_> = within(answer.try_collect()).await?;
        all.iter().find(|one| one.uid == Some(uid)).and_then(|one| one.size)
    };
    // A server that says no is heard as one that says nothing. Where somebody has deleted it meanwhile, the next look does not name it.
    let missing = || Trouble::Refused("the mail server did not hand a mail over".to_owned());
    let size = size.ok_or_else(missing)?;
    if size as usize > MOST_BYTES {
        metrics::counter!("gatehouse_mails_refused_in_total", "why" => "size").increment(1);
        let head = {
            let answer = within(session.uid_fetch(&number, "(UID BODY.PEEK[HEADER])")).await?;
            let all: Vec<_> = within(answer.try_collect()).await?;
            all.iter().find(|one| one.uid == Some(uid)).and_then(|one| one.header().map(<[u8]>::to_vec))
        };
        stuck::left(cx, &mailbox.name, uid, true).await?;
        if let Some(head) = head {
            stuck::sender_of(cx, &head).await?;
        }
        return Ok(());
    }
    let raw = {
        let answer = within(session.uid_fetch(&number, "(UID BODY.PEEK[])")).await?;
        let all: Vec<_> = within(answer.try_collect()).await?;
        all.iter().find(|one| one.uid == Some(uid)).and_then(|one| one.body().map(<[u8]>::to_vec))
    };
    let raw = raw.ok_or_else(missing)?;
    let source = cx.app.keys.settled("inbox.source", format!("{} {validity} {uid}", mailbox.name).as_bytes());
    let coming = Coming { door: Door::Imap, source: Some(source.to_vec()), envelope: Envelope::default() };
    let content = futures::stream::iter([Ok::<_, Infallible>(Bytes::from(raw))]);
    match take(cx, &coming, content).await? {
        Taken::Kept(_) | Taken::Known => {}
        // It is larger than its server said.
        Taken::TooLarge => stuck::left(cx, &mailbox.name, uid, true).await?,
    }
    Ok(())
}

async fn moved(cx: &Cx, name: &str, validity: i64, uid: u32) -> Result<(), Fault> {
    let row = ActiveModel {
        mailbox: Set(name.to_owned()),
        uid_validity: Set(validity),
        last_uid: Set(i64::from(uid)),
        read_at: Set(cx.now()),
        trouble: Set(None),
        stuck_uid: Set(None),
        stuck_times: Set(0),
    };
    let mut conflict = OnConflict::column(Column::Mailbox);
    conflict.update_columns([
        Column::UidValidity,
        Column::LastUid,
        Column::ReadAt,
        Column::Trouble,
        Column::StuckUid,
        Column::StuckTimes,
    ]);
    Entity::insert(row).on_conflict(conflict).exec_without_returning(cx.db().writer()).await?;
    Ok(())
}

/// How the last look ended, for staff and `doctor`.
async fn told(cx: &Cx, name: &str, trouble: Option<&'static str>) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(cx.now()))
        .col_expr(Column::Trouble, Expr::value(trouble))
        .filter(Column::Mailbox.eq(name))
        .exec(cx.db().writer())
        .await?;
    Ok(())
}
