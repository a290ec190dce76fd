//! What the endpoints of OAuth answer: the documented JSON, an error by its name, or nothing that counts.

use serde::Deserialize;
use zeroize::Zeroizing;

use super::state::{PendingCode, Tokens};
use super::trouble::SignInTrouble;
use crate::error::Error;
use crate::wire::{Response, is_code};

/// The longest token and code that is taken, in bytes.
const LONGEST: usize = 16 * 1024;
/// The longest code that a person is asked to enter, and the longest address of a page.
const LONGEST_USER_CODE: usize = 32;
const LONGEST_ADDRESS: usize = 500;
/// The longest life that is believed, in seconds, of a device code and of an access token.
const CODE_LIVES: i64 = 60 * 60;
const TOKEN_LIVES: i64 = 24 * 60 * 60;
/// Between two questions, where the portal says nothing (RFC 8628 §3.2), and at most.
const INTERVAL: i64 = 5;
const INTERVAL_MOST: i64 = 60;

/// A success, or the error of OAuth in its place.
pub(super) enum Answered<T> {
    Granted(T),
    Refused(String),
}

/// RFC 8628 §3.2.
#[derive(Deserialize)]
pub(super) struct DeviceAnswer {
    device_code: Zeroizing<String>,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    expires_in: i64,
    interval: Option<i64>,
}

/// RFC 6749 §5.1, with OpenID Connect's ID token.
#[derive(Deserialize)]
pub(super) struct TokenAnswer {
    access_token: Zeroizing<String>,
    token_type: String,
    expires_in: Option<i64>,
    refresh_token: Option<Zeroizing<String>>,
    pub id_token: Option<Zeroizing<String>>,
}

/// RFC 9126 §2.2.
#[derive(Deserialize)]
pub(super) struct PushAnswer {
    pub request_uri: String,
}

/// What the portal knows of the person, as far as it was allowed to the product.
#[derive(Deserialize)]
pub(super) struct UserinfoAnswer {
    pub sub: String,
    pub email: Option<String>,
    pub name: Option<String>,
}

#[derive(Deserialize)]
struct ErrorAnswer {
    error: String,
}

impl Response {
    /// The answer of an endpoint of OAuth. A page of a hotel's network is neither a success nor an error of OAuth.
    pub(super) fn answered<T: for<'de> Deserialize<'de>>(&self, success: u16) -> Result<Answered<T>, Error> {
        if self.status == success && self.is_json {
            let read = serde_json::from_slice(&self.body);
            return read.map(Answered::Granted).map_err(|_| Error::Answer { status: self.status });
        }
        match self.oauth_error() {
            Some(error) => Ok(Answered::Refused(error)),
            None if self.is_busy() => Err(SignInTrouble::Busy { after: self.retry_after }.into()),
            None => Err(self.refusal()),
        }
    }

    /// Whether the portal says in the words of OAuth that it cannot answer now.
    fn is_busy(&self) -> bool {
        let says = |answer: ErrorAnswer| matches!(answer.error.as_str(), "temporarily_unavailable" | "server_error");
        let is_one = self.is_json && matches!(self.status, 429 | 500 | 503);
        is_one && serde_json::from_slice(&self.body).is_ok_and(says)
    }

    /// The error in it (RFC 6749 §5.2), if it is one.
    pub(super) fn oauth_error(&self) -> Option<String> {
        if !self.is_json || !matches!(self.status, 400 | 401 | 403) {
            return None;
        }
        let answer: ErrorAnswer = serde_json::from_slice(&self.body).ok()?;
        is_code(&answer.error).then_some(answer.error)
    }
}

/// A text of the portal that is handed on: printable ASCII without blanks.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic())
}

