//! Attribute paths (RFC 7644 §3.5.2, Figure 7), and the words that filters are made of as well (§3.4.2.2, Figure 1). Of
//! comparisons `eq` is known, joined by `and`.

use crate::error::Error;
use crate::{ENTERPRISE, GROUP, USER, limits};
use serde_json::Value;

/// A word, a text in quotes, or a bracket.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Word(String),
    Text(String),
    Open,
    Close,
}

/// None where a character has no place, or a text has no end.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ' ' => 1,
            '[' => {
                found.push(Token::Open);
                1
            }
            ']' => {
                found.push(Token::Close);
                1
            }
            '"' => {
                let length = quoted(rest)?;
                found.push(Token::Text(serde_json::from_str(&rest[..length]).ok()?));
                length
            }
            _ => {
                let length = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
                if length == 0 {
                    return None;
                }
                found.push(Token::Word(rest[..length].to_owned()));
                length
            }
        };
        rest = &rest[length..];
    }
    Some(found)
}

/// Bytes of the text in quotes that begins here.
fn quoted(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

const fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | ':' | '.')
}

const fn is_first_of_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '$'
}

fn is_name(word: &str) -> bool {
    word.starts_with(is_first_of_name)
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$'))
}

/// `name eq value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub name: String,
    /// A text or a boolean.
    pub value: Value,
}

impl Term {
    /// Whether an element of a list has this value. Texts without case; `"True"` is true.
    pub fn is_met(&self, element: &Value) -> bool {
        let found = match element {
            Value::Object(object) => crate::json::get(object, &self.name),
            plain if self.name.eq_ignore_ascii_case("value") => Some(plain),
            _ => None,
        };
        match (found, &self.value) {
            (Some(Value::String(found)), Value::String(asked)) => found.to_lowercase() == asked.to_lowercase(),
            (Some(Value::Bool(found)), Value::Bool(asked)) => found == asked,
            (Some(Value::Bool(found)), Value::String(asked)) | (Some(Value::String(asked)), Value::Bool(found)) => {
                asked.eq_ignore_ascii_case(if *found { "true" } else { "false" })
            }
            // Whoever leaves `primary` out says that it is not.
            (None, Value::Bool(false)) => true,
            (None, Value::String(asked)) => {
                self.name.eq_ignore_ascii_case("primary") && asked.eq_ignore_ascii_case("false")
            }
            _ => false,
        }
    }
}

/// Comparisons joined by `and`.
pub fn terms(tokens: &[Token]) -> Result<Vec<Term>, Error> {
    let mut found = Vec::new();
    let mut rest = tokens;
    loop {
        let [Token::Word(name), Token::Word(operator), value, more @ ..] = rest else {
            return Err(Error::filter("A filter is written as: attribute eq \"value\", joined by and."));
        };
        if !operator.eq_ignore_ascii_case("eq") {
            return Err(Error::filter("Of comparisons, eq alone is supported."));
        }
        let value = match value {
            Token::Text(text) => Value::String(text.clone()),
            Token::Word(word) if word.eq_ignore_ascii_case("true") => Value::Bool(true),
            Token::Word(word) if word.eq_ignore_ascii_case("false") => Value::Bool(false),
            _ => return Err(Error::filter("A value is a text in double quotes, true or false.")),
        };
        found.push(Term { name: name.clone(), value });
        if found.len() > limits::TERMS {
            return Err(Error::filter("The filter has too many comparisons."));
        }
        match more {
            [] => return Ok(found),
            [Token::Word(word), more @ ..] if word.eq_ignore_ascii_case("and") => rest = more,
            _ => return Err(Error::filter("Comparisons are joined by and alone.")),
        }
    }
}

/// Where an attribute is: `attribute`, `attribute.sub`, `attribute[filter]`, `attribute[filter].sub`, each with or without the
/// URN of its schema before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The URN of an extension; none for the core.
    pub(crate) schema: Option<String>,
    /// Empty for the whole extension, or the resource itself.
    pub(crate) attribute: String,
    pub(crate) only: Vec<Term>,
    pub(crate) sub: Option<String>,
}

