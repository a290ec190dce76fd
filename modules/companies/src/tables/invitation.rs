//! Invitations into a company (COM-5).

use crate::inventory::TECHNICAL;
use crate::model::rights::Rights;
use crate::model::states::InvitationState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One invitation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "invitation")]
#[personal(purpose = "Inviting people into a company", basis = "b")]
pub struct Model {
    /// UUID v7; also of the key that seals the address.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Keyed hash of the normalized address.
    #[holds(Lookup(Moved))]
    pub address_lookup: Vec<u8>,
    /// The pepper of the look-up.
    #[holds(TECHNICAL)]
    pub pepper_version: i64,
    /// The address.
    #[holds(Sealed(Contact))]
    pub address_sealed: Vec<u8>,
    /// What the person gets with it.
    #[holds(Stated("rights_seal"))]
    pub rights: Rights,
    /// The same under seal.
    #[holds(SealedGrant)]
    pub rights_seal: Vec<u8>,
    /// The branch that is proposed.
    #[holds(Personal(Preference))]
    pub branch_id: Option<Uuid>,
    /// The member who invited.
    #[holds(Pseudonym)]
    pub invited_by: Uuid,
    /// The language of its mails.
    #[holds(Personal(Preference))]
    pub lang: String,
    /// Keyed hash of the link's token.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// When the link ends.
    #[holds(Personal(Activity))]
    pub ends_at: Moment,
    /// When the form was filled in.
    #[holds(Personal(Activity))]
    pub registered_at: Option<Moment>,
    /// How often it was mailed.
    #[holds(Personal(Activity))]
    pub sends: i64,
    /// How far it is; the clock tells the rest.
    #[holds(Personal(Activity))]
    pub state: InvitationState,
    /// When it was made.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
