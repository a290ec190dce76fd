//! `account.json`: who is signed in on this device, and a sign-in that is under way. None of this has a `Debug`, because of the
//! secrets in it.

use gatehouse_formats::SigningKey;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::session::{Session, random};
use crate::state::Guard;

/// So many ended sign-ins are remembered that the portal was not told of yet.
const MOST_REVOKING: usize = 8;

/// All of it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AccountState {
    /// The seed of the key that tokens are bound to, in hexadecimal. It goes with the account.
    pub device_key: Option<Zeroizing<String>>,
    /// A device code that waits for its person.
    pub pending: Option<PendingCode>,
    /// Tokens whose ID token is not proven yet.
    pub arrived: Option<Arrived>,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// Refresh tokens that the portal is still to be told to forget, the oldest first.
    pub revoking: Vec<Zeroizing<String>>,
}

/// A device code between its answer and its end (RFC 8628). Moments are unix seconds by the device's clock.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PendingCode {
    pub device_code: Zeroizing<String>,
    pub user_code: String,
    pub address: String,
    pub complete_address: Option<String>,
    pub begun_at: i64,
    pub lives: i64,
    /// Seconds between two questions.
    pub interval: i64,
    /// When it was asked last.
    pub asked_at: i64,
    /// How long to wait after that: the interval, and longer after a trouble of the network.
    pub wait: i64,
    /// It is asked no more often than this, whatever the clocks show.
    pub left: i64,
}

/// Tokens as they came.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Tokens {
    pub access: Zeroizing<String>,
    /// Bound to the key of the device, or good for whoever has it.
    pub is_bound: bool,
    pub got_at: i64,
    /// Seconds from then.
    pub lives: i64,
    pub refresh: Option<Zeroizing<String>>,
}

/// Tokens whose ID token is still to be proven.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Arrived {
    pub tokens: Tokens,
    pub id_token: Zeroizing<String>,
    /// What the ID token must repeat, where something was sent.
    pub nonce: Option<String>,
}

/// Who is signed in.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SignedIn {
    pub tokens: Tokens,
    pub subject: String,
    pub email: Option<String>,
    pub name: Option<String>,
    pub since: i64,
    /// When a refresh was begun that has no answer yet. Written first, it shows that the answer can be written too.
    #[serde(default)]
    pub refreshing_since: Option<i64>,
}

impl Tokens {
    /// For how many seconds the access token is still good; none if the clock was set back behind its receipt.
    pub(super) fn seconds_left(&self, now: i64) -> i64 {
        let age = now.saturating_sub(self.got_at);
        if age < 0 { 0 } else { self.lives.saturating_sub(age) }
    }
}

impl PendingCode {
    /// Seconds until it may be asked again. A clock that was set back must not stop it.
    pub(super) fn seconds_to_wait(&self, now: i64) -> i64 {
        let passed = now.saturating_sub(self.asked_at);
        if passed < 0 { 0 } else { self.wait.saturating_sub(passed).max(0) }
    }
}

impl AccountState {
    /// The key that tokens are bound to, made when it is first needed.
    pub(super) fn device_key(&mut self) -> Result<SigningKey, Error> {
        let mut seed = Zeroizing::new([0; 32]);
        if let Some(text) = &self.device_key
            && hex::decode_to_slice(text.as_str(), &mut *seed).is_ok()
        {
            return Ok(SigningKey::from_seed(&seed));
        }
        let seed = Zeroizing::new(random::<32>()?);
        self.device_key = Some(Zeroizing::new(hex::encode(*seed)));
        Ok(SigningKey::from_seed(&seed))
    }

    /// Whoever was signed in is to be signed out at the portal.
    pub(super) fn end(&mut self) {
        self.end_arrived();
        let signed_in = self.signed_in.take();
        self.note_for_revocation(signed_in.map(|signed_in| signed_in.tokens));
    }

    /// Tokens that are not proven are to be ended at the portal.
    pub(super) fn end_arrived(&mut self) {
        let arrived = self.arrived.take();
        self.note_for_revocation(arrived.map(|arrived| arrived.tokens));
    }

    fn note_for_revocation(&mut self, tokens: Option<Tokens>) {
        let Some(token) = tokens.and_then(|tokens| tokens.refresh) else { return };
        if self.revoking.len() == MOST_REVOKING {
            self.revoking.remove(0);
        }
        self.revoking.push(token);
    }

    fn is_empty(&self) -> bool {
        self.pending.is_none() && self.arrived.is_none() && self.signed_in.is_none() && self.revoking.is_empty()
    }
}

impl Session {
    /// Stores it; a file in which nothing is left is removed, with the key.
    pub(super) fn store_account(&self, guard: &Guard, account: &AccountState) -> Result<(), Error> {
        if account.is_empty() {
            return self.setup.store.remove_account(guard);
        }
        self.setup.store.save_account(guard, account)
    }
}
