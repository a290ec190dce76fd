//! The archive of a person's data.

use super::term;
use gatehouse_db::stored_words;
use gatehouse_files::{Kept, Media, Purpose, Who};

/// How far an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportState {
    /// A job makes it.
    Waiting,
    /// It can be downloaded.
    Ready,
    /// The job gave up.
    Failed,
}

stored_words!(ExportState { Waiting = "waiting", Ready = "ready", Failed = "failed" });

/// The file of it.
pub const EXPORT: Purpose = Purpose {
    word: "accounts.export",
    most_bytes: 4 << 30,
    media: &[Media::Zip],
    kept: Kept::Days(term::EXPORT_DAYS),
    who: Who::Owner,
};
