//! Writing a member's row anew (COM-3, COM-4, COM-12): rights, block, name, country and branch, with the seal of what gives rights and the
//! place of the name. With a block, whoever blocks, the invitations end that the user sent with rights. A step of other actions, which have
//! judged the change by [`crate::model::change`] under the company's lock, and which write the audit line.

use super::add_member::sealed_name;
use super::end_membership::withdraw_invitations;
use super::place;
use crate::model::name::MemberName;
use crate::model::notice;
use crate::model::rights::Rights;
use crate::model::states::BlockedBy;
use crate::queries::membership::{self, Membership};
use crate::queries::seals;
use crate::rights::Locked;
use crate::signals::MembersBlocked;
use crate::tables::company_member::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// What becomes other; the rest stays.
#[derive(Clone, Default)]
pub struct Restated {
    /// The rights that they were given.
    pub own: Option<Rights>,
    /// The rights that groups of the directory give.
    pub groups: Option<Rights>,
    /// By whom they are blocked from now on, or let in again.
    pub blocked: Option<Option<BlockedBy>>,
    /// Another name.
    pub name: Option<MemberName>,
    /// Another country.
    pub country: Option<Option<String>>,
    /// Another branch, which is one of the company's.
    pub branch: Option<Option<Uuid>>,
}

/// A member of a company that this transaction holds; `None` where there is none, or their row disagrees with its seal.
pub async fn member(cx: &Cx, tx: &Tx, company: &Locked<'_>, member: Uuid) -> Result<Option<Membership>, Fault> {
    membership::of_member(cx, &**tx, company.row(), member).await
}

/// Writes it; answers the row as it is now.
pub async fn restate(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    before: &Membership,
    change: Restated,
) -> Result<Model, Fault> {
    let mut row: Model = before.member().clone();
    if row.company_id != company.id() {
        return Err(Fault::new("a member of another company was to be changed"));
    }
    let key = subject::key(cx, &**tx, row.id).await?;
    if let Some(own) = change.own {
        row.rights_own = own;
    }
    if let Some(groups) = change.groups {
        row.rights_groups = groups;
    }
    // Who is given a box gets its notices until they switch them off (COM-13).
    let given = row.rights_own.union(row.rights_groups).without(before.standing().own.union(before.standing().groups));
    row.notices_off = notice::on_again(row.notices_off, given);
    if let Some(by) = change.blocked {
        // A second block goes on from the first.
        row.blocked_at = by.map(|_| row.blocked_at.unwrap_or_else(|| cx.now()));
        row.blocked_by = by;
    }
    if let Some(name) = &change.name {
        row.name_place = place::place(cx, tx, company, row.id, name).await?;
        row.names_sealed = sealed_name(cx, &key, row.id, name)?;
    }
    if let Some(country) = change.country {
        row.country = country;
    }
    if let Some(branch) = change.branch {
        row.branch_id = branch;
    }
    row.version += 1;
    row.rights_seal = seals::of_member(cx, &key, &row)?;
    let change = ActiveModel::from(row.clone()).reset_all();
    Entity::update_many().set(change).filter(Column::Id.eq(row.id)).exec(&**tx).await?;
    if row.blocked_at.is_some() && before.member().blocked_at.is_none() {
        withdraw_invitations(cx, tx, company.id(), &[row.id]).await?;
        cx.raise(tx, MembersBlocked { company: company.id(), members: vec![row.id] }).await?;
    }
    Ok(row)
}
