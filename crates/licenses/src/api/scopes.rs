//! What operations need of an API key, as types: so it is judged before the body is read. The words are those that staff
//! choose for a key.

use gatehouse_web::api::Scope;

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        $(
            $(#[$doc])*
            pub enum $name {}

            impl Scope for $name {
                const NAME: &'static str = $word;
            }
        )*
    };
}

scopes! {
    /// Reading the catalog.
    CatalogRead = "catalog:read";
    /// Changing the catalog.
    CatalogWrite = "catalog:write";
    /// Reading orders.
    OrdersRead = "orders:read";
    /// Recording orders and issuing licenses under them.
    OrdersWrite = "orders:write";
    /// Reading licenses.
    LicensesRead = "licenses:read";
    /// Changing licenses.
    LicensesWrite = "licenses:write";
}
