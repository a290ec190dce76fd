//! Random tokens: 256 bits that say nothing of their owner; the database keeps a keyed hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::Secret;

/// A new token: the text goes into the cookie, the hash into the database.
pub struct NewToken {
    /// 43 letters of base64url.
    pub text: Secret<String>,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl NewToken {
    /// Makes one. `domain` keeps hashes of different uses apart.
    pub fn make(cx: &Cx, domain: &str) -> Self {
        let text = URL_SAFE_NO_PAD.encode(cx.app.random.token());
        let hash = hash(cx, domain, &text);
        Self { text: text.into(), hash }
    }
}

/// The stored hash of a token.
pub fn hash(cx: &Cx, domain: &str, text: &str) -> Vec<u8> {
    cx.app.keys.lookup(domain, text.as_bytes()).to_vec()
}

/// The hashes that a token can be stored under, before and after a rotation of the pepper.
pub fn hashes(cx: &Cx, domain: &str, text: &str) -> Vec<Vec<u8>> {
    cx.app.keys.accepted(domain, text.as_bytes())
}

/// Whether a text can be a token at all; nothing else is looked up.
pub fn is_plausible(text: &str) -> bool {
    text.len() == 43 && is_base64url(text)
}

/// Whether a text has only letters of base64url (RFC 4648 §5).
pub(crate) fn is_base64url(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
