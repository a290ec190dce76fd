//! A trial ends or has ended (LIC-22): when, and where the product is bought.

use super::{with_end, with_help};
use crate::model::reminder::Reminder;
use crate::queries::offered::{self, Named};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// What is sent.
pub(crate) struct ReminderMail<'a> {
    pub trial: Uuid,
    pub product: &'a Named,
    pub ends: Moment,
    pub reminder: Reminder,
}

/// Queues the mail.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, mail: &ReminderMail<'_>) -> Result<(), Fault> {
    let (t, name, day) = (crate::texts(to.lang), mail.product.name.as_str(), to.format(cx).date(mail.ends));
    let letter = Letter::new(cx, "trials.reminder", to);
    let letter = if mail.reminder.is_after() {
        letter.title(t.msg_mail_ended_title(name)).lead(t.msg_mail_ended_lead(name, &day))
    } else {
        letter.title(t.msg_mail_ends_title(name, &day)).lead(t.msg_mail_ends_lead(name, &day))
    };
    let letter = match offered::shop(&mail.product.buy_url, to.lang, to.account) {
        Some(shop) => letter.line(t.msg_mail_reminder_buy()).button(t.msg_mail_buy(), &shop),
        None => letter.line(t.msg_mail_had_seller()),
    };
    with_end(cx, with_help(cx, letter, to), to, mail.trial)?.reason(t.msg_mail_reminder_reason(name)).queue(tx).await
}
