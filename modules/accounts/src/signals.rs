//! What the module tells those above it, in the same transaction.

use gatehouse_context::Signal;
use gatehouse_core::Uuid;

/// An account was confirmed and can be used from now on (ACC-2).
#[derive(Clone, Copy, Debug)]
pub struct AccountConfirmed {
    /// The account.
    pub account: Uuid,
}

/// An account is being deleted: every module erases or detaches what it holds of it (ACC-17).
#[derive(Clone, Copy, Debug)]
pub struct AccountDeleted {
    /// The account.
    pub account: Uuid,
}

impl Signal for AccountConfirmed {}
impl Signal for AccountDeleted {}
