//! An administrator of a company switches its notices on and off for themselves (COM-13).

use super::enter::enter;
use crate::events::NOTICES_CHANGED;
use crate::model::notice::{NoticeKind, switched};
use crate::refusals::EnterRefusal;
use crate::rights::Administrator;
use crate::tables::company_member::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Switches on exactly these of those that their rights bring; the others stay as they are. `company`: of the page's scope.
pub async fn choose_notices(cx: &Cx, company: Uuid, on: &[NoticeKind]) -> Outcome<(), EnterRefusal> {
    let tx = cx.begin().await?;
    let (by, locked) = enter::<Administrator>(cx, &tx, company).await?;
    let Some(row) = Entity::find_by_id(by.member()).one(&*tx).await? else { return Ok(()) };
    let own: Vec<NoticeKind> = NoticeKind::of(by.rights()).collect();
    let off = switched(row.notices_off, &own, on);
    if off != row.notices_off {
        Entity::update_many()
            .col_expr(Column::NoticesOff, Expr::value(off))
            .filter(Column::Id.eq(by.member()))
            .exec(&*tx)
            .await?;
        let words = |is_off: bool| -> Vec<&str> {
            own.iter().filter(|kind| kind.is_off(off) == is_off).map(|kind| kind.word()).collect()
        };
        let details = json!({ "member": by.member(), "notices_on": words(false), "notices_off": words(true) });
        cx.audit(&tx, NOTICES_CHANGED.about(locked.id()).of_account(by.account()).with(details)).await?;
    }
    tx.commit().await?;
    Ok(())
}
