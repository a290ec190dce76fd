//! Making and revoking API keys (ALL-7).

use crate::events;
use crate::key_ring::{self, KeyRing};
use crate::model::api_key;
use crate::rights::NotAllowed;
use crate::tables::api_key::{Column, Entity, Model};
use crate::{grant, key_names, rights};
use gatehouse_context::Cx;
use gatehouse_core::text::{code_point, unprintable_in};
use gatehouse_core::{Errors, Fault, Invalid, Moment, OrRefuse as _, Outcome, Refusal, Scopes, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use jiff::ToSpan as _;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use std::sync::Arc;

const LONGEST_NAME: usize = 100;
const LONGEST_LIFE_YEARS: i64 = 10;

/// What the key is for, as it was typed.
#[derive(Clone, Debug)]
pub struct NewApiKey {
    /// In the words of who makes it.
    pub name: String,
    /// At least one of those that the modules declare ([`Scopes`]).
    pub scopes: Vec<String>,
    /// The last day on which it works, `2027-11-21` in the person's time zone; empty: until it is revoked.
    pub expires: String,
}

/// A new key.
#[derive(Debug)]
pub struct MadeKey {
    /// Its id.
    pub id: Uuid,
    /// The key itself, to be shown this once: only its hash is stored.
    pub key: Secret<String>,
}

/// What is wrong with one field of a new key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ApiKeyError {
    /// No name.
    #[refusal(422, "api_key.name_missing", refusal_key_name_missing, field = "name")]
    NameMissing,
    /// More than 100 characters.
    #[refusal(422, "api_key.name_invalid", refusal_name_invalid, field = "name")]
    NameInvalid,
    /// This character is unprintable.
    #[refusal(422, "api_key.name_invalid", refusal_name_unprintable(code_point(*it)), field = "name")]
    NameUnprintable(char),
    /// No scope.
    #[refusal(422, "api_key.scopes_missing", refusal_scopes_missing, field = "scopes")]
    ScopesMissing,
    /// Not a scope.
    #[refusal(422, "api_key.scope_unknown", refusal_scope_unknown, field = "scopes")]
    ScopeUnknown,
    /// Not a day.
    #[refusal(422, "api_key.expiry_invalid", refusal_expiry_invalid, field = "expires")]
    ExpiryInvalid,
    /// A day that is over, or more than ten years away.
    #[refusal(422, "api_key.expiry_out_of_range", refusal_expiry_out_of_range, field = "expires")]
    ExpiryOutOfRange,
}

/// Why no key was made or revoked.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ApiKeyRefusal {
    /// Only administrators.
    NotAllowed(NotAllowed),
    /// There is no such key.
    #[refusal(404, "api_key.not_found", refusal_key_not_found)]
    NotFound,
    /// It was revoked before.
    #[refusal(409, "api_key.already_revoked", refusal_key_revoked)]
    AlreadyRevoked,
    /// The tick is missing.
    #[refusal(422, "api_key.not_confirmed", refusal_not_confirmed, field = "confirm")]
    NotConfirmed,
    /// One or more fields.
    Invalid(Invalid<ApiKeyError>),
}

/// The moment at which the last day is over.
fn end_of(cx: &Cx, day: &str) -> Result<Option<Moment>, ApiKeyError> {
    if day.is_empty() {
        return Ok(None);
    }
    let day: jiff::civil::Date = day.parse().map_err(|_| ApiKeyError::ExpiryInvalid)?;
    let out = |_: jiff::Error| ApiKeyError::ExpiryOutOfRange;
    let end = day.tomorrow().and_then(|next| next.to_zoned(cx.zone.clone())).map_err(out)?;
    let today = cx.now().timestamp().to_zoned(cx.zone.clone());
    let latest = today.checked_add(LONGEST_LIFE_YEARS.years()).map_err(out)?;
    if end <= today || end > latest {
        return Err(ApiKeyError::ExpiryOutOfRange);
    }
    Ok(Some(Moment::from(end.timestamp())))
}

