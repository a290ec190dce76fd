//! The accounts elsewhere by which one signs in, in the account (ACC-8), and the buttons of the sign-in page (ACC-7).

use super::parts::{SECURITY, proven};
use super::service::over;
use super::service_carried::{Carried, Step, Wanted, drop_carried};
use super::wanted;
use crate::actions::attach_service::attach_service;
use crate::actions::detach_service::detach_service;
use crate::model::identity::Identity;
use crate::queries::identities::{Shown, label, shown};
use crate::queries::own::{Own, own};
use crate::queries::passkeys;
use crate::refusals::ServiceRefusal;
use gatehouse_core::{Refusal as _, Uuid};
use gatehouse_federation::{Federation, Provider};
use gatehouse_l10n::zones;
use gatehouse_web::cookies::Name;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _, Visit};
use serde::Deserialize;

pub(super) const PATH: &str = "/account/sign-in-services";
pub(super) const ATTACH: &str = "/account/sign-in-services/attach";
const DETACH: &str = "/account/sign-in-services/detach";

/// The services that are shown to somebody of this country.
fn offered<'a>(visit: &'a Visit, country: Option<&str>) -> Vec<&'a Provider> {
    let Ok(federation) = visit.cx.app.services.get::<Federation>() else { return Vec::new() };
    federation.providers().iter().filter(|provider| provider.regions.shows(country)).collect()
}

/// A form with the buttons of services below its own.
pub(super) fn below(visit: &Visit, form: PanelForm, next: &str) -> PanelForm {
    let buttons = buttons(visit, next);
    if buttons.is_empty() {
        return form;
    }
    let or = Paragraph::between(crate::texts(visit.lang()).msg_or());
    buttons.iter().fold(form.field(&or), PanelForm::field)
}

/// The buttons of a sign-in: where somebody is, their browser's time zone tells.
fn buttons(visit: &Visit, next: &str) -> Vec<Button> {
    let country = visit.cookie(Name::Zone).and_then(zones::country);
    let t = crate::texts(visit.lang());
    let button = |provider: &Provider| {
        let place = wanted::with_place(&format!("/sign-in/with/{}", provider.word), next);
        Button::link(t.msg_service_button(provider.label.as_str()), place).wide()
    };
    offered(visit, country).into_iter().map(button).collect()
}

/// The buttons by which somebody without a password proves who they are.
pub(super) async fn proving(customer: &Customer, next: &str) -> Result<Vec<Button>, Halt> {
    let visit = &customer.visit;
    let t = crate::texts(visit.lang());
    let mut words: Vec<String> = Vec::new();
    let mut buttons = Vec::new();
    for one in shown(&visit.cx, customer.session.account).await? {
        let is_there = visit.cx.app.services.get::<Federation>().is_ok_and(|all| all.find(&one.provider).is_some());
        if is_there && !words.contains(&one.provider) {
            let place = wanted::with_place(&format!("/step-up/with/{}", one.provider), next);
            buttons.push(Button::link(t.msg_service_button(one.label.as_str()), place).primary().wide());
            words.push(one.provider);
        }
    }
    Ok(buttons)
}

/// Shows what is attached, and what can be.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let (lang, t, format) = (visit.lang(), crate::texts(visit.lang()), visit.format());
    let own = own(&visit.cx, account).await?.ok_or(Halt::NotFound)?;
    let attached = shown(&visit.cx, account).await?;
    let has_other = own.has_password
        || attached.len() > 1
        || passkeys::sign_in_alone(&visit.cx, visit.cx.read(), account, None).await?;
    let heads = [
        Head::new(t.msg_service()),
        Head::new(t.msg_factor_added_on()),
        Head::new(t.msg_factor_used_on()),
        Head::actions(lang),
    ];
    let row = |one: &Shown| {
        let detach = Button::post(t.msg_service_detach(), DETACH).with("identity", one.id.to_string());
        let detach = has_other.then(|| detach.about(one.label.as_str()));
        let name =
            Cell::text(one.label.as_str()).sub(one.email.as_deref().map(gatehouse_address::shown).unwrap_or_default());
        [name, Cell::date(&format, one.added), Cell::date(&format, one.used), Cell::actions(detach)]
    };
    let table = Table::new(t.msg_services_title(), heads).rows(attached.iter().map(row));
    let panel = Panel::new(t.msg_services_attached()).table_or(table, t.msg_services_none());
    let country = Some(own.profile.country.as_str()).filter(|code| !code.is_empty());
    let add = offered(visit, country).into_iter().map(|provider| {
        Button::link(t.msg_service_attach(provider.label.as_str()), format!("{PATH}/with/{}", provider.word))
    });
    let password = (!own.has_password).then(|| Button::link(t.msg_service_set_password(), "/account/password"));
    let last = (!has_other && !attached.is_empty()).then(|| t.msg_last_way_in());
    let panel = last.into_iter().fold(panel, Panel::text).with(&Actions::new(add.chain(password)));
    let head = PageHead::new(t.msg_services_title()).lede(t.msg_services_lede());
    let head = head.crumbs(lang, [(t.msg_security_title(), SECURITY)]);
    visit.show(&Sheet::new(visit, t.msg_services_title(), head).narrow().with(&panel))
}

