//! What staff can do with several licenses at once.

use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::view::Icon;

/// One of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ticked {
    /// Block them, for one reason.
    Block,
    /// Take their blocks back.
    Unblock,
    /// Mail their codes again.
    Resend,
}

impl Ticked {
    /// Where the list sends the rows.
    pub(crate) const AT: &'static str = "/staff/licenses/chosen";

    /// What clerks can do.
    pub(crate) const OF_CLERKS: [Self; 3] = [Self::Block, Self::Unblock, Self::Resend];

    /// What every reader of the list can do.
    pub(crate) const OF_ALL: [Self; 1] = [Self::Resend];

    /// The stable word in forms.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Unblock => "unblock",
            Self::Resend => "resend",
        }
    }

    /// From its word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::OF_CLERKS.into_iter().find(|act| act.word() == word)
    }

    /// The button below the list, and the one that does it.
    pub(crate) fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Block => t.msg_block(),
            Self::Unblock => t.msg_unblock(),
            Self::Resend => t.msg_ticked_resend(),
        }
    }

    /// Its icon.
    pub(crate) const fn icon(self) -> Icon {
        match self {
            Self::Block => Icon::Ban,
            Self::Unblock => Icon::Undo,
            Self::Resend => Icon::Send,
        }
    }
}
