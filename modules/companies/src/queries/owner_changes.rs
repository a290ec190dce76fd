//! Changes of owner (COM-3).

use crate::model::states::OwnerChangeState;
use crate::tables::owner_change::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

const WORDS: &str = "owner_change.reason_sealed";

/// What was said about a change, sealed under a key of its own.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// The request that it answers, and where the letter lies.
    pub request: String,
    /// Why.
    pub reason: String,
    /// The first name of a new owner who joins the company with the change.
    pub first: String,
    /// Their last name.
    pub last: String,
}

impl Words {
    /// Sealed for this change.
    pub(crate) fn sealed(&self, cx: &Cx, key: &SubjectKey, change: Uuid) -> Result<Vec<u8>, Fault> {
        key.seal(cx.app.random.as_ref(), WORDS, change, &serde_json::to_vec(self)?)
    }
}

/// What was said about a change; nothing where its key is gone.
pub async fn words<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &Model) -> Result<Words, Fault> {
    let keys = subject::keys(cx, conn, &[row.id]).await?;
    match keys.get(&row.id) {
        Some(key) => Ok(serde_json::from_slice(&key.open(WORDS, row.id, &row.reason_sealed)?)?),
        None => Ok(Words::default()),
    }
}

/// The change of a company's owner that waits.
pub async fn waiting<C: ConnectionTrait>(conn: &C, company: Uuid) -> Result<Option<Model>, Fault> {
    let open = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::State.eq(OwnerChangeState::Waiting));
    Ok(open.one(conn).await?)
}

/// One change that waits; `None` where it is decided.
pub async fn open<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).filter(Column::State.eq(OwnerChangeState::Waiting)).one(conn).await?)
}
