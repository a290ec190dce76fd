//! Removes a factor (ACC-9). With the last one two-step verification is off, and nothing is left of it but the recovery
//! codes of a plain login. A passkey that is the only way in
//! stays.

use super::factors::{held_by_owner, take_away};
use super::removals;
use crate::model::FactorKind;
use crate::queries::{contacts, factors, identities, passkeys};
use crate::refusals::FactorRefusal;
use crate::rights::own_account;
use crate::tables::account_factor::{Column, Entity};
use crate::{events, mails};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_messages::number::ending;
use sea_orm::entity::prelude::*;

/// What is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Other factors.
    One,
    /// Nothing.
    Last,
    /// The recovery codes of a plain login.
    LastButCodes,
}

/// Removes it. Another person's is reported as not found.
pub async fn remove_factor(cx: &Cx, session: Uuid, factor: Uuid) -> Outcome<Removed, FactorRefusal> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = held_by_owner(cx, &tx, session, id).await?;
    let before = factors::rows(&*tx, id).await?;
    let Some(found) = before.iter().find(|row| row.id == factor) else {
        return Err(refuse(FactorRefusal::NotFound));
    };
    if row.password_sealed.is_none()
        && identities::of_account(&*tx, id).await?.is_empty()
        && passkeys::sign_in_alone(cx, &*tx, id, None).await?
        && !passkeys::sign_in_alone(cx, &*tx, id, Some(factor)).await?
    {
        return Err(refuse(FactorRefusal::LastWayIn));
    }
    let key = subject::key(cx, &*tx, id).await?;
    let name = key.open_text(factors::NAME, found.id, &found.name_sealed)?;
    let is_last = before.len() == 1;
    let removed = if is_last {
        removals::forget(&tx, id).await?;
        if take_away(cx, &tx, &row).await? { Removed::LastButCodes } else { Removed::Last }
    } else {
        Entity::delete_many().filter(Column::Id.eq(factor)).exec(&*tx).await?;
        Removed::One
    };
    let to = contacts::recipient(cx, &tx, &row).await?;
    let event = match found.kind {
        FactorKind::App => {
            mails::factor_removed::queue(cx, &tx, &to, &name, is_last).await?;
            events::FACTOR_REMOVED
        }
        FactorKind::Passkey => {
            mails::passkey_removed::queue(cx, &tx, &to, &name, is_last).await?;
            events::PASSKEY_REMOVED
        }
        FactorKind::Phone => {
            let number = key.open_text(factors::SECRET, found.id, &found.secret_sealed)?;
            mails::phone_removed::queue(cx, &tx, &to, &name, ending(&number), is_last).await?;
            events::PHONE_REMOVED
        }
    };
    cx.audit(&tx, event.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(removed)
}
