//! Why no code was sent by text message, or no phone added (ACC-9).

use super::{FactorRefusal, NotTheOwner};
use crate::model::FormError;
use gatehouse_core::{Invalid, Refusal};
use gatehouse_guard::TooOften;
use gatehouse_messages::Capped;

/// Why no code was sent by text message, or no phone added.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum TextRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Nobody is signed in, or their session has ended.
    NotTheOwner(NotTheOwner),
    /// Too many from this network, or of this account.
    TooOften(TooOften),
    /// The factors stay as they are.
    Factor(FactorRefusal),
    /// As many messages as go to this number, or to all.
    Capped(Capped),
    /// As many messages as an account gets in a day: wait so many seconds.
    #[refusal(429, "account.texts_enough", texts_enough(it.div_ceil(3600)), again = *it)]
    Enough(u32),
    /// What asked for the code has ended.
    #[refusal(422, "account.sign_in_over", sign_in_over)]
    Over,
    /// The code opens nothing any more: it was tried too often, or is too old.
    #[refusal(410, "account.text_code_over", text_code_over)]
    CodeOver,
    /// There is no such phone, or it is not this person's.
    #[refusal(404, "account.not_found", not_found)]
    NotFound,
    /// The operator sends no text messages, or none to this number.
    #[refusal(409, "account.texts_off", texts_off)]
    Off,
}
