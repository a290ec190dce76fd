//! Products that wait for their owner (RFC 8628).

use crate::inventory::TECHNICAL;
use crate::model::device::DeviceState;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_device")]
#[personal(
    purpose = "Connecting a product with the account of whoever uses it",
    basis = "b",
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// The keyed hash of the code that the product keeps.
    #[holds(Lookup(Short))]
    pub device_hash: Vec<u8>,
    /// The same of the code that its user types.
    #[holds(Lookup(Short))]
    pub code_hash: Vec<u8>,
    /// The client's row.
    #[holds(TECHNICAL)]
    pub client: Uuid,
    /// What it told ([`crate::model::device::About`]), under the installation's key.
    #[holds(Sealed(Device))]
    pub about_sealed: Vec<u8>,
    /// From where it asked.
    #[holds(Personal(Activity))]
    pub network: Option<String>,
    /// Where it is.
    #[holds(Personal(Activity))]
    pub state: DeviceState,
    /// Who decided.
    #[holds(Pseudonym)]
    pub account_id: Option<Uuid>,
    /// What was allowed ([`crate::model::device::Approved`]), under the installation's key.
    #[holds(SealedGrant)]
    pub approved_sealed: Option<Vec<u8>>,
    /// When it asked last.
    #[holds(TECHNICAL)]
    pub polled_at: Option<Moment>,
    /// Seconds between two questions.
    #[holds(TECHNICAL)]
    pub pause: i64,
    /// When it began.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// It is of no use from then on.
    #[holds(TECHNICAL)]
    pub expires_at: Moment,
    /// When it got its tokens.
    #[holds(Personal(Activity))]
    pub used_at: Option<Moment>,
    /// Its refresh token, under the installation's key, for as long as the answer may have been lost.
    #[holds(Sealed(Credential))]
    pub next_sealed: Option<Vec<u8>>,
}

gatehouse_db::no_relations!();
