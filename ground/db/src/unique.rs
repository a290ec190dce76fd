//! Telling which unique index a write ran into, on both engines.

use sea_orm::{DbErr, SqlErr};

/// A unique index: its name (PostgreSQL reports that) and its columns (SQLite reports those).
#[derive(Clone, Copy, Debug)]
pub struct Unique {
    /// The index's name.
    pub name: &'static str,
    /// `table.column`, several joined by `, ` in the index's order.
    pub columns: &'static str,
}

impl Unique {
    /// Whether `error` is a violation of this index.
    pub fn violated_by(&self, error: &DbErr) -> bool {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(text)) => {
                text.contains(&format!("\"{}\"", self.name))
                    || text.trim_end().ends_with(&format!(": {}", self.columns))
            }
            _ => false,
        }
    }
}
