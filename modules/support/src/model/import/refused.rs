//! Why a file, or a thing of it, is not taken.

use super::RowWrong;
use super::split::SplitRefused;
use gatehouse_core::{Lang, Refusal};

/// Why a thing is not taken; the others are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ItemRefused {
    /// It cannot be read.
    Row(RowWrong),
    /// It ended longer ago than requests of people without an account are kept.
    #[refusal(422, "import.too_old", import_too_old)]
    TooOld,
    /// The request of a message is not there.
    #[refusal(422, "import.no_request", import_no_request)]
    NoRequest,
    /// A row of a CSV file that is not written as one.
    #[refusal(422, "import.row", import_row)]
    CsvRow,
    /// A row of a CSV file that begins no request, behind one that was refused.
    #[refusal(422, "import.beginning", import_beginning)]
    NoBeginning,
}

impl ItemRefused {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Row(RowWrong::Element),
        Self::Row(RowWrong::Status),
        Self::Row(RowWrong::Moment),
        Self::Row(RowWrong::Messages),
        Self::TooOld,
        Self::NoRequest,
        Self::CsvRow,
        Self::NoBeginning,
    ];

    /// What a stored code says.
    #[must_use]
    pub fn said(code: &str, lang: Lang) -> Option<String> {
        Self::ALL.iter().find(|one| one.code() == code).map(|one| one.text(lang))
    }
}

/// Why a file is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum FileRefused {
    /// It is no export.
    Split(SplitRefused),
    /// It names more people than are read.
    #[refusal(413, "import.people", import_people, field = "file")]
    People,
    /// The first line of a CSV file is none of column names.
    #[refusal(422, "import.header", import_header, field = "file")]
    Header,
    /// It was removed before it was read.
    #[refusal(410, "import.file_gone", import_file_gone, field = "file")]
    Gone,
    /// It was tried again and again, and never came to its end.
    #[refusal(422, "import.broken", import_broken, field = "file")]
    Broken,
}

impl FileRefused {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Split(SplitRefused::Malformed),
        Self::Split(SplitRefused::LargeElement),
        Self::People,
        Self::Header,
        Self::Gone,
        Self::Broken,
    ];

    /// What a stored code says.
    #[must_use]
    pub fn said(code: &str, lang: Lang) -> Option<String> {
        Self::ALL.iter().find(|one| one.code() == code).map(|one| one.text(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::{FileRefused, ItemRefused};
    use gatehouse_core::{Lang, Refusal as _};
    use std::collections::BTreeSet;

    /// SUP-17
    #[test]
    fn each_refusal_has_a_code_of_its_own_by_which_it_is_told() {
        let items = ItemRefused::ALL.map(|one| one.code());
        let files = FileRefused::ALL.map(|one| one.code());
        let codes: BTreeSet<&str> = items.into_iter().chain(files).collect();
        assert_eq!(codes.len(), items.len() + files.len());
        for code in items {
            assert!(ItemRefused::said(code, Lang::Ja).is_some_and(|text| !text.is_empty()));
        }
        for code in files {
            assert!(FileRefused::said(code, Lang::Ru).is_some_and(|text| !text.is_empty()));
        }
    }
}
