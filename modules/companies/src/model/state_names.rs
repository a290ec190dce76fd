//! What states are called, and how they look.

use super::states::{Becomes, DomainState, Invited, OwnerChangeKind};
use gatehouse_core::{Lang, Tone};

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

impl DomainState {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Pending => t.msg_domain_pending(),
            Self::Verified => t.msg_domain_verified(),
            Self::Failing => t.msg_domain_failing(),
            Self::Lost => t.msg_domain_lost(),
            Self::Contested => t.msg_domain_contested(),
        }
    }
}

impl Invited {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Sent => t.msg_invited_sent(),
            Self::Expired => t.msg_invited_expired(),
            Self::Registered => t.msg_invited_registered(),
            Self::Lapsed => t.msg_invited_lapsed(),
            Self::Accepted => t.msg_invited_accepted(),
            Self::Declined => t.msg_invited_declined(),
            Self::Withdrawn => t.msg_invited_withdrawn(),
        }
    }

    /// How it looks.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Sent | Self::Registered => Tone::Info,
            Self::Accepted => Tone::Good,
            Self::Expired | Self::Lapsed => Tone::Warn,
            Self::Declined | Self::Withdrawn => Tone::Neutral,
        }
    }
}
