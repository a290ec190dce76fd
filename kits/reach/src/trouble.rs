//! Why there is no answer.

use std::error::Error;
use std::io;

/// What was wrong with an address, or on the way to it. Says nothing about what stands inside our network: an address
/// there is [`Unreachable::Inside`] whether anybody listens or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// Not an absolute web address, or one with a name and password in it.
    #[error("this is not a web address")]
    NotAnAddress,
    /// `http:`.
    #[error("only https is connected to")]
    NotEncrypted,
    /// A port that is not on the list.
    #[error("port {0} is not connected to")]
    Port(u16),
    /// It leads to an address that is not a public one.
    #[error("the address leads to a network that is not public")]
    Inside,
    /// The name has no address.
    #[error("the name is not known")]
    Name,
    /// Nobody listens, or the connection failed.
    #[error("the connection was refused")]
    Refused,
    /// The certificate is not one for this name that we trust, or no encryption was agreed on.
    #[error("no trusted TLS connection could be made")]
    Tls,
    /// The time was up.
    #[error("there was no answer in time")]
    Silent,
    /// The connection ended in the middle, or the answer was no HTTP.
    #[error("the answer was cut off or not understood")]
    Lost,
    /// The answer's body is longer than we read.
    #[error("the answer is too large")]
    TooLarge,
}

impl Unreachable {
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        let causes = || std::iter::successors(error.source(), |cause| (**cause).source());
        let is_tls = |cause: &(dyn Error + 'static)| {
            let inner = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            cause.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>())
        };
        if causes().any(is_tls) {
            Self::Tls
        } else if error.is_timeout() {
            Self::Silent
        } else if error.is_connect() {
            Self::Refused
        } else if error.is_builder() {
            Self::NotAnAddress
        } else {
            Self::Lost
        }
    }
}
