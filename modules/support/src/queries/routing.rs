//! The queue of a new request, by the rules of now.

use crate::model::queue_rules::{QueueRule, RequestFacts, queue_for as chosen};
use crate::tables::{queue_rule, support_queue};
use gatehouse_core::{Fault, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use std::collections::BTreeSet;

/// Where it goes; rules of archived queues are passed over. `None`: there is no queue that it could go to.
pub(crate) async fn queue_for<C: ConnectionTrait>(conn: &C, facts: &RequestFacts<'_>) -> Result<Option<Uuid>, Fault> {
    let open = support_queue::Entity::find().filter(support_queue::Column::ArchivedAt.is_null()).all(conn).await?;
    let ids: BTreeSet<Uuid> = open.iter().map(|queue| queue.id).collect();
    let rows = queue_rule::Entity::find().order_by_asc(queue_rule::Column::Place).all(conn).await?;
    let rules: Vec<QueueRule> = rows
        .into_iter()
        .filter(|row| ids.contains(&row.queue_id))
        .map(|row| Ok(QueueRule { id: row.id, wanted: serde_json::from_str(&row.wanted)?, queue: row.queue_id }))
        .collect::<Result<_, Fault>>()?;
    let others = open.iter().find(|queue| queue.others).map(|queue| queue.id);
    let sent = chosen(&rules, others.unwrap_or_default(), facts);
    Ok(sent.rule.map_or(others, |_| Some(sent.queue)))
}
