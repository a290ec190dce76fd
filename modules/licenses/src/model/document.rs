//! Closing documents of an order (LIC-26).

use gatehouse_core::{Fault, Lang, Moment, Random, Uuid};
use gatehouse_db::stored_words;
use gatehouse_files::{Kept, Media, Purpose, Who};
use gatehouse_seal::SubjectKey;
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// An invoice or receipt.
    Invoice,
    /// An act of acceptance, as some countries close a sale with.
    Act,
    /// A credit note.
    CreditNote,
}

stored_words!(DocumentKind { Invoice = "invoice", Act = "act", CreditNote = "credit_note" });

impl DocumentKind {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Invoice => t.msg_purchase_invoice(),
            Self::Act => t.msg_document_act(),
            Self::CreditNote => t.msg_document_credit_note(),
        }
    }
}

/// The most bytes of one.
pub const MOST_BYTES: usize = 4 << 20;
/// The most of one order.
pub const MOST: u64 = 20;
/// The most characters of a number.
pub const NUMBER: usize = 64;
/// For how long they are kept: ten years, for which books are kept in most countries.
pub const DAYS: u32 = 3_653;

/// Their files.
pub const DOCUMENT: Purpose = Purpose {
    word: "licenses.document",
    most_bytes: MOST_BYTES as u64,
    media: &[Media::Pdf, Media::Png, Media::Jpeg],
    kept: Kept::Days(DAYS),
    who: Who::Module,
};

/// The day that stands on a document, as ISO 8601 writes it. It is the same day for every reader: documents know no time zone.
pub fn day(dated_at: Moment) -> String {
    dated_at.timestamp().to_zoned(TimeZone::UTC).date().to_string()
}

/// Where a number is sealed.
const PLACE: &str = "document.number_sealed";

/// A number as its row holds it.
pub(crate) fn seal_number(random: &dyn Random, key: &SubjectKey, row: Uuid, number: &str) -> Result<Vec<u8>, Fault> {
    key.seal(random, PLACE, row, number.as_bytes())
}

/// The number of a row.
pub(crate) fn open_number(key: &SubjectKey, row: Uuid, sealed: &[u8]) -> Result<String, Fault> {
    key.open_text(PLACE, row, sealed)
}
