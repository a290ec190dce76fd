//! Refusals of signing in and of proving it again.

use super::{first, rest};
use gatehouse_core::{Finality, Lang, Refusal};
use gatehouse_guard::TooOften;
use gatehouse_guard::human::HumanRefusal;
use gatehouse_passwords::PasswordError;

/// Why a sign-in does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Address or password; which of them is not said.
    Wrong,
    /// Too many tries from this network.
    TooOften(TooOften),
    /// Too many wrong passwords from here: wait so many seconds.
    Throttled(u32),
    /// The human check was asked, and not passed.
    Human(HumanRefusal),
    /// The password was given too long ago, or not at all.
    Expired,
    /// The code is wrong or too old.
    CodeWrong,
    /// The code was used already: the app shows the next one soon.
    CodeUsed,
    /// Five wrong codes: begin again.
    TooManyCodes,
    /// Twenty wrong codes in a day: the second factor is paused for so many seconds.
    Paused(u32),
    /// Neither password nor code was given.
    ProofMissing,
    /// The proof is wrong.
    ProofWrong,
    /// Five wrong proofs have ended the session.
    SessionEnded,
    /// Not the code that an administrator handed over, or too old.
    PresenceWrong,
    /// The mailed link has done its work.
    LinkUsed,
    /// The mailed link is replaced or too old.
    LinkExpired,
    /// The new password does not meet the policy.
    Password(Vec<PasswordError>),
}

impl Refusal for SignInRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "staff.sign_in_wrong",
            Self::TooOften(refusal) => refusal.code(),
            Self::Throttled(_) => "staff.sign_in_throttled",
            Self::Human(refusal) => refusal.code(),
            Self::Expired => "staff.sign_in_expired",
            Self::CodeWrong => "staff.code_wrong",
            Self::CodeUsed => "staff.code_used",
            Self::TooManyCodes => "staff.too_many_codes",
            Self::Paused(_) => "staff.second_factor_paused",
            Self::ProofMissing => "staff.proof_missing",
            Self::ProofWrong => "staff.proof_wrong",
            Self::SessionEnded => "staff.session_ended",
            Self::PresenceWrong => "staff.presence_wrong",
            Self::LinkUsed => "staff.link_used",
            Self::LinkExpired => "staff.link_expired",
            Self::Password(faults) => first(faults).map_or("password.missing", Refusal::code),
        }
    }
    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Wrong => t.msg_refusal_sign_in_wrong(),
            Self::TooOften(refusal) => refusal.text(lang),
            Self::Throttled(seconds) => t.msg_refusal_throttled(*seconds),
            Self::Human(refusal) => refusal.text(lang),
            Self::Expired => t.msg_refusal_sign_in_expired(),
            Self::CodeWrong => t.msg_refusal_code_wrong(),
            Self::CodeUsed => t.msg_refusal_code_used(),
            Self::TooManyCodes => t.msg_refusal_too_many_codes(),
            Self::Paused(seconds) => t.msg_refusal_paused(seconds.div_ceil(3600)),
            Self::ProofMissing => t.msg_refusal_proof_missing(),
            Self::ProofWrong => t.msg_refusal_proof_wrong(),
            Self::SessionEnded => t.msg_refusal_session_ended(),
            Self::PresenceWrong => t.msg_refusal_presence_wrong(),
            Self::LinkUsed => t.msg_refusal_link_used(),
            Self::LinkExpired => t.msg_refusal_link_expired(),
            Self::Password(faults) => first(faults).map(|f| f.text(lang)).unwrap_or_default(),
        }
    }
    fn field(&self) -> Option<&'static str> {
        match self {
            Self::CodeWrong | Self::CodeUsed => Some("code"),
            Self::PresenceWrong => Some("presence"),
            Self::Human(refusal) => refusal.field(),
            Self::Password(_) => Some("password"),
            _ => None,
        }
    }
    fn finality(&self) -> Finality {
        match self {
            Self::TooOften(refusal) => refusal.finality(),
            Self::Throttled(seconds) | Self::Paused(seconds) => Finality::TryAgain { after: Some(*seconds) },
            Self::CodeUsed => Finality::TryAgain { after: Some(30) },
            _ => Finality::Final,
        }
    }
    fn status(&self) -> u16 {
        match self {
            Self::TooOften(_) | Self::Throttled(_) | Self::Paused(_) => 429,
            Self::LinkUsed | Self::LinkExpired => 410,
            _ => 422,
        }
    }
    fn others(&self) -> Vec<&dyn Refusal> {
        match self {
            Self::Password(faults) => rest(faults),
            _ => Vec::new(),
        }
    }
}

impl From<TooOften> for SignInRefusal {
    fn from(refusal: TooOften) -> Self {
        Self::TooOften(refusal)
    }
}
