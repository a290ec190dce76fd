//! What is typed about an endpoint, and what may stand there.

use super::chosen;
use gatehouse_core::text::{code_point, one_line};
use gatehouse_core::{Errors, Invalid, Refusal};
use gatehouse_reach::{Reach, Unreachable};

/// The most characters of a name.
pub const NAME: u32 = 100;
/// The most characters of an address.
pub const URL: u32 = 500;

/// An endpoint as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The types and areas that it is told of; `*`: all.
    pub types: Vec<String>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum EntryError {
    /// No name.
    #[refusal(422, "webhook.name_missing", refusal_name_missing, field = "name")]
    NameMissing,
    /// More than [`NAME`] characters.
    #[refusal(422, "webhook.name_too_long", refusal_name_too_long(NAME), field = "name")]
    NameTooLong,
    /// This character is unprintable.
    #[refusal(422, "webhook.name_unprintable", refusal_name_unprintable(code_point(*it)), field = "name")]
    NameUnprintable(char),
    /// No address.
    #[refusal(422, "webhook.url_missing", refusal_url_missing, field = "url")]
    UrlMissing,
    /// More than [`URL`] characters.
    #[refusal(422, "webhook.url_too_long", refusal_url_too_long(URL), field = "url")]
    UrlTooLong,
    /// Not a web address.
    #[refusal(422, "webhook.url_invalid", refusal_url_invalid, field = "url")]
    UrlInvalid,
    /// Not `https`.
    #[refusal(422, "webhook.url_not_encrypted", refusal_url_not_encrypted, field = "url")]
    UrlNotEncrypted,
    /// A port that is not connected to.
    #[refusal(422, "webhook.url_port", refusal_url_port(*it), field = "url")]
    UrlPort(u16),
    /// It leads to a network that is not public.
    #[refusal(422, "webhook.url_inside", refusal_url_inside, field = "url")]
    UrlInside,
    /// No type.
    #[refusal(422, "webhook.types_missing", refusal_types_missing, field = "types")]
    TypesMissing,
    /// A word that is neither a type nor an area.
    #[refusal(422, "webhook.type_unknown", refusal_type_unknown, field = "types")]
    TypeUnknown,
}

/// An endpoint that may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// One line.
    pub name: String,
    /// An address that may be asked, as far as its text can tell.
    pub url: String,
    /// The stored form of the types.
    pub types: String,
}

impl Entry {
    /// Reads it. `reach`: who would ask the address; without one, none can be. `known`: every published type.
    pub fn read(&self, reach: Option<&Reach>, known: &[&'static str]) -> Result<Read, Invalid<EntryError>> {
        let mut errors = Errors::<EntryError>::default();
        let name = errors.take(name_of(&self.name));
        let url = errors.take(url_of(&self.url, reach));
        let types = errors.take(types_of(&self.types, known));
        errors.finish(|| Ok(Read { name: name?, url: url?, types: types? }))
    }
}

fn name_of(typed: &str) -> Result<String, EntryError> {
    let name = one_line(typed).map_err(EntryError::NameUnprintable)?;
    if name.is_empty() {
        return Err(EntryError::NameMissing);
    }
    if name.chars().nth(NAME as usize).is_some() { Err(EntryError::NameTooLong) } else { Ok(name) }
}

fn url_of(typed: &str, reach: Option<&Reach>) -> Result<String, EntryError> {
    let url = typed.trim();
    if url.is_empty() {
        return Err(EntryError::UrlMissing);
    }
    if url.chars().nth(URL as usize).is_some() {
        return Err(EntryError::UrlTooLong);
    }
    match reach.map_or(Err(Unreachable::NotAnAddress), |reach| reach.judge_foreign(url)) {
        Ok(()) => Ok(url.to_owned()),
        Err(Unreachable::NotEncrypted) => Err(EntryError::UrlNotEncrypted),
        Err(Unreachable::Port(port)) => Err(EntryError::UrlPort(port)),
        Err(Unreachable::Inside) => Err(EntryError::UrlInside),
        Err(_) => Err(EntryError::UrlInvalid),
    }
}

fn types_of(chosen: &[String], known: &[&'static str]) -> Result<String, EntryError> {
    let types = chosen::stored(chosen, known).map_err(|_| EntryError::TypeUnknown)?;
    if types.is_empty() { Err(EntryError::TypesMissing) } else { Ok(types) }
}
