//! Change of password (ACC-15).

use super::cookies::{device, with_session};
use super::parts::{SECURITY, new_password_again, proven};
use crate::actions::change_password::{ChangePassword, change_password};
use crate::actions::set_own_password::set_own_password;
use crate::queries::{own, sessions};
use gatehouse_signin::forms::{current_password, login, new_password};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted};

const PATH: &str = "/account/password";

/// Shows the form.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    if has_none(&customer).await? {
        proven(&customer).await?;
    }
    let page = page(&customer, &FormErrors::new()).await?;
    customer.visit.show(&page)
}

/// Changes the password.
pub async fn submit(customer: Customer, Posted(form): Posted<ChangePassword>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    if has_none(&customer).await? {
        return set_first(&customer, form).await;
    }
    let done = async |renewed| {
        let kept = sessions::is_kept(&visit.cx, customer.session.id).await?;
        let done = visit.go_saying(SECURITY, crate::texts(visit.lang()).msg_change_done());
        Ok(with_session(visit, done, &renewed, kept))
    };
    let again = async |errors| page(&customer, &errors).await;
    let changed = change_password(&visit.cx, customer.session.id, form, device(visit)).await;
    visit.answer(changed, done, again).await
}

/// Whether the account was made by a service, and has no password yet (ACC-8).
async fn has_none(customer: &Customer) -> Result<bool, Halt> {
    let own = own::own(&customer.visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    Ok(!own.has_password)
}

async fn set_first(customer: &Customer, form: ChangePassword) -> Result<Done, Halt> {
    proven(customer).await?;
    let visit = &customer.visit;
    let done = async |()| Ok(visit.go_saying(SECURITY, crate::texts(visit.lang()).msg_service_password_set()));
    let again = async |errors| page(customer, &errors).await;
    visit.answer(set_own_password(&visit.cx, customer.session.id, form).await, done, again).await
}

async fn page(customer: &Customer, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let own = own::own(&visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    let is_first = !own.has_password;
    let form = PanelForm::new(PATH).alone().field(&login(t.msg_email(), &own.email));
    let form = match is_first {
        true => form,
        false => form.field(&current_password(lang, t.msg_password_current(), errors)),
    };
    let button = if is_first { t.msg_service_set_password() } else { t.msg_change_button() };
    let form = form
        .field(&new_password(&visit.cx, t.msg_password_new(), None, errors)?)
        .field(&new_password_again(lang, t.msg_password_new_again(), errors))
        .button(Button::submit(button).primary())
        .button(Button::link(t.msg_cancel(), SECURITY));
    let (title, lede) = match is_first {
        true => (t.msg_service_set_password(), t.msg_service_password_lede()),
        false => (t.msg_change_title(), t.msg_change_lede()),
    };
    let head = PageHead::new(title.as_str()).lede(lede);
    let head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    let sheet = Sheet::new(visit, title, head).narrow();
    Ok(sheet.errors(errors).with(&form))
}
