//! What can go wrong when somebody signs in, for [`Error::SignIn`](crate::Error::SignIn).

/// Why nobody is signed in, or could not be. Never contains a code or a token.
///
/// | variant | [`code`](Self::code) | [final](Self::is_final) | what helps |
/// | --- | --- | --- | --- |
/// | [`NotSignedIn`](Self::NotSignedIn) | `sign_in.not_signed_in` | yes | signing in |
/// | [`NoneBegun`](Self::NoneBegun) | `sign_in.none_begun` | yes | beginning one |
/// | [`Denied`](Self::Denied) | `sign_in.denied` | yes | the person said no |
/// | [`Expired`](Self::Expired) | `sign_in.expired` | no | beginning anew |
/// | [`Ended`](Self::Ended) | `sign_in.ended` | yes | signing in again |
/// | [`Client`](Self::Client) | `sign_in.client` | yes | the vendor: the product is not registered for this |
/// | [`Refused`](Self::Refused) | `sign_in.refused` | no | beginning anew |
/// | [`Untrusted`](Self::Untrusted) | `sign_in.untrusted` | no | beginning anew; the vendor |
/// | [`Clock`](Self::Clock) | `sign_in.clock` | no | a right clock |
/// | [`NotOpened`](Self::NotOpened) | `sign_in.not_opened` | no | what [`Error::advice`](crate::Error::advice) says |
/// | [`Silent`](Self::Silent) | `sign_in.silent` | no | what [`Error::advice`](crate::Error::advice) says |
/// | [`NoListener`](Self::NoListener) | `sign_in.no_listener` | no | the device code |
/// | [`Busy`](Self::Busy) | `sign_in.busy` | no | a moment later |
/// | [`Canceled`](Self::Canceled) | `sign_in.canceled` | no | beginning anew |
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignInTrouble {
    /// There is no account on this device.
    #[error("nobody is signed in on this device")]
    NotSignedIn,
    /// A sign-in was waited for, and none is under way.
    #[error("no sign-in was begun")]
    NoneBegun,
    /// The person, or the portal for them, said no.
    #[error("the sign-in was refused on the portal")]
    Denied,
    /// The code was not entered in time, or the browser came back too late.
    #[error("the sign-in took too long")]
    Expired,
    /// The portal has ended the sign-in of this device: the person signed it out, or it was unused for too long.
    #[error("the sign-in of this device has ended")]
    Ended,
    /// The portal does not know the product as one that signs people in like this.
    #[error("the portal does not let this product sign people in ({error})")]
    Client {
        /// The error of OAuth.
        error: String,
    },
    /// The portal refused for another reason.
    #[error("the portal refused the sign-in ({error})")]
    Refused {
        /// The error of OAuth.
        error: String,
    },
    /// An answer that does not come from the portal, or is not for this product and sign-in.
    #[error("the answer to the sign-in is not believed: {what}")]
    Untrusted {
        /// What is wrong with it, for logs.
        what: &'static str,
    },
    /// The clock of this device is wrong by more than a day.
    #[error("the clock of this device is wrong")]
    Clock,
    /// The product could not open a browser.
    #[error("no browser could be opened")]
    NotOpened,
    /// The browser was opened, and did not come back.
    #[error("the browser did not come back within {seconds} s")]
    Silent {
        /// How long it was waited for.
        seconds: u64,
    },
    /// There is no port of this device that the browser could come back to.
    #[error("no port of this device can be opened: {0}")]
    NoListener(String),
    /// The portal has too much to do, or was asked too often from this network.
    #[error("the portal is busy")]
    Busy {
        /// Seconds after which to try again, if it said so.
        after: Option<u64>,
    },
    /// The product stopped waiting. A sign-in by device code can still be gone on with.
    #[error("the sign-in is no longer waited for")]
    Canceled,
}

impl SignInTrouble {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "sign_in.not_signed_in",
            Self::NoneBegun => "sign_in.none_begun",
            Self::Denied => "sign_in.denied",
            Self::Expired => "sign_in.expired",
            Self::Ended => "sign_in.ended",
            Self::Client { .. } => "sign_in.client",
            Self::Refused { .. } => "sign_in.refused",
            Self::Untrusted { .. } => "sign_in.untrusted",
            Self::Clock => "sign_in.clock",
            Self::NotOpened => "sign_in.not_opened",
            Self::Silent { .. } => "sign_in.silent",
            Self::NoListener(_) => "sign_in.no_listener",
            Self::Busy { .. } => "sign_in.busy",
            Self::Canceled => "sign_in.canceled",
        }
    }

    /// Whether trying the same again cannot help.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::NotSignedIn | Self::NoneBegun | Self::Denied | Self::Ended | Self::Client { .. })
    }

    /// What an error of OAuth means, at whichever endpoint it was told.
    pub(super) fn of(error: &str) -> Self {
        match error {
            "access_denied" => Self::Denied,
            "expired_token" | "invalid_grant" | "invalid_request_uri" => Self::Expired,
            "invalid_token" => Self::Ended,
            "invalid_client"
            | "unauthorized_client"
            | "unsupported_grant_type"
            | "unsupported_response_type"
            | "invalid_request"
            | "invalid_scope"
            | "invalid_request_object"
            | "request_not_supported"
            | "invalid_redirect_uri" => Self::Client { error: error.to_owned() },
            _ => Self::Refused { error: error.to_owned() },
        }
    }
}
