//! Invites somebody by their address (COM-5): by the right to invite users; with rights, no more than the inviter has. An address of this or
//! another company is refused, without saying of which, and counts like every other: 50 a day, and from the eleventh refused one staff see
//! it. One row for each address: who was invited before is invited by the same one, three times at the most, and the link of before dies.
//!
//! The inviter is a stranger to the address: whoever wants to be left alone, or was invited twenty times today by whatever companies, gets
//! no further mail, and the inviter is told so. It counts like every other.

use super::MAIL;
use crate::actions::enter::enter;
use crate::events::{INVITATIONS_REFUSED, INVITED};
use crate::mails;
use crate::model::change::{self, Denied};
use crate::model::rights::Rights;
use crate::model::states::{InvitationState, Invited, LINK as LINK_LIFE};
use crate::queries::invitations::{ADDRESS, INVITED as LOOKUP, JOIN, LINK, takes};
use crate::queries::{branches, membership, seals};
use crate::refusals::{EnterRefusal, SUPPORT};
use crate::rights::{In, InviteUsers, Locked};
use crate::tables::invitation::{ActiveModel, Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_accounts::model::{Email, FormError};
use gatehouse_context::{Cx, peppers, subject};
use gatehouse_core::{DAY, Fault, Lang, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};
use gatehouse_mail::Recipient;
use gatehouse_mail::ledger::{self, Asker, Caused};
use gatehouse_signin::{bound_token, token};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, QueryOrder as _, Set};
use serde_json::json;

/// Invitations of a company in a day.
pub const A_DAY: i64 = 50;
/// How often one address is invited.
pub const SENDS: i64 = 3;
/// Refused addresses of a day that staff are not told of.
const REFUSED_UNSEEN: i64 = 10;

/// What an administrator asks for.
pub struct Invite {
    /// The address.
    pub email: String,
    /// The rights that are ticked.
    pub rights: Rights,
    /// The branch that is proposed.
    pub branch: Option<Uuid>,
    /// The language of the mail.
    pub lang: Lang,
}

/// Why nobody is invited.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum InviteRefusal {
    /// The actor does not get in.
    Enter(EnterRefusal),
    /// No address.
    Email(FormError),
    /// The rights are not theirs to give.
    Denied(NotYours),
    /// The branch is none of the company's.
    #[refusal(422, "company.no_branch", company_no_branch, field = "branch")]
    NoBranch,
    /// The address belongs to this or another company (dead end 10).
    #[refusal(409, "company.address_taken", invite_taken, field = "email")]
    Taken,
    /// An invitation to it is under way.
    #[refusal(409, "company.invited_already", invite_already, field = "email")]
    Already,
    /// The form is filled in, the activation is awaited.
    #[refusal(409, "company.invited_registered", invite_registered, field = "email")]
    Registered,
    /// It was registered and not activated: support invites anew (dead end 9).
    #[refusal(409, "company.invited_lapsed", invite_lapsed, field = "email", way = join_ask_support => SUPPORT)]
    Lapsed,
    /// It was invited three times.
    #[refusal(409, "company.invited_thrice", invite_thrice, field = "email", way = join_ask_support => SUPPORT)]
    Thrice,
    /// The company takes addresses of its own domains alone.
    #[refusal(422, "company.invite_domain", invite_domain, field = "email")]
    OtherDomain,
    /// The address got all mails that others may cause today, or its owner wants to be left alone (G5).
    #[refusal(429, "company.invited_enough", invite_enough, field = "email", again)]
    Enough,
    /// Fifty were sent today.
    #[refusal(429, "company.invited_fifty", invite_fifty)]
    Fifty,
}

/// Rights that somebody may not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotYours(pub Denied);

impl Refusal for NotYours {
    fn code(&self) -> &'static str {
        "company.not_your_rights"
    }

    fn text(&self, lang: Lang) -> String {
        self.0.text(lang)
    }

    fn field(&self) -> Option<&str> {
        Some("rights")
    }

    fn status(&self) -> u16 {
        403
    }
}

