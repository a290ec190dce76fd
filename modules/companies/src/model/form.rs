//! What is typed about a user: name, country, branch (COM-4, COM-6), and the ticks of rights (COM-3).

use super::name::{LONGEST, MemberName};
use super::rights::Rights;
use gatehouse_accounts::model::Country;
use gatehouse_core::text::{code_point, composed, one_line};
use gatehouse_core::{Errors, Invalid, Refusal, Uuid};
use serde::Deserialize;

/// The form of a user's data.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// How the first name is read.
    pub first_reading: String,
    /// How the last name is read.
    pub last_reading: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// The id of a branch, or empty.
    pub branch: String,
    /// The version of the row that the form was made of.
    pub version: String,
}

/// The boxes of a user's rights.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RightsForm {
    /// The words of the ticked ones.
    pub rights: Vec<String>,
    /// The version of the row that the form was made of.
    pub version: String,
}

impl RightsForm {
    /// The rights that are ticked.
    #[must_use]
    pub fn wanted(&self) -> Rights {
        Rights::of_words(self.rights.iter().map(String::as_str))
    }
}

/// What is told of a user, checked.
pub(crate) struct Told {
    pub name: MemberName,
    pub country: Option<String>,
    pub branch: Option<Uuid>,
}

/// One thing wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum MemberError {
    /// No first name.
    #[refusal(422, "company.first_name_missing", company_first_name_missing, field = "first_name")]
    FirstNameMissing,
    /// No last name.
    #[refusal(422, "company.last_name_missing", company_last_name_missing, field = "last_name")]
    LastNameMissing,
    /// More than 100 characters.
    #[refusal(422, "company.too_long", company_too_long, field = *field)]
    TooLong {
        /// Which field.
        field: &'static str,
    },
    /// A line break, a control character or a mark that turns the direction of writing.
    #[refusal(422, "company.unprintable", company_unprintable(code_point(*character)), field = *field)]
    Unprintable {
        /// Which field.
        field: &'static str,
        /// Which character.
        character: char,
    },
    /// No country.
    #[refusal(422, "company.no_country", company_no_country, field = "country")]
    NoCountry,
    /// None of the company's branches.
    #[refusal(422, "company.no_branch", company_no_branch, field = "branch")]
    NoBranch,
}

impl MemberForm {
    /// Checks everything and notes all that is wrong. Whether a branch is the company's, the action asks.
    pub(crate) fn check(&self) -> Result<Told, Invalid<MemberError>> {
        let mut errors = Errors::<MemberError>::default();
        let first = line(&self.first_name, "first_name").and_then(|name| name.ok_or(MemberError::FirstNameMissing));
        let first = errors.take(first);
        let last = line(&self.last_name, "last_name").and_then(|name| name.ok_or(MemberError::LastNameMissing));
        let last = errors.take(last);
        let first_reading = errors.take(line(&self.first_reading, "first_reading"));
        let last_reading = errors.take(line(&self.last_reading, "last_reading"));
        let country = errors.take(match self.country.as_str() {
            "" => Ok(None),
            code => Country::from_code(code).map(|country| Some(country.code.to_owned())).ok_or(MemberError::NoCountry),
        });
        let branch = errors.take(match self.branch.as_str() {
            "" => Ok(None),
            id => Uuid::parse_str(id).map(Some).map_err(|_| MemberError::NoBranch),
        });
        errors.finish(|| {
            let name =
                MemberName { first: first?, last: last?, first_reading: first_reading?, last_reading: last_reading? };
            Ok(Told { name, country: country?, branch: branch? })
        })
    }
}

fn line(typed: &str, field: &'static str) -> Result<Option<String>, MemberError> {
    // Counted before composing too, so that a huge input costs nothing.
    if typed.chars().nth(LONGEST * 4).is_some() {
        return Err(MemberError::TooLong { field });
    }
    let clean = one_line(typed).map_err(|character| MemberError::Unprintable { field, character })?;
    let text = composed(&clean);
    if text.chars().nth(LONGEST).is_some() {
        return Err(MemberError::TooLong { field });
    }
    Ok((!text.is_empty()).then_some(text))
}

#[cfg(test)]
mod tests {
    use super::{MemberError, MemberForm};

    /// COM-4, COM-6, ALL-9
    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = MemberForm {
            first_name: " ".into(),
            last_name: "a".repeat(101),
            last_reading: "x\u{202e}y".into(),
            country: "XX".into(),
            branch: "north".into(),
            ..MemberForm::default()
        };
        let wrong = form.check().err().unwrap();
        assert_eq!(
            wrong.iter().copied().collect::<Vec<_>>(),
            [
                MemberError::FirstNameMissing,
                MemberError::TooLong { field: "last_name" },
                MemberError::Unprintable { field: "last_reading", character: '\u{202e}' },
                MemberError::NoCountry,
                MemberError::NoBranch,
            ]
        );
        let form = MemberForm { first_name: "愛子".into(), last_name: " 田中 ".into(), ..MemberForm::default() };
        let told = form.check().ok().unwrap();
        assert_eq!((told.name.last.as_str(), told.country, told.branch), ("田中", None, None));
    }
}
