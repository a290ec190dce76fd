//! How many requests wait for somebody: beside their place in the navigation, and on the home page.

use crate::model::status::Status;
use crate::tables::request::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_web::navigation::MOST;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Of those that an account asked for itself; none is counted beyond [`MOST`].
pub async fn waiting(cx: &Cx, account: Uuid) -> Result<i64, Fault> {
    let found = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AccountId.eq(account))
        .filter(Column::CompanyId.is_null())
        .filter(Column::Status.eq(Status::AwaitingAnswer))
        .filter(Column::MergedInto.is_null())
        .limit(u64::try_from(MOST).unwrap_or(100))
        .into_tuple::<Uuid>()
        .all(cx.read())
        .await?;
    Ok(i64::try_from(found.len()).unwrap_or(MOST))
}