/// Invites; answers the invitation.
pub async fn invite(cx: &Cx, company: Uuid, input: &Invite) -> Outcome<Uuid, InviteRefusal> {
    let email = Email::parse(&input.email).map_err(|error| refuse(InviteRefusal::Email(error.into())))?;
    let address = contacts::lookups(cx, email.normalized());
    let tx = cx.begin().await?;
    let ledger = ledger::hold(cx, &tx, MAIL, &address, Asker::Stranger).await?;
    // Before the company is entered: behind that wall no other company's users are seen.
    let is_taken = is_taken(cx, &tx, &email).await?;
    let entered = enter::<InviteUsers>(cx, &tx, company).await;
    let (by, company) = entered.map_err(|stop| stop.map(InviteRefusal::from))?;
    let rights =
        change::invite(by.standing(), input.rights).map_err(|no| refuse(InviteRefusal::Denied(NotYours(no))))?;
    if let Some(branch) = input.branch
        && !branches::is_of(&*tx, company.id(), branch).await?
    {
        return Err(refuse(InviteRefusal::NoBranch));
    }
    count(cx, &tx, &company).await?;
    if !takes(&*tx, company.row(), &email).await? {
        return Err(refuse(InviteRefusal::OtherDomain));
    }
    if is_taken {
        count_refused(cx, &tx, &by).await?;
        // What was counted stays.
        tx.commit().await?;
        return Err(refuse(InviteRefusal::Taken));
    }
    let before = before(cx, &tx, company.id(), &email).await?;
    let sends = match &before {
        Some(row) => may_send(cx, row)?,
        None => 0,
    };
    if !ledger.admits_of_day(cx.now()) {
        tx.commit().await?;
        return Err(refuse(InviteRefusal::Enough));
    }
    let caused = ledger.count(cx, &tx, &address).await?;
    let sent = Sent { rights, branch: input.branch, lang: input.lang, sends: sends + 1, caused };
    let id = send(cx, &tx, &by, &company, &email, before, &sent).await?;
    cx.audit(&tx, INVITED.about(company.id()).with(json!({ "rights": rights.words() }))).await?;
    tx.commit().await?;
    Ok(id)
}

/// Counts one of the day's.
pub(super) async fn count(cx: &Cx, tx: &Tx, company: &Locked<'_>) -> Outcome<(), InviteRefusal> {
    let counter = Counter::new(cx, "companies.invitations", company.id().as_bytes(), Rule::codes(A_DAY));
    counters::take(cx, tx, &counter).await?.map(drop).map_err(|_| refuse(InviteRefusal::Fifty))
}

/// Counts a refused address of the day; from the eleventh on staff see it.
pub(super) async fn count_refused(cx: &Cx, tx: &Tx, by: &In<'_, InviteUsers>) -> Result<(), Fault> {
    let counter = Counter::new(cx, "companies.refused", by.company().as_bytes(), Rule::counted(DAY));
    let counted = counters::add(cx, tx, &[counter]).await?;
    if counted.first() == Some(&(REFUSED_UNSEEN + 1)) {
        cx.audit(tx, INVITATIONS_REFUSED.about(by.company()).with(json!({ "member": by.member() }))).await?;
    }
    Ok(())
}

/// Whether the address belongs to a company.
pub(super) async fn is_taken(cx: &Cx, tx: &Tx, email: &Email) -> Result<bool, Fault> {
    let Some(account) = contacts::find_by_email(cx, &**tx, email.written()).await? else { return Ok(false) };
    Ok(membership::of_account(cx, &**tx, account).await?.is_some())
}

/// The last invitation of this address by this company that was not accepted.
async fn before(cx: &Cx, tx: &Tx, company: Uuid, email: &Email) -> Result<Option<Model>, Fault> {
    let lookups = cx.app.keys.accepted(LOOKUP, email.normalized().as_bytes());
    let own = Entity::find()
        .filter(Column::CompanyId.eq(company))
        .filter(Column::AddressLookup.is_in(lookups))
        .filter(Column::State.ne(InvitationState::Accepted))
        // No index has this order, so that the embedded engine looks for the address and not through the company's invitations by their time.
        .order_by_desc(Expr::col(Column::CreatedAt).add(0))
        .order_by_desc(Column::Id);
    Ok(own.one(&**tx).await?)
}

