//! Somebody comes from their company's provider (COM-14). Who is known there comes in; an address that it asserts leads to somebody only where
//! *this* company has proven the address's domain, and never against the provider's own word. An account with a way in of its own is
//! connected once its owner has come in that way ([`super::link`]). The session opens the company's pages and nothing else.

use super::mark::{known, mark, tie};
use crate::actions::add_member::{AddRefusal, NewMember, add_member, note_made};
use crate::actions::lock::lock;
use crate::events::SSO_ENTERED;
use crate::model::name::MemberName;
use crate::model::rights::Rights;
use crate::model::states::{CompanyState, JoinedBy, OidcState};
use crate::queries::domains::{Fit, fits};
use crate::queries::provider::{find, session as session_of};
use crate::rights::Locked;
use crate::tables::{company_member, company_oidc, company_session};
use gatehouse_accounts::actions::by_company::{self, Vouched, VouchedName, has_own_way_in, open, vouch};
use gatehouse_accounts::actions::sign_in::{Here, SignedIn};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Moment, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_federation::{MemberClaims, NoLink};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// What came of it.
pub enum Came {
    /// A session was opened.
    In {
        /// For the cookies.
        signed_in: SignedIn,
        /// The company's word.
        word: String,
    },
    /// The session that this browser had already opens the company too.
    Here {
        /// For the cookie, where the session is the provider's own. A person's own session stays as it is: what lies behind it is not for
        /// the company's provider to open, so its word is no proof there.
        token: Option<Secret<String>>,
        /// The company's word.
        word: String,
    },
    /// The account has a way in of its own, by which its owner comes first.
    ProveFirst,
}

/// Why somebody does not come in.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SsoRefusal {
    /// The company's sign-in is not on.
    #[refusal(404, "sso.not_on", sso_not_on)]
    NotOn,
    /// The provider tells no address that can be used.
    #[refusal(403, "sso.no_address", sso_no_address)]
    NoAddress,
    /// The provider says itself that the address is not verified.
    #[refusal(403, "sso.unverified", sso_unverified)]
    Unverified,
    /// The address is of no domain that the company has proven.
    #[refusal(403, "sso.other_domain", sso_other_domain)]
    OtherDomain,
    /// The company's provider makes no users: they are invited.
    #[refusal(403, "sso.not_invited", sso_not_invited)]
    NotInvited,
    /// They belong to another company.
    #[refusal(409, "sso.elsewhere", sso_elsewhere)]
    Elsewhere,
    /// The company has blocked them.
    #[refusal(403, "company.blocked", company_blocked(it.as_str()))]
    Blocked(String),
    /// Somebody else is signed in here.
    #[refusal(409, "sso.somebody_else", sso_somebody_else)]
    SomebodyElse,
    /// Somebody else of the company is known by this account there.
    #[refusal(409, "sso.taken", sso_taken)]
    Taken,
    /// What the browser carries is of another account, too old, or used up.
    #[refusal(409, "sso.over", sso_over)]
    Over,
}

impl From<NoLink> for SsoRefusal {
    fn from(no: NoLink) -> Self {
        match no {
            NoLink::NoAddress | NoLink::NotAnAddress => Self::NoAddress,
            NoLink::Unverified => Self::Unverified,
            NoLink::OtherDomain => Self::OtherDomain,
        }
    }
}

/// A provider that is on, with its company, held.
pub(super) async fn held<'t>(
    cx: &Cx,
    tx: &'t Tx,
    oidc: Uuid,
) -> Outcome<(Locked<'t>, company_oidc::Model), SsoRefusal> {
    let Some(row) = find(&**tx, oidc).await? else { return Err(refuse(SsoRefusal::NotOn)) };
    let Some(company) = lock(cx, tx, row.company_id).await? else { return Err(refuse(SsoRefusal::NotOn)) };
    // As it is behind the lock.
    let row = find(&**tx, oidc).await?.filter(|row| row.state == OidcState::On);
    match row {
        Some(row) if company.row().state != CompanyState::Deleted => Ok((company, row)),
        _ => Err(refuse(SsoRefusal::NotOn)),
    }
}

/// The address by which somebody who is not known at the provider may be linked.
pub(super) async fn address(tx: &Tx, company: Uuid, claims: &MemberClaims) -> Outcome<Email, SsoRefusal> {
    let told = claims.email.as_deref().and_then(|told| Email::parse(told).ok());
    let is_verified = match &told {
        Some(email) => fits(&**tx, company, email).await? == Fit::Verified,
        None => false,
    };
    claims.address_to_link(|_| is_verified).map_err(|no| refuse(SsoRefusal::from(no)))
}

