//! What staff note about a record, for each other. A module keeps its notes in a table of its own, sealed under the key of whom they may
//! name; what they may say is here.

use crate::text::several_lines;
use crate::{Moment, Personal, Uuid};

/// The most characters of a note.
pub const LONGEST: usize = 2_000;
/// The most notes of one record.
pub const MOST: u64 = 200;

/// A note, opened.
#[derive(Clone)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// The member of the staff who wrote it.
    pub author: Uuid,
    /// When.
    pub at: Moment,
    /// What it says; several lines.
    pub text: Personal<String>,
}

/// What is wrong with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was written.
    Missing,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// A character that nobody sees, or that turns the direction of writing.
    Unprintable(char),
    /// The record has [`MOST`] notes.
    TooMany,
}

/// A note as it is stored.
pub fn read(typed: &str) -> Result<String, Wrong> {
    let text = several_lines(typed).map_err(Wrong::Unprintable)?;
    match text.chars().nth(LONGEST) {
        _ if text.is_empty() => Err(Wrong::Missing),
        Some(_) => Err(Wrong::TooLong),
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Wrong, read};

    /// ALL-9
    #[test]
    fn a_note_is_several_lines_that_can_be_seen() {
        assert_eq!(read(" called\r\nback ").as_deref(), Ok("called\nback"));
        assert_eq!(read(" \u{3000} "), Err(Wrong::Missing));
        assert_eq!(read(&"я".repeat(LONGEST)).as_deref().map(str::len), Ok(2 * LONGEST));
        assert_eq!(read(&"я".repeat(LONGEST + 1)), Err(Wrong::TooLong));
        assert_eq!(read("a\u{202e}b"), Err(Wrong::Unprintable('\u{202e}')));
    }
}
