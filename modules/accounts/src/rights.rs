//! Who may do what; the actions ask here (ALL-8).

use crate::refusals::NotAllowed;
use gatehouse_context::{Cx, May, Right};
use gatehouse_core::{Actor, Role, Uuid};

/// Staff who may look at customers' accounts.
pub const MAY_LOOK: [Role; 3] = [Role::Support, Role::Licensing, Role::Privacy];

/// Looking at customers' accounts.
pub enum LookAtAccounts {}

impl Right for LookAtAccounts {
    const ROLES: &'static [Role] = &MAY_LOOK;
    const SCOPE: Option<&'static str> = None;
}

/// The signed-in customer, for actions on his own account.
pub fn own_account(cx: &Cx) -> Result<Uuid, NotAllowed> {
    cx.actor.account().ok_or(NotAllowed)
}

/// Staff with a role for it (administrators always), or a program.
pub fn may_look(cx: &Cx) -> Result<May<LookAtAccounts>, NotAllowed> {
    May::of(cx).ok_or(NotAllowed)
}

/// Only the command line and other programs of the installation.
pub fn is_program(cx: &Cx) -> Result<(), NotAllowed> {
    match cx.actor {
        Actor::Program(_) => Ok(()),
        _ => Err(NotAllowed),
    }
}
