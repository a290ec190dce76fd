//! What staff can do with several requests at once.

use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::view::Icon;

/// One of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ticked {
    /// Take them.
    Take,
    /// Give them back: nobody has them.
    Release,
    /// A colleague has them.
    Assign,
    /// Into another queue.
    Move,
    /// A macro runs on each.
    Macro,
    /// Cancel them, for one reason.
    Cancel,
}

impl Ticked {
    /// Where the list sends the rows.
    pub(crate) const AT: &'static str = "/staff/requests/chosen";
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [Self::Take, Self::Release, Self::Assign, Self::Move, Self::Macro, Self::Cancel];

    /// The stable word in forms.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Release => "release",
            Self::Assign => "assign",
            Self::Move => "move",
            Self::Macro => "macro",
            Self::Cancel => "cancel",
        }
    }

    /// From its word.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    /// The button.
    pub(crate) fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::Take => t.msg_staff_take(),
            Self::Release => t.msg_staff_release(),
            Self::Assign => t.msg_staff_assign_colleague(),
            Self::Move => t.msg_staff_move(),
            Self::Macro => t.msg_staff_macro_choose(),
            Self::Cancel => t.msg_staff_cancel_requests(),
        }
    }

    /// Its icon.
    pub(crate) const fn icon(self) -> Icon {
        match self {
            Self::Take => Icon::Check,
            Self::Release => Icon::Undo,
            Self::Assign => Icon::Person,
            Self::Move => Icon::Forward,
            Self::Macro => Icon::Jobs,
            Self::Cancel => Icon::Ban,
        }
    }
}
