//! Both engines behind one handle: connections, transactions and watched writes, migrations, paging, copies of whole databases.
//!
//! A module gets a reader or a transaction from its context (`gatehouse_context::Cx`) and never learns which engine is behind. Where
//! SQLite and PostgreSQL need different SQL, the difference is a function of this crate with two arms.

mod aside;
pub mod checkup;
pub mod config;
pub mod containing;
pub mod copy;
mod dialect;
pub mod engine;
pub mod in_memory;
pub mod inventory;
pub mod migration;
pub mod news;
mod no_relations;
pub mod paging;
mod postgres;
pub mod reach;
mod readiness;
mod sqlite;
mod storage;
mod stored_words;
pub mod tx;
pub mod unique;
pub mod watched;

pub use aside::aside;
pub use config::{DbConfig, DbOptions, Transport};
pub use engine::{Db, Engine};
pub use migration::Migration;
pub use news::{Heard, Hearing, News};
pub use paging::{Cursor, Direction, ListKey, PageRequest, Paged, SortKey, Sorting, WrongCursor};
pub use sea_orm;
pub use tx::Tx;
pub use unique::Unique;
