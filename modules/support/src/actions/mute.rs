//! Somebody of a request wants no mails of it any more, or again: on its page, or by the link of a mail, for which nobody signs in; a contact of a
//! contract (LIC-29) by the link alone. Nothing else changes: they go on seeing it. Once more is no mistake.

use super::acting::customer;
use super::step::hold;
use crate::events::{CONTRACT_MAILS_BEGUN, CONTRACT_MAILS_STOPPED, MAILS_BEGUN, MAILS_STOPPED, of_account};
use crate::model::stop_link::{Stops, opened};
use crate::refusals::RequestRefusal;
use crate::tables::contract_contact;
use crate::tables::request_person::{Column, Entity, Model};
use gatehouse_accounts::refusals::BadLink;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Ends them, or begins them again, for who is signed in; `company`: of the page's scope.
pub async fn mute(cx: &Cx, company: Option<Uuid>, request: Uuid, is_muted: bool) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    let acting = customer(cx, &tx, company, request).await?;
    // Who sees it by a right of theirs gets no mails of it.
    let person = acting.seen.person().ok_or(RequestRefusal::OnlySeen).or_refuse()?;
    let row = Entity::find_by_id(person).one(&*tx).await?.ok_or(RequestRefusal::NotFound).or_refuse()?;
    set(cx, &tx, &row, is_muted).await?;
    tx.commit().await?;
    Ok(())
}

/// The same by a link. Whoever reads the mail may.
pub async fn mute_by_link(cx: &Cx, token: &str, is_muted: bool) -> Outcome<(), BadLink> {
    let person = match opened(cx, token).ok_or(BadLink::Expired).or_refuse()? {
        Stops::Request(person) => person,
        Stops::Contract(contact) => return mute_contact(cx, contact, is_muted).await,
    };
    let Some(seen) = Entity::find_by_id(person).one(cx.read()).await? else { return Err(refuse(BadLink::Expired)) };
    let tx = cx.begin().await?;
    // The request before its people, as everywhere.
    let is_there = hold(&tx, seen.request_id).await?.is_some();
    match Entity::find_by_id(person).one(&*tx).await?.filter(|row| is_there && row.removed_at.is_none()) {
        // Who has left it gets none anyway, and none again by an old mail.
        None if is_muted => {}
        None => return Err(refuse(BadLink::Expired)),
        Some(row) => set(cx, &tx, &row, is_muted).await?,
    }
    tx.commit().await?;
    Ok(())
}

async fn set(cx: &Cx, tx: &Tx, row: &Model, is_muted: bool) -> Result<(), Fault> {
    if row.muted == is_muted {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::Muted, Expr::value(is_muted))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    let event = if is_muted { MAILS_STOPPED } else { MAILS_BEGUN };
    cx.audit(tx, of_account(event.about(row.request_id), row.account_id)).await
}

async fn mute_contact(cx: &Cx, contact: Uuid, is_muted: bool) -> Outcome<(), BadLink> {
    use contract_contact::{Column, Entity};
    let tx = cx.begin().await?;
    let found = Entity::find_by_id(contact).lock_exclusive().one(&*tx).await?;
    match found {
        // Who is no contact any more gets none anyway, and none again by an old mail.
        None if is_muted => {}
        None => return Err(refuse(BadLink::Expired)),
        Some(row) if row.muted == is_muted => {}
        Some(row) => {
            Entity::update_many()
                .col_expr(Column::Muted, Expr::value(is_muted))
                .filter(Column::Id.eq(row.id))
                .exec(&*tx)
                .await?;
            let event = if is_muted { CONTRACT_MAILS_STOPPED } else { CONTRACT_MAILS_BEGUN };
            cx.audit(&tx, event.about(row.contract_id)).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
