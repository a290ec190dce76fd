//! `/account/receipts/{id}`: what was answered when, with exactly the text that was read; to print, and by mail where it is asked for (PRI-7).

use super::parts::{answer_badge, crumbs, prose};
use super::receipt_page;
use crate::actions::mail_receipt::mail_receipt;
use crate::queries::ledger::{self, Answered};
use crate::texts;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_web::frames::{Actions, Panel, Paragraph, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::support::ask;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Scope, UnlessBroken as _};

pub(super) async fn show(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let answered = own(&customer, id).await?;
    customer.visit.show(&page(&customer, &answered, None))
}

/// Mails it.
pub(super) async fn mail(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let answered = own(&customer, id).await?;
    match mail_receipt(&visit.cx, id).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(&receipt_page(id), texts(visit.lang()).msg_receipt_mailed())),
        Err(refusal) => visit.show_refused(&refusal, &page(&customer, &answered, Some(&refusal))),
    }
}

async fn own(customer: &Customer, id: Uuid) -> Result<Answered, Halt> {
    ledger::receipt(&customer.visit.cx, customer.session.account, id).await?.ok_or(Halt::NotFound)
}

fn page(customer: &Customer, answered: &Answered, refusal: Option<&dyn Refusal>) -> Sheet {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, format, event) = (texts(lang), customer.visit.format(), &answered.event);
    let read_in = Lang::from_tag(&event.lang).unwrap_or_default();
    let facts = KeyValues::new()
        .row(t.msg_receipt_answer(), Cell::badge(&answer_badge(event.answer, lang)))
        .row(t.msg_receipt_at(), Cell::time(&format, event.at))
        .row(t.msg_receipt_who(), Cell::text(&customer.session.label))
        .row(t.msg_version(), Cell::text(format.number(answered.number)))
        .row(t.msg_receipt_lang(), Cell::text(read_in.name()))
        .row(t.msg_receipt_place(), Cell::text(event.place.name(lang)))
        .row(t.msg_receipt_number(), Cell::text(event.id.to_string()))
        .row(t.msg_receipt_hash(), Cell::text(hex::encode(&event.text_hash)));
    let mail = Button::post(t.msg_receipt_mail(), format!("{}/mail", receipt_page(event.id))).icon(Icon::Send);
    let head = PageHead::new(t.msg_receipt_title()).lede(&answered.text.title).crumbs(lang, crumbs(lang));
    let origin = &visit.cx.app.settings.origin;
    let printed = Paragraph::printed(format!("{origin}{}", receipt_page(event.id)));
    let changed = (!answered.is_same_text()).then(|| {
        let (title, number) = (t.msg_receipt_title(), event.id.to_string());
        let known = [("kind", "error"), ("subject", title.as_str()), ("description", number.as_str())];
        let to = ask(&Scope::Personal, "portal", &known);
        Notice::bad(t.msg_receipt_changed()).button(Button::link(t.msg_receipt_contact(), to).icon(Icon::Help))
    });
    Sheet::new(visit, t.msg_receipt_title(), head)
        .narrow()
        .notices(changed)
        .refusal(refusal)
        .with(&Panel::new("").with(&facts).with(&Actions::new([Button::print(t.msg_receipt_print()), mail])))
        .with(&Panel::new(&answered.text.title).with(&prose(&answered.text)))
        .with(&printed)
}
