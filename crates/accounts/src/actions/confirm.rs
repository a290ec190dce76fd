//! Confirms a registration by the link in its mail (ACC-2). Only the button of the link's page does this: mail scanners that
//! open links change nothing.

use super::steps;
use crate::model::{State, TokenKind, term};
use crate::passwords;
use crate::queries::links;
use crate::refusals::BadLink;
use crate::tables::account;
use gatehouse_core::{Event, Outcome, Secret, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx, Tx};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// A confirmed account.
pub struct Confirmed {
    /// The account.
    pub account: Uuid,
    /// Where several registrations of the address came together, no password was taken over: this link
    /// sets one.
    pub choose_password: Option<Secret<String>>,
}

/// Uses the link up and makes the account usable.
pub async fn confirm(cx: &Cx, token: &str) -> Outcome<Confirmed, BadLink> {
    let tx = cx.begin().await?;
    let link = links::find(cx, &*tx, token, &[TokenKind::Confirm]).await?;
    if !steps::use_up(&tx, link.id).await? {
        return Err(refuse(BadLink::Unknown));
    }
    let chosen = passwords::of_link(cx, &*tx, &link).await?;
    if !activate(cx, &tx, link.account_id, chosen.as_deref()).await? {
        return Err(refuse(BadLink::Unknown));
    }
    let choose_password = match chosen {
        Some(_) => None,
        None => {
            let expires = cx.now().plus(term::SET_PASSWORD);
            Some(steps::issue_link(cx, &tx, link.account_id, TokenKind::SetPassword, expires, None).await?)
        }
    };
    tx.commit().await?;
    Ok(Confirmed { account: link.account_id, choose_password })
}

/// The address is proven: the account is usable from now on, with this password (its hash). `false` when it was already.
pub(crate) async fn activate(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    password: Option<&str>,
) -> Result<bool, gatehouse_core::Fault> {
    use account::{Column, Entity};
    let now = cx.now().0;
    let changed_at = password.map(|_| now);
    let sealed = match password {
        Some(phc) => Some(passwords::seal_for_account(cx, tx, id, phc).await?),
        None => None,
    };
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Active.word()))
        .col_expr(Column::ConfirmedAt, Expr::value(now))
        .col_expr(Column::PendingSince, Expr::value(None::<i64>))
        .col_expr(Column::PasswordSealed, Expr::value(sealed))
        .col_expr(Column::PasswordChangedAt, Expr::value(changed_at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::PendingConfirmation.word()))
        .exec(&**tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Ok(false);
    }
    cx.audit(tx, AuditEntry::new("account.confirmed", "account", Some(id)).of_account(id)).await?;
    cx.raise(tx, Event::AccountConfirmed { account: id }).await?;
    Ok(true)
}
