//! Reading the audit log (ALL-3): who sees what of it, and what is noted about the look.

use crate::events;
use crate::rights::{self, NotAllowed, ReadWholeLog, may};
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_context::audit::AuditFilter;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use sea_orm::EntityTrait;

/// What of the log somebody sees: the proof that they may, and that the log says so where it must.
#[derive(Clone, Debug)]
pub struct SeenLog(AuditFilter);

impl SeenLog {
    /// The lines that they see.
    pub const fn filter(&self) -> &AuditFilter {
        &self.0
    }
}

/// Those of these lines that the actor may read: all of them, or their own, whatever actor the filter names.
pub(crate) fn readable(cx: &Cx, filter: AuditFilter) -> Result<AuditFilter, NotAllowed> {
    match may::<ReadWholeLog>(cx) {
        Ok(_) => Ok(filter),
        Err(_) => Ok(AuditFilter { actor: Some(rights::member(cx)?), ..filter }),
    }
}

/// A look at the log. Administrators and privacy officers read all of it, other staff their own lines. A look at what happened to
/// one record, or at what one customer did, is itself in the log (ALL-8).
pub async fn see_log(cx: &Cx, filter: AuditFilter) -> Outcome<SeenLog, NotAllowed> {
    let filter = readable(cx, filter).or_refuse()?;
    if may::<ReadWholeLog>(cx).is_err() {
        return Ok(SeenLog(filter));
    }
    let mut looked_at: Vec<Uuid> = filter.subject.into_iter().collect();
    if let Some(actor) = filter.actor
        && filter.subject != Some(actor)
        && !is_colleague(cx, actor).await?
    {
        looked_at.push(actor);
    }
    if !looked_at.is_empty() {
        let tx = cx.begin().await?;
        for id in looked_at {
            cx.audit(&tx, events::AUDIT_VIEWED.about(id)).await?;
        }
        tx.commit().await?;
    }
    Ok(SeenLog(filter))
}

/// Whether the actor is on the staff; the reader always is.
async fn is_colleague(cx: &Cx, actor: Uuid) -> Result<bool, Fault> {
    Ok(rights::member(cx) == Ok(actor) || staff::Entity::find_by_id(actor).one(cx.read()).await?.is_some())
}
