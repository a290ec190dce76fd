//! Refusals that several actions share.

use gatehouse_core::{Finality, Lang, Refusal};

/// Address and password do not belong together, or the account is not usable: one answer for all (ACC-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongCredentials;

impl Refusal for WrongCredentials {
    fn code(&self) -> &'static str {
        "account.wrong_credentials"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_wrong_credentials()
    }
}

/// Too many wrong passwords; the next try is possible soon (ACC-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slowed {
    /// Seconds to wait.
    pub after: u32,
}

impl Refusal for Slowed {
    fn code(&self) -> &'static str {
        "account.slowed"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_slowed(self.after)
    }
    fn finality(&self) -> Finality {
        Finality::TryAgain { after: Some(self.after) }
    }
    fn status(&self) -> u16 {
        429
    }
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

/// There is no such thing, or it is not this person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotThere;

impl Refusal for NotThere {
    fn code(&self) -> &'static str {
        "account.not_found"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_not_found()
    }
    fn status(&self) -> u16 {
        404
    }
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
