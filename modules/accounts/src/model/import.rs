//! The rows of a file with accounts of another portal (ACC-18): its columns, and what is wrong with a row.

use super::profile::{About, LONGEST_LINE, line};
use super::{Country, Email, FormError, ProfileForm};
use gatehouse_core::{Errors, Invalid, Lang, Refusal};
use gatehouse_l10n::zones;
use gatehouse_passwords::{ForeignError, ForeignHash};

/// The columns, of which only the address is mandatory. They are documented in `docs/formats/accounts-csv.md`.
pub const COLUMNS: [&str; 13] = [
    "email",
    "first_name",
    "last_name",
    "first_reading",
    "last_reading",
    "company",
    "phone",
    "address",
    "country",
    "region",
    "language",
    "time_zone",
    "password_hash",
];

/// Why a row is not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ImportError {
    /// Its fields are not what the profile takes.
    Invalid(Invalid<FormError>),
    /// It is not written as a row of a CSV file.
    #[refusal(422, "account.import_row", import_row)]
    Row,
    /// It has another number of fields than the first line.
    #[refusal(422, "account.import_fields", import_fields(*found, *expected))]
    Fields {
        /// So many it has.
        found: u32,
        /// So many the first line has.
        expected: u32,
    },
    /// The address has an account already, which stays as it is.
    #[refusal(409, "account.import_exists", import_exists, field = "email")]
    Exists,
    /// The address stands in an earlier line too.
    #[refusal(409, "account.import_twice", import_twice(*it), field = "email")]
    Twice(u32),
    /// A hash of no known kind.
    #[refusal(422, "account.import_hash_unknown", import_hash_unknown, field = "password_hash")]
    HashUnknown,
    /// A hash that is not written as its kind is.
    #[refusal(422, "account.import_hash_malformed", import_hash_malformed, field = "password_hash")]
    HashMalformed,
    /// A hash that would cost too much to check.
    #[refusal(422, "account.import_hash_costly", import_hash_costly, field = "password_hash")]
    HashCostly,
}

impl From<ForeignError> for ImportError {
    fn from(error: ForeignError) -> Self {
        match error {
            ForeignError::Unknown => Self::HashUnknown,
            ForeignError::Malformed => Self::HashMalformed,
            ForeignError::TooCostly => Self::HashCostly,
        }
    }
}

/// What is wrong with the first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// This is no column.
    Unknown(String),
    /// This column stands there twice.
    Twice(&'static str),
    /// There is no column `email`.
    NoEmail,
}

/// Which column stands where.
#[derive(Clone, Debug)]
pub struct Header(Vec<&'static str>);

impl Header {
    /// Reads the first line.
    pub fn read(fields: &[String]) -> Result<Self, HeaderError> {
        let mut columns = Vec::with_capacity(fields.len());
        for field in fields {
            let name = field.trim().to_ascii_lowercase();
            let known = COLUMNS.into_iter().find(|column| *column == name);
            let column = known.ok_or_else(|| HeaderError::Unknown(field.trim().chars().take(40).collect()))?;
            if columns.contains(&column) {
                return Err(HeaderError::Twice(column));
            }
            columns.push(column);
        }
        if columns.contains(&"email") { Ok(Self(columns)) } else { Err(HeaderError::NoEmail) }
    }

    /// Reads a row; `lang` is the language of people whose row tells none.
    pub fn row(&self, line: u32, fields: Vec<String>, lang: Lang) -> Result<ImportRow, ImportError> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        if fields.len() != self.0.len() {
            return Err(ImportError::Fields { found: count(fields.len()), expected: count(self.0.len()) });
        }
        let mut typed = Typed::default();
        for (column, value) in self.0.iter().zip(fields) {
            *typed.place(column) = value;
        }
        typed.check(line, lang)
    }
}

/// The fields of a row, as they stand there.
#[derive(Default)]
struct Typed {
    email: String,
    hash: String,
    form: ProfileForm,
}

impl Typed {
    fn place(&mut self, column: &str) -> &mut String {
        match column {
            "first_name" => &mut self.form.first_name,
            "last_name" => &mut self.form.last_name,
            "first_reading" => &mut self.form.first_reading,
            "last_reading" => &mut self.form.last_reading,
            "company" => &mut self.form.company,
            "phone" => &mut self.form.phone,
            "address" => &mut self.form.address,
            "country" => &mut self.form.country,
            "region" => &mut self.form.region,
            "language" => &mut self.form.lang,
            "time_zone" => &mut self.form.zone,
            "password_hash" => &mut self.hash,
            _ => &mut self.email,
        }
    }

    fn check(self, at: u32, lang: Lang) -> Result<ImportRow, ImportError> {
        let mut errors = Errors::<FormError>::default();
        let email = errors.take(Email::parse(&self.email));
        let form = self.form;
        let about = form.check_about();
        errors.add_all(about.as_ref().err().into_iter().flat_map(Invalid::iter).copied());
        let country = errors.take(match form.country.trim() {
            "" => Ok(None),
            code => {
                Country::from_code(&code.to_ascii_uppercase()).map(|c| Some(c.code)).ok_or(FormError::CountryUnknown)
            }
        });
        let region = errors.take(line(&form.region, "region", LONGEST_LINE));
        let lang = errors.take(match form.lang.trim() {
            "" => Ok(lang),
            tag => Lang::from_tag(tag).ok_or(FormError::LangUnknown),
        });
        let zone = errors.take(match form.zone.trim() {
            "" => Ok(None),
            name => zones::settled(name).map(Some).ok_or(FormError::ZoneUnknown),
        });
        let about = about.unwrap_or_default();
        let (email, country, region, lang, zone) =
            errors.finish(|| Ok((email?, country?, region?, lang?, zone?))).map_err(ImportError::Invalid)?;
        let hash = match self.hash.trim() {
            "" => None,
            text => Some(ForeignHash::read(text)?),
        };
        Ok(ImportRow { line: at, email, about, country, region, lang, zone, hash })
    }
}

/// One account to be made.
#[derive(Clone)]
pub struct ImportRow {
    /// The line of the file.
    pub line: u32,
    /// The address.
    pub(crate) email: Email,
    /// Who it is.
    pub(crate) about: About,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: Option<&'static str>,
    /// In the person's words.
    pub(crate) region: Option<String>,
    /// Of pages and mails.
    pub(crate) lang: Lang,
    /// IANA time zone.
    pub(crate) zone: Option<String>,
    /// The hash that another program made.
    pub(crate) hash: Option<ForeignHash>,
}

impl ImportRow {
    /// The address by which the account is found: no other row of a batch may have it.
    pub fn address(&self) -> &str {
        self.email.normalized()
    }
}
