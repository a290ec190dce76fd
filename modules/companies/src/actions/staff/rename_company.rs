//! A company gets another name on request (COM-10). Its word in addresses follows the name; the words of before go on leading to it, for its
//! users. The owner is told.

use super::steps::{CompanyRefusal, held, read_name};
use crate::actions::found::take_slug;
use crate::events::RENAMED;
use crate::mails::company_changed::{self, Told};
use crate::model::name::name_key;
use crate::model::slug::of_name;
use crate::queries::companies;
use crate::rights::Locked;
use crate::rights::staff::{CompaniesWrite, may};
use crate::tables::{company, company_slug};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Renames a company that is still at `expected` (`None`: whatever it is at).
pub async fn rename_company(cx: &Cx, id: Uuid, expected: Option<i64>, name: &str) -> Outcome<Uuid, CompanyRefusal> {
    may::<CompaniesWrite>(cx).or_refuse()?;
    let name = read_name(name).or_refuse()?;
    let tx = cx.begin().await?;
    let held = held(cx, &tx, id, expected).await?;
    if held.row().name != name {
        write(cx, &tx, &held, &name).await?;
        let before = held.row().name.as_str();
        cx.audit(&tx, RENAMED.about(id).with(json!({ "name": name, "name_before": before }))).await?;
        company_changed::queue(cx, &tx, &held, &Told::Renamed { before, now: &name }).await?;
    }
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn write(cx: &Cx, tx: &Tx, held: &Locked<'_>, name: &str) -> Result<(), Fault> {
    use company::Column;
    let row = held.row();
    let slug = if of_name(name) == of_name(&row.name) { row.slug.clone() } else { word(cx, tx, held, name).await? };
    company::Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::NameKey, Expr::value(name_key(name)))
        .col_expr(Column::Slug, Expr::value(slug))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// The word of the new name: one that the company had before is taken again, others are new.
async fn word(cx: &Cx, tx: &Tx, held: &Locked<'_>, name: &str) -> Result<String, Fault> {
    use company_slug::{Column, Entity};
    let wanted = of_name(name);
    if !companies::is_word_of(&**tx, held.id(), &wanted).await? {
        return take_slug(cx, tx, held.id(), name).await;
    }
    let set = |current: bool| Entity::update_many().col_expr(Column::Current, Expr::value(current));
    set(false).filter(Column::CompanyId.eq(held.id())).exec(&**tx).await?;
    set(true).filter(Column::Slug.eq(wanted.as_str())).exec(&**tx).await?;
    Ok(wanted)
}
