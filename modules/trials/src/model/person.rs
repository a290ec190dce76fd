//! Who asks for a trial: what they enter, and how it is kept under the trial's own key.

use crate::tables::trial;
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_core::{Fault, Personal, Random, Uuid};
use gatehouse_seal::SubjectKey;

/// The most characters of a name.
pub const NAME: usize = 120;
/// The most characters of a telephone number.
pub const PHONE: usize = 40;

const NAME_PLACE: &str = "trial.name_sealed";
const PHONE_PLACE: &str = "trial.phone_sealed";
/// Where the address is sealed.
const EMAIL_PLACE: &str = "trial.email_sealed";

/// A person who asks.
#[derive(Clone)]
pub struct Person {
    /// Their name.
    pub name: Personal<String>,
    /// Their telephone number; empty where they entered none.
    pub phone: Personal<String>,
    /// Their address.
    pub email: Personal<String>,
}

/// The columns of a person.
pub(crate) struct SealedPerson {
    pub name: Vec<u8>,
    pub phone: Option<Vec<u8>>,
    pub email: Vec<u8>,
}

impl Person {
    /// Sealed for the row of this trial.
    pub(crate) fn seal(&self, random: &dyn Random, key: &SubjectKey, id: Uuid) -> Result<SealedPerson, Fault> {
        let phone = Some(&self.phone.0).filter(|phone| !phone.is_empty());
        Ok(SealedPerson {
            name: key.seal(random, NAME_PLACE, id, self.name.0.as_bytes())?,
            phone: phone.map(|phone| key.seal(random, PHONE_PLACE, id, phone.as_bytes())).transpose()?,
            email: key.seal(random, EMAIL_PLACE, id, self.email.0.as_bytes())?,
        })
    }

    /// The person of a row.
    pub(crate) fn open(key: &SubjectKey, row: &trial::Model) -> Result<Self, Fault> {
        let phone = row.phone_sealed.as_ref().map(|sealed| key.open_text(PHONE_PLACE, row.id, sealed)).transpose()?;
        Ok(Self {
            name: Personal(key.open_text(NAME_PLACE, row.id, &row.name_sealed)?),
            phone: Personal(phone.unwrap_or_default()),
            email: Personal(key.open_text(EMAIL_PLACE, row.id, &row.email_sealed)?),
        })
    }
}

/// Reads a telephone number, or none.
pub(crate) fn phone(reader: &mut Reader, text: &str) -> String {
    let text = reader.optional_line("phone", text, PHONE);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    if !text.is_empty() && (!is_plain || digits < 3) {
        reader.wrong("phone", Wrong::Phone);
        return String::new();
    }
    text
}
