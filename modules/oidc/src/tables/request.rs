//! Authorization requests on their way.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One request: pushed by its client (RFC 9126), or brought by a browser whose person has to sign in or to decide first.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_request")]
#[personal(purpose = "Going on with a sign-in to a site or an app")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The keyed hash of the token by which it is found.
    #[holds(Lookup(Short))]
    pub token_hash: Vec<u8>,
    /// The client's row.
    #[holds(TECHNICAL)]
    pub client: Uuid,
    /// What is asked ([`crate::model::request::Asked`]), under the installation's key: there may be an address in it.
    #[holds(Sealed(Contact))]
    pub asked_sealed: Vec<u8>,
    /// A browser has brought it.
    #[holds(TECHNICAL)]
    pub is_opened: bool,
    /// When it came.
    #[holds(TECHNICAL)]
    pub created_at: Moment,
    /// It is of no use from then on.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
