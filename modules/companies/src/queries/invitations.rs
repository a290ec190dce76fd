//! Invitations (COM-5): the list of a company, and what a link opens, looked at without changing anything.

use super::domains::Proven;
use super::members::{Users, names_in};
use super::seals;
use crate::model::rights::Rights;
use crate::model::states::{CompanyState, InvitationState, Invited};
use crate::rights::In;
use crate::tables::invitation::{Column, Entity, Model};
use crate::tables::{company, company_member};
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use gatehouse_signin::{bound_token, token};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// The domain of the keyed hashes of addresses that are invited.
pub const INVITED: &str = "companies.invited_address";
/// Where addresses are sealed.
pub(crate) const ADDRESS: &str = "invitation.address_sealed";
/// The domain of the links' hashes.
pub(crate) const LINK: &str = "companies.invitation_link";
/// What a link's token says that it is for.
pub(crate) const JOIN: &str = "join";

/// A row of the list.
#[derive(Clone)]
pub struct InvitationRow {
    /// The invitation.
    pub row: Model,
    /// The address.
    pub email: String,
    /// What it gives.
    pub rights: Rights,
    /// How far it is.
    pub state: Invited,
    /// Who invited; `None`: they left.
    pub by: Option<String>,
    /// Whether its mail could not be handed over so far.
    pub is_late: bool,
}

/// Mails that were queued longer ago than this and have not left are worth a word.
const LATE: i64 = gatehouse_core::HOUR;

/// One page of a company's invitations that were not accepted, by the end of their links.
pub async fn invitations(
    cx: &Cx,
    by: &In<'_, Users>,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<InvitationRow>, Fault> {
    let open =
        Entity::find().filter(Column::CompanyId.eq(by.company())).filter(Column::State.ne(InvitationState::Accepted));
    let place = |row: &Model| (SortKey::Int(row.ends_at.0), row.id);
    let page = keyset(cx.read(), open, (Column::EndsAt, Column::Id), direction, request, place).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let inviters: Vec<Uuid> = page.items.iter().map(|row| row.invited_by).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let names = names_in(cx, cx.read(), by.company(), &inviters).await?;
    let late = late(cx, &ids).await?;
    let mut rows = HashMap::with_capacity(ids.len());
    for row in &page.items {
        let Some(key) = keys.get(&row.id) else { continue };
        rows.insert(row.id, (address(key, row)?, seals::invited(key, row)));
    }
    Ok(page.map(|row| {
        let (email, rights) = rows.remove(&row.id).unwrap_or_default();
        InvitationRow {
            email,
            rights,
            state: row.state.at(row.ends_at, row.registered_at, cx.now()),
            by: names.get(&row.invited_by).map(|name| name.whole()),
            is_late: late.contains(&row.id),
            row,
        }
    }))
}

/// Those of these whose last mail did not leave.
async fn late(cx: &Cx, ids: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    use gatehouse_mail::table::{Column, Entity};
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = Entity::find()
        .select_only()
        .column(Column::SubjectKeyId)
        .filter(Column::SubjectKeyId.is_in(ids.iter().copied()))
        .filter(Column::SentAt.is_null())
        .filter(Column::QueuedAt.lte(cx.now().plus(-LATE)));
    Ok(waiting.into_tuple().all(cx.read()).await?)
}

pub(crate) fn address(key: &gatehouse_seal::SubjectKey, row: &Model) -> Result<String, Fault> {
    key.open_text(ADDRESS, row.id, &row.address_sealed)
}

/// Whether the company takes an address: any, unless it takes those of its domains alone.
pub(crate) async fn takes<C: ConnectionTrait>(
    conn: &C,
    company: &company::Model,
    email: &Email,
) -> Result<bool, Fault> {
    if !company.own_domains_only {
        return Ok(true);
    }
    Ok(Proven::of(conn, &[company.id]).await?.company_of(email).is_some())
}

/// What a link opens.
#[derive(Clone)]
pub struct Opened {
    /// The invitation.
    pub row: Model,
    /// The company.
    pub company: company::Model,
    /// The address that is invited.
    pub email: String,
    /// What it gives.
    pub rights: Rights,
    /// How far it is.
    pub state: Invited,
    /// Who invited; `None`: they left.
    pub by: Option<String>,
}

