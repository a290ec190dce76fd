//! Requests of any other portal, in a CSV file (ACC-18): a row for each message, those of a request one behind the other. The columns are documented in
//! `docs/formats/requests-csv.md`.

use super::item::Item;
use super::refused::ItemRefused;
use super::{
    ImportedMessage, ImportedRequest, ImportedStatus, MOST_BODY, MOST_MESSAGES, RowWrong, cut, moment, subject,
};

/// The most bytes of a row.
pub const LONGEST_ROW: usize = 256 << 10;
/// The most lines of a row.
pub const MOST_LINES: usize = 2_000;

/// The columns, of which the first two are mandatory.
pub const COLUMNS: [&str; 12] = [
    "request",
    "opened_at",
    "number",
    "subject",
    "status",
    "changed_at",
    "email",
    "name",
    "tags",
    "at",
    "from",
    "message",
];

/// Which column stands where.
#[derive(Clone, Debug)]
pub struct Header(Vec<&'static str>);

impl Header {
    /// Reads the first line; `None` where a name is not known or stands there twice, or one of the mandatory columns is missing.
    #[must_use]
    pub fn read(fields: &[String]) -> Option<Self> {
        let mut columns = Vec::with_capacity(fields.len());
        for field in fields {
            let name = field.trim().to_ascii_lowercase();
            let column = COLUMNS.into_iter().find(|column| *column == name)?;
            if columns.contains(&column) {
                return None;
            }
            columns.push(column);
        }
        COLUMNS[..2].iter().all(|column| columns.contains(column)).then_some(Self(columns))
    }
}

/// A row by its columns; what is missing is empty.
struct Fields<'a>(Vec<(&'static str, &'a str)>);

impl<'a> Fields<'a> {
    fn get(&self, column: &str) -> &'a str {
        self.0.iter().find(|(name, _)| *name == column).map_or("", |(_, value)| value.trim())
    }

    fn or<'b>(&self, column: &str, other: &'b str) -> &'b str
    where
        'a: 'b,
    {
        match self.get(column) {
            "" => other,
            value => value,
        }
    }
}

/// Puts rows together to requests. A row that is wrong refuses its whole request: half of a correspondence says something else.
#[derive(Debug, Default)]
pub struct Grouping {
    begun: Option<(u32, ImportedRequest, Vec<ImportedMessage>)>,
    /// The request whose rows are passed over, because one of them was refused.
    refused: Option<String>,
}

/// What became of the rows before: the line on which they begin, and the request or why there is none.
pub type Grouped = (u32, String, Result<Item, ItemRefused>);

impl Grouping {
    /// Takes a row; gives the request before it, where this one begins another, or what is wrong.
    pub fn row(&mut self, header: &Header, line: u32, fields: Option<&[String]>) -> Vec<Grouped> {
        let mut done = Vec::new();
        let Some(fields) = fields.filter(|fields| fields.len() == header.0.len()) else {
            // Nobody knows whose row it is: what was begun may lack it.
            let begun = self.begun.take();
            let (line, id) = begun.map_or((line, String::new()), |(line, request, _)| (line, request.id));
            self.refused = (!id.is_empty()).then(|| id.clone());
            return vec![(line, id, Err(ItemRefused::CsvRow))];
        };
        let fields = Fields(header.0.iter().copied().zip(fields.iter().map(String::as_str)).collect());
        let id = fields.get("request");
        if self.refused.as_deref() == Some(id) {
            return done;
        }
        self.refused = None;
        if self.begun.as_ref().is_some_and(|(_, request, _)| request.id != id) {
            done.extend(self.finish());
        }
        let begins = self.begun.as_ref().map_or(line, |(begins, ..)| *begins);
        if let Err(wrong) = self.add(line, id, &fields) {
            self.begun = None;
            self.refused = Some(id.to_owned());
            done.push((begins, id.to_owned(), Err(wrong)));
        }
        done
    }

    /// The last request.
    pub fn finish(&mut self) -> Option<Grouped> {
        let (line, request, messages) = self.begun.take()?;
        Some((line, request.id.clone(), Ok(Item::whole(request, messages))))
    }

    fn add(&mut self, line: u32, id: &str, fields: &Fields<'_>) -> Result<(), ItemRefused> {
        let begun = match self.begun.take() {
            Some(begun) => begun,
            None if id.is_empty() => return Err(ItemRefused::NoBeginning),
            None => (line, request(id, fields).map_err(ItemRefused::Row)?, Vec::new()),
        };
        let (begins, request, mut messages) = begun;
        if let Some(message) = message(&request, &messages, fields).map_err(ItemRefused::Row)? {
            messages.push(message);
        }
        let is_full = messages.len() > MOST_MESSAGES;
        self.begun = Some((begins, request, messages));
        if is_full { Err(ItemRefused::Row(RowWrong::Messages)) } else { Ok(()) }
    }
}

fn status(word: &str) -> Result<ImportedStatus, RowWrong> {
    Ok(match word.to_ascii_lowercase().as_str() {
        "" | "closed" => ImportedStatus::Closed,
        "processing" => ImportedStatus::Processing,
        "awaiting_answer" => ImportedStatus::AwaitingAnswer,
        "solution_provided" => ImportedStatus::SolutionProvided,
        "closed_redirected" => ImportedStatus::Redirected,
        _ => return Err(RowWrong::Status),
    })
}

