//! Sessions for which a company's own provider has vouched (COM-14).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_session")]
#[personal(
    purpose = "Signing in by the company's own provider",
    basis = "b",
    subject = Via { column: "member_id", table: "company_member" },
    on_erase = Delete
)]
pub struct Model {
    /// The session of the account.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub session_id: Uuid,
    /// The company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The member.
    #[holds(Pseudonym)]
    pub member_id: Uuid,
    /// The provider.
    #[holds(TECHNICAL)]
    pub oidc_id: Uuid,
    /// Whether it opens the company's pages alone.
    #[holds(TECHNICAL)]
    pub only_inside: bool,
    /// Whether the provider says that a second factor was given, and its word counts.
    #[holds(Personal(Activity))]
    pub gave_factor: bool,
    /// When the session has ended at the latest.
    #[holds(Personal(Activity))]
    pub ends_at: Moment,
}

gatehouse_db::no_relations!();
