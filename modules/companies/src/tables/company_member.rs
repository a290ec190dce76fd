//! Who belongs to a company (COM-2, COM-3).

use crate::inventory::TECHNICAL;
use crate::model::rights::Rights;
use crate::model::states::{BlockedBy, JoinedBy};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One member.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_member")]
#[personal(
    purpose = "Membership of a company: who may act in its name, and how they stand in its lists",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; also of the key that seals the names.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// Whose membership it is.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// First and last name with their readings, as the company knows them ([`crate::model::name::MemberName`]).
    #[holds(Sealed(Name))]
    pub names_sealed: Vec<u8>,
    /// ISO 3166-1 alpha-2.
    #[holds(Personal(Preference))]
    pub country: Option<String>,
    /// Their branch of the company.
    #[holds(Personal(Preference))]
    pub branch_id: Option<Uuid>,
    /// Their place in the order of the company's names; says nothing else ([`crate::model::place`]).
    #[holds(Personal(Name))]
    pub name_place: i64,
    /// The rights that they were given.
    #[holds(Stated("rights_seal"))]
    pub rights_own: Rights,
    /// The rights that the groups of the directory give.
    #[holds(Stated("rights_seal"))]
    pub rights_groups: Rights,
    /// What the row says of rights and blocking, under seal.
    #[holds(SealedGrant)]
    pub rights_seal: Vec<u8>,
    /// Since when they are blocked.
    #[holds(Personal(Activity))]
    pub blocked_at: Option<Moment>,
    /// Who did that; each ends their own block only.
    #[holds(Personal(Activity))]
    pub blocked_by: Option<BlockedBy>,
    /// How they came.
    #[holds(Personal(Activity))]
    pub joined_by: JoinedBy,
    /// When they came.
    #[holds(Personal(Activity))]
    pub joined_at: Moment,
    /// Whether their account came about with the membership.
    #[holds(Personal(Activity))]
    pub made_account: bool,
    /// The notices that they switched off, a bit for each ([`crate::model::notice`]).
    #[holds(Personal(Preference))]
    pub notices_off: i64,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

/// What a membership belongs to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its company.
    #[sea_orm(belongs_to = "super::company::Entity", from = "Column::CompanyId", to = "super::company::Column::Id")]
    Company,
}

impl ActiveModelBehavior for ActiveModel {}
