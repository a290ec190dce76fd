//! Messages of a request.

use gatehouse_db::stored_words;

/// How a message came or goes.
pub type Via = super::request::Channel;

/// Who sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody of the request.
    Public,
    /// Staff alone: a note.
    Internal,
}

stored_words!(Audience { Public = "public", Internal = "internal" });

/// Who wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Author {
    /// A person of the request.
    Customer,
    /// A member of the staff.
    Staff,
    /// The program, or another one that answers by itself.
    Machine,
}

stored_words!(Author { Customer = "customer", Staff = "staff", Machine = "machine" });

/// The channel as it stands in a message's row: mails that machines wrote stand apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageChannel {
    /// By a page.
    Web,
    /// By mail.
    Mail,
    /// By the public form.
    Public,
    /// By telephone.
    Call,
    /// By letter.
    Letter,
    /// By chat.
    Chat,
    /// From another program.
    Import,
    /// By mail, written by a machine: an absence, a list.
    Automatic,
}

stored_words!(MessageChannel {
    Web = "web",
    Mail = "mail",
    Public = "public",
    Call = "call",
    Letter = "letter",
    Chat = "chat",
    Import = "import",
    Automatic = "automatic",
});

impl From<Via> for MessageChannel {
    fn from(via: Via) -> Self {
        match via {
            Via::Web => Self::Web,
            Via::Mail => Self::Mail,
            Via::Public => Self::Public,
            Via::Call => Self::Call,
            Via::Letter => Self::Letter,
            Via::Chat => Self::Chat,
            Via::Import => Self::Import,
        }
    }
}

/// How a mail's id came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefKind {
    /// We gave it.
    Sent,
    /// It came in with this one.
    Received,
    /// A relay gave it on the way out.
    Relay,
}

stored_words!(RefKind { Sent = "sent", Received = "received", Relay = "relay" });

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// It was queued.
    Queued,
    /// It came back.
    Bounced,
    /// A server on the way goes on trying.
    Delayed,
}

stored_words!(DeliveryState { Queued = "queued", Bounced = "bounced", Delayed = "delayed" });

/// The most characters of a message that is typed.
pub const MOST_TYPED: usize = 50_000;
/// The most characters of a message that came by mail or from another program; the rest is in the file beside it.
pub const MOST_RECEIVED: usize = 200_000;
/// The most characters of a subject.
pub const MOST_SUBJECT: usize = 200;
/// The most files of one message (SUP-5).
pub const MOST_FILES: usize = 3;
