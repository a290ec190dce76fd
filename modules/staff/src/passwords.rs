//! Password hashes under seal (PRI-13): each under its member's key, bound to his row, so that a stolen database gives
//! nothing to try passwords on, and a hash that was moved or planted opens nothing.

use crate::tables::staff;
use gatehouse_context::old_columns::{self, Empty, OldColumn};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::ConnectionTrait;
use std::sync::Arc;

/// Where hashes of passwords lay open before.
pub const OLD: [OldColumn; 1] = [OldColumn {
    table: "staff",
    old: "password_hash",
    empty: Empty::Null,
    sealed: "password_sealed",
    subject: Some("id"),
}];
/// What the move of them is called.
pub const SEALED: &str = "staff.passwords";
const PLACE: &str = "staff.password_sealed";

/// Seals what lay open in a database of an earlier version.
pub(crate) async fn seal_old(app: &Arc<App>) -> Result<(), Fault> {
    old_columns::seal(app, SEALED, &OLD).await.map(drop)
}

/// Seals a hash for a member's row.
pub(crate) fn seal(cx: &Cx, key: &SubjectKey, member: Uuid, phc: &str) -> Result<Vec<u8>, Fault> {
    key.seal(cx.app.random.as_ref(), PLACE, member, phc.as_bytes())
}

/// The same within a transaction.
pub(crate) async fn seal_for<C: ConnectionTrait>(cx: &Cx, conn: &C, member: Uuid, phc: &str) -> Result<Vec<u8>, Fault> {
    seal(cx, &subject::key(cx, conn, member).await?, member, phc)
}

/// The hash of a member's password; `None` when he has none, or when it does not open. Without a member the same
/// statement is asked, so that the time of an answer does not tell whether there is one (ACC-6).
pub(crate) async fn of_member<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    member: Option<&staff::Model>,
) -> Result<Option<String>, Fault> {
    let key = subject::stored_key(cx, conn, member.map_or(Uuid::nil(), |row| row.id)).await?;
    let (Some(row), Some(key)) = (member, key) else { return Ok(None) };
    let Some(sealed) = &row.password_sealed else { return Ok(None) };
    let opened = key.open_text(PLACE, row.id, sealed);
    Ok(opened.inspect_err(|fault| tracing::error!(%fault, member = %row.id, "a password's hash opens nothing")).ok())
}
