//! Exactly-once changes: the idempotency key is stored by the change's own transaction (ALL-7).
//!
//! It is stored under every pepper that is known, a row for each, and found under each. So two nodes that differ in the
//! newest one still meet in a row, and what was done is known also when the older one is dropped.

use crate::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// The table of used keys. Retention: 3 days.
pub mod table {
    use gatehouse_core::Moment;
    use gatehouse_core::personal::PersonalData;
    use sea_orm::entity::prelude::*;

    /// One used key.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
    #[sea_orm(table_name = "idempotency")]
    #[personal(purpose = "Doing a repeated request once", basis = "f")]
    pub struct Model {
        /// Keyed hash of caller, operation and key.
        #[sea_orm(primary_key, auto_increment = false)]
        #[holds(NotPersonal("a keyed hash"))]
        pub id: Vec<u8>,
        /// Keyed hash of the request's body.
        #[holds(Lookup(Short))]
        pub body_hash: Vec<u8>,
        /// The newest pepper under which the request has a row; 0 in rows of a program that knew only one.
        #[holds(NotPersonal("a key version"))]
        pub pepper_version: i64,
        /// What the change made.
        #[holds(Pseudonym)]
        pub result_id: Uuid,
        /// When.
        #[holds(NotPersonal("a technical time"))]
        pub created_at: Moment,
    }

    gatehouse_db::no_relations!();
}

/// A request that asks to be done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceKey {
    /// Under each pepper, the newest first: what it is found by, and the body's hash.
    hashes: Vec<([u8; 32], [u8; 32])>,
    /// The newest of these peppers.
    pepper: i64,
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Never used.
    New,
    /// Used by the same request; it made this.
    Same(Uuid),
    /// Used by another request.
    Other,
}

impl OnceKey {
    /// The key of a request: the same key of another caller or for another operation is another key.
    pub fn new(cx: &Cx, operation: &str, key: &str, body: &[u8]) -> Result<Self, Fault> {
        let keys = &cx.app.keys;
        let caller = format!("{}\u{0}{:?}\u{0}{operation}\u{0}{key}", cx.actor.kind(), cx.actor.id());
        let known = keys.pepper_versions();
        let under = |version: &i64| -> Result<([u8; 32], [u8; 32]), Fault> {
            let id = keys.lookup_under(*version, "idempotency.key", caller.as_bytes())?;
            Ok((id, keys.lookup_under(*version, "idempotency.body", body)?))
        };
        let hashes = known.iter().map(under).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { hashes, pepper: known.first().copied().unwrap_or(0) })
    }

    /// Whether the key was used.
    pub async fn known(&self, cx: &Cx) -> Result<Known, Fault> {
        let ids = self.hashes.iter().map(|(id, _)| id.to_vec());
        let rows = table::Entity::find().filter(table::Column::Id.is_in(ids)).all(cx.read()).await?;
        let is_same =
            |row: &&table::Model| self.hashes.iter().any(|(id, body)| row.id == *id && row.body_hash == *body);
        Ok(match (rows.iter().find(is_same), rows.is_empty()) {
            (Some(row), _) => Known::Same(row.result_id),
            (None, true) => Known::New,
            (None, false) => Known::Other,
        })
    }
}

/// Marks the context's key as used by a change that made `result`; does nothing without a key. A second
/// request that runs at the same moment fails here and is rolled back.
pub(crate) async fn mark(cx: &Cx, tx: &Tx, result: Uuid) -> Result<(), Fault> {
    let Some(once) = &cx.once else { return Ok(()) };
    let rows = once.hashes.iter().map(|(id, body)| table::ActiveModel {
        id: Set(id.to_vec()),
        body_hash: Set(body.to_vec()),
        pepper_version: Set(once.pepper),
        result_id: Set(result),
        created_at: Set(cx.now()),
    });
    match table::Entity::insert_many(rows).exec_without_returning(&**tx).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) => {
            Err(Fault::busy("the same request is being done at this moment"))
        }
        Err(error) => Err(error.into()),
    }
}
