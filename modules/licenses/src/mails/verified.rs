//! The person who added a license is told what the clerk decided (LIC-23).

use super::product_name;
use crate::model::license::grouped;
use crate::model::verification::DeclineReason;
use crate::tables::license;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// What was decided.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word<'a> {
    /// It works.
    Approved,
    /// It does not: why, and the clerk's words, which may be empty.
    Declined(DeclineReason, &'a str),
}

/// Queues the mail, in the person's language. `list`: where their licenses are.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    license: &license::Model,
    word: Word<'_>,
    list: &str,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let product = product_name(tx, license).await?;
    let number = grouped(&license.number);
    let vendor = gatehouse_brand::of(&cx.app);
    let help = vendor.help();
    let letter = match word {
        Word::Approved => Letter::new(cx, "licenses.verified", to)
            .title(t.msg_mail_verified_title(&product))
            .lead(t.msg_mail_verified_lead(&number, &product))
            .button(t.msg_mail_block_open(), &format!("{list}/{}", license.id)),
        Word::Declined(reason, note) => {
            let object = if help.is_empty() { t.msg_mail_block_object() } else { t.msg_mail_block_object_at(help) };
            Letter::new(cx, "licenses.verification_declined", to)
                .title(t.msg_mail_declined_title(&product))
                .lead(t.msg_mail_declined_lead(&number, &product))
                .line(reason.why(to.lang))
                .lines(Some(note).filter(|note| !note.is_empty()).map(|note| t.msg_mail_block_note(note)))
                .button(t.msg_mail_declined_open(), list)
                .after(object)
        }
    };
    letter.reason(t.msg_mail_verified_reason(&number)).queue(tx).await
}
