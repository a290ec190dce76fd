//! A member's sessions, for his profile.

use crate::tables::staff_session::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// The sessions in which the member is signed in now, the latest first.
pub async fn sessions_of(cx: &Cx, member: Uuid) -> Result<Vec<Model>, Fault> {
    let now = cx.now().0;
    let live = Entity::find()
        .filter(Column::StaffId.eq(member))
        .filter(Column::Stage.eq("full"))
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::EndsAt.gt(now));
    Ok(live.order_by_desc(Column::CreatedAt).all(cx.read()).await?)
}
