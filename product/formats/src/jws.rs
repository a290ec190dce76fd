//! Compact signed text: RFC 7515 compact serialization with Ed25519 (RFC 8037, RFC 9864), and nothing else.
//!
//! The reader decides the algorithm, the type and the key; the text can only agree. The header has exactly `alg`, `typ`
//! and `kid`: a text with any further member (`crit`, `jwk`, `x5u`, …) is refused, so nothing in it can lead a reader to
//! another key. Signatures are verified strictly: no weak keys, no second encoding of the same signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::keys::{PublicKey, SigningKey};
use crate::strict;

/// Longest text that is written or read, in bytes, unless the caller says otherwise.
pub const MAX_INPUT: usize = 16 * 1024;

/// The algorithm name that is written (RFC 9864).
const ALGORITHM: &str = "Ed25519";
/// The older name of the same algorithm (RFC 8037), accepted when reading.
const OLDER_ALGORITHM: &str = "EdDSA";

/// Why a text is not a signed text of the expected kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Over [`MAX_INPUT`], or over what the caller allows.
    #[error("the signed text is too long")]
    TooLong,
    /// Not three base64url parts without padding, joined by dots.
    #[error("this is not a compact signed text")]
    NotCompact,
    /// The header is not exactly `alg`, `typ` and `kid`.
    #[error("the header of the signed text is not understood")]
    Header,
    /// Signed with another algorithm, or with `none`.
    #[error("the text is not signed with Ed25519")]
    Algorithm,
    /// A signed text, but of another kind.
    #[error("the signed text is of the kind “{found}”")]
    Type {
        /// Its `typ`.
        found: String,
    },
    /// Its `kid` is not that of the key it is verified with.
    #[error("the text is signed with another key, {kid}")]
    Key {
        /// Its `kid`.
        kid: String,
    },
    /// The signature does not fit: the text was changed, or another key signed it.
    #[error("the signature is wrong")]
    Signature,
    /// The signature is right but the claims are not those of this kind of text.
    #[error("the claims of the signed text are not understood")]
    Claims,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// Signs claims as a text of the kind `typ`. The same claims and key always give the same text.
///
/// # Errors
/// [`JwsError::TooLong`], or [`JwsError::Claims`] when the claims cannot be written as JSON.
pub fn sign(key: &SigningKey, typ: &str, claims: &impl Serialize) -> Result<String, JwsError> {
    sign_up_to(MAX_INPUT, key, typ, claims)
}

/// As [`sign`], with another limit in bytes.
pub(crate) fn sign_up_to(
    most: usize,
    key: &SigningKey,
    typ: &str,
    claims: &impl Serialize,
) -> Result<String, JwsError> {
    let header = Header { alg: ALGORITHM.to_owned(), typ: typ.to_owned(), kid: key.public().kid().to_owned() };
    let header = serde_json::to_vec(&header).map_err(|_| JwsError::Header)?;
    let claims = serde_json::to_vec(claims).map_err(|_| JwsError::Claims)?;
    let mut text = URL_SAFE_NO_PAD.encode(header);
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(claims, &mut text);
    let signature = key.sign(text.as_bytes());
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut text);
    if text.len() > most { Err(JwsError::TooLong) } else { Ok(text) }
}

/// A text whose form is right but whose signature nobody has looked at: it gives its `typ` and `kid`, and no claims.
pub struct Unverified<'a> {
    header: Header,
    signed: &'a str,
    claims: Vec<u8>,
    signature: [u8; 64],
}

impl<'a> Unverified<'a> {
    /// Reads the form of a text; white space around it is ignored.
    ///
    /// # Errors
    /// [`JwsError::TooLong`], [`JwsError::NotCompact`], [`JwsError::Header`], [`JwsError::Algorithm`].
    pub fn parse(text: &'a str) -> Result<Self, JwsError> {
        Self::parse_up_to(MAX_INPUT, text)
    }

    /// As [`parse`](Self::parse), with another limit in bytes.
    pub(crate) fn parse_up_to(most: usize, text: &'a str) -> Result<Self, JwsError> {
        let text = text.trim();
        if text.len() > most {
            return Err(JwsError::TooLong);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(JwsError::NotCompact)?;
        let (header, claims) = signed.split_once('.').ok_or(JwsError::NotCompact)?;
        let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| JwsError::NotCompact)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| JwsError::NotCompact)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| JwsError::NotCompact)?;
        let signature = signature.try_into().map_err(|_| JwsError::NotCompact)?;
        let header: Header = serde_json::from_slice(&header).map_err(|_| JwsError::Header)?;
        if header.alg != ALGORITHM && header.alg != OLDER_ALGORITHM {
            return Err(JwsError::Algorithm);
        }
        Ok(Self { header, signed, claims, signature })
    }

    /// The id of the key that the text says it is signed with.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.header.kid
    }

    /// What kind of text it says it is.
    #[must_use]
    pub fn typ(&self) -> &str {
        &self.header.typ
    }

    /// The claims, if the text is of the kind `typ` and signed by this key.
    ///
    /// # Errors
    /// [`JwsError::Type`], [`JwsError::Key`], [`JwsError::Signature`], [`JwsError::Claims`].
    pub fn verify<T: DeserializeOwned>(&self, key: &PublicKey, typ: &str) -> Result<T, JwsError> {
        self.check(key, typ)?;
        serde_json::from_slice(&self.claims).map_err(|_| JwsError::Claims)
    }

    /// As [`verify`](Self::verify), and no object of the claims names a member twice, not even one that is not known here.
    pub(crate) fn verify_strictly<T: DeserializeOwned>(&self, key: &PublicKey, typ: &str) -> Result<T, JwsError> {
        self.check(key, typ)?;
        strict::check(&self.claims).map_err(|_| JwsError::Claims)?;
        serde_json::from_slice(&self.claims).map_err(|_| JwsError::Claims)
    }

    /// The claims of a text that carries the key it is signed with: nothing of them is proven until `verify_strictly` was
    /// asked with that key.
    pub(crate) fn unproven<T: DeserializeOwned>(&self) -> Result<T, JwsError> {
        serde_json::from_slice(&self.claims).map_err(|_| JwsError::Claims)
    }

    fn check(&self, key: &PublicKey, typ: &str) -> Result<(), JwsError> {
        if self.header.typ != typ {
            return Err(JwsError::Type { found: self.header.typ.chars().take(80).collect() });
        }
        if self.header.kid != key.kid() {
            return Err(JwsError::Key { kid: self.header.kid.chars().take(80).collect() });
        }
        if !key.verifies(self.signed.as_bytes(), &self.signature) {
            return Err(JwsError::Signature);
        }
        Ok(())
    }
}
