//! A customer withdraws what they accepted (PRI-4, PRI-7), in whichever version. Where the statement is needed, the gate is closed for all of
//! their sessions with the commit. Where there is nothing to withdraw, nothing changes.

use super::ConsentRefusal;
use super::ledger::{Asked, change, enter};
use crate::events;
use crate::model::answer::{Answer, Place};
use crate::model::published::Published;
use crate::model::text::for_reader;
use crate::tables::{consent, statement, statement_text, statement_version};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Withdraws what the acting account accepted of a statement; answers whether there was anything.
pub async fn withdraw_consent(cx: &Cx, statement: Uuid) -> Outcome<bool, ConsentRefusal> {
    let account = cx.actor.account().ok_or(ConsentRefusal::Unknown).or_refuse()?;
    let tx = cx.begin().await?;
    let own = consent::Entity::find_by_id((account, statement)).lock_exclusive().one(&*tx).await?;
    let own = own.ok_or(ConsentRefusal::Unknown).or_refuse()?;
    if own.answer != Answer::Accepted {
        return Ok(false);
    }
    let accepted = accepted(cx, &tx, &own).await?;
    change(cx, &tx, &accepted, Answer::Withdrawn).await?;
    enter(cx, &tx, &accepted, Answer::Withdrawn, events::WITHDRAWN).await?;
    tx.commit().await?;
    Ok(true)
}

/// The version that was accepted, with its text for the reader.
async fn accepted(cx: &Cx, tx: &Tx, own: &consent::Model) -> Result<Asked, Fault> {
    let row = statement_version::Entity::find_by_id(own.version_id).one(&**tx).await?;
    let kind = statement::Entity::find_by_id(own.statement_id).one(&**tx).await?.map(|statement| statement.kind);
    let texts = statement_text::Entity::find().filter(statement_text::Column::VersionId.eq(own.version_id));
    let texts = texts.order_by_asc(statement_text::Column::Lang).all(&**tx).await?;
    let version = row.zip(kind).and_then(|(row, kind)| Published::of(kind, row));
    let (Some(version), Some(text)) = (version, for_reader(&texts, cx.lang)) else {
        return Err(Fault::new("a consent to a version that is not there"));
    };
    Ok(Asked { account: own.account_id, version, text: text.clone(), place: Place::Account })
}