/// Why an invitation cannot be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum DeadInvitation {
    /// There is no such link, or a newer one was mailed.
    #[refusal(410, "company.invitation_unknown", invitation_unknown)]
    Unknown,
    /// Its seven days are over.
    #[refusal(410, "company.invitation_expired", invitation_expired)]
    Expired,
    /// It was taken back.
    #[refusal(410, "company.invitation_withdrawn", invitation_withdrawn)]
    Withdrawn,
    /// The person declined it.
    #[refusal(410, "company.invitation_declined", invitation_declined)]
    Declined,
    /// It was accepted.
    #[refusal(410, "company.invitation_used", invitation_used)]
    Used,
    /// The form was filled in: the mailed activation link goes on.
    #[refusal(410, "company.invitation_registered", invitation_registered)]
    Registered,
    /// Filled in, and not activated in time (COM-5).
    #[refusal(410, "company.invitation_lapsed", link_lapsed)]
    Lapsed,
    /// The company was deleted.
    #[refusal(410, "company.invitation_company_gone", invitation_company_gone)]
    CompanyGone,
}

impl Opened {
    /// Why it cannot be accepted now; `None`: it can.
    #[must_use]
    pub fn dead(&self) -> Option<DeadInvitation> {
        if self.company.state == CompanyState::Deleted {
            return Some(DeadInvitation::CompanyGone);
        }
        match self.state {
            Invited::Sent => None,
            Invited::Expired => Some(DeadInvitation::Expired),
            Invited::Registered => Some(DeadInvitation::Registered),
            Invited::Lapsed => Some(DeadInvitation::Lapsed),
            Invited::Accepted => Some(DeadInvitation::Used),
            Invited::Declined => Some(DeadInvitation::Declined),
            Invited::Withdrawn => Some(DeadInvitation::Withdrawn),
        }
    }
}

/// The row of a link's token, whatever became of it.
pub(crate) async fn stored<C: ConnectionTrait>(cx: &Cx, conn: &C, text: &str) -> Result<Option<Model>, Fault> {
    if !bound_token::is_plausible(text) {
        return Ok(None);
    }
    let found = Entity::find().filter(Column::TokenHash.is_in(token::hashes(cx, LINK, text))).one(conn).await?;
    Ok(found.filter(|row| bound_token::is_for(cx, LINK, text, row.id, JOIN)))
}

/// What a link opens, whatever became of it.
pub async fn by_token<C: ConnectionTrait>(cx: &Cx, conn: &C, text: &str) -> Outcome<Opened, DeadInvitation> {
    let opened = match stored(cx, conn, text).await? {
        Some(row) => open(cx, conn, row).await?,
        None => None,
    };
    opened.ok_or_else(|| refuse(DeadInvitation::Unknown))
}

/// An invitation with what belongs to it; `None` where its company or key is gone.
pub(crate) async fn open<C: ConnectionTrait>(cx: &Cx, conn: &C, row: Model) -> Result<Option<Opened>, Fault> {
    let Some(company) = company::Entity::find_by_id(row.company_id).one(conn).await? else { return Ok(None) };
    let keys = subject::keys(cx, conn, &[row.id]).await?;
    let Some(key) = keys.get(&row.id) else { return Ok(None) };
    let by = names_in(cx, conn, company.id, &[row.invited_by]).await?.remove(&row.invited_by);
    Ok(Some(Opened {
        email: address(key, &row)?,
        rights: seals::invited(key, &row),
        state: row.state.at(row.ends_at, row.registered_at, cx.now()),
        by: by.map(|name| name.whole()),
        company,
        row,
    }))
}

/// Invitations that somebody with this proven address can accept, the newest first; a few.
pub async fn to_accept(cx: &Cx, address: &str) -> Result<Vec<Opened>, Fault> {
    let lookups = cx.app.keys.accepted(INVITED, gatehouse_address::normalized(address).as_bytes());
    let sent = Entity::find()
        .filter(Column::AddressLookup.is_in(lookups))
        .filter(Column::State.eq(InvitationState::Sent))
        .filter(Column::EndsAt.gt(cx.now()))
        .order_by_desc(Column::Id)
        .limit(FEW);
    let mut opened = Vec::new();
    // Few by the limit.
    for row in sent.all(cx.read()).await? {
        opened.extend(open(cx, cx.read(), row).await?.filter(|one| one.dead().is_none()));
    }
    Ok(opened)
}

/// Invitations of one person that are shown.
const FEW: u64 = 5;

/// The account of a member, to be written to; `None`: they left.
pub(crate) async fn account_of<C: ConnectionTrait>(
    conn: &C,
    company: Uuid,
    member: Uuid,
) -> Result<Option<Uuid>, Fault> {
    use company_member::{Column, Entity};
    let own = Entity::find_by_id(member).filter(Column::CompanyId.eq(company)).select_only();
    Ok(own.column(Column::AccountId).into_tuple().one(conn).await?)
}

/// An invitation of a company.
pub(crate) async fn by_id<C: ConnectionTrait>(
    conn: &C,
    company: Uuid,
    invitation: Uuid,
) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(invitation).filter(Column::CompanyId.eq(company)).one(conn).await?)
}
