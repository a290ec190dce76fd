use askama::Template;
use gatehouse_core::Lang;

use crate::texts;

pub use gatehouse_core::Tone;

/// The states that licenses, codes and accounts can be in (LIC-17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Issued or added, on no device yet.
    NotActivated,
    /// In use.
    Active,
    /// Ends within the notice period.
    Expiring,
    /// The term is over.
    Expired,
    /// Blocked by the vendor.
    Blocked,
    /// Waits for a clerk (LIC-23).
    AwaitingVerification,
    /// A trial.
    Trial,
}

impl Status {
    /// Every state, for filters and the gallery.
    pub const ALL: [Self; 7] = [
        Self::NotActivated,
        Self::Active,
        Self::Expiring,
        Self::Expired,
        Self::Blocked,
        Self::AwaitingVerification,
        Self::Trial,
    ];

    /// The state's name.
    pub fn text(self, lang: Lang) -> String {
        let t = texts(lang);
        match self {
            Self::NotActivated => t.msg_status_not_activated(),
            Self::Active => t.msg_status_active(),
            Self::Expiring => t.msg_status_expiring(),
            Self::Expired => t.msg_status_expired(),
            Self::Blocked => t.msg_status_blocked(),
            Self::AwaitingVerification => t.msg_status_awaiting_verification(),
            Self::Trial => t.msg_status_trial(),
        }
    }

    const fn look(self) -> (Tone, bool) {
        match self {
            Self::NotActivated => (Tone::Neutral, true),
            Self::Active => (Tone::Good, false),
            Self::Expiring => (Tone::Warn, false),
            Self::Expired => (Tone::Bad, true),
            Self::Blocked => (Tone::Bad, false),
            Self::AwaitingVerification => (Tone::Info, true),
            Self::Trial => (Tone::Info, false),
        }
    }
}

/// A small label with a state's name.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="badge {{ tone.word() }}{% if ring %} ring{% endif %}">{{ text }}</span>"#,
    ext = "html"
)]
pub struct Badge {
    tone: Tone,
    text: String,
    ring: bool,
}

components!(Badge);

impl Badge {
    /// A label of one's own.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), ring: false }
    }

    /// One of the known states.
    pub fn status(lang: Lang, status: Status) -> Self {
        let (tone, ring) = status.look();
        Self { tone, text: status.text(lang), ring }
    }

    /// An empty mark instead of a filled one: not (or no longer) in effect.
    #[must_use]
    pub const fn ring(mut self) -> Self {
        self.ring = true;
        self
    }
}
