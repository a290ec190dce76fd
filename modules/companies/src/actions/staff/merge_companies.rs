//! Two companies that are one become one: the users of the double go into the other company, its word leads there, and the double ends. Two
//! members of the staff decide it ([`super::proposals`]).
//!
//! A user keeps the id, so what they wrote stays theirs; each module moves what it has of them ([`MemberCarriedOver`]) and of the company
//! ([`CompanyMerged`]). Rights do not come along: who may what, the owner of the company that is left says, and its directory for whom it
//! names. Invitations, requests to join, domains, the own sign-in and the directory of the double end.

use super::steps::{CompanyRefusal, held, widened};
use crate::actions::add_branch::add_branch;
use crate::actions::place::place;
use crate::actions::purge_company::{drop_tables, forget_whole_directory};
use crate::actions::scim::adopt::adopt;
use crate::events::{JOINED, MERGE_PROPOSED, MERGED};
use crate::mails::merged as mails;
use crate::model::name::plain_key;
use crate::model::proposed::Proposed;
use crate::model::rights::Rights;
use crate::model::states::{BlockedBy, InvitationState, JoinState, JoinedBy};
use crate::queries::members::name_of;
use crate::queries::{owner_changes, seals};
use crate::rights::Locked;
use crate::rights::staff::{CompaniesDecide, NotAllowed, may, member};
use crate::signals::{CompanyMerged, CompanyPurged, MemberCarriedOver};
use crate::tables::{
    branch, carry_over, company, company_member, company_slug, former_member, invitation, join_request, scim_user,
};
use gatehouse_accounts::contacts;
use gatehouse_approval::{NewProposal, propose};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use serde_json::json;
use std::collections::HashMap;

/// The most users of a double: all of them move in one transaction.
pub const MOST: u64 = 500;

/// Why two companies stay two.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum MergeRefusal {
    /// Not the role.
    NotAllowed(NotAllowed),
    /// One of them.
    Company(CompanyRefusal),
    /// They are the same.
    #[refusal(422, "company.merge_same", staff_merge_same, field = "into")]
    Same,
    /// The double has too many users.
    #[refusal(409, "company.merge_too_many", staff_merge_too_many(i64::try_from(MOST).unwrap_or(i64::MAX)))]
    TooMany,
    /// A change of the double's owner waits.
    #[refusal(409, "company.owner_change_waits", owner_change_waits)]
    OwnerChange,
    /// The same waits already.
    #[refusal(409, "company.merge_proposed", staff_merge_proposed)]
    Proposed,
}

/// Proposes it; answers the proposal.
pub async fn propose_merge(cx: &Cx, from: Uuid, into: Uuid, owner_keeps_rights: bool) -> Outcome<Uuid, MergeRefusal> {
    may::<CompaniesDecide>(cx).or_refuse()?;
    member(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let (held, _) = held_both(cx, &tx, from, into).await?;
    may_end(&tx, held.id()).await?;
    let change = Proposed::Merge { from, into, owner_keeps_rights };
    let new = NewProposal {
        id: cx.id(),
        kind: change.kind(),
        about: from,
        things: 1,
        weight: 1,
        contents: serde_json::to_value(&change)?,
        words_sealed: None,
    };
    let Some(proposal) = propose(cx, &tx, new).await? else { return Err(refuse(MergeRefusal::Proposed)) };
    cx.audit(&tx, MERGE_PROPOSED.about(from).with(json!({ "proposal": proposal, "into": into }))).await?;
    tx.commit().await?;
    Ok(proposal)
}

/// Both of them, held in the order of their ids: the double and the one that is left.
pub(super) async fn held_both<'t>(
    cx: &Cx,
    tx: &'t Tx,
    from: Uuid,
    into: Uuid,
) -> Outcome<(Locked<'t>, Locked<'t>), MergeRefusal> {
    if from == into {
        return Err(refuse(MergeRefusal::Same));
    }
    let first = held(cx, tx, from.min(into), None).await.map_err(widened)?;
    let second = held(cx, tx, from.max(into), None).await.map_err(widened)?;
    Ok(if from < into { (first, second) } else { (second, first) })
}

async fn may_end(tx: &Tx, from: Uuid) -> Outcome<(), MergeRefusal> {
    let users = company_member::Entity::find().filter(company_member::Column::CompanyId.eq(from)).count(&**tx).await?;
    if users > MOST {
        return Err(refuse(MergeRefusal::TooMany));
    }
    if owner_changes::waiting(&**tx, from).await?.is_some() {
        return Err(refuse(MergeRefusal::OwnerChange));
    }
    Ok(())
}

