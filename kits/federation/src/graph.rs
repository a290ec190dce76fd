//! Facebook: OAuth 2.0, then the person's record from the Graph API. It does not say that an address is verified, so none is.

use crate::exchange::{Claims, Tokens, form_request, hidden, name};
use crate::metadata::{ask, json};
use crate::{ClientSecret, Flow, Protocol, Provider, Trouble};
use gatehouse_context::Cx;
use gatehouse_reach::Request;
use gatehouse_reach::header::AUTHORIZATION;
use ring::hmac;
use serde::Deserialize;
use url::Url;

/// The record.
#[derive(Deserialize)]
struct Record {
    id: String,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
}

/// Who it is.
pub(crate) async fn identify(
    cx: &Cx,
    provider: &Provider,
    flow: &Flow,
    back: &str,
    code: &str,
) -> Result<Claims, Trouble> {
    let (Protocol::Graph { token, me, .. }, ClientSecret::Text(secret)) = (&provider.protocol, &provider.secret) else {
        return Err(Trouble::Refused("it is not set up"));
    };
    let fields = [
        ("grant_type", "authorization_code".to_owned()),
        ("client_id", provider.client_id.clone()),
        ("client_secret", secret.expose().clone()),
        ("redirect_uri", back.to_owned()),
        ("code", code.to_owned()),
        ("code_verifier", flow.verifier.clone()),
    ];
    let tokens: Tokens = json(&ask(cx, form_request(token, &fields)).await?)?;
    let bearer = tokens.access_token.ok_or(Trouble::Refused("there is no access token"))?;
    // Proves that we have the secret of the app that the token is for.
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
    let proof = hex::encode(hmac::sign(&key, bearer.as_bytes()));
    let mut url = Url::parse(me).map_err(|_| Trouble::Refused("its address is none"))?;
    let fields = [("fields", "id,first_name,last_name,email"), ("appsecret_proof", proof.as_str())];
    url.query_pairs_mut().extend_pairs(fields);
    let request = Request::get(url.as_str()).header(AUTHORIZATION, hidden(&format!("Bearer {bearer}"))?);
    let record: Record = json(&ask(cx, request).await?)?;
    if record.id.is_empty() || record.id.len() > 255 {
        return Err(Trouble::Refused("the record names nobody"));
    }
    Ok(Claims {
        subject: record.id,
        email: record.email,
        is_verified: false,
        first_name: name(record.first_name),
        last_name: name(record.last_name),
    })
}
