//! Changes the password (ACC-15): the current one, the new one twice; all other sessions and links end, other browsers are
//! forgotten, and the owner is told.

use super::step_up::{ProofRefusal, prove};
use super::steps;
use crate::mails::{self, To};
use crate::model::{FormError, Invalid};
use crate::passwords;
use crate::refusals::{NotAllowed, Slowed, refusals};
use crate::rights::own_account;
use crate::tables::account::{Column, Entity};
use gatehouse_core::{Outcome, Secret, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx};
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

refusals! {
    /// Why the password stays.
    pub enum ChangePasswordRefusal {
        /// Something is wrong with one of the passwords.
        Invalid(Invalid),
        /// Too many wrong passwords.
        Slowed(Slowed),
        /// Nobody is signed in.
        NotAllowed(NotAllowed),
        /// Too many from this network.
        TooOften(TooOften),
    }
}

impl From<ProofRefusal> for ChangePasswordRefusal {
    fn from(refusal: ProofRefusal) -> Self {
        match refusal {
            ProofRefusal::Invalid(invalid) => Self::Invalid(invalid),
            ProofRefusal::Slowed(slowed) => Self::Slowed(slowed),
        }
    }
}

/// Changes it; returns the session's new token.
pub async fn change_password(cx: &Cx, input: ChangePassword) -> Outcome<Secret<String>, ChangePasswordRefusal> {
    let id = own_account(cx).map_err(|no| refuse(no.into()))?;
    BUDGET.check(cx)?.map_err(|often| refuse(often.into()))?;
    BUDGET.check_subject(cx, &id.to_string())?.map_err(|often| refuse(often.into()))?;
    let contact =
        crate::queries::contacts::contact(cx, cx.read(), id).await?.ok_or_else(|| refuse(NotAllowed.into()))?;
    let mut invalid = Invalid::default();
    if input.current.expose().is_empty() {
        invalid.0.push(FormError::CurrentMissing);
    }
    let checked = steps::policy(cx)?.plain(&input.password, &contact.email);
    invalid.password(checked, input.password.expose() == input.again.expose());
    invalid.done().map_err(|invalid| refuse(invalid.into()))?;
    let proved = prove(cx, id, &input.current, input.device.as_deref()).await;
    let row = proved.map_err(|stop| stop.map(ChangePasswordRefusal::from))?;
    let words = [cx.app.settings.brand.as_str(), contact.label.as_str()];
    let mut invalid = Invalid::default();
    invalid.password(steps::judge(cx, &Asker::of(cx), &input.password, &contact.email, &words).await?, true);
    invalid.done().map_err(|invalid| refuse(invalid.into()))?;
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
        return Err(refuse(Invalid::from(FormError::CurrentWrong).into()));
    }
    steps::forget_others(cx, &tx, id, input.session).await?;
    steps::LINKS.take_back(cx, &tx, id, None).await?;
    let session = steps::renew_session(cx, &tx, input.session, id).await?.ok_or_else(|| refuse(NotAllowed.into()))?;
    let to = To::person(&contact);
    mails::password_changed::queue(cx, &tx, to).await?;
    cx.audit(&tx, AuditEntry::new("account.password_changed", "account", Some(id)).of_account(id)).await?;
    tx.commit().await?;
    Ok(session)
}
