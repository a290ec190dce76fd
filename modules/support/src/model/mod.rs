//! Types and pure rules.

pub mod apns;
pub mod calendar;
pub mod canned;
pub mod category;
pub mod clocks;
pub mod contract;
pub mod files;
pub mod form;
pub mod import;
pub mod lab_archive;
pub mod macro_steps;
pub mod mail_lang;
pub mod mail_thread;
pub mod message;
pub mod narrowing;
pub mod number;
pub mod on_call;
pub mod places;
pub mod provision;
pub mod queue_rules;
pub mod request;
pub mod settings;
pub mod status;
pub mod timer;
pub mod transition;
pub mod work;
