//! Changes of the portal that administrators of companies were told (COM-13).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "portal_change")]
#[personal(purpose = "Telling the administrators of companies how the portal changes", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Title and text in each language, as JSON ([`crate::model::portal_text::PortalTexts`]).
    #[holds(TECHNICAL)]
    pub texts: String,
    /// The member of the staff.
    #[holds(Pseudonym)]
    pub made_by: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
}

gatehouse_db::no_relations!();
