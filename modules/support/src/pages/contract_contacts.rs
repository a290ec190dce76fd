//! `/c/NAME/contracts/{contract}/contacts`: who may use a contract (LIC-27), for who changes the company's settings.

use super::contracts::{own, place};
use crate::actions::set_contacts::{TypedContacts, change_contacts};
use crate::lists::own_contracts::CONTRACTS_AT;
use crate::model::contact_lines::as_lines;
use crate::texts;
use gatehouse_companies::rights::ChangeSettings;
use gatehouse_companies::sessions::inside;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/c/{company}/contracts/{contract}/contacts", edit, save))
}

async fn edit(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    inside::<ChangeSettings>(&customer).await?;
    customer.visit.show(&page(&customer, id, None, &FormErrors::new()).await?)
}

async fn page(
    customer: &Customer,
    id: Uuid,
    typed: Option<&TypedContacts>,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (_, found) = own(customer, id).await?;
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let lines = typed.map_or_else(|| as_lines(&found.parts.contacts), |typed| typed.contacts.clone());
    let field = TextArea::new("contacts", t.msg_staff_contacts()).hint(t.msg_staff_contacts_hint()).rows(8);
    let form = PanelForm::new("")
        .alone()
        .field(&Notice::info(t.msg_contract_contacts_text(found.row.max_contacts)))
        .field(&field.value(lines).errors(errors))
        .field(&Field::hidden("version", found.row.version.to_string()))
        .button(Button::submit(t.msg_staff_save()).primary())
        .button(Button::link(t.msg_staff_back(), place(customer, id)));
    let above = [(t.msg_contracts(), customer.scope.path(CONTRACTS_AT)), (found.row.name, place(customer, id))];
    let head = PageHead::new(t.msg_staff_contacts_change()).crumbs(lang, above);
    Ok(Sheet::new(visit, t.msg_staff_contacts_change(), head).narrow().errors(errors).with(&form))
}

async fn save(customer: Customer, Ids([id]): Ids<1>, Posted(typed): Posted<TypedContacts>) -> Result<Done, Halt> {
    let by = inside::<ChangeSettings>(&customer).await?;
    own(&customer, id).await?;
    let visit = &customer.visit;
    let changed = change_contacts(&visit.cx, by.company(), id, &typed).await;
    let there = place(&customer, id);
    let done = async |()| Ok(visit.go_saying(&there, texts(visit.lang()).msg_contract_contacts_saved()));
    visit.answer(changed, done, async |errors: FormErrors| page(&customer, id, Some(&typed), &errors).await).await
}
