//! Tells the owner that the archive of their data can be downloaded (ACC-17); always sent.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, until: Moment) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.export_ready", to)
        .title(t.msg_mail_export_title())
        .lead(t.msg_mail_export_lead(to.moment(cx, until)))
        .button(t.msg_mail_export_button(), "/account/export")
        .after(t.msg_mail_export_other())
        .reason(t.msg_mail_export_reason(gatehouse_brand::name(&cx.app)))
        .queue(tx)
        .await
}
