//! How support works: queues with their rules, hours, targets; answers and steps that staff use often. Not about customers.

use crate::tables::{
    canned_answer, queue_rule, saved_filter, support_calendar, support_macro, support_queue, support_target,
};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// The most rows of each.
const MOST: u64 = 500;

/// Every queue, in its place.
pub async fn queues(cx: &Cx) -> Result<Vec<support_queue::Model>, Fault> {
    use support_queue::{Column, Entity};
    let all = Entity::find().order_by_asc(Column::Place).order_by_asc(Column::Id).limit(MOST);
    Ok(all.all(cx.read()).await?)
}

/// Every rule, in its order.
pub async fn rules(cx: &Cx) -> Result<Vec<queue_rule::Model>, Fault> {
    Ok(queue_rule::Entity::find().order_by_asc(queue_rule::Column::Place).limit(MOST).all(cx.read()).await?)
}

/// Every calendar, by name.
pub async fn calendars(cx: &Cx) -> Result<Vec<support_calendar::Model>, Fault> {
    use support_calendar::{Column, Entity};
    Ok(Entity::find().order_by_asc(Column::Name).limit(MOST).all(cx.read()).await?)
}

/// Every target.
pub async fn targets(cx: &Cx) -> Result<Vec<support_target::Model>, Fault> {
    Ok(support_target::Entity::find().limit(MOST).all(cx.read()).await?)
}

/// Every canned answer, by folder and name.
pub async fn answers(cx: &Cx) -> Result<Vec<canned_answer::Model>, Fault> {
    use canned_answer::{Column, Entity};
    let all = Entity::find().order_by_asc(Column::Folder).order_by_asc(Column::Name).limit(MOST);
    Ok(all.all(cx.read()).await?)
}

/// Every macro, by name.
pub async fn macros(cx: &Cx) -> Result<Vec<support_macro::Model>, Fault> {
    use support_macro::{Column, Entity};
    Ok(Entity::find().order_by_asc(Column::Name).limit(MOST).all(cx.read()).await?)
}

/// The filters of a member of the staff, and those that colleagues share.
pub async fn filters(cx: &Cx, staff: Uuid) -> Result<Vec<saved_filter::Model>, Fault> {
    use saved_filter::{Column, Entity};
    let own = Condition::any().add(Column::StaffId.eq(staff)).add(Column::Shared.eq(true));
    let all = Entity::find().filter(own).order_by_asc(Column::Place).order_by_asc(Column::Name).limit(MOST);
    Ok(all.all(cx.read()).await?)
}
