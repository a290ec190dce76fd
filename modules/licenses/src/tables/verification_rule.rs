//! Which licenses a clerk looks at before they work (LIC-23).

use crate::inventory::TECHNICAL;
use crate::model::verification::VerificationRule;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "verification_rule")]
#[personal(purpose = "Which licenses a clerk looks at before they work", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// What is flagged.
    #[holds(TECHNICAL)]
    pub kind: VerificationRule,
    /// Which license, batch, order or product.
    #[holds(TECHNICAL)]
    pub about_id: Uuid,
    /// When.
    #[holds(TECHNICAL)]
    pub set_at: Moment,
    /// By which kind of actor.
    #[holds(TECHNICAL)]
    pub set_by_kind: String,
    /// By whom.
    #[holds(Pseudonym)]
    pub set_by_id: Option<Uuid>,
    /// It holds no more since then.
    #[holds(TECHNICAL)]
    pub ended_at: Option<Moment>,
}

gatehouse_db::no_relations!();
