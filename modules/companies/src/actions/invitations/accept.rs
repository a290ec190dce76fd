//! An invitation is accepted (COM-5): by the account with its address that is signed in, or by the activation of who filled in its form. The
//! person gets what it says and its inviter still has; where that is less by now, or the inviter has left, the owner is told so. What the company
//! says of addresses counts as it is now, not as it was when the mail went out.
//!
//! The account is held first, then the company, as where an account is deleted: of an acceptance and a deletion one is first, and of two
//! acceptances too.

use super::locked;
use crate::actions::add_member::{AddRefusal, NewMember, add_member};
use crate::actions::joining::join::{Became, Comer};
use crate::actions::lock::lock;
use crate::events::INVITATION_ACCEPTED;
use crate::mails;
use crate::model::change;
use crate::model::joining_form::{Form, JoinError, Typed};
use crate::model::states::{CompanyState, InvitationState, Invited, JoinedBy};
use crate::queries::invitations::{self, DeadInvitation, account_of};
use crate::queries::recipients::owner;
use crate::queries::{branches, membership, seals};
use crate::rights::Locked;
use crate::tables::invitation::{Column, Entity, Model};
use gatehouse_accounts::actions::hold_account::hold_account;
use gatehouse_accounts::contacts;
use gatehouse_accounts::model::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_privacy::actions::accept_for::accept_for;
use gatehouse_privacy::queries::registration::at_registration;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// Why it is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AcceptRefusal {
    /// Fields are wrong.
    Invalid(Invalid<JoinError>),
    /// It opens nothing.
    Dead(DeadInvitation),
    /// They belong to a company by now (dead end 8).
    Add(AddRefusal),
    /// It is for another address (dead end 7): nothing is used up.
    #[refusal(409, "company.other_account", other_account)]
    OtherAccount,
    /// Their account is deleted by now.
    #[refusal(409, "company.account_gone", accept_account_gone)]
    AccountGone,
    /// The company takes addresses of its own domains alone by now, and this is none. Nothing is used up.
    #[refusal(409, "company.accept_domain", accept_domain)]
    OtherDomain,
}

/// Accepts one by the account that is signed in, whose address it is for; answers the company's word.
pub async fn accept(cx: &Cx, invitation: Uuid, typed: &Typed) -> Outcome<Became, AcceptRefusal> {
    let account = cx.actor.account().ok_or(AcceptRefusal::OtherAccount).map_err(refuse)?;
    let contact = contacts::contact(cx, cx.read(), account).await?;
    let own = contact.ok_or(AcceptRefusal::OtherAccount).map_err(refuse)?.to.email;
    let row = Entity::find_by_id(invitation).one(cx.read()).await?;
    let opened = match row {
        Some(row) => invitations::open(cx, cx.read(), row).await?,
        None => None,
    };
    let opened = opened.ok_or(DeadInvitation::Unknown).or_refuse()?;
    if gatehouse_address::normalized(&opened.email) != gatehouse_address::normalized(&own) {
        return Err(refuse(AcceptRefusal::OtherAccount));
    }
    if let Some(dead) = opened.dead() {
        return Err(refuse(dead.into()));
    }
    let mut errors = Errors::<JoinError>::default();
    let person = typed.person(&mut errors);
    let answers = typed.answers(&mut errors, &at_registration(cx, cx.lang).await?);
    let (name, country) = errors.finish(|| person).or_refuse()?;
    let branch = Uuid::parse_str(&typed.branch).ok();
    let form =
        Form { name, company: opened.company.name.clone(), country, branch, zone: typed.zone.clone(), key_file: None };
    let email = Email::parse(&own).map_err(|_| Fault::new("an account has no address"))?;
    let tx = cx.begin().await?;
    let held = hold_account(cx, &tx, account).await?.ok_or(AcceptRefusal::AccountGone).or_refuse()?;
    if gatehouse_address::normalized(&held.to.email) != email.normalized() {
        return Err(refuse(AcceptRefusal::OtherAccount));
    }
    accept_for(cx, &tx, account, &answers.accepted).await?;
    let comer = Comer { account, email: &email, form: &form };
    let became = come_in(cx, &tx, &comer, invitation, branch).await?;
    tx.commit().await?;
    Ok(became)
}

