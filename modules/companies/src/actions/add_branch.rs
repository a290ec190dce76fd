//! A branch of a company (COM-6), which staff add on request: a step inside their transaction, under the company's lock.

use crate::events::BRANCH_ADDED;
use crate::model::name::plain_key;
use crate::rights::Locked;
use crate::tables::branch::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::text::one_line;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// The longest name, in characters.
pub const LONGEST: usize = 100;

/// Why there is no such branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum BranchRefusal {
    /// It needs a name of up to 100 characters.
    #[refusal(422, "company.branch_name", company_branch_name, field = "branch")]
    Name,
    /// There is one of this name.
    #[refusal(409, "company.branch_taken", company_branch_taken, field = "branch")]
    Taken,
}

/// Adds it; answers the branch.
pub async fn add_branch(cx: &Cx, tx: &Tx, company: &Locked<'_>, name: &str) -> Outcome<Uuid, BranchRefusal> {
    let name = one_line(name).map_err(|_| BranchRefusal::Name).or_refuse()?;
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(refuse(BranchRefusal::Name));
    }
    let key = plain_key(&name);
    let same = Entity::find().filter(Column::CompanyId.eq(company.id())).filter(Column::NameKey.eq(key.as_str()));
    if same.one(&**tx).await?.is_some() {
        return Err(refuse(BranchRefusal::Taken));
    }
    let id = cx.id();
    let row = ActiveModel { id: Set(id), company_id: Set(company.id()), name_key: Set(key), name: Set(name) };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    cx.audit(tx, BRANCH_ADDED.about(company.id()).with(json!({ "branch": id }))).await?;
    Ok(id)
}
