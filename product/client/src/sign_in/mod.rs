//! Signing in from a product (ACC-4, DEV-1): the device authorization grant (RFC 8628), or the browser of this device with a way back on a
//! loopback address (RFC 8252) and PKCE. Tokens are bound to a key of the device (RFC 9449), and kept in a file beside the license.
//!
//! As in the session of the license, each step has a `plan_…`, which gives a question, and an `accept_…`, which takes the answer; in
//! between the lock on the account is held. What was received is stored before it is used.
//!
//! | file | |
//! | --- | --- |
//! | `device_code`, `browser` | the two ways to begin, and how each goes on |
//! | `loopback`, `arrival`, `way_back` | the listener that the browser comes back to, and what it lets pass |
//! | `arrived` | tokens that came, until their ID token is proven |
//! | `access` | access tokens, refreshed ahead of their end |
//! | `leave` | signing out |
//! | `question`, `proof`, `answers` | the token endpoint: how it is asked, and what it answers |
//! | `id_token`, `key_set` | what an ID token must say, and who has signed it |
//! | `state`, `account`, `trouble`, `advice`, `texts` | what is stored, and what the product is told |

mod access;
mod account;
mod advice;
mod answers;
mod arrival;
mod arrived;
mod asynchronous;
mod blocking;
mod browser;
mod device_code;
mod id_token;
mod key_set;
mod leave;
mod loopback;
mod proof;
mod question;
mod state;
pub(crate) mod texts;
mod trouble;
mod way_back;

use std::time::Duration;

pub use access::Authorization;
pub use account::{Account, SignedOut};
pub use advice::Advice;
pub use browser::BrowserSignIn;
pub use device_code::{DeviceCode, Poll};
pub(crate) use state::AccountState;
pub use trouble::SignInTrouble;

use crate::error::Error;
use crate::session::Session;

/// The portal's addresses.
const PUSH: &str = "/oauth/par";
const AUTHORIZE: &str = "/oauth/authorize";
const TOKEN: &str = "/oauth/token";
const DEVICE: &str = "/oauth/device_authorization";
const REVOKE: &str = "/oauth/revoke";
const USERINFO: &str = "/oauth/userinfo";
const KEYS: &str = "/oauth/jwks";

/// So often in a row the wait for a sign-in passes over a trouble of the network.
const MOST_TROUBLES: u32 = 100;
/// After a trouble that says nothing of when.
const AFTER_TROUBLE: Duration = Duration::from_secs(1);

/// How a person wants to sign in.
#[derive(Clone, Debug)]
#[must_use]
pub struct SignIn {
    hint: Option<String>,
    time_limit: Duration,
}

impl Default for SignIn {
    fn default() -> Self {
        Self { hint: None, time_limit: Duration::from_secs(180) }
    }
}

impl SignIn {
    /// With nothing known of the person.
    pub fn new() -> Self {
        Self::default()
    }

    /// The email address that the person has entered in the product: the portal's page has it filled in (ACC-4). Whether somebody has an
    /// account by it the product is never told (ACC-6).
    pub fn email(mut self, address: impl Into<String>) -> Self {
        self.hint = Some(address.into());
        self
    }

    /// How long the browser is waited for; the default is three minutes.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// The address as it is sent: without what no address has.
    fn hint(&self) -> Option<&str> {
        let hint = self.hint.as_deref().map(str::trim)?;
        (!hint.is_empty() && hint.len() <= 254 && !hint.chars().any(char::is_control)).then_some(hint)
    }
}

impl Session {
    fn client_id(&self) -> Result<&str, Error> {
        let id = self.setup.client_id.as_deref();
        id.ok_or_else(|| Error::Setup("signing in needs a client id (Builder::client_id)".to_owned()))
    }

    fn now(&self) -> i64 {
        (self.setup.clock)()
    }
}

/// Whether the wait for a sign-in goes on after this: the network, another process, a server that is busy.
fn is_passing(error: &Error) -> bool {
    match error {
        Error::Unreachable(_) | Error::Answer { .. } | Error::Busy | Error::SignIn(SignInTrouble::Busy { .. }) => true,
        Error::Refused(problem) => !problem.is_final,
        _ => false,
    }
}
