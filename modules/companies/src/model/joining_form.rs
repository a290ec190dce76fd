//! What people who join a company fill in (COM-1, COM-5), and its rules.

use super::name::MemberName;
use gatehouse_accounts::model::{Country, Email, FormError};
use gatehouse_core::text::{composed, one_line};
use gatehouse_core::{Errors, Invalid, Refusal, Uuid};
use gatehouse_guard::human::HumanRefusal;
use gatehouse_privacy::actions::accept_for::AcceptedVersion;
use gatehouse_privacy::queries::registration::AtRegistration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum JoinError {
    /// Of the fields that accounts have too.
    Form(FormError),
    /// No first name.
    #[refusal(422, "company.first_name_missing", join_first_missing, field = "first_name")]
    FirstMissing,
    /// No last name.
    #[refusal(422, "company.last_name_missing", join_last_missing, field = "last_name")]
    LastMissing,
    /// No name of a company.
    #[refusal(422, "company.name_missing", join_company_missing, field = "company")]
    CompanyMissing,
    /// Neither a code nor a key file.
    #[refusal(422, "company.license_missing", join_license_missing, field = "code")]
    LicenseMissing,
    /// A code and a key file: which one counts?
    #[refusal(422, "company.license_twice", join_license_twice, field = "code")]
    LicenseTwice,
    /// A statement that has to be accepted in this country is not.
    #[refusal(422, "company.not_accepted", join_not_accepted(title.as_str()), field = field.as_str())]
    NotAccepted {
        /// What it is called.
        title: String,
        /// Its box.
        field: String,
    },
}

impl From<HumanRefusal> for JoinError {
    fn from(refusal: HumanRefusal) -> Self {
        Self::Form(FormError::Human(refusal))
    }
}

/// A form as typed; what it does not have is empty.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The given name.
    pub first_name: String,
    /// The family name.
    pub last_name: String,
    /// How the first name is read.
    pub first_reading: String,
    /// How the last name is read.
    pub last_reading: String,
    /// The company's name, as on the license.
    pub company: String,
    /// The address in the company.
    pub email: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The branch, of those that the company has.
    pub branch: String,
    /// The browser's time zone.
    pub zone: String,
    /// Whether a mail a year may ask for an opinion.
    pub survey: String,
    /// The boxes of statements ([`box_of`]), and what else was sent.
    #[serde(flatten)]
    pub boxes: BTreeMap<String, String>,
}

/// The name of a statement's box.
#[must_use]
pub fn box_of(version: Uuid) -> String {
    format!("accept_{version}")
}

/// What is kept of a form until the address is proven.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The person's name.
    pub name: MemberName,
    /// The company's.
    pub company: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The branch.
    pub branch: Option<Uuid>,
    /// The browser's time zone.
    pub zone: String,
    /// What the key file was called, where the license was shown by one: its company sees no code then (LIC-24).
    pub key_file: Option<String>,
}

/// What was accepted with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The versions of statements.
    pub accepted: Vec<AcceptedVersion>,
    /// Whether a mail a year may ask for an opinion.
    pub survey: bool,
}

/// The longest part of a name, as forms say it.
pub const NAME: u32 = 100;
/// The longest name of a company, as forms say it.
pub const COMPANY: u32 = 200;

/// One line: trimmed, accents composed, nothing unprintable.
pub fn line(typed: &str, field: &'static str, most: u32) -> Result<String, FormError> {
    let most_chars = usize::try_from(most).unwrap_or(usize::MAX);
    if typed.chars().nth(most_chars.saturating_mul(4)).is_some() {
        return Err(FormError::TooLong { field, most });
    }
    let text = composed(&one_line(typed).map_err(|character| FormError::Unprintable { field, character })?);
    if text.chars().nth(most_chars).is_some() { Err(FormError::TooLong { field, most }) } else { Ok(text) }
}

