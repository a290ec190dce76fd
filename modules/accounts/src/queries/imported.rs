//! What is left of another portal's accounts (ACC-18).

use crate::model::State;
use crate::tables::account::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Whether the account came without its address proven, and nobody has proven it since.
pub fn waits_for_first_use(row: &Model) -> bool {
    row.state == State::PendingConfirmation && row.password_foreign.is_some()
}

/// Whether the account waits for its owner without an end, as those that were imported do; registrations and invitations have one.
pub fn waits_without_end(row: &Model) -> bool {
    row.state != State::Active && row.pending_since.is_none() && row.invited_at.is_none()
}

/// Whether any hash is left that another program made; one row of an index.
pub async fn are_hashes_left(cx: &Cx) -> Result<bool, Fault> {
    let left = Entity::find().select_only().column(Column::Id).filter(Column::PasswordForeign.is_not_null()).limit(1);
    Ok(left.into_tuple::<Uuid>().one(cx.read()).await?.is_some())
}
