//! Users as a company's directory sees them (COM-14).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One user of the directory.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "scim_user")]
#[personal(
    purpose = "Users that a company's directory keeps",
    basis = "b",
    subject = Via { column: "member_id", table: "company_member" },
    on_erase = Detach
)]
pub struct Model {
    /// UUID v7; also of the key that seals the attributes.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Keyed hash of `userName`, whatever its case.
    #[holds(Lookup(Oldest))]
    pub user_name_lookup: Vec<u8>,
    /// `externalId`.
    #[holds(Pseudonym)]
    pub external_id: Option<String>,
    /// `active`.
    #[holds(Personal(Activity))]
    pub active: bool,
    /// The member; null while there is none.
    #[holds(Pseudonym)]
    pub member_id: Option<Uuid>,
    /// Keyed hash of `displayName`, whatever its case.
    #[holds(Lookup(Oldest))]
    pub display_lookup: Option<Vec<u8>>,
    /// All attributes as they came, those without a meaning here at most 16 KB of them.
    #[holds(Sealed(Contact))]
    pub extra_sealed: Vec<u8>,
    /// When the directory made it.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it changed last.
    #[holds(Personal(Activity))]
    pub changed_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
