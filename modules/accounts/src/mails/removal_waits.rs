//! Tells the owner that all factors will be removed, and how to stop that (ACC-9): when it was asked for, and a day and two days later.

use crate::tables::factor_removal::Model;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, removal: &Model, due: Moment, link: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let (asked, due) = (to.moment(cx, removal.asked_at), to.moment(cx, due));
    let lead = if removal.by_staff { t.msg_mail_removal_by_support(asked) } else { t.msg_mail_removal_by_you(asked) };
    Letter::new(cx, "accounts.removal_waits", to)
        .title(t.msg_mail_removal_title())
        .lead(lead)
        .line(t.msg_mail_removal_due(due))
        .line(t.msg_mail_removal_yours())
        .button(t.msg_keep_button(), &format!("/keep-two-step?token={link}"))
        .after(t.msg_mail_removal_other())
        .security()
        .queue(tx)
        .await
}
