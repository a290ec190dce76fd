//! What the catalog says of a revision of an edition, for whoever judges devices by it (LIC-1, LIC-10).

use super::edition_service::AccountNeed;
use super::regions::Regions;
use gatehouse_core::Uuid;

/// What the catalog says of an edition and its product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionFacts {
    /// The product's code.
    pub product_code: String,
    /// The product's name.
    pub product_name: String,
    /// Where it is sold.
    pub regions: Regions,
    /// How long a lease runs, in days.
    pub lease_days: i64,
    /// How many freed seats may count at once, where the product says it.
    pub transfer_allowance: Option<i64>,
    /// The version of the license agreement that must be accepted before the first activation, where the product asks for it.
    pub agreement: Option<Uuid>,
    /// The edition's code.
    pub edition_code: String,
    /// The edition's name.
    pub edition_name: String,
    /// The edition's features, in the catalog's order; at most 64.
    pub features: Vec<String>,
    /// For which of them a product must be connected to an account (LIC-33).
    pub account_need: AccountNeed,
    /// Where it must be for some, these, in the catalog's order.
    pub account_features: Vec<String>,
    /// The product's applications; none: the product is one application.
    pub applications: Vec<String>,
}
