//! Refusals and faults.
//!
//! A *refusal* is a rule saying no: it is a value with a stable code, a text in three languages and
//! advice; the person can do something about it. A *fault* is a database that is down or a bug: it
//! is logged with the request id and shown as one calm page.

use crate::Lang;
use std::fmt;

pub use gatehouse_macros::Refusal;

/// Whether the same request can ever succeed (LIC-10: products must know the difference).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finality {
    /// Asking again changes nothing; something else must change first.
    Final,
    /// Asking again can help, after so many seconds where known.
    TryAgain {
        /// Seconds to wait before the next try.
        after: Option<u32>,
    },
}

/// A rule that says no. One enum per action implements this.
pub trait Refusal: fmt::Debug + Send + Sync {
    /// The stable code, such as `license.no_seat_free`.
    fn code(&self) -> &'static str;
    /// One or two sentences for the person.
    fn text(&self, lang: Lang) -> String;
    /// What to do next, where that is not already in the text.
    fn next(&self, _lang: Lang) -> Option<String> {
        None
    }
    /// The page where to do that: the words of the link, and its address. Behind [`Self::next`], or alone.
    fn way(&self, _lang: Lang) -> Option<(String, &'static str)> {
        None
    }
    /// The name of the form field or JSON member that it is about.
    fn field(&self) -> Option<&str> {
        None
    }
    /// Whether asking again can help.
    fn finality(&self) -> Finality {
        Finality::Final
    }
    /// The HTTP status of the answer.
    fn status(&self) -> u16 {
        422
    }
    /// The 1-based position of the offending character in the field, where one is known (LIC-2).
    fn position(&self) -> Option<u8> {
        None
    }
    /// The operation of the API that tells why, where there is one: it is sent the same body.
    fn explain(&self) -> Option<&'static str> {
        None
    }
    /// Further refusals found in the same input, each with its own field, so that a form can show
    /// them all at once.
    fn others(&self) -> Vec<&dyn Refusal> {
        Vec::new()
    }
}

/// For actions that never refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRefusal {}

impl Refusal for NoRefusal {
    fn code(&self) -> &'static str {
        match *self {}
    }
    fn text(&self, _lang: Lang) -> String {
        match *self {}
    }
}

/// Something broke. Holds the cause for the log; shows the person nothing.
pub struct Fault {
    cause: Box<dyn std::error::Error + Send + Sync>,
    busy: bool,
}

impl Fault {
    /// A fault with a message of our own (never with personal data or secrets).
    pub fn new(message: impl Into<String>) -> Self {
        Self { cause: message.into().into(), busy: false }
    }

    /// The service is overloaded: the answer is 503 with `Retry-After`.
    pub fn busy(message: impl Into<String>) -> Self {
        Self { cause: message.into().into(), busy: true }
    }

    /// The same fault as one that passes: the answer is 503 with `Retry-After`.
    #[must_use]
    pub fn into_busy(self) -> Self {
        Self { busy: true, ..self }
    }

    /// Whether this passes by itself (overload, a database that is away) rather than being breakage.
    pub const fn is_busy(&self) -> bool {
        self.busy
    }

    /// The cause, for the log.
    pub fn cause(&self) -> &(dyn std::error::Error + 'static) {
        self.cause.as_ref()
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.cause, f)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.cause, f)
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Fault {
    fn from(error: E) -> Self {
        Self { cause: Box::new(error), busy: false }
    }
}

/// Why an action did not happen.
pub enum Stop<R> {
    /// A rule said no.
    Refused(R),
    /// Something broke.
    Broken(Fault),
}

/// What an action returns.
pub type Outcome<T, R> = Result<T, Stop<R>>;

/// Ends an action with a refusal: `return Err(refuse(AddCodeRefusal::Expired))`.
pub const fn refuse<R>(refusal: R) -> Stop<R> {
    Stop::Refused(refusal)
}

impl<R> Stop<R> {
    /// The same stop with another type of refusal.
    pub fn map<S>(self, f: impl FnOnce(R) -> S) -> Stop<S> {
        match self {
            Self::Refused(refusal) => Stop::Refused(f(refusal)),
            Self::Broken(fault) => Stop::Broken(fault),
        }
    }

    /// The refusal, if it is one.
    pub const fn refusal(&self) -> Option<&R> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Broken(_) => None,
        }
    }
}

/// The refusal of a step, on its way to be one of the action's own.
pub struct Refused<E>(E);

/// Ends an action where a step of it refuses: `may_look(cx)?` becomes `may_look(cx).or_refuse()?`.
pub trait OrRefuse<T, E> {
    /// The value, or a refusal that `?` turns into the action's own by `From`.
    fn or_refuse(self) -> Result<T, Refused<E>>;
}

impl<T, E> OrRefuse<T, E> for Result<T, E> {
    fn or_refuse(self) -> Result<T, Refused<E>> {
        self.map_err(Refused)
    }
}

impl<R: From<E>, E> From<Refused<E>> for Stop<R> {
    fn from(refused: Refused<E>) -> Self {
        Self::Refused(refused.0.into())
    }
}

impl<R: fmt::Debug> fmt::Debug for Stop<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {refusal:?}"),
            Self::Broken(fault) => write!(f, "broken: {fault:?}"),
        }
    }
}

impl<R> From<Fault> for Stop<R> {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl<R, E: std::error::Error + Send + Sync + 'static> From<E> for Stop<R> {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}
