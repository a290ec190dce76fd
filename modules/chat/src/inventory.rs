//! The declaration of this module's tables and promises (PRI-1, PRI-2).

use crate::tables::{chat, chat_message, chat_setting};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _, RetentionRule};

/// What other columns hold that tell nothing of a person.
pub(crate) const TECHNICAL: Holds = Holds::NotPersonal("says nothing about a person");

/// The rule of chats: the moment stands in the row.
pub(crate) const RULE: &str = "chat.kept";

pub(crate) fn inventory() -> Inventory {
    Inventory {
        module: "chat",
        tables: vec![chat::Model::table(), chat_message::Model::table(), chat_setting::Model::table()],
        rules: vec![RetentionRule {
            id: RULE,
            table: "chat",
            anchor: "erase_at",
            days: 0,
            promise: "A chat is erased 90 days after its last message, with its files; what became of it as a request stays there",
        }],
    }
}
