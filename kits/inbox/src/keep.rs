//! Keeping a mail before it is acknowledged: whatever happens to the process afterwards, it is there.

use crate::jobs;
use crate::mail::Envelope;
use crate::parser::MOST_BYTES;
use crate::tables::incoming_mail::{ActiveModel, Column, Door, Entity, State};
use axum::body::Bytes;
use futures::Stream;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Stop, Uuid};
use gatehouse_files::{Begun, FileName, Files, Kept, Purpose, PutRefusal, Received, Who, begin_first};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use std::fmt;

/// Days that a mail is kept as it came.
pub const KEPT_DAYS: i64 = 180;

/// The raw bytes of mails. Staff get them by an action of a module, and nobody else.
pub const RAW: Purpose = Purpose {
    word: "inbox.raw",
    most_bytes: MOST_BYTES as u64,
    media: &[],
    kept: Kept::UntilRemoved,
    who: Who::Module,
};

/// Where the envelope is sealed.
pub(crate) const ENVELOPE: &str = "incoming_mail.envelope_sealed";

/// What happened to a mail that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is kept, and a job reads it.
    Kept(Uuid),
    /// It was taken before: it was fetched twice.
    Known,
    /// It is too large; nothing of it is left.
    TooLarge,
}

/// How a mail comes in.
#[derive(Clone, Debug)]
pub struct Coming {
    /// By which door.
    pub door: Door,
    /// What names it in its mailbox, where it is fetched: it is taken once.
    pub source: Option<Vec<u8>>,
    /// From whom to whom.
    pub envelope: Envelope,
}

/// Takes a mail in as it comes. Once it answers [`Taken::Kept`], the mail may be acknowledged.
pub async fn take<E: fmt::Display>(
    cx: &Cx,
    coming: &Coming,
    content: impl Stream<Item = Result<Bytes, E>> + Send,
) -> Result<Taken, Fault> {
    let Some((id, begun)) = begin(cx, coming).await? else { return Ok(Taken::Known) };
    let received = cx.service::<Files>()?.go_on(cx, begun, content).await;
    let kept = match received {
        Ok(received) => finish(cx, id, received).await.map(|()| Taken::Kept(id)),
        Err(Stop::Refused(PutRefusal::TooLarge { .. })) => Ok(Taken::TooLarge),
        Err(Stop::Refused(refusal)) => Err(Fault::new(format!("a mail was not received: {refusal:?}"))),
        Err(Stop::Broken(fault)) => Err(fault),
    };
    if !matches!(kept, Ok(Taken::Kept(_))) {
        // Where this fails too, its row ends by the rule, after a day.
        if let Err(fault) = let_go(cx, id).await {
            tracing::warn!(error = %fault, "what is left of a mail that did not come whole could not be removed");
        }
    }
    kept
}

/// Its id and the file that its bytes go into, with its row and its key; `None` where this mail was taken before.
async fn begin(cx: &Cx, coming: &Coming) -> Result<Option<(Uuid, Begun)>, Fault> {
    let (id, now) = (cx.id(), cx.now());
    let tx = cx.begin().await?;
    let key = subject::create(cx, &tx, id).await?;
    let envelope = serde_json::to_vec(&coming.envelope)?;
    let row = ActiveModel {
        id: Set(id),
        door: Set(coming.door),
        source: Set(coming.source.clone()),
        state: Set(State::Receiving),
        file_id: Set(None),
        size: Set(0),
        envelope_sealed: Set(key.seal(cx.app.random.as_ref(), ENVELOPE, id, &envelope)?),
        came_at: Set(now),
        read_at: Set(None),
        failed_at: Set(None),
        failure: Set(None),
        why_sealed: Set(None),
        request_id: Set(None),
        account_id: Set(None),
        ends_at: Set(now.plus(DAY)),
    };
    let once = OnConflict::new().do_nothing().to_owned();
    let inserted = Entity::insert(row).on_conflict(once).exec_without_returning(&*tx).await?;
    if inserted == 0 {
        tx.rollback().await?;
        return is_whole(cx, coming).await.map(|()| None);
    }
    let begun = begin_first(cx, &tx, &RAW, id, key).await?;
    tx.commit().await?;
    Ok(Some((id, begun)))
}

/// A mail that began to come and never came whole is forgotten, so that the next try takes it.
async fn is_whole(cx: &Cx, coming: &Coming) -> Result<(), Fault> {
    let of = Entity::find().filter(Column::Source.eq(coming.source.clone()));
    match of.filter(Column::State.eq(State::Receiving)).one(cx.read()).await? {
        None => Ok(()),
        Some(begun) => {
            let_go(cx, begun.id).await?;
            Err(Fault::busy("a mail began to come before, and did not come whole"))
        }
    }
}

async fn finish(cx: &Cx, id: Uuid, received: Received) -> Result<(), Fault> {
    let size = i64::try_from(received.size())?;
    let tx = cx.begin().await?;
    // The row before its file, as whoever ends a mail.
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Waiting))
        .col_expr(Column::FileId, Expr::value(Some(received.id())))
        .col_expr(Column::Size, Expr::value(size))
        .col_expr(Column::EndsAt, Expr::value(cx.now().plus(KEPT_DAYS * DAY)))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Receiving))
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed != 1 {
        return Err(Fault::new("a mail ended while it came"));
    }
    received.attach(cx, &tx, FileName::clean("mail.eml")).await?;
    jobs::queue(cx, &tx, id).await?;
    tx.commit().await?;
    metrics::counter!("gatehouse_mails_in_total").increment(1);
    Ok(())
}

async fn let_go(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    crate::erase::forget(cx, &tx, vec![(id, None)]).await?;
    tx.commit().await
}
