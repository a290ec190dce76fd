//! What follows when somebody comes from a service with an account there that is attached to none here (ACC-8): a new account, or the proof
//! that an account with the address is theirs.

use super::cookies::{device, here, with_half, with_signed_in};
use super::service::over;
use super::service_carried::{Carried, Step, Wanted, drop_carried};
use super::{second_step, sign_in, wanted};
use crate::actions::ask_attaching::ask_attaching;
use crate::actions::register_by_service::register_by_service;
use crate::actions::sign_in::{Entered, FORM, SignIn, sign_in};
use crate::model::identity::Identity;
use crate::queries::contacts::find_by_email;
use crate::queries::identities::label;
use gatehouse_address::shown;
use gatehouse_core::Secret;
use gatehouse_signin::Browser;
use gatehouse_signin::forms::Credentials;
use gatehouse_web::frames::{Card, PanelForm, Paragraph, Points};
use gatehouse_web::human::HumanAnswer;
use gatehouse_web::view::*;
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

pub(super) const PATH: &str = "/sign-in/service";

/// What is sent: which way, and for the account's own proof its password.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Finish {
    by: String,
    password: String,
    zone: String,
    #[serde(flatten)]
    human: HumanAnswer,
}

/// Who came, from the browser.
struct Come {
    identity: Identity,
    next: String,
    is_mailed: bool,
}

fn come(visit: &Visit) -> Option<Come> {
    let Carried { wanted: Wanted::SignIn, next, step } = Carried::of(visit)? else { return None };
    match step {
        Step::Known(identity) => Some(Come { identity, next, is_mailed: false }),
        Step::Mailed(identity) => Some(Come { identity, next, is_mailed: true }),
        Step::Asked(_) | Step::Posted(..) => None,
    }
}

/// Shows what can be done.
pub async fn form(visit: Visit) -> Result<Done, Halt> {
    let Some(come) = come(&visit) else { return over(&visit) };
    let card = page(&visit, &come, &Finish::default(), &FormErrors::new()).await?;
    Ok(visit.show(&card)?.secret())
}

/// Does it.
pub async fn submit(visit: Visit, Posted(form): Posted<Finish>) -> Result<Done, Halt> {
    let Some(come) = come(&visit) else { return over(&visit) };
    match form.by.as_str() {
        "register" => registered(&visit, &come, &form).await,
        "mail" => mailed(&visit, &come, &form).await,
        "password" => by_password(&visit, &come, &form).await,
        _ => Ok(visit.go(PATH)),
    }
}

async fn registered(visit: &Visit, come: &Come, form: &Finish) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    match register_by_service(&visit.cx, &come.identity, &here(visit), &form.zone).await.unless_broken()? {
        Ok((entered, news)) => {
            let done = wanted::go_entered(visit, &entered, t.msg_service_registered(), &news)?;
            Ok(Browser::forget(visit, drop_carried(visit, done)))
        }
        Err(refusal) => again(visit, come, form, &refusal).await,
    }
}

async fn mailed(visit: &Visit, come: &Come, form: &Finish) -> Result<Done, Halt> {
    let browser = Browser::known_or_new(visit);
    let (cx, identity) = (&visit.cx, &come.identity);
    match ask_attaching(cx, identity, &browser, device(visit), &form.zone).await.unless_broken()? {
        Ok(_) => {
            let step = Step::Mailed(identity.clone());
            let carried = Carried { wanted: Wanted::SignIn, next: come.next.clone(), step };
            let done = wanted::keep(visit, visit.go(PATH), &come.next)?;
            Ok(browser.keep(visit, carried.keep(visit, done)?))
        }
        Err(refusal) => again(visit, come, form, &refusal).await,
    }
}

