//! Proposals of this module that wait for a second clerk, or waited.

use crate::model::note;
use crate::model::proposed::{KINDS, Proposed};
use crate::rights::LicensesWrite;
use crate::tables::license;
use gatehouse_approval::table::{Column, Entity, Model};
use gatehouse_approval::{ProposedBy, State};
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Actor, Fault, Personal, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// What proposals can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalColumn {
    /// When it was proposed.
    Proposed,
}

/// Which proposals.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProposalFilter {
    /// In this state; `None`: those that can be decided.
    pub state: Option<State>,
}

/// Proposals, by date.
pub async fn proposals(
    cx: &May<LicensesWrite>,
    filter: ProposalFilter,
    sorting: Sorting<ProposalColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let mut found = Entity::find().filter(Column::Kind.is_in(KINDS));
    found = match filter.state {
        Some(state) => found.filter(Column::State.eq(state)),
        None => found.filter(Column::State.eq(State::Waiting)).filter(Column::ExpiresAt.gt(cx.now())),
    };
    let ProposalColumn::Proposed = sorting.column;
    let place = |row: &Model| (SortKey::Int(row.proposed_at.0), row.id);
    keyset(cx.read(), found, (Column::ProposedAt, Column::Id), sorting.direction, request, place).await
}

/// How many wait, up to 100.
pub(crate) async fn waiting(cx: &May<LicensesWrite>) -> Result<u64, Fault> {
    let open = Entity::find()
        .filter(Column::Kind.is_in(KINDS))
        .filter(Column::State.eq(State::Waiting))
        .filter(Column::ExpiresAt.gt(cx.now()));
    Ok(sea_orm::QuerySelect::limit(open, 100).all(cx.read()).await?.len() as u64)
}

/// Who proposed it, seen from who asks.
pub(crate) async fn proposed_by(cx: &Cx, row: &Model) -> Result<ProposedBy, Fault> {
    let Actor::Staff(me) = &cx.actor else { return Ok(ProposedBy::Another) };
    let tx = cx.begin().await?;
    let by = gatehouse_approval::proposed_by(cx, &tx, row, me.id).await?;
    tx.rollback().await?;
    Ok(by)
}

/// The proposals that wait and would change this license, for its page. Few wait at a time.
pub(crate) async fn about(cx: &Cx, license: Uuid) -> Result<Vec<Model>, Fault> {
    let open = Entity::find()
        .filter(Column::Kind.is_in(KINDS))
        .filter(Column::State.eq(State::Waiting))
        .filter(Column::ExpiresAt.gt(cx.now()))
        .filter(Column::Contents.contains(license.to_string()));
    Ok(open.order_by_asc(Column::ProposedAt).order_by_asc(Column::Id).all(cx.read()).await?)
}

/// A proposal with what it is about.
pub(crate) struct ProposalView {
    /// The row.
    pub row: Model,
    /// The change.
    pub change: Proposed,
    /// The licenses, by id.
    pub licenses: Vec<license::Model>,
    /// Words to the holders.
    pub words: Option<Personal<String>>,
    /// Why it was declined.
    pub declined: Option<Personal<String>>,
}

/// One proposal of this module; `None` when there is none.
pub(crate) async fn proposal(cx: &May<LicensesWrite>, id: Uuid) -> Result<Option<ProposalView>, Fault> {
    let found = Entity::find_by_id(id).filter(Column::Kind.is_in(KINDS)).one(cx.read()).await?;
    let Some(row) = found else { return Ok(None) };
    let change = Proposed::read(&row)?;
    let licenses = license::Entity::find()
        .filter(license::Column::Id.is_in(change.licenses()))
        .order_by_asc(license::Column::Id)
        .all(cx.read())
        .await?;
    let order = licenses.iter().find(|license| license.id == row.about_id).map(|license| license.purchase_id);
    let key = match order {
        Some(order) => subject::keys(cx, cx.read(), &[order]).await?.remove(&order),
        None => None,
    };
    let words = key.as_ref().and_then(|key| note::of_proposal(key, &row));
    let declined = key.as_ref().and_then(|key| note::of_decline(key, &row));
    Ok(Some(ProposalView { row, change, licenses, words, declined }))
}