/// The same inside an activation's transaction, which holds the account. The company is locked first, then the invitation.
pub(crate) async fn come_in(
    cx: &Cx,
    tx: &Tx,
    comer: &Comer<'_>,
    invitation: Uuid,
    branch: Option<Uuid>,
) -> Outcome<Became, AcceptRefusal> {
    let of = Entity::find_by_id(invitation).one(&**tx).await?.ok_or(DeadInvitation::Unknown).or_refuse()?;
    let company = lock(cx, tx, of.company_id).await?.ok_or(DeadInvitation::CompanyGone).or_refuse()?;
    let row = locked(tx, invitation).await?.ok_or(DeadInvitation::Unknown).or_refuse()?;
    if company.row().state == CompanyState::Deleted {
        return Err(refuse(DeadInvitation::CompanyGone.into()));
    }
    match row.state.at(row.ends_at, row.registered_at, cx.now()) {
        Invited::Sent | Invited::Registered => {}
        Invited::Expired => return Err(refuse(DeadInvitation::Expired.into())),
        Invited::Lapsed => return Err(refuse(DeadInvitation::Lapsed.into())),
        Invited::Accepted => return Err(refuse(DeadInvitation::Used.into())),
        Invited::Declined => return Err(refuse(DeadInvitation::Declined.into())),
        Invited::Withdrawn => return Err(refuse(DeadInvitation::Withdrawn.into())),
    }
    if !invitations::takes(&**tx, company.row(), comer.email).await? {
        return Err(refuse(AcceptRefusal::OtherDomain));
    }
    let invited = seals::invited(&subject::key(cx, &**tx, row.id).await?, &row);
    let inviter = membership::of_member(cx, &**tx, company.row(), row.invited_by).await?;
    let standing = inviter.as_ref().map(membership::Membership::standing);
    let rights = change::accepted(standing.as_ref(), invited);
    // A branch that staff removed meanwhile keeps nobody out.
    let branch = match branch {
        Some(branch) if branches::is_of(&**tx, company.id(), branch).await? => Some(branch),
        _ => None,
    };
    let new = NewMember {
        account: comer.account,
        name: comer.form.name.clone(),
        country: Some(comer.form.country.clone()).filter(|country| !country.is_empty()),
        branch,
        rights,
        joined_by: JoinedBy::Invitation,
    };
    add_member(cx, tx, &company, &new).await.map_err(|stop| stop.map(AcceptRefusal::from))?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(InvitationState::Accepted))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    cx.audit(tx, INVITATION_ACCEPTED.about(company.id()).of_account(comer.account)).await?;
    tell(cx, tx, &company, &row, comer, rights != invited).await?;
    Ok(Became::User(company.row().slug.clone()))
}

/// Tells the inviter and the owner, who may be one.
async fn tell(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    row: &Model,
    comer: &Comer<'_>,
    is_less: bool,
) -> Result<(), Fault> {
    let owner = owner(cx, &**tx, company.row()).await?;
    let inviter = match account_of(&**tx, company.id(), row.invited_by).await? {
        Some(account) => contacts::contact(cx, &**tx, account).await?.map(|contact| contact.to),
        None => None,
    };
    let inviter = inviter.filter(|to| owner.iter().all(|owner| owner.account != to.account));
    let (name, email) = (comer.form.name.whole(), comer.email.written());
    for to in owner.iter().chain(&inviter) {
        mails::invitation_accepted::queue(cx, tx, to, company.row(), (&name, email), is_less).await?;
    }
    Ok(())
}
