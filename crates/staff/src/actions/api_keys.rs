//! Making and revoking API keys (ALL-7).

use crate::key_ring::{self, KeyRing};
use crate::model::api_key::{self, SCOPES};
use crate::refusals::{ApiKeyError, ApiKeyRefusal};
use crate::tables::api_key::{Column, Entity, Model};
use crate::{grant, key_names, rights};
use gatehouse_core::text::unprintable_in;
use gatehouse_core::{Fault, Moment, Outcome, Secret, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx, Tx};
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
    /// At least one of [`SCOPES`].
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

fn rules(cx: &Cx, new: &NewApiKey) -> Result<(String, String, Option<Moment>), Vec<ApiKeyError>> {
    let mut faults = Vec::new();
    let name = new.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        faults.push(ApiKeyError::NameMissing);
    } else if let Some(character) = unprintable_in(&name) {
        faults.push(ApiKeyError::NameUnprintable(character));
    } else if name.chars().count() > LONGEST_NAME {
        faults.push(ApiKeyError::NameInvalid);
    }
    if new.scopes.is_empty() {
        faults.push(ApiKeyError::ScopesMissing);
    } else if new.scopes.iter().any(|scope| !SCOPES.contains(&scope.as_str())) {
        faults.push(ApiKeyError::ScopeUnknown);
    }
    let scopes: Vec<&str> = SCOPES.into_iter().filter(|scope| new.scopes.iter().any(|s| s == scope)).collect();
    let expires = end_of(cx, new.expires.trim()).unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    if faults.is_empty() { Ok((name, scopes.join(" "), expires)) } else { Err(faults) }
}

/// Makes a key.
pub async fn create_api_key(cx: &Cx, new: NewApiKey) -> Outcome<MadeKey, ApiKeyRefusal> {
    rights::administrator(cx).map_err(|refusal| refuse(refusal.into()))?;
    let (name, scopes, expires) = rules(cx, &new).map_err(|faults| refuse(ApiKeyRefusal::Invalid(faults)))?;
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
    cx.audit(&tx, AuditEntry::new("api_key.created", "api_key", Some(id)).with(details)).await?;
    tx.commit().await?;
    Ok(MadeKey { id, key })
}

/// Revokes a key: refused at once on this node, on others within [`key_ring::FOLLOWED`].
pub async fn revoke_api_key(cx: &Cx, id: Uuid) -> Outcome<(), ApiKeyRefusal> {
    rights::administrator(cx).map_err(|refusal| refuse(refusal.into()))?;
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
    cx.audit(&tx, AuditEntry::new("api_key.revoked", "api_key", Some(id))).await?;
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
        cx.audit(tx, AuditEntry::new("api_key.revoked", "api_key", Some(key.id))).await?;
        let id = key.id;
        tx.after_commit(move || ring.forget(id));
    }
    Ok(keys.len())
}