impl Typed {
    /// The name and the country, with what is wrong noted.
    pub fn person(&self, errors: &mut Errors<JoinError>) -> Result<(MemberName, String), JoinError> {
        let first = errors.take(line(&self.first_name, "first_name", NAME).map_err(JoinError::from));
        let last = errors.take(line(&self.last_name, "last_name", NAME).map_err(JoinError::from));
        let first_reading = errors.take(line(&self.first_reading, "first_reading", NAME).map_err(JoinError::from));
        let last_reading = errors.take(line(&self.last_reading, "last_reading", NAME).map_err(JoinError::from));
        if first.as_deref() == Ok("") {
            errors.add(JoinError::FirstMissing);
        }
        if last.as_deref() == Ok("") {
            errors.add(JoinError::LastMissing);
        }
        let country = errors.take(match self.country.as_str() {
            "" => Err(JoinError::from(FormError::CountryMissing)),
            code => Country::from_code(code).ok_or(JoinError::from(FormError::CountryUnknown)),
        });
        let some = |text: String| (!text.is_empty()).then_some(text);
        let name = MemberName {
            first: first?,
            last: last?,
            first_reading: some(first_reading?),
            last_reading: some(last_reading?),
        };
        Ok((name, country?.code.to_owned()))
    }

    /// The address.
    pub fn address(&self, errors: &mut Errors<JoinError>) -> Result<Email, JoinError> {
        errors.take(Email::parse(&self.email).map_err(|error| JoinError::from(FormError::from(error))))
    }

    /// The company's name.
    pub fn company(&self, errors: &mut Errors<JoinError>) -> Result<String, JoinError> {
        let name = errors.take(line(&self.company, "company", COMPANY).map_err(JoinError::from))?;
        if name.is_empty() { errors.take(Err(JoinError::CompanyMissing)) } else { Ok(name) }
    }

    /// What is accepted, of what is asked in the country; what has to be and is not stands in the errors.
    pub fn answers(&self, errors: &mut Errors<JoinError>, asked: &[AtRegistration]) -> Answers {
        let is_ticked = |one: &AtRegistration| self.boxes.get(&box_of(one.version)).is_some_and(|sent| sent == "true");
        let here: Vec<&AtRegistration> = asked.iter().filter(|one| one.is_asked_in(&self.country)).collect();
        if let Some(missing) = here.iter().find(|one| one.is_needed_in(&self.country) && !is_ticked(one)) {
            errors.add(JoinError::NotAccepted { title: missing.title.clone(), field: box_of(missing.version) });
        }
        let accepted = here.iter().copied().filter(|one| is_ticked(one));
        let accepted = accepted.map(|one| AcceptedVersion { version: one.version, lang: one.lang.clone() });
        Answers { accepted: accepted.collect(), survey: self.survey == "true" }
    }
}

/// What is wrong, or nothing.
pub type Wrong = Invalid<JoinError>;

#[cfg(test)]
mod tests {
    use super::{COMPANY, Form, JoinError, NAME, Typed};
    use crate::model::name::{LONGEST, LONGEST_COMPANY};
    use gatehouse_core::Errors;

    /// COM-1
    #[test]
    fn everything_that_is_missing_is_said_at_once() {
        let mut errors = Errors::<JoinError>::default();
        let typed = Typed { first_name: "  ".into(), email: "nobody".into(), ..Typed::default() };
        assert!(typed.person(&mut errors).is_err());
        assert!(typed.address(&mut errors).is_err() && typed.company(&mut errors).is_err());
        let wrong = errors.done().unwrap_err();
        assert_eq!(wrong.iter().count(), 5, "{wrong:?}");
    }

    /// COM-1
    #[test]
    fn a_form_is_kept_whole() {
        let form = Form { company: "Acme".into(), country: "DE".into(), ..Form::default() };
        let kept = serde_json::to_vec(&form).unwrap();
        assert!(serde_json::from_slice::<Form>(&kept).unwrap() == form);
        assert_eq!((usize::try_from(NAME), usize::try_from(COMPANY)), (Ok(LONGEST), Ok(LONGEST_COMPANY)));
    }
}
