//! What name servers said, small enough to be kept, and fit to be shown to whoever asked. Nobody vouches for its texts.

use crate::challenge::PREFIX;
use gatehouse_core::Moment;
use gatehouse_core::text::is_unprintable;
use serde::{Deserialize, Serialize};

/// The most records that are kept.
pub const MOST_RECORDS: usize = 20;
/// The most characters of a record that are kept.
pub const LONGEST_RECORD: usize = 255;

/// One question and what came back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Answer {
    /// The name whose TXT records were asked for.
    pub asked: String,
    /// When.
    pub at: Moment,
    /// What came back.
    pub found: Found,
}

/// What came back. Which name server was asked is not told: it may stand inside the operator's network.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Found {
    /// TXT records, each with its strings joined (RFC 7208 §3.3); those that look like ours come first.
    Records {
        /// At most [`MOST_RECORDS`], cut at [`LONGEST_RECORD`] characters.
        texts: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// The name has no TXT record.
    NoRecords,
    /// There is no such name (NXDOMAIN).
    NoName,
    /// The server says that it failed, or refuses (SERVFAIL, REFUSED and others, in their words).
    Failed {
        /// The code's name.
        code: String,
    },
    /// Nobody answered in time.
    Silent,
    /// No name server could be connected to.
    Unreachable,
    /// What came is no answer to the question: cut off, broken, of another name, or a list of servers that ought to be asked instead.
    Broken,
}

impl Found {
    /// Whether it says that there is no record, or which ones there are. Anything else says nothing about the domain.
    pub const fn is_known(&self) -> bool {
        matches!(self, Self::Records { .. } | Self::NoRecords | Self::NoName)
    }

    /// Of the records that came; each is the bytes of its joined strings.
    pub(crate) fn records(records: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut texts: Vec<_> = records.into_iter().map(|bytes| printable(&bytes)).collect();
        // Among many others ours must not be what is left out.
        texts.sort_by_key(|text| !text.contains(PREFIX));
        let more = texts.len().saturating_sub(MOST_RECORDS);
        texts.truncate(MOST_RECORDS);
        if texts.is_empty() { Self::NoRecords } else { Self::Records { texts, more } }
    }
}

fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars().take(LONGEST_RECORD).map(|c| if is_unprintable(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Found, LONGEST_RECORD, MOST_RECORDS};

    /// COM-14
    #[test]
    fn what_is_kept_is_small_and_printable_and_has_ours_first() {
        let ours = b"gatehouse-domain-verification=00".to_vec();
        let many = (0..100).map(|n| vec![b'a' + n % 26; 60_000]).chain([b"a\0\x1b[2J\xff".to_vec(), ours]);
        let Found::Records { texts, more } = Found::records(many) else { panic!("there are records") };
        assert_eq!((texts.len(), more), (MOST_RECORDS, 102 - MOST_RECORDS));
        assert_eq!(texts[0], "gatehouse-domain-verification=00");
        assert!(texts.iter().all(|text| text.chars().count() <= LONGEST_RECORD));
        let Found::Records { texts, .. } = Found::records([b"a\0\x1b[2J\xff".to_vec()]) else { panic!("there is one") };
        assert_eq!(texts, ["a\u{fffd}\u{fffd}[2J\u{fffd}"]);
        assert_eq!(Found::records([]), Found::NoRecords);
    }
}
