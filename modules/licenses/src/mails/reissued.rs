//! Holders get the new code of a license whose old one became known to others (LIC-21).

use crate::model::license::grouped;
use crate::model::proposed::{Devices, ReissueOrder};
use crate::tables::license;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use gatehouse_mail::{Letter, Recipient};

/// What is told.
pub(crate) struct Told<'a> {
    pub license: &'a license::Model,
    /// What its product is called.
    pub product: &'a str,
    pub code: &'a ActivationCode,
    /// Until when the old code works; `None`: no more.
    pub until: Option<Moment>,
    pub order: &'a ReissueOrder,
}

/// Queues the mail to one holder, in their language and zone.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, told: &Told<'_>) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let product = told.product;
    let number = grouped(&told.license.number);
    let old = match told.until {
        Some(until) => t.msg_mail_reissued_until(to.format(cx).date_time(until)),
        None => t.msg_mail_reissued_at_once(),
    };
    let devices = match told.order.devices {
        Devices::Keep => t.msg_mail_reissued_keep(),
        Devices::Free => t.msg_mail_reissued_free(),
    };
    let note = Some(told.order.note.as_str()).filter(|note| !note.is_empty());
    let path = match to.account {
        Some(_) => format!("/licenses/{}", told.license.id),
        None => "/register?next=/licenses".to_owned(),
    };
    Letter::new(cx, "licenses.code_reissued", to)
        .title(t.msg_mail_reissued_title(product))
        .lead(t.msg_mail_reissued_lead(&number, product))
        .line(old)
        .code(Some(told.code.to_string()))
        .lines(note.map(|note| t.msg_mail_block_note(note)))
        .button(t.msg_mail_block_open(), &path)
        .after(devices)
        .after(t.msg_mail_reissued_keep_secret())
        .reason(t.msg_mail_block_reason(&number))
        .queue(tx)
        .await
}
