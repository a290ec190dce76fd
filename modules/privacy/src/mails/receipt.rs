//! The receipt of an answer to a statement (PRI-7), sent when its owner asks for it.

use crate::pages::receipt_page;
use crate::queries::ledger::Answered;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, answered: &Answered) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let event = &answered.event;
    let facts = [
        (t.msg_receipt_number(), event.id.to_string()),
        (t.msg_receipt_answer(), event.answer.name(to.lang)),
        (t.msg_version(), to.format(cx).number(answered.number)),
        (t.msg_receipt_at(), to.moment(cx, event.at)),
        (t.msg_receipt_hash(), hex::encode(&event.text_hash)),
    ];
    Letter::new(cx, "privacy.receipt", to)
        .title(t.msg_mail_receipt_title(&answered.text.title))
        .lead(t.msg_mail_receipt_lead(&answered.text.title))
        .facts(facts)
        .button(t.msg_mail_receipt_button(), &receipt_page(event.id))
        .reason(t.msg_mail_receipt_reason())
        .queue(tx)
        .await
}
