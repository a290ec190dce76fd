//! Zammad, as its API answers with `expand=true`: tickets and articles in lists of their own, or a line with both
//! (`{"ticket": …, "articles": […]}`). People are named by their addresses.

use super::parser::Read;
use super::{
    Id, ImportedMessage, ImportedPerson, ImportedRequest, ImportedStatus, MOST_BODY, MOST_MESSAGES, Row, RowWrong, cut,
    moment, subject,
};
use gatehouse_inbox::parser::text_of_html;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(untagged)]
enum Element {
    Both {
        ticket: Ticket,
        #[serde(default)]
        articles: Vec<Article>,
    },
    Alone(Ticket),
}

#[derive(Deserialize)]
struct Ticket {
    id: Id,
    #[serde(default)]
    number: Option<Id>,
    title: String,
    state: String,
    created_at: String,
    #[serde(default)]
    updated_at: Option<String>,
    #[serde(default)]
    customer: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Deserialize)]
struct Article {
    id: Id,
    ticket_id: Id,
    #[serde(default)]
    created_by: Option<String>,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    sender: Option<String>,
    #[serde(default)]
    internal: bool,
    #[serde(default)]
    content_type: Option<String>,
    #[serde(default)]
    body: String,
    created_at: String,
    #[serde(default)]
    attachments: Vec<Attachment>,
}

#[derive(Deserialize)]
struct Attachment {
    #[serde(default)]
    filename: String,
}

#[derive(Deserialize)]
struct User {
    id: Id,
    #[serde(default)]
    firstname: String,
    #[serde(default)]
    lastname: String,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
}

fn status(word: &str) -> Result<ImportedStatus, RowWrong> {
    Ok(match word {
        "new" | "open" => ImportedStatus::Processing,
        "pending reminder" => ImportedStatus::AwaitingAnswer,
        "pending close" => ImportedStatus::SolutionProvided,
        "closed" => ImportedStatus::Closed,
        "merged" => ImportedStatus::Redirected,
        _ => return Err(RowWrong::Status),
    })
}

impl Ticket {
    fn into_row(self) -> Result<Row, RowWrong> {
        let id = self.id.into_text();
        let opened_at = moment(&self.created_at)?;
        Ok(Row::Request(ImportedRequest {
            number: self.number.map_or_else(|| id.clone(), Id::into_text),
            subject: subject(&self.title),
            status: status(&self.state)?,
            opened_at,
            changed_at: self.updated_at.as_deref().map_or(Ok(opened_at), moment)?,
            author: self.customer.filter(|customer| !customer.is_empty()),
            tags: self.tags,
            id,
        }))
    }
}

impl Article {
    fn into_row(self) -> Result<Row, RowWrong> {
        let is_html = self.content_type.is_some_and(|kind| kind.starts_with("text/html"));
        let text = if is_html { text_of_html(&self.body) } else { self.body };
        let (body, is_cut) = cut(text, MOST_BODY);
        let is_staff = match self.sender.as_deref() {
            Some("Agent") => Some(true),
            Some("Customer") => Some(false),
            _ => None,
        };
        Ok(Row::Message(ImportedMessage {
            request: self.ticket_id.into_text(),
            id: self.id.into_text(),
            author: self.created_by.or(self.from).filter(|author| !author.is_empty()),
            is_staff,
            is_public: !self.internal,
            at: moment(&self.created_at)?,
            body,
            is_html,
            is_cut,
            files: self.attachments.into_iter().map(|file| file.filename).collect(),
        }))
    }
}

pub(super) fn ticket(element: &[u8]) -> Read {
    let (ticket, articles) = match serde_json::from_slice(element).map_err(|_| RowWrong::Element)? {
        Element::Both { ticket, articles } => (ticket, articles),
        Element::Alone(ticket) => (ticket, Vec::new()),
    };
    if articles.len() > MOST_MESSAGES {
        return Err(RowWrong::Messages);
    }
    let mut rows = vec![ticket.into_row()?];
    for article in articles {
        rows.push(article.into_row()?);
    }
    Ok(rows)
}

pub(super) fn article(element: &[u8]) -> Read {
    let article: Article = serde_json::from_slice(element).map_err(|_| RowWrong::Element)?;
    Ok(vec![article.into_row()?])
}

pub(super) fn user(element: &[u8]) -> Read {
    let user: User = serde_json::from_slice(element).map_err(|_| RowWrong::Element)?;
    let name = format!("{} {}", user.firstname, user.lastname).trim().to_owned();
    let is_staff = user.roles.iter().any(|role| matches!(role.as_str(), "Agent" | "Admin"));
    Ok(vec![Row::Person(ImportedPerson { id: user.id.into_text(), name, email: user.email, is_staff })])
}
