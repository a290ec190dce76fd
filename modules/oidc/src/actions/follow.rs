//! What follows when others tell something: an account that goes, sessions that were ended as a whole, a client that goes.

use super::logouts::note;
use crate::model::client::ClientKind;
use crate::model::terms;
use crate::queries::apps;
use crate::tables::{app, client, device, family, request, subject};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// An account goes (ACC-17): who it signed in to hears that it signed out, and nothing of it is left here.
pub(crate) async fn account_deleted(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let families = family::Entity::find().filter(family::Column::AppId.in_subquery(apps::ids(account)));
    let families = families.all(&**tx).await?;
    note(cx, tx, &families).await?;
    app::Entity::delete_many().filter(app::Column::AccountId.eq(account)).exec(&**tx).await?;
    device::Entity::delete_many().filter(device::Column::AccountId.eq(account)).exec(&**tx).await?;
    subject::Entity::delete_by_id(account).exec(&**tx).await?;
    Ok(())
}

/// The sessions of an account were ended as a whole: what sites and apps were let in to by them ends, also where it goes on without a session
/// (ACC-10, ACC-13). `kept`: the session that goes on. Products that were connected stay so, as the devices of licenses do. The clients hear
/// of it where they hear of each session that ends.
pub(crate) async fn sessions_ended(cx: &Cx, tx: &Tx, account: Uuid, kept: Option<Uuid>) -> Result<(), Fault> {
    use family::{Column, Entity};
    let products = Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .and_where(client::Column::Kind.eq(ClientKind::Device))
        .to_owned();
    let is_other = kept.map(|kept| Condition::any().add(Column::SessionId.is_null()).add(Column::SessionId.ne(kept)));
    let ending = Entity::find()
        .filter(Condition::all().add(Column::AppId.in_subquery(apps::ids(account))).add_option(is_other))
        .filter(Column::Client.not_in_subquery(products))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(cx.now()));
    // Held in one order, as where ended sessions are noted.
    let ending = ending.order_by_asc(Column::Id).lock_exclusive().all(&**tx).await?;
    if ending.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(cx.now()))
        .col_expr(Column::ExpiresAt, Expr::value(cx.now().plus(terms::REVOKED)))
        .filter(Column::Id.is_in(ending.iter().map(|family| family.id)))
        .exec(&**tx)
        .await?;
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
