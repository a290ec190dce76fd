//! Sealing and opening what an account's row holds of its person.

use crate::tables::account::Model;
use gatehouse_core::{Fault, Random, Uuid};
use gatehouse_seal::SubjectKey;

/// The sealed columns of `account`.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The address.
    Email,
    /// The name.
    Name,
    /// The company.
    Company,
    /// The phone number.
    Phone,
    /// The postal address.
    Address,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Email => "account.email_sealed",
            Self::Name => "account.name_sealed",
            Self::Company => "account.company_sealed",
            Self::Phone => "account.phone_sealed",
            Self::Address => "account.address_sealed",
        }
    }

    /// Seals a text of this column.
    pub fn seal(self, random: &dyn Random, key: &SubjectKey, account: Uuid, text: &str) -> Result<Vec<u8>, Fault> {
        key.seal(random, self.name(), account, text.as_bytes())
    }

    /// Seals an optional text.
    pub fn seal_some(
        self,
        random: &dyn Random,
        key: &SubjectKey,
        account: Uuid,
        text: Option<&str>,
    ) -> Result<Option<Vec<u8>>, Fault> {
        text.map(|text| self.seal(random, key, account, text)).transpose()
    }

    fn open(self, key: &SubjectKey, account: Uuid, sealed: &[u8]) -> Result<String, Fault> {
        key.open_text(self.name(), account, sealed)
    }
}

/// The address of an account.
pub fn email(key: &SubjectKey, row: &Model) -> Result<String, Fault> {
    Place::Email.open(key, row.id, &row.email_sealed)
}

/// One of the optional texts.
pub fn text(key: &SubjectKey, row: &Model, place: Place) -> Result<Option<String>, Fault> {
    let sealed = match place {
        Place::Email => Some(&row.email_sealed),
        Place::Name => row.name_sealed.as_ref(),
        Place::Company => row.company_sealed.as_ref(),
        Place::Phone => row.phone_sealed.as_ref(),
        Place::Address => row.address_sealed.as_ref(),
    };
    sealed.map(|sealed| place.open(key, row.id, sealed)).transpose()
}

/// What the account is called on pages: the name, else the address.
pub fn label(key: &SubjectKey, row: &Model) -> Result<String, Fault> {
    match text(key, row, Place::Name)? {
        Some(name) => Ok(name),
        None => Ok(gatehouse_address::shown(&email(key, row)?)),
    }
}
