//! `/licenses/{id}/remove`: taking a license out of the account (LIC-7).

use super::LIST;
use crate::actions::remove_license::{RemoveLicense, RemoveLicenseRefusal, remove_license};
use crate::pages::frame::{FormPage, Ids};
use crate::queries::customer_license;
use crate::texts;
use gatehouse_core::{Stop, Uuid};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/licenses/{license}/remove", ask, remove))
}

#[derive(Default, Deserialize)]
struct Form {
    #[serde(default)]
    confirm: String,
}

async fn ask(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let product = product(&customer, license).await?;
    visit.show(&page(&customer, license, product, None))
}

async fn remove(customer: Customer, Ids([license]): Ids<1>, Posted(form): Posted<Form>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match remove_license(&visit.cx, RemoveLicense { license, agreed: form.confirm == "true" }).await {
        Ok(()) => Ok(visit.go_saying(LIST, texts(visit.lang()).msg_customer_removed())),
        Err(Stop::Refused(refusal @ RemoveLicenseRefusal::NotAgreed)) => {
            let product = product(&customer, license).await?;
            visit.show_again(&page(&customer, license, product, Some(refusal)))
        }
        Err(stop) => Err(stop.into()),
    }
}

async fn product(customer: &Customer, license: Uuid) -> Result<String, Halt> {
    customer_license::product_name(&customer.visit.cx, customer.session.account, license).await?.ok_or(Halt::NotFound)
}

fn page(customer: &Customer, license: Uuid, product: String, refusal: Option<RemoveLicenseRefusal>) -> FormPage {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let errors = refusal.map(|refusal| FormErrors::of_refusal(&refusal, lang)).unwrap_or_default();
    let here = format!("{LIST}/{license}");
    let confirm =
        Confirm::new(t.msg_customer_remove_text(), t.msg_customer_remove_tick(), t.msg_customer_remove_button());
    FormPage {
        page: visit.page(t.msg_customer_remove_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_customer_remove_title())
            .crumbs(lang, [(t.msg_customer_title(), LIST), (product, here.as_str())]),
        summary: ErrorSummary::new(lang, &errors),
        notice: None,
        fields: vec![Markup::of(&confirm.errors(&errors))],
        buttons: vec![Button::link(t.msg_customer_cancel(), here.as_str())],
        danger: None,
    }
}
