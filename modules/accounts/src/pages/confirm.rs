//! The page of a confirmation link. Looking changes nothing; the button confirms (ACC-2). In the browser that registered it asks
//! as well where the person is (ACC-1), because there it signs in.

use super::cookies::here;
use super::parts::{dead_link, to_sign_in};
use super::set_password;
use super::sign_in::place_for;
use super::wanted;
use super::welcome::{first_fields, guessed};
use crate::actions::confirm::{Confirm, Confirmed, confirm};
use crate::queries::links::{self, ToConfirm};
use crate::refusals::{BadLink, VisitorRefusal};
use axum::extract::Query;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::Browser;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};

const PATH: &str = "/confirm";
/// Links tried from one network: 30 at once, then one each 10 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.confirm", burst: 30, seconds_each: 10 });

/// Takes the token out of the address, then shows whose address it is, and the button.
pub async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
        match links::to_confirm(&visit.cx, &token, &Browser::of(&visit)).await.unless_broken()? {
            Ok(link) => {
                let form = Confirm { token, profile: guessed(visit.lang(), link.zone.clone()) };
                Ok(visit.show(&page(&visit, &link, &form, &FormErrors::new()))?.secret())
            }
            Err(BadLink::Used) => used(&visit, &token).await,
            Err(bad) => dead(&visit, bad),
        }
    })
    .await
}

fn page(visit: &Visit, link: &ToConfirm, form: &Confirm, errors: &FormErrors) -> Card {
    let t = crate::texts(visit.lang());
    let email = gatehouse_address::shown(&link.email);
    let card = Card::new(visit, t.msg_confirm_title(), errors);
    if !link.is_here {
        return card.lede(t.msg_confirm_text(email)).with(&button(&form.token, t.msg_confirm_button()));
    }
    let fields = PanelForm::in_card(PATH)
        .field(&Field::hidden("token", form.token.as_str()))
        .fields(first_fields(visit, &form.profile, errors))
        .submit(t.msg_confirm_button());
    card.lede(t.msg_confirm_here(email)).with(&fields)
}

fn button(token: &str, label: String) -> PanelForm {
    PanelForm::in_card(PATH).field(&Field::hidden("token", token)).submit(label)
}

/// The link has done its work: what is left to do.
async fn used(visit: &Visit, token: &str) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    let card = Card::new(visit, t.msg_confirm_used_title(), &FormErrors::new());
    let before = links::used(&visit.cx, visit.cx.read(), token).await?;
    let card = if before.is_some_and(|before| links::waits_for_password(&before.account)) {
        card.lede(t.msg_confirm_choose()).with(&button(token, t.msg_set_title()))
    } else {
        let email = links::address_of_used(&visit.cx, token).await?;
        let sign_in = Button::link(t.msg_sign_in(), place_for(visit, email.as_deref())?).primary().wide();
        card.lede(t.msg_confirm_used()).with(&sign_in)
    };
    Ok(visit.show(&card)?.secret())
}

/// Confirms. The browser that registered is signed in; another one is led to choosing a password.
pub async fn submit(visit: Visit, Posted(form): Posted<Confirm>) -> Result<Done, Halt> {
    BUDGET.check(&visit.cx)?.map_err(Halt::refused)?;
    let t = crate::texts(visit.lang());
    let browser = Browser::of(&visit);
    let done = match confirm(&visit.cx, &form, &browser, &here(&visit)).await.unless_broken()? {
        Ok(Confirmed::Entered(entered, news)) => wanted::go_entered(&visit, &entered, t.msg_confirm_done(), &news)?,
        Ok(Confirmed::SomebodyElse) => visit.go_saying("/", t.msg_confirm_elsewhere()),
        Ok(Confirmed::Already) => {
            let email = links::address_of_used(&visit.cx, &form.token).await?;
            visit.go_saying(&place_for(&visit, email.as_deref())?, t.msg_confirm_used())
        }
        Ok(Confirmed::ChoosePassword(link, news)) => {
            let said = wanted::with_news(&visit, t.msg_confirm_choose(), &news);
            let done = visit.go_saying(set_password::PATH, said);
            return Ok(carried::keep(&visit, done, set_password::PATH, link.expose(), carried::LIFE)?);
        }
        Err(VisitorRefusal::BadLink(bad)) => return dead(&visit, bad),
        Err(refusal) => {
            let link = links::to_confirm(&visit.cx, &form.token, &browser).await.unless_broken()?;
            let again = async |errors| Ok(page(&visit, &link.map_err(Halt::refused)?, &form, &errors));
            return Ok(visit.again(&refusal, again).await?.secret());
        }
    };
    Ok(Browser::forget(&visit, carried::drop_carried(&visit, done)))
}

fn dead(visit: &Visit, bad: BadLink) -> Result<Done, Halt> {
    let t = crate::texts(visit.lang());
    dead_link(visit, bad, |card| {
        card.lede(t.msg_dead_confirm())
            .with(&to_sign_in(visit.lang()).primary())
            .with(&Button::link(t.msg_sent_register_again(), "/register").wide())
    })
}
