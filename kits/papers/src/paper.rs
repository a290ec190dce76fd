//! What a paper says.

use crate::layout::Laid;
use crate::letterhead::Letterhead;
use crate::paint;
use gatehouse_core::{Fault, Lang, Moment};

/// The most characters of one text; the rest is cut off.
pub const MOST_CHARS: usize = 2_000;
/// The most blocks of a paper, and the most rows of its facts or entries of a list; further ones are left out.
pub const MOST_BLOCKS: usize = 100;
/// The most pages; a longer paper is a fault.
pub const MOST_PAGES: usize = 60;

/// A paper before it is printed.
#[derive(Clone, Debug)]
pub struct Paper {
    pub(crate) letterhead: Letterhead,
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) lede: String,
    pub(crate) id: String,
    pub(crate) dated: Moment,
    pub(crate) foot: String,
    pub(crate) pages: fn(Lang, usize, usize) -> String,
    pub(crate) blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub(crate) enum Block {
    Heading(String),
    Text(String),
    Facts(Vec<(String, String)>),
    List(Vec<String>),
    Link { url: String, caption: String, picture: String },
}

impl Paper {
    /// An empty paper. `id` tells it from every other one and is no secret; `dated` is when what it says was so; `pages` says
    /// "Page 1 of 2".
    pub fn new(
        letterhead: Letterhead,
        lang: Lang,
        title: impl Into<String>,
        (id, dated): (String, Moment),
        pages: fn(Lang, usize, usize) -> String,
    ) -> Self {
        let (title, lede, foot) = (title.into(), String::new(), String::new());
        Self { letterhead, lang, title, lede, id, dated, foot, pages, blocks: Vec::new() }
    }

    /// A line below the title.
    #[must_use]
    pub fn lede(mut self, lede: impl Into<String>) -> Self {
        self.lede = lede.into();
        self
    }

    /// What stands at the foot of every page, beside its number.
    #[must_use]
    pub fn foot(mut self, foot: impl Into<String>) -> Self {
        self.foot = foot.into();
        self
    }

    /// A heading of what follows.
    #[must_use]
    pub fn heading(self, text: impl Into<String>) -> Self {
        self.block(Block::Heading(text.into()))
    }

    /// A paragraph.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.block(Block::Text(text.into()))
    }

    /// A table of what is called how; rows without a value are left out.
    #[must_use]
    pub fn facts(self, rows: impl IntoIterator<Item = (String, String)>) -> Self {
        let rows = rows.into_iter().filter(|(_, value)| !value.trim().is_empty());
        self.block(Block::Facts(rows.take(MOST_BLOCKS).collect()))
    }

    /// A list with dots.
    #[must_use]
    pub fn list(self, entries: impl IntoIterator<Item = String>) -> Self {
        self.block(Block::List(entries.into_iter().take(MOST_BLOCKS).collect()))
    }

    /// An address as a QR code and as a link, with what it is for; `picture` is what a reader hears in place of the code.
    #[must_use]
    pub fn link(self, url: impl Into<String>, caption: impl Into<String>, picture: impl Into<String>) -> Self {
        self.block(Block::Link { url: url.into(), caption: caption.into(), picture: picture.into() })
    }

    fn block(mut self, block: Block) -> Self {
        if self.blocks.len() < MOST_BLOCKS {
            self.blocks.push(block);
        }
        self
    }

    /// Its bytes. Takes a core for some milliseconds; requests go through [`crate::print`].
    pub fn set(&self) -> Result<Vec<u8>, Fault> {
        paint::paint(self, &Laid::of(self)?)
    }
}
