use crate::texts;
use gatehouse_core::day::DayError;
use gatehouse_core::{Lang, Refusal};
use gatehouse_db::paging::LARGEST_PAGE;

/// What can be wrong with a part of a list's query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// None of the values that there are.
    Choice,
    /// Not an id.
    Id,
    /// Not a day of the calendar.
    Day,
    /// A day of another age.
    Year,
    /// Not a number of rows that a page may have.
    Size,
    /// Not a cursor that this list gave.
    Cursor,
}

impl From<DayError> for Wrong {
    fn from(error: DayError) -> Self {
        match error {
            DayError::NotADay => Self::Day,
            DayError::Year => Self::Year,
        }
    }
}

/// A part of a list's query that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// The member's name.
    pub field: &'static str,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Refusal for FilterError {
    fn code(&self) -> &'static str {
        match self.wrong {
            Wrong::Choice => "input.not_a_choice",
            Wrong::Id => "input.unknown",
            Wrong::Day => "input.not_a_day",
            Wrong::Year => "input.year",
            Wrong::Size => "input.not_a_number",
            Wrong::Cursor => "input.not_a_cursor",
        }
    }

    fn text(&self, lang: Lang) -> String {
        let t = texts(lang);
        match self.wrong {
            Wrong::Choice => t.msg_list_wrong_choice(),
            Wrong::Id => t.msg_list_wrong_id(),
            Wrong::Day => t.msg_list_wrong_day(),
            Wrong::Year => t.msg_list_wrong_year(),
            Wrong::Size => t.msg_list_wrong_size(LARGEST_PAGE),
            Wrong::Cursor => t.msg_list_wrong_cursor(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(self.field)
    }
}
