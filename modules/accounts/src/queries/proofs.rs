//! How whoever has a session proved who they are: for what the provider tells sites and apps (ACC-21).

use crate::queries::factors;
use crate::tables::session::{Entity, Model};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_web::visit::ELEVATION;
use sea_orm::entity::prelude::*;

/// The proof of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proven {
    /// When it was given last.
    pub at: Moment,
    /// Whether a factor was given in this session, beside the password or alone.
    pub by_factor: bool,
}

/// The proof of this session; `None` when it has ended. A proof by a clock that was ahead is as if it had never been given.
pub async fn of_session<C: ConnectionTrait>(conn: &C, session: Uuid, now: Moment) -> Result<Option<Proven>, Fault> {
    let row = Entity::find_by_id(session).one(conn).await?.filter(|row| row.expires_at > now);
    Ok(row.map(|row| proven(&row, now)))
}

fn proven(row: &Model, now: Moment) -> Proven {
    // What is stored is until when the proof opens sensitive changes.
    let renewed = row.elevated_until.plus(-ELEVATION);
    let at = if renewed.has_come(now) { row.created_at.max(renewed) } else { row.created_at };
    Proven { at, by_factor: row.factor_until.0 > 0 }
}

/// Whether the account has a second factor.
pub async fn has_factor<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<bool, Fault> {
    factors::has_any(conn, account).await
}
