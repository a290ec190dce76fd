//! `/licenses/{id}/devices/{activation}/deactivate`, and the same below a company's word: freeing a seat without the device (LIC-13).

use crate::actions::deactivate_device::{DeactivateDeviceRefusal, deactivate_device};
use crate::model::transfer::lease_until;
use crate::pages::behalf::Whose;
use crate::queries::customer_license;
use crate::texts;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    let path = "/licenses/{license}/devices/{activation}/deactivate";
    Doors::new().owners(|doors| doors.form(path, ask, deactivate))
}

async fn ask(customer: Customer, Ids(ids): Ids<2>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, ids, None).await?)
}

/// `refusal`: why it was not freed, at the top.
async fn page(
    customer: &Customer,
    [license, activation]: [Uuid; 2],
    refusal: Option<&dyn Refusal>,
) -> Result<Sheet, Halt> {
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let whose = Whose::of(customer).await?;
    let device = customer_license::held_device(&visit.cx, whose.holder, license, activation).await?;
    let device = device.ok_or(Halt::NotFound)?;
    let product = whose.product(customer, license).await?;
    let name = if device.name.is_empty() { t.msg_customer_device_unnamed() } else { device.name };
    let latest = lease_until(visit.cx.now(), device.row.lease_days, device.row.lease_until);
    let latest = visit.format().date(latest);
    let form = PanelForm::new("")
        .alone()
        .field(&Notice::warn(t.msg_customer_device_question(name, latest)))
        .button(Button::submit(t.msg_customer_device_deactivate()).danger())
        .button(Button::link(t.msg_customer_cancel(), whose.page(license)));
    let title = t.msg_customer_device_title();
    let head = whose.head(visit.lang(), &title, product, license);
    Ok(Sheet::new(visit, title, head).narrow().refusal(refusal).with(&form))
}

async fn deactivate(customer: Customer, Ids([license, activation]): Ids<2>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let (t, whose) = (texts(visit.lang()), Whose::of(&customer).await?);
    match deactivate_device(&visit.cx, whose.behalf, license, activation).await.unless_broken()? {
        Ok(freed) => {
            let said = if freed { t.msg_customer_device_done() } else { t.msg_customer_device_done_already() };
            Ok(visit.go_saying(&whose.page(license), said))
        }
        Err(refusal @ (DeactivateDeviceRefusal::NotHere | DeactivateDeviceRefusal::Enter(_))) => {
            Err(Halt::refused(refusal))
        }
        Err(refusal) => visit.show_refused(&refusal, &page(&customer, [license, activation], Some(&refusal)).await?),
    }
}
