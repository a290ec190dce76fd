//! Events: what the audit log tells (ALL-3). A module declares its own in its `events.rs` with [`crate::events!`]. A word that is
//! not declared cannot be written, and one that lacks a text in some language does not compile.

use crate::AuditEntry;
use gatehouse_core::{Lang, Tone, Uuid};

/// Whom the history of a record tells of an event. The log itself and the activity of an account tell of every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Staff, on the record's own page.
    Staff,
    /// The customer whose record it is, on its own page.
    Holder,
    /// The vendor's other systems (ALL-7): the kinds and ids of the line are published ([`crate::publish`]), never a look and never a word.
    Systems,
}

/// How the words of looks end: somebody saw or searched something (ALL-8), and nothing was changed. The log tells changes first.
pub const LOOKS: [&str; 3] = ["viewed", "searched", "listed"];

/// Something that happens, and its words.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// The stable word: `license.code_resent`. What stands before the dot is its area.
    pub word: &'static str,
    /// The kind of record that it happens to.
    pub record: &'static str,
    /// One sentence for every reader.
    pub text: fn(Lang) -> String,
    /// How it is shown.
    pub tone: Tone,
    /// Whom the record's history tells.
    pub readers: &'static [Reader],
}

impl Event {
    /// An event without words, for tests.
    pub const fn plain(word: &'static str, record: &'static str) -> Self {
        Self { word, record, text: |_| String::new(), tone: Tone::Neutral, readers: &[] }
    }

    /// A line of the log: this happened to that record.
    #[must_use]
    pub fn about(&self, id: impl Into<Option<Uuid>>) -> AuditEntry {
        AuditEntry::new(self.word, self.record, id.into()).telling_systems(self.is_published())
    }

    /// A line about no record.
    #[must_use]
    pub fn entry(&self) -> AuditEntry {
        AuditEntry::new(self.word, self.record, None).telling_systems(self.is_published())
    }

    /// A line about a record of another kind than usual.
    #[must_use]
    pub fn about_other(&self, record: &'static str, id: impl Into<Option<Uuid>>) -> AuditEntry {
        AuditEntry::new(self.word, record, id.into()).telling_systems(self.is_published())
    }

    /// Whether it is a look, and no change.
    pub fn is_look(&self) -> bool {
        self.word.rsplit_once('.').is_some_and(|(_, end)| LOOKS.contains(&end))
    }

    /// Whether other systems are told. A look never is, whatever its line says.
    pub fn is_published(&self) -> bool {
        self.is_told(Reader::Systems) && !self.is_look()
    }

    /// Whether this reader is told.
    pub fn is_told(&self, reader: Reader) -> bool {
        self.readers.contains(&reader)
    }
}

/// Declares the events of a module: `NAME = "word" of "record", message, Tone, for Reader Reader;`. The first line names the
/// module's texts.
#[macro_export]
macro_rules! events {
    ($texts:path; $($(#[$doc:meta])* $name:ident = $word:literal of $record:literal, $text:ident, $tone:ident
        $(, for $($reader:ident)+)?;)+) => {
        $(
            $(#[$doc])*
            pub(crate) const $name: $crate::Event = $crate::Event {
                word: $word,
                record: $record,
                text: |lang| $texts(lang).$text(),
                tone: ::gatehouse_core::Tone::$tone,
                readers: &[$($($crate::Reader::$reader),+)?],
            };
        )+

        /// Every event of this module.
        pub(crate) const EVENTS: &[$crate::Event] = &[$($name),+];
    };
}
