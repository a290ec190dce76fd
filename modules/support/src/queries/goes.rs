//! What a company loses of support when it is deleted (COM-11).

use crate::model::contract::ContractState;
use crate::tables::{contract, request};
use gatehouse_companies::signals::{Goes, GoesLine};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

/// Its requests and contracts.
pub(crate) struct OfSupport;

#[async_trait]
impl Goes for OfSupport {
    async fn of(&self, cx: &Cx, company: Uuid) -> Result<Vec<GoesLine>, Fault> {
        let t = crate::texts(cx.lang);
        let requests = request::Entity::find()
            .filter(request::Column::CompanyId.eq(company))
            .filter(request::Column::ErasedAt.is_null())
            .count(cx.read())
            .await?;
        let contracts = contract::Entity::find()
            .filter(contract::Column::CompanyId.eq(company))
            .filter(contract::Column::State.eq(ContractState::Active))
            .filter(contract::Column::EndsAt.gt(cx.now()))
            .count(cx.read())
            .await?;
        let line =
            |what, count: u64, becomes| GoesLine { what, count: i64::try_from(count).unwrap_or(i64::MAX), becomes };
        let lines = [
            line(t.msg_requests(), requests, t.msg_goes_requests()),
            line(t.msg_contracts(), contracts, t.msg_goes_contracts()),
        ];
        Ok(lines.into_iter().filter(|line| line.count > 0).collect())
    }
}
