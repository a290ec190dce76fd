//! Requests of another system: exports of Zendesk and Zammad in JSON, and the CSV file of any other one ([`csv`]), read piece by piece.
//!
//! A file of any size goes through [`split::Splitter`], which looks for the ends of its elements and no further, and keeps one batch in
//! memory. Each batch is read by [`parser::ImportParser`] in the worker, which gives typed [`Row`]s. [`report::Report`] tells what an
//! import would bring, before anything is stored. [`item::Item`] is what is stored in one transaction, and [`people::People`] says who is meant.

pub mod csv;
pub mod item;
pub mod parser;
pub mod people;
pub mod refused;
pub mod report;
pub mod split;
mod zammad;
mod zendesk;

use gatehouse_core::{Moment, Refusal};
use serde::{Deserialize, Serialize};

/// Bytes of one element: a request with its messages.
pub const MOST_ELEMENT: usize = 8 << 20;
/// Bytes of a message's text; the rest is cut off.
pub const MOST_BODY: usize = 256 << 10;
/// Characters of a subject; the rest is cut off.
pub const MOST_SUBJECT: usize = 200;
/// Messages of one element.
pub const MOST_MESSAGES: usize = 2_000;

/// Whose export it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum System {
    /// Zendesk: tickets with their comments, and users.
    Zendesk,
    /// Zammad: tickets, articles, and users.
    Zammad,
}

/// Which of our statuses one of theirs becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ImportedStatus {
    /// Support works.
    Processing,
    /// The customer has to answer.
    AwaitingAnswer,
    /// A solution was provided.
    SolutionProvided,
    /// It has ended.
    Closed,
    /// It went on in another one.
    Redirected,
}

/// Somebody of the other system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedPerson {
    /// Their id there.
    pub id: String,
    /// As written there.
    pub name: String,
    /// The address, where there is one.
    pub email: Option<String>,
    /// Whether they are of the vendor's staff.
    pub is_staff: bool,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedRequest {
    /// Its id there, to which messages refer.
    pub id: String,
    /// Its number there, which customers know.
    pub number: String,
    /// The subject, at most [`MOST_SUBJECT`] characters.
    pub subject: String,
    /// Our status.
    pub status: ImportedStatus,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was last changed.
    pub changed_at: Moment,
    /// Who asked: a person's id or address there.
    pub author: Option<String>,
    /// Words that it was marked with.
    pub tags: Vec<String>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedMessage {
    /// The request's id there.
    pub request: String,
    /// Its own id there.
    pub id: String,
    /// Who wrote it: a person's id or address there.
    pub author: Option<String>,
    /// Whether support wrote it, where the message itself says so.
    pub is_staff: Option<bool>,
    /// Whether a customer may read it.
    pub is_public: bool,
    /// When it was written.
    pub at: Moment,
    /// The text, at most [`MOST_BODY`] bytes.
    pub body: String,
    /// Whether it was HTML, of which this is the text.
    pub is_html: bool,
    /// Whether its end was cut off.
    pub is_cut: bool,
    /// Names of files.
    pub files: Vec<String>,
}

/// What an element has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Row {
    /// Somebody.
    Person(ImportedPerson),
    /// A request.
    Request(ImportedRequest),
    /// A message.
    Message(ImportedMessage),
}

/// What is wrong with an element. The others are read all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Refusal, Serialize, Deserialize)]
pub enum RowWrong {
    /// No JSON, or without what it must have.
    #[refusal(422, "import.element", import_element)]
    Element,
    /// A status that we have nothing for.
    #[refusal(422, "import.status", import_status)]
    Status,
    /// A moment that is none.
    #[refusal(422, "import.moment", import_moment)]
    Moment,
    /// More than [`MOST_MESSAGES`] messages.
    #[refusal(422, "import.messages", import_messages)]
    Messages,
}

/// A text with no more bytes than this, and whether its end was cut off.
fn cut(mut text: String, most: usize) -> (String, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let end = text.floor_char_boundary(most);
    text.truncate(end);
    (text, true)
}

fn subject(text: &str) -> String {
    let one_line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    one_line.chars().take(MOST_SUBJECT).collect()
}

fn moment(text: &str) -> Result<Moment, RowWrong> {
    text.parse::<jiff::Timestamp>().map(Moment::from).map_err(|_| RowWrong::Moment)
}

/// An id that is a number in some versions and a text in others.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Number(i64),
    Text(String),
}

impl Id {
    fn into_text(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}
