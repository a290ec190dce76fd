//! The password policy and the pool.

mod policy;
mod pool;
