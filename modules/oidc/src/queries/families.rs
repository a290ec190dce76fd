//! Sign-ins to clients, and by which of their tokens they are found.

use crate::tables::family::{Entity, Model};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;

/// Whether its tokens open anything.
#[must_use]
pub fn is_live(row: &Model, now: Moment) -> bool {
    row.revoked_at.is_none() && row.expires_at > now
}

/// The sign-in of an access token, by its id ([`crate::queries::tokens`]); `None`: it has ended or was revoked.
pub async fn live<C: ConnectionTrait>(conn: &C, id: Uuid, now: Moment) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(conn).await?.filter(|row| is_live(row, now)))
}
