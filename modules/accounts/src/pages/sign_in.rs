//! Sign-in and sign-out.

use super::cookies::{here, with_zone, without_session};
use super::parts::to_support;
use super::{passkey, services, sign_in_link, wanted};
use crate::actions::end_session::end_session;
use crate::actions::sign_in::{FORM, Here, SignIn, sign_in};
use crate::model::config::PlainLogins;
use crate::model::{Email, sent_address};
use crate::signals::{FIND_COMPANY, SharedCompanyWay};
use axum::extract::Query;
use gatehouse_core::{Fault, Secret};
use gatehouse_signin::forms::Credentials;
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Done, Halt, Navigation, Posted, Visit};
use serde::Deserialize;

/// Where a signed-in customer starts.
pub fn start(visit: &Visit) -> Result<&'static str, Fault> {
    Ok(visit.cx.service::<Navigation>()?.start())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
    /// Not empty: a session has ended amid something.
    ended: String,
    /// Who signs in, sealed: a page before knew their address.
    who: String,
}

/// The address of the page with somebody's address filled in.
pub fn place_for(visit: &Visit, email: Option<&str>) -> Result<String, Fault> {
    let Some(email) = email.and_then(|email| Email::parse(email).ok()) else { return Ok("/sign-in".to_owned()) };
    Ok(format!("/sign-in?who={}", sent_address::seal_filled(&visit.cx, &email)?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    #[serde(flatten)]
    who: Credentials,
    kept: String,
    zone: String,
    next: String,
}

/// Shows the form.
pub async fn form(visit: Visit, Query(Next { next, ended, who }): Query<Next>) -> Result<Done, Halt> {
    if visit.customer.is_some() {
        return Ok(visit.go(safe_next(Some(&next), start(&visit)?)));
    }
    let email = sent_address::open_filled(&visit.cx, &who).map(|email| email.written().to_owned()).unwrap_or_default();
    let link = sign_in_link::place(&who, &next);
    let is_known = !email.is_empty();
    let who = Credentials { email, ..Credentials::default() };
    let card = page(&visit, &SignInForm { who, ..blank(&visit, &next) }, &FormErrors::new()).await?;
    // Who has typed an address elsewhere may have no password yet (ACC-4).
    let t = crate::texts(visit.lang());
    let card = if is_known { card.way(t.msg_link_question(), t.msg_link_way(), link) } else { card };
    let card = if ended.is_empty() { card } else { card.lede(crate::texts(visit.lang()).msg_sign_in_ended()) };
    visit.show(&card)
}

/// Signs in.
pub async fn submit(visit: Visit, Posted(form): Posted<SignInForm>) -> Result<Done, Halt> {
    let kept = form.kept == "true";
    let input = SignIn {
        email: form.who.email.clone(),
        password: Secret::new(form.who.password.clone()),
        zone: form.zone.clone(),
        here: Here { kept, ..here(&visit) },
        human: form.who.human.clone(),
        attaching: None,
    };
    let done = async |entered| Ok(with_zone(&visit, wanted::go_on(&visit, &entered, &form.next, kept)?, &form.zone));
    let again = async |errors| page(&visit, &form, &errors).await;
    visit.answer(sign_in(&visit.cx, input).await, done, again).await
}

/// Signs out.
pub async fn sign_out(visit: Visit) -> Result<Done, Halt> {
    if let Some(session) = &visit.customer {
        end_session(&visit.cx, session.id, true).await?;
    }
    let done = visit.go_saying("/sign-in", crate::texts(visit.lang()).msg_signed_out());
    Ok(without_session(&visit, done))
}

async fn page(visit: &Visit, form: &SignInForm, errors: &FormErrors) -> Result<Card, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_sign_in_title(), errors).with(&fields(visit, form, errors)?);
    let card = by_company(visit, form, card.with(&by_passkey(visit, form))).await?;
    let card = if errors.is_empty() { card } else { to_support(visit, card) };
    Ok(card.way(t.msg_sign_in_new(), t.msg_register(), register_address(form)))
}

/// The service of the company whose domain the typed address has; else the way to find it. Neither says whether there is an account.
async fn by_company(visit: &Visit, form: &SignInForm, card: Card) -> Result<Card, Halt> {
    let Ok(ways) = visit.cx.service::<SharedCompanyWay>() else { return Ok(card) };
    let t = crate::texts(visit.lang());
    let found = match Email::parse(&form.who.email) {
        Ok(email) => ways.of(&visit.cx, &email).await?,
        Err(_) => None,
    };
    Ok(match found {
        Some((domain, page)) => {
            card.with(&Button::link(t.msg_sign_in_company_of(domain), wanted::with_place(&page, &form.next)).wide())
        }
        None => card.way("", t.msg_sign_in_company(), wanted::with_place(FIND_COMPANY, &form.next)),
    })
}

/// The page after a passkey was refused.
pub async fn again(visit: &Visit, next: &str, errors: &FormErrors) -> Result<Card, Halt> {
    page(visit, &blank(visit, next), errors).await
}

/// The form as it is at first; `next` is where somebody was sent from.
pub fn blank(visit: &Visit, next: &str) -> SignInForm {
    SignInForm { next: wanted::place(visit, next), ..SignInForm::default() }
}

/// Where somebody without an account registers, and goes on to where they wanted to go.
pub fn register_address(form: &SignInForm) -> String {
    wanted::with_place("/register", &form.next)
}

/// Signing in without address and password, beside the form; browsers without passkeys do not show it.
pub fn by_passkey(visit: &Visit, form: &SignInForm) -> PanelForm {
    let t = crate::texts(visit.lang());
    let button = PasskeyButton::fetched(visit.lang(), t.msg_passkey_sign_in(), passkey::QUESTION).after(t.msg_or());
    let fields = PanelForm::in_card(passkey::SIGN_IN).field(&Field::hidden("next", form.next.as_str()));
    fields.field(&button.tick("kept"))
}

/// The form, which stands on the public front too.
pub fn fields(visit: &Visit, form: &SignInForm, errors: &FormErrors) -> Result<PanelForm, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let password =
        Password::current(lang, "password", t.msg_password()).link(t.msg_sign_in_forgot(), "/forgot-password");
    let kept = Checkbox::new("kept", t.msg_sign_in_kept()).hint(t.msg_sign_in_kept_hint());
    let fields = PanelForm::in_card("/sign-in");
    let fields = if visit.cx.service::<PlainLogins>()?.on {
        form.who.fields_of_any_login(fields, t.msg_email_or_login(), password, errors)
    } else {
        form.who.fields(fields, t.msg_email(), password, errors)
    };
    let fields = fields
        .field(&kept.checked(form.kept == "true"))
        .field(&Field::hidden_time_zone("zone"))
        .field(&Field::hidden("next", form.next.as_str()));
    let fields = form.who.human_check(&visit.cx, FORM, fields, errors)?.submit(t.msg_sign_in());
    Ok(services::below(visit, fields, &form.next))
}
