//! Sets the first password of an account that was made by a service (ACC-8), in a session in which the owner has just proven who they are.
//! Sessions and known browsers stay: nobody has had a password that could have been stolen.

use super::change_password::{BUDGET, ChangePassword};
use super::identities::held_by_owner;
use super::links::LINKS;
use super::{addresses, passwords, waiting_passwords};
use crate::model::FormError;
use crate::queries::contacts;
use crate::refusals::{AccountRefusal, NotTheOwner, ServiceRefusal};
use crate::rights::own_account;
use crate::tables::account::Column;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Invalid, OrRefuse as _, Outcome, Stop, Uuid, refuse};
use gatehouse_guard::Asker;
use gatehouse_signin::passwords::hash;
use sea_orm::entity::prelude::*;

/// Sets it; `session`: the one that asks.
pub async fn set_own_password(cx: &Cx, session: Uuid, input: ChangePassword) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    BUDGET.check_subject(cx, &id.to_string())?.or_refuse()?;
    let contact = contacts::contact(cx, cx.read(), id).await?.ok_or(NotTheOwner).or_refuse()?;
    let email = &contact.to.email;
    let mut errors = Errors::<FormError>::default();
    passwords::note(cx, &mut errors, &input.password, &input.again, email)?;
    errors.done().or_refuse()?;
    passwords::judge(cx, &Asker::of(cx), &input.password, email, &[contact.label.as_str()]).await?.or_refuse()?;
    let hash = hash(cx, &Asker::of(cx), input.password).await?;
    let tx = cx.begin().await?;
    held_by_owner(cx, &tx, session, id).await.map_err(|stop| match stop {
        Stop::Refused(ServiceRefusal::ProofDue) => refuse(AccountRefusal::ProofDue),
        stop => stop.map(|_| AccountRefusal::NotTheOwner(NotTheOwner)),
    })?;
    let first = passwords::change(cx, &tx, id, &hash).await?.filter(Column::PasswordSealed.is_null());
    if first.exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(Invalid::one(FormError::CurrentMissing).into()));
    }
    LINKS.take_back(cx, &tx, id, None).await?;
    addresses::forget_change(&tx, id).await?;
    waiting_passwords::stop(cx, &tx, id).await?;
    mails::password_changed::queue(cx, &tx, &contact.to).await?;
    cx.audit(&tx, events::PASSWORD_SET.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}
