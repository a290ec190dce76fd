//! Authorization code with PKCE (RFC 7636) in a browser of this device, which comes back to a loopback address (RFC 8252 §7.3).
//!
//! The request is pushed to the portal first (RFC 9126): so nothing but a reference stands in the address that the browser is sent to, no email
//! address and no name of a device, and a portal that cannot be reached is told before a browser opens.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::answers::{Answered, PushAnswer, TokenAnswer};
use super::arrival::{Arrival, Back};
use super::arrived::Proving;
use super::loopback::Loopback;
use super::proof::{hash, thumbprint};
use super::question::Question;
use super::state::AccountState;
use super::trouble::SignInTrouble;
use super::way_back::WayBack;
use super::{AUTHORIZE, PUSH, SignIn, TOKEN};
use crate::error::Error;
use crate::session::{Session, random};
use crate::state::Guard;
use crate::wire::{Request, Response};

/// The longest reference to a pushed request, in bytes.
const LONGEST_REFERENCE: usize = 512;

/// A sign-in that the browser is to come back from. Dropped, nothing listens for it any more.
pub struct BrowserSignIn {
    address: String,
    limit: Duration,
    arrival: Arc<Arrival>,
    is_over: Arc<AtomicBool>,
    redirect_uri: String,
    verifier: Zeroizing<String>,
    nonce: String,
    /// The seed of the key that the code is bound to.
    key: Zeroizing<String>,
}

impl BrowserSignIn {
    /// The page of the portal that the browser is to open, at once. It holds no secret.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn arrival(&self) -> &Arrival {
        &self.arrival
    }
}

impl fmt::Debug for BrowserSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BrowserSignIn").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Drop for BrowserSignIn {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

/// A request between its push and the answer.
pub(super) struct Pushing {
    loopback: Loopback,
    way_back: WayBack,
    limit: Duration,
    redirect_uri: String,
    verifier: Zeroizing<String>,
    nonce: String,
    key: Zeroizing<String>,
}

/// A code between the question and the tokens.
pub(super) struct Exchanging {
    guard: Guard,
    state: AccountState,
    nonce: String,
}

impl Session {
    pub(super) fn plan_push(&self, sign_in: &SignIn) -> Result<(Box<Pushing>, Box<Question>), Error> {
        let client_id = self.client_id()?;
        // The key of who is signed in now stays as long as they are.
        let mut state = self.setup.store.load_account_to_replace()?.unwrap_or_default();
        let key = state.device_key()?;
        let loopback = Loopback::open()?;
        let way_back = WayBack {
            host: loopback.host(),
            path: self.setup.redirect_path.clone(),
            state: secret()?,
            issuer: self.setup.origin.clone(),
        };
        let redirect_uri = format!("http://{}{}", way_back.host, way_back.path);
        let (verifier, nonce) = (Zeroizing::new(secret()?), secret()?);
        let (challenge, jkt) = (hash(verifier.as_bytes()), thumbprint(key.public()));
        let form = [
            ("client_id", client_id),
            ("response_type", "code"),
            ("redirect_uri", redirect_uri.as_str()),
            ("scope", self.setup.scope.as_str()),
            ("state", way_back.state.as_str()),
            ("nonce", nonce.as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("dpop_jkt", jkt.as_str()),
        ];
        let question = self.about_device(Question::new(PUSH, &form));
        let question = question.with("login_hint", sign_in.hint()).with("ui_locales", self.setup.language.as_deref());
        let key = Zeroizing::new(hex::encode(*key.seed()));
        let limit = sign_in.time_limit;
        let pushing = Pushing { loopback, way_back, limit, redirect_uri, verifier, nonce, key };
        Ok((Box::new(pushing), Box::new(question)))
    }

    /// From here on the browser is waited for.
    pub(super) fn accept_push(
        &self,
        pushing: Box<Pushing>,
        answer: Result<Response, Error>,
    ) -> Result<BrowserSignIn, Error> {
        let Pushing { loopback, way_back, limit, redirect_uri, verifier, nonce, key } = *pushing;
        let reference = match answer?.answered::<PushAnswer>(201)? {
            Answered::Granted(answer) => answer.request_uri,
            Answered::Refused(error) => return Err(SignInTrouble::of(&error).into()),
        };
        let is_good = !reference.is_empty() && reference.len() <= LONGEST_REFERENCE;
        if !is_good || !reference.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(SignInTrouble::Untrusted { what: "the reference to the request" }.into());
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("client_id", self.client_id()?).append_pair("request_uri", &reference);
        let address = format!("{}{AUTHORIZE}?{}", self.setup.origin, query.finish());
        let (arrival, is_over) = (Arc::default(), Arc::default());
        loopback.listen(way_back, self.setup.language.clone(), limit, &arrival, &is_over)?;
        Ok(BrowserSignIn { address, limit, arrival, is_over, redirect_uri, verifier, nonce, key })
    }

    pub(super) fn plan_exchange(
        &self,
        browser: &BrowserSignIn,
        back: Back,
    ) -> Result<(Box<Exchanging>, Box<Question>), Error> {
        let code = match back {
            Back::Code(code) => code,
            Back::Refused(error) => return Err(SignInTrouble::of(&error).into()),
            Back::OtherIssuer => return Err(SignInTrouble::Untrusted { what: "an answer of another issuer" }.into()),
            Back::Silent => return Err(SignInTrouble::Silent { seconds: browser.limit.as_secs() }.into()),
        };
        let guard = self.setup.store.lock_account()?;
        let mut state = self.setup.store.load_account_to_replace()?.unwrap_or_default();
        state.device_key = Some(browser.key.clone());
        let key = state.device_key()?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", browser.redirect_uri.as_str()),
            ("code_verifier", browser.verifier.as_str()),
            ("client_id", self.client_id()?),
        ];
        // A code holds once, and used twice it ends what it gave.
        let question = Question::new(TOKEN, &form).proven_by(key).once();
        Ok((Box::new(Exchanging { guard, state, nonce: browser.nonce.clone() }), Box::new(question)))
    }

    pub(super) fn accept_exchange(
        &self,
        exchanging: Box<Exchanging>,
        answer: Result<Response, Error>,
    ) -> Result<(Box<Proving>, Request), Error> {
        let Exchanging { guard, state, nonce } = *exchanging;
        match answer?.answered::<TokenAnswer>(200)? {
            Answered::Granted(answer) => self.take_arrived(guard, state, answer, Some(nonce)),
            Answered::Refused(error) => Err(SignInTrouble::of(&error).into()),
        }
    }
}

/// 256 random bits.
fn secret() -> Result<String, Error> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}
