//! Staff and programs look at a customer's data, and the log says so (ALL-8).

use crate::rights::{NotAllowed, may_look};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_db::{AuditEntry, Cx};

/// Somebody opened a license.
pub async fn license(cx: &Cx, id: Uuid) -> Outcome<(), NotAllowed> {
    look(cx, "licenses:read", AuditEntry::new("license.viewed", "license", Some(id))).await
}

/// Somebody opened an order.
pub async fn order(cx: &Cx, id: Uuid) -> Outcome<(), NotAllowed> {
    look(cx, "orders:read", AuditEntry::new("order.viewed", "order", Some(id))).await
}

/// Somebody searched licenses for a person or a code; `by` says how, never for what.
pub async fn search(cx: &Cx, by: &'static str, account: Option<Uuid>) -> Outcome<(), NotAllowed> {
    let about = if account.is_some() { "account" } else { "license" };
    let mut entry = AuditEntry::new("license.searched", about, account).with(serde_json::json!({ "by": by }));
    if let Some(account) = account {
        entry = entry.of_account(account);
    }
    look(cx, "licenses:read", entry).await
}

async fn look(cx: &Cx, scope: &str, entry: AuditEntry) -> Outcome<(), NotAllowed> {
    may_look(cx, scope).or_refuse()?;
    let tx = cx.begin().await?;
    cx.audit(&tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
