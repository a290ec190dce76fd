//! `/licenses/{id}/agreement`: the license agreement of a product, accepted for a license that is in the account already (LIC-34).

use super::{LIST, license_head};
use crate::actions::accept_agreement::{AcceptAgreement, accept_agreement};
use crate::queries::acceptances::{Standing, standing};
use crate::queries::customer_license;
use crate::tables::license;
use crate::texts;
use gatehouse_catalog::queries::agreements::{self, Agreement};
use gatehouse_catalog::tables::product;
use gatehouse_core::{Lang, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Fold, PanelForm, Prose, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/licenses/{license}/agreement", ask, accept))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    agreement: String,
    accepted: String,
}

/// The text, which version it is, and the box that accepts it.
pub(in crate::pages) fn fields(agreement: &Agreement, errors: &FormErrors, lang: Lang) -> [Markup; 3] {
    let t = texts(lang);
    let (text_lang, text) = agreement.text(lang);
    let title = t.msg_customer_agreement_of(&agreement.product);
    let text = Fold::new(title).open(true).with(&Prose::new(text_lang, text));
    let version = Field::hidden("agreement", agreement.version.id.to_string());
    let accepted = Checkbox::new("accepted", t.msg_customer_agreement_accept()).errors(errors);
    [Markup::of(&text), Markup::of(&version), Markup::of(&accepted)]
}

/// How a license of the account stands to the agreement of its product.
pub(super) async fn standing_of(
    customer: &Customer,
    license: &license::Model,
    product: &product::Model,
) -> Result<Option<Standing>, Halt> {
    Ok(standing(&customer.visit.cx, customer.session.account, license, product).await?)
}

/// On the page of a license: that the agreement has to be accepted first.
pub(super) fn notice(standing: Option<&Standing>, license: Uuid, lang: Lang) -> Option<Notice> {
    let t = texts(lang);
    standing?.due?;
    let notice = Notice::info(t.msg_customer_agreement_due()).title(t.msg_customer_agreement_due_title());
    Some(notice.action(t.msg_customer_agreement_read(), format!("{LIST}/{license}/agreement")))
}

/// On the page of a license: the version that applies, and when it was accepted.
pub(super) fn row(facts: KeyValues, standing: Option<&Standing>, format: &Format) -> KeyValues {
    let t = texts(format.lang());
    let Some(standing) = standing else { return facts };
    let version = t.msg_customer_agreement_version(format.number(standing.version.number));
    let cell = Cell::link(version, agreements::page_of(standing.version.id));
    let cell = match standing.accepted_at {
        Some(at) => cell.sub(t.msg_customer_agreement_accepted_on(format.date(at))),
        None => cell,
    };
    facts.row(t.msg_customer_agreement(), cell)
}

async fn ask(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let (product, due) = due(&customer, license).await?;
    match due {
        Some(agreement) => visit.show(&page(&customer, license, product, &agreement, &FormErrors::new())),
        // It was accepted meanwhile, here or on a device.
        None => Ok(visit.go(&format!("{LIST}/{license}"))),
    }
}

async fn accept(customer: Customer, Ids([license]): Ids<1>, Posted(form): Posted<Form>) -> Result<Done, Halt> {
    let (visit, place) = (&customer.visit, format!("{LIST}/{license}"));
    let (product, due) = due(&customer, license).await?;
    let Some(agreement) = due else { return Ok(visit.go(&place)) };
    let input =
        AcceptAgreement { license, agreement: Uuid::parse_str(&form.agreement).ok(), agreed: form.accepted == "true" };
    let done = async |()| Ok(visit.go_saying(&place, texts(visit.lang()).msg_customer_agreement_accepted()));
    let again = async |errors| Ok(page(&customer, license, product, &agreement, &errors));
    visit.answer(accept_agreement(&visit.cx, input).await, done, again).await
}

/// The product's name, and the version that has to be accepted. A license that is not in the account has no page.
async fn due(customer: &Customer, license: Uuid) -> Result<(String, Option<Agreement>), Halt> {
    let (cx, account) = (&customer.visit.cx, customer.session.account);
    let held = customer_license::held(cx, account, license).await?.ok_or(Halt::NotFound)?;
    let product = customer_license::product_of(cx, account, license).await?.ok_or(Halt::NotFound)?;
    let due = standing_of(customer, &held, &product).await?.and_then(|standing| standing.due);
    let agreement = match due {
        Some(due) => agreements::version(cx, due).await?,
        None => None,
    };
    Ok((product.name, agreement))
}

fn page(customer: &Customer, license: Uuid, product: String, agreement: &Agreement, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let title = t.msg_customer_agreement();
    let form = PanelForm::new("")
        .alone()
        .unguarded()
        .fields(fields(agreement, errors, lang))
        .button(Button::submit(t.msg_customer_agreement_accept_button()).primary())
        .button(Button::link(t.msg_customer_cancel(), format!("{LIST}/{license}")));
    let head = license_head(lang, &title, product, license);
    Sheet::new(visit, title, head).narrow().errors(errors).with(&form)
}
