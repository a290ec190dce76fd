//! The password policy and the pool.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod foreign;
mod leaks;
mod policy;
mod pool;
