//! Zendesk: a ticket has its comments; people stand in a list of their own or beside the ticket.

use super::parser::Read;
use super::{
    Id, ImportedMessage, ImportedPerson, ImportedRequest, ImportedStatus, MOST_BODY, MOST_MESSAGES, Row, RowWrong, cut,
    moment, subject,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Ticket {
    id: Id,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    description: Option<String>,
    status: String,
    created_at: String,
    #[serde(default)]
    updated_at: Option<String>,
    #[serde(default)]
    requester_id: Option<Id>,
    #[serde(default)]
    requester: Option<User>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
struct User {
    id: Id,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    role: Option<String>,
}

#[derive(Deserialize)]
struct Comment {
    id: Id,
    #[serde(default)]
    author_id: Option<Id>,
    #[serde(default)]
    plain_body: Option<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    public: bool,
    created_at: String,
    #[serde(default)]
    attachments: Vec<Attachment>,
}

#[derive(Deserialize)]
struct Attachment {
    #[serde(default)]
    file_name: String,
}

impl User {
    fn into_row(self) -> Row {
        Row::Person(ImportedPerson {
            id: self.id.into_text(),
            name: self.name.unwrap_or_default(),
            email: self.email,
            is_staff: matches!(self.role.as_deref(), Some("agent" | "admin")),
        })
    }
}

fn status(word: &str) -> Result<ImportedStatus, RowWrong> {
    Ok(match word {
        "new" | "open" | "hold" => ImportedStatus::Processing,
        "pending" => ImportedStatus::AwaitingAnswer,
        "solved" => ImportedStatus::SolutionProvided,
        "closed" | "archived" => ImportedStatus::Closed,
        _ => return Err(RowWrong::Status),
    })
}

pub(super) fn user(element: &[u8]) -> Read {
    let user: User = serde_json::from_slice(element).map_err(|_| RowWrong::Element)?;
    Ok(vec![user.into_row()])
}

pub(super) fn ticket(element: &[u8]) -> Read {
    let ticket: Ticket = serde_json::from_slice(element).map_err(|_| RowWrong::Element)?;
    if ticket.comments.len() > MOST_MESSAGES {
        return Err(RowWrong::Messages);
    }
    let id = ticket.id.into_text();
    let opened_at = moment(&ticket.created_at)?;
    let changed_at = ticket.updated_at.as_deref().map_or(Ok(opened_at), moment)?;
    let author = match (&ticket.requester, ticket.requester_id) {
        (Some(user), _) => Some(user.id.clone().into_text()),
        (None, id) => id.map(Id::into_text),
    };
    let mut rows = vec![Row::Request(ImportedRequest {
        number: id.clone(),
        subject: subject(&ticket.subject.unwrap_or_default()),
        status: status(&ticket.status)?,
        opened_at,
        changed_at,
        author: author.clone(),
        tags: ticket.tags,
        id: id.clone(),
    })];
    rows.extend(ticket.requester.map(User::into_row));
    // The first comment is the description; exports without comments have it alone.
    if let (true, Some(description)) = (ticket.comments.is_empty(), ticket.description) {
        let (body, is_cut) = cut(description, MOST_BODY);
        rows.push(Row::Message(ImportedMessage {
            request: id.clone(),
            id: format!("{id}-description"),
            author,
            is_staff: None,
            is_public: true,
            at: opened_at,
            body,
            is_html: false,
            is_cut,
            files: Vec::new(),
        }));
    }
    for comment in ticket.comments {
        let text = comment.plain_body.or(comment.body).unwrap_or_default();
        let (body, is_cut) = cut(text, MOST_BODY);
        rows.push(Row::Message(ImportedMessage {
            request: id.clone(),
            id: comment.id.into_text(),
            author: comment.author_id.map(Id::into_text),
            is_staff: None,
            is_public: comment.public,
            at: moment(&comment.created_at)?,
            body,
            is_html: false,
            is_cut,
            files: comment.attachments.into_iter().map(|file| file.file_name).collect(),
        }));
    }
    Ok(rows)
}
