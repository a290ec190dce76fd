//! The table `spent_challenge`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A challenge of the human check that was answered rightly.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "spent_challenge")]
#[personal(purpose = "Taking an answer to the human check once", basis = "f")]
pub struct Model {
    /// Its random bytes.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("random bytes"))]
    pub id: Vec<u8>,
    /// Keyed hash of what the form was about, where the same form may come again.
    #[holds(Lookup(Oldest))]
    pub about_hash: Option<Vec<u8>>,
    /// When it is refused for its age, and the row can go.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