fn request(id: &str, fields: &Fields<'_>) -> Result<ImportedRequest, RowWrong> {
    let opened_at = moment(fields.get("opened_at"))?;
    let (name, email) = (fields.get("name").replace(['<', '>'], ""), fields.get("email"));
    Ok(ImportedRequest {
        id: id.to_owned(),
        number: fields.or("number", id).chars().take(super::item::MOST_ID).collect(),
        subject: subject(fields.get("subject")),
        status: status(fields.get("status"))?,
        opened_at,
        changed_at: match fields.get("changed_at") {
            "" => opened_at,
            text => moment(text)?,
        },
        author: (!email.is_empty()).then(|| format!("{name} <{email}>")),
        tags: fields.get("tags").split('|').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
    })
}

/// The message of a row; `None`: it has none.
fn message(
    request: &ImportedRequest,
    before: &[ImportedMessage],
    fields: &Fields<'_>,
) -> Result<Option<ImportedMessage>, RowWrong> {
    let text = fields.get("message");
    if text.is_empty() {
        return Ok(None);
    }
    let (is_staff, is_public) = match fields.get("from").to_ascii_lowercase().as_str() {
        "" | "customer" => (false, true),
        "support" => (true, true),
        "note" => (true, false),
        _ => return Err(RowWrong::Element),
    };
    let (body, is_cut) = cut(text.to_owned(), MOST_BODY);
    Ok(Some(ImportedMessage {
        request: request.id.clone(),
        id: format!("{}-{}", request.id, before.len() + 1),
        author: if is_staff { None } else { request.author.clone() },
        is_staff: Some(is_staff),
        is_public,
        at: match fields.get("at") {
            "" => before.last().map_or(request.opened_at, |last| last.at),
            text => moment(text)?,
        },
        body,
        is_html: false,
        is_cut,
        files: Vec::new(),
    }))
}

#[cfg(test)]
mod tests {
    use super::{Grouped, Grouping, Header};
    use crate::model::import::item::Item;
    use crate::model::import::refused::ItemRefused;
    use crate::model::import::{ImportedStatus, RowWrong};
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Grouped> {
        let mut lines = text.lines().zip(1..);
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
        let header = Header::read(&cells(lines.next().unwrap().0)).unwrap();
        let mut grouping = Grouping::default();
        let mut all: Vec<Grouped> =
            lines.flat_map(|(line, at)| grouping.row(&header, at, Some(&cells(line)))).collect();
        all.extend(grouping.finish());
        all
    }

    /// ACC-18
    #[test]
    fn rows_of_one_request_are_its_correspondence() {
        let all = read(
            "request,opened_at,subject,status,email,from,message\n\
             7,2024-03-01T10:00:00Z,Lamp,processing,ada@example.com,,It is dark\n\
             7,,,,,support,Turn it on\n\
             7,,,,,note,They forgot it again\n\
             8,2024-03-02T10:00:00Z,Other,,,,Hello",
        );
        let [(2, _, Ok(Item::Request(first, said))), (5, _, Ok(Item::Request(second, _)))] = &all[..] else {
            panic!("{all:?}")
        };
        assert_eq!((first.subject.as_str(), first.status), ("Lamp", ImportedStatus::Processing));
        let kinds: Vec<_> = said.iter().map(|one| (one.is_staff, one.is_public)).collect();
        assert_eq!(kinds, [(Some(false), true), (Some(true), true), (Some(true), false)]);
        assert_eq!((second.status, second.author.as_deref()), (ImportedStatus::Closed, None));
    }

    /// ACC-18
    #[test]
    fn a_wrong_row_refuses_its_request_once_and_no_other() {
        let all = read(
            "request,opened_at,from,message\n\
             1,yesterday,,a\n\
             1,2024-03-01T10:00:00Z,,b\n\
             2,2024-03-01T10:00:00Z,,a\n\
             2,,robot,b\n\
             2,,,c\n\
             3,2024-03-01T10:00:00Z,,a\n\
             4,2024-03-01T10:00:00Z\n\
             ,2024-03-01T10:00:00Z,,a",
        );
        let told: Vec<_> =
            all.iter().map(|(line, id, one)| (*line, id.as_str(), one.as_ref().err().copied())).collect();
        let row = |wrong| Some(ItemRefused::Row(wrong));
        assert_eq!(
            told,
            [
                (2, "1", row(RowWrong::Moment)),
                (4, "2", row(RowWrong::Element)),
                (7, "3", Some(ItemRefused::CsvRow)),
                (9, "", Some(ItemRefused::NoBeginning)),
            ]
        );
    }

    proptest! {
        /// ACC-18
        #[test]
        fn rows_by_chance_are_refused_or_taken_and_never_panic(
            rows in prop::collection::vec(prop::collection::vec("[a-z0-9:TZ<>|@ -]{0,24}", 0..6), 0..20)
        ) {
            let names = ["request", "opened_at", "status", "from", "message"].map(str::to_owned);
            let header = Header::read(&names).unwrap();
            let mut grouping = Grouping::default();
            let mut told: Vec<Grouped> =
                rows.iter().zip(1..).flat_map(|(row, line)| grouping.row(&header, line, Some(row))).collect();
            told.extend(grouping.finish());
            prop_assert!(told.len() <= rows.len());
        }
    }

    /// ACC-18
    #[test]
    fn the_first_line_names_known_columns_once() {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
        assert!(Header::read(&cells("Request, OPENED_AT ,message")).is_some());
        for line in ["request", "opened_at", "request,opened_at,x", "request,opened_at,request"] {
            assert!(Header::read(&cells(line)).is_none(), "{line}");
        }
    }
}
