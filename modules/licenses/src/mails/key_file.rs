//! The link to a key file's archive, for who asked for it with a code (LIC-11), or why there is none.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Secret};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// The page behind the link.
pub const PAGE: &str = "/key-file/download";

/// Queues the mail with the link.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    product: &str,
    token: &Secret<String>,
    until: Moment,
    caused: &Caused,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let until = to.format(cx).date_time(until);
    Letter::new(cx, "licenses.key_file", to)
        .title(t.msg_mail_key_title(product))
        .lead(t.msg_mail_key_lead(product))
        .line(t.msg_mail_key_body())
        .button(t.msg_mail_key_open(), &format!("{PAGE}?token={}", token.expose()))
        .after(t.msg_mail_key_once(until))
        .caused(caused)
        .reason(t.msg_mail_key_reason())
        .queue(tx)
        .await
}

/// Queues the mail that says why there is none, and what to do.
pub(crate) async fn queue_refused(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    product: &str,
    (why, next): (String, Option<String>),
    caused: &Caused,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "licenses.key_file_refused", to)
        .title(t.msg_mail_key_none_title(product))
        .lead(t.msg_mail_key_none_lead(product))
        .line(why)
        .lines(next)
        .caused(caused)
        .reason(t.msg_mail_key_reason())
        .queue(tx)
        .await
}
