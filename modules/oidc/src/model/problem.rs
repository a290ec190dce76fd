//! What a client is told of its mistakes (RFC 6749 §4.1.2.1 and §5.2, and those that add to it): a word for programs, and a sentence in
//! English for who writes them. Nothing of a person is in it.

/// The words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A parameter is missing, wrong or there twice.
    InvalidRequest,
    /// The client did not prove itself.
    InvalidClient,
    /// A code or token that opens nothing.
    InvalidGrant,
    /// The client may not do this.
    UnauthorizedClient,
    /// A kind of grant that is not known.
    UnsupportedGrantType,
    /// A kind of answer that is not known.
    UnsupportedResponseType,
    /// A scope that the client may not ask for.
    InvalidScope,
    /// The person said no.
    AccessDenied,
    /// Nobody is signed in, and nobody may be asked.
    LoginRequired,
    /// The person has to decide, and may not be asked.
    ConsentRequired,
    /// The person has to do something else first, and may not be asked.
    InteractionRequired,
    /// `request` (OpenID Connect Core §6).
    RequestNotSupported,
    /// `request_uri` that is not one of ours.
    RequestUriNotSupported,
    /// `registration`.
    RegistrationNotSupported,
    /// The person could not prove what was asked for (OpenID Connect Core Unmet Authentication Requirements 1.0).
    Unmet,
    /// A proof of possession is missing or wrong (RFC 9449 §5).
    InvalidDpopProof,
    /// An access token that opens nothing (RFC 6750 §3.1).
    InvalidToken,
    /// An access token that does not open this.
    InsufficientScope,
    /// Tokens of this kind are not revoked (RFC 7009 §2.2.1).
    UnsupportedTokenType,
    /// Nobody has decided yet (RFC 8628 §3.5).
    AuthorizationPending,
    /// The same, and asked too often.
    SlowDown,
    /// The device code has ended.
    ExpiredToken,
    /// Try again later.
    TemporarilyUnavailable,
}

impl Code {
    /// How it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::InteractionRequired => "interaction_required",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::Unmet => "unmet_authentication_requirements",
            Self::InvalidDpopProof => "invalid_dpop_proof",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
            Self::UnsupportedTokenType => "unsupported_token_type",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::ExpiredToken => "expired_token",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
        }
    }

    /// The status of an answer to a program.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidClient | Self::InvalidToken => 401,
            Self::InsufficientScope => 403,
            Self::TemporarilyUnavailable => 503,
            _ => 400,
        }
    }
}

/// A word, and a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The word.
    pub code: Code,
    /// `error_description`.
    pub text: &'static str,
    /// Seconds after which it may be tried again.
    pub after: Option<u32>,
}

impl Problem {
    /// For good.
    #[must_use]
    pub const fn new(code: Code, text: &'static str) -> Self {
        Self { code, text, after: None }
    }

    /// A wrong parameter.
    #[must_use]
    pub const fn request(text: &'static str) -> Self {
        Self::new(Code::InvalidRequest, text)
    }

    /// A code or token that opens nothing.
    #[must_use]
    pub const fn grant(text: &'static str) -> Self {
        Self::new(Code::InvalidGrant, text)
    }

    /// Asked too often.
    #[must_use]
    pub const fn too_often(after: u32) -> Self {
        Self { code: Code::TemporarilyUnavailable, text: "too many requests from this network", after: Some(after) }
    }

    /// The status of an answer to a program.
    #[must_use]
    pub const fn status(&self) -> u16 {
        if self.after.is_some() { 429 } else { self.code.status() }
    }
}
