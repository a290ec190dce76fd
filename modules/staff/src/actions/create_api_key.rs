//! A new API key (ALL-7): who makes it sees it this once.

use crate::actions::grant;
use crate::events;
use crate::model::{api_key, name};
use crate::queries::api_key_names;
use crate::rights::{Administer, NotAllowed, may};
use crate::sessions::api_keys;
use crate::tables::api_key::{Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::text::code_point;
use gatehouse_core::{Errors, Invalid, Moment, OrRefuse as _, Outcome, Refusal, Scopes, Secret, Uuid};
use jiff::ToSpan as _;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

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

/// Why no key was made.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CreateApiKeyRefusal {
    /// Only administrators.
    NotAllowed(NotAllowed),
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
    let name = errors.take(name::clean(
        &new.name,
        ApiKeyError::NameMissing,
        ApiKeyError::NameUnprintable,
        ApiKeyError::NameInvalid,
    ));
    if new.scopes.is_empty() {
        errors.add(ApiKeyError::ScopesMissing);
    } else if new.scopes.iter().any(|scope| !known.words().any(|word| word == scope)) {
        errors.add(ApiKeyError::ScopeUnknown);
    }
    let scopes: Vec<&str> = known.words().filter(|scope| new.scopes.iter().any(|s| s == scope)).collect();
    let expires = errors.take(end_of(cx, new.expires.trim()));
    errors.finish(|| Ok((name?, scopes.join(" "), expires?)))
}

/// Makes a key.
pub async fn create_api_key(cx: &Cx, new: NewApiKey) -> Outcome<MadeKey, CreateApiKeyRefusal> {
    may::<Administer>(cx).or_refuse()?;
    let (name, scopes, expires) = rules(cx, cx.service::<Scopes>()?, &new).or_refuse()?;
    let key = api_key::random(cx.app.random.as_ref());

    let tx = cx.begin().await?;
    let id = cx.id();
    let (key_hash, pepper_version) = api_keys::new_hash(cx, key.expose());
    let name_sealed = api_key_names::seal(cx, &api_key_names::opener(cx, &*tx).await?, id, &name)?;
    let mut row = Model {
        id,
        name: String::new(),
        name_sealed: Some(name_sealed),
        key_hash,
        pepper_version,
        prefix: api_key::prefix(key.expose()),
        scopes: scopes.clone(),
        created_by: cx.actor.id(),
        created_at: cx.now(),
        expires_at: expires,
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
