//! Two requests belong together (SUP-17): staff see that on both, customers on neither. Undone as easily.

use super::acting::agent;
use super::merge::numbered;
use crate::events::{LINKED, UNLINKED};
use crate::model::request::LinkKind;
use crate::refusals::RequestRefusal;
use crate::tables::request_link::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid, refuse};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// Links it with the one that has this number.
pub async fn link(cx: &Cx, request: Uuid, number: &str) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    agent(cx, &tx, request).await?;
    let other = numbered(&tx, number).await?;
    if other == request {
        return Err(refuse(RequestRefusal::NotThisOne));
    }
    // One row for both, in the order of their ids.
    let (first, second) = (request.min(other), request.max(other));
    let linked = Entity::find()
        .filter(Column::RequestId.eq(first))
        .filter(Column::OtherId.eq(second))
        .filter(Column::Kind.eq(LinkKind::Related))
        .filter(Column::UndoneAt.is_null());
    if linked.one(&*tx).await?.is_none() {
        let row = Model {
            id: cx.id(),
            request_id: first,
            other_id: second,
            kind: LinkKind::Related,
            made_by: cx.actor.id(),
            made_at: cx.now(),
            undone_by: None,
            undone_at: None,
        };
        Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
        cx.audit(&tx, LINKED.about(request)).await?;
    }
    cx.once(&tx, request).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a link away that staff made.
pub async fn unlink(cx: &Cx, request: Uuid, link: Uuid) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    agent(cx, &tx, request).await?;
    let undone = Entity::update_many()
        .col_expr(Column::UndoneBy, Expr::value(cx.actor.id()))
        .col_expr(Column::UndoneAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(link))
        .filter(Column::Kind.eq(LinkKind::Related))
        .filter(Column::UndoneAt.is_null())
        .filter(sea_orm::Condition::any().add(Column::RequestId.eq(request)).add(Column::OtherId.eq(request)))
        .exec(&*tx)
        .await?;
    if undone.rows_affected == 0 {
        return Err(refuse(RequestRefusal::NotFound));
    }
    cx.audit(&tx, UNLINKED.about(request)).await?;
    tx.commit().await?;
    Ok(())
}
