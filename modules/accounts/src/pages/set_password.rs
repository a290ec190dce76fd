//! The page of a link that sets a password (ACC-3, ACC-13). Looking changes nothing; it works in a signed-in browser too.

use super::cookies::without_session;
use super::parts::{dead_link, to_sign_in};
use crate::actions::set_password::{KINDS, SetPassword, set_password};
use crate::queries::links;
use crate::refusals::{BadLink, VisitorRefusal};
use axum::extract::Query;
use gatehouse_core::Uuid;
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

/// Sets the password.
pub async fn submit(visit: Visit, Posted(form): Posted<SetPassword>) -> Result<Done, Halt> {
    let refusal = match set_password(&visit.cx, &form).await.unless_broken()? {
        Ok(account) => return Ok(was_set(&visit, account)),
        // The second of two equal requests: the first one has set it.
        Err(VisitorRefusal::BadLink(BadLink::Used)) => {
            return Ok(visit.go_saying("/sign-in", crate::texts(visit.lang()).msg_set_already()));
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

/// This browser's own session of the account has just ended; another account's goes on.
fn was_set(visit: &Visit, account: Uuid) -> Done {
    let done = visit.go_saying("/sign-in", crate::texts(visit.lang()).msg_set_done());
    let is_own = visit.customer.as_ref().is_some_and(|session| session.account == account);
    let done = carried::drop_carried(visit, done);
    if is_own { without_session(visit, done) } else { done }
}

fn page(visit: &Visit, token: &str, email: &str, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let form = PanelForm::in_card(PATH)
        .field(&Field::hidden("token", token))
        .field(&login(t.msg_email(), email))
        .field(&new_password(&visit.cx, t.msg_password_new(), None, errors)?)
        .field(&Password::fresh(lang, "again", t.msg_password_new_again()).errors(errors))
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
