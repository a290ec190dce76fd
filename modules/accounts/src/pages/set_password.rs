//! The page of a link that sets a password (ACC-3, ACC-13). Looking changes nothing; it works in a signed-in browser too.

use super::cookies::here;
use super::parts::{dead_link, new_password_again, to_sign_in};
use super::sign_in::place_for;
use super::wanted;
use crate::actions::set_password::{KINDS, PasswordSet, SetPassword, set_password};
use crate::queries::links;
use crate::refusals::{BadLink, VisitorRefusal};
use axum::extract::Query;
use gatehouse_signin::Browser;
use gatehouse_signin::carried::{self, Link};
use gatehouse_signin::forms::{login, new_password};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

pub(super) const PATH: &str = "/set-password";

/// Takes the token out of the address, then shows the form.
pub async fn form(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        match links::address(&visit.cx, &token, &KINDS).await.unless_broken()? {
            Ok(email) => Ok(visit.show(&page(&visit, &token, &email, &FormErrors::new())?)?.secret()),
            Err(bad) => dead(&visit, bad),
        }
    })
    .await
}

/// Sets the password, and signs in.
pub async fn submit(visit: Visit, Posted(form): Posted<SetPassword>) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let refusal = match set_password(&visit.cx, &form, &here(&visit)).await.unless_broken()? {
        Ok(PasswordSet::Entered(entered, news)) => {
            let done = wanted::go_entered(&visit, &entered, t.msg_set_done(), &news)?;
            return Ok(Browser::forget(&visit, carried::drop_carried(&visit, done)));
        }
        Ok(PasswordSet::SomebodyElse) => {
            return Ok(carried::drop_carried(&visit, visit.go_saying("/", t.msg_set_elsewhere())));
        }
        Err(VisitorRefusal::BadLink(BadLink::Used)) => {
            let email = links::address_of_used(&visit.cx, &form.token).await?;
            return Ok(visit.go_saying(&place_for(&visit, email.as_deref())?, t.msg_set_already()));
        }
        Err(VisitorRefusal::BadLink(bad)) => return dead(&visit, bad),
        Err(refusal) => refusal,
    };
    match links::address(&visit.cx, &form.token, &KINDS).await.unless_broken()? {
        Ok(email) => {
            let again = async |errors| page(&visit, &form.token, &email, &errors);
            Ok(visit.again(&refusal, again).await?.secret())
        }
        Err(bad) => dead(&visit, bad),
    }
}

fn page(visit: &Visit, token: &str, email: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let form = PanelForm::in_card(PATH)
        .field(&Field::hidden("token", token))
        .field(&login(t.msg_email(), email))
        .field(&new_password(&visit.cx, t.msg_password_new(), None, errors)?)
        .field(&new_password_again(lang, t.msg_password_new_again(), errors))
        .submit(t.msg_set_button());
    Ok(Card::new(visit, t.msg_set_title(), errors).lede(t.msg_set_lede(gatehouse_address::shown(email))).with(&form))
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    dead_link(visit, bad, |card| {
        card.lede(t.msg_dead_password())
            .with(&Button::link(t.msg_dead_again(), "/forgot-password").primary().wide())
            .with(&to_sign_in(visit.lang()))
    })
}
