//! What operations need of an API key, as types: so it is judged before the body is read. Staff choose among them for a key.

use crate::texts;

gatehouse_web::scopes! {
    texts;
    /// Reading the catalog.
    CatalogRead = "catalog:read", msg_scope_catalog_read;
    /// Changing the catalog.
    CatalogWrite = "catalog:write", msg_scope_catalog_write;
    /// Reading orders.
    OrdersRead = "orders:read", msg_scope_orders_read;
    /// Recording orders and issuing licenses under them.
    OrdersWrite = "orders:write", msg_scope_orders_write;
    /// Reading licenses.
    LicensesRead = "licenses:read", msg_scope_licenses_read;
    /// Changing licenses.
    LicensesWrite = "licenses:write", msg_scope_licenses_write;
}
