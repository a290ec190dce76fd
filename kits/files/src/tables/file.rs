//! The table `file`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

/// The bytes come, or nobody has attached them yet.
pub const RECEIVING: &str = "receiving";
/// A whole file.
pub const READY: &str = "ready";
/// Its end is committed; the job removes the bytes, then the row.
pub const DELETING: &str = "deleting";

/// What is known of harm in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanState {
    /// It was made here, or judged by the action that took it.
    Own,
    /// It was sent by somebody, and nobody opens it yet.
    Quarantined,
    /// The scanner found nothing.
    Clean,
    /// The scanner found something.
    Infected,
    /// It is too long, encrypted, or otherwise closed to the scanner.
    NotScannable,
}

stored_words!(ScanState {
    Own = "own",
    Quarantined = "quarantined",
    Clean = "clean",
    Infected = "infected",
    NotScannable = "not_scannable",
});

/// One file. Several rows of one owner may share their bytes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "file")]
#[personal(
    purpose = "Files that a person sent or gets",
    basis = "b",
    subject = Account("owner"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// The subject whose key seals it: an account, an order, the installation.
    #[holds(Pseudonym)]
    pub owner: Uuid,
    /// The word of its purpose.
    #[holds(NotPersonal("what files of a kind are for"))]
    pub purpose: String,
    /// [`RECEIVING`], [`READY`] or [`DELETING`].
    #[holds(NotPersonal("a state"))]
    pub state: String,
    /// The random name of its bytes in the storage.
    #[holds(NotPersonal("random bytes; what they name is sealed under the owner's key"))]
    pub blob: Uuid,
    /// Its name, sealed.
    #[holds(Sealed(Correspondence))]
    pub name_sealed: Option<Vec<u8>>,
    /// Its media type, proven by its bytes.
    #[holds(NotPersonal("a kind of file"))]
    pub media: String,
    /// Its length in bytes, before sealing.
    #[holds(NotPersonal("a number"))]
    pub size: i64,
    /// HMAC-SHA-256 of its content under a key that is derived from the owner's.
    #[holds(NotPersonal("a hash under a key that ends with the owner's"))]
    pub content_mac: Option<Vec<u8>>,
    /// When it was begun.
    #[holds(Personal(Activity))]
    pub created_at: i64,
    /// When it ends; `None`: when it is removed.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Option<i64>,
    /// How many parts it came in, each with bytes of its own; `None`: it came as one, and its bytes are `blob`.
    #[holds(NotPersonal("a number"))]
    pub parts: Option<i64>,
    /// Length and SHA-256 of what was uploaded, sealed.
    #[holds(Sealed(Correspondence))]
    pub receipt_sealed: Option<Vec<u8>>,
    /// What is known of harm in it.
    #[holds(NotPersonal("a state"))]
    pub scan: ScanState,
    /// When that was found.
    #[holds(NotPersonal("a technical time"))]
    pub scanned_at: Option<Moment>,
    /// What the scanner called it.
    #[holds(NotPersonal("the name of a malicious program, or why it could not be looked into"))]
    pub scan_said: Option<String>,
    /// The member of the staff who vouches for it: they have sent it.
    #[holds(Pseudonym)]
    pub vouched_by: Option<Uuid>,
    /// When they said so.
    #[holds(NotPersonal("a technical time"))]
    pub vouched_at: Option<Moment>,
}

gatehouse_db::no_relations!();
