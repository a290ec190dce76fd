//! The test world's own tests.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod postgres;
