//! Why actions are refused: [`VisitorRefusal`] to people who are not signed in, [`AccountRefusal`] about an account.

mod address;
mod text;

pub use address::{AddressLinkRefusal, AddressRefusal};
pub use text::TextRefusal;

use crate::model::{FormError, factor, identity};
use gatehouse_core::note::Wrong;
use gatehouse_core::{Invalid, Lang, Refusal};
use gatehouse_guard::TooOften;
use gatehouse_signin::passkeys::PasskeyError;
use gatehouse_web::NotAllowed;
use gatehouse_web::notes::NoteError;

/// What a visitor is refused. None of it says anything about an address (ACC-6).
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum VisitorRefusal {
    /// Something is wrong with the form, or the human check is asked (the field `human_picture`).
    Invalid(Invalid<FormError>),
    /// The link opens nothing, or its page is too old.
    BadLink(BadLink),
    /// Too many from this network.
    TooOften(TooOften),
    /// The account elsewhere was not attached.
    Service(ServiceRefusal),
    /// Address and password do not belong together, or the account is not usable: one answer for all (ACC-6).
    #[refusal(422, "account.wrong_credentials", wrong_credentials)]
    WrongCredentials,
    /// The password is right, and the address of this account, which came from another portal, has to be proven first: a mail is on
    /// its way (ACC-18).
    #[refusal(422, "account.prove_address", prove_address)]
    ProveAddress,
    /// Too many wrong passwords: wait so many seconds (ACC-11).
    #[refusal(429, "account.slowed", slowed(*it), again = *it)]
    Slowed(u32),
}

/// Why an account stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AccountRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// Only a program of the installation does this.
    NotAllowed(NotAllowed),
    /// The owner has to prove first who they are, in this session.
    #[refusal(403, "account.proof_due", proof_due)]
    ProofDue,
    /// Too many from this network.
    TooOften(TooOften),
    /// There is no such thing, or it is not this person's.
    #[refusal(404, "account.not_found", not_found)]
    NotFound,
    /// A company would have no owner (COM-3).
    #[refusal(
        409, "account.owns_company", owns_company,
        way = front_help => "/requests/new?category=portal&kind=question"
    )]
    OwnsCompany,
    /// Too many wrong passwords: wait so many seconds (ACC-11).
    #[refusal(429, "account.slowed", slowed(*it), again = *it)]
    Slowed(u32),
}

/// Why a code of two-step verification was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum CodeRefusal {
    /// Too many from this network.
    TooOften(TooOften),
    /// None.
    #[refusal(422, "account.code_missing", refusal_code_missing, field = "code")]
    Missing,
    /// Wrong or too old.
    #[refusal(422, "account.code_wrong", refusal_code_wrong, field = "code")]
    Wrong,
    /// It has opened something already: the app shows the next one soon.
    #[refusal(422, "account.code_used", refusal_code_used, field = "code", again = 30)]
    Used,
    /// Not the code of the newest text message.
    #[refusal(422, "account.text_code_wrong", refusal_text_code_wrong, field = "code")]
    TextWrong,
    /// The code by text message opens nothing any more: it was tried too often, or is too old.
    #[refusal(422, "account.text_code_over", text_code_over, field = "code")]
    TextOver,
    /// Twenty wrong codes in a day: none is taken for so many seconds.
    #[refusal(429, "account.second_step_paused", second_step_paused(it.div_ceil(3600)), again = *it)]
    Paused(u32),
    /// Five wrong codes have ended the sign-in.
    #[refusal(422, "account.too_many_codes", too_many_codes)]
    TooMany,
    /// The password was given too long ago, or everything was signed out meanwhile.
    #[refusal(422, "account.sign_in_over", sign_in_over)]
    Over,
}

/// Why a passkey was not taken. An unknown one, a wrong answer, an account that is not usable: one answer for all (ACC-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum PasskeyRefusal {
    /// Too many from this network.
    TooOften(TooOften),
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// No answer came: the browser has no passkeys, or runs no script.
    #[refusal(422, "account.passkey_missing", refusal_passkey_missing)]
    Missing,
    /// The question is too old, was asked elsewhere, or has been answered.
    #[refusal(422, "account.passkey_over", refusal_passkey_over)]
    Over,
    /// It opens nothing here.
    #[refusal(422, "account.passkey_wrong", refusal_passkey_wrong)]
    Wrong,
    /// The authenticator did not verify the person.
    #[refusal(422, "account.passkey_not_verified", refusal_passkey_not_verified)]
    NotVerified,
    /// There may be two of it.
    #[refusal(422, "account.passkey_copied", refusal_passkey_copied)]
    Copied,
    /// The password was given too long ago, or everything was signed out meanwhile.
    #[refusal(422, "account.sign_in_over", sign_in_over)]
    SignInOver,
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

/// Why sensitive changes were not opened.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum StepUpRefusal {
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// The password was not taken.
    Password(AccountRefusal),
    /// The code was not taken.
    Code(CodeRefusal),
}

