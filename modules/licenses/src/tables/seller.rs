//! Sellers: shops and partners, and the ways to reach them (LIC-35).

use crate::inventory::SELLER;
use crate::model::seller::SellerKind;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One seller.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "seller")]
#[personal(purpose = "Who sells, and how buyers reach them")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(SELLER)]
    pub id: Uuid,
    /// The stable word, unique and in lower case.
    #[holds(SELLER)]
    pub code: String,
    /// The firm's name.
    #[holds(SELLER)]
    pub name: String,
    /// A shop or a partner.
    #[holds(SELLER)]
    pub kind: SellerKind,
    /// Its site; may be empty, as the next three.
    #[holds(SELLER)]
    pub site: String,
    /// Where it reads mail of buyers.
    #[holds(SELLER)]
    pub email: String,
    /// Its telephone number.
    #[holds(SELLER)]
    pub phone: String,
    /// When somebody answers there, in its own words.
    #[holds(SELLER)]
    pub hours: String,
    /// Where it is: a code of ISO 3166-1.
    #[holds(SELLER)]
    pub country: Option<String>,
    /// Sells no more since.
    #[holds(SELLER)]
    pub archived_at: Option<Moment>,
    /// When it was added.
    #[holds(SELLER)]
    pub created_at: Moment,
    /// Counts changes; the ETag.
    #[holds(SELLER)]
    pub version: i64,
}

gatehouse_db::no_relations!();
