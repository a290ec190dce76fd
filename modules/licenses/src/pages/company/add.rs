//! `/c/NAME/licenses/add`: adding a license to a company by its code, or by a key file (LIC-24).

use super::add_parts::{Asking, sheet};
use super::sent::{MOST, SentKeyFile};
use super::{list_of, manager};
use crate::actions::company::add::{AddToCompany, AddToCompanyRefusal, AddedToCompany, add_to_company};
use crate::actions::company::presented::PresentedRefusal;
use crate::model::adding::AddCodeRefusal;
use crate::texts;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use gatehouse_catalog::queries::agreements;
use gatehouse_companies::signals::Shown;
use gatehouse_core::{Secret, Uuid};
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .form("/c/{company}/licenses/add", blank, by_code)
            .post("/c/{company}/licenses/add/file", by_file.layer(DefaultBodyLimit::max(MOST)))
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    code: String,
    /// The version of the license agreement that stands in the form.
    agreement: String,
    accepted: String,
}

async fn blank(customer: Customer) -> Result<Done, Halt> {
    manager(&customer).await?;
    customer.visit.show(&sheet(&customer, &Asking::default()))
}

async fn by_code(customer: Customer, Posted(form): Posted<Form>) -> Result<Done, Halt> {
    let company = manager(&customer).await?.company();
    let input = AddToCompany {
        company,
        shown: Shown::Code(Secret::new(form.code.clone())),
        file_name: String::new(),
        accepted: Uuid::parse_str(&form.agreement).ok().filter(|_| form.accepted == "true"),
    };
    match add_to_company(&customer.visit.cx, &input).await.unless_broken()? {
        Ok(added) => Ok(added_to(&customer, added)),
        Err(refusal) => again(&customer, refusal, form.code, false).await,
    }
}

/// The bytes are read by the worker, and dropped with the request.
async fn by_file(customer: Customer, sent: Result<SentKeyFile, Halt>) -> Result<Done, Halt> {
    let company = manager(&customer).await?.company();
    let SentKeyFile { name, bytes, accepted } = match sent {
        Ok(sent) => sent,
        Err(Halt::TooLarge) => {
            return again(&customer, PresentedRefusal::TooLarge.into(), String::new(), true).await;
        }
        Err(halt) => return Err(halt),
    };
    let input = AddToCompany { company, shown: Shown::KeyFile(bytes), file_name: name, accepted };
    match add_to_company(&customer.visit.cx, &input).await.unless_broken()? {
        Ok(added) => Ok(added_to(&customer, added)),
        Err(refusal) => again(&customer, refusal, String::new(), true).await,
    }
}

fn added_to(customer: &Customer, added: AddedToCompany) -> Done {
    let t = texts(customer.visit.lang());
    let said = if added.is_pending { t.msg_company_license_pending() } else { t.msg_company_license_added() };
    customer.visit.go_saying(&format!("{}/{}", list_of(customer), added.license), said)
}

/// The form once more, with what was typed. Whose right was taken meanwhile reads who can give it.
async fn again(customer: &Customer, refusal: AddToCompanyRefusal, code: String, by_file: bool) -> Result<Done, Halt> {
    let visit = &customer.visit;
    if let AddToCompanyRefusal::Enter(refusal) = refusal {
        return Err(Halt::refused(refusal));
    }
    let agreement = match &refusal {
        AddToCompanyRefusal::Shown(PresentedRefusal::Code(AddCodeRefusal::AgreementRequired { agreement })) => {
            agreements::version(&visit.cx, *agreement).await?
        }
        _ => None,
    };
    let asking = Asking { code, refusal: Some(&refusal), agreement: agreement.as_ref(), by_file };
    Ok(visit.show_refused(&refusal, &sheet(customer, &asking))?.secret())
}
