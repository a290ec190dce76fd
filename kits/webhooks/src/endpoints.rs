//! An endpoint is made, changed, switched off, given another secret, removed. The steps of actions: who may do so is judged by the caller.

use crate::events;
use crate::model::entry::{Entry, EntryError};
use crate::model::secret::{self, OVERLAP};
use crate::sealed::{self, MOST};
use crate::tables::delivery;
use crate::tables::endpoint::{ActiveModel, Column, Entity, Model, State};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Invalid, Moment, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_reach::Reach;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _, Set};

/// Why an endpoint is not made or changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum EndpointRefusal {
    /// There is no such endpoint.
    #[refusal(404, "webhook.not_found", refusal_not_found)]
    NotFound,
    /// Somebody else changed it meanwhile.
    #[refusal(412, "webhook.changed_meanwhile", refusal_changed_meanwhile)]
    ChangedMeanwhile,
    /// There are [`MOST`] already.
    #[refusal(409, "webhook.too_many", refusal_too_many(MOST))]
    TooMany,
    /// The tick is missing.
    #[refusal(422, "webhook.not_confirmed", refusal_not_confirmed, field = "confirm")]
    NotConfirmed,
    /// One or more fields.
    Invalid(Invalid<EntryError>),
}

/// A new endpoint, or one with a new secret.
#[derive(Debug)]
pub struct Made {
    /// Its id.
    pub id: Uuid,
    /// The secret, to be shown this once.
    pub secret: Secret<String>,
}

/// The endpoint's row, held until the transaction ends.
pub(crate) async fn locked(tx: &Tx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}

/// Makes one, which is told nothing until it has proven itself. `known`: every published type.
pub async fn create(cx: &Cx, tx: &Tx, entry: &Entry, known: &[&'static str]) -> Outcome<Made, EndpointRefusal> {
    let read = entry.read(cx.app.services.find::<Reach>(), known).or_refuse()?;
    if Entity::find().count(&**tx).await? >= MOST {
        return Err(refuse(EndpointRefusal::TooMany));
    }
    let (id, secret) = (cx.id(), secret::random(cx.app.random.as_ref()));
    let opener = sealed::opener(cx, &**tx).await?;
    let (name_sealed, url_sealed) = sealed::seal(cx, &opener, id, (&read.name, &read.url))?;
    let row = Model {
        id,
        name_sealed,
        url_sealed,
        key_sealed: sealed::seal_key(cx, &opener, id, &secret)?,
        old_key_sealed: None,
        old_key_until: None,
        types: read.types.clone(),
        state: State::New,
        why: None,
        last_sequence: 0,
        failures: 0,
        failing_since: None,
        next_at: Moment(0),
        lease_until: Moment(0),
        lease_by: None,
        created_by: cx.actor.id(),
        created_at: cx.now(),
        version: 1,
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    let types: Vec<&str> = read.types.split(' ').collect();
    cx.audit(tx, events::CREATED.about(id).with(serde_json::json!({ "types": types }))).await?;
    Ok(Made { id, secret })
}

/// Changes name, address and types. Another address has to prove itself before it is told anything. `version`: what the caller has seen.
pub async fn change(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    version: Option<i64>,
    (entry, known): (&Entry, &[&'static str]),
) -> Outcome<(), EndpointRefusal> {
    let read = entry.read(cx.app.services.find::<Reach>(), known).or_refuse()?;
    let row = locked(tx, id).await?.ok_or(EndpointRefusal::NotFound).or_refuse()?;
    if version.is_some_and(|seen| seen != row.version) {
        return Err(refuse(EndpointRefusal::ChangedMeanwhile));
    }
    let opener = sealed::opener(cx, &**tx).await?;
    let is_moved = sealed::url(&opener, &row)? != read.url;
    if !is_moved && sealed::name(&opener, &row)? == read.name && row.types == read.types {
        return Ok(());
    }
    let (name_sealed, url_sealed) = sealed::seal(cx, &opener, id, (&read.name, &read.url))?;
    let mut new = ActiveModel {
        name_sealed: Set(name_sealed),
        url_sealed: Set(url_sealed),
        types: Set(read.types.clone()),
        ..Default::default()
    };
    if is_moved {
        new.state = Set(State::New);
        new.why = Set(None);
    }
    write(tx, &row, new).await?;
    let types: Vec<&str> = read.types.split(' ').collect();
    cx.audit(tx, events::CHANGED.about(id).with(serde_json::json!({ "types": types }))).await?;
    Ok(())
}

/// Gives it another secret. The one before signs beside it for [`OVERLAP`]; one that was before that ends at once.
pub async fn rotate(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<Made, EndpointRefusal> {
    let row = locked(tx, id).await?.ok_or(EndpointRefusal::NotFound).or_refuse()?;
    let opener = sealed::opener(cx, &**tx).await?;
    let secret = secret::random(cx.app.random.as_ref());
    let new = ActiveModel {
        old_key_sealed: Set(Some(sealed::seal_old_key(cx, &opener, &row)?)),
        old_key_until: Set(Some(cx.now().plus(OVERLAP))),
        key_sealed: Set(sealed::seal_key(cx, &opener, id, &secret)?),
        ..Default::default()
    };
    write(tx, &row, new).await?;
    cx.audit(tx, events::SECRET_ROTATED.about(id)).await?;
    Ok(Made { id, secret })
}

/// Switches it off: nothing is collected for it and nothing is sent. One that is off already stays so.
pub async fn switch_off(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<(), EndpointRefusal> {
    let row = locked(tx, id).await?.ok_or(EndpointRefusal::NotFound).or_refuse()?;
    if row.state == State::Off {
        return Ok(());
    }
    let new = ActiveModel { state: Set(State::Off), why: Set(None), ..Default::default() };
    write(tx, &row, new).await?;
    cx.audit(tx, events::SWITCHED_OFF.about(id)).await?;
    Ok(())
}

/// Removes it with everything that it was told and was to be told.
pub async fn remove(cx: &Cx, tx: &Tx, id: Uuid, confirmed: bool) -> Outcome<(), EndpointRefusal> {
    if !confirmed {
        return Err(refuse(EndpointRefusal::NotConfirmed));
    }
    locked(tx, id).await?.ok_or(EndpointRefusal::NotFound).or_refuse()?;
    delivery::Entity::delete_many().filter(delivery::Column::EndpointId.eq(id)).exec(&**tx).await?;
    Entity::delete_by_id(id).exec(&**tx).await?;
    cx.audit(tx, events::REMOVED.about(id)).await?;
    Ok(())
}

/// Writes what `new` sets to a row that is held, as a new version.
pub(crate) async fn write(tx: &Tx, row: &Model, new: ActiveModel) -> Result<(), Fault> {
    let new = ActiveModel { version: Set(row.version + 1), ..new };
    Entity::update_many().set(new).filter(Column::Id.eq(row.id)).exec(&**tx).await?;
    Ok(())
}
