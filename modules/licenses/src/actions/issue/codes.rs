//! Making codes: the part of issuing that touches no disk, so that it can be measured by itself (LIC-3).
//!
//! A million codes take a few seconds of one core: per code 11 random bytes, two check symbols, two keyed hashes,
//! one sealing, two ids. Random bytes are drawn from the operating system in large pieces.

use crate::model::code::{CODE, CODE_PLACE, LAST_GROUP};
use crate::model::license::{Kind, NUMBER_DIGITS};
use crate::tables::license_code;
use gatehouse_core::{Fault, Moment, Random, Uuid};
use gatehouse_formats::ActivationCode;
use gatehouse_seal::{Keys, SubjectKey};
use sea_orm::Set;
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

const PIECE: usize = 64 * 1024;

/// Random bytes drawn in large pieces from a slower source; each byte is given out once and wiped.
pub struct Buffered<'a> {
    source: &'a dyn Random,
    piece: Mutex<(Zeroizing<Vec<u8>>, usize)>,
}

impl<'a> Buffered<'a> {
    /// Nothing is drawn yet.
    pub fn new(source: &'a dyn Random) -> Self {
        Self { source, piece: Mutex::new((Zeroizing::new(vec![0; PIECE]), PIECE)) }
    }
}

impl Random for Buffered<'_> {
    fn fill(&self, bytes: &mut [u8]) {
        let mut guard = self.piece.lock().unwrap_or_else(PoisonError::into_inner);
        let (piece, used) = &mut *guard;
        for part in bytes.chunks_mut(PIECE) {
            if PIECE - *used < part.len() {
                self.source.fill(piece);
                *used = 0;
            }
            let given = &mut piece[*used..*used + part.len()];
            part.copy_from_slice(given);
            given.fill(0);
            *used += part.len();
        }
    }
}

/// One license and its code, ready to be stored.
pub struct Row {
    /// The license's id; rises within a call.
    pub license: Uuid,
    /// The license's public number, ten random digits; the database says whether it is free.
    pub number: String,
    /// The code's id.
    pub code_id: Uuid,
    /// The code itself, for the buyer's mail and the printer's file; never stored.
    pub code: ActivationCode,
    /// Keyed hash of the whole code.
    pub lookup: Vec<u8>,
    /// Keyed hash of its last group.
    pub last_group_lookup: Vec<u8>,
    /// The pepper of the two.
    pub pepper: i64,
    /// The code sealed under the order's key, bound to its row.
    pub sealed: Vec<u8>,
}

impl Row {
    /// The row of the code as it is stored: of this license, sealed under the key of this order; the first one of the license.
    pub(in crate::actions) fn code_row(&self, license: Uuid, order: Uuid, now: Moment) -> license_code::ActiveModel {
        license_code::ActiveModel {
            id: Set(self.code_id),
            license_id: Set(license),
            purchase_id: Set(order),
            lookup: Set(self.lookup.clone()),
            last_group_lookup: Set(self.last_group_lookup.clone()),
            pepper_version: Set(self.pepper),
            code_sealed: Set(self.sealed.clone()),
            created_at: Set(now),
            replaced_at: Set(None),
            number: Set(1),
            key_file_only: Set(false),
        }
    }
}

/// What codes are made with.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    /// The pepper.
    pub keys: &'a Keys,
    /// The order's key.
    pub subject: &'a SubjectKey,
    /// Where random bytes come from: best a [`Buffered`].
    pub random: &'a dyn Random,
    /// What is sold.
    pub kind: Kind,
    /// The moment in the ids.
    pub now: Moment,
}

/// Makes `count` licenses with their codes: random, hashed, sealed.
pub fn generate_rows(maker: Maker<'_>, count: usize) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        rows.push(row(maker)?);
    }
    // Ids of one millisecond are random behind it: sorted, they follow each other in the index and in the file.
    rows.sort_unstable_by_key(|row| row.license);
    Ok(rows)
}

fn row(maker: Maker<'_>) -> Result<Row, Fault> {
    let code = ActivationCode::generate(maker.kind.of_code(), &mut |bytes| maker.random.fill(bytes));
    let code_id = maker.random.id(maker.now);
    let pepper = maker.keys.pepper_version();
    Ok(Row {
        license: maker.random.id(maker.now),
        number: number(maker.random),
        code_id,
        lookup: maker.keys.lookup_under(pepper, CODE, code.canonical())?.to_vec(),
        last_group_lookup: maker.keys.lookup_under(pepper, LAST_GROUP, code.last_group().as_bytes())?.to_vec(),
        pepper,
        sealed: maker.subject.seal(maker.random, CODE_PLACE, code_id, code.canonical())?,
        code,
    })
}

/// A license number: random digits, so that it tells nobody how much the vendor sells.
pub fn number(random: &dyn Random) -> String {
    format!("{:0width$}", random.below(10_u64.pow(u32::try_from(NUMBER_DIGITS).unwrap_or(0))), width = NUMBER_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::{Buffered, number};
    use gatehouse_core::{Random, SystemRandom};

    /// LIC-2
    #[test]
    fn buffered_bytes_are_never_given_twice() {
        let random = Buffered::new(&SystemRandom);
        let mut seen = std::collections::HashSet::new();
        for _ in 0..10_000 {
            let mut bytes = [0; 16];
            random.fill(&mut bytes);
            assert!(seen.insert(bytes));
        }
        let mut large = vec![0; 200_000];
        random.fill(&mut large);
        assert!(large.iter().filter(|b| **b == 0).count() < 2_000);
        assert_eq!(number(&random).len(), 10);
    }
}
