//! The table `staff_browser`.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A browser in which a member has signed in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "staff_browser")]
#[personal(
    purpose = "Letting a member in from the browsers that they use, whatever strangers try",
    basis = "f",
    subject = Staff("staff_id")
)]
pub struct Model {
    /// Random.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The member.
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// Keyed hash of the member and the browser's cookie.
    #[holds(Lookup(Short))]
    pub browser_hash: Vec<u8>,
    /// First sign-in.
    #[holds(Personal(Activity))]
    pub first_at: Moment,
    /// Last sign-in.
    #[holds(Personal(Activity))]
    pub last_at: Moment,
}

gatehouse_db::no_relations!();
