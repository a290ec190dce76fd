//! What this module answers others.

use crate::tables::api_key::{Column, Entity};
use async_trait::async_trait;
use gatehouse_approval::MadeKey;
use gatehouse_context::{Answers, Cx};
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Who made an API key.
pub(crate) struct Keys;

#[async_trait]
impl Answers<MadeKey> for Keys {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &MadeKey) -> Result<bool, Fault> {
        let made = Entity::find_by_id(asked.key).filter(Column::CreatedBy.eq(asked.member));
        Ok(made.one(&**tx).await?.is_some())
    }
}
