//! Who is meant by an id or an address of another program.

use super::ImportedPerson;
use std::collections::HashMap;

/// The most people of one file: they are held in memory while it is read.
pub const MOST_PEOPLE: usize = 200_000;

/// Everybody whom a file names.
#[derive(Clone, Debug, Default)]
pub struct People {
    by_id: HashMap<String, ImportedPerson>,
    by_address: HashMap<String, String>,
}

/// Somebody, as far as the file tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Their name; may be empty.
    pub name: String,
    /// Their address; may be empty.
    pub email: String,
    /// Whether they are of the vendor's staff, where that is told.
    pub is_staff: Option<bool>,
}

impl People {
    /// Adds somebody; `false`: there are too many.
    pub fn add(&mut self, person: ImportedPerson) -> bool {
        if let Some(email) = &person.email {
            self.by_address.insert(low(email), person.id.clone());
        }
        self.by_id.insert(person.id.clone(), person);
        self.by_id.len() <= MOST_PEOPLE
    }

    /// Whoever an element names by an id, an address, or a name with an address.
    #[must_use]
    pub fn who(&self, named: &str) -> Who {
        let (name, email) = parted(named);
        let known = self.by_id.get(named).or_else(|| self.by_id.get(self.by_address.get(&low(email?))?));
        match known {
            Some(person) => Who {
                name: line(&person.name),
                email: person.email.clone().unwrap_or_default(),
                is_staff: Some(person.is_staff),
            },
            None => Who { name: line(name), email: email.unwrap_or_default().to_owned(), is_staff: None },
        }
    }
}

fn low(email: &str) -> String {
    email.trim().to_lowercase()
}

/// A name as one line that is not too long.
fn line(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(200).collect()
}

/// `Ada <ada@example.com>`, or an address alone. What has no address is no name either: it is an id.
fn parted(named: &str) -> (&str, Option<&str>) {
    let named = named.trim();
    match named.rsplit_once('<') {
        Some((name, rest)) if rest.contains('@') => {
            (name.trim().trim_matches('"'), Some(rest.trim_end_matches('>').trim()))
        }
        _ if named.contains('@') => ("", Some(named)),
        _ => ("", None),
    }
}

#[cfg(test)]
mod tests {
    use super::{People, Who};
    use crate::model::import::ImportedPerson;

    /// SUP-17
    #[test]
    fn somebody_is_found_by_id_and_by_address_however_it_is_written() {
        let mut people = People::default();
        assert!(people.add(ImportedPerson {
            id: "7".to_owned(),
            name: "Ada\nCanary".to_owned(),
            email: Some("Ada@Example.com".to_owned()),
            is_staff: false,
        }));
        let ada = Who { name: "Ada Canary".to_owned(), email: "Ada@Example.com".to_owned(), is_staff: Some(false) };
        for named in ["7", "ada@example.com", "\"A. C.\" <ADA@example.com>"] {
            assert_eq!(people.who(named), ada, "{named}");
        }
        let bob = people.who("Bob <bob@example.com>");
        assert_eq!((bob.name.as_str(), bob.email.as_str(), bob.is_staff), ("Bob", "bob@example.com", None));
        assert_eq!(people.who("8"), Who::default());
    }
}
