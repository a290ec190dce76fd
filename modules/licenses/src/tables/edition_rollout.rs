//! Decisions that what an edition grants now goes also to licenses that were sold before (LIC-1).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One decision, for all licenses of an edition with an earlier revision.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "edition_rollout")]
#[personal(purpose = "Which sold licenses get what an edition grants now", basis = "f")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this edition.
    #[holds(TECHNICAL)]
    pub edition_id: Uuid,
    /// They become this revision.
    #[holds(TECHNICAL)]
    pub edition_rev: i64,
    /// The words to all holders.
    #[holds(TECHNICAL)]
    pub reason: String,
    /// From when on.
    #[holds(TECHNICAL)]
    pub from_at: Moment,
    /// When it was decided.
    #[holds(TECHNICAL)]
    pub decided_at: Moment,
    /// Who decided it: the kind of actor.
    #[holds(TECHNICAL)]
    pub decided_by_kind: String,
    /// Who decided it.
    #[holds(Pseudonym)]
    pub decided_by_id: Option<Uuid>,
    /// When each license had its decision.
    #[holds(TECHNICAL)]
    pub finished_at: Option<Moment>,
}

gatehouse_db::no_relations!();
