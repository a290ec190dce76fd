//! `/c/NAME/licenses/{license}/remove`: removing a license from a company; of one that runs, support for its product ends with it (LIC-24).

use super::{license_of, list_of, manager};
use crate::actions::company::remove::{RemoveFromCompany, RemoveFromCompanyRefusal, remove_from_company};
use crate::model::license::{Status, status};
use crate::texts;
use gatehouse_core::{Stop, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/c/{company}/licenses/{license}/remove", ask, remove))
}

async fn ask(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer, license, &FormErrors::new()).await?)
}

async fn remove(customer: Customer, Ids([license]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    let company = manager(&customer).await?.company();
    let visit = &customer.visit;
    let input = RemoveFromCompany { company, license, agreed: form.is_ticked() };
    let removed = remove_from_company(&visit.cx, input).await;
    // Whose right was taken meanwhile reads who can give it.
    if let Err(Stop::Refused(RemoveFromCompanyRefusal::Enter(refusal))) = removed {
        return Err(Halt::refused(refusal));
    }
    let done = async |()| Ok(visit.go_saying(&list_of(&customer), texts(visit.lang()).msg_company_license_removed()));
    visit.answer(removed, done, async |errors| page(&customer, license, &errors).await).await
}

async fn page(customer: &Customer, license: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = manager(customer).await?;
    let found = license_of(customer, &by, license).await?;
    let (visit, lang, list) = (&customer.visit, customer.visit.lang(), list_of(customer));
    let t = texts(lang);
    let (title, product) = (t.msg_customer_remove_title(), found.row.product.as_str());
    let is_running = status(&found.row.license, visit.cx.now()) == Status::Active;
    let warning = is_running.then(|| Notice::warn(t.msg_company_remove_active(product)));
    let confirm =
        Confirm::new(t.msg_company_remove_text(product), t.msg_customer_remove_tick(), t.msg_customer_remove_button());
    let here = format!("{list}/{license}");
    let confirm = confirm.cancel(t.msg_customer_cancel(), here.as_str()).errors(errors);
    let head = PageHead::new(title.as_str())
        .crumbs(lang, [(t.msg_company_licenses_title(), list), (found.row.product.clone(), here)]);
    Ok(Sheet::new(visit, title.as_str(), head)
        .narrow()
        .errors(errors)
        .notices(warning)
        .with(&PanelForm::new("").alone().field(&confirm)))
}
