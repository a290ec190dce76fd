//! A company's logo goes (COM-9): nobody gets its files any more, and a job removes their bytes.

use super::enter::enter;
use crate::events;
use crate::refusals::EnterRefusal;
use crate::rights::{ChangeSettings, Locked};
use crate::tables::company::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Uuid};
use gatehouse_db::Tx;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// Removes it; nothing changes where there is none. `company`: of the page's scope.
pub async fn remove_logo(cx: &Cx, company: Uuid) -> Outcome<(), EnterRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = enter::<ChangeSettings>(cx, &tx, company).await?;
    if locked.row().logo.is_some() {
        replace(cx, &tx, &locked, None, None).await?;
        cx.audit(&tx, events::LOGO_REMOVED.about(locked.id()).of_account(by.account())).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Writes which files are the logo, and removes those of before.
pub(super) async fn replace(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    logo: Option<Uuid>,
    still: Option<Uuid>,
) -> Result<(), Fault> {
    let row = company.row();
    let before: Vec<Uuid> = row.logo.into_iter().chain(row.logo_still).collect();
    if !before.is_empty() {
        gatehouse_files::remove_all(cx, tx, &before).await?;
    }
    let change = Entity::update_many()
        .col_expr(Column::Logo, Expr::value(logo))
        .col_expr(Column::LogoStill, Expr::value(still))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    change.filter(Column::Id.eq(company.id())).exec(&**tx).await?;
    Ok(())
}
