//! A person's own lines of the audit log (ALL-3).

use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Cx;
use gatehouse_db::audit::{self, Audit, AuditFilter};
use gatehouse_db::paging::{PageRequest, Paged};
use gatehouse_web::AuditGroup;

/// The account's lines, newest first. `group`: only its events.
pub async fn activity(
    cx: &Cx,
    account: Uuid,
    group: Option<&AuditGroup>,
    request: &PageRequest,
) -> Result<Paged<Audit>, Fault> {
    let kinds = group.map(|group| group.starts.to_vec()).unwrap_or_default();
    let filter = AuditFilter { account: Some(account), kinds, ..AuditFilter::default() };
    audit::list(cx, &filter, request).await
}
