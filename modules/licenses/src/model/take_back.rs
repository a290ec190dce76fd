//! Why a block is taken back (LIC-20).

use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use serde::Serialize;
use utoipa::ToSchema;

/// The reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakeBackReason {
    /// What led to the block was put in order: paid, devices deactivated.
    Settled,
    /// The holder objected, and was right.
    Upheld,
    /// It was agreed with the holder.
    Agreed,
    /// It should not have been blocked.
    Mistake,
}

stored_words!(TakeBackReason {
    Settled = "settled",
    Upheld = "upheld",
    Agreed = "agreed",
    Mistake = "mistake",
});

impl TakeBackReason {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Settled => t.msg_take_back_settled(),
            Self::Upheld => t.msg_take_back_upheld(),
            Self::Agreed => t.msg_take_back_agreed(),
            Self::Mistake => t.msg_take_back_mistake(),
        }
    }
}
