//! Signing out.

use crate::events;
use crate::sessions;
use crate::sessions::vouched::vouched;
use crate::tables::staff_session;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use sea_orm::entity::prelude::*;

/// What is left to do of a sign-out.
#[derive(Debug)]
pub enum SignedOut {
    /// Nothing.
    Whole,
    /// The member came by the vendor's own provider, and is signed in there still; the ID token tells it who they are.
    AtProvider(Option<Secret<String>>),
}

/// Ends the session.
pub async fn sign_out(cx: &Cx, session: Uuid) -> Result<SignedOut, Fault> {
    let tx = cx.begin().await?;
    let row = staff_session::Entity::find_by_id(session).one(&*tx).await?;
    let by = match &row {
        Some(row) => vouched(cx, &*tx, row).await?,
        None => None,
    };
    if sessions::end(&tx, session).await? {
        cx.audit(&tx, events::SIGNED_OUT.about(cx.actor.id())).await?;
    }
    tx.commit().await?;
    Ok(by.map_or(SignedOut::Whole, |by| SignedOut::AtProvider(by.hint())))
}
