//! A request goes on in another one (SUP-17): nothing is moved, so it can be taken apart again, and nobody gains or loses sight. Only those of the same
//! person, in the same name, are merged: whoever wrote one can read the other. Others are linked. When the other one ends, it ends too, for good.

use super::acting::agent;
use super::step::{NotPossible, happened, schedule};
use crate::events::{MERGED, UNMERGED};
use crate::model::number::Number;
use crate::model::request::{LinkKind, Role};
use crate::refusals::RequestRefusal;
use crate::rights::{RequestsWrite, may};
use crate::tables::{request, request_link, request_person};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Lets it go on in the one with this number.
pub async fn merge(cx: &Cx, request: Uuid, number: &str) -> Outcome<(), RequestRefusal> {
    may::<RequestsWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let other = numbered(&tx, number).await?;
    if other == request {
        return Err(refuse(RequestRefusal::NotThisOne));
    }
    let (mut row, mut into, doer) = both(cx, &tx, request, other).await?;
    if row.merged_into.is_some() || into.merged_into.is_some() || row.status.is_final() || into.status.is_final() {
        return Err(refuse(RequestRefusal::Step(NotPossible { status: row.status })));
    }
    let holds_others = request::Entity::find().filter(request::Column::MergedInto.eq(request)).one(&*tx).await?;
    if holds_others.is_some() {
        return Err(refuse(RequestRefusal::HoldsOthers));
    }
    if !is_of_one_person(&tx, &row, &into).await? {
        return Err(refuse(RequestRefusal::OtherPeople));
    }
    row.merged_into = Some(other);
    schedule(cx, &mut row)?;
    let link = request_link::Model {
        id: cx.id(),
        request_id: request,
        other_id: other,
        kind: LinkKind::Merged,
        made_by: cx.actor.id(),
        made_at: cx.now(),
        undone_by: None,
        undone_at: None,
    };
    request_link::Entity::insert(link.into_active_model()).exec_without_returning(&*tx).await?;
    happened(cx, &tx, &mut row, doer, ("merged", None, None), json!({ "into": other })).await?;
    happened(cx, &tx, &mut into, doer, ("took_in", None, None), json!({ "request": request })).await?;
    cx.audit(&tx, MERGED.about(request)).await?;
    cx.once(&tx, request).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes it out again: it goes on by itself, as it was.
pub async fn unmerge(cx: &Cx, request: Uuid) -> Outcome<(), RequestRefusal> {
    use request_link::{Column, Entity};
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    if row.merged_into.is_some() && row.status.is_final() {
        return Err(refuse(RequestRefusal::Step(NotPossible { status: row.status })));
    }
    let Some(into) = row.merged_into.take() else { return Err(refuse(RequestRefusal::NotMerged)) };
    // Meanwhile nobody waited for its customer.
    row.status_at = cx.now();
    row.reminded = 0;
    schedule(cx, &mut row)?;
    Entity::update_many()
        .col_expr(Column::UndoneBy, Expr::value(cx.actor.id()))
        .col_expr(Column::UndoneAt, Expr::value(cx.now()))
        .filter(Column::RequestId.eq(request))
        .filter(Column::Kind.eq(LinkKind::Merged))
        .filter(Column::UndoneAt.is_null())
        .exec(&*tx)
        .await?;
    happened(cx, &tx, &mut row, doer, ("unmerged", None, None), json!({ "from": into })).await?;
    cx.audit(&tx, UNMERGED.about(request)).await?;
    tx.commit().await?;
    Ok(())
}

/// The request with this number.
pub(crate) async fn numbered(tx: &Tx, number: &str) -> Outcome<Uuid, RequestRefusal> {
    let number = Number::parse(number).ok_or(RequestRefusal::NoTarget).or_refuse()?.to_string();
    let found = request::Entity::find().filter(request::Column::Number.eq(number)).one(&**tx).await?;
    found.map(|row| row.id).ok_or_else(|| refuse(RequestRefusal::NoTarget))
}

/// Both requests, held in the order of their ids, so that two who merge crosswise wait and do not block each other.
async fn both(
    cx: &Cx,
    tx: &Tx,
    one: Uuid,
    other: Uuid,
) -> Outcome<(request::Model, request::Model, super::step::Doer), RequestRefusal> {
    let (first, _) = agent(cx, tx, one.min(other)).await?;
    let (second, doer) = agent(cx, tx, one.max(other)).await?;
    Ok(if one < other { (first, second, doer) } else { (second, first, doer) })
}

async fn is_of_one_person(tx: &Tx, row: &request::Model, into: &request::Model) -> Result<bool, Fault> {
    if row.company_id != into.company_id || row.confidential != into.confidential {
        return Ok(false);
    }
    if row.account_id.is_some() || into.account_id.is_some() {
        return Ok(row.account_id == into.account_id);
    }
    if row.member_id.is_some() || into.member_id.is_some() {
        return Ok(row.member_id == into.member_id);
    }
    use request_person::{Column, Entity};
    let authors = Entity::find()
        .filter(Column::RequestId.is_in([row.id, into.id]))
        .filter(Column::Part.eq(Role::Author))
        .filter(Column::EmailLookup.is_not_null())
        .all(&**tx)
        .await?;
    Ok(matches!(authors.as_slice(), [one, two] if one.email_lookup == two.email_lookup))
}
