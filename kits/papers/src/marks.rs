//! What is drawn on the pages of a paper, and the tree in which it is read aloud.

use crate::text::Line;
use gatehouse_brand::color::Srgb;

/// Something to be drawn.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// Text; `y` is its baseline.
    Text { x: f32, y: f32, line: Line, size: f32, color: Srgb },
    /// A filled box.
    Bar { x: f32, y: f32, width: f32, height: f32, color: Srgb },
    /// The logo.
    Logo { x: f32, y: f32, width: f32, height: f32 },
    /// A QR code: its dark cells, each this long.
    Code { x: f32, y: f32, cell: f32, cells: Vec<(usize, usize)> },
}

/// What a mark is for somebody who has the paper read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Content,
    /// Not read: lines between rows.
    Ornament,
    /// Not read: the foot of every page.
    Foot,
}

/// A part of the tree of a tagged document.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Its kind, and what is in it.
    Group(Kind, Vec<Part>),
    /// The mark with this number.
    Mark(usize),
    /// The link with this number.
    Link(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Of this level, with its text.
    Heading(u16, String),
    Paragraph,
    Table,
    Row,
    HeadCell,
    Cell,
    List,
    Entry,
    Label,
    Body,
    /// With what is said in place of it.
    Figure(String),
    Link,
}

/// A place that leads to an address.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) page: usize,
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
    pub(crate) url: String,
}

/// A heading, for the list of contents that a reader shows.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) text: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}
