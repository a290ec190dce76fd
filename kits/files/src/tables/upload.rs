//! The table `upload`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A file that is on its way, or whole and not attached.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "upload")]
#[personal(
    purpose = "Files that a person is sending",
    basis = "b",
    subject = Account("owner"),
    on_erase = Delete
)]
pub struct Model {
    /// The id of the file.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// The subject whose key seals it.
    #[holds(Pseudonym)]
    pub owner: Uuid,
    /// The company or account whose room it takes while it is unfinished.
    #[holds(Pseudonym)]
    pub payer: Uuid,
    /// Who of the company has begun it.
    #[holds(Pseudonym)]
    pub person: Option<Uuid>,
    /// The message, or link, that it is for.
    #[holds(NotPersonal("a random id"))]
    pub message: Uuid,
    /// Its name, sealed.
    #[holds(Sealed(Correspondence))]
    pub name_sealed: Vec<u8>,
    /// How many bytes it will have.
    #[holds(NotPersonal("a number"))]
    pub length: i64,
    /// How many of them are safe.
    #[holds(NotPersonal("a number"))]
    pub received: i64,
    /// Whoever writes knows the number of its claim; a later claim has a greater one.
    #[holds(NotPersonal("a number"))]
    pub epoch: i64,
    /// SHA-256 as far as it goes, sealed.
    #[holds(Sealed(Correspondence))]
    pub hash_sealed: Option<Vec<u8>>,
    /// When the last byte was safe.
    #[holds(Personal(Activity))]
    pub done_at: Option<Moment>,
    /// When it was begun.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it ends, unless more comes.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
