//! The entities: one file per table. Rows are written by `actions` only; `licenses` reads them too.

pub mod agreement;
pub mod agreement_text;
pub mod application;
pub mod edition;
pub mod edition_account_feature;
pub mod edition_feature;
pub mod edition_rev;
pub mod edition_service;
pub mod edition_text;
pub mod feature;
pub mod feature_label;
pub mod offer;
pub mod offer_rev;
pub mod product;
pub mod product_version;
pub mod term;