/// Why the factors of an account stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum FactorRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// Too many from this network, or of this account.
    TooOften(TooOften),
    /// The new passkey was not taken.
    Passkey(PasskeyRefusal),
    /// A factor has to be given first, in this session.
    #[refusal(403, "account.factor_proof_due", factor_proof_due)]
    ProofDue,
    /// There is no such thing, or it is not this person's.
    #[refusal(404, "account.not_found", not_found)]
    NotFound,
    /// It is connected already.
    #[refusal(409, "account.factor_added", factor_already)]
    Already,
    /// As many as there can be.
    #[refusal(422, "account.too_many_factors", too_many_factors(factor::MOST))]
    TooMany,
    /// The secret was offered too long ago, or elsewhere.
    #[refusal(410, "account.offer_over", offer_over)]
    OfferOver,
    /// The passkey is the only way to sign in.
    #[refusal(409, "account.last_way_in", last_way_in)]
    LastWayIn,
}

/// Why an account elsewhere (ACC-8) opened nothing, or was not attached or detached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ServiceRefusal {
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// Too many from this network.
    TooOften(TooOften),
    /// The owner has to prove first who they are, in this session.
    #[refusal(403, "account.proof_due", proof_due)]
    ProofDue,
    /// There is no such thing, or it is not this person's.
    #[refusal(404, "account.not_found", not_found)]
    NotFound,
    /// The service answered too long ago, or elsewhere.
    #[refusal(410, "account.service_over", service_over)]
    Over,
    /// It is attached to another account.
    #[refusal(409, "account.service_taken", service_taken)]
    Taken,
    /// As many as there can be.
    #[refusal(422, "account.too_many_services", too_many_services(identity::MOST))]
    TooMany,
    /// The address has an account: its owner proves it first.
    #[refusal(409, "account.service_known", service_address_known)]
    Known,
    /// The address was another account's until lately, and is kept for that (ACC-14).
    #[refusal(409, "account.address_reserved", service_address_reserved)]
    Reserved,
    /// The only way to sign in.
    #[refusal(409, "account.last_way_in", last_way_in)]
    LastWayIn,
    /// It is not the account that is attached.
    #[refusal(422, "account.service_other", service_other)]
    Other,
    /// The account has two-step verification: there a service is set up in its settings, after a factor.
    #[refusal(409, "account.service_two_step", service_two_step)]
    TwoStep,
}

/// Why no removal of factors was begun.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RemovalRefusal {
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// Another role.
    NotAllowed(NotAllowed),
    /// Too many from this network.
    TooOften(TooOften),
    /// Asked for again and again: wait so many seconds.
    #[refusal(429, "account.removals_too_often", removals_too_often(it.div_ceil(3600)), again = *it)]
    AskedTooOften(u32),
    /// The password was given too long ago, or everything was signed out meanwhile.
    #[refusal(422, "account.sign_in_over", sign_in_over)]
    Over,
    /// No such account.
    #[refusal(404, "account.not_found", not_found)]
    NotFound,
    /// Two-step verification is off.
    #[refusal(409, "account.two_step_off", two_step_is_off)]
    Off,
    /// The account has a login that is no address: nobody could be warned.
    #[refusal(422, "account.removal_without_address", removal_without_address)]
    NoAddress,
}

/// Why no new password was set by a secret question. None of it says whether anybody has the login (ACC-6).
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum QuestionRefusal {
    /// Something is wrong with the form, or the human check is asked.
    Invalid(Invalid<FormError>),
    /// The page is too old.
    BadLink(BadLink),
    /// Too many from this network.
    TooOften(TooOften),
    /// The answer, or the code beside it.
    #[refusal(422, "account.answer_wrong", answer_wrong)]
    Wrong,
    /// Five wrong answers in a day: none is taken for so many seconds.
    #[refusal(429, "account.answers_paused", answers_paused(it.div_ceil(3600)), again = *it)]
    Paused(u32),
}

/// Why a note about a customer was not written or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum NoteRefusal {
    /// Another role, or not its author.
    NotAllowed(NotAllowed),
    /// No such account.
    #[refusal(404, "account.not_found", not_found)]
    Unknown,
    /// What is wrong with it.
    Wrong(NoteError),
}

impl From<Wrong> for NoteRefusal {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong.into())
    }
}

/// Why no link to set a first password was mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum InviteRefusal {
    /// Another role.
    NotAllowed(NotAllowed),
    /// No such account.
    #[refusal(404, "account.not_found", not_found)]
    Unknown,
    /// It has a password, or waits for none.
    #[refusal(422, "account.has_password", invite_has_password)]
    HasPassword,
    /// Mailed several times just now.
    TooOften(TooOften),
}

/// A link from a mail that opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum BadLink {
    /// Replaced by newer ones, or never ours.
    #[refusal(404, "account.link_unknown", link_unknown)]
    Unknown,
    /// It has done its work.
    #[refusal(410, "account.link_used", link_used)]
    Used,
    /// Too old.
    #[refusal(410, "account.link_expired", link_expired)]
    Expired,
}

/// Only the owner, signed in to their account, does this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTheOwner;

impl Refusal for NotTheOwner {
    fn code(&self) -> &'static str {
        "account.not_allowed"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_not_allowed()
    }
    fn status(&self) -> u16 {
        403
    }
}
