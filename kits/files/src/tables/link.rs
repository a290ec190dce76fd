//! The table `upload_link`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A link by which somebody without a session sends files.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "upload_link")]
#[personal(
    purpose = "Files that a person was asked to send",
    basis = "b",
    subject = Account("owner"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// The subject whose key seals what comes.
    #[holds(Pseudonym)]
    pub owner: Uuid,
    /// Whose room it takes while it is unfinished.
    #[holds(Pseudonym)]
    pub payer: Uuid,
    /// What the files are for: one request.
    #[holds(NotPersonal("a random id"))]
    pub target: Uuid,
    /// The word of the purpose.
    #[holds(NotPersonal("what files of a kind are for"))]
    pub purpose: String,
    /// HMAC of the link's token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// HMAC of the PIN.
    #[holds(Lookup(Short))]
    pub pin_hash: Option<Vec<u8>>,
    /// Wrong ones so far.
    #[holds(NotPersonal("a number"))]
    pub wrong_pins: i64,
    /// The most bytes of all its files.
    #[holds(NotPersonal("a number"))]
    pub most_bytes: i64,
    /// The most files.
    #[holds(NotPersonal("a number"))]
    pub most_files: i64,
    /// How many bytes were begun.
    #[holds(NotPersonal("a number"))]
    pub begun_bytes: i64,
    /// How many files.
    #[holds(NotPersonal("a number"))]
    pub begun_files: i64,
    /// Who made it.
    #[holds(Pseudonym)]
    pub made_by: Option<Uuid>,
    /// When.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it ends.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
