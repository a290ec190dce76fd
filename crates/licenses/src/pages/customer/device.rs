//! `/licenses/{id}/devices/{activation}/deactivate`: freeing a seat from the account (LIC-13).

use super::LIST;
use crate::actions::deactivate_device::deactivate_device;
use crate::pages::frame::{FormPage, Ids};
use crate::queries::customer_license;
use crate::texts;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    let path = "/licenses/{license}/devices/{activation}/deactivate";
    Doors::new().customers(|doors| doors.form(path, ask, deactivate))
}

async fn ask(customer: Customer, Ids([license, activation]): Ids<2>) -> Result<Done, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let device = customer_license::held_device(&visit.cx, customer.session.account, license, activation)
        .await?
        .ok_or(Halt::NotFound)?;
    let product = customer_license::product_name(&visit.cx, customer.session.account, license).await?;
    let product = product.ok_or(Halt::NotFound)?;
    let t = texts(lang);
    let here = format!("{LIST}/{license}");
    let name = device.name.unwrap_or_else(|| t.msg_customer_device_unnamed());
    visit.show(&FormPage {
        page: visit.page(t.msg_customer_device_title()),
        head: PageHead::new(t.msg_customer_device_title())
            .crumbs(lang, [(t.msg_customer_title(), LIST), (product, here.as_str())]),
        summary: ErrorSummary::new(lang, &FormErrors::new()),
        notice: None,
        fields: vec![Markup::of(&Notice::warn(t.msg_customer_device_question(name)))],
        buttons: vec![
            Button::submit(t.msg_customer_device_deactivate()).danger(),
            Button::link(t.msg_customer_cancel(), here.as_str()),
        ],
        danger: None,
    })
}

async fn deactivate(customer: Customer, Ids([license, activation]): Ids<2>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let freed = deactivate_device(&visit.cx, license, activation).await?;
    let t = texts(visit.lang());
    let said = if freed { t.msg_customer_device_done() } else { t.msg_customer_device_done_already() };
    Ok(visit.go_saying(&format!("{LIST}/{license}"), said))
}
