//! Sealing and opening what an account's row holds of its person.

use crate::model::PersonName;
use crate::tables::account::Model;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;

/// A sealed column of `account`.
#[derive(Clone, Copy, Debug)]
pub struct Place(&'static str);

impl Place {
    pub const EMAIL: Self = Self("account.email_sealed");
    /// The name as one text, of an earlier version.
    pub const NAME: Self = Self("account.name_sealed");
    pub const FIRST_NAME: Self = Self("account.first_name_sealed");
    pub const LAST_NAME: Self = Self("account.last_name_sealed");
    pub const FIRST_READING: Self = Self("account.first_reading_sealed");
    pub const LAST_READING: Self = Self("account.last_reading_sealed");
    pub const COMPANY: Self = Self("account.company_sealed");
    pub const PHONE: Self = Self("account.phone_sealed");
    pub const ADDRESS: Self = Self("account.address_sealed");

    pub fn seal(self, cx: &Cx, key: &SubjectKey, account: Uuid, text: &str) -> Result<Vec<u8>, Fault> {
        key.seal(cx.app.random.as_ref(), self.0, account, text.as_bytes())
    }

    pub fn seal_some(
        self,
        cx: &Cx,
        key: &SubjectKey,
        account: Uuid,
        text: Option<&str>,
    ) -> Result<Option<Vec<u8>>, Fault> {
        text.map(|text| self.seal(cx, key, account, text)).transpose()
    }

    pub fn open(self, key: &SubjectKey, row: &Model, sealed: Option<&[u8]>) -> Result<Option<String>, Fault> {
        sealed.map(|sealed| key.open_text(self.0, row.id, sealed)).transpose()
    }
}

/// What an account knows of its person.
#[derive(Clone)]
pub struct Person {
    pub email: String,
    pub name: PersonName,
    pub company: Option<String>,
    pub phone: Option<String>,
    /// Several lines.
    pub address: Option<String>,
}

impl Person {
    pub fn of(key: &SubjectKey, row: &Model) -> Result<Self, Fault> {
        Ok(Self {
            email: email(key, row)?,
            name: name(key, row)?,
            company: Place::COMPANY.open(key, row, row.company_sealed.as_deref())?,
            phone: Place::PHONE.open(key, row, row.phone_sealed.as_deref())?,
            address: Place::ADDRESS.open(key, row, row.address_sealed.as_deref())?,
        })
    }
}

/// The address of an account.
pub fn email(key: &SubjectKey, row: &Model) -> Result<String, Fault> {
    key.open_text(Place::EMAIL.0, row.id, &row.email_sealed)
}

/// The name. One that the program's start has not split yet is split here.
pub fn name(key: &SubjectKey, row: &Model) -> Result<PersonName, Fault> {
    if let Some(whole) = Place::NAME.open(key, row, row.name_sealed.as_deref())? {
        return Ok(PersonName::split(&whole));
    }
    Ok(PersonName {
        first: Place::FIRST_NAME.open(key, row, row.first_name_sealed.as_deref())?,
        last: Place::LAST_NAME.open(key, row, row.last_name_sealed.as_deref())?,
        first_reading: Place::FIRST_READING.open(key, row, row.first_reading_sealed.as_deref())?,
        last_reading: Place::LAST_READING.open(key, row, row.last_reading_sealed.as_deref())?,
    })
}

/// What the account is called on pages: the name, else the address.
pub fn label(key: &SubjectKey, row: &Model) -> Result<String, Fault> {
    match name(key, row)?.whole() {
        Some(name) => Ok(name),
        None => Ok(gatehouse_address::shown(&email(key, row)?)),
    }
}
