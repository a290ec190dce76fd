//! Forgets a browser of one's own and ends its sessions (ACC-10). The page asks for a fresh proof before.

use crate::events;
use crate::refusals::AccountRefusal;
use crate::rights::own_account;
use crate::tables::{known_device, session};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Forgets it. Another person's browser is reported as not found.
pub async fn forget_browser(cx: &Cx, browser: Uuid) -> Outcome<(), AccountRefusal> {
    use known_device::{Column, Entity};
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let forgotten = Entity::delete_many().filter(Column::Id.eq(browser)).filter(Column::AccountId.eq(account));
    if forgotten.exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(AccountRefusal::NotFound));
    }
    session::Entity::delete_many()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::DeviceId.eq(browser))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, events::BROWSER_FORGOTTEN.about(account).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
