//! The statement on the provision of data (SUP-5): what is read, and what a row says was accepted.

use gatehouse_core::Lang;
use sha2::{Digest as _, Sha256};

/// What is read.
#[must_use]
pub fn statement(lang: Lang) -> String {
    crate::texts(lang).msg_ask_provision_text()
}

pub(crate) fn digest(lang: Lang) -> Vec<u8> {
    Sha256::digest(statement(lang).as_bytes()).to_vec()
}

/// The text that was accepted in this language, with this digest; `None`: another one stands there now.
pub(crate) fn accepted(lang: &str, text_digest: &[u8]) -> Option<String> {
    Lang::from_tag(lang).filter(|lang| digest(*lang) == text_digest).map(statement)
}
