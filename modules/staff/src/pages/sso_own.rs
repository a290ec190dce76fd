//! A member connects their own access with their account at the vendor's own provider (ALL-8). It begins and ends with a button of ours, so that
//! no other site has a stranger's account connected.

use super::sso::{ask, refused, wanted};
use super::sso_carried::{Carried, Step, Wanted, drop_carried};
use crate::actions::single_sign_on::attach_own::attach_own;
use crate::actions::single_sign_on::enter::SsoRefusal;
use crate::model::single_sign_on::SingleSignOn;
use crate::queries::recipients::Member;
use crate::texts;
use gatehouse_web::frames::{Card, Panel, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff, UnlessBroken as _, Visit};

const PROFILE: &str = "/staff/profile";
/// Where it begins.
pub(super) const BEGIN: &str = "/staff/profile/sso/begin";
/// Where it ends.
pub(super) const CONNECT: &str = "/staff/profile/sso";

/// The panel of the profile, where there is single sign-on.
pub(super) fn panel(visit: &Visit, me: &Member) -> Option<Panel> {
    let sso = SingleSignOn::of(&visit.cx)?;
    let t = texts(visit.lang());
    let label = sso.provider.label.as_str();
    let panel = Panel::new(t.msg_sso());
    Some(if me.row.identity_sealed.is_some() {
        panel.text(t.msg_sso_own_connected(label))
    } else {
        panel.text(t.msg_sso_own_text(label)).with(&Button::post(t.msg_sso_own_connect(label), BEGIN))
    })
}

/// Leads to the provider.
pub(super) async fn begin(staff: Staff) -> Result<Done, Halt> {
    wanted(&staff.visit)?;
    staff.gave_factor_for(PROFILE)?;
    ask(&staff.visit, Wanted::Attach(staff.session.id), PROFILE, true).await
}

/// Who the provider said it is, where that is of this session.
fn known(staff: &Staff) -> Option<(String, String, String)> {
    match Carried::of(&staff.visit)? {
        Carried { wanted: Wanted::Attach(session), step: Step::Known { issuer, subject, shown }, .. }
            if session == staff.session.id =>
        {
            Some((issuer, subject, shown))
        }
        _ => None,
    }
}

/// Asks whether both are to be connected.
pub(super) async fn form(staff: Staff) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let sso = wanted(visit)?;
    let Some((_, _, shown)) = known(&staff) else { return refused(visit, &SsoRefusal::Over) };
    let t = texts(visit.lang());
    let label = sso.provider.label.as_str();
    let form = PanelForm::in_card(CONNECT).submit(t.msg_sso_own_connect(label));
    let card = Card::new(visit, t.msg_sso_connect_title(), &FormErrors::new());
    let card = card.lede(t.msg_sso_connect_text(label, shown)).with(&form);
    visit.show(&card.way("", t.msg_cancel(), PROFILE))
}

/// Connects them.
pub(super) async fn connect(staff: Staff) -> Result<Done, Halt> {
    let visit = &staff.visit;
    wanted(visit)?;
    let Some((issuer, subject, _)) = known(&staff) else { return refused(visit, &SsoRefusal::Over) };
    staff.gave_factor_for(CONNECT)?;
    match attach_own(&visit.cx, staff.session.id, &issuer, &subject).await.unless_broken()? {
        Ok(()) => Ok(drop_carried(visit, visit.go_saying(PROFILE, texts(visit.lang()).msg_sso_connected()))),
        Err(refusal) => refused(visit, &refusal),
    }
}
