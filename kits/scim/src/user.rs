//! A user (RFC 7643 §4.1): what has a meaning here by name, and the rest as it came.

use crate::change::{Change, How};
use crate::error::Error;
use crate::json::{self, Object};
use crate::patch::{Mode, Op, UserEffect, user_effects};
use crate::path::Path;
use crate::{USER, limits};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An address of a user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email {
    /// The address as it was sent: not proven, and not yet judged as one.
    pub value: String,
    /// "work", "home" and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// At most one of a user's.
    #[serde(default)]
    pub primary: bool,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

/// Attributes without a meaning here, by their names, extensions under their URNs; at most [`limits::EXTRA`] bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(pub(crate) Object);

impl Extra {
    /// The attributes.
    #[must_use]
    pub const fn attributes(&self) -> &Object {
        &self.0
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        let bytes = serde_json::to_vec(&self.0).map_or(usize::MAX, |text| text.len());
        if bytes > limits::EXTRA {
            Err(Error::value("The user's further attributes are larger than 16 KB."))
        } else {
            Ok(())
        }
    }
}

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Whether the user may come in.
    pub active: bool,
    /// Unique without case, kept with it.
    pub user_name: String,
    /// The other side's id.
    pub external_id: Option<String>,
    /// How the user is called.
    pub display_name: Option<String>,
    /// The whole name.
    pub formatted_name: Option<String>,
    /// First name.
    pub given_name: Option<String>,
    /// Last name.
    pub family_name: Option<String>,
    /// Addresses.
    pub emails: Vec<Email>,
    /// Everything else.
    pub extra: Extra,
}

impl User {
    /// The primary address, else that for work, else the first one.
    #[must_use]
    pub fn main_email(&self) -> Option<&Email> {
        let is_work = |email: &&Email| email.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("work"));
        self.emails
            .iter()
            .find(|email| email.primary)
            .or_else(|| self.emails.iter().find(is_work))
            .or_else(|| self.emails.first())
    }

    /// Makes the effect. `Err` where there would be none; the user is then to be dropped.
    pub(crate) fn take(&mut self, effect: &UserEffect) -> Result<(), Error> {
        match effect {
            UserEffect::Active(active) => self.active = *active,
            UserEffect::UserName(name) => self.user_name.clone_from(name),
            UserEffect::ExternalId(id) => self.external_id.clone_from(id),
            UserEffect::DisplayName(name) => self.display_name.clone_from(name),
            UserEffect::FormattedName(name) => self.formatted_name.clone_from(name),
            UserEffect::GivenName(name) => self.given_name.clone_from(name),
            UserEffect::FamilyName(name) => self.family_name.clone_from(name),
            UserEffect::Emails(change) => self.change_emails(change)?,
            UserEffect::Extra(change) => change.apply(&mut self.extra.0)?,
        }
        Ok(())
    }

    fn change_emails(&mut self, change: &Change) -> Result<(), Error> {
        let mut all = Object::new();
        if !self.emails.is_empty() {
            all.insert("emails".to_owned(), self.emails.iter().map(Email::written).collect());
        }
        change.apply(&mut all)?;
        let is_removal = matches!(change.how, How::Remove(_));
        let mut emails: Vec<Email> = Vec::new();
        for element in json::remove(&mut all, "emails").and_then(|list| list.as_array().cloned()).unwrap_or_default() {
            let Some(email) = Email::read(element)? else {
                if is_removal {
                    continue;
                }
                return Err(Error::value("An address has no value."));
            };
            if !emails.iter().any(|there| there.value == email.value && there.kind == email.kind) {
                emails.push(email);
            }
        }
        if emails.len() > limits::EMAILS {
            return Err(Error::value(format!("A user may have {} addresses.", limits::EMAILS)));
        }
        if emails.iter().filter(|email| email.primary).count() > 1 {
            return Err(Error::value("One address may be the primary one."));
        }
        self.emails = emails;
        Ok(())
    }
}

impl Email {
    pub(crate) fn written(&self) -> Value {
        let mut object = Object::new();
        object.insert("value".to_owned(), self.value.clone().into());
        for (name, text) in [("type", &self.kind), ("display", &self.display)] {
            if let Some(text) = text {
                object.insert(name.to_owned(), text.clone().into());
            }
        }
        if self.primary {
            object.insert("primary".to_owned(), true.into());
        }
        Value::Object(object)
    }

    /// None without a value.
    fn read(element: Value) -> Result<Option<Self>, Error> {
        let mut object = match element {
            Value::Object(object) => object,
            Value::String(address) => {
                return Ok(Some(Self { value: json::text(address.into(), "emails")?, ..Self::default() }));
            }
            _ => return Err(Error::value("An address must be an object.")),
        };
        let mut part = |name: &str| json::optional_text(json::remove(&mut object, name).unwrap_or(Value::Null), name);
        let (value, kind, display) = (part("value")?, part("type")?, part("display")?);
        let primary = match json::remove(&mut object, "primary") {
            None | Some(Value::Null) => false,
            Some(mark) => json::truth(&mark, "primary")?,
        };
        Ok(value.map(|value| Self { value, kind, primary, display }))
    }
}

/// The body of POST or PUT. What the body leaves out is absent, but for `active`: there PUT leaves what is.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeUser {
    id: Option<String>,
    active: Option<bool>,
    user: User,
}

impl WholeUser {
    /// Reads one.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        Self::from_object(json::read(body)?)
    }

    fn from_object(body: Object) -> Result<Self, Error> {
        json::check_schemas(&body, USER)?;
        let id = json::get(&body, "id").and_then(Value::as_str).map(str::to_owned);
        let mut effects = Vec::new();
        for (name, value) in body {
            let path = Path::of_name(&name, &value)?;
            user_effects(Op::Replace, &path, Some(value), Mode::Whole, &mut effects)?;
        }
        let mut whole = Self { id, active: None, user: User { active: true, ..User::default() } };
        for effect in &effects {
            whole.user.take(effect)?;
            if let UserEffect::Active(active) = effect {
                whole.active = Some(*active);
            }
        }
        if whole.user.user_name.is_empty() {
            return Err(Error::value("userName is required."));
        }
        whole.user.extra.check()?;
        Ok(whole)
    }

    /// The id that the body names; PUT refuses that of another user.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// What the body says of `active`.
    #[must_use]
    pub const fn active(&self) -> Option<bool> {
        self.active
    }

    /// Unique without case.
    #[must_use]
    pub fn user_name(&self) -> &str {
        &self.user.user_name
    }

    /// The other side's id.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.user.external_id.as_deref()
    }

    /// The primary address.
    #[must_use]
    pub fn main_email(&self) -> Option<&Email> {
        self.user.main_email()
    }

    /// The user of a POST: active, unless the body says otherwise.
    #[must_use]
    pub fn created(self) -> User {
        self.user
    }

    /// The user of a PUT in the place of this one.
    #[must_use]
    pub fn in_place_of(self, before: &User) -> User {
        User { active: self.active.unwrap_or(before.active), ..self.user }
    }
}
