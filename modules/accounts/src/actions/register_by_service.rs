//! Makes an account for somebody for whose address a service vouches (ACC-8). That is the first proof of the address: where a registration
//! waits for its own, what was chosen with it (password, links, sessions) goes, because a stranger may have made it.

use super::confirm::{activate, forget_unproven};
use super::identities::{BUDGET, attach};
use super::known_browsers::Met;
use super::locked;
use super::register::insert;
use super::sign_in::{Entered, Here, let_in};
use crate::model::State;
use crate::model::identity::Identity;
use crate::queries::identities::label;
use crate::queries::sealed::Place;
use crate::queries::{addresses, contacts};
use crate::refusals::ServiceRefusal;
use crate::tables::account::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Makes the account and lets its owner in; with what else they should hear. An address that has an account is refused: there the owner
/// proves it first. `zone`: the browser's.
pub async fn register_by_service(
    cx: &Cx,
    identity: &Identity,
    here: &Here,
    zone: &str,
) -> Outcome<(Entered, Vec<String>), ServiceRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let email = identity.proven_address().ok_or(ServiceRefusal::Over).or_refuse()?;
    let tx = cx.begin().await?;
    let found = contacts::by_address(cx, &*tx, &email).await?;
    if found.as_ref().is_some_and(|row| row.state == State::Active) {
        return Err(refuse(ServiceRefusal::Known));
    }
    let id = match found {
        Some(row) => row.id,
        // Until lately it was somebody's, who may take it back; the mailed link says so there.
        None if addresses::former(cx, &*tx, &email).await?.is_some() => {
            return Err(refuse(ServiceRefusal::Reserved));
        }
        // Another request was faster: then the address has an account, or soon will.
        None => insert(cx, &tx, &email, zone).await?.ok_or(ServiceRefusal::Known).or_refuse()?,
    };
    let row = locked(&tx, id).await?.filter(|row| row.state != State::Active);
    let row = row.ok_or(ServiceRefusal::Known).or_refuse()?;
    let cx = &cx.acting_as(Actor::Account { id });
    forget_unproven(cx, &tx, id).await?;
    let news = activate(cx, &tx, id, None).await?.unwrap_or_default();
    take_name(cx, &tx, id, identity).await?;
    attach(cx, &tx, &row, identity, false).await?;
    let here = Here { service: Some(label(cx, &identity.provider)), ..here.clone() };
    let entered = let_in(cx, &tx, &row, Met::New, &here).await?;
    tx.commit().await?;
    Ok((entered, news))
}

/// A new account has the name that the service told.
pub(super) async fn take_name(cx: &Cx, tx: &Tx, id: Uuid, identity: &Identity) -> Result<(), Fault> {
    let (name, key) = (identity.name(), subject::key(cx, &**tx, id).await?);
    let seal = |place: Place, text: &Option<String>| place.seal_some(cx, &key, id, text.as_deref());
    Entity::update_many()
        .col_expr(Column::FirstNameSealed, Expr::value(seal(Place::FIRST_NAME, &name.first)?))
        .col_expr(Column::LastNameSealed, Expr::value(seal(Place::LAST_NAME, &name.last)?))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}
