//! Refusals of looking after staff and after oneself.

use super::{first, rest};
use crate::rights::NotAllowed;
use gatehouse_address::EmailError;
use gatehouse_core::{Finality, Lang, Refusal, text};
use gatehouse_passwords::PasswordError;

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberError {
    /// No address, or none that a mail can reach.
    Email(EmailError),
    /// Somebody has it already.
    EmailTaken,
    /// No name.
    NameMissing,
    /// More than 100 characters.
    NameInvalid,
    /// This character is unprintable.
    NameUnprintable(char),
    /// No role.
    RolesMissing,
    /// Not a role.
    RoleUnknown,
    /// Not a language of the interface.
    LangUnknown,
    /// Not a time zone.
    ZoneUnknown,
    /// The present password is wrong.
    CurrentWrong,
    /// The new password does not meet the policy.
    Password(PasswordError),
}

impl Refusal for MemberError {
    fn code(&self) -> &'static str {
        match self {
            Self::Email(EmailError::Missing) => "staff.email_missing",
            Self::Email(_) => "staff.email_invalid",
            Self::EmailTaken => "staff.email_taken",
            Self::NameMissing => "staff.name_missing",
            Self::NameInvalid | Self::NameUnprintable(_) => "staff.name_invalid",
            Self::RolesMissing => "staff.roles_missing",
            Self::RoleUnknown => "staff.role_unknown",
            Self::LangUnknown => "staff.lang_unknown",
            Self::ZoneUnknown => "staff.zone_unknown",
            Self::CurrentWrong => "staff.current_password_wrong",
            Self::Password(fault) => fault.code(),
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Email(fault) => fault.text(lang),
            Self::EmailTaken => t.msg_refusal_email_taken(),
            Self::NameMissing => t.msg_refusal_name_missing(),
            Self::NameInvalid => t.msg_refusal_name_invalid(),
            Self::NameUnprintable(c) => t.msg_refusal_name_unprintable(text::code_point(*c)),
            Self::RolesMissing => t.msg_refusal_roles_missing(),
            Self::RoleUnknown => t.msg_refusal_role_unknown(),
            Self::LangUnknown => t.msg_refusal_lang_unknown(),
            Self::ZoneUnknown => t.msg_refusal_zone_unknown(),
            Self::CurrentWrong => t.msg_refusal_current_wrong(),
            Self::Password(fault) => fault.text(lang),
        }
    }
    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Email(_) | Self::EmailTaken => "email",
            Self::NameMissing | Self::NameInvalid | Self::NameUnprintable(_) => "name",
            Self::RolesMissing | Self::RoleUnknown => "roles",
            Self::LangUnknown => "lang",
            Self::ZoneUnknown => "zone",
            Self::CurrentWrong => "current",
            Self::Password(_) => "password",
        })
    }
}

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberRefusal {
    /// Only administrators.
    NotAllowed,
    /// There is no such member.
    NotFound,
    /// Nobody takes these rights from himself.
    Yourself,
    /// Somebody must be able to look after the staff.
    LastAdministrator,
    /// He has set his password already, or is disabled: there is nothing to invite him to.
    NotInvited,
    /// The row was changed past Gatehouse.
    RowRefused,
    /// He has an authenticator app, or is disabled: there is no code to hand over.
    NotWaiting,
    /// Five wrong proofs have ended the session.
    SessionEnded,
    /// Too many wrong passwords: wait so many seconds.
    Throttled(u32),
    /// One or more fields.
    Invalid(Vec<MemberError>),
}

impl Refusal for MemberRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => NotAllowed.code(),
            Self::NotFound => "staff.not_found",
            Self::Yourself => "staff.yourself",
            Self::LastAdministrator => "staff.last_administrator",
            Self::NotInvited => "staff.not_invited",
            Self::RowRefused => "staff.row_refused",
            Self::NotWaiting => "staff.not_waiting",
            Self::SessionEnded => "staff.session_ended",
            Self::Throttled(_) => "staff.sign_in_throttled",
            Self::Invalid(faults) => first(faults).map_or("staff.invalid", Refusal::code),
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NotAllowed => NotAllowed.text(lang),
            Self::NotFound => t.msg_refusal_member_not_found(),
            Self::Yourself => t.msg_refusal_yourself(),
            Self::LastAdministrator => t.msg_refusal_last_administrator(),
            Self::NotInvited => t.msg_refusal_not_invited(),
            Self::RowRefused => t.msg_refusal_row_refused(),
            Self::NotWaiting => t.msg_refusal_not_waiting(),
            Self::SessionEnded => t.msg_refusal_session_ended(),
            Self::Throttled(seconds) => t.msg_refusal_throttled(*seconds),
            Self::Invalid(faults) => first(faults).map(|f| f.text(lang)).unwrap_or_default(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Invalid(faults) => first(faults).and_then(Refusal::field),
            _ => None,
        }
    }
    fn finality(&self) -> Finality {
        match self {
            Self::Throttled(seconds) => Finality::TryAgain { after: Some(*seconds) },
            _ => Finality::Final,
        }
    }
    fn status(&self) -> u16 {
        match self {
            Self::NotAllowed => 403,
            Self::NotFound => 404,
            Self::Throttled(_) => 429,
            Self::Yourself
            | Self::LastAdministrator
            | Self::NotInvited
            | Self::RowRefused
            | Self::NotWaiting
            | Self::SessionEnded
            | Self::Invalid(_) => 422,
        }
    }
    fn others(&self) -> Vec<&dyn Refusal> {
        match self {
            Self::Invalid(faults) => rest(faults),
            _ => Vec::new(),
        }
    }
}

impl From<NotAllowed> for MemberRefusal {
    fn from(_: NotAllowed) -> Self {
        Self::NotAllowed
    }
}
