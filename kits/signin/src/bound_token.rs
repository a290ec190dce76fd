//! Tokens of cookies and links that say themselves for whom and for what they are. The database finds a token's row by its
//! keyed hash; what the row says of its owner and kind is believed only where the token says the same, under a key
//! outside the database. So a row that was pointed at somebody else opens nothing (PRI-13).

use crate::token::is_base64url;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Secret, Uuid};
use subtle::ConstantTimeEq as _;

const RANDOM: usize = 32;
const TAG: usize = 16;
/// Letters of a token.
const LENGTH: usize = (RANDOM + TAG) * 4 / 3;

/// What the tag is made of: for which use, and whose.
fn tag_input(domain: &str, random: &[u8], owner: Uuid, what: &str) -> (String, Vec<u8>) {
    (format!("{domain}.whose"), [random, owner.as_bytes(), what.as_bytes()].concat())
}

/// A new token for this person and purpose. `domain` keeps tokens of different uses apart.
pub fn make(cx: &Cx, domain: &str, owner: Uuid, what: &str) -> Secret<String> {
    let random = cx.app.random.token();
    let (domain, value) = tag_input(domain, &random, owner, what);
    let tag = cx.app.keys.lookup(&domain, &value);
    Secret::new(URL_SAFE_NO_PAD.encode([&random[..], &tag[..TAG]].concat()))
}

/// Whether a token can be one at all; nothing else is looked up.
pub fn is_plausible(token: &str) -> bool {
    token.len() == LENGTH && is_base64url(token)
}

/// Whether the token is for this person and purpose.
pub fn is_for(cx: &Cx, domain: &str, token: &str, owner: Uuid, what: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
    let Some((random, found)) = bytes.split_at_checked(RANDOM) else { return false };
    let (domain, value) = tag_input(domain, random, owner, what);
    // Also a token of before a rotation of the pepper.
    let mut expected = cx.app.keys.accepted(&domain, &value).into_iter();
    found.len() == TAG && expected.any(|tag| bool::from(tag[..TAG].ct_eq(found)))
}
