//! `/companies/invitation`: the page of an invitation's link (COM-5). Looking changes nothing: mail scanners open links.

use super::activate::{self, JOINING};
use super::{fields, other_account, ways};
use crate::actions::invitations::accept::{AcceptRefusal, accept};
use crate::actions::invitations::ask_again::ask_again;
use crate::actions::invitations::decline::{LinkRefusal, decline as decline_it};
use crate::actions::invitations::fill_in::{FillInRefusal, fill_in};
use crate::model::joining_form::Typed;
use crate::queries::invitations::{self, DeadInvitation, Opened};
use crate::queries::{branches, membership};
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_privacy::queries::registration::at_registration;
use gatehouse_signin::Browser;
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

/// Where it is.
pub(super) const PATH: &str = "/companies/invitation";
/// Where the button to decline posts.
pub(super) const DECLINE: &str = "/companies/invitation/decline";
/// Where another one is asked for.
pub(super) const ASK: &str = "/companies/invitation/ask";

/// The form with the link's token.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    token: String,
    #[serde(flatten)]
    typed: Typed,
}

/// Takes the token out of the address, then shows what it opens.
pub(super) async fn look(visit: Visit, Query(link): Query<Link>) -> Result<Done, Halt> {
    carried::look(&visit, PATH, &link, async |token| {
        match invitations::by_token(&visit.cx, visit.cx.read(), &token).await.unless_broken()? {
            Ok(found) => {
                if let Some(dead) = found.dead() {
                    return show_dead(&visit, &token, dead, Some(&found));
                }
                let typed = known(&visit).await?;
                Ok(visit.show(&page(&visit, &token, &found, &typed, &FormErrors::new()).await?)?.secret())
            }
            Err(dead) => show_dead(&visit, &token, dead, None),
        }
    })
    .await
}

/// What is known of who is signed in.
pub(super) async fn known(visit: &Visit) -> Result<Typed, Halt> {
    let Some(session) = &visit.customer else { return Ok(Typed::default()) };
    let cx = &visit.cx;
    let name = contacts::name(cx, cx.read(), session.account).await?.unwrap_or_default();
    Ok(Typed {
        first_name: name.first.unwrap_or_default(),
        last_name: name.last.unwrap_or_default(),
        first_reading: name.first_reading.unwrap_or_default(),
        last_reading: name.last_reading.unwrap_or_default(),
        country: session.country.clone().unwrap_or_default(),
        ..Typed::default()
    })
}

async fn page(visit: &Visit, token: &str, found: &Opened, typed: &Typed, errors: &FormErrors) -> Result<Card, Halt> {
    let t = texts(visit.lang());
    let here = other_account::signed_in(visit).await?;
    let account = contacts::find_by_email(&visit.cx, visit.cx.read(), &found.email).await?;
    let session = visit.customer.as_ref().map(|session| session.account);
    if let (Some(here), true) = (here, session.is_some() && session != account) {
        return Ok(other_account::page(visit, other_account::OF_INVITATION, token, &found.email, &here));
    }
    let card = Card::new(visit, t.msg_invitation_title(found.company.name.as_str()), errors);
    let card = card.lede(lede(visit, found)).with(&facts(visit, found));
    let decline = Button::post(t.msg_invitation_decline(), DECLINE).with("token", token).quiet();
    // Dead end 8: the address came to a company meanwhile.
    if let Some(account) = account
        && membership::of_account(&visit.cx, visit.cx.read(), account).await?.is_some()
    {
        let card = Card::new(visit, t.msg_cannot_join_title(), errors).lede(t.msg_belongs_lede());
        return Ok(activate::belongs(visit, card));
    }
    // Meanwhile the company takes other addresses: said before a form is filled in for nothing.
    let address = Email::parse(&found.email).ok();
    if let Some(address) = address
        && !invitations::takes(visit.cx.read(), &found.company, &address).await?
    {
        let card = card.lede(t.msg_accept_domain()).with(&decline);
        return Ok(ways::help(visit, card));
    }
    if account.is_some() && session.is_none() {
        let place = format!("/sign-in?next={PATH}");
        let card = card.lede(t.msg_activate_sign_in());
        return Ok(card.with(&Button::link(t.msg_join_sign_in(), place).primary().wide()).with(&decline));
    }
    let form = PanelForm::in_card(PATH).field(&Field::hidden("token", token));
    let form = form_of(visit, form, found, typed, errors).await?;
    Ok(card.with(&form.submit(t.msg_invitation_accept())).with(&decline))
}

