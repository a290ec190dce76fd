//! Proof of possession (RFC 9449): a client shows with each request that it holds the key to which its tokens are bound.

use crate::model::client::IdTokenAlg;
use crate::model::jwt::Parts;
use crate::model::signing::Jwk;
use crate::model::terms;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Moment, SECOND};
use sha2::{Digest as _, Sha256};

/// What clients may sign proofs with.
pub const ALGS: [IdTokenAlg; 2] = [IdTokenAlg::Es256, IdTokenAlg::EdDsa];
/// The `typ` of a proof.
const TYPE: &str = "dpop+jwt";
/// The longest id of a proof.
const LONGEST_ID: usize = 128;
/// Members of a JWK that are private (RFC 7518 §6).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];

/// A proof that holds, but for whether it was seen before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The thumbprint of the key.
    pub jkt: String,
    /// The proof's id.
    pub id: String,
    /// It would be too old from then on.
    pub ends_at: Moment,
}

/// Checks a proof for this request (§4.3). `token`: the access token that comes with it.
#[must_use]
pub fn check(proof: &str, method: &str, address: &str, token: Option<&str>, now: Moment) -> Option<Proof> {
    let parts = Parts::of(proof)?;
    if parts.head.typ.as_deref() != Some(TYPE) || !parts.alg().is_some_and(|alg| ALGS.contains(&alg)) {
        return None;
    }
    let written = parts.head.jwk.clone()?;
    let members = written.as_object()?;
    if PRIVATE.iter().any(|private| members.contains_key(*private)) {
        return None;
    }
    let key: Jwk = serde_json::from_value(written).ok()?;
    if !parts.is_by(&key) {
        return None;
    }
    let text = |name: &str| parts.claims.get(name).and_then(serde_json::Value::as_str);
    let id = text("jti").filter(|id| !id.is_empty() && id.len() <= LONGEST_ID)?;
    if text("htm")? != method || !is_same(text("htu")?, address) {
        return None;
    }
    let made = Moment(parts.claims.get("iat")?.as_i64()?.checked_mul(SECOND)?);
    let is_young = made.plus(terms::PROOF) > now && made <= now.plus(terms::PROOF_AHEAD);
    let fits = match token {
        Some(token) => text("ath")? == URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes())),
        None => true,
    };
    (is_young && fits).then(|| key.thumbprint())?.map(|jkt| Proof {
        jkt,
        id: id.to_owned(),
        ends_at: made.plus(terms::PROOF),
    })
}

/// Whether both are one address without query and fragment.
fn is_same(said: &str, address: &str) -> bool {
    said.split(['?', '#']).next() == Some(address)
}

/// Whether a text can be a thumbprint.
#[must_use]
pub fn is_thumbprint(text: &str) -> bool {
    crate::model::pkce::is_challenge(text)
}
