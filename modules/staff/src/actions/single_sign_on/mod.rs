//! Signing in by the vendor's own OpenID Connect provider, where the operator wants it (ALL-8).
//!
//! A member is known there by issuer and subject, never by an address. Their roles are those that their groups give, taken anew each time;
//! an administrator is kept who can sign in with a password and an authenticator app.

pub mod attach;
pub mod attach_own;
pub mod detach;
pub mod end;
pub mod enter;
mod identity;
mod join;
mod settle;
pub mod step_up;
pub mod tried;

pub(crate) use identity::forget as forget_identity;
