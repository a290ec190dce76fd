//! Exactly-once changes: the idempotency key is stored by the change's own transaction (ALL-7).

use crate::{Cx, Tx};
use gatehouse_core::{Fault, Uuid};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// The table of used keys. Retention: 3 days.
pub mod table {
    use sea_orm::entity::prelude::*;

    /// One used key.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        /// Keyed hash of caller, operation and key.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Vec<u8>,
        /// Keyed hash of the request's body.
        pub body_hash: Vec<u8>,
        /// What the change made.
        pub result_id: Uuid,
        /// When.
        pub created_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A request that asks to be done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceKey {
    id: [u8; 32],
    body: [u8; 32],
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
    pub fn new(cx: &Cx, operation: &str, key: &str, body: &[u8]) -> Self {
        let keys = &cx.app.keys;
        let caller = format!("{}\u{0}{:?}\u{0}{operation}\u{0}{key}", cx.actor.kind(), cx.actor.id());
        // Settled: two nodes that differ in the newest pepper must give one request one id.
        Self { id: keys.settled("idempotency.key", caller.as_bytes()), body: keys.settled("idempotency.body", body) }
    }

    /// Whether the key was used.
    pub async fn known(&self, cx: &Cx) -> Result<Known, Fault> {
        let row = table::Entity::find_by_id(self.id.to_vec()).one(cx.read()).await?;
        Ok(match row {
            None => Known::New,
            Some(row) if row.body_hash == self.body => Known::Same(row.result_id),
            Some(_) => Known::Other,
        })
    }
}

/// Marks the context's key as used by a change that made `result`; does nothing without a key. A second
/// request that runs at the same moment fails here and is rolled back.
pub(crate) async fn mark(cx: &Cx, tx: &Tx, result: Uuid) -> Result<(), Fault> {
    let Some(once) = &cx.once else { return Ok(()) };
    let row = table::ActiveModel {
        id: Set(once.id.to_vec()),
        body_hash: Set(once.body.to_vec()),
        result_id: Set(result),
        created_at: Set(cx.now().0),
    };
    match table::Entity::insert(row).exec_without_returning(&**tx).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) => {
            Err(Fault::busy("the same request is being done at this moment"))
        }
        Err(error) => Err(error.into()),
    }
}
