//! Changes the password (ACC-15): the current one, the new one twice; all other sessions and links end, and a change of address that waits;
//! other browsers are forgotten, none is trusted any more, and the owner is told.

use super::end_other_sessions::forget_others;
use super::links::LINKS;
use super::step_up::prove;
use super::{addresses, known_browsers, passwords, waiting_passwords};
use crate::model::FormError;
use crate::queries::contacts;
use crate::refusals::{AccountRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::tables::account::{Column, Model};
use crate::{events, mails, sessions};
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Secret, Stop, Uuid, refuse};
use gatehouse_guard::{Asker, Budget, Limit};
use gatehouse_signin::passwords::hash;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// From one network: 20 at once, then one each 10 seconds; for one account 20 at once, then one each minute.
pub(super) const BUDGET: Budget = Budget::of_bearer(
    Limit { action: "accounts.change_password", burst: 20, seconds_each: 10 },
    Limit { action: "accounts.change_own_password", burst: 20, seconds_each: 60 },
);

/// What was typed: the current password, the new one and the new one again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ChangePassword {
    pub current: Secret<String>,
    pub password: Secret<String>,
    pub again: Secret<String>,
}

/// All that is wrong with the three of them at once; the account with the password that was proven.
async fn check(
    cx: &Cx,
    id: Uuid,
    input: &ChangePassword,
    email: &str,
    device: Option<&str>,
) -> Outcome<Model, AccountRefusal> {
    let mut errors = Errors::<FormError>::default();
    let proven = match prove(cx, id, &input.current, device).await {
        Ok(row) => Some(row),
        Err(Stop::Refused(AccountRefusal::Invalid(wrong))) => {
            errors.add_all(wrong.iter().copied());
            None
        }
        Err(stop) => return Err(stop),
    };
    passwords::note(cx, &mut errors, &input.password, &input.again, email)?;
    errors.done().or_refuse()?;
    Ok(proven.ok_or_else(|| Fault::new("a proof failed without a reason"))?)
}

/// Changes it; returns the session's new token. `session`: the one that asks, which stays. `device`: the browser's device
/// cookie.
pub async fn change_password(
    cx: &Cx,
    session: Uuid,
    input: ChangePassword,
    device: Option<&str>,
) -> Outcome<Secret<String>, AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    BUDGET.check_subject(cx, &id.to_string())?.or_refuse()?;
    let contact = contacts::contact(cx, cx.read(), id).await?.ok_or(NotTheOwner).or_refuse()?;
    let email = &contact.to.email;
    let row = check(cx, id, &input, email, device).await?;
    passwords::judge(cx, &Asker::of(cx), &input.password, email, &[contact.label.as_str()]).await?.or_refuse()?;
    let hash = hash(cx, &Asker::of(cx), input.password).await?;
    let tx = cx.begin().await?;
    // Changed meanwhile elsewhere: what was proven is no proof any more.
    let unchanged = Column::PasswordSealed.eq(row.password_sealed);
    let change = passwords::change(cx, &tx, id, &hash).await?;
    if change.filter(unchanged).exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(Invalid::one(FormError::CurrentWrong).into()));
    }
    forget_others(cx, &tx, id, session).await?;
    known_browsers::distrust_all(&tx, id).await?;
    LINKS.take_back(cx, &tx, id, None).await?;
    addresses::forget_change(&tx, id).await?;
    waiting_passwords::stop(cx, &tx, id).await?;
    let token =
        sessions::renew(cx, &tx, session, id, sessions::Proof::Password).await?.ok_or(NotTheOwner).or_refuse()?;
    mails::password_changed::queue(cx, &tx, &contact.to).await?;
    cx.audit(&tx, events::PASSWORD_CHANGED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(token)
}
