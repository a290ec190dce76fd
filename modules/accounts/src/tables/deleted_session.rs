//! The table `deleted_session`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A session whose account was deleted a moment ago by who held it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "deleted_session")]
#[personal(purpose = "Telling who has just deleted their account that it is deleted", basis = "b", on_erase = Delete)]
pub struct Model {
    /// Keyed hash of the cookie's token.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Lookup(Short))]
    pub id: Vec<u8>,
    /// When the row can go.
    #[holds(NotPersonal("a technical time"))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
