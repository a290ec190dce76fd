//! What the page after a right answer to a secret question carries: the new password that waits, to which a code by text message belongs. It
//! opens nothing without that code.

use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{Fault, HOUR, Uuid};

const PURPOSE: &str = "accounts.question_text";
/// The page knows it for so long.
const LIFE: i64 = HOUR;

/// What is carried.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The new password.
    pub waiting: Uuid,
    /// Whose.
    pub account: Uuid,
}

/// Seals it for a query parameter.
pub fn seal(cx: &Cx, named: Named) -> Result<String, Fault> {
    let ids = [named.waiting, named.account].map(Uuid::into_bytes).concat();
    sealed_token::seal(cx, PURPOSE, cx.now().plus(LIFE), &ids)
}

/// Opens it; `None` when it is not ours or too old.
pub fn open(cx: &Cx, text: &str) -> Option<Named> {
    let ids = sealed_token::open(cx, PURPOSE, LIFE, text)?;
    let (waiting, account) = ids.split_at_checked(16)?;
    Some(Named { waiting: Uuid::from_slice(waiting).ok()?, account: Uuid::from_slice(account).ok()? })
}
