//! Deletion of one's own account, and the final page (ACC-17).

use super::cookies::{device_cookie, without_session};
use crate::actions::delete::{DeleteAccount, delete_account, was_deleted};
use gatehouse_core::Secret;
use gatehouse_signin::forms::current_password;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Card, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

const PATH: &str = "/account/delete";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    email: String,
    current: String,
    confirm: String,
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
    let done = async |()| Ok(without_session(&visit, visit.go("/account-deleted")));
    let again = async |errors| Ok(page(&visit, &form.email, &errors));
    visit.answer(delete_account(&visit.cx, input).await, done, again).await
}

fn page(visit: &Visit, email: &str, errors: &FormErrors) -> Sheet {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let confirm = Confirm::new(t.msg_delete_text(), t.msg_delete_tick(), t.msg_delete_button())
        .cancel(t.msg_cancel(), "/account")
        .errors(errors);
    let form = PanelForm::new(PATH)
        .unguarded()
        .field(&Field::email("email", t.msg_email()).value(email).errors(errors))
        .field(&current_password(lang, t.msg_password_current(), errors))
        .field(&confirm);
    let head = PageHead::new(t.msg_delete_title()).crumbs(lang, [(t.msg_account(), "/account")]);
    Sheet::new(visit, t.msg_delete_title(), head).narrow().errors(errors).with(&Panel::new("").danger().with(&form))
}

/// The final page.
pub async fn deleted(visit: Visit) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(&visit, t.msg_deleted_title(), &FormErrors::new()).lede(t.msg_deleted_text());
    visit.show(&card.with(&Button::link(t.msg_register(), "/register").wide()))
}
