//! Files: bytes of any length that belong to a person, an order, or the installation itself.
//!
//! A module declares for what it keeps files ([`Purpose`]: how many bytes, which kinds, how long, for whom). [`Files::put`]
//! streams the content into the [`storage`], a local folder or an S3 bucket, and [`Received::attach`] makes it a file in the
//! action's own transaction. Between the two nothing is lost and nothing is kept: a row that says `receiving` stands there before
//! the first byte, and ends after a day.
//!
//! - **Sealed.** What is stored is cut into chunks of 64 KiB, each sealed under a key that is derived from the owner's
//!   ([`seal`]). Where the owner's key is destroyed, the files are unreadable at once and removed by a job.
//! - **Content-addressed within an owner.** The same bytes twice are stored once. Nobody can tell from the storage, or from the
//!   database without the keys, whether two owners have the same file.
//! - **Streamed.** No file is held in memory: a few chunks for each that is written or read.
//! - **Removed** by a mark in the transaction (`deleting`), then a job that removes the bytes and then the row. A daily scan
//!   compares storage and rows in both directions.
//!
//! [`download`] is the only way to hand a file out.

mod address;
mod attach;
mod clean;
pub mod download;
mod erase;
mod events;
pub mod fetch;
pub mod inventory;
pub mod jobs;
pub mod links;
mod media;
mod name;
mod parts;
mod purpose;
mod put;
mod read;
mod refusal;
mod remove;
mod scan;
pub mod scanning;
pub mod seal;
pub mod storage;
mod store;
pub mod tables;
mod texts;
pub mod tus;
pub mod uploads;

pub use address::{UPLOADS, upload_address, upload_of};
pub use attach::Received;
pub use clean::{Clean, OpenRefusal};
pub use download::{Cached, NotCompressed, download};
pub use erase::{EraseWithOwner, Expired};
pub use media::Media;
pub use name::FileName;
pub use purpose::{Kept, Purpose, Purposes, Who, check_purposes};
pub use read::{Content, StoredFile};
pub use refusal::PutRefusal;
pub use remove::{remove, remove_all, remove_owned};
pub use scanning::{Scanned, SharedScanner, has_scanner};
pub use store::Files;
pub use tables::file::ScanState;
pub use uploads::{Finished, UploadRefusal};

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_context::Event;
use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20261129420000, "files"), gatehouse_db::migration!(20261227000200, "uploads")]
}

/// What this kit tells the audit log.
pub const EVENTS: &[Event] = events::EVENTS;
