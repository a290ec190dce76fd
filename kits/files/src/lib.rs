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
//!
//! # Files that people send
//!
//! [`uploads`] are files in parts, which go on after a lost connection, a killed process and on another node. What a module does:
//!
//! 1. It declares a [`Purpose`] (`who: Who::Module`, `media: &[]`) and lists it in `Module::file_purposes`.
//! 2. Its own door for `POST` checks who may, and answers by `web::uploads::created(cx, &PURPOSE, MOST_BYTES, request, begin)`; `begin`
//!    is its action, which calls [`uploads::begin`] with a [`uploads::Plan`] in its transaction: `owner` is the subject whose key seals the file (the
//!    request's or account's), `payer` the company or account whose 20 GiB are counted, `person` who of a company begins it, `message` the id of the draft or message (three files).
//!    Everything further (`HEAD`, `PATCH`, `DELETE`) goes to `/uploads/…`, which the kit `web` has.
//! 3. Its page shows `view::UploadField` with the address of that door and [`uploads::of_message`]; without script its form is read by
//!    `web::uploads::FormFiles`, which streams as well. A button "remove" calls [`uploads::discard`].
//! 4. The action that sends the message calls [`uploads::attach`] in its transaction: all files of the message, or a refusal while one is on
//!    its way. From then on they are files of its purpose, with [`StoredFile::sha256`] and [`StoredFile::scan`].
//! 5. It hands one out to staff and customers by `web::uploads::fetch_address` (ten minutes, on `files_origin`) for a [`Clean`] file, which is what
//!    [`Files::find`] answers; [`Files::look`] tells of any. Staff open what is not known to be clean by [`Clean::by_exception`], and [`vouch`] for
//!    what they send themselves. Who may is asked when the link is used: `Module::file_rights`.
//! 6. It hears [`Finished`] (of a link: attaches by [`uploads::attach_file`]) and [`Scanned`] (tells the uploader), where it needs to.
//!
//! [`links`] let somebody send without a session: [`links::make`] for a request (staff; up to 100 GiB, 14 days, a PIN) or for a draft (a server
//! without a browser: [`links::ONCE`], one file). The page of a link is `/send/TOKEN`.

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
mod put_each;
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
pub use clean::{Clean, OpenRefusal, vouch};
pub use download::{Cached, NotCompressed, download};
pub use erase::{EraseWithOwner, Expired};
pub use media::Media;
pub use name::FileName;
pub use purpose::{Kept, Purpose, Purposes, Who, check_purposes};
pub use put::{Begun, begin_first};
pub use put_each::attach_sent_each;
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
    vec![
        gatehouse_db::migration!(20261129420000, "files"),
        gatehouse_db::migration!(20261227000200, "uploads"),
        gatehouse_db::migration!(20261228000310, "upload_person"),
        gatehouse_db::migration!(20261228400200, "file_vouched"),
    ]
}

/// What this kit tells the audit log.
pub const EVENTS: &[Event] = events::EVENTS;