/// Lets somebody in. `current`: the session of this browser and its account.
pub async fn enter_by_provider(
    cx: &Cx,
    claims: &MemberClaims,
    here: &Here,
    current: Option<(Uuid, Uuid)>,
) -> Outcome<Came, SsoRefusal> {
    let (oidc, subject) = claims.identity();
    let tx = cx.begin().await?;
    let (company, row) = held(cx, &tx, oidc).await?;
    let Some(member) = who(cx, &tx, &company, &row, claims, subject).await? else {
        return Ok(Came::ProveFirst);
    };
    if member.blocked_at.is_some() {
        return Err(refuse(SsoRefusal::Blocked(company.row().name.clone())));
    }
    let word = company.row().slug.clone();
    let (session, only_inside, came) = match current {
        Some((session, account)) if account == member.account_id => {
            let is_providers = session_of(cx, &*tx, session).await?.is_some_and(|row| row.only_inside);
            let token = if is_providers { by_company::proved(cx, &tx, session, account).await? } else { None };
            if is_providers && token.is_none() {
                return Err(refuse(SsoRefusal::Over));
            }
            (session, false, Came::Here { token, word })
        }
        Some(_) => return Err(refuse(SsoRefusal::SomebodyElse)),
        None => {
            let opened = open(cx, &tx, member.account_id, here).await?;
            let Some((signed_in, session)) = opened else { return Err(refuse(SsoRefusal::Over)) };
            (session, true, Came::In { signed_in, word })
        }
    };
    let of = company_session::Model {
        session_id: session,
        company_id: company.id(),
        member_id: member.id,
        oidc_id: oidc,
        only_inside,
        gave_factor: claims.gave_factor,
        ends_at: Moment(0),
    };
    mark(cx, &tx, of).await?;
    let cx = &cx.acting_as(Actor::Account { id: member.account_id });
    let line = SSO_ENTERED.about(company.id()).of_account(member.account_id).with(json!({ "member": member.id }));
    cx.audit(&tx, line).await?;
    tx.commit().await?;
    Ok(came)
}

/// The member whom the provider means; `None`: their own proof comes first.
async fn who(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    row: &company_oidc::Model,
    claims: &MemberClaims,
    subject: &str,
) -> Outcome<Option<company_member::Model>, SsoRefusal> {
    if let Some(known) = known(cx, tx, row.id, subject).await? {
        return member(tx, company, known).await.map(Some);
    }
    let email = address(tx, company.id(), claims).await?;
    let found = contacts::find_by_email(cx, &**tx, email.written()).await?;
    let own = match found {
        Some(account) => membership(tx, account).await?,
        None => None,
    };
    let id = match (found, own) {
        (_, Some(own)) if own.company_id != company.id() => return Err(refuse(SsoRefusal::Elsewhere)),
        (None, _) | (_, None) if !row.jit => return Err(refuse(SsoRefusal::NotInvited)),
        (Some(account), _) if has_own_way_in(&**tx, account).await? => return Ok(None),
        (_, Some(own)) => own.id,
        (Some(account), None) => join(cx, tx, company, account, claims).await?,
        (None, None) => {
            let name = VouchedName { first: claims.first_name.clone(), last: claims.last_name.clone() };
            match vouch(cx, tx, &email, &name).await? {
                Vouched::Made(account) => {
                    let member = join(cx, tx, company, account, claims).await?;
                    note_made(tx, account).await?;
                    member
                }
                Vouched::Known(_) => return Err(Fault::busy("an address got an account at this moment").into()),
                Vouched::Reserved => return Err(refuse(SsoRefusal::NoAddress)),
            }
        }
    };
    if !tie(cx, tx, row.id, subject, id).await? {
        return Err(refuse(SsoRefusal::Taken));
    }
    member(tx, company, id).await.map(Some)
}

/// A member of this company.
pub(super) async fn member(tx: &Tx, company: &Locked<'_>, id: Uuid) -> Outcome<company_member::Model, SsoRefusal> {
    let own = company_member::Entity::find_by_id(id).filter(company_member::Column::CompanyId.eq(company.id()));
    own.one(&**tx).await?.ok_or_else(|| refuse(SsoRefusal::Over))
}

/// The membership of an account, whatever the company.
pub(super) async fn membership(tx: &Tx, account: Uuid) -> Result<Option<company_member::Model>, Fault> {
    let own = company_member::Entity::find().filter(company_member::Column::AccountId.eq(account));
    Ok(own.one(&**tx).await?)
}

/// Makes somebody a user of the company, as the provider describes them.
pub(super) async fn join(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    account: Uuid,
    claims: &MemberClaims,
) -> Outcome<Uuid, SsoRefusal> {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    let new = NewMember {
        account,
        name: MemberName::new(part(&claims.first_name), part(&claims.last_name)),
        country: None,
        branch: None,
        rights: Rights::NONE,
        joined_by: JoinedBy::Provider,
    };
    add_member(cx, tx, company, &new).await.map_err(|stop| {
        stop.map(|refusal| match refusal {
            AddRefusal::HasOne | AddRefusal::NoBranch => SsoRefusal::Elsewhere,
        })
    })
}
