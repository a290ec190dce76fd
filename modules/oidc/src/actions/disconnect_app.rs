//! Somebody disconnects an application (ACC-21): what it may, its refresh tokens and its access tokens end at once, and it hears that its
//! person signed out.

use super::logouts::note;
use crate::events;
use crate::tables::{app, family};
use gatehouse_accounts::actions::hold_account::hold_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Why nothing was disconnected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum DisconnectRefusal {
    /// There is no such application, or it is another person's.
    #[refusal(404, "oidc.no_app", refusal_no_app)]
    NoApp,
}

/// Disconnects it.
pub async fn disconnect_app(cx: &Cx, id: Uuid) -> Outcome<(), DisconnectRefusal> {
    let account = cx.actor.account().ok_or(DisconnectRefusal::NoApp).or_refuse()?;
    let tx = cx.begin().await?;
    hold_account(cx, &tx, account).await?.ok_or(DisconnectRefusal::NoApp).or_refuse()?;
    let own = app::Entity::find_by_id(id).filter(app::Column::AccountId.eq(account));
    let row = own.one(&*tx).await?.ok_or(DisconnectRefusal::NoApp).or_refuse()?;
    // Its sign-ins before itself, as where one of them goes on.
    let its = family::Entity::find().filter(family::Column::AppId.eq(id)).lock_exclusive();
    let families = its.all(&*tx).await?;
    note(cx, &tx, &families).await?;
    // Its sign-ins, codes and tokens go with it.
    app::Entity::delete_by_id(id).exec(&*tx).await?;
    cx.audit(&tx, events::DISCONNECTED.about(row.client).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