async fn by_password(visit: &Visit, come: &Come, form: &Finish) -> Result<Done, Halt> {
    let input = SignIn {
        email: come.identity.email.clone().unwrap_or_default(),
        password: Secret::new(form.password.clone()),
        zone: form.zone.clone(),
        here: here(visit),
        human: form.human.clone(),
        attaching: Some(come.identity.clone()),
    };
    let done = match sign_in(&visit.cx, input).await.unless_broken()? {
        Ok(Entered::SignedIn(signed_in)) => {
            let said = crate::texts(visit.lang()).msg_service_attached(label(&visit.cx, &come.identity.provider));
            let done = visit.go_saying(safe_next(Some(&come.next), sign_in::start(visit)?), said);
            wanted::forget(visit, with_signed_in(visit, done, &signed_in, false))
        }
        Ok(Entered::SecondStep(token)) => {
            with_half(visit, visit.go(&wanted::with_place(second_step::PATH, &come.next)), &token)
        }
        Err(refusal) => return again(visit, come, form, &refusal).await,
    };
    Ok(drop_carried(visit, done))
}

async fn again(
    visit: &Visit,
    come: &Come,
    form: &Finish,
    refusal: &(impl gatehouse_core::Refusal + 'static),
) -> Result<Done, Halt> {
    let done = visit.again(refusal, async |errors| page(visit, come, form, &errors).await).await?;
    Ok(done.secret())
}

async fn page(visit: &Visit, come: &Come, form: &Finish, errors: &FormErrors) -> Result<Card, Halt> {
    let t = crate::texts(visit.lang());
    let service = label(&visit.cx, &come.identity.provider);
    let Some(email) = come.identity.address() else {
        let card = Card::new(visit, t.msg_service_no_address_title(), errors);
        let register = wanted::with_place("/register", &come.next);
        return Ok(card
            .lede(t.msg_service_no_address(service))
            .with(&Button::link(t.msg_register(), register).primary().wide())
            .with(&super::parts::to_sign_in(visit.lang())));
    };
    let to = shown(email.written());
    if come.is_mailed {
        let lines = [t.msg_sent_delay(), t.msg_sent_spam()];
        let card = Card::new(visit, t.msg_sent_title(), errors).lede(t.msg_service_mailed(to));
        let card = card.with(&Points::new(t.msg_sent_nothing(), lines));
        return Ok(card.with(&button(&Button::submit(t.msg_sent_again_button()).wide(), "mail")));
    }
    if come.identity.proven_address().is_none() {
        let card = Card::new(visit, t.msg_service_prove_title(), errors).lede(t.msg_service_prove(service, to));
        return Ok(card.with(&button(&Button::submit(t.msg_service_mail_button()).primary().wide(), "mail")));
    }
    if find_by_email(&visit.cx, visit.cx.read(), email.written()).await?.is_none() {
        let card = Card::new(visit, t.msg_service_new_title(), errors).lede(t.msg_service_new(service.as_str(), to));
        let card = card.with(&button(&Button::submit(t.msg_service_new_button()).primary().wide(), "register"));
        return Ok(card.way(t.msg_service_new_other(), t.msg_sign_in(), "/sign-in"));
    }
    let card = Card::new(visit, t.msg_service_known_title(service.as_str()), errors);
    let password = Password::current(visit.lang(), "password", t.msg_password()).errors(errors);
    let fields = PanelForm::in_card(PATH)
        .field(&Field::hidden("by", "password"))
        .field(&Field::hidden_time_zone("zone"))
        .field(&password);
    let who = Credentials { human: form.human.clone(), ..Credentials::default() };
    let fields = who.human_check(&visit.cx, FORM, fields, errors)?.submit(t.msg_service_known_button());
    let card = card.lede(t.msg_service_known(service, to)).with(&fields).with(&Paragraph::between(t.msg_or()));
    Ok(card.with(&button(&Button::submit(t.msg_service_mail_button()).wide(), "mail")))
}

fn button(button: &Button, by: &'static str) -> PanelForm {
    let form = PanelForm::in_card(PATH).field(&Field::hidden("by", by)).field(&Field::hidden_time_zone("zone"));
    form.field(button)
}
