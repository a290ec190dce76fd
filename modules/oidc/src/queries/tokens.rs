//! Access tokens that come back to us, and refresh tokens as they are looked up.

use crate::model::jwt;
use crate::queries::families;
use crate::queries::keys::keys;
use crate::tables::{family, refresh};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_signin::{bound_token, token};
use sea_orm::entity::prelude::*;
use serde_json::Value;

/// How refresh tokens begin, so that scanners of sources know them.
pub(crate) const REFRESH_START: &str = "ghr_";
/// What keeps the hashes of refresh tokens apart.
pub(crate) const REFRESH: &str = "oidc.refresh";

/// An access token that opens something.
#[derive(Clone, Debug)]
pub struct Access {
    /// The sign-in that it came of.
    pub family: family::Model,
    /// Everything that it says.
    pub claims: Value,
}

impl Access {
    /// A claim that is a text; empty: there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.claims.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The thumbprint of the key to which it is bound.
    #[must_use]
    pub fn jkt(&self) -> Option<&str> {
        self.claims.get("cnf")?.get("jkt")?.as_str()
    }
}

/// An access token of ours that has not ended, of a sign-in that was not revoked.
pub async fn access(cx: &Cx, text: &str) -> Result<Option<Access>, Fault> {
    let keys = keys(cx).await?;
    let Some(claims) = jwt::verified(text, jwt::ACCESS, keys.public()) else { return Ok(None) };
    let said = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let ends = claims.get("exp").and_then(Value::as_i64).unwrap_or_default();
    let origin = cx.app.settings.origin.as_str();
    let audience = claims.get("aud").and_then(Value::as_array);
    let is_for_us = audience.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(origin)));
    if said("iss") != origin || !is_for_us || ends <= cx.now().seconds() {
        return Ok(None);
    }
    let of = said("jti").split_once('.').and_then(|(family, _)| Uuid::parse_str(family).ok());
    let Some(of) = of else { return Ok(None) };
    let family = families::live(cx.read(), of, cx.now()).await?;
    Ok(family.map(|family| Access { family, claims }))
}

/// For whom and for what the refresh tokens of a sign-in are: a row that says otherwise is not believed.
pub(crate) fn binding(family: &family::Model) -> String {
    let jkt = family.jkt.as_deref().unwrap_or("-");
    format!("{} {} {} {jkt}", family.id, family.client, family.allowed)
}

/// The row of a refresh token with its sign-in, however both stand. `None`: there is no such token.
pub async fn refresh<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    text: &str,
) -> Result<Option<(refresh::Model, family::Model)>, Fault> {
    let Some(bound) = text.strip_prefix(REFRESH_START).filter(|bound| bound_token::is_plausible(bound)) else {
        return Ok(None);
    };
    let hashes = token::hashes(cx, REFRESH, bound);
    let row = refresh::Entity::find().filter(refresh::Column::TokenHash.is_in(hashes)).one(conn).await?;
    let Some(row) = row else { return Ok(None) };
    let Some(family) = family::Entity::find_by_id(row.family_id).one(conn).await? else { return Ok(None) };
    if !bound_token::is_for(cx, REFRESH, bound, family.account_id, &binding(&family)) {
        tracing::error!(family = %family.id, "a refresh token was pointed at another sign-in, and is refused");
        return Ok(None);
    }
    Ok(Some((row, family)))
}
