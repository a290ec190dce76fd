//! The mails about a change of the portal (COM-13): a part of the administrators of all companies, in the job's transaction.

use crate::jobs::portal_change as job;
use crate::mails;
use crate::model::portal_text::PortalTexts;
use crate::queries::recipients::of_portal;
use crate::tables::portal_change;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Mails of one transaction.
const PART: u64 = 200;

/// Queues the mails of a part, and what follows.
pub(crate) async fn deliver_portal_change(cx: &Cx, tx: &Tx, id: Uuid, after: Uuid) -> Result<(), Fault> {
    let Some(row) = portal_change::Entity::find_by_id(id).one(&**tx).await? else { return Ok(()) };
    let texts: PortalTexts = serde_json::from_str(&row.texts)?;
    let (all, next) = of_portal(cx, &**tx, after, PART).await?;
    for (company, one) in &all {
        mails::portal_change::queue(cx, tx, company, one, &texts).await?;
    }
    match next {
        Some(next) => job::enqueue(cx, tx, id, next).await,
        None => Ok(()),
    }
}
