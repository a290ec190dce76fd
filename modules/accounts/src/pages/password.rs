//! Change of password (ACC-15).

use super::cookies::{device, with_session};
use super::parts::{SECURITY, new_password_again};
use crate::actions::change_password::{ChangePassword, change_password};
use crate::queries::{own, sessions};
use gatehouse_signin::forms::{current_password, login, new_password};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted};

const PATH: &str = "/account/password";

/// Shows the form.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    let page = page(&customer, &FormErrors::new()).await?;
    customer.visit.show(&page)
}

/// Changes the password.
pub async fn submit(customer: Customer, Posted(form): Posted<ChangePassword>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let done = async |renewed| {
        let kept = sessions::is_kept(&visit.cx, customer.session.id).await?;
        let done = visit.go_saying(SECURITY, crate::texts(visit.lang()).msg_change_done());
        Ok(with_session(visit, done, &renewed, kept))
    };
    let again = async |errors| page(&customer, &errors).await;
    let changed = change_password(&visit.cx, customer.session.id, form, device(visit)).await;
    visit.answer(changed, done, again).await
}

async fn page(customer: &Customer, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &customer.visit;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let email = own::own(&visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?.email;
    let form = PanelForm::new(PATH)
        .alone()
        .field(&login(t.msg_email(), &email))
        .field(&current_password(lang, t.msg_password_current(), errors))
        .field(&new_password(&visit.cx, t.msg_password_new(), None, errors)?)
        .field(&new_password_again(lang, t.msg_password_new_again(), errors))
        .button(Button::submit(t.msg_change_button()).primary())
        .button(Button::link(t.msg_cancel(), SECURITY));
    let head = PageHead::new(t.msg_change_title()).lede(t.msg_change_lede());
    let head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    let sheet = Sheet::new(visit, t.msg_change_title(), head).narrow();
    Ok(sheet.errors(errors).with(&form))
}
