//! What a PATCH does to a group. Its members are told as a difference, so that a group of 10,000 is not read to add one.

use super::{Op, operations};
use crate::error::Error;
use crate::json;
use crate::limits;
use crate::path::Path;
use serde_json::Value;
use std::collections::HashSet;

/// One effect on a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupEffect {
    /// A new name.
    DisplayName(String),
    /// A new id of the other side, or none.
    ExternalId(Option<String>),
    /// Who is in it after all operations, in their order. No id is in both lists.
    Members {
        /// Whether all members of before go, but those in `add`.
        all: bool,
        /// Ids of users who are members after it; who is one already stays.
        add: Vec<String>,
        /// Ids of users who are none after it; who is none already stays so. Empty if all go.
        remove: Vec<String>,
    },
}

impl GroupEffect {
    /// The attribute's name, without its value, for a log.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::DisplayName(_) => "displayName".to_owned(),
            Self::ExternalId(_) => "externalId".to_owned(),
            Self::Members { all, add, remove } => {
                let before = if *all { "=" } else { "" };
                format!("members{before} +{} -{}", add.len(), remove.len())
            }
        }
    }
}

/// A PATCH of a group, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPatch {
    effects: Vec<GroupEffect>,
}

impl GroupPatch {
    /// Reads one for the group of this id.
    pub fn parse(body: &[u8], id: &str) -> Result<Self, Error> {
        let (mut effects, mut members) = (Vec::new(), Members::default());
        for step in operations(body, id)?.into_iter().flatten() {
            if !step.path.is("members") && (step.path.sub.is_some() || !step.path.only.is_empty()) {
                return Err(Error::path("The path names no attribute of a group."));
            }
            let name = step.path.attribute.to_ascii_lowercase();
            match name.as_str() {
                _ if step.path.schema.is_some() => return Err(Error::path("Groups have no extensions.")),
                "displayname" => {
                    let name = text(step.op, step.value, "displayName")?;
                    effects
                        .push(GroupEffect::DisplayName(name.ok_or_else(|| Error::value("displayName is required."))?));
                }
                "externalid" => effects.push(GroupEffect::ExternalId(text(step.op, step.value, "externalId")?)),
                "members" => members.take(step.op, &step.path, step.value)?,
                "id" | "meta" | "schemas" => return Err(Error::read_only(&step.path.attribute)),
                _ => return Err(Error::path("Groups have displayName, externalId and members.")),
            }
        }
        if members.add.len().max(members.remove.len()) > limits::MEMBERS {
            return Err(Error::too_large("A group may have 10,000 members."));
        }
        effects.extend(members.effect());
        Ok(Self { effects })
    }

    /// Name and id in the order in which they happen, then the members.
    #[must_use]
    pub fn effects(&self) -> &[GroupEffect] {
        &self.effects
    }
}

fn text(op: Op, value: Option<Value>, name: &str) -> Result<Option<String>, Error> {
    let value = value.map(json::single).unwrap_or(Value::Null);
    match op {
        Op::Remove => Ok(None),
        Op::Add if json::is_absent(&value) => Err(Error::value(format!("{name} is added without a value."))),
        _ => json::optional_text(value, name),
    }
}

/// The operations on members so far, as a difference.
#[derive(Default)]
struct Members {
    is_changed: bool,
    all: bool,
    add: Ids,
    remove: Ids,
}

impl Members {
    fn take(&mut self, op: Op, path: &Path, value: Option<Value>) -> Result<(), Error> {
        if path.sub.is_some() {
            return Err(Error::path("Members are added and removed as a whole."));
        }
        self.is_changed = true;
        if !path.only.is_empty() {
            let [term] = &path.only[..] else {
                return Err(Error::filter("A member is selected by its value alone."));
            };
            let id = term.value.as_str().filter(|_| term.name.eq_ignore_ascii_case("value"));
            let id = id.ok_or_else(|| Error::filter("A member is selected by its value alone."))?;
            if op != Op::Remove {
                return Err(Error::path("A selected member can be removed alone."));
            }
            self.drop_one(id_of(Value::from(id))?);
            return Ok(());
        }
        match (op, value) {
            (Op::Add, Some(value)) => {
                for id in some(member_ids(value)?)? {
                    self.remove.remove(&id);
                    self.add.insert(id);
                }
            }
            (Op::Replace, value) => {
                self.clear();
                let value = value.filter(|value| !value.is_null());
                for id in value.map(member_ids).transpose()?.unwrap_or_default() {
                    self.add.insert(id);
                }
            }
            // RFC 7644 §3.5.2.2: without a selection, all.
            (Op::Remove, None | Some(Value::Null)) => self.clear(),
            // Entra ID's list in the value. An empty one is no "all".
            (Op::Remove, Some(value)) => {
                for id in some(member_ids(value)?)? {
                    self.drop_one(id);
                }
            }
            (Op::Add, None) => return Err(Error::value("An operation adds nobody.")),
        }
        Ok(())
    }

    fn clear(&mut self) {
        *self = Self { is_changed: true, all: true, ..Self::default() };
    }

    fn drop_one(&mut self, id: String) {
        self.add.remove(&id);
        if !self.all {
            self.remove.insert(id);
        }
    }

    fn effect(self) -> Option<GroupEffect> {
        let effect = GroupEffect::Members { all: self.all, add: self.add.in_order(), remove: self.remove.in_order() };
        self.is_changed.then_some(effect)
    }
}

/// Ids, each once, in their order.
#[derive(Default)]
struct Ids {
    known: HashSet<String>,
    order: Vec<String>,
}

impl Ids {
    fn len(&self) -> usize {
        self.known.len()
    }

    fn insert(&mut self, id: String) {
        if self.known.insert(id.clone()) {
            self.order.push(id);
        }
    }

    fn remove(&mut self, id: &str) {
        self.known.remove(id);
    }

    fn in_order(mut self) -> Vec<String> {
        // An id that went and came again stands in the order twice.
        let mut left = Vec::with_capacity(self.known.len());
        for id in self.order {
            if self.known.remove(&id) {
                left.push(id);
            }
        }
        left
    }
}

fn some(ids: Vec<String>) -> Result<Vec<String>, Error> {
    if ids.is_empty() { Err(Error::value("The list of members is empty.")) } else { Ok(ids) }
}

/// The ids of members: a list, or one alone; `{"value": id}` or the id.
pub(crate) fn member_ids(value: Value) -> Result<Vec<String>, Error> {
    let list = match value {
        Value::Array(list) => list,
        one => vec![one],
    };
    if list.len() > limits::MEMBERS {
        return Err(Error::too_large("A group may have 10,000 members."));
    }
    let mut ids = Ids::default();
    for member in list {
        let id = match member {
            Value::Object(mut member) => {
                let kind = json::remove(&mut member, "type");
                if kind.as_ref().and_then(Value::as_str).is_some_and(|kind| kind.eq_ignore_ascii_case("group")) {
                    return Err(Error::value("A group cannot be a member of a group."));
                }
                json::remove(&mut member, "value").unwrap_or(Value::Null)
            }
            id => id,
        };
        ids.insert(id_of(id)?);
    }
    Ok(ids.in_order())
}

fn id_of(value: Value) -> Result<String, Error> {
    json::optional_text(value, "members.value")?.ok_or_else(|| Error::value("A member has no value."))
}
