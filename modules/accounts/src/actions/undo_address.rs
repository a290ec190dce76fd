//! Undoes a change of address by the link that the old one got, and signs out everywhere (ACC-14). Only the button of the link's page does
//! this. Whoever changed the address had given the password, so that opens nothing any more: a new one is set next. Changes after this
//! one are undone with it, their links are worthless, and accounts elsewhere that were attached since, or within 72 hours before, are detached:
//! they open without a password, and who means to stay attaches one first. Factors stay, as with every new password (ASVS 6.4.3), unless the
//! first of them was added after the change: the mail about that one went to the address that is undone.

use super::addresses::{UNDO, Written, write};
use super::confirm::forget_unproven;
use super::first_factors::{self, take_from_thief, was_added_since};
use super::links::{Named, issue_link};
use super::{identities, limits, locked, removals};
use crate::events;
use crate::model::{Email, TokenKind, term};
use crate::queries::addresses::FORMER;
use crate::queries::contacts;
use crate::refusals::BadLink;
use crate::signals::AccountConfirmed;
use crate::tables::account;
use crate::tables::former_address::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};

/// The account is its owner's again.
#[derive(Debug)]
pub struct Undone {
    /// Sets a new password.
    pub link: Secret<String>,
    /// What else the person should hear.
    pub news: Vec<String>,
}

/// The address that a link would bring back, for its page.
pub async fn to_undo(cx: &Cx, link: &str) -> Outcome<String, BadLink> {
    let named = UNDO.open(cx, link).ok_or(BadLink::Expired).or_refuse()?;
    let row = row_of(cx, cx.read(), &named).await?;
    if row.undone_at.is_some() {
        return Err(refuse(BadLink::Used));
    }
    Ok(address(cx, cx.read(), &row).await?.written().to_owned())
}

/// Brings the old address back. The second of two equal requests gets a link of its own.
pub async fn undo_address(cx: &Cx, link: &str) -> Outcome<Undone, BadLink> {
    let named = UNDO.open(cx, link).ok_or(BadLink::Expired).or_refuse()?;
    let seen = row_of(cx, cx.read(), &named).await?;
    let email = address(cx, cx.read(), &seen).await?;
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    limits::forget_guesses(cx, &tx, &contacts::lookups(cx, email.normalized())).await?;
    let lookup = contacts::written(cx, &tx, &email).await?;
    locked(&tx, named.account).await?.ok_or(BadLink::Unknown).or_refuse()?;
    let former = row_of(cx, &*tx, &named).await?;
    let news = match former.undone_at {
        None => undo(cx, &tx, &Former { row: former, email }, lookup).await?,
        Some(at) if at.was_within(cx.now(), term::SAME_REQUEST) => Vec::new(),
        Some(_) => return Err(refuse(BadLink::Used)),
    };
    let expires = cx.now().plus(term::RECOVER);
    let link = issue_link(cx, &tx, named.account, TokenKind::Recover, expires, None).await?;
    tx.commit().await?;
    Ok(Undone { link, news })
}

/// The address of before that a link names, while it can be undone.
async fn row_of<C: ConnectionTrait>(cx: &Cx, conn: &C, named: &Named) -> Outcome<Model, BadLink> {
    let row = Entity::find_by_id(named.row).filter(Column::AccountId.eq(named.account)).one(conn).await?;
    let row = row.ok_or(BadLink::Unknown).or_refuse()?;
    if !row.changed_at.was_within(cx.now(), term::UNDO_ADDRESS) {
        return Err(refuse(BadLink::Expired));
    }
    Ok(row)
}

async fn address<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &Model) -> Result<Email, Fault> {
    let key = subject::key(cx, conn, row.account_id).await?;
    let email = Email::parse(&key.open_text(FORMER, row.id, &row.email_sealed)?);
    email.map_err(|_| Fault::new("an address of before is none"))
}

async fn undo(cx: &Cx, tx: &Tx, former: &Former, lookup: (Vec<u8>, i64)) -> Result<Vec<String>, Fault> {
    let id = former.row.account_id;
    let news = bring_back(cx, tx, former, lookup).await?;
    if was_added_since(tx, id, former.row.changed_at).await? {
        take_from_thief(tx, id).await?;
        first_factors::forget(tx, id).await?;
    } else {
        // A removal of factors may be the work of whoever changed the address.
        let row = locked(tx, id).await?.ok_or_else(|| Fault::new("an account vanished while it was held"))?;
        removals::stop(cx, tx, &row).await?;
    }
    shut_out(cx, tx, id, former.row.changed_at.plus(-term::UNDO_SERVICES)).await?;
    Ok(news)
}

/// An address of before, opened.
pub(super) struct Former {
    pub row: Model,
    pub email: Email,
}

/// The address that the account had at this moment, if it has another one by now.
pub(super) async fn first_since<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    account: Uuid,
    since: Moment,
) -> Result<Option<Former>, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::UndoneAt.is_null());
    let later = own.filter(Column::ChangedAt.gte(since)).order_by_asc(Column::ChangedAt).order_by_asc(Column::Id);
    let Some(row) = later.one(conn).await? else { return Ok(None) };
    let key = subject::key(cx, conn, account).await?;
    // A plain login got no link.
    let email = Email::parse(&key.open_text(FORMER, row.id, &row.email_sealed)?).ok();
    Ok(email.map(|email| Former { row, email }))
}

/// Gives the account its address of before; all later changes are undone with it. Returns what else the person should hear.
pub(super) async fn bring_back(
    cx: &Cx,
    tx: &Tx,
    former: &Former,
    lookup: (Vec<u8>, i64),
) -> Result<Vec<String>, Fault> {
    let id = former.row.account_id;
    if !write(cx, tx, id, &Written::of(&former.email, lookup)).await? {
        return Err(Fault::new("an address that was kept is taken"));
    }
    let later = Column::ChangedAt.gte(former.row.changed_at);
    Entity::delete_many()
        .filter(Column::AccountId.eq(id))
        .filter(later)
        .filter(Column::Id.ne(former.row.id))
        .exec(&**tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::UndoneAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(former.row.id))
        .exec(&**tx)
        .await?;
    cx.audit(tx, events::ADDRESS_RESTORED.about(id).of_account(id)).await?;
    AccountConfirmed::raise(cx, tx, id, None).await
}

/// Shuts out whoever had the password: it opens nothing any more, nor does what was signed in, waits or was attached since that moment.
pub(super) async fn shut_out(cx: &Cx, tx: &Tx, id: Uuid, since: Moment) -> Result<(), Fault> {
    account::Entity::update_many()
        .col_expr(account::Column::PasswordSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(account::Column::PasswordForeign, Expr::value(None::<String>))
        .filter(account::Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    identities::detach_since(cx, tx, id, since).await?;
    forget_unproven(cx, tx, id).await
}
