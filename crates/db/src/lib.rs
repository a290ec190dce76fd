//! The ground's one door to storage: both engines, transactions, sealing, paging, audit.
//!
//! A module asks [`Cx`] for a reader ([`Cx::read`]) or for a transaction ([`Cx::begin`]) and never
//! learns which engine is behind. Where SQLite and PostgreSQL need different SQL, the difference is a
//! function of this crate with two arms. Contents that would hurt in a stolen database are sealed
//! ([`keys`]), look-ups go by keyed hash.

pub mod app;
pub mod audit;
pub mod audit_count;
pub mod audit_keep;
mod audit_mac;
pub mod audit_proof;
pub mod audit_seal;
pub mod audit_tables;
pub mod checkup;
pub mod config;
pub mod copy;
pub mod cx;
mod dialect;
pub mod engine;
pub mod event;
pub mod inventory;
mod key_file;
mod key_versions;
pub mod keys;
pub mod may;
pub mod migration;
pub mod note;
pub mod old_columns;
pub mod once;
pub mod paging;
pub mod peppers;
mod postgres;
pub mod private_file;
pub mod reach;
mod readiness;
pub mod seen;
pub mod signal;
mod sqlite;
mod storage;
mod stored_words;
pub mod subject;
mod subject_key;
pub mod tx;
pub mod unique;
pub mod watched;

pub use app::{App, Services, Settings};
pub use audit::{Audit, AuditEntry};
pub use config::{DbConfig, DbOptions, Transport};
pub use cx::Cx;
pub use engine::{Db, Engine};
pub use event::{Event, Reader};
pub use keys::{Keys, Lookups};
pub use may::{May, Right};
pub use migration::Migration;
pub use once::OnceKey;
pub use paging::{Cursor, Direction, ListKey, PageRequest, Paged, SortKey, Sorting, WrongCursor};
pub use sea_orm;
pub use seen::{Look, LookUp, Looking, Seen};
pub use signal::{Listener, Listeners, Signal};
pub use subject_key::SubjectKey;
pub use tx::Tx;
pub use unique::Unique;
