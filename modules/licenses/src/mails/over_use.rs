//! The owner of a license on which too many devices ask to run is warned (LIC-14): what was seen, what to do, how to object.

use crate::model::license::grouped;
use crate::tables::{license, over_use_case};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail to one holder, in their language and zone.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    (license, product): (&license::Model, &str),
    seen: &over_use_case::Model,
) -> Result<(), Fault> {
    let (t, format) = (crate::texts(to.lang), to.format(cx));
    let number = grouped(&license.number);
    let vendor = gatehouse_brand::of(&cx.app);
    let help = vendor.help();
    let object = if help.is_empty() { t.msg_mail_over_use_object() } else { t.msg_mail_over_use_object_at(help) };
    let path = if to.account.is_some() { format!("/licenses/{}", license.id) } else { "/licenses".to_owned() };
    let since = seen.over_since.unwrap_or(seen.seen_at);
    Letter::new(cx, "licenses.over_use_warned", to)
        .title(t.msg_mail_over_use_title(product))
        .lead(t.msg_mail_over_use_lead(&number, product, format.date(since)))
        .line(t.msg_block_todo_over_use())
        .button(t.msg_mail_block_open(), &path)
        .after(t.msg_mail_over_use_else())
        .after(object)
        .facts([
            (t.msg_over_case_seats(), format.number(license.seats)),
            (t.msg_over_case_devices(), format.number(seen.devices + seen.refused)),
        ])
        .reason(t.msg_mail_block_reason(&number))
        .queue(tx)
        .await
}
