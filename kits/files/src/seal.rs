//! The form of a file in the storage.
//!
//! Eight bytes ([`HEAD`]), then chunks: 64 KiB of the content each, the last one with what is left (of an empty file: nothing),
//! each followed by the 16 bytes of its tag. A chunk is sealed with XChaCha20-Poly1305 under a key that only this file has,
//! derived from the owner's and the file's random name. Nonce and associated data are the file's name, the chunk's number and
//! whether it is the last one. So a chunk opens in its own place only: what was cut off, added, put in another order or
//! taken from another file does not open.

use crate::storage::Blob;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use gatehouse_core::Fault;
use gatehouse_seal::SubjectKey;
use std::fmt;
use std::ops::Range;

/// What every stored file begins with: its form and the version of it.
pub const HEAD: &[u8; 8] = b"ghfile1\n";
/// Bytes of the content in a chunk.
pub const CHUNK: usize = 64 << 10;
/// What sealing adds to each.
pub const TAG: usize = 16;

/// Chunks of a content of this length: one at least.
pub const fn chunks(size: u64) -> u64 {
    let whole = size.div_ceil(CHUNK as u64);
    if whole == 0 { 1 } else { whole }
}

/// The length in the storage of a content of this length.
pub const fn sealed_length(size: u64) -> u64 {
    HEAD.len() as u64 + size + chunks(size) * TAG as u64
}

/// Where the chunks from `first` to before `end` lie in the storage.
pub fn sealed_range(size: u64, first: u64, end: u64) -> Range<u64> {
    let start = |chunk: u64| HEAD.len() as u64 + chunk * (CHUNK + TAG) as u64;
    start(first)..start(end).min(sealed_length(size))
}

/// The key of one file.
#[derive(Clone)]
pub struct FileKey {
    cipher: XChaCha20Poly1305,
    blob: Blob,
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey")
    }
}

impl FileKey {
    /// For the file of this name, of the owner with this key. A name is random and never used twice, so a key seals one
    /// content only, and the chunk's number is nonce enough.
    pub fn new(owner: &SubjectKey, blob: Blob) -> Self {
        let key = owner.derive("files.chunk", blob.as_bytes());
        Self { cipher: XChaCha20Poly1305::new((&*key).into()), blob }
    }

    /// For a part: it opens at its place in its file only.
    pub(crate) fn of_part(owner: &SubjectKey, file: Blob, starts: u64, part: Blob) -> Self {
        let place = [&file.as_bytes()[..], &starts.to_le_bytes(), part.as_bytes()].concat();
        let key = owner.derive("files.part", &place);
        Self { cipher: XChaCha20Poly1305::new((&*key).into()), blob: part }
    }

    /// Seals a chunk of the content.
    pub fn seal(&self, number: u64, is_last: bool, chunk: &[u8]) -> Result<Vec<u8>, Fault> {
        let (nonce, aad) = self.place(number, is_last);
        self.cipher.encrypt(&nonce, Payload { msg: chunk, aad: &aad }).map_err(|_| Fault::new("sealing a file failed"))
    }

    /// Opens what [`FileKey::seal`] made.
    pub fn open(&self, number: u64, is_last: bool, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let (nonce, aad) = self.place(number, is_last);
        self.cipher.decrypt(&nonce, Payload { msg: sealed, aad: &aad }).map_err(|_| {
            Fault::new(format!("file {}: chunk {number} does not open: it was moved, changed or cut", self.blob))
        })
    }

    fn place(&self, number: u64, is_last: bool) -> (XNonce, Vec<u8>) {
        let mut nonce = [0; 24];
        nonce[..8].copy_from_slice(&number.to_le_bytes());
        nonce[8] = u8::from(is_last);
        (XNonce::from(nonce), [&HEAD[..], self.blob.as_bytes(), &nonce[..9]].concat())
    }
}

/// Cuts a content that comes in pieces of any length into chunks. One is held back until it is known whether it is the last.
#[derive(Debug)]
pub(crate) struct Sealer {
    key: FileKey,
    number: u64,
    held: Vec<u8>,
}

impl Sealer {
    pub(crate) fn new(key: FileKey) -> Self {
        Self { key, number: 0, held: Vec::with_capacity(CHUNK) }
    }

    /// Takes more of the content; appends what is sealed by it.
    pub(crate) fn add(&mut self, mut piece: &[u8], sealed: &mut Vec<u8>) -> Result<(), Fault> {
        while !piece.is_empty() {
            if self.held.len() == CHUNK {
                self.seal(false, sealed)?;
            }
            let (now, rest) = piece.split_at(piece.len().min(CHUNK - self.held.len()));
            self.held.extend_from_slice(now);
            piece = rest;
        }
        Ok(())
    }

    /// Seals the last chunk.
    pub(crate) fn end(mut self, sealed: &mut Vec<u8>) -> Result<(), Fault> {
        self.seal(true, sealed)
    }

    fn seal(&mut self, is_last: bool, sealed: &mut Vec<u8>) -> Result<(), Fault> {
        sealed.extend_from_slice(&self.key.seal(self.number, is_last, &self.held)?);
        self.number += 1;
        self.held.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, HEAD, TAG, chunks, sealed_length, sealed_range};

    /// PRI-13
    #[test]
    fn lengths_and_places_of_chunks_agree() {
        let chunk = CHUNK as u64;
        for (size, count) in [(0, 1), (1, 1), (chunk - 1, 1), (chunk, 1), (chunk + 1, 2), (3 * chunk, 3)] {
            assert_eq!(chunks(size), count, "{size}");
            assert_eq!(sealed_range(size, 0, count), HEAD.len() as u64..sealed_length(size), "{size}");
        }
        let second = sealed_range(chunk + 1, 1, 2);
        assert_eq!((second.start, second.end - second.start), ((HEAD.len() + CHUNK + TAG) as u64, 1 + TAG as u64));
    }
}
