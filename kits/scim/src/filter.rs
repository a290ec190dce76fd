//! Filters of lists (RFC 7644 §3.4.2.2): `eq` joined by `and`, on the attributes by which the services look somebody up before
//! they make them. Everything else is `invalidFilter`: an empty list as the answer would make them twice.

use crate::directory::{GroupRecord, UserRecord};
use crate::error::Error;
use crate::path::{Term, Token, terms, tokens};
use crate::{GROUP, USER, json, limits};
use serde_json::Value;

/// What a user is looked up by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserTerm {
    /// Compared without case.
    UserName(String),
    /// Compared exactly.
    ExternalId(String),
    /// Compared exactly.
    Id(String),
    /// Whether the user is active.
    Active(bool),
    /// Compared without case.
    DisplayName(String),
    /// Any address, compared without case.
    Email(String),
    /// An address of the type "work", compared without case.
    WorkEmail(String),
}

/// What a group is looked up by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupTerm {
    /// Compared without case.
    DisplayName(String),
    /// Compared exactly.
    ExternalId(String),
    /// Compared exactly.
    Id(String),
}

/// All of these hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFilter(pub Vec<UserTerm>);

/// All of these hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupFilter(pub Vec<GroupTerm>);

pub(crate) trait Filter: Default + Sized {
    fn parse(text: &str) -> Result<Self, Error>;
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

impl Filter for UserFilter {
    fn parse(text: &str) -> Result<Self, Error> {
        each(text).and_then(|parts| parts.iter().map(user_term).collect::<Result<_, _>>().map(Self))
    }
}

impl UserFilter {
    /// Reads one.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Filter::parse(text)
    }

    /// What the terms mean, for a directory that has no database.
    #[must_use]
    pub fn is_met(&self, record: &UserRecord) -> bool {
        let user = &record.user;
        let is = |own: &Option<String>, asked: &str| own.as_deref().is_some_and(|own| same(own, asked));
        self.0.iter().all(|term| match term {
            UserTerm::UserName(name) => same(&user.user_name, name),
            UserTerm::ExternalId(id) => user.external_id.as_ref() == Some(id),
            UserTerm::Id(id) => record.meta.id == *id,
            UserTerm::Active(active) => user.active == *active,
            UserTerm::DisplayName(name) => is(&user.display_name, name),
            UserTerm::Email(address) => user.emails.iter().any(|email| same(&email.value, address)),
            UserTerm::WorkEmail(address) => {
                user.emails.iter().any(|email| is(&email.kind, "work") && same(&email.value, address))
            }
        })
    }
}

impl Filter for GroupFilter {
    fn parse(text: &str) -> Result<Self, Error> {
        each(text).and_then(|parts| parts.iter().map(group_term).collect::<Result<_, _>>().map(Self))
    }
}

impl GroupFilter {
    /// Reads one.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Filter::parse(text)
    }

    /// What the terms mean, for a directory that has no database.
    #[must_use]
    pub fn is_met(&self, record: &GroupRecord) -> bool {
        self.0.iter().all(|term| match term {
            GroupTerm::DisplayName(name) => same(&record.group.display_name, name),
            GroupTerm::ExternalId(id) => record.group.external_id.as_ref() == Some(id),
            GroupTerm::Id(id) => record.meta.id == *id,
        })
    }
}

/// One comparison; what stands in brackets before it belongs to it.
struct Part {
    term: Term,
    only: Vec<Term>,
}

fn each(text: &str) -> Result<Vec<Part>, Error> {
    let broken = || Error::filter("The filter is not written as: attribute eq \"value\", joined by and.");
    if text.len() > limits::QUERY {
        return Err(Error::filter("The filter is too long."));
    }
    let tokens = tokens(text).ok_or_else(broken)?;
    let mut parts = Vec::new();
    let mut rest = &tokens[..];
    loop {
        let [Token::Word(name), after @ ..] = rest else { return Err(broken()) };
        let (name, only, after) = match after {
            [Token::Open, inner @ ..] => {
                let close = inner.iter().position(|token| *token == Token::Close).ok_or_else(broken)?;
                let [Token::Word(sub), after @ ..] = &inner[close + 1..] else { return Err(broken()) };
                if !sub.starts_with('.') {
                    return Err(broken());
                }
                (format!("{name}{sub}"), terms(&inner[..close])?, after)
            }
            after => (name.clone(), Vec::new(), after),
        };
        let [operator, value, more @ ..] = after else { return Err(broken()) };
        let mut found = terms(&[Token::Word(name), operator.clone(), value.clone()])?;
        let term = found.pop().ok_or_else(broken)?;
        parts.push(Part { term, only });
        if parts.len() > limits::TERMS {
            return Err(Error::filter("The filter has too many comparisons."));
        }
        match more {
            [] => return Ok(parts),
            [Token::Word(word), more @ ..] if word.eq_ignore_ascii_case("and") => rest = more,
            _ => return Err(broken()),
        }
    }
}

/// The attribute's name in small letters without the URN of the core.
fn name_of(term: &Term, schema: &str) -> String {
    let name = term.name.to_ascii_lowercase();
    match name.strip_prefix(&schema.to_ascii_lowercase()).and_then(|rest| rest.strip_prefix(':')) {
        Some(rest) => rest.to_owned(),
        None => name,
    }
}

fn text_of(term: &Term) -> Result<String, Error> {
    match &term.value {
        Value::String(text) => Ok(text.clone()),
        _ => Err(Error::filter("This attribute is compared with a text in double quotes.")),
    }
}

fn user_term(part: &Part) -> Result<UserTerm, Error> {
    let (term, unknown) = (&part.term, || {
        Error::filter(
            "Users are found by userName, externalId, id, active, displayName, emails.value or emails[type eq \"work\"].value.",
        )
    });
    let name = name_of(term, USER);
    if !part.only.is_empty() {
        let is_work = matches!(&part.only[..], [only] if only.name.eq_ignore_ascii_case("type")
            && only.value.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("work")));
        return if is_work && name == "emails.value" {
            Ok(UserTerm::WorkEmail(text_of(term)?))
        } else {
            Err(unknown())
        };
    }
    Ok(match name.as_str() {
        "username" => UserTerm::UserName(text_of(term)?),
        "externalid" => UserTerm::ExternalId(text_of(term)?),
        "id" => UserTerm::Id(text_of(term)?),
        "displayname" => UserTerm::DisplayName(text_of(term)?),
        "emails.value" => UserTerm::Email(text_of(term)?),
        "active" => UserTerm::Active(
            json::truth(&term.value, "active").map_err(|_| Error::filter("active is compared with true or false."))?,
        ),
        _ => return Err(unknown()),
    })
}

fn group_term(part: &Part) -> Result<GroupTerm, Error> {
    let (term, unknown) = (&part.term, || Error::filter("Groups are found by displayName, externalId or id."));
    if !part.only.is_empty() {
        return Err(unknown());
    }
    Ok(match name_of(term, GROUP).as_str() {
        "displayname" => GroupTerm::DisplayName(text_of(term)?),
        "externalid" => GroupTerm::ExternalId(text_of(term)?),
        "id" => GroupTerm::Id(text_of(term)?),
        _ => return Err(unknown()),
    })
}
