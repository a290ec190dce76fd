//! The last mail: the account and all data are deleted (ACC-17).

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `to` has no account any more and a key of its own.
pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.deleted", to)
        .title(t.msg_mail_deleted_title())
        .lead(t.msg_mail_deleted_lead(brand))
        .after(t.msg_mail_deleted_after())
        .reason(t.msg_mail_deleted_reason(brand))
        .queue(tx)
        .await
}