impl DeviceAnswer {
    /// The code to wait for, if it is one: its pages must be the portal's own.
    pub(super) fn code(self, origin: &str, now: i64) -> Result<PendingCode, Error> {
        let is_shown = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        let is_page = |address: &str| {
            let path = address.strip_prefix(origin).filter(|path| path.starts_with('/'));
            path.is_some() && is_token(address) && address.len() <= LONGEST_ADDRESS
        };
        let is_code = !self.user_code.is_empty() && self.user_code.len() <= LONGEST_USER_CODE;
        let is_good = is_code
            && self.user_code.bytes().all(is_shown)
            && is_token(&self.device_code)
            && is_page(&self.verification_uri)
            && self.expires_in > 0;
        if !is_good {
            return Err(SignInTrouble::Untrusted { what: "the device code" }.into());
        }
        let lives = self.expires_in.min(CODE_LIVES);
        let interval = self.interval.unwrap_or(INTERVAL).clamp(1, INTERVAL_MOST);
        Ok(PendingCode {
            device_code: self.device_code,
            user_code: self.user_code,
            address: self.verification_uri,
            complete_address: self.verification_uri_complete.filter(|address| is_page(address)),
            begun_at: now,
            lives,
            interval,
            asked_at: now,
            wait: interval,
            left: lives / interval + 2,
        })
    }
}

impl TokenAnswer {
    /// The tokens, if they can be used. `kept` is the refresh token that goes on where the answer has no new one.
    pub(super) fn tokens(&self, now: i64, kept: Option<&Zeroizing<String>>) -> Result<Tokens, Error> {
        let is_bound = self.token_type.eq_ignore_ascii_case("DPoP");
        let refresh = self.refresh_token.as_ref().or(kept);
        let is_good = (is_bound || self.token_type.eq_ignore_ascii_case("Bearer"))
            && is_token(&self.access_token)
            && refresh.is_none_or(|token| is_token(token));
        if !is_good {
            return Err(SignInTrouble::Untrusted { what: "the tokens" }.into());
        }
        Ok(Tokens {
            access: self.access_token.clone(),
            is_bound,
            got_at: now,
            lives: self.expires_in.unwrap_or(0).clamp(0, TOKEN_LIVES),
            refresh: refresh.cloned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, is_json: bool, body: &str) -> Response {
        Response {
            status,
            is_problem: false,
            is_json,
            retry_after: None,
            date: None,
            nonce: None,
            body: Zeroizing::new(body.as_bytes().to_vec()),
        }
    }

    /// ACC-4
    #[test]
    fn an_error_is_one_by_status_kind_and_form_alone() {
        let pending = r#"{"error":"authorization_pending"}"#;
        assert_eq!(response(400, true, pending).oauth_error().as_deref(), Some("authorization_pending"));
        for (status, is_json, body) in [
            (200, true, pending),
            (302, true, pending),
            (502, true, pending),
            (400, false, pending),
            (400, true, r#"{"error":"Welcome to the hotel"}"#),
            (400, true, r#"{"error":7}"#),
            (400, true, r#"{"error":""}"#),
            (400, true, r#"["error"]"#),
        ] {
            assert_eq!(response(status, is_json, body).oauth_error(), None, "{status} {body}");
        }
    }

    /// ACC-4
    #[test]
    fn a_code_leads_nowhere_but_to_the_portal() {
        let origin = "https://portal.example.com";
        let code = |uri: &str, user_code: &str| DeviceAnswer {
            device_code: Zeroizing::new("secret".to_owned()),
            user_code: user_code.to_owned(),
            verification_uri: uri.to_owned(),
            verification_uri_complete: Some("https://elsewhere.example/device".to_owned()),
            expires_in: 600,
            interval: None,
        };
        let good = code("https://portal.example.com/device", "BCDF-GHJK").code(origin, 7).unwrap();
        assert_eq!((good.interval, good.wait, good.left, good.lives), (5, 5, 122, 600));
        assert_eq!(good.complete_address, None);
        for (uri, user_code) in [
            ("https://portal.example.com.evil.example/device", "BCDF-GHJK"),
            ("https://portal.example.com@evil.example/", "BCDF-GHJK"),
            ("http://portal.example.com/device", "BCDF-GHJK"),
            ("https://portal.example.com/device\n", "BCDF-GHJK"),
            ("https://portal.example.com", "BCDF-GHJK"),
            ("https://portal.example.com/device", ""),
            ("https://portal.example.com/device", "\u{1b}[2J"),
            ("https://portal.example.com/device", "CALL-555-1234-TO-SIGN-IN-AND-MORE-OF-IT"),
        ] {
            let error = code(uri, user_code).code(origin, 7).err().unwrap();
            assert_eq!(error.code(), "sign_in.untrusted", "{uri} {user_code}");
        }
    }
}
