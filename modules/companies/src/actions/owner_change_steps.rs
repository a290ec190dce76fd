//! The steps of a change of owner (COM-3), inside the transaction of an action and under the company's lock: a change begins, is carried out,
//! or stops. The link of the mails that stops it names the change and whom the mail went to, and does nothing else.

use super::add_member::{AddRefusal, NewMember, add_member};
use super::end_membership::end_membership;
use super::end_sign_in::end_sign_in;
use super::lock::lock;
use super::restate::{Restated, member, restate};
use crate::events::{OWNER_CHANGE_STOPPED, OWNER_CHANGED};
use crate::mails::owner_change::{self as mails, People};
use crate::model::name::MemberName;
use crate::model::rights::Rights;
use crate::model::states::{Becomes, CompanyState, JoinedBy, OwnerChangeKind, OwnerChangeState};
use crate::queries::owner_changes::{Words, words};
use crate::queries::{membership, seals};
use crate::rights::Locked;
use crate::signals::Ended;
use crate::tables::{company, owner_change};
use gatehouse_context::{Cx, sealed_token, subject};
use gatehouse_core::{DAY, Fault, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel as _};
use serde_json::json;

/// No link that stops a change lives longer: the setting goes up to 30 days.
const LONGEST: i64 = 31 * DAY;
const OBJECT: &str = "companies.object_to_owner";

/// Why somebody cannot be the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum NewOwnerRefusal {
    /// They have no active account, are blocked in the company, or belong to another one.
    #[refusal(409, "company.owner_unfit", owner_unfit, field = "email")]
    Unfit,
    /// They are the owner already.
    #[refusal(409, "company.owner_same", owner_same, field = "email")]
    Same,
    /// A change waits already.
    #[refusal(409, "company.owner_change_waits", owner_change_waits)]
    Waits,
}

/// A member who may become the owner; `None`: somebody without a company, who joins with the change.
pub(super) async fn fit(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    account: Uuid,
) -> Outcome<Option<Uuid>, NewOwnerRefusal> {
    let Some(found) = membership::of_account(cx, &**tx, account).await? else {
        // Without a row, or with one that disagrees with its seal: the step that adds them tells these apart.
        return Ok(None);
    };
    if found.company().id != company.id() || found.standing().blocked.is_some() {
        return Err(refuse(NewOwnerRefusal::Unfit));
    }
    if found.member().id == company.row().owner_member_id {
        return Err(refuse(NewOwnerRefusal::Same));
    }
    Ok(Some(found.member().id))
}

