//! Change of password (ACC-15).

use super::frame::{Form, FormPage, device_cookie, errors_of, login_field, rules, with_session};
use super::section::section;
use crate::actions::change_password::{ChangePassword, change_password};
use crate::queries::{own, sessions};
use gatehouse_core::{Secret, Stop};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct ChangeForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// Shows the form.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    let page = page(&customer, &FormErrors::new()).await?;
    customer.visit.show(&page)
}

/// Changes the password.
pub async fn submit(customer: Customer, Posted(form): Posted<ChangeForm>) -> Result<Done, Halt> {
    let visit: &Visit = &customer.visit;
    let input = ChangePassword {
        session: customer.session.id,
        current: Secret::new(form.current),
        password: Secret::new(form.password),
        again: Secret::new(form.again),
        device: device_cookie(visit),
    };
    match change_password(&visit.cx, input).await {
        Ok(renewed) => {
            let kept = sessions::is_kept(&visit.cx, customer.session.id).await?;
            let done = visit.go_saying("/account/password", crate::texts(visit.lang()).msg_change_done());
            Ok(with_session(visit, done, &renewed, kept))
        }
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(visit.lang(), &refusal);
            visit.show_refused(&refusal, &page(&customer, &errors).await?)
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

async fn page(customer: &Customer, errors: &FormErrors) -> Result<FormPage, Halt> {
    let visit = &customer.visit;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let email = own::own(&visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?.email;
    let mut form = Form::new("/account/password", t.msg_change_title())
        .field(&login_field(visit, &email))
        .field(&Password::current(lang, "current", t.msg_password_current()).errors(errors))
        .field(&Password::fresh(lang, "password", t.msg_password_new()).rules(rules(visit)?).errors(errors))
        .field(&Password::fresh(lang, "again", t.msg_password_new_again()).errors(errors));
    form.submit = Button::submit(t.msg_change_title()).primary();
    Ok(FormPage {
        page: visit.page(t.msg_change_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_change_title()).lede(t.msg_change_lede()),
        section: section(lang, "/account/password"),
        summary: ErrorSummary::new(lang, errors),
        form,
        cancel: Some(Button::link(t.msg_cancel(), "/account")),
    })
}
