//! Why somebody is told of licenses that end or are renewed (COM-13, LIC-8).

use gatehouse_core::Uuid;

/// A reader of such a mail.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reader<'a> {
    /// They have the license.
    Holder,
    /// They manage the licenses of a company.
    Manager {
        /// Who they are there.
        member: Uuid,
        /// The company's name.
        company: &'a str,
        /// Its word in addresses.
        word: &'a str,
    },
}

impl Reader<'_> {
    /// Where the licenses are.
    pub fn list(self) -> String {
        match self {
            Self::Holder => "/licenses".to_owned(),
            Self::Manager { word, .. } => format!("/c/{word}/licenses"),
        }
    }
}