/// How often one was sent that may be sent again.
pub(super) fn may_send(cx: &Cx, row: &Model) -> Outcome<i64, InviteRefusal> {
    let refusal = match row.state.at(row.ends_at, row.registered_at, cx.now()) {
        Invited::Sent => InviteRefusal::Already,
        Invited::Registered | Invited::Accepted => InviteRefusal::Registered,
        Invited::Lapsed => InviteRefusal::Lapsed,
        Invited::Expired | Invited::Declined | Invited::Withdrawn if row.sends >= SENDS => InviteRefusal::Thrice,
        Invited::Expired | Invited::Declined | Invited::Withdrawn => return Ok(row.sends),
    };
    Err(refuse(refusal))
}

/// What is sent.
pub(super) struct Sent {
    pub(super) rights: Rights,
    pub(super) branch: Option<Uuid>,
    pub(super) lang: Lang,
    pub(super) sends: i64,
    pub(super) caused: Caused,
}

/// Writes the row and queues the mail; answers the invitation.
pub(super) async fn send(
    cx: &Cx,
    tx: &Tx,
    by: &In<'_, InviteUsers>,
    company: &Locked<'_>,
    email: &Email,
    before: Option<Model>,
    sent: &Sent,
) -> Result<Uuid, Fault> {
    let version = peppers::writing(cx, tx, LOOKUP).await?;
    let id = before.as_ref().map_or_else(|| cx.id(), |row| row.id);
    let key = match &before {
        Some(row) => subject::key(cx, &**tx, row.id).await?,
        None => subject::create(cx, tx, id).await?,
    };
    let link = bound_token::make(cx, LINK, id, JOIN);
    let row = ActiveModel {
        id: Set(id),
        company_id: Set(company.id()),
        address_lookup: Set(cx.app.keys.lookup_under(version, LOOKUP, email.normalized().as_bytes())?.to_vec()),
        pepper_version: Set(version),
        address_sealed: Set(key.seal(cx.app.random.as_ref(), ADDRESS, id, email.written().as_bytes())?),
        rights: Set(sent.rights),
        rights_seal: Set(seals::of_invitation(cx, &key, id, company.id(), sent.rights)?),
        branch_id: Set(sent.branch),
        invited_by: Set(by.member()),
        lang: Set(sent.lang.tag().to_owned()),
        token_hash: Set(token::hash(cx, LINK, link.expose())),
        ends_at: Set(cx.now().plus(LINK_LIFE)),
        registered_at: Set(None),
        sends: Set(sent.sends),
        state: Set(InvitationState::Sent),
        created_at: Set(before.as_ref().map_or_else(|| cx.now(), |row| row.created_at)),
        version: Set(before.as_ref().map_or(1, |row| row.version + 1)),
    };
    if before.is_some() {
        Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(&**tx).await?;
    } else {
        Entity::insert(row).exec_without_returning(&**tx).await?;
    }
    let to = Recipient {
        account: None,
        sealed_by: id,
        email: email.written().to_owned(),
        greeted: None,
        lang: sent.lang,
        zone: None,
        is_staff: false,
    };
    let names = crate::queries::members::names_in(cx, &**tx, company.id(), &[by.member()]).await?;
    let inviter = names.get(&by.member()).map(|name| name.whole()).unwrap_or_default();
    mails::invited::queue(cx, tx, &to, (&company.row().name, &inviter), &link, Some(&sent.caused)).await?;
    Ok(id)
}

/// The rights of ticked boxes.
#[must_use]
pub fn ticked(words: &[String]) -> Rights {
    Rights::of_words(words.iter().map(String::as_str))
}

/// A proposed branch, as it is sent; empty: none.
pub fn branch_of(word: &str) -> Outcome<Option<Uuid>, InviteRefusal> {
    if word.is_empty() {
        return Ok(None);
    }
    Uuid::parse_str(word).map(Some).map_err(|_| refuse(InviteRefusal::NoBranch))
}
