//! The names of states, for people.

use super::states::{Becomes, CompanyState, OwnerChangeKind};
use gatehouse_core::Lang;

impl CompanyState {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Active, Self::Unverified, Self::Deleted];
}

impl OwnerChangeKind {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Asked => t.msg_owner_kind_asked(),
            Self::Gone => t.msg_owner_kind_gone(),
        }
    }
}

impl Becomes {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::AllRights, Self::User, Self::Removed];

    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::AllRights => t.msg_becomes_all(),
            Self::User => t.msg_becomes_user(),
            Self::Removed => t.msg_becomes_removed(),
        }
    }
}
