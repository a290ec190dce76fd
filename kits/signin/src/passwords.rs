//! Hashes of passwords under seal (PRI-13): each under its owner's key, bound to its row. A stolen database gives nothing to
//! try passwords on, and a hash that was moved or planted opens nothing.

use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_guard::Asker;
use gatehouse_passwords::HashPool;
use gatehouse_seal::SubjectKey;
use sea_orm::ConnectionTrait;

/// Makes the hash of a new password; before the transaction, because it is slow.
pub async fn hash(cx: &Cx, asker: &Asker, password: Secret<String>) -> Result<String, Fault> {
    cx.service::<HashPool>()?.hash_new(asker, password, cx.app.random.as_ref()).await
}

/// A column of sealed hashes, with its table: `account.password_sealed`.
#[derive(Clone, Copy, Debug)]
pub struct SealedPasswords(pub &'static str);

impl SealedPasswords {
    /// Seals a hash for a row, under its owner's key.
    pub fn seal(self, cx: &Cx, key: &SubjectKey, row: Uuid, phc: &str) -> Result<Vec<u8>, Fault> {
        key.seal(cx.app.random.as_ref(), self.0, row, phc.as_bytes())
    }

    /// Seals a hash for its owner's own row.
    pub async fn seal_for<C: ConnectionTrait>(
        self,
        cx: &Cx,
        conn: &C,
        owner: Uuid,
        phc: &str,
    ) -> Result<Vec<u8>, Fault> {
        self.seal(cx, &subject::key(cx, conn, owner).await?, owner, phc)
    }

    /// The hash of a row. One that does not open is none: its owner comes in by another way.
    pub fn open(self, key: &SubjectKey, row: Uuid, sealed: &[u8]) -> Option<String> {
        let opened = key.open_text(self.0, row, sealed);
        opened
            .inspect_err(|fault| tracing::error!(%fault, %row, column = self.0, "a password's hash opens nothing"))
            .ok()
    }

    /// The hash of an owner, from the id and the column of their row; `None` when they have none. Without a row the same
    /// statement is asked, so that the time of an answer does not tell whether there is one (ACC-6).
    pub async fn of<C: ConnectionTrait>(
        self,
        cx: &Cx,
        conn: &C,
        owner: Option<(Uuid, Option<&[u8]>)>,
    ) -> Result<Option<String>, Fault> {
        let key = subject::stored_key(cx, conn, owner.map_or(Uuid::nil(), |(id, _)| id)).await?;
        let (Some((id, Some(sealed))), Some(key)) = (owner, key) else { return Ok(None) };
        Ok(self.open(&key, id, sealed))
    }
}
