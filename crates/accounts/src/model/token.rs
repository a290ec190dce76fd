//! One-time links and cookie tokens: 256 random bits; the database keeps a keyed hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::Secret;
use gatehouse_db::Cx;

/// What a link in a mail is for. One live token of a kind per account; a new one replaces the old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Proves the address of a registration; 5 days.
    Confirm,
    /// Sets the first password; 7 days.
    SetPassword,
    /// Sets a new password after a forgotten one; 30 minutes.
    Recover,
}

impl TokenKind {
    /// The stable word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::SetPassword => "set_password",
            Self::Recover => "recover",
        }
    }
}

/// A new token: the text goes into the link or cookie, the hash into the database.
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

/// The hashes that a token of before or after a rotation of the pepper can be stored under.
pub fn hashes(cx: &Cx, domain: &str, text: &str) -> Vec<Vec<u8>> {
    cx.app.keys.accepted(domain, text.as_bytes())
}

/// Whether a text can be a token at all; nothing else is looked up.
pub fn is_plausible(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The domain of links.
pub const LINK: &str = "accounts.link";
/// The domain of session cookies.
pub const SESSION: &str = "accounts.session";
/// The domain of device cookies.
pub const DEVICE: &str = "accounts.device";
