//! Types and rules without I/O.

pub mod agreement;
pub mod edition_facts;
pub mod edition_service;
pub mod input;
pub mod labels;
pub mod limits;
pub mod merge_rule;
pub mod platform;
pub mod regions;
pub mod seats;
pub mod shop_link;
pub mod term;
