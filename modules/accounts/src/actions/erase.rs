//! Erases an account with everything that is its own. Called in a transaction that decided so.

use crate::signals::AccountDeleted;
use crate::tables::account;
use gatehouse_context::{Cx, Event, audit_keep, subject};
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Erases the account: the modules above first (they still can read its key), then its mails, its marks in the audit
/// log, the row with sessions, links, browsers and choices, and last the key. The caller has forgotten its counters
/// before it locked the row. `event`: the line that stays in
/// the audit log and names nobody.
pub(crate) async fn erase(cx: &Cx, tx: &Tx, row: &account::Model, event: Event) -> Result<(), Fault> {
    cx.raise(tx, AccountDeleted { account: row.id }).await?;
    gatehouse_mail::forget_account(tx, row.id).await?;
    cx.audit(tx, event.about(row.id).of_account(row.id)).await?;
    audit_keep::forget_account(cx, tx, row.id).await?;
    account::Entity::delete_by_id(row.id).exec(&**tx).await?;
    subject::destroy(cx, tx, row.id).await
}
