//! Tells the owner that an account elsewhere was attached (ACC-8); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, service: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.service_attached", to)
        .title(t.msg_mail_service_attached_title(service))
        .lead(t.msg_mail_service_attached_lead(service, to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .button(t.msg_mail_security_button(), "/account/security")
        .after(t.msg_mail_service_not_you())
        .security()
        .queue(tx)
        .await
}
