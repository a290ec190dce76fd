//! Requests of the public form for a key file, until their archive is fetched (LIC-11).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "key_file_ask")]
#[personal(purpose = "Mails a key file to who has its activation code, by a link that works once", basis = "b")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Code and address as typed, and the network, sealed by the installation; null once it is answered.
    #[holds(Sealed(Contact))]
    pub asked_sealed: Option<Vec<u8>>,
    /// The language of the form.
    #[holds(TECHNICAL)]
    pub lang: String,
    /// The time zone of the form.
    #[holds(TECHNICAL)]
    pub zone: Option<String>,
    /// The file that was made.
    #[holds(TECHNICAL)]
    pub key_file_id: Option<Uuid>,
    /// Keyed hash of the link's token.
    #[holds(Lookup(Short))]
    pub token_lookup: Option<Vec<u8>>,
    /// When it was asked for.
    #[holds(TECHNICAL)]
    pub asked_at: Moment,
    /// When the link was mailed.
    #[holds(TECHNICAL)]
    pub mailed_at: Option<Moment>,
    /// When the archive was fetched by it.
    #[holds(TECHNICAL)]
    pub taken_at: Option<Moment>,
}

gatehouse_db::no_relations!();
