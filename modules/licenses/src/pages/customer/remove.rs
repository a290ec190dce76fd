//! `/licenses/{id}/remove`: taking a license out of the account (LIC-7).

use super::{LIST, license_head, product_name};
use crate::actions::remove_license::{RemoveLicense, remove_license};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/licenses/{license}/remove", ask, remove))
}

async fn ask(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, license, &FormErrors::new()).await?)
}

async fn remove(customer: Customer, Ids([license]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let removed = remove_license(&visit.cx, RemoveLicense { license, agreed: form.is_ticked() }).await;
    let done = async |()| Ok(visit.go_saying(LIST, texts(visit.lang()).msg_customer_removed()));
    visit.answer(removed, done, async |errors| page(&customer, license, &errors).await).await
}

/// A license that is not in the account has no page.
async fn page(customer: &Customer, license: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let (title, product) = (t.msg_customer_remove_title(), product_name(customer, license).await?);
    let confirm =
        Confirm::new(t.msg_customer_remove_text(), t.msg_customer_remove_tick(), t.msg_customer_remove_button());
    let confirm = confirm.cancel(t.msg_customer_cancel(), format!("{LIST}/{license}")).errors(errors);
    let head = license_head(visit.lang(), &title, product, license);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&PanelForm::new("").alone().field(&confirm)))
}
