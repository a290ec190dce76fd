//! Takes the account back from whoever turned its two-step verification on, by the link of the mail about the first factor (ACC-9). Only the
//! button of the link's page does this. Whoever added that factor had given the password, so that opens nothing any more: a new one is set
//! next. All factors go, passkeys and recovery codes too, with every session, half sign-in and known browser; accounts elsewhere that were
//! attached since, or within 72 hours before, are detached, and an address that was changed since comes back. Factors that are added
//! later have no such link, and stay with every new password (ASVS 6.4.3); so does the first one after seven days.

use super::first_factors::{UNDO, take_from_thief};
use super::links::{Named, issue_link};
use super::undo_address::{Former, Undone, bring_back, first_since, shut_out};
use super::{limits, locked};
use crate::model::{TokenKind, term};
use crate::queries::contacts;
use crate::refusals::BadLink;
use crate::tables::first_factor::{Column, Entity, Model};
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, refuse};
use gatehouse_db::Tx;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

/// Whether a link still does something, for its page.
pub async fn to_undo(cx: &Cx, link: &str) -> Outcome<(), BadLink> {
    let named = UNDO.open(cx, link).ok_or(BadLink::Expired).or_refuse()?;
    let row = row_of(cx, cx.read(), &named).await?;
    if row.undone_at.is_some() { Err(refuse(BadLink::Used)) } else { Ok(()) }
}

/// Takes the account back. The second of two equal requests gets a link of its own.
pub async fn undo_first_factor(cx: &Cx, link: &str) -> Outcome<Undone, BadLink> {
    let named = UNDO.open(cx, link).ok_or(BadLink::Expired).or_refuse()?;
    let id = named.account;
    let seen = row_of(cx, cx.read(), &named).await?;
    let before = first_since(cx, cx.read(), id, seen.added_at).await?;
    let login = match &before {
        Some(former) => former.email.normalized().to_owned(),
        None => contacts::contact(cx, cx.read(), id).await?.ok_or(BadLink::Unknown).or_refuse()?.to.email,
    };
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    limits::forget_guesses(cx, &tx, &contacts::lookups(cx, &login)).await?;
    let before = match before {
        Some(former) => Some((contacts::written(cx, &tx, &former.email).await?, former)),
        None => None,
    };
    locked(&tx, id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    let first = row_of(cx, &*tx, &named).await?;
    let news = match first.undone_at {
        None => undo(cx, &tx, &first, before).await?,
        Some(at) if at.was_within(cx.now(), term::SAME_REQUEST) => Vec::new(),
        Some(_) => return Err(refuse(BadLink::Used)),
    };
    let expires = cx.now().plus(term::RECOVER);
    let link = issue_link(cx, &tx, id, TokenKind::Recover, expires, None).await?;
    tx.commit().await?;
    Ok(Undone { link, news })
}

/// What a link names, while it can be undone: not after all factors went, and others came.
async fn row_of<C: ConnectionTrait>(cx: &Cx, conn: &C, named: &Named) -> Outcome<Model, BadLink> {
    let row = Entity::find_by_id(named.row).filter(Column::AccountId.eq(named.account)).one(conn).await?;
    let row = row.ok_or(BadLink::Unknown).or_refuse()?;
    if row.added_at.was_within(cx.now(), term::UNDO_FACTOR) { Ok(row) } else { Err(refuse(BadLink::Expired)) }
}

async fn undo(cx: &Cx, tx: &Tx, first: &Model, before: Option<((Vec<u8>, i64), Former)>) -> Result<Vec<String>, Fault> {
    let id = first.account_id;
    let now = first_since(cx, &**tx, id, first.added_at).await?;
    if now.map(|former| former.row.id) != before.as_ref().map(|(_, former)| former.row.id) {
        return Err(Fault::busy("the address of the account was changed at this very moment"));
    }
    let news = match before {
        Some((lookup, former)) => bring_back(cx, tx, &former, lookup).await?,
        None => Vec::new(),
    };
    Entity::update_many()
        .col_expr(Column::UndoneAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(first.id))
        .exec(&**tx)
        .await?;
    take_from_thief(tx, id).await?;
    shut_out(cx, tx, id, first.added_at.plus(-term::UNDO_SERVICES)).await?;
    let row = locked(tx, id).await?.ok_or_else(|| Fault::new("an account vanished while it was held"))?;
    mails::first_factor_undone::queue(cx, tx, &contacts::recipient(cx, tx, &row).await?).await?;
    cx.audit(tx, events::FIRST_FACTOR_UNDONE.about(id).of_account(id)).await?;
    Ok(news)
}
