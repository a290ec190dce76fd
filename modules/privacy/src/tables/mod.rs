//! The entities: one file per table. Rows are written by `actions` only.

pub mod consent;
pub mod consent_event;
pub mod statement;
pub mod statement_text;
pub mod statement_version;
