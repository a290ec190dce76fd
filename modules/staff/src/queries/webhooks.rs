//! Where other systems are told, and what they were told, for pages and the API.

use crate::rights::{WebhooksRead, WebhooksWrite};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::in_memory;
use gatehouse_db::paging::{self, Direction, PageRequest, Paged};
use gatehouse_webhooks::tables::delivery::{Column, Entity, Model, State};
use gatehouse_webhooks::tables::endpoint;
use gatehouse_webhooks::{Opened, opened, opened_all};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// A webhook with what waits for it.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The endpoint.
    pub opened: Opened,
    /// Messages that wait.
    pub waiting: i64,
    /// Messages of the last 30 days that were given up.
    pub failed: i64,
}

/// The webhooks, the oldest or the newest first; all there are is a few.
pub async fn webhooks(
    cx: &May<WebhooksRead>,
    state: Option<endpoint::State>,
    oldest_first: bool,
    request: &PageRequest,
) -> Result<Paged<Webhook>, Fault> {
    let mut all = opened_all(cx).await?;
    all.retain(|one| state.is_none_or(|state| one.row.state == state));
    if !oldest_first {
        all.reverse();
    }
    let page = in_memory::page(all, request, |one| one.row.id);
    let counts = counts(cx, page.items.iter().map(|one| one.row.id)).await?;
    Ok(page.map(|opened| with(opened, &counts)))
}

/// One of them; `None`: there is none.
pub async fn webhook(cx: &May<WebhooksRead>, id: Uuid) -> Result<Option<Webhook>, Fault> {
    read(cx, id).await
}

/// One of them after a change, for who may change it.
pub async fn webhook_after_change(cx: &May<WebhooksWrite>, id: Uuid) -> Result<Option<Webhook>, Fault> {
    read(cx, id).await
}

async fn read(cx: &Cx, id: Uuid) -> Result<Option<Webhook>, Fault> {
    let Some(opened) = opened(cx, id).await? else { return Ok(None) };
    let counts = counts(cx, [id]).await?;
    Ok(Some(with(opened, &counts)))
}

/// How many are paused.
pub async fn paused_webhooks(cx: &May<WebhooksRead>) -> Result<u64, Fault> {
    let paused = endpoint::Entity::find().filter(endpoint::Column::State.eq(endpoint::State::Broken));
    Ok(paused.count(cx.read()).await?)
}

/// The names of webhooks, for the audit log.
pub(crate) async fn webhook_names(cx: &Cx, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    let all = opened_all(cx).await?;
    Ok(all.into_iter().filter(|one| ids.contains(&one.row.id)).map(|one| (one.row.id, one.name.0)).collect())
}

fn with(opened: Opened, counts: &HashMap<(Uuid, State), i64>) -> Webhook {
    let count = |state| counts.get(&(opened.row.id, state)).copied().unwrap_or(0);
    let (waiting, failed) = (count(State::Waiting), count(State::Failed));
    Webhook { opened, waiting, failed }
}

/// How many messages of each endpoint wait and were given up, by one statement.
async fn counts(cx: &Cx, endpoints: impl IntoIterator<Item = Uuid>) -> Result<HashMap<(Uuid, State), i64>, Fault> {
    let rows: Vec<(Uuid, State, i64)> = Entity::find()
        .select_only()
        .column(Column::EndpointId)
        .column(Column::State)
        .column_as(Column::Id.count(), "count")
        .filter(Column::EndpointId.is_in(endpoints))
        .filter(Column::State.is_in([State::Waiting, State::Failed]))
        .group_by(Column::EndpointId)
        .group_by(Column::State)
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(rows.into_iter().map(|(endpoint, state, count)| ((endpoint, state), count)).collect())
}

/// Which messages of a webhook.
#[derive(Clone, Debug, Default)]
pub struct DeliveryFilter {
    /// How they stand.
    pub state: Option<State>,
    /// Only of this type, unless it is empty.
    pub kind: String,
    /// Not before.
    pub from: Option<Moment>,
    /// Before.
    pub until: Option<Moment>,
}

/// What a webhook was told, by the ids of the messages, which are in the order of time.
pub async fn deliveries(
    cx: &May<WebhooksRead>,
    webhook: Uuid,
    filter: &DeliveryFilter,
    oldest_first: bool,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let mut select = Entity::find().filter(Column::EndpointId.eq(webhook));
    if let Some(state) = filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if !filter.kind.is_empty() {
        select = select.filter(Column::Kind.eq(filter.kind.as_str()));
    }
    if let Some(from) = filter.from {
        select = select.filter(Column::MessageId.gte(from.first_id()));
    }
    if let Some(until) = filter.until {
        select = select.filter(Column::MessageId.lt(until.first_id()));
    }
    let direction = if oldest_first { Direction::Ascending } else { Direction::Descending };
    paging::by_id(cx.read(), vec![select], Column::MessageId, direction, request, |row| row.message_id).await
}

/// One message of a webhook; `None`: it was told no such one, or that is longer ago than messages are kept.
pub async fn delivery(cx: &May<WebhooksRead>, webhook: Uuid, message: Uuid) -> Result<Option<Model>, Fault> {
    let select = Entity::find().filter(Column::EndpointId.eq(webhook)).filter(Column::MessageId.eq(message));
    Ok(select.one(cx.read()).await?)
}
