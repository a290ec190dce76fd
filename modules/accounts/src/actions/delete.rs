//! Deletes one's own account (ACC-17): login, password, and a tick that it is permanent. At once and for good.

use super::erase::erase;
use super::step_up::{ProofRefusal, prove};
use super::steps;
use crate::actions::limits;
use crate::events;
use crate::jobs::forget_key;
use crate::mails;
use crate::model::{Email, FormError, term, token};
use crate::queries::contacts;
use crate::refusals::NotTheOwner;
use crate::rights::own_account;
use crate::tables::{account, deleted_session, session};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_signin::bound_token;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// What was typed.
pub struct DeleteAccount {
    /// The address, typed again.
    pub email: String,
    /// The password.
    pub current: Secret<String>,
    /// Ticked: "I know that this is permanent".
    pub confirm: bool,
    /// The browser's device cookie.
    pub device: Option<String>,
}

/// Why the account stays.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum DeleteRefusal {
    /// Something is wrong with the form; nothing was deleted.
    Invalid(Invalid<FormError>),
    /// The password proves nothing.
    Proof(ProofRefusal),
    /// Nobody is signed in.
    NotTheOwner(NotTheOwner),
}

/// Deletes the account and everything of it. The last mail is sealed under a key of its own, which a job destroys
/// when the mail's record is gone.
pub async fn delete_account(cx: &Cx, input: DeleteAccount) -> Outcome<(), DeleteRefusal> {
    let id = own_account(cx).or_refuse()?;
    // Gone already: the second of two equal requests is told what the first one was told.
    let Some(contact) = contacts::contact(cx, cx.read(), id).await? else { return Ok(()) };
    let mut errors = Errors::<FormError>::default();
    if let Ok(typed) = errors.take(Email::parse(&input.email))
        && typed.normalized() != contact.to.email.to_ascii_lowercase()
    {
        errors.add(FormError::LoginWrong);
    }
    if input.current.expose().is_empty() {
        errors.add(FormError::CurrentMissing);
    }
    if !input.confirm {
        errors.add(FormError::NotTicked);
    }
    errors.done().or_refuse()?;
    let proved = prove(cx, id, &input.current, input.device.as_deref()).await;
    let proved = match proved {
        Err(_) if account::Entity::find_by_id(id).one(cx.read()).await?.is_none() => return Ok(()),
        proved => proved.map_err(|stop| stop.map(DeleteRefusal::from))?,
    };
    let tx = cx.begin().await?;
    limits::forget_address(cx, &tx, &contacts::lookups(cx, &contact.to.email)).await?;
    let Some(row) = steps::locked(&tx, id).await? else { return Ok(()) };
    if row.password_sealed != proved.password_sealed {
        return Err(refuse(NotTheOwner.into()));
    }
    remember_sessions(cx, &tx, id).await?;
    erase(cx, &tx, &row, events::DELETED).await?;
    let key = cx.id();
    subject::create(cx, &tx, key).await?;
    let to = Recipient { account: None, sealed_by: key, ..contact.to };
    mails::deleted::queue(cx, &tx, &to).await?;
    forget_key::enqueue(cx, &tx, key).await?;
    tx.commit().await?;
    Ok(())
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

/// Whether the account of this session's cookie was deleted a moment ago.
pub async fn was_deleted(cx: &Cx, cookie: &str) -> Result<bool, Fault> {
    if !bound_token::is_plausible(cookie) {
        return Ok(false);
    }
    let hashes = token::hashes(cx, token::SESSION, cookie);
    let found =
        deleted_session::Entity::find().filter(deleted_session::Column::Id.is_in(hashes)).one(cx.read()).await?;
    Ok(found.is_some_and(|row| row.expires_at.is_within(cx.now(), term::DELETED_SESSION)))
}
