//! Contacts of a contract as lines of text: `Name <address>, telephone`. Pages, and the request that asks for a contract (LIC-28), read the same.

use super::contract::ContactPerson;
use gatehouse_address::{Email, LONGEST};
use gatehouse_catalog::model::input::{NAME, Wrong};
use gatehouse_core::text::one_line;
use std::collections::BTreeSet;

/// The most contacts of any contract.
pub const MOST_CONTACTS: usize = 50;
/// Characters of a telephone number.
const PHONE: usize = 40;

/// A line for each contact.
#[must_use]
pub fn as_lines(contacts: &[ContactPerson]) -> String {
    let line = |one: &ContactPerson| {
        let phone = if one.phone.is_empty() { String::new() } else { format!(", {}", one.phone) };
        format!("{} <{}>{phone}", one.name, gatehouse_address::shown(&one.email)).trim().to_owned()
    };
    contacts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads lines: an address alone is a contact too.
#[must_use]
pub fn of_lines(text: &str) -> Vec<ContactPerson> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match line.split_once('<') {
            Some((name, rest)) => {
                let (email, phone) = rest.split_once('>').unwrap_or((rest, ""));
                ContactPerson {
                    name: name.trim().to_owned(),
                    email: email.trim().to_owned(),
                    phone: phone.trim_start_matches([',', ' ']).trim().to_owned(),
                }
            }
            None => ContactPerson { name: String::new(), email: line.to_owned(), phone: String::new() },
        })
        .collect()
}

/// Each with its address; else what is wrong with the first that does not do: it has no address, is named twice, too long, or one too many.
pub fn judged(contacts: &[ContactPerson], most: usize) -> Result<Vec<(ContactPerson, Email)>, Wrong> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::with_capacity(contacts.len().min(most));
    for contact in contacts {
        let email = match Email::parse(&contact.email) {
            Ok(email) => email,
            Err(gatehouse_address::EmailError::TooLong) => return Err(Wrong::TooLong(LONGEST)),
            Err(fault) => return Err(Wrong::Email(fault)),
        };
        let name = one_line(&contact.name).map_err(Wrong::Unprintable)?;
        let phone = one_line(&contact.phone).map_err(Wrong::Unprintable)?;
        for (text, most) in [(&name, NAME), (&phone, PHONE)] {
            if text.chars().nth(most).is_some() {
                return Err(Wrong::TooLong(most));
            }
        }
        if !seen.insert(email.normalized().to_owned()) || all.len() == most {
            return Err(Wrong::Taken);
        }
        all.push((ContactPerson { name, email: contact.email.trim().to_owned(), phone }, email));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::{as_lines, judged, of_lines};

    /// LIC-27
    #[test]
    fn contacts_are_lines_and_back() {
        let text = "Carl Contact <carl@example.com>, +49 30 1\nAda <ada@example.com>";
        assert_eq!(as_lines(&of_lines(text)), text);
        assert_eq!(of_lines("  bob@example.com \n\n").len(), 1);
        assert_eq!(of_lines("bob@example.com")[0].email, "bob@example.com");
    }

    /// LIC-28
    #[test]
    fn what_names_nobody_or_somebody_twice_is_refused() {
        assert_eq!(judged(&of_lines("Carl <carl@example.com>, 1\nada@example.com"), 2).unwrap().len(), 2);
        let long = format!("{} <carl@example.com>", "x".repeat(121));
        for wrong in
            ["Carl", "Carl <carl@example.com>\ncarl@EXAMPLE.com", "a@example.com\nb@example.com\nc@example.com", &long]
        {
            assert!(judged(&of_lines(wrong), 2).is_err(), "{wrong}");
        }
    }
}
