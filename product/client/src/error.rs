//! What can go wrong, sorted by what the person can do about it.
//!
//! `Display` is for logs, in English; for the person there is [`Error::text`] in texts.rs.

use std::path::PathBuf;
use std::time::Duration;

use gatehouse_formats::{CodeError, LeaseError, ListError};

use crate::key_trouble::KeyTrouble;
use crate::sign_in::SignInTrouble;
use crate::wire::Problem;

/// Why the product may not run, or why an action failed. Never contains a code or a token.
///
/// | variant | [`code`](Self::code) | [final](Self::is_final) | what helps |
/// | --- | --- | --- | --- |
/// | [`Code`](Self::Code) | `code.mistyped` | yes | another look at the code; [`position`](Self::position) |
/// | [`Refused`](Self::Refused) | the server's | the server says | what the server's text says |
/// | [`NotActivated`](Self::NotActivated) | `client.not_activated` | yes | activate |
/// | [`Lease`](Self::Lease) | `lease.expired`, `lease.not_yet_valid` | no | one renewal with a network; a right clock |
/// | [`Lease`](Self::Lease) | `lease.wrong_device`, `lease.wrong_product`, `lease.untrusted` | yes | activate again |
/// | [`Revoked`](Self::Revoked) | `lease.revoked` | yes | the vendor; one renewal when that has changed since |
/// | [`List`](Self::List) | `revocation_list.untrusted` | yes | the right file |
/// | [`OldList`](Self::OldList) | `revocation_list.old` | yes | nothing was changed |
/// | [`Key`](Self::Key) | `key_file.*`, `key_archive.*`, `status_list.*`, `answer.*` | [it says](KeyTrouble) | [it says](KeyTrouble) |
/// | [`SignIn`](Self::SignIn) | `sign_in.*` | [it says](SignInTrouble) | [it says](SignInTrouble) |
/// | [`ClockSetBack`](Self::ClockSetBack) | `client.clock_set_back` | no | a right clock, then one renewal with a network |
/// | [`Unreachable`](Self::Unreachable) | `client.unreachable` | no | the network |
/// | [`Answer`](Self::Answer) | `client.answer` | no | the address, the sign-in of a hotel's network, the proxy in between |
/// | [`Busy`](Self::Busy) | `client.busy` | no | a second later |
/// | [`State`](Self::State) | `client.state` | no | the rights of the folder, space on the disk |
/// | [`NoFingerprint`](Self::NoFingerprint) | `client.no_fingerprint` | yes | the product passes a fingerprint |
/// | [`Setup`](Self::Setup) | `client.setup` | yes | the product's maker |
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The code is mistyped; found on the device, nothing was sent (LIC-2).
    #[error("{0}")]
    Code(#[from] CodeError),
    /// The server refused, with its reason in the customer's language.
    #[error("{0}")]
    Refused(Box<Problem>),
    /// There is no activation on this device.
    #[error("this product is not activated on this device")]
    NotActivated,
    /// The stored lease does not let the product run: it has ended, or is for another device or product.
    #[error("{0}")]
    Lease(#[from] LeaseError),
    /// A revocation list of the vendor names this device's activation (LIC-20): the license was blocked, or its seat was
    /// given to another device. One renewal with a network puts it right when that has changed since.
    #[error("the vendor has revoked the license on this device; contact the vendor, or connect to the network once")]
    Revoked {
        /// When the list was signed, unix seconds.
        listed: i64,
    },
    /// What was given as a revocation list is none of this vendor and product.
    #[error("{0}")]
    List(#[from] ListError),
    /// A newer revocation list was taken before.
    #[error("the revocation list has the number {found}, and number {taken} was taken before")]
    OldList {
        /// The number of the list that was given.
        found: i64,
        /// The number of the newer one.
        taken: i64,
    },
    /// A key file, or a file around it, is refused, or does not let the product run (LIC-11).
    #[error("{0}")]
    Key(#[from] KeyTrouble),
    /// Nobody is signed in, or somebody could not be (ACC-4, DEV-1).
    #[error("{0}")]
    SignIn(#[from] SignInTrouble),
    /// The device's clock stands more than 24 hours before a moment that has certainly passed. One renewal with a
    /// right clock puts it in order. Both are unix seconds.
    #[error("the clock of this device is wrong: set it right, then connect to the network once{}", tried(.unreached))]
    ClockSetBack {
        /// What the clock says.
        now: i64,
        /// The latest moment known to have passed.
        floor: i64,
        /// Why the server could not be reached, when that renewal was tried.
        unreached: Option<String>,
    },
    /// No answer from the server; an existing lease stays in force.
    #[error("the license server cannot be reached: {0}")]
    Unreachable(String),
    /// An answer that no Gatehouse portal gives, as from a proxy or a wrong address.
    #[error("the license server gave an answer that is not understood (HTTP {status})")]
    Answer {
        /// The HTTP status.
        status: u16,
    },
    /// Another process of this product is activating, renewing or deactivating at this moment.
    #[error("another process of this product is working on the license")]
    Busy,
    /// A file of the state cannot be read or written.
    #[error("{}: {source}", path.display())]
    State {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The device shows nothing to recognize it by; the product must pass a fingerprint itself.
    #[error("this device has nothing to recognize it by; pass a fingerprint")]
    NoFingerprint,
    /// The product built its client with settings that cannot work.
    #[error("{0}")]
    Setup(String),
}

/// The second half of the trouble with a clock.
fn tried(unreached: &Option<String>) -> String {
    match unreached {
        Some(reason) => format!(" (tried now: the license server cannot be reached: {reason})"),
        None => String::new(),
    }
}

impl Error {
    /// A stable name for programs: the server's codes (`license.blocked`), and `client.*` and `lease.*` for what was
    /// found on the device.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Code(_) => "code.mistyped",
            Self::Refused(problem) => &problem.code,
            Self::NotActivated => "client.not_activated",
            Self::Lease(LeaseError::Expired { .. }) => "lease.expired",
            Self::Lease(LeaseError::NotYetValid { .. }) => "lease.not_yet_valid",
            Self::Lease(LeaseError::WrongDevice) => "lease.wrong_device",
            Self::Lease(LeaseError::WrongProduct { .. }) => "lease.wrong_product",
            Self::Lease(_) => "lease.untrusted",
            Self::Revoked { .. } => "lease.revoked",
            Self::List(_) => "revocation_list.untrusted",
            Self::OldList { .. } => "revocation_list.old",
            Self::Key(trouble) => trouble.code(),
            Self::SignIn(trouble) => trouble.code(),
            Self::ClockSetBack { .. } => "client.clock_set_back",
            Self::Unreachable(_) => "client.unreachable",
            Self::Answer { .. } => "client.answer",
            Self::Busy => "client.busy",
            Self::State { .. } => "client.state",
            Self::NoFingerprint => "client.no_fingerprint",
            Self::Setup(_) => "client.setup",
        }
    }

    /// Whether trying the same again cannot help.
    #[must_use]
    pub fn is_final(&self) -> bool {
        match self {
            Self::Code(_) | Self::NotActivated | Self::NoFingerprint | Self::Setup(_) => true,
            Self::Refused(problem) => problem.is_final,
            Self::Key(trouble) => trouble.is_final(),
            Self::SignIn(trouble) => trouble.is_final(),
            Self::Lease(LeaseError::Expired { .. } | LeaseError::NotYetValid { .. }) => false,
            Self::Lease(_) | Self::Revoked { .. } | Self::List(_) | Self::OldList { .. } => true,
            // Whoever it was, it was not the portal: the next network may lead to it.
            Self::Answer { .. } => false,
            Self::ClockSetBack { .. } | Self::Unreachable(_) | Self::Busy | Self::State { .. } => false,
        }
    }

    /// Whether the activation service was not reached at all, which says nothing about the license (LIC-36). Every refusal
    /// has another form. What helps without a network is a key file: [`Client::text`](crate::Client::text) names the way.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Answer { .. } => true,
            Self::ClockSetBack { unreached, .. } => unreached.is_some(),
            _ => false,
        }
    }

    /// When to try again, if the server said so or it is known.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(problem) => problem.retry_after.map(Duration::from_secs),
            Self::Busy => Some(Duration::from_secs(1)),
            Self::SignIn(SignInTrouble::Busy { after }) => after.map(Duration::from_secs),
            _ => None,
        }
    }

    /// The server's refusal, with its texts.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(problem) => Some(problem),
            _ => None,
        }
    }

    /// Which symbol of the code to look at, counted from 1: a hint for the person.
    #[must_use]
    pub fn position(&self) -> Option<u8> {
        match self {
            Self::Code(CodeError::Symbol { position, .. }) => Some(*position),
            Self::Code(CodeError::Check { position, .. }) => *position,
            Self::Refused(problem) => problem.position,
            _ => None,
        }
    }
}
