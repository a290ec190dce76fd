//! A company's own OpenID Connect provider (COM-14): set up and tried by the owner, and how people come in by it. What it says counts within
//! the company alone.

pub mod aside;
pub mod enter;
pub mod link;
pub(crate) mod mark;
pub mod save;
pub mod switch;
pub mod tested;
