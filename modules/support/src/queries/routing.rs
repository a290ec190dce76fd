//! The queue of a new request, by the rules of now.

use crate::model::routing::{Facts, Rule, queue};
use crate::tables::{queue_rule, support_queue};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, QueryTrait as _};

/// Rules that are looked at.
const MOST: u64 = 1_000;

/// Where it goes; rules of archived queues are passed over.
pub(crate) async fn queue_for<C: ConnectionTrait>(conn: &C, facts: &Facts<'_>) -> Result<Option<Uuid>, Fault> {
    let open = support_queue::Entity::find()
        .select_only()
        .column(support_queue::Column::Id)
        .filter(support_queue::Column::ArchivedAt.is_null());
    let rows = queue_rule::Entity::find()
        .filter(queue_rule::Column::QueueId.in_subquery(open.into_query()))
        .order_by_asc(queue_rule::Column::Place)
        .limit(MOST)
        .all(conn)
        .await?;
    let rules: Vec<Rule<'_>> = rows
        .iter()
        .map(|row| Rule {
            queue: row.queue_id,
            product: row.product_id,
            country: row.country.as_deref(),
            lang: row.lang.as_deref(),
            level: row.level,
            category: row.category,
        })
        .collect();
    Ok(queue(&rules, facts))
}
