//! Somebody leaves a request, or is taken out of it (SUP-12): from the commit on they see nothing of it, unless a right of their company shows it to them, get no
//! mails, and what they write by mail is a stranger's. Its author stays.

use super::acting::{Customer, agent, customer};
use super::index;
use super::step::{Doer, happened};
use crate::events::{PERSON_REMOVED, of_account};
use crate::model::request::Role;
use crate::refusals::{PeopleRefusal, RequestRefusal};
use crate::tables::request;
use crate::tables::request_person::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// A customer removes somebody, or themself; `company`: of the page's scope.
pub async fn remove_person(cx: &Cx, company: Option<Uuid>, request: Uuid, person: Uuid) -> Outcome<(), PeopleRefusal> {
    let tx = cx.begin().await?;
    let acting = customer(cx, &tx, company, request).await;
    let Customer { seen, doer } = acting.map_err(|stop| stop.map(PeopleRefusal::Request))?;
    let is_own = seen.person() == Some(person);
    let doer = match seen.manages() {
        Some(by) => Doer { by, id: doer.id },
        None if is_own => doer,
        None => return Err(refuse(PeopleRefusal::Request(RequestRefusal::OnlySeen))),
    };
    let mut row = seen.into_row();
    take_out(cx, &tx, &mut row, doer, person).await?;
    tx.commit().await?;
    Ok(())
}

/// Support removes somebody.
pub async fn remove_person_as_staff(cx: &Cx, request: Uuid, person: Uuid) -> Outcome<(), PeopleRefusal> {
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await.map_err(|stop| stop.map(PeopleRefusal::Request))?;
    take_out(cx, &tx, &mut row, doer, person).await?;
    tx.commit().await?;
    Ok(())
}

async fn take_out(cx: &Cx, tx: &Tx, row: &mut request::Model, doer: Doer, person: Uuid) -> Outcome<(), PeopleRefusal> {
    let own = Entity::find_by_id(person).filter(Column::RequestId.eq(row.id));
    let Some(found) = own.one(&**tx).await?.filter(|one| one.removed_at.is_none()) else {
        return Err(refuse(PeopleRefusal::Request(RequestRefusal::NotFound)));
    };
    if found.part == Role::Author {
        return Err(refuse(PeopleRefusal::Author));
    }
    Entity::update_many()
        .col_expr(Column::RemovedAt, Expr::value(Some(cx.now())))
        .filter(Column::Id.eq(person))
        .exec(&**tx)
        .await?;
    index::people_changed(cx, tx, row).await?;
    happened(cx, tx, row, doer, ("person_removed", None, None), json!({ "person": person })).await?;
    cx.audit(tx, of_account(PERSON_REMOVED.about(row.id), row.account_id)).await?;
    Ok(())
}
