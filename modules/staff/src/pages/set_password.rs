//! The page behind a mailed link. Looking at it uses nothing up: mail programs look too.

use crate::queries::recipients;
use crate::refusals::SignInRefusal;
use crate::tables::staff;
use crate::{actions, texts};
use axum::extract::Query;
use gatehouse_core::{Refusal as _, Secret};
use gatehouse_signin::carried::{self, Link};
use gatehouse_signin::forms::{login, new_password};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    token: String,
    password: String,
}

/// Where mailed links lead.
pub(super) const PATH: &str = "/staff/set-password";

async fn page(visit: &Visit, token: &str, member: staff::Model, errors: &FormErrors) -> Result<Card, Halt> {
    let (t, cx) = (texts(visit.lang()), &visit.cx);
    let person = recipients::opened(cx, cx.read(), member).await?;
    let form = PanelForm::in_card(PATH)
        .field(&Field::hidden("token", token))
        .field(&login(t.msg_email(), &person.email))
        .field(&new_password(cx, t.msg_new_password(), None, errors)?)
        .submit(t.msg_set_password_submit());
    Ok(Card::new(visit, t.msg_set_password_title(), errors).lede(t.msg_set_password_lede(person.name)).with(&form))
}

/// What is shown instead of a form when the link opens nothing.
fn closed(visit: &Visit, refusal: &SignInRefusal) -> Result<Done, Halt> {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let card = Card::new(visit, t.msg_link_closed_title(), &FormErrors::new())
        .notice(Some(Notice::warn(refusal.text(lang))))
        .way("", t.msg_to_sign_in(), "/staff/sign-in");
    visit.show_refused(refusal, &card)
}

/// Takes the token out of the address, then shows the form.
pub(super) async fn form(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        match actions::check_link(&visit.cx, &token).await.unless_broken()? {
            Ok(member) => Ok(visit.show(&page(&visit, &token, member, &FormErrors::new()).await?)?.secret()),
            Err(refusal) => closed(&visit, &refusal),
        }
    })
    .await
}

/// Sets the password. For an hour this browser is the one that followed the link.
pub(super) async fn set(visit: Visit, Posted(form): Posted<PasswordForm>) -> Result<Done, Halt> {
    let PasswordForm { token, password } = form;
    let refusal = match actions::set_password(&visit.cx, &token, Secret::new(password)).await.unless_broken()? {
        // The second of two equal requests: the first one has set it.
        Ok(()) | Err(SignInRefusal::LinkUsed) => {
            let done = visit.go_saying("/staff/sign-in", texts(visit.lang()).msg_set_password_done());
            return Ok(carried::keep(&visit, done, PATH, &token, actions::CONNECT_WITHIN)?);
        }
        Err(refusal @ SignInRefusal::Password(_)) => refusal,
        Err(refusal) => return closed(&visit, &refusal),
    };
    match actions::check_link(&visit.cx, &token).await.unless_broken()? {
        Ok(member) => {
            let again = async |errors| page(&visit, &token, member, &errors).await;
            Ok(visit.again(&refusal, again).await?.secret())
        }
        Err(refusal) => closed(&visit, &refusal),
    }
}