fn rules(cx: &Cx, known: &Scopes, new: &NewApiKey) -> Result<(String, String, Option<Moment>), Invalid<ApiKeyError>> {
    let mut errors = Errors::<ApiKeyError>::default();
    let name = new.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        errors.add(ApiKeyError::NameMissing);
    } else if let Some(character) = unprintable_in(&name) {
        errors.add(ApiKeyError::NameUnprintable(character));
    } else if name.chars().count() > LONGEST_NAME {
        errors.add(ApiKeyError::NameInvalid);
    }
    if new.scopes.is_empty() {
        errors.add(ApiKeyError::ScopesMissing);
    } else if new.scopes.iter().any(|scope| !known.words().any(|word| word == scope)) {
        errors.add(ApiKeyError::ScopeUnknown);
    }
    let scopes: Vec<&str> = known.words().filter(|scope| new.scopes.iter().any(|s| s == scope)).collect();
    let expires = errors.take(end_of(cx, new.expires.trim()));
    errors.finish(|| Ok((name, scopes.join(" "), expires?)))
}

/// Makes a key.
pub async fn create_api_key(cx: &Cx, new: NewApiKey) -> Outcome<MadeKey, ApiKeyRefusal> {
    rights::administrator(cx).or_refuse()?;
    let (name, scopes, expires) = rules(cx, cx.service::<Scopes>()?, &new).or_refuse()?;
    let key = api_key::random(cx.app.random.as_ref());

    let tx = cx.begin().await?;
    let id = cx.id();
    let (key_hash, pepper_version) = key_ring::new_hash(cx, key.expose());
    let name_sealed = key_names::seal(cx, &key_names::opener(cx, &*tx).await?, id, &name)?;
    let mut row = Model {
        id,
        name: String::new(),
        name_sealed: Some(name_sealed),
        key_hash,
        pepper_version,
        prefix: api_key::prefix(key.expose()),
        scopes: scopes.clone(),
        created_by: cx.actor.id(),
        created_at: cx.now().0,
        expires_at: expires.map(|at| at.0),
        revoked_at: None,
        last_used_at: None,
        rights_sealed: None,
    };
    row.rights_sealed = Some(grant::of_key(cx, &*tx, &row).await?);
    let row = row.into_active_model().reset_all();
    Entity::insert(row).exec_without_returning(&*tx).await?;
    let details = serde_json::json!({ "scopes": scopes });
    cx.audit(&tx, events::API_KEY_CREATED.about(id).with(details)).await?;
    tx.commit().await?;
    Ok(MadeKey { id, key })
}

/// Revokes a key: refused at once on this node, on others within [`key_ring::FOLLOWED`].
pub async fn revoke_api_key(cx: &Cx, id: Uuid, confirmed: bool) -> Outcome<(), ApiKeyRefusal> {
    rights::administrator(cx).or_refuse()?;
    if !confirmed {
        return Err(refuse(ApiKeyRefusal::NotConfirmed));
    }
    let ring = Arc::clone(cx.service::<Arc<KeyRing>>()?);
    let tx = cx.begin().await?;
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(cx.now().0))
        .filter(Column::Id.eq(id))
        .filter(Column::RevokedAt.is_null())
        .exec(&*tx)
        .await?
        .rows_affected;
    if revoked == 0 {
        let known = Entity::find_by_id(id).one(&*tx).await?.is_some();
        return Err(refuse(if known { ApiKeyRefusal::AlreadyRevoked } else { ApiKeyRefusal::NotFound }));
    }
    cx.audit(&tx, events::API_KEY_REVOKED.about(id)).await?;
    tx.after_commit(move || ring.forget(id));
    tx.commit().await?;
    Ok(())
}

/// Revokes every key that a member made, with a line of the log for each. Returns how many there were.
pub(super) async fn revoke_keys_of(cx: &Cx, tx: &Tx, member: Uuid) -> Result<usize, Fault> {
    let keys = Entity::find()
        .filter(Column::CreatedBy.eq(member))
        .filter(Column::RevokedAt.is_null())
        .lock_exclusive()
        .all(&**tx)
        .await?;
    for key in &keys {
        let ring = Arc::clone(cx.service::<Arc<KeyRing>>()?);
        Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(cx.now().0))
            .filter(Column::Id.eq(key.id))
            .exec(&**tx)
            .await?;
        cx.audit(tx, events::API_KEY_REVOKED.about(key.id)).await?;
        let id = key.id;
        tx.after_commit(move || ring.forget(id));
    }
    Ok(keys.len())
}
