//! `/licenses/{id}/devices/{activation}/rename`: what the holder calls a device (LIC-13).

use crate::actions::rename_device::{RenameDevice, rename_device};
use crate::model::device_name::DEVICE_NAME;
use crate::pages::behalf::Whose;
use crate::queries::customer_license;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    let path = "/licenses/{license}/devices/{activation}/rename";
    Doors::new().owners(|doors| doors.form(path, ask, rename))
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
}

async fn ask(customer: Customer, Ids([license, activation]): Ids<2>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, license, activation, None, &FormErrors::new()).await?)
}

async fn page(
    customer: &Customer,
    license: Uuid,
    activation: Uuid,
    typed: Option<&Typed>,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let whose = Whose::of(customer).await?;
    let device = customer_license::held_device(&visit.cx, whose.holder, license, activation).await?;
    let device = device.ok_or(Halt::NotFound)?;
    let hint = match device.names.own.as_str() {
        "" => t.msg_customer_device_name_hint(),
        own => t.msg_customer_device_name_own(own),
    };
    let name = Field::text("name", t.msg_customer_device_name())
        .hint(hint)
        .value(typed.map_or(&device.name, |typed| &typed.name))
        .max_length(u32::try_from(DEVICE_NAME).unwrap_or(u32::MAX))
        .autofocus()
        .errors(errors);
    let form = PanelForm::new("")
        .alone()
        .field(&name)
        .button(Button::submit(t.msg_customer_device_rename()).primary())
        .button(Button::link(t.msg_customer_cancel(), whose.page(license)));
    let title = t.msg_customer_device_rename_title();
    let head = whose.head(visit.lang(), &title, whose.product(customer, license).await?, license);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

async fn rename(
    customer: Customer,
    Ids([license, activation]): Ids<2>,
    Posted(typed): Posted<Typed>,
) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let whose = Whose::of(&customer).await?;
    let input = RenameDevice { behalf: whose.behalf, license, activation, name: typed.name.clone() };
    let renamed = rename_device(&visit.cx, &input).await;
    let done = async |()| {
        Ok(visit
            .go_saying(&format!("{}#devices", whose.page(license)), texts(visit.lang()).msg_customer_device_renamed()))
    };
    // A license or device that is not theirs has no page either: that answers 404 by itself.
    let again = async |errors| page(&customer, license, activation, Some(&typed), &errors).await;
    visit.answer(renamed, done, again).await
}
