//! What a PATCH does to a user.

use super::{Op, operations};
use crate::change::{Change, How, manager};
use crate::error::Error;
use crate::json;
use crate::path::Path;
use crate::user::User;
use serde_json::Value;

/// One effect on a user.
#[derive(Clone, Debug, PartialEq)]
pub enum UserEffect {
    /// Lets the user in, or not.
    Active(bool),
    /// A new name; how the user signs in is another matter.
    UserName(String),
    /// A new id of the other side, or none.
    ExternalId(Option<String>),
    /// How the user is called.
    DisplayName(Option<String>),
    /// The whole name.
    FormattedName(Option<String>),
    /// First name.
    GivenName(Option<String>),
    /// Last name.
    FamilyName(Option<String>),
    /// Addresses.
    Emails(Change),
    /// An attribute without a meaning here.
    Extra(Change),
}

impl UserEffect {
    /// The attribute's name, without its value, for a log.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Active(true) => "active=true".to_owned(),
            Self::Active(false) => "active=false".to_owned(),
            Self::UserName(_) => "userName".to_owned(),
            Self::ExternalId(_) => "externalId".to_owned(),
            Self::DisplayName(_) => "displayName".to_owned(),
            Self::FormattedName(_) => "name.formatted".to_owned(),
            Self::GivenName(_) => "name.givenName".to_owned(),
            Self::FamilyName(_) => "name.familyName".to_owned(),
            Self::Emails(change) | Self::Extra(change) => change.path().name(),
        }
    }
}

/// A PATCH of a user, read.
#[derive(Clone, Debug, PartialEq)]
pub struct UserPatch {
    effects: Vec<UserEffect>,
}

impl UserPatch {
    /// Reads one for the user of this id.
    pub fn parse(body: &[u8], id: &str) -> Result<Self, Error> {
        let mut effects = Vec::new();
        for operation in operations(body, id)? {
            let before = effects.len();
            for step in operation {
                user_effects(step.op, &step.path, step.value, Mode::Patch, &mut effects)?;
            }
            if effects.len() == before {
                return Err(Error::value("An operation has nothing to change."));
            }
        }
        Ok(Self { effects })
    }

    /// In the order in which they happen: each operation has one at least.
    #[must_use]
    pub fn effects(&self) -> &[UserEffect] {
        &self.effects
    }

    /// What the user is after it: all of the effects, or an error and none.
    pub fn apply(&self, before: &User) -> Result<User, Error> {
        let mut user = before.clone();
        for effect in &self.effects {
            user.take(effect)?;
        }
        user.extra.check()?;
        Ok(user)
    }
}

/// Whether attributes that only this side writes are refused, or ignored (RFC 7644 §3.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Patch,
    Whole,
}

/// Adds the effects of one operation at one path.
pub(crate) fn user_effects(
    op: Op,
    path: &Path,
    value: Option<Value>,
    mode: Mode,
    to: &mut Vec<UserEffect>,
) -> Result<(), Error> {
    if path.schema.is_none() {
        match path.attribute.to_ascii_lowercase().as_str() {
            // A password is never kept, and no attribute of ours.
            "id" | "meta" | "groups" | "schemas" | "password" => {
                return if mode == Mode::Whole { Ok(()) } else { Err(Error::read_only(&path.attribute)) };
            }
            "username" => {
                let name = cleared(op, path, value)?.ok_or_else(|| Error::value("userName is required."))?;
                to.push(UserEffect::UserName(json::text(name, "userName")?));
                return Ok(());
            }
            "active" => return active(op, path, value, mode, to),
            "externalid" => {
                to.push(UserEffect::ExternalId(optional(op, path, value)?));
                return Ok(());
            }
            "displayname" => {
                to.push(UserEffect::DisplayName(optional(op, path, value)?));
                return Ok(());
            }
            "name" => return name(op, path, value, mode, to),
            "emails" => return emails(op, path, value, mode, to),
            _ => {}
        }
    }
    if path.attribute.is_empty() {
        return parts(op, path, value, mode, to);
    }
    if path.is_manager() && !path.only.is_empty() {
        return Err(Error::path("manager is not a list."));
    }
    let value = if path.is_manager() && path.sub.is_none() { value.map(manager) } else { value };
    to.extend(change(op, path, value, mode)?.map(UserEffect::Extra));
    Ok(())
}

/// A whole extension, or the resource under the URN of its schema: each name within it is a path.
fn parts(op: Op, path: &Path, value: Option<Value>, mode: Mode, to: &mut Vec<UserEffect>) -> Result<(), Error> {
    let is_extension = path.schema.is_some();
    match value {
        Some(Value::Object(object)) if op != Op::Remove => {
            for (name, value) in object {
                user_effects(op, &path.inside(&name)?, Some(value), mode, to)?;
            }
            Ok(())
        }
        Some(value) if json::is_absent(&value) && mode == Mode::Whole => Ok(()),
        value
            if is_extension
                && (op == Op::Remove || op == Op::Replace && value.as_ref().is_some_and(json::is_absent)) =>
        {
            to.push(UserEffect::Extra(Change { path: path.clone(), how: How::Remove(None) }));
            Ok(())
        }
        _ => Err(Error::value("The value of a schema must be an object.")),
    }
}

