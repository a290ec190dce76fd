//! `/companies/joining`: where somebody stands who is signed in and not in a company yet: the registration that waits for them, what they
//! asked a company, and invitations to their address. Who belongs to a company is led there.

use super::activate::{JOINING, belongs, place_of};
use super::{invitation, register, ways};
use crate::actions::invitations::accept::AcceptRefusal;
use crate::actions::invitations::decline::decline_own;
use crate::actions::joining::join::{JoinRefusal, Why};
use crate::actions::joining::tell_administrators::tell_administrators;
use crate::actions::registrations::activate::{ActivateRefusal, activate_own};
use crate::model::joining_form::Typed;
use crate::model::states::JoinState;
use crate::queries::invitations::{Opened, to_accept};
use crate::queries::registrations::waiting;
use crate::queries::requests::last_of;
use crate::signals::SharedLicenseProof;
use crate::texts;
use axum::extract::Query;
use gatehouse_accounts::contacts;
use gatehouse_core::{Refusal, Uuid};
use gatehouse_signin::Browser;
use gatehouse_web::frames::{Card, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

/// Where the administrators are told.
pub(super) const TELL: &str = "/companies/joining/tell";
/// Where an invitation to the own address is accepted.
pub(super) const ACCEPT: &str = "/companies/joining/invitation";
/// Where it is declined.
pub(super) const DECLINE: &str = "/companies/joining/invitation/decline";

/// Why the last try led nowhere.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Tried {
    why: String,
}

/// An invitation to the own address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Accepting {
    invitation: String,
    #[serde(flatten)]
    typed: Typed,
}

/// Shows it.
pub(super) async fn show(customer: Customer, Query(Tried { why }): Query<Tried>) -> Result<Done, Halt> {
    if let Some(company) = &customer.visit.company {
        return Ok(customer.visit.go(&format!("/c/{}", company.word)));
    }
    customer.visit.show(&page(&customer, Why::from_word(&why)).await?)
}

async fn address(customer: &Customer) -> Result<String, Halt> {
    let cx = &customer.visit.cx;
    let contact = contacts::contact(cx, cx.read(), customer.session.account).await?;
    Ok(contact.map(|contact| contact.to.email).unwrap_or_default())
}

async fn page(customer: &Customer, why: Option<Why>) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let email = address(customer).await?;
    let head = PageHead::new(t.msg_joining_title()).lede(t.msg_joining_lede());
    let mut sheet = Sheet::new(visit, t.msg_joining_title(), head).narrow();
    sheet = sheet.notices(why.map(|why| Notice::warn(reason(customer, why))));
    let mut is_empty = true;
    if let Some(found) = waiting(&visit.cx, visit.cx.read(), &email).await? {
        is_empty = false;
        let facts = KeyValues::new()
            .row(t.msg_company_name(), Cell::text(found.form.company.as_str()))
            .row(t.msg_name(), Cell::text(found.form.name.whole()));
        let panel = Panel::new(t.msg_joining_waiting())
            .with(&facts)
            .with(&PanelForm::in_card(JOINING).submit(t.msg_activate_button()));
        // Dead end 3.
        let panel = if why.is_some() && found.row.license_id.is_some() {
            panel.text(t.msg_tell_text()).with(&PanelForm::in_card(TELL).submit(t.msg_tell_button()))
        } else {
            panel
        };
        sheet = sheet.with(&panel);
    }
    if let Some((row, company)) = last_of(&visit.cx, customer.session.account).await? {
        is_empty = false;
        let state = row.state.at(row.ends_at, visit.cx.now());
        let facts = KeyValues::new()
            .row(t.msg_company(), Cell::text(company))
            .row(t.msg_state(), Cell::text(state.name(lang)))
            .row(t.msg_asked(), Cell::date(&format, row.asked_at));
        let facts = match state {
            JoinState::Pending => facts.row(t.msg_join_ends(), Cell::date(&format, row.ends_at)),
            _ => facts,
        };
        let panel = Panel::new(t.msg_joining_asked()).with(&facts);
        let panel = match state {
            JoinState::Declined | JoinState::Expired => panel.text(t.msg_mail_declined_way()),
            JoinState::Pending | JoinState::Admitted => panel,
        };
        sheet = sheet.with(&panel);
    }
    for found in to_accept(&visit.cx, &email).await? {
        is_empty = false;
        let typed = invitation::known(visit).await?;
        sheet = sheet.with(&panel_of(customer, &found, &typed, &FormErrors::new()).await?);
    }
    if is_empty {
        let empty = Empty::new(Icon::Person, t.msg_joining_none(), t.msg_joining_none_text());
        let empty = match visit.cx.service::<SharedLicenseProof>() {
            Ok(_) => empty.action(Button::link(t.msg_register_title(), register::PATH).primary()),
            Err(_) => empty,
        };
        sheet = sheet.with(&empty);
    }
    Ok(sheet)
}

