//! A member removes a passkey, and gets a mail that says so (ALL-8). The authenticator app stays. A factor was given
//! in this session shortly before.

use super::locked;
use super::proofs::gave_factor;
use crate::events;
use crate::mails;
use crate::queries::passkeys::{NAME, rows};
use crate::queries::recipients::opened;
use crate::refusals::MemberRefusal;
use crate::rights;
use crate::tables::staff_passkey::Entity;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Removes it. Another member's is reported as not found.
pub async fn remove_passkey(cx: &Cx, session: Uuid, passkey: Uuid) -> Outcome<(), MemberRefusal> {
    let me = rights::member(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let member = locked(&tx, me).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    if !gave_factor(cx, &tx, Some(session)).await? {
        return Err(refuse(MemberRefusal::FactorDue));
    }
    let own = rows(&*tx, me).await?.into_iter().find(|row| row.id == passkey);
    let own = own.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let name = subject::key(cx, &*tx, me).await?.open_text(NAME, own.id, &own.name_sealed)?;
    Entity::delete_by_id(own.id).exec(&*tx).await?;
    mails::passkey_removed(cx, &tx, &opened(cx, &*tx, member).await?, &name).await?;
    cx.audit(&tx, events::PASSKEY_REMOVED.about(me)).await?;
    tx.commit().await?;
    Ok(())
}
