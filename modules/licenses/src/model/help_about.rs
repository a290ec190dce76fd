//! The cases in which the seller can help first (LIC-35).

use crate::texts;
use gatehouse_core::Lang;
use gatehouse_db::stored_words;

/// What somebody needs help with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpAbout {
    /// The activation code got lost.
    LostCode,
    /// The license is blocked in error.
    Block,
    /// The code cannot be added.
    Adding,
    /// The new code of a top-up did not come.
    TopUp,
    /// The order or its delivery.
    Delivery,
    /// Closing documents.
    Documents,
}

stored_words!(HelpAbout {
    LostCode = "lost-code",
    Block = "block",
    Adding = "adding",
    TopUp = "top-up",
    Delivery = "delivery",
    Documents = "documents",
});

impl HelpAbout {
    /// As the person would say it.
    pub fn name(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::LostCode => t.msg_help_lost_code(),
            Self::Block => t.msg_help_block(),
            Self::Adding => t.msg_help_adding(),
            Self::TopUp => t.msg_help_top_up(),
            Self::Delivery => t.msg_help_delivery(),
            Self::Documents => t.msg_help_documents(),
        }
    }

    /// What the seller can do about it.
    pub fn what_helps(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::LostCode => t.msg_help_lost_code_what(),
            Self::Block => t.msg_help_block_what(),
            Self::Adding => t.msg_help_adding_what(),
            Self::TopUp => t.msg_help_top_up_what(),
            Self::Delivery => t.msg_help_delivery_what(),
            Self::Documents => t.msg_help_documents_what(),
        }
    }
}
