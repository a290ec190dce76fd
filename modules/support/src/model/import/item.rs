//! What is stored in one transaction: a request with the messages that stand beside it, or a message whose request came before.

use super::{ImportedMessage, ImportedRequest, Row};

/// The longest id of another program, in characters.
pub const MOST_ID: usize = 100;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A request with its messages, the oldest first.
    Request(ImportedRequest, Vec<ImportedMessage>),
    /// A message alone.
    Message(ImportedMessage),
}

impl Item {
    /// Of what an element gave; `None`: people alone.
    #[must_use]
    pub fn of(rows: Vec<Row>) -> Option<Self> {
        let (mut request, mut messages) = (None, Vec::new());
        for row in rows {
            match row {
                Row::Request(found) => request = Some(found),
                Row::Message(message) => messages.push(message),
                Row::Person(_) => {}
            }
        }
        match request {
            Some(request) => Some(Self::whole(request, messages)),
            None => messages.pop().map(Self::Message),
        }
    }

    /// A request with its messages in the order in which they were written.
    #[must_use]
    pub fn whole(request: ImportedRequest, mut messages: Vec<ImportedMessage>) -> Self {
        messages.sort_by_key(|message| message.at);
        Self::Request(request, messages)
    }

    /// Its id there.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Request(request, _) => &request.id,
            Self::Message(message) => &message.id,
        }
    }

    /// What it is in the ledger: unique within the other program.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Request(request, _) => of_request(&request.id),
            Self::Message(message) => format!("message/{}", message.id),
        }
    }

    /// Whether its id can be kept.
    #[must_use]
    pub fn has_id(&self) -> bool {
        let id = self.id();
        !id.is_empty() && id.chars().nth(MOST_ID).is_none() && !id.chars().any(char::is_control)
    }
}

/// What a request is in the ledger.
#[must_use]
pub fn of_request(id: &str) -> String {
    format!("request/{id}")
}

#[cfg(test)]
mod tests {
    use super::Item;
    use crate::model::import::{ImportedMessage, ImportedRequest, ImportedStatus, Row};
    use gatehouse_core::Moment;

    fn message(id: &str, at: i64) -> ImportedMessage {
        ImportedMessage {
            request: "1".to_owned(),
            id: id.to_owned(),
            author: None,
            is_staff: None,
            is_public: true,
            at: Moment(at),
            body: String::new(),
            is_html: false,
            is_cut: false,
            files: Vec::new(),
        }
    }

    /// SUP-17
    #[test]
    fn a_request_takes_its_messages_along_in_their_order() {
        let request = ImportedRequest {
            id: "1".to_owned(),
            number: "1".to_owned(),
            subject: String::new(),
            status: ImportedStatus::Closed,
            opened_at: Moment(0),
            changed_at: Moment(0),
            author: None,
            tags: Vec::new(),
        };
        let rows = vec![Row::Message(message("b", 2)), Row::Request(request), Row::Message(message("a", 1))];
        let Some(Item::Request(_, messages)) = Item::of(rows) else { panic!("no request") };
        assert_eq!(messages.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let alone = Item::of(vec![Row::Message(message("a", 1))]).map(|item| (item.key(), item.has_id()));
        assert_eq!(alone, Some(("message/a".to_owned(), true)));
        assert_eq!(Item::of(Vec::new()), None);
        for id in ["", "a\u{0}", &"x".repeat(101)] {
            assert!(!Item::Message(message(id, 1)).has_id(), "{id}");
        }
    }
}
