//! The hashes of members' passwords, under seal (PRI-13).

use crate::tables::staff;
use gatehouse_context::old_columns::{self, Empty, OldColumn};
use gatehouse_context::{App, Cx};
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;
use gatehouse_signin::SealedPasswords;
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
const HASHES: SealedPasswords = SealedPasswords("staff.password_sealed");

/// Seals what lay open in a database of an earlier version.
pub(crate) async fn seal_old(app: &Arc<App>) -> Result<(), Fault> {
    old_columns::seal(app, SEALED, &OLD).await.map(drop)
}

/// Seals a hash for a member's row.
pub(crate) fn seal(cx: &Cx, key: &SubjectKey, member: Uuid, phc: &str) -> Result<Vec<u8>, Fault> {
    HASHES.seal(cx, key, member, phc)
}

/// The same within a transaction.
pub(crate) async fn seal_for<C: ConnectionTrait>(cx: &Cx, conn: &C, member: Uuid, phc: &str) -> Result<Vec<u8>, Fault> {
    HASHES.seal_for(cx, conn, member, phc).await
}

/// The hash of a member's password ([`SealedPasswords::of`]).
pub(crate) async fn of_member<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    member: Option<&staff::Model>,
) -> Result<Option<String>, Fault> {
    HASHES.of(cx, conn, member.map(|row| (row.id, row.password_sealed.as_deref()))).await
}
