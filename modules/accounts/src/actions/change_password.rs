//! Changes the password (ACC-15): the current one, the new one twice; all other sessions and links end, other browsers are
//! forgotten, and the owner is told.

use super::step_up::{ProofRefusal, prove};
use super::steps;
use crate::actions::passwords;
use crate::events;
use crate::mails;
use crate::model::{FormError, note_password};
use crate::refusals::NotTheOwner;
use crate::rights::own_account;
use crate::tables::account::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Invalid, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_guard::{Asker, Budget, Limit, TooOften};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// From one network: 20 at once, then one each 10 seconds; for one account 20 at once, then one each minute.
const BUDGET: Budget = Budget::of_bearer(
    Limit { action: "accounts.change_password", burst: 20, seconds_each: 10 },
    Limit { action: "accounts.change_own_password", burst: 20, seconds_each: 60 },
);

/// What was typed.
pub struct ChangePassword {
    /// The session that asks; it stays, with a new token.
    pub session: Uuid,
    /// The current password.
    pub current: Secret<String>,
    /// The new password.
    pub password: Secret<String>,
    /// The new password again.
    pub again: Secret<String>,
    /// The browser's device cookie.
    pub device: Option<String>,
}

/// Why the password stays.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ChangePasswordRefusal {
    /// Something is wrong with one of the passwords.
    Invalid(Invalid<FormError>),
    /// The current one proves nothing.
    Proof(ProofRefusal),
    /// Nobody is signed in.
    NotTheOwner(NotTheOwner),
    /// Too many from this network.
    TooOften(TooOften),
}

/// Changes it; returns the session's new token.
pub async fn change_password(cx: &Cx, input: ChangePassword) -> Outcome<Secret<String>, ChangePasswordRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    BUDGET.check_subject(cx, &id.to_string())?.or_refuse()?;
    let contact = crate::queries::contacts::contact(cx, cx.read(), id).await?.ok_or(NotTheOwner).or_refuse()?;
    let mut errors = Errors::<FormError>::default();
    if input.current.expose().is_empty() {
        errors.add(FormError::CurrentMissing);
    }
    let checked = steps::policy(cx)?.plain(&input.password, &contact.to.email);
    note_password(&mut errors, checked, input.password.expose() == input.again.expose());
    errors.done().or_refuse()?;
    let proved = prove(cx, id, &input.current, input.device.as_deref()).await;
    let row = proved.map_err(|stop| stop.map(ChangePasswordRefusal::from))?;
    let words = [cx.app.settings.brand.as_str(), contact.label.as_str()];
    let mut errors = Errors::<FormError>::default();
    let judged = steps::judge(cx, &Asker::of(cx), &input.password, &contact.to.email, &words).await?;
    note_password(&mut errors, judged, true);
    errors.done().or_refuse()?;
    let hash = steps::hash(cx, &Asker::of(cx), input.password).await?;
    let tx = cx.begin().await?;
    let sealed = passwords::seal_for_account(cx, &tx, id, &hash).await?;
    let changed = Entity::update_many()
        .col_expr(Column::PasswordSealed, Expr::value(sealed))
        .col_expr(Column::PasswordChangedAt, Expr::value(cx.now().0))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        // Changed meanwhile elsewhere: what was proven is no proof any more.
        .filter(Column::PasswordSealed.eq(row.password_sealed))
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Err(refuse(Invalid::one(FormError::CurrentWrong).into()));
    }
    steps::forget_others(cx, &tx, id, input.session).await?;
    steps::LINKS.take_back(cx, &tx, id, None).await?;
    let session = steps::renew_session(cx, &tx, input.session, id).await?.ok_or(NotTheOwner).or_refuse()?;
    mails::password_changed::queue(cx, &tx, &contact.to).await?;
    cx.audit(&tx, events::PASSWORD_CHANGED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(session)
}
