//! Why something is not done with a mail.

use gatehouse_core::Refusal;

/// Why a mail is neither tried again nor thrown away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum FailedMailRefusal {
    /// It is not among those that failed: somebody was faster.
    #[refusal(409, "inbox.not_failed", mail_not_failed)]
    NotFailed,
}
