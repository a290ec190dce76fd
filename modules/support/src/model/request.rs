//! Words of a request's columns.

use gatehouse_core::Lang;
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};

/// How a request, or a message of it, came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// By a page.
    Web,
    /// By mail.
    Mail,
    /// By the public form.
    Public,
    /// By telephone; staff have written it down (SUP-23).
    Call,
    /// By letter.
    Letter,
    /// By chat.
    Chat,
    /// From another program.
    Import,
}

stored_words!(Channel {
    Web = "web",
    Mail = "mail",
    Public = "public",
    Call = "call",
    Letter = "letter",
    Chat = "chat",
    Import = "import",
});

impl Channel {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Web => t.msg_channel_web(),
            Self::Mail => t.msg_channel_mail(),
            Self::Public => t.msg_channel_public(),
            Self::Call => t.msg_channel_call(),
            Self::Letter => t.msg_channel_letter(),
            Self::Chat => t.msg_channel_chat(),
            Self::Import => t.msg_channel_import(),
        }
    }
}

/// What somebody is to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// They asked.
    Author,
    /// They read along.
    Reader,
    /// They are a contact of its contract.
    Contact,
}

stored_words!(Role { Author = "author", Reader = "reader", Contact = "contact" });

/// Somebody without an account, as a request knows them; sealed under its key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their telephone number; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// How two requests belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// One goes on in the other.
    Merged,
    /// They are about the same.
    Related,
    /// One was opened after the other had ended.
    Follows,
}

stored_words!(LinkKind { Merged = "merged", Related = "related", Follows = "follows" });

impl LinkKind {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Merged => t.msg_link_merged(),
            Self::Related => t.msg_link_related(),
            Self::Follows => t.msg_link_follows(),
        }
    }
}

/// From which program requests are brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportSource {
    /// Zendesk.
    Zendesk,
    /// Zammad.
    Zammad,
    /// Any other one, by a CSV file (ACC-18).
    Csv,
}

stored_words!(ImportSource { Zendesk = "zendesk", Zammad = "zammad", Csv = "csv" });

impl ImportSource {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zendesk => "Zendesk",
            Self::Zammad => "Zammad",
            Self::Csv => "CSV",
        }
    }
}

/// How far that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportState {
    /// A job will do it.
    Waiting,
    /// On its way.
    Running,
    /// Only looked at.
    Checked,
    /// Over.
    Done,
    /// Given up.
    Failed,
}

stored_words!(ImportState {
    Waiting = "waiting",
    Running = "running",
    Checked = "checked",
    Done = "done",
    Failed = "failed",
});

impl ImportState {
    /// Whether it goes on by itself.
    #[must_use]
    pub const fn is_on_its_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }

    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Waiting => t.msg_import_waiting(),
            Self::Running => t.msg_import_running(),
            Self::Checked => t.msg_import_checked(),
            Self::Done => t.msg_import_done(),
            Self::Failed => t.msg_import_failed(),
        }
    }
}
