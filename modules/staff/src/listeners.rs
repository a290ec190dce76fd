//! What the staff module is asked by those that know no API keys.

use crate::tables::api_key::{Column, Entity};
use async_trait::async_trait;
use gatehouse_approval::MadeApiKey;
use gatehouse_context::{Answers, Cx};
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Knows who made which API key, revoked ones too.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyMakers;

#[async_trait]
impl Answers<MadeApiKey> for KeyMakers {
    async fn answer(&self, _: &Cx, tx: &Tx, asked: &MadeApiKey) -> Result<bool, Fault> {
        let made = Entity::find_by_id(asked.key).filter(Column::CreatedBy.eq(asked.member));
        Ok(made.one(&**tx).await?.is_some())
    }
}
