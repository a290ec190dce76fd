//! The table `guard_counter`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One counter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "guard_counter")]
#[personal(purpose = "Slowing down guesses and floods", basis = "f")]
pub struct Model {
    /// Keyed hash of kind and what is counted.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Vec<u8>,
    /// What is counted, such as `accounts.sign_in`.
    #[holds(NotPersonal("what is counted"))]
    pub kind: String,
    /// How many in this window.
    #[holds(NotPersonal("a counter"))]
    pub count: i64,
    /// Nothing is tried before then.
    #[holds(NotPersonal("a technical time"))]
    pub blocked_until: Moment,
    /// When the window ends and the row can go.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
