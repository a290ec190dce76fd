//! A member adds a passkey or security key, and gets a mail that says so (ALL-8). A factor was given shortly before.

use super::locked;
use super::proofs::gave_factor;
use crate::events;
use crate::mails;
use crate::model::name::clean;
use crate::model::passkey::{MOST, PASSKEYS};
use crate::queries::passkeys::{NAME, SECRET, of_credential, rows};
use crate::queries::recipients::opened;
use crate::refusals::PasskeyRefusal;
use crate::rights;
use crate::tables::staff_passkey::{ActiveModel, Entity};
use crate::texts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_signin::passkeys::Given;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Adds it. `session`: the one that was asked. The second of two equal requests adds nothing.
pub async fn add_passkey(cx: &Cx, session: Uuid, name: &str, given: &Given) -> Outcome<(), PasskeyRefusal> {
    let me = rights::member(cx).or_refuse()?;
    if given.is_empty() {
        return Err(refuse(PasskeyRefusal::Missing));
    }
    let name = match name.trim() {
        "" => texts(cx.lang).msg_passkey(),
        typed => {
            let too_long = PasskeyRefusal::NameInvalid;
            clean(typed, too_long, PasskeyRefusal::NameUnprintable, too_long).or_refuse()?
        }
    };
    let challenge = PASSKEYS.open_to_add(cx, session.as_bytes(), given).ok_or(PasskeyRefusal::Over).or_refuse()?;
    let made = PASSKEYS.added(cx, &challenge, given)?.map_err(PasskeyRefusal::from).or_refuse()?;
    let tx = cx.begin().await?;
    let is_first_use = PASSKEYS.use_up(cx, &tx, &challenge).await?;
    let member = locked(&tx, me).await?.ok_or(PasskeyRefusal::Over).or_refuse()?;
    if !gave_factor(cx, &tx, Some(session)).await? {
        return Err(refuse(PasskeyRefusal::FactorDue));
    }
    if !is_first_use || of_credential(&*tx, made.hash()).await?.is_some() {
        return Err(refuse(PasskeyRefusal::Already));
    }
    if rows(&*tx, me).await?.len() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
        return Err(refuse(PasskeyRefusal::TooMany));
    }
    let key = subject::key(cx, &*tx, me).await?;
    let (id, random) = (cx.id(), cx.app.random.as_ref());
    let row = ActiveModel {
        id: Set(id),
        staff_id: Set(me),
        credential_hash: Set(made.hash()),
        name_sealed: Set(key.seal(random, NAME, id, name.as_bytes())?),
        secret_sealed: Set(key.seal(random, SECRET, id, &made.to_bytes()?)?),
        created_at: Set(cx.now()),
        used_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    mails::passkey_added(cx, &tx, &opened(cx, &*tx, member).await?, &name).await?;
    cx.audit(&tx, events::PASSKEY_ADDED.about(me)).await?;
    tx.commit().await?;
    Ok(())
}
