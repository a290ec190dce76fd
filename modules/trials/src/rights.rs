//! Who may do what with trials: the rights of staff and of API keys, as types that queries and looks ask proof of.

use crate::texts;
use gatehouse_context::Right;
use gatehouse_core::Role;

pub use gatehouse_web::{NotAllowed, may};

/// Staff who see trials.
pub(crate) const LOOKERS: &[Role] = &[Role::Licensing, Role::Support];

/// Those who allow one more.
pub(crate) const CLERKS: &[Role] = &[Role::Licensing];

gatehouse_web::rights! {
    texts;
    /// Reading trials.
    TrialsRead = "trials:read", LOOKERS, msg_scope_trials_read;
}

/// Allowing a person one more. No API key may.
pub enum TrialsWrite {}

impl Right for TrialsWrite {
    const ROLES: &'static [Role] = CLERKS;
    const SCOPE: Option<&'static str> = None;
}
