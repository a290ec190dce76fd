//! The table `known_device`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A browser that has signed in before.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "known_device")]
#[personal(
    purpose = "Telling the owner of sign-ins from new devices",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// To which account.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// Keyed hash of account and cookie: two accounts of one browser cannot be linked.
    #[holds(Lookup(Short))]
    pub device_hash: Vec<u8>,
    /// First sign-in.
    #[holds(Personal(Activity))]
    pub first_at: Moment,
    /// Last sign-in.
    #[holds(Personal(Activity))]
    pub last_at: Moment,
    /// From where it signed in last.
    #[holds(Personal(Activity))]
    pub network: Option<String>,
    /// The browser's name of itself then.
    #[holds(Personal(Device))]
    pub agent: Option<String>,
    /// When the owner was told of it; 0: there was nothing to tell; null: not yet.
    #[holds(Personal(Activity))]
    pub told_at: Option<Moment>,
    /// Until then its sign-ins need no second step.
    #[holds(Personal(Activity))]
    pub trusted_until: Option<Moment>,
}

gatehouse_db::no_relations!();
