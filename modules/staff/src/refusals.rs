//! Refusals that several actions share.

use crate::model::passkey;
use crate::rights::NotAllowed;
use gatehouse_address::EmailError;
use gatehouse_core::{Invalid, Lang, Refusal, text};
use gatehouse_guard::TooOften;
use gatehouse_guard::human::HumanRefusal;
use gatehouse_passwords::PasswordError;
use gatehouse_signin::passkeys::PasskeyError;

/// What is wrong with one field of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum MemberError {
    /// No address, or none that a mail can reach.
    Email(BadEmail),
    /// Somebody has it already.
    #[refusal(422, "staff.email_taken", refusal_email_taken, field = "email")]
    EmailTaken,
    /// No name.
    #[refusal(422, "staff.name_missing", refusal_name_missing, field = "name")]
    NameMissing,
    /// More than 100 characters.
    #[refusal(422, "staff.name_invalid", refusal_name_invalid, field = "name")]
    NameInvalid,
    /// This character is unprintable.
    #[refusal(422, "staff.name_invalid", refusal_name_unprintable(text::code_point(*it)), field = "name")]
    NameUnprintable(char),
    /// No role.
    #[refusal(422, "staff.roles_missing", refusal_roles_missing, field = "roles")]
    RolesMissing,
    /// Not a role.
    #[refusal(422, "staff.role_unknown", refusal_role_unknown, field = "roles")]
    RoleUnknown,
    /// Not a language of the interface.
    #[refusal(422, "staff.lang_unknown", refusal_lang_unknown, field = "lang")]
    LangUnknown,
    /// Not a time zone.
    #[refusal(422, "staff.zone_unknown", refusal_zone_unknown, field = "zone")]
    ZoneUnknown,
    /// The present password is wrong.
    #[refusal(422, "staff.current_password_wrong", refusal_current_wrong, field = "current")]
    CurrentWrong,
    /// The new password does not meet the policy.
    Password(PasswordError),
}

/// Why a text is no address, under codes of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadEmail(pub EmailError);

impl Refusal for BadEmail {
    fn code(&self) -> &'static str {
        match self.0 {
            EmailError::Missing => "staff.email_missing",
            _ => "staff.email_invalid",
        }
    }
    fn text(&self, lang: Lang) -> String {
        self.0.text(lang)
    }
    fn field(&self) -> Option<&'static str> {
        Some("email")
    }
}

impl From<EmailError> for MemberError {
    fn from(error: EmailError) -> Self {
        Self::Email(BadEmail(error))
    }
}

/// Why nothing was changed about a member.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum MemberRefusal {
    /// Only administrators.
    NotAllowed(NotAllowed),
    /// There is no such member.
    #[refusal(404, "staff.not_found", refusal_member_not_found)]
    NotFound,
    /// Nobody takes these rights from themselves.
    #[refusal(422, "staff.yourself", refusal_yourself)]
    Yourself,
    /// Somebody must be able to look after the staff.
    #[refusal(422, "staff.last_administrator", refusal_last_administrator)]
    LastAdministrator,
    /// They have set their password already, or are disabled: there is nothing to invite them to.
    #[refusal(422, "staff.not_invited", refusal_not_invited)]
    NotInvited,
    /// The row was changed past Gatehouse.
    #[refusal(422, "staff.row_refused", refusal_row_refused)]
    RowRefused,
    /// The operator wants no single sign-on.
    #[refusal(404, "staff.sso_off", refusal_sso_off)]
    SsoOff,
    /// They come by single sign-on already.
    #[refusal(409, "staff.sso_connected", refusal_sso_connected)]
    SsoConnected,
    /// They do not come by it.
    #[refusal(409, "staff.sso_not_connected", refusal_sso_not_connected)]
    SsoNotConnected,
    /// No subject, or a text that is none.
    #[refusal(422, "staff.sso_subject_invalid", refusal_sso_subject_invalid, field = "subject")]
    SsoSubject,
    /// Somebody else comes by this account there.
    #[refusal(409, "staff.sso_taken", refusal_sso_taken)]
    SsoTaken,
    /// They have an authenticator app, or are disabled: there is no code to hand over.
    #[refusal(422, "staff.not_waiting", refusal_not_waiting)]
    NotWaiting,
    /// No factor was given in this session within 10 minutes.
    #[refusal(422, "staff.factor_due", refusal_factor_due)]
    FactorDue,
    /// Five wrong proofs have ended the session.
    #[refusal(422, "staff.session_ended", refusal_session_ended)]
    SessionEnded,
    /// Too many wrong passwords: wait so many seconds.
    #[refusal(429, "staff.sign_in_throttled", refusal_throttled(*it), again = *it)]
    Throttled(u32),
    /// One or more fields.
    Invalid(Invalid<MemberError>),
}

/// Why a dead letter stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum DeadLetterRefusal {
    /// Only administrators.
    NotAllowed(NotAllowed),
    /// It is no dead letter any more: somebody was faster.
    #[refusal(404, "dead_letter.gone", refusal_dead_letter_gone)]
    Gone,
    /// The tick is missing.
    #[refusal(422, "dead_letter.not_confirmed", refusal_not_confirmed, field = "confirm")]
    NotConfirmed,
}

