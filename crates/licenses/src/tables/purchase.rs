//! Orders.

use sea_orm::entity::prelude::*;

/// One order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "purchase")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The order number.
    pub number: String,
    /// `shop`, `partner` or `staff`.
    pub source: String,
    /// Who sold it, shown by name.
    pub partner: Option<String>,
    /// The buyer's account, where one was known.
    pub buyer_account: Option<Uuid>,
    /// The buyer's address, sealed under the order's key.
    pub buyer_email_sealed: Option<Vec<u8>>,
    /// Keyed hash of the address.
    pub buyer_lookup: Option<Vec<u8>>,
    /// The pepper of the look-up.
    pub pepper_version: i64,
    /// The language of the buyer's mails.
    pub buyer_lang: Option<String>,
    /// Since when the address is kept without an account that answers for it.
    pub unclaimed_since: Option<i64>,
    /// A note for staff only, sealed under the order's key.
    pub note_sealed: Option<Vec<u8>>,
    /// When it was made.
    pub created_at: i64,
    /// Who made it: the kind of actor.
    pub created_by_kind: String,
    /// Who made it.
    pub created_by_id: Option<Uuid>,
    /// Counts changes; the ETag.
    pub version: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
