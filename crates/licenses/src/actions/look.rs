//! Staff and programs look at a customer's data, and the log says so (ALL-8).

use crate::events;
use crate::rights::{NotAllowed, may_look};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};
use gatehouse_db::{AuditEntry, Cx};

/// Somebody opened a license.
pub async fn license(cx: &Cx, id: Uuid) -> Outcome<(), NotAllowed> {
    look(cx, "licenses:read", events::VIEWED.about(id)).await
}

/// Somebody opened an order.
pub async fn order(cx: &Cx, id: Uuid) -> Outcome<(), NotAllowed> {
    look(cx, "orders:read", events::ORDER_VIEWED.about(id)).await
}

/// Somebody searched licenses for a person or a code; `by` says how, never for what.
pub async fn search(cx: &Cx, by: &'static str, account: Option<Uuid>) -> Outcome<(), NotAllowed> {
    let entry = match account {
        Some(account) => events::SEARCHED.about_other("account", account).of_account(account),
        None => events::SEARCHED.entry(),
    };
    look(cx, "licenses:read", entry.with(serde_json::json!({ "by": by }))).await
}

async fn look(cx: &Cx, scope: &str, entry: AuditEntry) -> Outcome<(), NotAllowed> {
    may_look(cx, scope).or_refuse()?;
    let tx = cx.begin().await?;
    cx.audit(&tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
