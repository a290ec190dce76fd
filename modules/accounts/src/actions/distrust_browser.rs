//! A browser of one's own is asked for the second step again (ACC-9). The page asks for a fresh proof before.

use crate::events;
use crate::refusals::AccountRefusal;
use crate::rights::own_account;
use crate::tables::known_device::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Takes the trust back. Another person's browser, and one that is not trusted, is reported as not found.
pub async fn distrust_browser(cx: &Cx, browser: Uuid) -> Outcome<(), AccountRefusal> {
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let changed = Entity::update_many()
        .col_expr(Column::TrustedUntil, Expr::value(None::<Moment>))
        .filter(Column::Id.eq(browser))
        .filter(Column::AccountId.eq(account))
        .filter(Column::TrustedUntil.is_not_null())
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Err(refuse(AccountRefusal::NotFound));
    }
    cx.audit(&tx, events::BROWSER_DISTRUSTED.about(account).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
