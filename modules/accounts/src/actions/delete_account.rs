//! Deletes one's own account (ACC-17): login, password, and a tick that it is permanent. At once and for good.

use super::step_up::prove;
use super::{limits, locked};
use crate::jobs::forget_key;
use crate::model::login::is_address;
use crate::model::{Email, FormError, term};
use crate::queries::contacts;
use crate::refusals::{AccountRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::signals::{AccountDeleted, IsAccountNeeded};
use crate::tables::{account, deleted_session, session};
use crate::{events, mails};
use gatehouse_context::{Cx, Event, audit_keep, subject};
use gatehouse_core::{Errors, Fault, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeleteAccount {
    /// The address, typed again.
    pub email: String,
    /// The password.
    pub current: Secret<String>,
    /// `true`: "I know that this is permanent" is ticked.
    pub confirm: String,
}

/// Deletes the account and everything of it. The last mail is sealed under a key of its own, which a job destroys
/// when the mail's record is gone. `device`: the browser's device cookie.
pub async fn delete_account(cx: &Cx, input: &DeleteAccount, device: Option<&str>) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    // Gone already: the second of two equal requests is told what the first one was told.
    let Some(contact) = contacts::contact(cx, cx.read(), id).await? else { return Ok(()) };
    let mut errors = Errors::<FormError>::default();
    let own = contact.to.email.to_ascii_lowercase();
    let is_own = if is_address(&own) {
        errors.take(Email::parse(&input.email)).map_or(true, |typed| typed.normalized() == own)
    } else {
        crate::model::email::normalized(&input.email) == own
    };
    if !is_own {
        errors.add(FormError::LoginWrong);
    }
    if input.current.expose().is_empty() {
        errors.add(FormError::CurrentMissing);
    }
    if input.confirm != "true" {
        errors.add(FormError::NotTicked);
    }
    errors.done().or_refuse()?;
    let proved = match prove(cx, id, &input.current, device).await {
        Err(_) if account::Entity::find_by_id(id).one(cx.read()).await?.is_none() => return Ok(()),
        proved => proved?,
    };
    let tx = cx.begin().await?;
    limits::forget_address(cx, &tx, &contacts::lookups(cx, &contact.to.email)).await?;
    let Some(row) = locked(&tx, id).await? else { return Ok(()) };
    if row.password_sealed != proved.password_sealed {
        return Err(refuse(NotTheOwner.into()));
    }
    delete_own(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// The same within a transaction that holds the account, whose owner has proven that they want it.
pub(super) async fn delete_own(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<(), AccountRefusal> {
    let contact = contacts::contact(cx, &**tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    if cx.ask(tx, IsAccountNeeded { account: id }).await? {
        return Err(refuse(AccountRefusal::OwnsCompany));
    }
    remember_sessions(cx, tx, id).await?;
    delete(cx, tx, id, events::DELETED).await?;
    let key = cx.id();
    subject::create(cx, tx, key).await?;
    let to = Recipient { account: None, sealed_by: key, ..contact.to };
    mails::deleted::queue(cx, tx, &to).await?;
    Ok(forget_key::enqueue(cx, tx, key).await?)
}

/// For ten minutes the account's sessions are known to have ended by its deletion.
async fn remember_sessions(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let expires = cx.now().plus(term::DELETED_SESSION);
    let sessions = session::Entity::find().filter(session::Column::AccountId.eq(account)).all(&**tx).await?;
    if sessions.is_empty() {
        return Ok(());
    }
    let rows = sessions
        .into_iter()
        .map(|row| deleted_session::ActiveModel { id: Set(row.token_hash), expires_at: Set(expires) });
    deleted_session::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Deletes an account with everything that is its own: the modules above first (they still can read its key), then its mails,
/// its marks in the audit log, the row with sessions, links, browsers and choices, and last the key. The caller has
/// forgotten its counters before it locked the row. `event`: the line that stays in the audit log and names nobody.
pub(super) async fn delete(cx: &Cx, tx: &Tx, account: Uuid, event: Event) -> Result<(), Fault> {
    cx.raise(tx, AccountDeleted { account }).await?;
    gatehouse_mail::forget_account(tx, account).await?;
    gatehouse_messages::forget_account(tx, account).await?;
    cx.audit(tx, event.about(account).of_account(account)).await?;
    audit_keep::forget_account(cx, tx, account).await?;
    account::Entity::delete_by_id(account).exec(&**tx).await?;
    subject::destroy(cx, tx, account).await
}
