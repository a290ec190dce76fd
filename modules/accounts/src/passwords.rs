//! Password hashes under seal (PRI-13): each under its account's key, bound to its row. A stolen database gives nothing
//! to try passwords on, and a hash that was moved or planted opens nothing.

use crate::tables::{account, one_time_token};
use gatehouse_context::old_columns::{self, Empty, OldColumn};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use sea_orm::ConnectionTrait;
use std::sync::Arc;

/// Where hashes of passwords lay open before.
pub const OLD: [OldColumn; 2] = [
    OldColumn {
        table: "account",
        old: "password_hash",
        empty: Empty::Null,
        sealed: "password_sealed",
        subject: Some("id"),
    },
    OldColumn {
        table: "one_time_token",
        old: "password_hash",
        empty: Empty::Null,
        sealed: "password_sealed",
        subject: Some("account_id"),
    },
];
/// What the move of them is called.
pub const SEALED: &str = "accounts.passwords";

/// A column with sealed hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An account's own.
    Account,
    /// The one that waits with a link of a registration.
    Link,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Account => "account.password_sealed",
            Self::Link => "one_time_token.password_sealed",
        }
    }
}

/// Seals what lay open in a database of an earlier version.
pub(crate) async fn seal_old(app: &Arc<App>) -> Result<(), Fault> {
    old_columns::seal(app, SEALED, &OLD).await.map(drop)
}

/// Seals a hash for a row.
pub fn seal(cx: &Cx, key: &SubjectKey, place: Place, row: Uuid, phc: &str) -> Result<Vec<u8>, Fault> {
    key.seal(cx.app.random.as_ref(), place.name(), row, phc.as_bytes())
}

/// Seals a hash for an account's row, within the transaction that stores it.
pub async fn seal_for_account(cx: &Cx, tx: &Tx, account: Uuid, phc: &str) -> Result<Vec<u8>, Fault> {
    seal(cx, &subject::key(cx, &**tx, account).await?, Place::Account, account, phc)
}

/// The hash of an account's password; `None` when it has none. Without a row the same statement is asked, so that the
/// time of an answer does not tell whether there is one (ACC-6).
pub async fn of_account<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: Option<&account::Model>,
) -> Result<Option<String>, Fault> {
    let key = subject::stored_key(cx, conn, row.map_or(Uuid::nil(), |row| row.id)).await?;
    let (Some(row), Some(key)) = (row, key) else { return Ok(None) };
    Ok(row.password_sealed.as_deref().and_then(|sealed| open(&key, Place::Account, row.id, sealed)))
}

/// The hash that waits with a link.
pub async fn of_link<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    link: &one_time_token::Model,
) -> Result<Option<String>, Fault> {
    let Some(sealed) = &link.password_sealed else { return Ok(None) };
    let key = subject::key(cx, conn, link.account_id).await?;
    Ok(open(&key, Place::Link, link.id, sealed))
}

/// A hash that does not open is none: its owner comes in by a mailed link.
fn open(key: &SubjectKey, place: Place, row: Uuid, sealed: &[u8]) -> Option<String> {
    let opened = key.open_text(place.name(), row, sealed);
    opened
        .inspect_err(|fault| tracing::error!(%fault, %row, column = place.name(), "a password's hash opens nothing"))
        .ok()
}
