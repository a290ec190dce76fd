//! Who keeps a member out (COM-12, COM-14): an administrator, the company's directory, or both, each for a reason of its own.

use gatehouse_core::Lang;
use gatehouse_db::stored_words;

/// Who blocked a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockedBy {
    /// An administrator.
    Person,
    /// The company's directory, which alone ends it.
    Directory,
    /// Both: each ends its own block, and the other one goes on.
    Both,
}

stored_words!(BlockedBy { Person = "person", Directory = "directory", Both = "both" });

impl BlockedBy {
    /// With this block besides the one of before.
    #[must_use]
    pub const fn with(before: Option<Self>, by: Self) -> Self {
        match (before, by) {
            (None, by) => by,
            (Some(Self::Person), Self::Person) => Self::Person,
            (Some(Self::Directory), Self::Directory) => Self::Directory,
            _ => Self::Both,
        }
    }

    /// What is left when this one ends its block.
    #[must_use]
    pub const fn without(self, by: Self) -> Option<Self> {
        match (self, by) {
            (Self::Both | Self::Directory, Self::Person) => Some(Self::Directory),
            (Self::Both | Self::Person, Self::Directory) => Some(Self::Person),
            _ => None,
        }
    }

    /// Whether an administrator blocks them.
    #[must_use]
    pub const fn is_by_person(self) -> bool {
        matches!(self, Self::Person | Self::Both)
    }

    /// Whether the directory does.
    #[must_use]
    pub const fn is_by_directory(self) -> bool {
        matches!(self, Self::Directory | Self::Both)
    }

    /// As a member's page says it.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Person => t.msg_blocked_by_person(),
            Self::Directory => t.msg_blocked_by_directory(),
            Self::Both => t.msg_blocked_by_both(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BlockedBy::{self, Both, Directory, Person};

    /// COM-12, COM-14
    #[test]
    fn each_ends_their_own_block_alone() {
        assert_eq!((BlockedBy::with(None, Person), BlockedBy::with(Some(Person), Person)), (Person, Person));
        for (first, second) in [(Person, Directory), (Directory, Person)] {
            assert_eq!(BlockedBy::with(Some(first), second), Both);
            assert_eq!(Both.without(first), Some(second));
            assert_eq!(first.without(second), Some(first));
            assert_eq!(first.without(first), None);
        }
    }
}
