//! Refusals around API keys and dead letters.

use super::{first, rest};
use crate::rights::NotAllowed;
use gatehouse_core::{Lang, Refusal, text};

/// What is wrong with one field of a new key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyError {
    /// No name.
    NameMissing,
    /// More than 100 characters.
    NameInvalid,
    /// This character is unprintable.
    NameUnprintable(char),
    /// No scope.
    ScopesMissing,
    /// Not a scope.
    ScopeUnknown,
    /// Not a day.
    ExpiryInvalid,
    /// A day that is over, or more than ten years away.
    ExpiryOutOfRange,
}

impl Refusal for ApiKeyError {
    fn code(&self) -> &'static str {
        match self {
            Self::NameMissing => "api_key.name_missing",
            Self::NameInvalid | Self::NameUnprintable(_) => "api_key.name_invalid",
            Self::ScopesMissing => "api_key.scopes_missing",
            Self::ScopeUnknown => "api_key.scope_unknown",
            Self::ExpiryInvalid => "api_key.expiry_invalid",
            Self::ExpiryOutOfRange => "api_key.expiry_out_of_range",
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NameMissing => t.msg_refusal_key_name_missing(),
            Self::NameInvalid => t.msg_refusal_name_invalid(),
            Self::NameUnprintable(c) => t.msg_refusal_name_unprintable(text::code_point(*c)),
            Self::ScopesMissing => t.msg_refusal_scopes_missing(),
            Self::ScopeUnknown => t.msg_refusal_scope_unknown(),
            Self::ExpiryInvalid => t.msg_refusal_expiry_invalid(),
            Self::ExpiryOutOfRange => t.msg_refusal_expiry_out_of_range(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::NameMissing | Self::NameInvalid | Self::NameUnprintable(_) => "name",
            Self::ScopesMissing | Self::ScopeUnknown => "scopes",
            Self::ExpiryInvalid | Self::ExpiryOutOfRange => "expires",
        })
    }
}

/// Why no key was made or revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiKeyRefusal {
    /// Only administrators.
    NotAllowed,
    /// There is no such key.
    NotFound,
    /// It was revoked before.
    AlreadyRevoked,
    /// One or more fields.
    Invalid(Vec<ApiKeyError>),
}

impl Refusal for ApiKeyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => NotAllowed.code(),
            Self::NotFound => "api_key.not_found",
            Self::AlreadyRevoked => "api_key.already_revoked",
            Self::Invalid(faults) => first(faults).map_or("api_key.invalid", Refusal::code),
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NotAllowed => NotAllowed.text(lang),
            Self::NotFound => t.msg_refusal_key_not_found(),
            Self::AlreadyRevoked => t.msg_refusal_key_revoked(),
            Self::Invalid(faults) => first(faults).map(|f| f.text(lang)).unwrap_or_default(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Invalid(faults) => first(faults).and_then(Refusal::field),
            _ => None,
        }
    }
    fn status(&self) -> u16 {
        match self {
            Self::NotAllowed => 403,
            Self::NotFound => 404,
            Self::AlreadyRevoked => 409,
            Self::Invalid(_) => 422,
        }
    }
    fn others(&self) -> Vec<&dyn Refusal> {
        match self {
            Self::Invalid(faults) => rest(faults),
            _ => Vec::new(),
        }
    }
}

impl From<NotAllowed> for ApiKeyRefusal {
    fn from(_: NotAllowed) -> Self {
        Self::NotAllowed
    }
}

/// Why a dead letter stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadLetterRefusal {
    /// Only administrators.
    NotAllowed,
    /// It is no dead letter any more: somebody was faster.
    Gone,
    /// The tick is missing.
    NotConfirmed,
}

impl Refusal for DeadLetterRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => NotAllowed.code(),
            Self::Gone => "dead_letter.gone",
            Self::NotConfirmed => "dead_letter.not_confirmed",
        }
    }
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::NotAllowed => NotAllowed.text(lang),
            Self::Gone => crate::texts(lang).msg_refusal_dead_letter_gone(),
            Self::NotConfirmed => crate::texts(lang).msg_refusal_not_confirmed(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        (*self == Self::NotConfirmed).then_some("confirm")
    }
    fn status(&self) -> u16 {
        match self {
            Self::NotAllowed => 403,
            Self::Gone => 404,
            Self::NotConfirmed => 422,
        }
    }
}

impl From<NotAllowed> for DeadLetterRefusal {
    fn from(_: NotAllowed) -> Self {
        Self::NotAllowed
    }
}
