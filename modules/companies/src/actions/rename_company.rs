//! Another name of a company (COM-10): staff give it on request. Its address gets the word of the new name; the one of before goes on leading
//! there.

use super::found::take_slug;
use super::lock::lock;
use crate::events::RENAMED;
use crate::model::name::{LONGEST_COMPANY, name_key};
use crate::model::slug::of_name;
use crate::model::states::CompanyState;
use crate::tables::company::{Column, Entity};
use gatehouse_context::{Cx, Right};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Role, Uuid, refuse};
use gatehouse_web::{NotAllowed, may};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Giving companies other names.
pub enum RenameCompany {}

impl Right for RenameCompany {
    const ROLES: &'static [Role] = &[Role::Support, Role::Licensing];
    const SCOPE: Option<&'static str> = None;
}

/// Why the name stays.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RenameRefusal {
    /// The actor may not.
    NotAllowed(NotAllowed),
    /// There is no such company, or it was deleted.
    #[refusal(404, "company.not_found", company_not_found)]
    NotFound,
    /// It needs a name of up to 200 characters.
    #[refusal(422, "company.name", company_name_wanted, field = "name")]
    Name,
}

/// Gives it.
pub async fn rename_company(cx: &Cx, company: Uuid, name: &str) -> Outcome<(), RenameRefusal> {
    may::<RenameCompany>(cx).or_refuse()?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_COMPANY || name.chars().any(char::is_control) {
        return Err(refuse(RenameRefusal::Name));
    }
    let tx = cx.begin().await?;
    let found = lock(cx, &tx, company).await?.filter(|found| found.row().state != CompanyState::Deleted);
    let Some(found) = found else { return Err(refuse(RenameRefusal::NotFound)) };
    let before = found.row();
    if before.name == name {
        return Ok(());
    }
    let slug = if of_name(&before.name) == of_name(name) {
        before.slug.clone()
    } else {
        take_slug(cx, &tx, company, name).await?
    };
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::NameKey, Expr::value(name_key(name)))
        .col_expr(Column::Slug, Expr::value(slug))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(company))
        .exec(&*tx)
        .await?;
    let details = json!({ "company_name": name, "company_name_before": before.name });
    cx.audit(&tx, RENAMED.about(company).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
