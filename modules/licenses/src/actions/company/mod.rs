//! Licenses of a company (LIC-24). Each change enters the company behind the license's lock, in the order in which everybody takes them, so a
//! right that was taken meanwhile changes nothing any more.
//!
//! - [`presented`]: reads what somebody shows, a code or a key file.
//! - [`attach`]: the step by which a license comes into a company.
//! - [`add`], [`remove`], [`reveal`], [`key_file`]: what those do who manage licenses.
//! - [`proof`]: what joining needs of licenses.
//! - [`free`]: a company is gone; [`merge`]: it became a part of another one.

pub mod add;
pub(crate) mod attach;
pub(crate) mod free;
pub mod key_file;
pub(crate) mod merge;
pub mod presented;
pub(crate) mod proof;
pub mod remove;
pub mod reveal;
