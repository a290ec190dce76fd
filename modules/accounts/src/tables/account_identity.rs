//! The table `account_identity`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// An account elsewhere by which the owner signs in (ACC-8).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "account_identity")]
#[personal(
    purpose = "Signing in with an account elsewhere",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a random id"))]
    pub id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The service's word in the configuration.
    #[holds(Personal(Preference))]
    pub provider: String,
    /// Keyed hash of the service and the subject there.
    #[holds(Lookup(Moved))]
    pub subject_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(NotPersonal("a key version"))]
    pub pepper_version: i64,
    /// Service and subject.
    #[holds(Sealed(Credential))]
    pub subject_sealed: Vec<u8>,
    /// The address that the service has of the person, to tell several apart.
    #[holds(Sealed(Contact))]
    pub shown_sealed: Option<Vec<u8>>,
    /// When it was attached.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// When it opened last.
    #[holds(Personal(Activity))]
    pub used_at: Moment,
}

gatehouse_db::no_relations!();
