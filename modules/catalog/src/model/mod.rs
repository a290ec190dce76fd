//! Types and rules without I/O.

pub mod catalog;
pub mod catalog_words;
pub mod edition_facts;
pub mod input;
pub mod labels;