/// Makes it; answers how many users moved.
pub(super) async fn merge(
    cx: &Cx,
    tx: &Tx,
    from: &Locked<'_>,
    into: &Locked<'_>,
    owner_keeps_rights: bool,
) -> Outcome<usize, MergeRefusal> {
    may_end(tx, from.id()).await?;
    let branches = branches(cx, tx, from.id(), into).await?;
    let users = company_member::Entity::find()
        .filter(company_member::Column::CompanyId.eq(from.id()))
        .order_by_asc(company_member::Column::Id)
        .all(&**tx)
        .await?;
    let mut lines = Vec::with_capacity(users.len());
    for user in &users {
        let is_owner = user.id == from.row().owner_member_id;
        let rights = if is_owner && owner_keeps_rights { Rights::ALL } else { Rights::NONE };
        let branch = user.branch_id.and_then(|branch| branches.get(&branch).copied());
        carry(cx, tx, into, user, (rights, branch)).await?;
        let details = json!({ "member": user.id, "joined_by": JoinedBy::Staff.word(), "rights": rights.words() });
        lines.push((cx, JOINED.about(into.id()).of_account(user.account_id).with(details)));
    }
    Cx::audit_each(tx, lines).await?;
    let details = json!({ "name": from.row().name, "how_many": users.len() });
    cx.audit(tx, MERGED.about(into.id()).with(details)).await?;
    cx.raise(tx, CompanyMerged { from: from.id(), into: into.id() }).await?;
    let accounts: Vec<Uuid> = users.iter().map(|user| user.account_id).collect();
    mails::tell(cx, tx, (from, into), &accounts).await?;
    end(cx, tx, from.id(), into.id()).await?;
    // The double's directory is gone with what it gave; whom the other company's names too, has what that one gives.
    let awaited = scim_user::Entity::find().filter(scim_user::Column::CompanyId.eq(into.id()));
    let awaited = awaited.filter(scim_user::Column::MemberId.is_null()).one(&**tx).await?;
    // A few queries for each, and only where that directory waits for somebody.
    if awaited.is_some() {
        let found = contacts::contacts(cx, &**tx, &accounts).await?;
        for user in &users {
            let Some(contact) = found.get(&user.account_id) else { continue };
            adopt(cx, tx, into, user.id, &contact.to.email).await?;
        }
    }
    Ok(users.len())
}

/// The branches of the double by those of the other company with the same name; what it lacks, it gets.
async fn branches(cx: &Cx, tx: &Tx, from: Uuid, into: &Locked<'_>) -> Result<HashMap<Uuid, Uuid>, Fault> {
    use branch::{Column, Entity};
    let (theirs, ours) = (
        Entity::find().filter(Column::CompanyId.eq(from)).all(&**tx).await?,
        Entity::find().filter(Column::CompanyId.eq(into.id())).all(&**tx).await?,
    );
    let mut found = HashMap::new();
    for branch in theirs {
        let key = plain_key(&branch.name);
        let same = ours.iter().find(|own| own.name_key == key).map(|own| own.id);
        let own = match same {
            Some(own) => own,
            None => match add_branch(cx, tx, into, &branch.name).await {
                Ok(own) => own,
                Err(Stop::Refused(refusal)) => {
                    return Err(Fault::new(format!("a branch finds no place: {}", refusal.code())));
                }
                Err(Stop::Broken(fault)) => return Err(fault),
            },
        };
        found.insert(branch.id, own);
    }
    Ok(found)
}

/// A user goes into the other company: the row keeps its id and its name, and gets place, rights and seal anew.
async fn carry(
    cx: &Cx,
    tx: &Tx,
    into: &Locked<'_>,
    user: &company_member::Model,
    (rights, branch): (Rights, Option<Uuid>),
) -> Result<(), Fault> {
    use company_member::{ActiveModel, Column, Entity};
    let keys = subject::keys(cx, &**tx, &[user.id]).await?;
    let Some(key) = keys.get(&user.id) else { return Err(Fault::new("a user of a double has no key")) };
    let name = name_of(Some(key), user)?;
    let mut row = user.clone();
    row.company_id = into.id();
    row.branch_id = branch;
    row.name_place = place(cx, tx, into, user.id, &name).await?;
    row.rights_own = rights;
    row.rights_groups = Rights::NONE;
    // The directory that blocked them is gone; an administrator lets them in.
    row.blocked_by = row.blocked_by.map(|_| BlockedBy::Person);
    row.version += 1;
    row.rights_seal = seals::of_member(cx, key, &row)?;
    let (company, id) = (row.company_id, row.id);
    Entity::update_many().set(ActiveModel::from(row).reset_all()).filter(Column::Id.eq(id)).exec(&**tx).await?;
    cx.raise(tx, MemberCarriedOver { company, from: id, to: id }).await
}

/// What is left of the double: its former users and its words go to the other company, the rest ends.
async fn end(cx: &Cx, tx: &Tx, from: Uuid, into: Uuid) -> Result<(), Fault> {
    former_member::Entity::update_many()
        .col_expr(former_member::Column::CompanyId, Expr::value(into))
        .filter(former_member::Column::CompanyId.eq(from))
        .exec(&**tx)
        .await?;
    carry_over::Entity::update_many()
        .col_expr(carry_over::Column::CompanyId, Expr::value(into))
        .filter(carry_over::Column::CompanyId.eq(from))
        .exec(&**tx)
        .await?;
    company_slug::Entity::update_many()
        .col_expr(company_slug::Column::Current, Expr::value(false))
        .col_expr(company_slug::Column::CompanyId, Expr::value(into))
        .filter(company_slug::Column::CompanyId.eq(from))
        .exec(&**tx)
        .await?;
    invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(InvitationState::Withdrawn))
        .filter(invitation::Column::CompanyId.eq(from))
        .filter(invitation::Column::State.is_in([InvitationState::Sent, InvitationState::Registered]))
        .exec(&**tx)
        .await?;
    join_request::Entity::update_many()
        .col_expr(join_request::Column::State, Expr::value(JoinState::Expired))
        .col_expr(join_request::Column::EndsAt, Expr::value(cx.now()))
        .filter(join_request::Column::CompanyId.eq(from))
        .filter(join_request::Column::State.eq(JoinState::Pending))
        .exec(&**tx)
        .await?;
    cx.raise(tx, CompanyPurged { company: from }).await?;
    forget_whole_directory(cx, tx, from).await?;
    drop_tables(tx, from).await?;
    company::Entity::delete_by_id(from).exec(&**tx).await?;
    subject::destroy(cx, tx, from).await
}
