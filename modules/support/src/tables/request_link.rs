//! Requests that belong together; each link can be undone.

use crate::inventory::TECHNICAL;
use crate::model::request::LinkKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_link")]
#[personal(purpose = "Seeing what belongs together")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// This one.
    #[holds(TECHNICAL)]
    pub request_id: Uuid,
    /// And this one.
    #[holds(TECHNICAL)]
    pub other_id: Uuid,
    /// How.
    #[holds(TECHNICAL)]
    pub kind: LinkKind,
    /// The member of the staff; null: the program.
    #[holds(Pseudonym)]
    pub made_by: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
    /// Who undid it.
    #[holds(Pseudonym)]
    pub undone_by: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub undone_at: Option<Moment>,
}

gatehouse_db::no_relations!();
