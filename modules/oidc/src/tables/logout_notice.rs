//! Clients that have yet to hear that somebody signed out (OpenID Connect Back-Channel Logout 1.0).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One of them. It outlives the account, whose end is what the client has to hear.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_logout")]
#[personal(purpose = "Telling a site or an app that somebody signed out")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The client's row.
    #[holds(TECHNICAL)]
    pub client: Uuid,
    /// What it calls the account.
    #[holds(Pseudonym)]
    pub sub: String,
    /// What it calls the session; null: all of them.
    #[holds(Pseudonym)]
    pub sid: Option<String>,
    /// When the person signed out.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
}

gatehouse_db::no_relations!();
