//! Errors as RFC 7644 §3.12 writes them. Details are for the administrator of the other side: English, and without values.

use serde_json::{Value, json};

/// The words of RFC 7644 Table 9 that are used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScimType {
    /// A filter that is not understood.
    InvalidFilter,
    /// More than may be asked at once.
    TooMany,
    /// A name or an external id that is taken.
    Uniqueness,
    /// An attribute that only this side writes.
    Mutability,
    /// A body that is not written as its message.
    InvalidSyntax,
    /// A path that is not understood or names nothing.
    InvalidPath,
    /// A path that selects no value.
    NoTarget,
    /// A value that is missing or of the wrong kind.
    InvalidValue,
}

impl ScimType {
    /// As it is written in a body.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidFilter => "invalidFilter",
            Self::TooMany => "tooMany",
            Self::Uniqueness => "uniqueness",
            Self::Mutability => "mutability",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidPath => "invalidPath",
            Self::NoTarget => "noTarget",
            Self::InvalidValue => "invalidValue",
        }
    }
}

/// A refusal with its status.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{status} {}: {detail}", .scim_type.map_or("", ScimType::word))]
pub struct Error {
    /// HTTP status.
    pub status: u16,
    /// The kind, for 400, 409 and 413.
    pub scim_type: Option<ScimType>,
    /// A sentence.
    pub detail: String,
    /// Seconds after which to try again, for 429 and 503.
    pub retry_after: Option<u32>,
}

impl Error {
    /// A refusal without a kind.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, scim_type: None, detail: detail.into(), retry_after: None }
    }

    /// No token, or none that is valid: for the doors, which know tokens.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::new(401, "The bearer token is missing or not valid.")
    }

    /// Too many requests: for the doors, which count them.
    #[must_use]
    pub fn too_fast(retry_after: u32) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(429, "Too many requests. Try again later.") }
    }

    pub(crate) fn bad(kind: ScimType, detail: impl Into<String>) -> Self {
        Self { scim_type: Some(kind), ..Self::new(400, detail) }
    }

    pub(crate) fn syntax(detail: impl Into<String>) -> Self {
        Self::bad(ScimType::InvalidSyntax, detail)
    }

    pub(crate) fn value(detail: impl Into<String>) -> Self {
        Self::bad(ScimType::InvalidValue, detail)
    }

    pub(crate) fn path(detail: impl Into<String>) -> Self {
        Self::bad(ScimType::InvalidPath, detail)
    }

    pub(crate) fn filter(detail: impl Into<String>) -> Self {
        Self::bad(ScimType::InvalidFilter, detail)
    }

    pub(crate) fn read_only(name: &str) -> Self {
        Self::bad(ScimType::Mutability, format!("{name} cannot be changed here."))
    }

    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self { scim_type: Some(ScimType::TooMany), ..Self::new(413, detail) }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "There is no such resource.")
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> Value {
        let mut body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": self.status.to_string(),
            "detail": self.detail,
        });
        if let Some(kind) = self.scim_type {
            body["scimType"] = kind.word().into();
        }
        body
    }
}
