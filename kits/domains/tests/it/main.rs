//! The proof of a domain, against name servers that fail and that mean harm, and the course of its checks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod course;
mod look_up;