/// Who invites, to what.
pub(super) fn lede(visit: &Visit, found: &Opened) -> String {
    let t = texts(visit.lang());
    match found.by.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => t.msg_invitation_by(name, found.company.name.as_str()),
        None => t.msg_invitation_lede(found.company.name.as_str()),
    }
}

/// For which address, with which rights, and until when.
pub(super) fn facts(visit: &Visit, found: &Opened) -> KeyValues {
    let t = texts(visit.lang());
    let rights: Vec<String> = found.rights.iter().map(|right| right.name(visit.lang())).collect();
    let rights = if rights.is_empty() { t.msg_rights_none() } else { crate::texts::phrase(&rights, visit.lang()) };
    KeyValues::new()
        .row(t.msg_join_email(), Cell::text(gatehouse_address::shown(&found.email)))
        .row(t.msg_rights(), Cell::text(rights))
        .row(t.msg_join_ends(), Cell::time(&visit.format(), found.row.ends_at))
}

/// The fields: names, country, branch, statements.
pub(super) async fn form_of(
    visit: &Visit,
    form: PanelForm,
    found: &Opened,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<PanelForm, Halt> {
    let lang = visit.lang();
    let t = texts(lang);
    let form = fields::country(fields::names(form, lang, typed, errors), lang, typed, errors);
    let all = branches::of_company(&visit.cx, found.company.id).await?;
    let form = if all.is_empty() {
        form
    } else {
        let proposed = found.row.branch_id.map(|branch| branch.to_string()).unwrap_or_default();
        let chosen = if typed.branch.is_empty() { &proposed } else { &typed.branch };
        let choices = all.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
        let select = Select::new("branch", t.msg_branch(), choices).first(t.msg_join_no_branch());
        form.field(&select.value(chosen).optional(lang).errors(errors))
    };
    let asked = at_registration(&visit.cx, lang).await?;
    let form = fields::statements(form, lang, &asked, typed, errors);
    Ok(fields::survey(form, lang, typed).field(&Field::hidden_time_zone("zone")))
}

/// Accepts it: at once where its account is signed in, else the page to set a password follows.
pub(super) async fn submit(visit: Visit, Posted(sent): Posted<Sent>) -> Result<Done, Halt> {
    let Sent { token, typed } = sent;
    let found = match invitations::by_token(&visit.cx, visit.cx.read(), &token).await.unless_broken()? {
        Ok(found) => found,
        Err(dead) => return show_dead(&visit, &token, dead, None),
    };
    if visit.customer.is_some() {
        return accepted(&visit, found.row.id, &typed, async |refusal: &AcceptRefusal| {
            again(&visit, &token, &found, &typed, refusal).await
        })
        .await;
    }
    let browser = Browser::known_or_new(&visit);
    match fill_in(&visit.cx, &token, &typed, &browser).await.unless_broken()? {
        Ok(link) => {
            let done = browser.keep(&visit, visit.go(activate::PATH));
            Ok(carried::keep(&visit, done, activate::PATH, link.expose(), carried::LONGEST)?)
        }
        Err(FillInRefusal::Link(LinkRefusal::Dead(dead))) => show_dead(&visit, &token, dead, Some(&found)),
        Err(refusal) => {
            let page = async |errors: FormErrors| page(&visit, &token, &found, &typed, &errors).await;
            Ok(visit.again(&refusal, page).await?.secret())
        }
    }
}

/// Accepts one by who is signed in.
pub(super) async fn accepted(
    visit: &Visit,
    invitation: Uuid,
    typed: &Typed,
    again: impl AsyncFnOnce(&AcceptRefusal) -> Result<Done, Halt>,
) -> Result<Done, Halt> {
    match accept(&visit.cx, invitation, typed).await.unless_broken()? {
        Ok(became) => Ok(carried::drop_carried(visit, visit.go(&activate::place_of(&became)))),
        Err(refusal @ AcceptRefusal::Add(_)) => {
            let t = texts(visit.lang());
            let card = Card::new(visit, t.msg_cannot_join_title(), &FormErrors::new()).lede(t.msg_belongs_lede());
            visit.show_refused(&refusal, &activate::belongs(visit, card))
        }
        Err(refusal) => again(&refusal).await,
    }
}

async fn again(
    visit: &Visit,
    token: &str,
    found: &Opened,
    typed: &Typed,
    refusal: &AcceptRefusal,
) -> Result<Done, Halt> {
    if let AcceptRefusal::Dead(dead) = refusal {
        return show_dead(visit, token, *dead, Some(found));
    }
    let page = async |errors: FormErrors| page(visit, token, found, typed, &errors).await;
    Ok(visit.again(refusal, page).await?.secret())
}

/// Declines it.
pub(super) async fn decline(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    match decline_it(&visit.cx, &link.token).await.unless_broken()? {
        Ok(company) => {
            let t = texts(visit.lang());
            let card = Card::new(&visit, t.msg_declined_title(), &FormErrors::new());
            let card = card.lede(t.msg_declined_lede(company.as_str()));
            Ok(carried::drop_carried(&visit, visit.show(&card.way("", t.msg_join_to_start(), "/"))?.secret()))
        }
        Err(LinkRefusal::Dead(dead)) => show_dead(&visit, &link.token, dead, None),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Asks for another one.
pub(super) async fn ask(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    match ask_again(&visit.cx, &link.token).await.unless_broken()? {
        Ok(company) => {
            let t = texts(visit.lang());
            let card = Card::new(&visit, t.msg_asked_title(), &FormErrors::new());
            let card = card.lede(t.msg_asked_lede(company.as_str()));
            Ok(visit.show(&card.way("", t.msg_join_to_start(), "/"))?.secret())
        }
        Err(LinkRefusal::Dead(dead)) => show_dead(&visit, &link.token, dead, None),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Dead ends 5, 6, 8 and 9.
fn show_dead(visit: &Visit, token: &str, dead: DeadInvitation, found: Option<&Opened>) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_join_dead_title(), &FormErrors::new()).lede(dead.text(visit.lang()));
    let card = match found {
        Some(found) if dead != DeadInvitation::CompanyGone => card.lede(lede(visit, found)),
        _ => card,
    };
    let card = match dead {
        DeadInvitation::Expired | DeadInvitation::Withdrawn | DeadInvitation::Declined => {
            let form = PanelForm::in_card(ASK).field(&Field::hidden("token", token));
            card.with(&form.submit(t.msg_invitation_ask()))
        }
        DeadInvitation::Used => card.with(&activate::to_company(visit)),
        DeadInvitation::Registered => card.with(&Button::link(t.msg_joining_title(), JOINING).wide()),
        DeadInvitation::Lapsed => {
            let company = found.map(|found| (t.msg_company(), found.company.name.clone()));
            let facts = [(t.msg_join_reason(), t.msg_lapsed_request())].into_iter().chain(company);
            ways::ask_support(visit, card, facts)
        }
        DeadInvitation::CompanyGone => return Ok(visit.show_refused(&dead, &activate::belongs(visit, card))?.secret()),
        DeadInvitation::Unknown => ways::help(visit, card.way("", t.msg_register_title(), super::register::PATH)),
    };
    Ok(visit.show_refused(&dead, &card)?.secret())
}
