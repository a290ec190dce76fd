//! Who may do what with statements and consents. No API key may.

use gatehouse_context::Right;
use gatehouse_core::Role;

pub use gatehouse_web::{NotAllowed, may};

/// Staff who see statements, and what a customer answered to them.
pub(crate) const LOOKERS: &[Role] = &[Role::Support, Role::Privacy];

/// Those who write and publish them.
pub(crate) const CLERKS: &[Role] = &[Role::Privacy];

/// Reading statements and what was answered to them.
pub enum StatementsRead {}

impl Right for StatementsRead {
    const ROLES: &'static [Role] = LOOKERS;
    const SCOPE: Option<&'static str> = None;
}

/// Writing and publishing statements.
pub enum StatementsWrite {}

impl Right for StatementsWrite {
    const ROLES: &'static [Role] = CLERKS;
    const SCOPE: Option<&'static str> = None;
}
