//! A list of codes and license numbers that a clerk pastes (ux.md §5).

use super::search::Search;
use gatehouse_core::{MOST_ROWS, Refusal};

/// What was pasted: each line with its number in the text.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    pub(crate) lines: Vec<(usize, Search)>,
}

/// Why nothing was looked up, or nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum PasteRefusal {
    /// No line names anything.
    #[refusal(422, "license.nothing_pasted", refusal_nothing_pasted, field = "codes")]
    Nothing,
    /// More than [`MOST_ROWS`] lines.
    #[refusal(422, "license.too_many_pasted", refusal_too_many_pasted(i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)), field = "codes")]
    TooMany,
    /// No license has any of these codes or numbers.
    #[refusal(422, "license.none_pasted_found", refusal_none_pasted_found, field = "codes")]
    NoneFound,
}

impl Pasted {
    /// Reads the text: a code or a license number in each line; empty lines are none.
    pub fn read(text: &str) -> Result<Self, PasteRefusal> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let lines: Vec<_> = lines.map(|(at, line)| (at + 1, Search::read(line))).collect();
        match lines.len() {
            0 => Err(PasteRefusal::Nothing),
            n if n > MOST_ROWS => Err(PasteRefusal::TooMany),
            _ => Ok(Self { lines }),
        }
    }
}
