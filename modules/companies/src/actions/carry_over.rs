//! Carries over what a user of a company had to another user of it (COM-6, COM-8): staff do it on request, after the identity was checked.
//! From a living user, who came with a new account because their address changed, or from a former one, found by the keyed hash of the same
//! address. The modules above move their own in this transaction ([`MemberCarriedOver`]); the ticked rights and the branch move here. What
//! was carried over once is not carried over again, neither from the living user nor after they have left.

use super::end_membership::EndRefusal;
use super::lock::lock;
use super::restate::{Restated, member, restate};
use super::target::recipient;
use crate::events::CARRIED_OVER;
use crate::mails;
use crate::model::rights::Rights;
use crate::model::states::{BlockedBy, CompanyState};
use crate::queries::{former, membership::Membership};
use crate::rights::Locked;
use crate::signals::MemberCarriedOver;
use crate::tables::{carry_over as carried, former_member};
use gatehouse_context::{Cx, Right};
use gatehouse_core::text::one_line;
use gatehouse_core::{Actor, OrRefuse as _, Outcome, Refusal, Role, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_web::{NotAllowed, may};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

/// Carrying over a user's data: staff of support.
pub enum CarryOverData {}

impl Right for CarryOverData {
    const ROLES: &'static [Role] = &[Role::Support];
    const SCOPE: Option<&'static str> = None;
}

/// The longest name of a request, in characters.
pub const LONGEST_REQUEST: usize = 40;

/// What is carried over, and why.
#[derive(Clone, Debug)]
pub struct CarryOver {
    /// The company of both.
    pub company: Uuid,
    /// The user of before, living or former.
    pub from: Uuid,
    /// Who has it from now on.
    pub to: Uuid,
    /// The request in which it was asked for.
    pub request: String,
    /// "The person's identity is checked" is ticked.
    pub identity_checked: bool,
}

/// Why nothing is carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum CarryRefusal {
    /// Another role.
    NotAllowed(NotAllowed),
    /// There is no such company, or one of the two is none of its users.
    Ended(EndRefusal),
    /// The company is deleted: what it has goes nowhere until staff restore it.
    #[refusal(409, "company.is_deleted", staff_is_deleted)]
    Deleted,
    /// Both are the same user.
    #[refusal(422, "company.carry_same", company_carry_same, field = "to")]
    Same,
    /// The request is not named.
    #[refusal(422, "company.carry_request", company_carry_request, field = "request")]
    Request,
    /// The identity was not checked.
    #[refusal(422, "company.carry_identity", company_carry_identity, field = "identity")]
    Identity,
    /// It was carried over before.
    #[refusal(409, "company.carried_before", company_carried_before)]
    Before,
    /// The former user had another address than the new one has.
    #[refusal(409, "company.carry_other_address", company_carry_other_address)]
    OtherAddress,
}

/// Carries it over.
pub async fn carry_over(cx: &Cx, input: &CarryOver) -> Outcome<(), CarryRefusal> {
    may::<CarryOverData>(cx).or_refuse()?;
    let request = one_line(&input.request).unwrap_or_default();
    if request.is_empty() || request.chars().count() > LONGEST_REQUEST {
        return Err(refuse(CarryRefusal::Request));
    }
    if !input.identity_checked {
        return Err(refuse(CarryRefusal::Identity));
    }
    if input.from == input.to {
        return Err(refuse(CarryRefusal::Same));
    }
    let tx = cx.begin().await?;
    let company = lock(cx, &tx, input.company).await?.ok_or(EndRefusal::NotFound).or_refuse()?;
    if company.row().state == CompanyState::Deleted {
        return Err(refuse(CarryRefusal::Deleted));
    }
    let to = member(cx, &tx, &company, input.to).await?.ok_or(EndRefusal::NotFound).or_refuse()?;
    match member(cx, &tx, &company, input.from).await? {
        Some(from) => from_living(cx, &tx, &company, &from, &to).await?,
        None => from_former(cx, &tx, &company, input, &to).await?,
    }
    remember(cx, &tx, input).await?;
    cx.raise(&tx, MemberCarriedOver { company: input.company, from: input.from, to: input.to }).await?;
    if let Some(recipient) = recipient(cx, &tx, to.account()).await? {
        mails::carried_over::queue(cx, &tx, &recipient, company.row()).await?;
    }
    let details = json!({ "member": input.to, "carried_from": input.from, "of_request": request });
    cx.audit(&tx, CARRIED_OVER.about(input.company).of_account(to.account()).with(details)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ticked rights and branch go to the new user; the one of before keeps no right. Ownership is another matter: staff change the owner.
async fn from_living(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    from: &Membership,
    to: &Membership,
) -> Outcome<(), CarryRefusal> {
    // Whom an administrator blocked, alone or beside the directory, gets nothing back by a new account: their rights end with this one.
    let is_blocked = from.standing().blocked.is_some_and(BlockedBy::is_by_person);
    let brought = if is_blocked { Rights::NONE } else { from.standing().own };
    let own = to.standing().own.union(brought);
    let branch = to.member().branch_id.or(from.member().branch_id);
    let change = Restated { own: Some(own), branch: Some(branch), ..Restated::default() };
    restate(cx, tx, company, to, change).await?;
    let change = Restated { own: Some(Rights::NONE), ..Restated::default() };
    restate(cx, tx, company, from, change).await?;
    Ok(())
}

/// The keyed hash of the address tells that it is the same person's; the row remembers who has the history now.
async fn from_former(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    input: &CarryOver,
    to: &Membership,
) -> Outcome<(), CarryRefusal> {
    let row = former_member::Entity::find_by_id(input.from).one(&**tx).await?;
    let row = row.filter(|row| row.company_id == company.id()).ok_or(EndRefusal::NotFound).or_refuse()?;
    if row.successor_id.is_some() {
        return Err(refuse(CarryRefusal::Before));
    }
    let own = former::of_account(cx, &**tx, company.id(), to.account()).await?;
    if !own.iter().any(|former| former.id == row.id) {
        return Err(refuse(CarryRefusal::OtherAddress));
    }
    former_member::Entity::update_many()
        .col_expr(former_member::Column::SuccessorId, Expr::value(Some(input.to)))
        .filter(former_member::Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// One row for each that was carried over: the second time there is one.
async fn remember(cx: &Cx, tx: &Tx, input: &CarryOver) -> Outcome<(), CarryRefusal> {
    let id = cx.id();
    let done_by = match &cx.actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    };
    let row = carried::ActiveModel {
        id: Set(id),
        company_id: Set(input.company),
        from_member: Set(input.from),
        to_member: Set(input.to),
        done_by: Set(done_by),
        done_at: Set(cx.now()),
    };
    let once = OnConflict::column(carried::Column::FromMember).do_nothing().to_owned();
    carried::Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await?;
    let own = carried::Entity::find().filter(carried::Column::FromMember.eq(input.from)).one(&**tx).await?;
    if own.is_some_and(|own| own.id == id) { Ok(()) } else { Err(refuse(CarryRefusal::Before)) }
}
