//! A branch of a company goes (COM-6), which staff do on request: a step inside their transaction, under the company's lock. Its users, open
//! invitations and groups of the directory go to another branch; one that has any does not go without a replacement.

use crate::events::BRANCH_REMOVED;
use crate::queries::branches;
use crate::rights::Locked;
use crate::tables::{branch, company_member, invitation, scim_group};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Why a branch stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RemoveBranchRefusal {
    /// The company has no such branch.
    #[refusal(404, "company.no_such_branch", company_no_branch)]
    NotFound,
    /// It has users: they go to another branch of the company.
    #[refusal(422, "company.branch_replacement", company_branch_replacement, field = "replacement")]
    Replacement,
}

/// Removes it; answers how many users went to the other one.
pub async fn remove_branch(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    branch: Uuid,
    replacement: Option<Uuid>,
) -> Outcome<u64, RemoveBranchRefusal> {
    let id = company.id();
    if !branches::is_of(&**tx, id, branch).await? {
        return Err(refuse(RemoveBranchRefusal::NotFound));
    }
    if let Some(other) = replacement
        && (other == branch || !branches::is_of(&**tx, id, other).await?)
    {
        return Err(refuse(RemoveBranchRefusal::Replacement));
    }
    let moved = {
        use company_member::{Column, Entity};
        let users = Entity::update_many()
            .col_expr(Column::BranchId, Expr::value(replacement))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1));
        let users = users.filter(Column::CompanyId.eq(id)).filter(Column::BranchId.eq(branch));
        users.exec(&**tx).await?.rows_affected
    };
    if moved > 0 && replacement.is_none() {
        // Nothing of it is committed: the caller's transaction ends with the refusal.
        return Err(refuse(RemoveBranchRefusal::Replacement));
    }
    invitation::Entity::update_many()
        .col_expr(invitation::Column::BranchId, Expr::value(replacement))
        .filter(invitation::Column::CompanyId.eq(id))
        .filter(invitation::Column::BranchId.eq(branch))
        .exec(&**tx)
        .await?;
    scim_group::Entity::update_many()
        .col_expr(scim_group::Column::BranchId, Expr::value(replacement))
        .filter(scim_group::Column::CompanyId.eq(id))
        .filter(scim_group::Column::BranchId.eq(branch))
        .exec(&**tx)
        .await?;
    branch::Entity::delete_by_id(branch).exec(&**tx).await?;
    let details = json!({ "branch": branch, "branch_replacement": replacement, "how_many": moved });
    cx.audit(tx, BRANCH_REMOVED.about(id).with(details)).await?;
    Ok(moved)
}
