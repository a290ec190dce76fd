//! The key of one subject, and the sealing under a key: XChaCha20-Poly1305 with a random nonce before the sealed bytes.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use gatehouse_core::{Fault, Random, Uuid};
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// The key of one subject; seals and opens single values.
#[derive(Clone)]
pub struct SubjectKey(Arc<Zeroizing<[u8; 32]>>);

impl fmt::Debug for SubjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SubjectKey")
    }
}

impl SubjectKey {
    /// The key of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(Zeroizing::new(bytes)))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0[..]
    }

    /// Whether both are one key; the time that it takes tells nothing of them.
    pub fn same_as(&self, other: &Self) -> bool {
        use subtle::ConstantTimeEq as _;
        bool::from(self.0.as_slice().ct_eq(other.0.as_slice()))
    }

    /// Seals `plain` for this table, column and row; elsewhere it does not open.
    pub fn seal(&self, random: &dyn Random, place: &str, row: Uuid, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(&self.0, &binding(place, row), plain, random)
    }

    /// Opens what [`SubjectKey::seal`] made; `place` is `table.column`.
    pub fn open(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        Ok(Zeroizing::new(open(&self.0, &binding(place, row), sealed)?))
    }

    /// As [`SubjectKey::open`], for text.
    pub fn open_text(&self, place: &str, row: Uuid, sealed: &[u8]) -> Result<String, Fault> {
        String::from_utf8(open(&self.0, &binding(place, row), sealed)?)
            .map_err(|_| Fault::new(format!("{place}: sealed text is not UTF-8")))
    }
}

pub(crate) fn binding(place: &str, row: Uuid) -> Vec<u8> {
    let mut out = Vec::with_capacity(place.len() + 17);
    out.extend_from_slice(place.as_bytes());
    out.push(0);
    out.extend_from_slice(row.as_bytes());
    out
}

pub(crate) fn seal(key: &[u8; 32], aad: &[u8], plain: &[u8], random: &dyn Random) -> Result<Vec<u8>, Fault> {
    let mut nonce = [0u8; NONCE];
    random.fill(&mut nonce);
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .map_err(|_| Fault::new("sealing failed"))?;
    let mut out = Vec::with_capacity(NONCE + sealed.len());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

pub(crate) fn open(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or_else(|| Fault::new("a sealed value is too short"))?;
    XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad })
        .map_err(|_| Fault::new("a sealed value does not open: wrong key file, or it was moved or changed"))
}
