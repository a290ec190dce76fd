//! What pages and the API read, and what `licenses` asks of the catalog; nothing here changes anything.

pub mod agreements;
pub mod areas;
pub mod catalog_memory;
pub mod edition_service;
pub mod offers;
pub mod products;
pub mod revisions;