/// The way there, for whom there is something: a service to attach, or one that is.
pub(super) async fn way(visit: &Visit, account: Uuid, own: &Own) -> Result<Option<Button>, Halt> {
    let country = Some(own.profile.country.as_str()).filter(|code| !code.is_empty());
    let is_there = !offered(visit, country).is_empty() || !shown(&visit.cx, account).await?.is_empty();
    Ok(is_there.then(|| Button::link(crate::texts(visit.lang()).msg_services_title(), PATH)))
}

fn known(customer: &Customer) -> Option<Identity> {
    match Carried::of(&customer.visit)? {
        Carried { wanted: Wanted::Attach(session), step: Step::Known(identity), .. } => {
            (session == customer.session.id).then_some(identity)
        }
        _ => None,
    }
}

/// Asks whether the account there is the one that is meant: another site may have signed the browser in to it.
pub async fn attach_form(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let Some(identity) = known(&customer) else { return over(visit) };
    let t = crate::texts(visit.lang());
    let service = label(&visit.cx, &identity.provider);
    let who = identity.address().map_or_else(|| service.clone(), |email| gatehouse_address::shown(email.written()));
    let form = PanelForm::new(ATTACH)
        .alone()
        .button(Button::submit(t.msg_service_attach_button()).primary())
        .button(Button::link(t.msg_cancel(), PATH));
    let title = t.msg_service_attach(service.as_str());
    let head = PageHead::new(title.as_str()).lede(t.msg_service_attach_text(service, who));
    let head = head.crumbs(visit.lang(), [(t.msg_services_title(), PATH)]);
    visit.show(&Sheet::new(visit, title, head).narrow().with(&form))
}

/// Attaches it.
pub async fn attach(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let Some(identity) = known(&customer) else { return over(visit) };
    let t = crate::texts(visit.lang());
    let said = match attach_service(&visit.cx, customer.session.id, &identity).await.unless_broken()? {
        Ok(()) => t.msg_service_attached(label(&visit.cx, &identity.provider)),
        Err(ServiceRefusal::ProofDue) => {
            proven(&customer).await?;
            return Err(Halt::refused(ServiceRefusal::ProofDue));
        }
        Err(refusal) => refusal.text(visit.lang()),
    };
    Ok(drop_carried(visit, visit.go_saying(PATH, said)))
}

/// The forms post to addresses that have no page of their own.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go(PATH)
}

#[derive(Deserialize)]
pub struct DetachForm {
    #[serde(default)]
    identity: String,
}

/// Detaches one.
pub async fn detach(customer: Customer, Posted(form): Posted<DetachForm>) -> Result<Done, Halt> {
    proven(&customer).await?;
    let visit = &customer.visit;
    let identity = Uuid::parse_str(&form.identity).map_err(|_| Halt::NotFound)?;
    match detach_service(&visit.cx, customer.session.id, identity).await.unless_broken()? {
        Ok(()) => Ok(visit.go_saying(PATH, crate::texts(visit.lang()).msg_service_detached())),
        Err(refusal @ ServiceRefusal::LastWayIn) => Ok(visit.go_saying(PATH, refusal.text(visit.lang()))),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
