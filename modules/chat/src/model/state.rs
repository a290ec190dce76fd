//! Words of a chat's columns.

use gatehouse_core::{Lang, Tone};
use gatehouse_db::stored_words;

/// Where a chat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// In the line.
    Waiting,
    /// Somebody of the staff has it.
    Open,
    /// Over.
    Ended,
}

stored_words!(State { Waiting = "waiting", Open = "open", Ended = "ended" });

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// The customer's.
    Customer,
    /// Support's.
    Staff,
}

stored_words!(Turn { Customer = "customer", Staff = "staff" });

/// Who ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndedBy {
    /// The customer.
    Customer,
    /// Somebody of the staff.
    Staff,
    /// Nobody said anything.
    Silence,
}

stored_words!(EndedBy { Customer = "customer", Staff = "staff", Silence = "silence" });

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Author {
    /// The customer.
    Customer,
    /// Somebody of the staff.
    Staff,
    /// The program.
    Machine,
}

stored_words!(Author { Customer = "customer", Staff = "staff", Machine = "machine" });

/// What the program says in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// It began.
    Started,
    /// Somebody of the staff has it now.
    Taken,
    /// Another one has it now.
    Transferred,
    /// It is over.
    Ended,
    /// It is over, because nobody said anything.
    Silence,
    /// It goes on as a request.
    Request,
}

stored_words!(Notice {
    Started = "started",
    Taken = "taken",
    Transferred = "transferred",
    Ended = "ended",
    Silence = "silence",
    Request = "request",
});

impl State {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Waiting => t.msg_state_waiting(),
            Self::Open => t.msg_state_open(),
            Self::Ended => t.msg_state_ended(),
        }
    }

    /// How it is shown.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Waiting => Tone::Warn,
            Self::Open => Tone::Good,
            Self::Ended => Tone::Neutral,
        }
    }
}

impl EndedBy {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Customer => t.msg_ended_by_customer(),
            Self::Staff => t.msg_ended_by_staff(),
            Self::Silence => t.msg_ended_by_silence(),
        }
    }
}

impl Notice {
    /// Its sentence; `who`: the member of the staff, by name.
    #[must_use]
    pub fn sentence(self, who: &str, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Started => t.msg_notice_started(),
            Self::Taken => t.msg_notice_taken(who),
            Self::Transferred => t.msg_notice_transferred(who),
            Self::Ended => t.msg_notice_ended(),
            Self::Silence => t.msg_notice_silence(),
            Self::Request => t.msg_notice_request(),
        }
    }
}
