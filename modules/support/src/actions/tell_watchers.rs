//! Whoever has a request or follows it is mailed that its customer wrote (SUP-17). A step of the listener, in the same transaction.

use crate::mails::watched;
use crate::model::transition::By;
use crate::rights::AGENTS;
use crate::signals::RequestAnswered;
use crate::tables::{request, request_watcher};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::staff;
use sea_orm::entity::prelude::*;

/// Queues the mails.
pub(crate) async fn tell(cx: &Cx, tx: &Tx, signal: &RequestAnswered) -> Result<(), Fault> {
    if !matches!(signal.by, By::Author | By::Company) {
        return Ok(());
    }
    let Some(row) = request::Entity::find_by_id(signal.request).one(&**tx).await? else { return Ok(()) };
    let following = request_watcher::Entity::find().filter(request_watcher::Column::RequestId.eq(row.id));
    let following = following.all(&**tx).await?;
    let wanted: Vec<Uuid> = following.iter().map(|one| one.staff_id).chain(row.assignee_id).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    for to in staff::with_roles(cx, tx, AGENTS).await?.iter().filter(|to| wanted.contains(&to.sealed_by)) {
        watched::queue(cx, tx, to, &row).await?;
    }
    Ok(())
}
