//! Types and pure rules.

pub mod apns;
pub mod calendar;
pub mod clocks;
pub mod import;
pub mod lab_archive;
pub mod narrowing;
pub mod queue_rules;
