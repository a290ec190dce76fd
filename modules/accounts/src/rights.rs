//! Who may do what; the actions ask here (ALL-8).

use crate::refusals::NotTheOwner;
use gatehouse_context::{Cx, Right};
use gatehouse_core::{Actor, Role, Uuid};

pub use gatehouse_web::rights::{is_administrator, member};
pub use gatehouse_web::{NotAllowed, may};

/// Staff who may look at customers' accounts.
pub const MAY_LOOK: [Role; 3] = [Role::Support, Role::Licensing, Role::Privacy];

/// Looking at customers' accounts.
pub enum LookAtAccounts {}

impl Right for LookAtAccounts {
    const ROLES: &'static [Role] = &MAY_LOOK;
    const SCOPE: Option<&'static str> = None;
}

/// Staff who help customers that cannot sign in.
pub const MAY_HELP: [Role; 1] = [Role::Support];

/// Signing a customer out everywhere, and beginning the removal of lost factors.
pub enum HelpToSignIn {}

impl Right for HelpToSignIn {
    const ROLES: &'static [Role] = &MAY_HELP;
    const SCOPE: Option<&'static str> = None;
}

/// The signed-in customer, for actions on their own account.
pub fn own_account(cx: &Cx) -> Result<Uuid, NotTheOwner> {
    cx.actor.account().ok_or(NotTheOwner)
}

/// Only the command line and other programs of the installation.
pub fn is_program(cx: &Cx) -> Result<(), NotAllowed> {
    match cx.actor {
        Actor::Program(_) => Ok(()),
        _ => Err(NotAllowed),
    }
}