/// Stores a change that begins.
pub(super) async fn store(cx: &Cx, tx: &Tx, row: owner_change::Model, words: &Words) -> Result<(), Fault> {
    let key = subject::create(cx, tx, row.id).await?;
    let row = owner_change::Model { reason_sealed: words.sealed(cx, &key, row.id)?, ..row };
    owner_change::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Makes the change: the company has another owner, and the one of before becomes what was chosen. Both and the administrators are told.
/// `agreed_by`: the clerk who carries it out, where nobody has agreed before.
pub(super) async fn carry_out(
    cx: &Cx,
    tx: &Tx,
    held: &Locked<'_>,
    change: &owner_change::Model,
    agreed_by: Option<Uuid>,
) -> Outcome<(), NewOwnerRefusal> {
    if held.row().state == CompanyState::Deleted || held.row().owner_member_id != change.from_member {
        return Err(refuse(NewOwnerRefusal::Unfit));
    }
    let people = People::of(cx, tx, held, change).await?;
    let next = match fit(cx, tx, held, change.to_account).await? {
        Some(member) => member,
        // The owner named a user of the company; who has left meanwhile is not brought back by it.
        None if change.kind == OwnerChangeKind::Asked => return Err(refuse(NewOwnerRefusal::Unfit)),
        None => join(cx, tx, held, change).await?,
    };
    let key = subject::key(cx, &**tx, held.id()).await?;
    company::Entity::update_many()
        .col_expr(company::Column::OwnerMemberId, Expr::value(next))
        .col_expr(company::Column::OwnerSeal, Expr::value(seals::of_owner(cx, &key, held.id(), next)?))
        .col_expr(company::Column::Version, ExprTrait::add(Expr::col(company::Column::Version), 1))
        .filter(company::Column::Id.eq(held.id()))
        .exec(&**tx)
        .await?;
    former(cx, tx, held.id(), change).await?;
    let agreed_by = change.agreed_by.or(agreed_by);
    end(cx, tx, change, OwnerChangeState::Done, agreed_by).await?;
    let details = json!({ "member": next, "becomes": change.becomes.word(), "kind": change.kind.word() });
    cx.audit(tx, OWNER_CHANGED.about(held.id()).of_account(change.to_account).with(details)).await?;
    mails::tell_done(cx, tx, held, &people, change.becomes).await?;
    Ok(())
}

/// The new owner joins, without rights of their own: an owner has all.
async fn join(cx: &Cx, tx: &Tx, held: &Locked<'_>, change: &owner_change::Model) -> Outcome<Uuid, NewOwnerRefusal> {
    let Words { first, last, .. } = words(cx, &**tx, change).await?;
    let contact = gatehouse_accounts::contacts::contact(cx, &**tx, change.to_account).await?;
    if contact.is_none() {
        return Err(refuse(NewOwnerRefusal::Unfit));
    }
    let new = NewMember {
        account: change.to_account,
        name: MemberName::new(first, last),
        country: None,
        branch: None,
        rights: Rights::NONE,
        joined_by: JoinedBy::Staff,
    };
    match add_member(cx, tx, held, &new).await {
        Ok(member) => Ok(member),
        Err(Stop::Refused(AddRefusal::HasOne | AddRefusal::NoBranch)) => Err(refuse(NewOwnerRefusal::Unfit)),
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

/// What the owner of before becomes.
async fn former(cx: &Cx, tx: &Tx, company: Uuid, change: &owner_change::Model) -> Result<(), Fault> {
    // Read again: now it names the new owner, so the one of before is a member as others are.
    let held = lock(cx, tx, company).await?.ok_or_else(|| Fault::new("a company went while its owner changed"))?;
    // What an owner alone can have does not outlast that: tokens of the directory, and the way in beside the company's sign-in.
    end_sign_in(cx, tx, company, &[change.from_member]).await?;
    let own = match change.becomes {
        Becomes::AllRights => Rights::ALL,
        Becomes::User => Rights::NONE,
        Becomes::Removed => {
            return match end_membership(cx, tx, &held, change.from_member, Ended::ByStaff).await {
                Ok(()) => Ok(()),
                Err(Stop::Refused(refusal)) => {
                    Err(Fault::new(format!("the owner of before stays: {}", refusal.code())))
                }
                Err(Stop::Broken(fault)) => Err(fault),
            };
        }
    };
    if let Some(before) = member(cx, tx, &held, change.from_member).await? {
        restate(cx, tx, &held, &before, Restated { own: Some(own), ..Restated::default() }).await?;
    }
    Ok(())
}

/// Stops it; `account`: who objected, where it was a person of the company. Those who were told that it would happen are told.
pub(super) async fn stop(
    cx: &Cx,
    tx: &Tx,
    held: &Locked<'_>,
    change: &owner_change::Model,
    account: Option<Uuid>,
) -> Result<(), Fault> {
    end(cx, tx, change, OwnerChangeState::Stopped, change.agreed_by).await?;
    let line = OWNER_CHANGE_STOPPED.about(held.id()).with(json!({ "kind": change.kind.word() }));
    let line = match account {
        Some(account) => line.of_account(account),
        None => line,
    };
    cx.audit(tx, line).await?;
    if change.due_at.is_some() {
        let people = People::of(cx, tx, held, change).await?;
        mails::tell_stopped(cx, tx, held, &people, account.is_some()).await?;
    }
    Ok(())
}

async fn end(
    cx: &Cx,
    tx: &Tx,
    change: &owner_change::Model,
    state: OwnerChangeState,
    agreed_by: Option<Uuid>,
) -> Result<(), Fault> {
    use owner_change::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::AgreedBy, Expr::value(agreed_by))
        .col_expr(Column::Becomes, Expr::value(change.becomes))
        .col_expr(Column::EndedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(change.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The token of the link that stops it, for one of those who are told.
pub(crate) fn objection(cx: &Cx, change: &owner_change::Model, account: Uuid) -> Result<String, Fault> {
    let until = change.due_at.unwrap_or_else(|| cx.now());
    let ids = [change.id, account].map(Uuid::into_bytes).concat();
    sealed_token::seal(cx, OBJECT, until, &ids)
}

/// Which change a token stops, and for whom it was made.
pub(super) fn opened(cx: &Cx, token: &str) -> Option<(Uuid, Uuid)> {
    let ids = sealed_token::open(cx, OBJECT, LONGEST, token)?;
    let (change, account) = ids.split_at_checked(16)?;
    Some((Uuid::from_slice(change).ok()?, Uuid::from_slice(account).ok()?))
}
