//! A person's own lines of the audit log (ALL-3).

use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Cx;
use gatehouse_db::audit::{self, Audit, AuditFilter};
use gatehouse_db::paging::{PageRequest, Paged};

/// The account's lines, newest first. `group`: only kinds below this word, such as `license`.
pub async fn activity(
    cx: &Cx,
    account: Uuid,
    group: Option<&str>,
    request: &PageRequest,
) -> Result<Paged<Audit>, Fault> {
    let filter = AuditFilter { account: Some(account), kind: group.map(str::to_owned), ..AuditFilter::default() };
    audit::list(cx, &filter, request).await
}
