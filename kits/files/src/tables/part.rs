//! The table `file_part`.

use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A part of a file that came in parts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "file_part")]
#[personal(purpose = "Files that a person sent or gets", basis = "b")]
pub struct Model {
    /// The random name of its bytes in the storage.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("random bytes; what they name is sealed under the owner's key"))]
    pub blob: Uuid,
    /// The `blob` of the file, or of several of one owner with the same content.
    #[holds(NotPersonal("random bytes"))]
    pub file_blob: Uuid,
    /// Its place in the content.
    #[holds(NotPersonal("a number"))]
    pub starts: i64,
    /// Its length, before sealing.
    #[holds(NotPersonal("a number"))]
    pub size: i64,
}

gatehouse_db::no_relations!();
