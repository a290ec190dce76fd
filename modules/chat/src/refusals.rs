//! The refusals that several actions share.

use crate::rights::NotAllowed;
use gatehouse_catalog::model::input::Invalid;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_core::Refusal;
use gatehouse_guard::TooOften;
use gatehouse_support::refusals::OpenRefusal;

/// Why a chat stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ChatRefusal {
    /// There is no such chat, or it is not theirs: strangers learn nothing.
    #[refusal(404, "chat.not_found", refusal_not_found)]
    NotFound,
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// They do not get into the company.
    Enter(EnterRefusal),
    /// What was typed cannot be taken.
    Invalid(Invalid),
    /// It is over.
    #[refusal(409, "chat.ended", refusal_ended)]
    Ended,
    /// It has as many messages as one may have.
    #[refusal(409, "chat.full", refusal_full)]
    Full,
    /// It waits: whoever answers takes it first.
    #[refusal(409, "chat.not_taken", refusal_not_taken)]
    NotTaken,
    /// A colleague has it; here is their name.
    #[refusal(409, "chat.taken", refusal_taken(it.as_str()))]
    Taken(String),
    /// Somebody else has changed it since the page was shown.
    #[refusal(409, "chat.changed", refusal_changed)]
    Changed,
    /// Nobody of this name answers chats.
    #[refusal(422, "chat.no_colleague", refusal_no_colleague, field = "to")]
    NoColleague,
    /// There is no address to send it to.
    #[refusal(409, "chat.no_address", refusal_no_address)]
    NoAddress,
    /// It is a request already.
    #[refusal(409, "chat.is_request", refusal_is_request)]
    IsRequest,
    /// Whoever chatted in the company's name is none of its users any more.
    #[refusal(409, "chat.no_user", refusal_no_user)]
    NoUser,
    /// The request was not opened.
    Open(OpenRefusal),
    /// Too many messages in a short time.
    TooOften(TooOften),
}
