//! Refusals that several actions share.

use crate::rights::NotAllowed;
use gatehouse_core::Refusal;
use gatehouse_core::note::Wrong;
use gatehouse_web::notes::NoteError;

/// Why a note about a license was not written or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum NoteRefusal {
    /// Another role, or not its author.
    NotAllowed(NotAllowed),
    /// No such license.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
    /// What is wrong with it.
    Wrong(NoteError),
}

impl From<Wrong> for NoteRefusal {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong.into())
    }
}