async fn panel_of(customer: &Customer, found: &Opened, typed: &Typed, errors: &FormErrors) -> Result<Panel, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let form = PanelForm::in_card(ACCEPT).field(&Field::hidden("invitation", found.row.id.to_string()));
    let form = invitation::form_of(visit, form, found, typed, errors).await?;
    let decline =
        Button::post(t.msg_invitation_decline(), DECLINE).with("invitation", found.row.id.to_string()).quiet();
    Ok(Panel::new(t.msg_invitation_title(found.company.name.as_str()))
        .text(invitation::lede(visit, found))
        .with(&invitation::facts(visit, found))
        .text(t.msg_invitation_sees())
        .with(&form.submit(t.msg_invitation_accept()))
        .with(&decline))
}

fn reason(customer: &Customer, why: Why) -> String {
    let t = texts(customer.visit.lang());
    match why {
        Why::Closed => t.msg_why_closed(),
        Why::Unverified => t.msg_why_unverified(),
        Why::Several => t.msg_why_several(),
        Why::OtherDomain => t.msg_why_domain(),
    }
}

/// Goes on with the registration that waits for the own address.
pub(super) async fn go_on(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let refusal = match activate_own(&visit.cx, None, &Browser::of(visit)).await.unless_broken()? {
        Ok(became) => return Ok(visit.go(&place_of(&became))),
        Err(refusal) => refusal,
    };
    let t = texts(visit.lang());
    let card = Card::new(visit, t.msg_cannot_join_title(), &FormErrors::new()).lede(refusal.text(visit.lang()));
    let card = match &refusal {
        ActivateRefusal::Invitation(AcceptRefusal::OtherDomain) => ways::help(visit, card),
        ActivateRefusal::Join(JoinRefusal::Add(_)) | ActivateRefusal::Invitation(_) => belongs(visit, card),
        _ => ways::help(visit, card.with(&Button::link(t.msg_register_anew(), register::PATH).primary().wide())),
    };
    visit.show_refused(&refusal, &card)
}

/// Tells the administrators of the company that holds the license.
pub(super) async fn tell(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    match tell_administrators(&visit.cx).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(JOINING, texts(visit.lang()).msg_told_done())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

/// Accepts an invitation to the own address, without its link.
pub(super) async fn accept(customer: Customer, Posted(sent): Posted<Accepting>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let id = Uuid::parse_str(&sent.invitation).map_err(|_| Halt::NotFound)?;
    invitation::accepted(visit, id, &sent.typed, async |refusal: &AcceptRefusal| {
        let email = address(&customer).await?;
        let own = to_accept(&visit.cx, &email).await?.into_iter().find(|one| one.row.id == id);
        let Some(found) = own else { return Err(Halt::refused(refusal.clone())) };
        let errors = FormErrors::of_refusal(refusal, visit.lang());
        let t = texts(visit.lang());
        let sheet =
            Sheet::new(visit, t.msg_joining_title(), PageHead::new(t.msg_joining_title())).narrow().errors(&errors);
        visit.show_refused(refusal, &sheet.with(&panel_of(&customer, &found, &sent.typed, &errors).await?))
    })
    .await
}

/// Declines an invitation to the own address, without its link.
pub(super) async fn decline(customer: Customer, Posted(sent): Posted<Accepting>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let id = Uuid::parse_str(&sent.invitation).map_err(|_| Halt::NotFound)?;
    match decline_own(&visit.cx, id).await.unless_broken()? {
        Ok(company) => Ok(visit.go_saying(JOINING, texts(visit.lang()).msg_declined_lede(company.as_str()))),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
