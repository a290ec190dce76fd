//! Kinds of notification that a person can switch on (ACC-16). Security notices are not among them: they
//! are always sent. A kind stands here when its mail exists, and not before.

use gatehouse_core::Lang;

/// A kind of notification; each is off until its person switches it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notification {
    /// A device took a seat of one of the person's licenses.
    DeviceActivated,
}

impl Notification {
    /// Every kind, in the order of the page.
    pub const ALL: [Self; 1] = [Self::DeviceActivated];

    /// The stable word in the database and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DeviceActivated => "device_activated",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What the person reads.
    pub fn label(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::DeviceActivated => t.msg_notify_device_activated(),
        }
    }
}
