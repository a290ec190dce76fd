//! Who of the staff has a request open or writes an answer, so that two do not answer at once (SUP-17). A page that is open says so by a POST, again
//! and again; whoever was not heard of for a minute is gone.

use crate::refusals::RequestRefusal;
use crate::rights::{RequestsRead, may};
use crate::tables::request;
use crate::tables::request_viewer::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_web::rights::member;
use sea_orm::IntoActiveModel as _;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// How long somebody counts as there.
const HERE: i64 = MINUTE;

/// Notes that the actor is there, and returns the others.
pub async fn here(cx: &Cx, request: Uuid, writing: bool) -> Outcome<Vec<Model>, RequestRefusal> {
    let may = may::<RequestsRead>(cx).or_refuse()?;
    let staff_id = member(cx).or_refuse()?;
    let tx = may.begin().await?;
    let kept = crate::queries::staff::kept(cx.now());
    if request::Entity::find_by_id(request).filter(kept).one(&*tx).await?.is_none() {
        return Err(refuse(RequestRefusal::NotFound));
    }
    let row = Model { id: cx.id(), request_id: request, staff_id, writing, seen_at: cx.now() };
    let again = OnConflict::columns([Column::RequestId, Column::StaffId])
        .update_columns([Column::Writing, Column::SeenAt])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(&*tx).await?;
    let all = others(cx, &*tx, request).await?;
    tx.commit().await?;
    Ok(all)
}

/// Whether it has changed since a page was shown; reads only.
pub async fn has_changed<C: ConnectionTrait>(conn: &C, request: Uuid, version: i64) -> Result<bool, Fault> {
    let row = request::Entity::find_by_id(request).filter(request::Column::Version.ne(version));
    Ok(row.one(conn).await?.is_some())
}

/// Who else is there; reads only.
pub async fn others<C: ConnectionTrait>(cx: &Cx, conn: &C, request: Uuid) -> Result<Vec<Model>, Fault> {
    let me = cx.actor.id().unwrap_or_default();
    let there = Entity::find()
        .filter(Column::RequestId.eq(request))
        .filter(Column::StaffId.ne(me))
        .filter(Column::SeenAt.gt(cx.now().plus(-HERE)))
        .order_by_asc(Column::StaffId);
    Ok(there.all(conn).await?)
}
