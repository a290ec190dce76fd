//! Proposals of this module that wait for a second member of the staff (kit `approval`).

use crate::model::proposed::KINDS;
use crate::rights::staff::{CompaniesDecide, CompaniesRead};
use gatehouse_approval::table::{Column, Entity, Model};
use gatehouse_approval::{ProposedBy, State};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Actor, Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Select};

/// How many are counted at the most.
const COUNTED: u64 = 100;

fn open(cx: &Cx) -> Select<Entity> {
    Entity::find()
        .filter(Column::Kind.is_in(KINDS))
        .filter(Column::State.eq(State::Waiting))
        .filter(Column::ExpiresAt.gt(cx.now()))
}

/// Those that wait and are about this company. Few wait at a time.
pub async fn about(cx: &May<CompaniesRead>, company: Uuid) -> Result<Vec<Model>, Fault> {
    let about = open(cx).filter(Column::Contents.contains(company.to_string()));
    Ok(about.order_by_asc(Column::ProposedAt).order_by_asc(Column::Id).limit(COUNTED).all(cx.read()).await?)
}

/// The companies that those which wait are about, up to 100.
pub async fn waiting(cx: &May<CompaniesDecide>) -> Result<Vec<Uuid>, Fault> {
    let about = open(cx).select_only().column(Column::AboutId).limit(COUNTED);
    Ok(about.into_tuple().all(cx.read()).await?)
}

/// One of this module, whatever its state.
pub(crate) async fn one(cx: &Cx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).filter(Column::Kind.is_in(KINDS)).one(cx.read()).await?)
}

/// Who proposed it, seen from who asks.
pub(crate) async fn proposed_by(cx: &Cx, row: &Model) -> Result<ProposedBy, Fault> {
    let Actor::Staff(me) = &cx.actor else { return Ok(ProposedBy::Another) };
    let tx = cx.begin().await?;
    let by = gatehouse_approval::proposed_by(cx, &tx, row, me.id).await?;
    tx.rollback().await?;
    Ok(by)
}
