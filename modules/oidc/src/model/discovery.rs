//! What clients find out by themselves (OpenID Connect Discovery 1.0, RFC 8414). It follows from the portal's address alone.

use crate::model::acr::Acr;
use crate::model::client::{IdTokenAlg, SCOPES};
use crate::model::{dpop, pkce};
use serde_json::{Value, json};

/// Where keys are published.
pub const JWKS: &str = "/oauth/jwks";
/// Where people are sent.
pub const AUTHORIZE: &str = "/oauth/authorize";
/// Where requests are pushed (RFC 9126).
pub const PAR: &str = "/oauth/par";
/// Where tokens come from.
pub const TOKEN: &str = "/oauth/token";
/// Where products begin (RFC 8628).
pub const DEVICE: &str = "/oauth/device_authorization";
/// Where a client asks of a token (RFC 7662).
pub const INTROSPECT: &str = "/oauth/introspect";
/// Where it gives one back (RFC 7009).
pub const REVOKE: &str = "/oauth/revoke";
/// Where it asks who somebody is.
pub const USERINFO: &str = "/oauth/userinfo";
/// Where people are sent to sign out.
pub const LOGOUT: &str = "/oauth/logout";

/// The page where people type a product's code.
pub const DEVICE_PAGE: &str = "/device";

/// The kinds of grants.
const GRANTS: [&str; 3] = ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"];

/// The document.
#[must_use]
pub fn document(issuer: &str) -> Value {
    let at = |path: &str| format!("{issuer}{path}");
    let algs: Vec<&str> = IdTokenAlg::ALL.iter().map(|alg| alg.word()).collect();
    let proofs: Vec<&str> = dpop::ALGS.iter().map(|alg| alg.word()).collect();
    let acrs: Vec<&str> = Acr::ALL.iter().map(|acr| acr.word()).collect();
    let secrets = ["client_secret_basic", "client_secret_post"];
    let any = ["client_secret_basic", "client_secret_post", "none"];
    json!({
        "issuer": issuer,
        "authorization_endpoint": at(AUTHORIZE),
        "token_endpoint": at(TOKEN),
        "userinfo_endpoint": at(USERINFO),
        "jwks_uri": at(JWKS),
        "pushed_authorization_request_endpoint": at(PAR),
        "device_authorization_endpoint": at(DEVICE),
        "introspection_endpoint": at(INTROSPECT),
        "revocation_endpoint": at(REVOKE),
        "end_session_endpoint": at(LOGOUT),
        "scopes_supported": SCOPES,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": GRANTS,
        "code_challenge_methods_supported": [pkce::METHOD],
        "token_endpoint_auth_methods_supported": any,
        "revocation_endpoint_auth_methods_supported": any,
        "introspection_endpoint_auth_methods_supported": secrets,
        "id_token_signing_alg_values_supported": algs,
        "dpop_signing_alg_values_supported": proofs,
        "subject_types_supported": ["public"],
        "acr_values_supported": acrs,
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "at_hash", "sid",
            "name", "given_name", "family_name", "locale", "zoneinfo", "email", "email_verified",
        ],
        "ui_locales_supported": ["en", "ja", "ru"],
        "authorization_response_iss_parameter_supported": true,
        "require_pushed_authorization_requests": false,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    })
}
