//! Changes of owner, which staff carry out (COM-3).

use crate::inventory::TECHNICAL;
use crate::model::states::{Becomes, OwnerChangeKind, OwnerChangeState};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "owner_change")]
#[personal(purpose = "Changing the owner of a company on request", basis = "b")]
pub struct Model {
    /// UUID v7; also of the key that seals the reason.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The owner of before.
    #[holds(Pseudonym)]
    pub from_member: Uuid,
    /// The account of the owner to be: it may join the company with the change.
    #[holds(Pseudonym)]
    pub to_account: Uuid,
    /// Whether the owner asked, or is gone.
    #[holds(Personal(Activity))]
    pub kind: OwnerChangeKind,
    /// What the owner of before becomes.
    #[holds(Personal(Activity))]
    pub becomes: Becomes,
    /// The request, the reason and the name of the new owner ([`crate::queries::owner_changes::Words`]).
    #[holds(Sealed(Correspondence))]
    pub reason_sealed: Vec<u8>,
    /// How far it is.
    #[holds(Personal(Activity))]
    pub state: OwnerChangeState,
    /// Who began it: the owner as a member where they asked, else the clerk.
    #[holds(Pseudonym)]
    pub asked_by: Uuid,
    /// The clerk who carried it out, or the second one, who approved the letter.
    #[holds(Pseudonym)]
    pub agreed_by: Option<Uuid>,
    /// When.
    #[holds(Personal(Activity))]
    pub asked_at: Moment,
    /// When it happens unless somebody objects.
    #[holds(Personal(Activity))]
    pub due_at: Option<Moment>,
    /// When it was done or stopped.
    #[holds(Personal(Activity))]
    pub ended_at: Option<Moment>,
}

gatehouse_db::no_relations!();
