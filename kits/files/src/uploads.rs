//! Files that come in parts (SUP-5): begun by an action that has checked the right, sent over hours, broken connections, restarts and
//! other nodes, and attached by the action that they belong to. The protocol is tus 1.0 ([`crate::tus`]); the doors are in the kit `web`.
//!
//! - **Begun** ([`begin`]) in the action's transaction, behind the budgets: so many files a message, so many bytes unfinished
//!   a payer. Nothing is taken that was not counted.
//! - **Written** ([`Writer`]) in parts of some MiB, each safe in the storage before the row says so. Nothing is held in memory but a few
//!   pieces; what came before a connection broke is kept.
//! - **Fenced**: whoever begins to write makes a claim ([`claim`]), which has a number. A later one, on whatever node, has a greater
//!   number, and the earlier writer's next part is not taken. So nothing is written twice, and nobody waits for a lock of a dead
//!   process.
//! - **Whole** with its last byte: length and SHA-256 are sealed with the row (the receipt), the file is quarantined, the scanner is called.
//! - **Attached** ([`attach`]) with the message. What is not, is gone seven days after its last byte.

mod attach;
mod begin;
mod check;
mod claim;
mod commit;
mod form;
mod hash;
mod look;
mod work;
mod write;

pub use attach::{attach, attach_file, discard};
pub use begin::{Limits, Plan, begin, begun_of};
pub use check::{Checksum, Wanted};
pub use claim::{Claim, claim, fence};
pub use commit::Finished;
pub use form::take_whole;
pub use look::{Coming, coming, of_message, receipt};
pub use write::{Writer, Written};

use gatehouse_core::{DAY, Refusal};

/// The most bytes of one file: 4 GiB.
pub const MOST_BYTES: u64 = 4 << 30;
/// The most files of one message.
pub const MOST_FILES: u64 = 3;
/// The most bytes that a company, or an account, has begun and not attached: 20 GiB.
pub const MOST_UNFINISHED: u64 = 20 << 30;
/// The most uploads that a company, or an account, has begun and not attached.
pub const MOST_BEGUN: u64 = 100;
/// The same of one user of a company: a message of three files of the greatest length.
pub const MOST_OF_EACH: u64 = MOST_FILES * MOST_BYTES;
/// See [`MOST_OF_EACH`].
pub const MOST_BEGUN_EACH: u64 = 30;
/// How long an upload waits for more.
pub const LIFE: i64 = 7 * DAY;
/// The most parts of one file: whoever sends single bytes comes to an end.
pub const MOST_PARTS: u64 = 20_000;

/// Why something of an upload is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum UploadRefusal {
    /// Others can come here, and there is no address from which files could be given out safely.
    #[refusal(503, "upload.off", upload_off)]
    Off,
    /// It would have more bytes than one file may have.
    #[refusal(413, "upload.too_large", upload_too_large(mebibytes(*most)), field = "file")]
    TooLarge {
        /// The most bytes.
        most: u64,
    },
    /// The message has as many files as it may have.
    #[refusal(422, "upload.too_many_files", upload_too_many_files(*most), field = "file")]
    TooManyFiles {
        /// The most files.
        most: u64,
    },
    /// Too much was begun and not finished.
    #[refusal(429, "upload.too_much_unfinished", upload_too_much_unfinished, field = "file", again)]
    TooMuchUnfinished,
    /// It is of a kind that is not taken.
    #[refusal(415, "upload.wrong_kind", file_wrong_kind, field = "file")]
    WrongKind,
    /// There is no such upload, or its time is over.
    #[refusal(404, "upload.unknown", upload_unknown)]
    Unknown,
    /// The bytes do not begin where the last ones ended.
    #[refusal(409, "upload.offset", upload_offset, again)]
    Offset,
    /// Somebody else, or another tab, goes on with it.
    #[refusal(409, "upload.taken_over", upload_taken_over, again)]
    TakenOver,
    /// There are more bytes than were announced.
    #[refusal(413, "upload.beyond", upload_beyond)]
    Beyond,
    /// The bytes are not those that were meant.
    #[refusal(460, "upload.checksum", upload_checksum, again)]
    Checksum,
    /// A part with a checksum is longer than is held back.
    #[refusal(413, "upload.checked_too_long", upload_checked_too_long(mebibytes(check::MOST)))]
    CheckedTooLong,
    /// It came in too many parts.
    #[refusal(422, "upload.too_many_parts", upload_too_many_parts)]
    TooManyParts,
    /// The sender went away.
    #[refusal(400, "upload.cut_off", file_cut_off, again)]
    CutOff,
    /// A request of another version of the protocol.
    #[refusal(412, "upload.version", upload_version)]
    Version,
    /// A header is missing, or says nothing that could be meant.
    #[refusal(400, "upload.malformed", upload_malformed)]
    Malformed,
    /// Bytes of an upload have a type of their own.
    #[refusal(415, "upload.wrong_type", upload_wrong_type)]
    WrongType,
    /// Files of the message are still on their way.
    #[refusal(409, "upload.unfinished", upload_unfinished, field = "file", again)]
    Unfinished,
}

/// MiB, rounded up.
const fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}