/// Why a passkey was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum PasskeyRefusal {
    /// Nobody of the staff.
    NotAllowed(NotAllowed),
    /// Too many from this network.
    TooOften(TooOften),
    /// No answer came: the browser has no passkeys, or runs no script.
    #[refusal(422, "staff.passkey_missing", refusal_passkey_missing)]
    Missing,
    /// No factor was given in this session within 10 minutes.
    #[refusal(422, "staff.factor_due", refusal_factor_due)]
    FactorDue,
    /// The question is too old, was asked elsewhere, or has been answered.
    #[refusal(422, "staff.passkey_over", refusal_passkey_over)]
    Over,
    /// It opens nothing here; whose it is, is not said.
    #[refusal(422, "staff.passkey_wrong", refusal_passkey_wrong)]
    Wrong,
    /// The operator lets administrators alone sign in by their own means.
    #[refusal(403, "staff.own_means_off", refusal_own_means_off)]
    OwnMeansOff,
    /// The authenticator did not verify the person.
    #[refusal(422, "staff.passkey_not_verified", refusal_passkey_not_verified)]
    NotVerified,
    /// There may be two of it.
    #[refusal(422, "staff.passkey_copied", refusal_passkey_copied)]
    Copied,
    /// Somebody has it already.
    #[refusal(409, "staff.passkey_added", refusal_passkey_already)]
    Already,
    /// As many as there can be.
    #[refusal(422, "staff.too_many_passkeys", refusal_too_many_passkeys(passkey::MOST))]
    TooMany,
    /// More than 100 characters.
    #[refusal(422, "staff.name_invalid", refusal_name_invalid, field = "name")]
    NameInvalid,
    /// This character is unprintable.
    #[refusal(422, "staff.name_invalid", refusal_name_unprintable(text::code_point(*it)), field = "name")]
    NameUnprintable(char),
    /// The password was given too long ago, or the session has ended.
    #[refusal(422, "staff.sign_in_expired", refusal_sign_in_expired)]
    Expired,
}

impl From<PasskeyError> for PasskeyRefusal {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Wrong => Self::Wrong,
            PasskeyError::NotVerified => Self::NotVerified,
            PasskeyError::Copied => Self::Copied,
        }
    }
}

/// Why a sign-in, or a further proof, does not go on.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SignInRefusal {
    /// Address or password; which of them is not said.
    #[refusal(422, "staff.sign_in_wrong", refusal_sign_in_wrong)]
    Wrong,
    /// The operator lets administrators alone sign in by their own means; said after the right password only.
    #[refusal(403, "staff.own_means_off", refusal_own_means_off)]
    OwnMeansOff,
    /// Too many tries from this network.
    TooOften(TooOften),
    /// Too many wrong passwords from here: wait so many seconds.
    #[refusal(429, "staff.sign_in_throttled", refusal_throttled(*it), again = *it)]
    Throttled(u32),
    /// The human check was asked, and not passed.
    Human(HumanRefusal),
    /// The password was given too long ago, or not at all.
    #[refusal(422, "staff.sign_in_expired", refusal_sign_in_expired)]
    Expired,
    /// No code was given where nothing else counts.
    #[refusal(422, "staff.code_missing", refusal_code_missing, field = "code")]
    CodeMissing,
    /// The code is wrong or too old.
    #[refusal(422, "staff.code_wrong", refusal_code_wrong, field = "code")]
    CodeWrong,
    /// The code was used already: the app shows the next one soon.
    #[refusal(422, "staff.code_used", refusal_code_used, field = "code", again = 30)]
    CodeUsed,
    /// Five wrong codes: begin again.
    #[refusal(422, "staff.too_many_codes", refusal_too_many_codes)]
    TooManyCodes,
    /// Twenty wrong codes in a day: the second factor is paused for so many seconds.
    #[refusal(429, "staff.second_factor_paused", refusal_paused(it.div_ceil(3600)), again = *it)]
    Paused(u32),
    /// Neither password nor code was given.
    #[refusal(422, "staff.proof_missing", refusal_proof_missing)]
    ProofMissing,
    /// The proof is wrong.
    #[refusal(422, "staff.proof_wrong", refusal_proof_wrong)]
    ProofWrong,
    /// Five wrong proofs have ended the session.
    #[refusal(422, "staff.session_ended", refusal_session_ended)]
    SessionEnded,
    /// Not the code that an administrator handed over, or too old.
    #[refusal(422, "staff.presence_wrong", refusal_presence_wrong, field = "presence")]
    PresenceWrong,
    /// The mailed link has done its work.
    #[refusal(410, "staff.link_used", refusal_link_used)]
    LinkUsed,
    /// The mailed link is replaced or too old.
    #[refusal(410, "staff.link_expired", refusal_link_expired)]
    LinkExpired,
    /// The new password does not meet the policy.
    Password(Invalid<PasswordError>),
}
