//! The membership of an account: one statement for the member and the company, read with every page of a customer.

use super::seals;
use crate::model::change::Standing;
use crate::model::rights::Rights;
use crate::model::states::CompanyState;
use crate::tables::{company, company_member};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QuerySelect as _};

/// A membership, its seals checked. Made here only.
#[derive(Clone, Debug)]
pub struct Membership {
    company: company::Model,
    member: company_member::Model,
    is_owner: bool,
}

impl Membership {
    /// The company.
    #[must_use]
    pub const fn company(&self) -> &company::Model {
        &self.company
    }

    /// The member's row.
    #[must_use]
    pub const fn member(&self) -> &company_member::Model {
        &self.member
    }

    /// The account.
    #[must_use]
    pub const fn account(&self) -> Uuid {
        self.member.account_id
    }

    /// How they stand, for the rules.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        standing_of(&self.member, self.is_owner)
    }

    /// Every right that they have.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        self.standing().rights()
    }

    /// Whether they are the owner.
    #[must_use]
    pub const fn is_owner(&self) -> bool {
        self.is_owner
    }

    /// Whether somebody can do anything in it: it is not deleted.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.company.state != CompanyState::Deleted
    }
}

/// How a member of a company stands.
#[must_use]
pub const fn standing_of(row: &company_member::Model, is_owner: bool) -> Standing {
    Standing {
        member: row.id,
        is_owner,
        own: row.rights_own,
        groups: row.rights_groups,
        blocked: match (row.blocked_at, row.blocked_by) {
            (Some(_), Some(by)) => Some(by),
            (Some(_), None) => Some(crate::model::states::BlockedBy::Person),
            (None, _) => None,
        },
    }
}

/// The membership of an account; `None` for who belongs to no company, and where a row disagrees with its seal.
pub async fn of_account<C: ConnectionTrait>(cx: &Cx, conn: &C, account: Uuid) -> Result<Option<Membership>, Fault> {
    let found = company_member::Entity::find()
        .filter(company_member::Column::AccountId.eq(account))
        .join(JoinType::InnerJoin, company_member::Relation::Company.def())
        .select_also(company::Entity)
        .one(conn)
        .await?;
    let Some((member, Some(company))) = found else { return Ok(None) };
    checked(cx, conn, member, company).await
}

/// The member of a company that this transaction holds.
pub(crate) async fn of_member<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: &company::Model,
    member: Uuid,
) -> Result<Option<Membership>, Fault> {
    let own = company_member::Entity::find_by_id(member).filter(company_member::Column::CompanyId.eq(company.id));
    match own.one(conn).await? {
        Some(row) => checked(cx, conn, row, company.clone()).await,
        None => Ok(None),
    }
}

async fn checked<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    member: company_member::Model,
    company: company::Model,
) -> Result<Option<Membership>, Fault> {
    let keys = subject::keys(cx, conn, &[member.id, company.id]).await?;
    let (Some(own), Some(companys)) = (keys.get(&member.id), keys.get(&company.id)) else { return Ok(None) };
    if !seals::holds_member(own, &member) {
        return Ok(None);
    }
    let is_owner = company.owner_member_id == member.id && seals::holds_owner(companys, &company);
    Ok(Some(Membership { company, member, is_owner }))
}
