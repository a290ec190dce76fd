//! News that travels upward: raised by a module, handled by those above it in the same transaction.

use uuid::Uuid;

/// What happened. The program lists who listens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// An account was confirmed and can be used from now on (ACC-2).
    AccountConfirmed {
        /// The account.
        account: Uuid,
    },
    /// An account is being deleted: every module erases or detaches what it holds of it (ACC-17).
    AccountDeleted {
        /// The account.
        account: Uuid,
    },
    /// A subject's key was destroyed: what is left of it in logs and free pages must go too (PRI-3).
    KeyDestroyed,
    /// A license was blocked (LIC-20).
    LicenseBlocked {
        /// The license.
        license: Uuid,
    },
    /// A license was unblocked (LIC-20).
    LicenseUnblocked {
        /// The license.
        license: Uuid,
    },
}
