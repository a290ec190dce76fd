//! The entities: one file per table. Rows are written by `actions` only.

pub mod help_advice;
pub mod help_article;
pub mod help_category;
pub mod help_comment;
pub mod help_count;
pub mod help_missed;
pub mod help_number;
pub mod help_picture;
pub mod help_product;
pub mod help_text;
pub mod help_voter;
