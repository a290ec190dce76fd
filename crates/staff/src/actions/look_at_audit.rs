//! Reading the audit log (ALL-3): who sees what of it, and what is noted about the look.

use crate::rights::{self, NotAllowed};
use gatehouse_core::{Outcome, refuse};
use gatehouse_db::audit::{self, Audit, AuditFilter};
use gatehouse_db::paging::{PageRequest, Paged};
use gatehouse_db::{AuditEntry, Cx};

/// A page of the log. Administrators and privacy officers read all of it, other staff their own lines, whatever actor
/// the filter names. A look at what happened to one record is itself in the log (ALL-8).
pub async fn look_at_audit(
    cx: &Cx,
    mut filter: AuditFilter,
    request: &PageRequest,
) -> Outcome<Paged<Audit>, NotAllowed> {
    let whole_log = rights::reads_whole_log(cx);
    if !whole_log {
        filter.actor = Some(rights::member(cx).map_err(refuse)?);
    }
    let found = audit::list(cx, &filter, request).await?;
    if let Some(subject) = filter.subject.filter(|_| whole_log) {
        let tx = cx.begin().await?;
        cx.audit(&tx, AuditEntry::new("audit.viewed", "record", Some(subject))).await?;
        tx.commit().await?;
    }
    Ok(found)
}
