//! The tokens of a sign-in: steps of the actions that hand them out. An access token is a signed one for fifteen minutes (RFC 9068), which we
//! believe only as long as its sign-in is not revoked; a refresh token is random, and says itself for whom it is.

use crate::model::client::{Client, IdTokenAlg};
use crate::model::request_check::{OPENID, has};
use crate::model::{jwt, terms};
use crate::queries::keys::Keys;
use crate::queries::tokens::{REFRESH, REFRESH_START, binding};
use crate::tables::{family, refresh};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, SECOND, Secret};
use gatehouse_db::Tx;
use gatehouse_signin::{bound_token, token};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde_json::{Value, json};

/// What a client gets.
pub struct Tokens {
    access: String,
    scope: String,
    is_bound: bool,
    refresh: Option<Secret<String>>,
    id: Option<String>,
}

impl Tokens {
    /// The answer (RFC 6749 §5.1).
    #[must_use]
    pub fn answer(&self) -> Value {
        let mut answer = json!({
            "access_token": self.access,
            "token_type": if self.is_bound { "DPoP" } else { "Bearer" },
            "expires_in": terms::ACCESS / SECOND,
            "scope": self.scope,
        });
        if let Some(refresh) = &self.refresh {
            answer["refresh_token"] = refresh.expose().as_str().into();
        }
        if let Some(id) = &self.id {
            answer["id_token"] = id.as_str().into();
        }
        answer
    }
}

/// Of which sign-in, and for whom.
pub(super) struct Of<'a> {
    /// The client.
    pub client: &'a Client,
    /// The sign-in.
    pub family: &'a family::Model,
    /// What the client calls the account.
    pub sub: &'a str,
    /// Scopes of the access token.
    pub scope: &'a str,
    /// What the client wants to find in the ID token.
    pub nonce: Option<&'a str>,
}

/// Makes them.
pub(super) fn make(cx: &Cx, keys: &Keys, of: &Of<'_>, refresh: Option<Secret<String>>) -> Result<Tokens, Fault> {
    let access = access(cx, keys, of)?;
    let id = if has(of.scope, OPENID) { Some(id_token(cx, keys, of, &access)?) } else { None };
    Ok(Tokens { access, scope: of.scope.to_owned(), is_bound: of.family.jkt.is_some(), refresh, id })
}

fn access(cx: &Cx, keys: &Keys, of: &Of<'_>) -> Result<String, Fault> {
    let (now, issuer) = (cx.now().seconds(), cx.app.settings.origin.as_str());
    let unique = URL_SAFE_NO_PAD.encode(&cx.app.random.token()[..12]);
    let mut claims = json!({
        "iss": issuer,
        "sub": of.sub,
        "aud": [issuer, of.client.client_id],
        "exp": now + terms::ACCESS / SECOND,
        "iat": now,
        "jti": format!("{}.{unique}", of.family.id),
        "client_id": of.client.client_id,
        "scope": of.scope,
        "auth_time": of.family.proven_at.seconds(),
        "acr": of.family.acr.word(),
    });
    if let Some(jkt) = &of.family.jkt {
        claims["cnf"] = json!({ "jkt": jkt });
    }
    jwt::signed(keys.signer(IdTokenAlg::EdDsa, cx.now())?, jwt::ACCESS, &claims)
}

fn id_token(cx: &Cx, keys: &Keys, of: &Of<'_>, access: &str) -> Result<String, Fault> {
    let (now, alg) = (cx.now().seconds(), of.client.id_token_alg);
    let mut claims = json!({
        "iss": cx.app.settings.origin,
        "sub": of.sub,
        "aud": of.client.client_id,
        "exp": now + terms::ID_TOKEN / SECOND,
        "iat": now,
        "auth_time": of.family.proven_at.seconds(),
        "acr": of.family.acr.word(),
        "sid": of.family.sid,
        "at_hash": jwt::half_hash(alg, access),
    });
    if let Some(nonce) = of.nonce {
        claims["nonce"] = nonce.into();
    }
    jwt::signed(keys.signer(alg, cx.now())?, jwt::ID, &claims)
}

/// A new refresh token of a sign-in.
pub(super) async fn new_refresh(cx: &Cx, tx: &Tx, family: &family::Model) -> Result<Secret<String>, Fault> {
    let bound = bound_token::make(cx, REFRESH, family.account_id, &binding(family));
    let row = refresh::ActiveModel {
        id: Set(cx.id()),
        token_hash: Set(token::hash(cx, REFRESH, bound.expose())),
        family_id: Set(family.id),
        created_at: Set(cx.now()),
        expires_at: Set(cx.now().plus(terms::REFRESH_IDLE).min(family.expires_at)),
        used_at: Set(None),
        next_sealed: Set(None),
    };
    refresh::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(Secret::new(format!("{REFRESH_START}{}", bound.expose())))
}
