//! What follows when others tell something: an account that goes, a client that goes.

use super::logouts::note;
use crate::tables::{app, device, family, request, subject};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// An account goes (ACC-17): who it signed in to hears that it signed out, and nothing of it is left here.
pub(crate) async fn account_deleted(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let families = family::Entity::find().filter(family::Column::AccountId.eq(account)).all(&**tx).await?;
    note(cx, tx, &families).await?;
    app::Entity::delete_many().filter(app::Column::AccountId.eq(account)).exec(&**tx).await?;
    device::Entity::delete_many().filter(device::Column::AccountId.eq(account)).exec(&**tx).await?;
    subject::Entity::delete_by_id(account).exec(&**tx).await?;
    Ok(())
}

/// A client goes: for the action that removes it, in its transaction.
pub(crate) async fn client_removed(tx: &Tx, client: Uuid) -> Result<(), Fault> {
    app::Entity::delete_many().filter(app::Column::Client.eq(client)).exec(&**tx).await?;
    request::Entity::delete_many().filter(request::Column::Client.eq(client)).exec(&**tx).await?;
    device::Entity::delete_many().filter(device::Column::Client.eq(client)).exec(&**tx).await?;
    Ok(())
}

/// Whether an account is connected with anything: then it is more than what a company made of it.
pub(crate) async fn has_any(tx: &Tx, account: Uuid) -> Result<bool, Fault> {
    let own = app::Entity::find().filter(app::Column::AccountId.eq(account));
    Ok(own.one(&**tx).await?.is_some())
}
