//! The owner says what a group of the directory gives (COM-14): rights and a branch. They stand apart from what people are given by hand.

use super::adopt::recalculate;
use crate::enter;
use crate::events::GROUP_MAPPED;
use crate::mails::owner_notice::{self, About};
use crate::model::rights::Rights;
use crate::queries::scim::group_row;
use crate::queries::{branches, seals};
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::{scim_group, scim_group_member};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::json;

/// What was chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MapGroup {
    /// The group.
    pub group: String,
    /// Words of rights.
    pub rights: Vec<String>,
    /// A branch; empty: none.
    pub branch: String,
}

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum MapRefusal {
    /// Only the owner.
    Enter(EnterRefusal),
    /// The directory has removed the group.
    #[refusal(404, "scim.no_group", scim_no_group)]
    NoGroup,
    /// The branch is none of the company's.
    #[refusal(422, "company.no_branch", company_no_branch, field = "branch")]
    NoBranch,
}

/// Changes it; who is in the group has it at once.
pub async fn map_group(cx: &Cx, company: Uuid, form: &MapGroup) -> Outcome<(), MapRefusal> {
    let tx = cx.begin().await?;
    let (_, company) = enter::<Owner>(cx, &tx, company).await.map_err(|stop| stop.map(MapRefusal::Enter))?;
    let Some(row) = group_row(&*tx, company.id(), &form.group).await? else { return Err(refuse(MapRefusal::NoGroup)) };
    let branch = match form.branch.as_str() {
        "" => None,
        id => match Uuid::parse_str(id) {
            Ok(id) if branches::is_of(&*tx, company.id(), id).await? => Some(id),
            _ => return Err(refuse(MapRefusal::NoBranch)),
        },
    };
    let key = subject::key(cx, &*tx, company.id()).await?;
    let before = seals::grouped(&key, &row);
    let rights = Rights::of_words(form.rights.iter().map(String::as_str)).settled(before);
    scim_group::Entity::update_many()
        .col_expr(scim_group::Column::Rights, Expr::value(rights))
        .col_expr(scim_group::Column::RightsSeal, Expr::value(seals::of_group(cx, &key, row.id, rights)?))
        .col_expr(scim_group::Column::BranchId, Expr::value(branch))
        .filter(scim_group::Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    let users = scim_group_member::Entity::find()
        .filter(scim_group_member::Column::GroupId.eq(row.id))
        .select_only()
        .column(scim_group_member::Column::UserId)
        .into_tuple::<Uuid>()
        .all(&*tx)
        .await?;
    recalculate(cx, &tx, &company, &users).await?;
    let details = json!({ "group": row.name, "before": before.words(), "rights": rights.words(), "branch": branch });
    cx.audit(&tx, GROUP_MAPPED.about(company.id()).with(details)).await?;
    owner_notice::queue(cx, &tx, &company, About::GroupChanged(&row.name)).await?;
    tx.commit().await?;
    Ok(())
}
