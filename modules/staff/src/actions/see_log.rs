//! Reading the audit log (ALL-3): who sees what of it, and what is noted about the look.

use crate::events;
use crate::rights::{self, NotAllowed, ReadWholeLog, may};
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_context::audit::AuditFilter;
use gatehouse_core::{Fault, OrRefuse as _, Outcome};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

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
    let asked: Vec<Uuid> = filter
        .actor
        .into_iter()
        .chain(filter.of_any.iter().flatten().copied())
        .filter(|id| filter.subject != Some(*id))
        .collect();
    let colleagues = colleagues(cx, &asked).await?;
    let mut looked_at: Vec<Uuid> = filter.subject.into_iter().collect();
    looked_at.extend(asked.into_iter().filter(|id| !colleagues.contains(id)));
    if !looked_at.is_empty() {
        let tx = cx.begin().await?;
        let lines = looked_at.into_iter().map(|id| (cx, events::AUDIT_VIEWED.about(id))).collect();
        Cx::audit_each(&tx, lines).await?;
        tx.commit().await?;
    }
    Ok(SeenLog(filter))
}

/// Which of these are on the staff; the reader always is.
async fn colleagues(cx: &Cx, ids: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .filter(staff::Column::Id.is_in(ids.iter().copied()))
        .into_tuple::<Uuid>()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().chain(rights::member(cx).ok()).collect())
}
