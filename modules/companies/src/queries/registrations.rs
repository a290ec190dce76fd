//! Registrations that wait for their activation: looked at without changing anything, as a GET may.

use crate::model::joining_form::{Answers, Form};
use crate::model::states::Invited;
use crate::tables::company_registration::{Column, Entity, Model};
use crate::tables::invitation;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Refusal, refuse};
use gatehouse_signin::{bound_token, token};
use sea_orm::entity::prelude::*;

/// The domain of the keyed hashes of addresses that register.
pub const REGISTERED: &str = "companies.registered_address";
/// Where addresses are sealed.
pub(crate) const ADDRESS: &str = "company_registration.address_sealed";
/// Where forms are sealed.
pub(crate) const FORM: &str = "company_registration.form_sealed";
/// The domain of the links' hashes.
pub(crate) const LINK: &str = "companies.registration_link";
/// What a link's token says that it is for.
pub(crate) const ACTIVATE: &str = "activate";
/// How often an activation link is mailed: once, and three times again (dead end 4).
pub(crate) const SENDS: i64 = 4;

/// A registration that was opened.
#[derive(Clone)]
pub struct Registered {
    /// The row.
    pub row: Model,
    /// What was typed.
    pub form: Form,
    /// The address as written.
    pub email: String,
}

impl Registered {
    /// What was accepted.
    pub(crate) fn answers(&self) -> Answers {
        serde_json::from_str(&self.row.statements).unwrap_or_default()
    }
}

/// Why an activation link opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum DeadLink {
    /// There is no such link, or a newer one was mailed.
    #[refusal(410, "company.link_unknown", link_unknown)]
    Unknown,
    /// Its seven days are over; it can be sent again.
    #[refusal(410, "company.link_ended", link_ended)]
    Ended,
    /// Its seven days are over, and it was sent three times again.
    #[refusal(410, "company.link_ended_for_good", link_ended_for_good)]
    EndedForGood,
    /// The company account is active.
    #[refusal(410, "company.link_used", link_used)]
    Used,
    /// The registration of an invitation was not activated in time: support invites anew (COM-5).
    #[refusal(410, "company.invitation_lapsed", link_lapsed)]
    Lapsed,
}

/// The row of a link's token, whatever became of it.
pub(crate) async fn stored<C: ConnectionTrait>(cx: &Cx, conn: &C, text: &str) -> Result<Option<Model>, Fault> {
    if !bound_token::is_plausible(text) {
        return Ok(None);
    }
    let found = Entity::find().filter(Column::TokenHash.is_in(token::hashes(cx, LINK, text))).one(conn).await?;
    Ok(found.filter(|row| bound_token::is_for(cx, LINK, text, row.id, ACTIVATE)))
}

/// What a living link opens.
pub async fn by_token<C: ConnectionTrait>(cx: &Cx, conn: &C, text: &str) -> Outcome<Registered, DeadLink> {
    let Some(row) = stored(cx, conn, text).await? else { return Err(refuse(DeadLink::Unknown)) };
    match dead(cx, conn, &row).await? {
        Some(dead) => Err(refuse(dead)),
        None => Ok(open(cx, conn, row).await?),
    }
}

/// Why a registration cannot be activated; `None`: it can.
pub(crate) async fn dead<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &Model) -> Result<Option<DeadLink>, Fault> {
    if row.used_at.is_some() {
        return Ok(Some(DeadLink::Used));
    }
    if let Some(invitation) = row.invitation_id {
        let found = invitation::Entity::find_by_id(invitation).one(conn).await?;
        let state = found.as_ref().map(|found| found.state.at(found.ends_at, found.registered_at, cx.now()));
        return Ok(match state {
            Some(Invited::Registered) => None,
            Some(Invited::Lapsed) => Some(DeadLink::Lapsed),
            Some(Invited::Accepted) => Some(DeadLink::Used),
            _ => Some(DeadLink::Unknown),
        });
    }
    Ok(match (row.link_ends_at <= cx.now() || !row.created_at.has_come(cx.now()), row.sends < SENDS) {
        (false, _) => None,
        (true, true) => Some(DeadLink::Ended),
        (true, false) => Some(DeadLink::EndedForGood),
    })
}

/// A registration with what is sealed in it.
pub(crate) async fn open<C: ConnectionTrait>(cx: &Cx, conn: &C, row: Model) -> Result<Registered, Fault> {
    let key = subject::key(cx, conn, row.id).await?;
    let email = key.open_text(ADDRESS, row.id, &row.address_sealed)?;
    let form = serde_json::from_slice(&key.open(FORM, row.id, &row.form_sealed)?)?;
    Ok(Registered { row, form, email })
}

/// The registration of an address, whatever became of it.
pub(crate) async fn of_address<C: ConnectionTrait>(cx: &Cx, conn: &C, address: &str) -> Result<Option<Model>, Fault> {
    let lookups = cx.app.keys.accepted(REGISTERED, gatehouse_address::normalized(address).as_bytes());
    Ok(Entity::find().filter(Column::AddressLookup.is_in(lookups)).one(conn).await?)
}

/// The registration of an address that can be activated now.
pub async fn waiting<C: ConnectionTrait>(cx: &Cx, conn: &C, address: &str) -> Result<Option<Registered>, Fault> {
    let Some(row) = of_address(cx, conn, address).await? else { return Ok(None) };
    if row.used_at.is_some() || row.erase_at <= cx.now() {
        return Ok(None);
    }
    // Whoever is signed in has proven the address: the end of the mailed link does not matter. Of an invitation the seven days do.
    if row.invitation_id.is_some() && dead(cx, conn, &row).await?.is_some() {
        return Ok(None);
    }
    open(cx, conn, row).await.map(Some)
}
