//! Why actions are refused: [`VisitorRefusal`] to people who are not signed in, [`AccountRefusal`] about an account.

use crate::model::FormError;
use gatehouse_core::note::Wrong;
use gatehouse_core::{Invalid, Lang, Refusal};
use gatehouse_guard::TooOften;
use gatehouse_web::NotAllowed;
use gatehouse_web::notes::NoteError;

/// What a visitor is refused. None of it says anything about an address (ACC-6).
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum VisitorRefusal {
    /// Something is wrong with the form, or the human check is asked (the field `human_picture`).
    Invalid(Invalid<FormError>),
    /// The link opens nothing, or its page is too old.
    BadLink(BadLink),
    /// Too many from this network.
    TooOften(TooOften),
    /// Address and password do not belong together, or the account is not usable: one answer for all (ACC-6).
    #[refusal(422, "account.wrong_credentials", wrong_credentials)]
    WrongCredentials,
    /// Too many wrong passwords: wait so many seconds (ACC-11).
    #[refusal(429, "account.slowed", slowed(*it), again = *it)]
    Slowed(u32),
}

/// Why an account stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AccountRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// Only a program of the installation does this.
    NotAllowed(NotAllowed),
    /// Too many from this network.
    TooOften(TooOften),
    /// There is no such thing, or it is not this person's.
    #[refusal(404, "account.not_found", not_found)]
    NotFound,
    /// Too many wrong passwords: wait so many seconds (ACC-11).
    #[refusal(429, "account.slowed", slowed(*it), again = *it)]
    Slowed(u32),
}

/// Why a note about a customer was not written or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum NoteRefusal {
    /// Another role, or not its author.
    NotAllowed(NotAllowed),
    /// No such account.
    #[refusal(404, "account.not_found", not_found)]
    Unknown,
    /// What is wrong with it.
    Wrong(NoteError),
}

impl From<Wrong> for NoteRefusal {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong.into())
    }
}

/// Why no link to set a first password was mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum InviteRefusal {
    /// Another role.
    NotAllowed(NotAllowed),
    /// No such account.
    #[refusal(404, "account.not_found", not_found)]
    Unknown,
    /// It has a password, or waits for none.
    #[refusal(422, "account.has_password", invite_has_password)]
    HasPassword,
    /// Mailed several times just now.
    TooOften(TooOften),
}

/// A link from a mail that opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum BadLink {
    /// Replaced by newer ones, or never ours.
    #[refusal(404, "account.link_unknown", link_unknown)]
    Unknown,
    /// It has done its work.
    #[refusal(410, "account.link_used", link_used)]
    Used,
    /// Too old.
    #[refusal(410, "account.link_expired", link_expired)]
    Expired,
}

/// Only the owner, signed in to their account, does this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTheOwner;

impl Refusal for NotTheOwner {
    fn code(&self) -> &'static str {
        "account.not_allowed"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_not_allowed()
    }
    fn status(&self) -> u16 {
        403
    }
}
