//! Why a mail waits.

use lettre::transport::smtp::Error as SmtpError;
use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

/// What stands between us and the mail server. All of it passes, by itself or when the operator fixes it; what can be
/// said of the way there is kept, so that they know where to look. No text of the server's is in it: it can quote an
/// address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    /// The setting `mail_from` names no sender.
    Sender,
    /// The host's name has no address.
    Name,
    /// Nobody listens at the port.
    Refused,
    /// No answer in time.
    Silent,
    /// The connection ended in the middle.
    Lost,
    /// The server's certificate is not one for this host that we trust.
    Certificate,
    /// No encryption could be agreed on.
    Tls,
    /// The server offers no STARTTLS, and nothing is sent in the clear.
    NoStartTls,
    /// Name and password were refused, or no way of telling them is offered.
    Password,
    /// Turned away with this code, for any recipient.
    TurnedAway(u16),
    /// Asked to come again (4xx), as greylisting does.
    Later,
    /// Anything else on the way there.
    Unreachable,
}

impl Trouble {
    /// From an error without a final answer about the recipient.
    pub(crate) fn of(error: &SmtpError) -> Self {
        if let Some(code) = error.status() {
            return match code.into() {
                530 | 534 | 535 | 538 => Self::Password,
                code if code < 500 => Self::Later,
                code => Self::TurnedAway(code),
            };
        }
        let causes = || std::iter::successors(error.source(), |cause| (**cause).source());
        let says = |words: &str| causes().any(|cause| cause.to_string().contains(words));
        if let Some(tls) = causes().find_map(tls_error) {
            let is_about_it =
                matches!(tls, rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented);
            return if is_about_it { Self::Certificate } else { Self::Tls };
        }
        if error.is_tls() {
            return Self::Tls;
        }
        if error.is_client() && says("STARTTLS") {
            return Self::NoStartTls;
        }
        if error.is_client() && says("authentication mechanism") {
            return Self::Password;
        }
        // The resolver's errors have no kind of their own.
        if says("lookup address") || says("resolve") {
            return Self::Name;
        }
        match causes().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind) {
            Some(ErrorKind::ConnectionRefused) => Self::Refused,
            Some(ErrorKind::TimedOut) => Self::Silent,
            Some(
                ErrorKind::UnexpectedEof
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe,
            ) => Self::Lost,
            _ if error.is_response() => Self::Lost,
            _ => Self::Unreachable,
        }
    }

    /// One word for the metric.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Name => "name",
            Self::Refused => "refused",
            Self::Silent => "silent",
            Self::Lost => "lost",
            Self::Certificate => "certificate",
            Self::Tls => "tls",
            Self::NoStartTls => "no_starttls",
            Self::Password => "password",
            Self::TurnedAway(_) => "turned_away",
            Self::Later => "later",
            Self::Unreachable => "unreachable",
        }
    }
}

/// rustls' errors travel inside those of `io`.
fn tls_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let inner = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    inner.and_then(|inner| inner.downcast_ref()).or_else(|| cause.downcast_ref())
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::TurnedAway(code) = self {
            return write!(f, "the SMTP server turns us away (code {code})");
        }
        f.write_str(match self {
            Self::Sender => "mail_from names no sender; `gatehouse config check` says what is wrong with it",
            Self::Name => "the SMTP server's name is not known",
            Self::Refused => "nobody listens at the SMTP server's port",
            Self::Silent => "the SMTP server did not answer in time",
            Self::Lost => "the SMTP server hung up in the middle, or does not speak SMTP",
            Self::Certificate => "the SMTP server's certificate is not one that we trust for its name",
            Self::Tls => "no TLS connection with the SMTP server could be made",
            Self::NoStartTls => "the SMTP server offers no STARTTLS, and mails are not sent in the clear",
            Self::Password => "the SMTP server refuses our name and password",
            Self::Later => "the SMTP server asks to try again later",
            Self::Unreachable | Self::TurnedAway(_) => "the SMTP server could not be reached",
        })
    }
}

impl Error for Trouble {}
