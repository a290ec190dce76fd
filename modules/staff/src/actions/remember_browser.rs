//! Remembering the browser in which a member has just signed in with both factors, for the member's own sake (ACC-11).

use super::browsers::{DOMAIN, hash, known};
use crate::tables::staff_browser::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::NewToken;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

/// Browsers of one member; the one that was used longest ago makes room.
const MOST: u64 = 20;

/// Notes the browser; returns what its cookie shall hold. A cookie that is not known is never taken over: somebody may have
/// planted it.
pub async fn remember_browser(cx: &Cx, member: Uuid, cookie: Option<&str>) -> Result<Secret<String>, Fault> {
    let tx = cx.begin().await?;
    let kept = match cookie {
        Some(cookie) if seen_again(cx, &tx, member, cookie).await? => Secret::new(cookie.to_owned()),
        _ => note(cx, &tx, member).await?,
    };
    tx.commit().await?;
    Ok(kept)
}

/// Whether the browser is known; it lies under the newest pepper from now on.
async fn seen_again(cx: &Cx, tx: &Tx, member: Uuid, cookie: &str) -> Result<bool, Fault> {
    let Some(known) = known(cx, Some(member), Some(cookie)).await? else { return Ok(false) };
    let update = Entity::update_many()
        .col_expr(Column::LastAt, Expr::value(cx.now()))
        .col_expr(Column::BrowserHash, Expr::value(hash(cx, member, cookie)))
        .filter(Column::Id.eq(known.id));
    Ok(update.exec(&**tx).await?.rows_affected == 1)
}

async fn note(cx: &Cx, tx: &Tx, member: Uuid) -> Result<Secret<String>, Fault> {
    let fresh = NewToken::make(cx, DOMAIN).text;
    let row = ActiveModel {
        id: Set(cx.id()),
        staff_id: Set(member),
        browser_hash: Set(hash(cx, member, fresh.expose())),
        first_at: Set(cx.now()),
        last_at: Set(cx.now()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    let spare: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::StaffId.eq(member))
        .order_by_desc(Column::LastAt)
        .order_by_desc(Column::Id)
        .offset(MOST)
        .limit(MOST)
        .into_tuple()
        .all(&**tx)
        .await?;
    if !spare.is_empty() {
        Entity::delete_many().filter(Column::Id.is_in(spare)).exec(&**tx).await?;
    }
    Ok(fresh)
}