impl Path {
    /// Reads one.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let broken = || Error::path("The path is not written as attribute[filter].sub.");
        if text.len() > limits::QUERY {
            return Err(Error::path("The path is too long."));
        }
        let tokens = tokens(text).ok_or_else(broken)?;
        let [Token::Word(word), rest @ ..] = &tokens[..] else { return Err(broken()) };
        let (schema, name) = split_schema(word);
        let mut path = Self::named(schema, name).ok_or_else(broken)?;
        if let [Token::Open, rest @ ..] = rest {
            let close = rest.iter().position(|token| *token == Token::Close).ok_or_else(broken)?;
            if path.attribute.is_empty() || path.sub.is_some() {
                return Err(broken());
            }
            path.only = terms(&rest[..close])?;
            if !path.only.iter().all(|term| is_name(&term.name)) {
                return Err(broken());
            }
            match &rest[close + 1..] {
                [] => {}
                [Token::Word(sub)] => match sub.strip_prefix('.') {
                    Some(sub) if is_name(sub) => path.sub = Some(sub.to_owned()),
                    _ => return Err(broken()),
                },
                _ => return Err(broken()),
            }
        } else if !rest.is_empty() {
            return Err(broken());
        }
        Ok(path)
    }

    /// The path of a name in an object: of an unknown schema whose value is an object, the whole URN is the schema.
    pub(crate) fn of_name(name: &str, value: &Value) -> Result<Self, Error> {
        let is_urn = name.to_ascii_lowercase().starts_with("urn:");
        let mut path = Self::parse(name)?;
        if is_urn
            && value.is_object()
            && path.only.is_empty()
            && path.sub.is_none()
            && path.schema.as_deref().is_some_and(|s| s != ENTERPRISE)
        {
            path = Self { schema: Some(name.to_owned()), attribute: String::new(), only: Vec::new(), sub: None };
        }
        Ok(path)
    }

    fn named(schema: Option<String>, name: &str) -> Option<Self> {
        let (attribute, sub) = match name.split_once('.') {
            Some((attribute, sub)) => (attribute, Some(sub)),
            None => (name, None),
        };
        if !(name.is_empty() || is_name(attribute)) || !sub.is_none_or(is_name) {
            return None;
        }
        // Entra ID names it with and without the URN.
        let is_manager = schema.is_none() && attribute.eq_ignore_ascii_case("manager");
        let schema = if is_manager { Some(ENTERPRISE.to_owned()) } else { schema };
        Some(Self { schema, attribute: attribute.to_owned(), only: Vec::new(), sub: sub.map(str::to_owned) })
    }

    /// The path of a name within what this one stands for.
    pub(crate) fn inside(&self, name: &str) -> Result<Self, Error> {
        let path = if self.attribute.is_empty() {
            Self::named(self.schema.clone(), name)
        } else {
            is_name(name).then(|| Self { sub: Some(name.to_owned()), ..self.clone() })
        };
        path.filter(|path| !path.attribute.is_empty())
            .ok_or_else(|| Error::path("A name within the value is not one of an attribute."))
    }

    pub(crate) fn is(&self, attribute: &str) -> bool {
        self.schema.is_none() && self.attribute.eq_ignore_ascii_case(attribute)
    }

    pub(crate) fn is_manager(&self) -> bool {
        self.schema.as_deref() == Some(ENTERPRISE) && self.attribute.eq_ignore_ascii_case("manager")
    }

    /// The attribute's name, with the sub-attribute; without URN, filter and values, for a log.
    #[must_use]
    pub fn name(&self) -> String {
        match (&self.sub, self.attribute.is_empty()) {
            (_, true) => "extension".to_owned(),
            (None, _) => self.attribute.clone(),
            (Some(sub), _) => format!("{}.{sub}", self.attribute),
        }
    }
}

/// The URN of an extension, and what follows it.
fn split_schema(word: &str) -> (Option<String>, &str) {
    let starts = |prefix: &str| word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if !starts("urn:") {
        return (None, word);
    }
    for (urn, schema) in [(USER, None), (GROUP, None), (ENTERPRISE, Some(ENTERPRISE.to_owned()))] {
        if starts(urn) {
            match word[urn.len()..].strip_prefix(':') {
                Some(name) => return (schema, name),
                None if word.len() == urn.len() => return (schema, ""),
                None => {}
            }
        }
    }
    match word.rsplit_once(':') {
        Some((schema, name)) if schema.contains(':') && name.starts_with(is_first_of_name) && !is_resource(name) => {
            (Some(schema.to_owned()), name)
        }
        _ => (Some(word.to_owned()), ""),
    }
}

fn is_resource(name: &str) -> bool {
    name.eq_ignore_ascii_case("user") || name.eq_ignore_ascii_case("group")
}
