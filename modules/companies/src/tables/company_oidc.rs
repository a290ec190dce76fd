//! Companies' own OpenID Connect providers (COM-14).

use crate::inventory::TECHNICAL;
use crate::model::states::OidcState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One provider.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "company_oidc")]
#[personal(purpose = "Signing in by the company's own provider")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this company.
    #[holds(TECHNICAL)]
    pub company_id: Uuid,
    /// The provider's issuer.
    #[holds(TECHNICAL)]
    pub issuer: String,
    /// Our id there.
    #[holds(TECHNICAL)]
    pub client_id: String,
    /// Our secret there; under the company's key.
    #[holds(Sealed(Credential))]
    pub secret_sealed: Vec<u8>,
    /// How far it is.
    #[holds(TECHNICAL)]
    pub state: OidcState,
    /// Whether it makes users of the verified domains.
    #[holds(TECHNICAL)]
    pub jit: bool,
    /// Whether its word about a second factor counts.
    #[holds(TECHNICAL)]
    pub trust_mfa: bool,
    /// When the owner came in by it.
    #[holds(TECHNICAL)]
    pub tested_at: Option<Moment>,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
