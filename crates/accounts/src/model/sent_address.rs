//! The address that a mail was just sent to, for the page that says so: sealed, so that no address stands
//! in a URL or log, and so that "send again" works only after a passed human check (ACC-2, ACC-6).

use super::{Email, term};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Cx;

const NONCE: usize = 24;
const PURPOSE: &str = "accounts.sent_address";

/// Seals an address for a query parameter.
pub fn seal(cx: &Cx, email: &Email) -> Result<String, Fault> {
    let mut nonce = [0u8; NONCE];
    cx.app.random.fill(&mut nonce);
    let mut plain = cx.now().plus(term::SENT_PAGE).0.to_be_bytes().to_vec();
    plain.extend_from_slice(email.written().as_bytes());
    // Padded, so that the length of the parameter says nothing about the address.
    plain.resize(plain.len().next_multiple_of(64), b' ');
    let sealed = XChaCha20Poly1305::new((&*cx.app.keys.derive(PURPOSE)).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: &plain, aad: PURPOSE.as_bytes() })
        .map_err(|_| Fault::new("sealing failed"))?;
    Ok(URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
}

/// Opens it; `None` when it is not ours or too old.
pub fn open(cx: &Cx, text: &str) -> Option<Email> {
    if text.len() > 1024 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
    let payload = || Payload { msg: sealed, aad: PURPOSE.as_bytes() };
    // A page of before a rotation of the pepper is read too.
    let plain = cx
        .app
        .keys
        .derived(PURPOSE)
        .iter()
        .find_map(|key| XChaCha20Poly1305::new((&**key).into()).decrypt(&XNonce::from(*nonce), payload()).ok())?;
    let (until, address) = plain.split_first_chunk::<8>()?;
    if Moment(i64::from_be_bytes(*until)) <= cx.now() {
        return None;
    }
    Email::parse(std::str::from_utf8(address).ok()?).ok()
}
