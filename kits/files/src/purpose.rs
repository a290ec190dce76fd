//! What files are kept for.

use crate::media::Media;
use gatehouse_core::{DAY, Fault, Moment};
use std::collections::{BTreeMap, BTreeSet};

/// What a module keeps files for, declared once as a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The stable word, such as `accounts.picture`; what stands before the dot is the module's.
    pub word: &'static str,
    /// The most bytes of one file.
    pub most_bytes: u64,
    /// The kinds that are taken; empty: every one.
    pub media: &'static [Media],
    /// How long a file is kept.
    pub kept: Kept,
    /// Who gets to see it.
    pub who: Who,
}

/// How long files of a purpose are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Until the module, or the owner's end, removes them.
    UntilRemoved,
    /// So many days from when they were attached.
    Days(u32),
}

/// Who gets to see files of a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anybody,
    /// The account that owns it.
    Owner,
    /// Whom the module's own action lets: it has checked the right before it asks for the file.
    Module,
}

impl Purpose {
    pub(crate) const fn ends_at(&self, now: Moment) -> Option<Moment> {
        match self.kept {
            Kept::UntilRemoved => None,
            Kept::Days(days) => Some(now.plus(days as i64 * DAY)),
        }
    }

    pub(crate) fn takes(&self, media: Media) -> bool {
        self.media.is_empty() || self.media.contains(&media)
    }
}

/// The purposes of all modules, by their words: what an upload is for stands in its row. Lies in the services.
#[derive(Clone, Debug, Default)]
pub struct Purposes(BTreeMap<&'static str, Purpose>);

impl Purposes {
    /// Of all modules.
    pub fn new<'a>(all: impl IntoIterator<Item = &'a Purpose>) -> Self {
        Self(all.into_iter().map(|purpose| (purpose.word, *purpose)).collect())
    }

    /// The one with this word; that there is none is a mistake in the program.
    pub fn of(&self, word: &str) -> Result<Purpose, Fault> {
        self.0.get(word).copied().ok_or_else(|| Fault::new(format!("no module keeps files for {word}")))
    }
}

/// Whether each of these, of all modules, has a word of its own; one that two declare is a mistake in the program.
pub fn check_purposes<'a>(all: impl IntoIterator<Item = &'a Purpose>) -> Result<(), Fault> {
    let mut words = BTreeSet::new();
    match all.into_iter().find(|purpose| !words.insert(purpose.word)) {
        Some(twice) => Err(Fault::new(format!("the purpose of files {} is declared twice", twice.word))),
        None => Ok(()),
    }
}
