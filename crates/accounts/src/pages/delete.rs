//! Deletion of one's own account, and the final page (ACC-17).

use super::frame::{Card, device_cookie, errors_of, without_session};
use crate::actions::delete::{DeleteAccount, delete_account, was_deleted};
use gatehouse_core::{Secret, Stop};
use gatehouse_web::cookies::Name;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub struct DeleteForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    current: String,
    #[serde(default)]
    confirm: String,
}

#[derive(askama::Template)]
#[template(path = "accounts/delete.html")]
struct DeletePage {
    page: Page,
    head: PageHead,
    summary: ErrorSummary,
    fields: Vec<Markup>,
    confirm: Confirm,
    cancel: Button,
}

/// Shows what will happen.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    customer.visit.show(&page(&customer.visit, "", &FormErrors::new()))
}

/// Deletes the account. The second of two equal requests comes without a session, and is told the same: that is why a visit
/// is taken here, and the customer only after it.
pub async fn submit(visit: Visit, Posted(form): Posted<DeleteForm>) -> Result<Done, Halt> {
    if visit.customer.is_none() {
        let cookie = visit.jar.get(&Name::Session.full(&visit.cx.app.settings)).map(|cookie| cookie.value());
        if was_deleted(&visit.cx, cookie.unwrap_or_default()).await? {
            return Ok(without_session(&visit, visit.go("/account-deleted")));
        }
    }
    let visit = Customer::of(visit, false)?.visit;
    let input = DeleteAccount {
        email: form.email.clone(),
        current: Secret::new(form.current),
        confirm: form.confirm == "true",
        device: device_cookie(&visit),
    };
    match delete_account(&visit.cx, input).await {
        Ok(()) => Ok(without_session(&visit, visit.go("/account-deleted"))),
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            visit.show_refused(&refusal, &page(&visit, &form.email, &errors))
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

fn page(visit: &Visit, email: &str, errors: &FormErrors) -> DeletePage {
    let lang = visit.lang();
    let t = crate::texts(lang);
    DeletePage {
        page: visit.page(t.msg_delete_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_delete_title()).crumbs(lang, [(t.msg_account(), "/account")]),
        summary: ErrorSummary::new(lang, errors),
        fields: vec![
            Markup::of(&Field::email("email", t.msg_email()).value(email).errors(errors)),
            Markup::of(&Password::current(lang, "current", t.msg_password_current()).errors(errors)),
        ],
        confirm: Confirm::new(t.msg_delete_text(), t.msg_delete_tick(), t.msg_delete_button()).errors(errors),
        cancel: Button::link(t.msg_cancel(), "/account"),
    }
}

/// The final page.
pub async fn deleted(visit: Visit) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(&visit, t.msg_deleted_title(), &FormErrors::new()).lede(t.msg_deleted_text());
    visit.show(&card.button(Button::link(t.msg_register(), "/register").wide()))
}