/// The value of an attribute that has one; none if it is cleared.
fn cleared(op: Op, path: &Path, value: Option<Value>) -> Result<Option<Value>, Error> {
    if path.sub.is_some() && !path.is("name") || !path.only.is_empty() {
        return Err(Error::path(format!("{} has no parts.", path.attribute)));
    }
    let value = value.map(json::single).filter(|value| !json::is_absent(value));
    match (op, value) {
        (Op::Remove, _) | (Op::Replace, None) => Ok(None),
        (Op::Add, None) => Err(Error::value(format!("{} is added without a value.", path.attribute))),
        (_, value) => Ok(value),
    }
}

fn optional(op: Op, path: &Path, value: Option<Value>) -> Result<Option<String>, Error> {
    cleared(op, path, value)?.map(|value| json::text(value, &path.attribute)).transpose()
}

fn active(op: Op, path: &Path, value: Option<Value>, mode: Mode, to: &mut Vec<UserEffect>) -> Result<(), Error> {
    match cleared(op, path, value)? {
        Some(value) => to.push(UserEffect::Active(json::truth(&value, "active")?)),
        // PUT without it leaves what is.
        None if mode == Mode::Whole => {}
        None => return Err(Error::value("active must be true or false.")),
    }
    Ok(())
}

fn name(op: Op, path: &Path, value: Option<Value>, mode: Mode, to: &mut Vec<UserEffect>) -> Result<(), Error> {
    if !path.only.is_empty() {
        return Err(Error::path("name is not a list."));
    }
    if let Some(sub) = &path.sub {
        let effect = match sub.to_ascii_lowercase().as_str() {
            "formatted" => UserEffect::FormattedName,
            "givenname" => UserEffect::GivenName,
            "familyname" => UserEffect::FamilyName,
            _ => {
                to.extend(change(op, path, value, mode)?.map(UserEffect::Extra));
                return Ok(());
            }
        };
        to.push(effect(optional(op, path, value)?));
        return Ok(());
    }
    match cleared(op, path, value)? {
        Some(Value::Object(object)) => {
            for (sub, value) in object {
                // In an operation that adds, a part that is null says nothing.
                if !(op == Op::Add && json::is_absent(&value)) {
                    name(op, &path.inside(&sub)?, Some(value), mode, to)?;
                }
            }
        }
        Some(_) => return Err(Error::value("name must be an object.")),
        None => {
            to.extend([UserEffect::FormattedName(None), UserEffect::GivenName(None), UserEffect::FamilyName(None)]);
            to.push(UserEffect::Extra(Change { path: path.clone(), how: How::Remove(None) }));
        }
    }
    Ok(())
}

fn emails(op: Op, path: &Path, value: Option<Value>, mode: Mode, to: &mut Vec<UserEffect>) -> Result<(), Error> {
    let is_known =
        |name: &str| ["value", "type", "primary", "display"].iter().any(|known| known.eq_ignore_ascii_case(name));
    if !path.sub.as_deref().is_none_or(is_known) || !path.only.iter().all(|term| is_known(&term.name)) {
        return Err(Error::path("An address has value, type, primary and display."));
    }
    // In a whole body further parts are let go; an operation must not lose any.
    let is_lost = |element: &Value| {
        let mut parts = element.as_object().into_iter().flatten();
        parts.any(|(name, value)| !is_known(name) && !json::is_absent(value))
    };
    let loses = match &value {
        Some(Value::Array(list)) => list.iter().any(is_lost),
        Some(value) => is_lost(value),
        None => false,
    };
    if mode == Mode::Patch && op != Op::Remove && path.sub.is_none() && loses {
        return Err(Error::value("An address has value, type, primary and display."));
    }
    to.extend(change(op, path, value, mode)?.map(UserEffect::Emails));
    Ok(())
}

/// None where a whole body says that the attribute is absent.
fn change(op: Op, path: &Path, value: Option<Value>, mode: Mode) -> Result<Option<Change>, Error> {
    let value = if path.sub.is_some() { value.map(json::single) } else { value };
    let is_absent = value.as_ref().is_none_or(json::is_absent);
    let how = match (op, value) {
        (_, _) if mode == Mode::Whole && is_absent => return Ok(None),
        (Op::Remove, Some(Value::Array(list))) if list.is_empty() => {
            return Err(Error::value("An operation removes an empty list."));
        }
        (Op::Remove, Some(value)) if !is_absent && path.sub.is_none() && path.only.is_empty() => {
            How::Remove(Some(value))
        }
        (Op::Remove, _) => How::Remove(None),
        (Op::Replace, _) if is_absent => How::Remove(None),
        (Op::Add, _) if is_absent => return Err(Error::value("An operation adds nothing.")),
        (Op::Add, Some(value)) if json::present(value.clone()).is_some() => How::Add(value),
        (Op::Replace, Some(value)) if json::present(value.clone()).is_some() || is_clearing(&value) => {
            How::Replace(value)
        }
        _ if mode == Mode::Whole => return Ok(None),
        _ => return Err(Error::value("An operation has nothing to change.")),
    };
    Ok(Some(Change { path: path.clone(), how }))
}

/// An object of which a part becomes absent.
fn is_clearing(value: &Value) -> bool {
    value.as_object().is_some_and(|object| !object.is_empty())
}
