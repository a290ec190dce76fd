//! What operations need of an API key, as types: so it is judged before the body is read. The words are those that staff
//! choose for a key.

use gatehouse_web::api::Scope;

/// Reading the catalog.
pub enum CatalogRead {}

impl Scope for CatalogRead {
    const NAME: &'static str = "catalog:read";
}

/// Changing the catalog.
pub enum CatalogWrite {}

impl Scope for CatalogWrite {
    const NAME: &'static str = "catalog:write";
}

/// Reading orders.
pub enum OrdersRead {}

impl Scope for OrdersRead {
    const NAME: &'static str = "orders:read";
}

/// Recording orders and issuing licenses under them.
pub enum OrdersWrite {}

impl Scope for OrdersWrite {
    const NAME: &'static str = "orders:write";
}

/// Reading licenses.
pub enum LicensesRead {}

impl Scope for LicensesRead {
    const NAME: &'static str = "licenses:read";
}

/// Changing licenses.
pub enum LicensesWrite {}

impl Scope for LicensesWrite {
    const NAME: &'static str = "licenses:write";
}
