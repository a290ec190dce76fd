//! How a thing stands.

/// How a thing stands, for readers: pages show it as color and shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Green.
    Good,
    /// Amber: soon something must be done.
    Warn,
    /// Red: it does not work, or cannot be undone.
    Bad,
    /// Blue: worth knowing.
    Info,
    /// Gray.
    Neutral,
}

impl Tone {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Neutral => "neutral",
        }
    }
}
