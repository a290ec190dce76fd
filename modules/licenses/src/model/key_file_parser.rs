//! Reads a key file that somebody uploaded (LIC-24): in the worker process only, because its bytes come from outside. What it found is
//! data like any other: which license the file is of, the register says.

use gatehouse_formats::{KeyClaims, KeyFileError, KeyRevocations, RootKey, Trust};
use gatehouse_worker::{Limits, Parsed, Parser};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The most bytes of a key file.
pub const MOST_BYTES: usize = 64 << 10;

/// Who is believed: what [`crate::actions::key_files::KeyFiles::believed`] says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Believed {
    /// The root keys.
    pub roots: Vec<RootKey>,
    /// The issuing keys that were taken back.
    pub revoked: Option<KeyRevocations>,
}

/// Why it is no key file of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// Another kind of file.
    NotAKeyFile,
    /// One of ours that was changed.
    Changed,
    /// Nobody whom we believe has signed it.
    Untrusted,
}

/// Reads it.
pub struct KeyFileParser;

impl Parser for KeyFileParser {
    const KIND: &'static str = "licenses.key_file";
    const LIMITS: Limits =
        Limits { memory: 32 << 20, time: Duration::from_secs(2), input: MOST_BYTES, output: 128 << 10 };
    type Asked = Believed;
    type Found = KeyClaims;
    type Refused = Refused;

    fn parse(asked: Believed, bytes: &[u8]) -> Result<Parsed<KeyClaims>, Refused> {
        let text = std::str::from_utf8(bytes).map_err(|_| Refused::NotAKeyFile)?;
        let trust = Trust::new(&asked.roots);
        let trust = match &asked.revoked {
            Some(revoked) => trust.without(revoked),
            None => trust,
        };
        match KeyClaims::open(text, &trust) {
            Ok(found) => Ok(Parsed { found, bytes: Vec::new() }),
            Err(KeyFileError::Changed) => Err(Refused::Changed),
            Err(KeyFileError::Untrusted(_) | KeyFileError::BeyondKey { .. }) => Err(Refused::Untrusted),
            Err(_) => Err(Refused::NotAKeyFile),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Believed, KeyFileParser, Refused};
    use gatehouse_worker::Parser;

    /// LIC-24
    #[test]
    fn what_is_no_key_file_is_refused() {
        let parse = |bytes: &[u8]| {
            let read = KeyFileParser::parse(Believed { roots: Vec::new(), revoked: None }, bytes);
            read.map(|parsed| parsed.found).unwrap_err()
        };
        for bytes in [&b""[..], b"PK\x03\x04", b"\xff\xfe", b"Key file 3F2A91C0.key\n"] {
            assert_eq!(parse(bytes), Refused::NotAKeyFile, "{bytes:?}");
        }
    }
}
