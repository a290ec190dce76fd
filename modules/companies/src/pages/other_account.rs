//! Dead end 7: a link for one address, followed where another account is signed in. Nothing is used up by looking; the person says as whom
//! they go on.

use crate::texts;
use gatehouse_accounts::{contacts, entering};
use gatehouse_signin::carried::{self, Link};
use gatehouse_web::frames::{Card, PanelForm};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Visit};

/// What signs out, and goes on with the link of a registration.
pub(super) const OF_REGISTRATION: &str = "/companies/activate/switch";
/// The same of an invitation.
pub(super) const OF_INVITATION: &str = "/companies/invitation/switch";

/// Who is signed in here, by their address; `None`: nobody.
pub(super) async fn signed_in(visit: &Visit) -> Result<Option<String>, Halt> {
    let Some(session) = &visit.customer else { return Ok(None) };
    let contact = contacts::contact(&visit.cx, visit.cx.read(), session.account).await?;
    Ok(contact.map(|contact| contact.to.email))
}

/// The page that asks. `wanted`: the address of the link; `here`: that of who is signed in.
pub(super) fn page(visit: &Visit, action: &str, token: &str, wanted: &str, here: &str) -> Card {
    let t = texts(visit.lang());
    let (wanted, here) = (gatehouse_address::shown(wanted), gatehouse_address::shown(here));
    let switch =
        PanelForm::in_card(action).field(&Field::hidden("token", token)).submit(t.msg_other_go_on(wanted.as_str()));
    Card::new(visit, t.msg_other_title(), &FormErrors::new())
        .lede(t.msg_other_lede(wanted.as_str(), here.as_str()))
        .with(&switch)
        .with(&Button::link(t.msg_other_stay(here.as_str()), "/home").wide())
        .lede(t.msg_other_kept())
}

/// Signs out, and leads to the sign-in that goes on with the registration's link.
pub(super) async fn of_registration(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    switch(&visit, super::activate::PATH, &link.token).await
}

/// The same with the invitation's.
pub(super) async fn of_invitation(visit: Visit, Posted(link): Posted<Link>) -> Result<Done, Halt> {
    switch(&visit, super::invitation::PATH, &link.token).await
}

async fn switch(visit: &Visit, path: &str, token: &str) -> Result<Done, Halt> {
    let done = entering::signed_out_towards(visit, path).await?;
    Ok(carried::keep(visit, done, path, token, carried::LONGEST)?)
}
