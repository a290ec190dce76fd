//! What the human check (ACC-1) computes: the picture of its letters, and the proof of work.
//!
//! The rules are the guard's. This is apart because it alone is compiled with optimization in tests.

mod glyphs;
pub mod picture;
mod png;
pub mod work;

/// Letters that are not taken for one another, nor for digits.
pub const LETTERS: &[u8] = b"ABCDEFHKMNPRTUVWXY";
