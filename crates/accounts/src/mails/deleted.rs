//! The last mail: the account and all data are deleted (ACC-17).

use super::To;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// Queues it. `to` has no account any more and a key of its own.
pub async fn queue(cx: &Cx, tx: &Tx, to: To<'_>) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &cx.app.settings.brand;
    let lead = t.msg_mail_deleted_lead(brand);
    let mut page = to.page(cx, t.msg_mail_deleted_title(), lead, t.msg_mail_deleted_reason(brand));
    page.after = vec![t.msg_mail_deleted_after()];
    to.queue(cx, tx, "accounts.deleted", page).await
}
