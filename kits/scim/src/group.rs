//! A group (RFC 7643 §4.2). Attributes that are not listed here are not kept: a PATCH of one is refused.

use crate::error::Error;
use crate::json::{self, Object};
use crate::patch::member_ids;
use crate::{GROUP, limits};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A group without its members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name.
    pub display_name: String,
    /// The other side's id.
    pub external_id: Option<String>,
}

/// The body of POST or PUT. Members that are left out are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeGroup {
    id: Option<String>,
    /// Name and external id.
    pub group: Group,
    /// Ids of users, each once.
    pub members: Vec<String>,
}

impl WholeGroup {
    /// Reads one.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        Self::from_object(json::read(body)?)
    }

    fn from_object(body: Object) -> Result<Self, Error> {
        json::check_schemas(&body, GROUP)?;
        let mut whole =
            Self { id: None, group: Group { display_name: String::new(), external_id: None }, members: Vec::new() };
        for (name, value) in body {
            // Further attributes of a whole are let go, as RFC 7644 §3.3 allows.
            match name.to_ascii_lowercase().as_str() {
                "id" => whole.id = value.as_str().map(str::to_owned),
                "displayname" => {
                    whole.group.display_name = json::optional_text(value, "displayName")?.unwrap_or_default();
                }
                "externalid" => whole.group.external_id = json::optional_text(value, "externalId")?,
                "members" if !matches!(value, Value::Null) => whole.members = member_ids(value)?,
                _ => {}
            }
        }
        if whole.group.display_name.is_empty() {
            return Err(Error::value("displayName is required."));
        }
        if whole.members.len() > limits::MEMBERS {
            return Err(Error::too_large("A group may have 10,000 members."));
        }
        Ok(whole)
    }

    /// The id that the body names; PUT refuses that of another group.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}
