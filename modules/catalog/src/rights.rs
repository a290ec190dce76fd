//! Who may do what with the catalog (ALL-8): the rights of staff and of API keys, as types that queries and looks ask proof of.

use crate::{CLERKS, LOOKERS, texts};

pub use gatehouse_web::{NotAllowed, may};

gatehouse_web::rights! {
    texts;
    /// Reading the catalog.
    CatalogRead = "catalog:read", LOOKERS, msg_scope_catalog_read;
    /// Changing the catalog.
    CatalogWrite = "catalog:write", CLERKS, msg_scope_catalog_write;
}
