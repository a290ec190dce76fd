//! The table `brand_picture`.

use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// A picture that was written anew.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "brand_picture")]
#[personal(purpose = "The vendor's pages and mails")]
pub struct Model {
    /// The hash of its content, and `.png` or `.jpg`.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(NotPersonal("a hash of the vendor's picture"))]
    pub name: String,
    /// PNG or JPEG.
    #[holds(NotPersonal("the vendor's picture"))]
    pub content: Vec<u8>,
    /// When it was stored first.
    #[holds(NotPersonal("a technical time"))]
    pub created_at: Moment,
}

gatehouse_db::no_relations!();
