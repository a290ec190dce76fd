//! The table `mail_ledger`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One count, or one wish to be left alone.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "mail_ledger")]
#[personal(purpose = "Keeping strangers from flooding a mailbox or using its mails up", basis = "f")]
pub struct Model {
    /// Keyed hash of purpose, address and who asked.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Vec<u8>,
    /// Keyed hash of the address alone, to forget all of it.
    #[holds(Pseudonym)]
    pub address: Vec<u8>,
    /// Mails of this day.
    #[holds(NotPersonal("a counter"))]
    pub mailed: i64,
    /// When the day ends; of a wish, until when it holds.
    #[holds(NotPersonal("a technical time"))]
    pub day_ends: Moment,
    /// When the last mail was queued; 0: never.
    #[holds(NotPersonal("a technical time"))]
    pub last_at: Moment,
    /// When the row can go.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
