//! Passkeys and security keys (WebAuthn Level 3, ACC-9): what a browser is asked, and what of its answer is believed.
//!
//! A challenge is stored nowhere. It travels sealed through the browser that was asked, bound to what asked there (a session, a sign-in that is
//! half done, a cookie), opens for [`LIFE`], and is noted when its answer is judged, so that none is judged twice.
//!
//! No attestation is asked for and none is kept: which maker's device it is, is nobody's business. Where a passkey replaces the password,
//! the authenticator must have verified the person (fingerprint, face, PIN), and the browser is never told which passkeys an address has:
//! it offers those that it has for this host.

mod checks;

pub use checks::Answer;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{Fault, MINUTE, Secret};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;
use webauthn_rs_core::proto::{COSEAlgorithm, Credential};

/// How long a challenge may be answered.
pub const LIFE: i64 = 5 * MINUTE;
/// The same in milliseconds, as browsers count.
const TIMEOUT: u32 = 300_000;
/// Random bytes of a challenge, and of the handle by which an authenticator knows an owner.
const RANDOM: usize = 32;

/// The passkeys of one kind of people: no other's challenge opens there.
#[derive(Clone, Copy, Debug)]
pub struct Passkeys {
    /// Seals its challenges, and names what is noted of used ones: such as `accounts.passkey`.
    pub purpose: &'static str,
    /// Whether they sign in at the staff's origin.
    pub of_staff: bool,
    /// What a new one must do.
    pub added: Verify,
}

/// A passkey of ours: a public key with its counter, and the handle by which its authenticator knows the owner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Passkey {
    handle: [u8; RANDOM],
    credential: Credential,
}

impl Passkey {
    /// For the sealed column.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Fault> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Out of it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        Ok(serde_json::from_slice(bytes)?)
    }

    /// Under what it is found.
    pub fn hash(&self) -> Vec<u8> {
        hash(self.id())
    }

    /// Whether its authenticator verified the person when it was added: only such a one signs in without a password.
    pub const fn verifies(&self) -> bool {
        self.credential.user_verified
    }

    /// What its authenticator calls it.
    pub fn id(&self) -> &[u8] {
        &self.credential.cred_id
    }
}

/// Whether the authenticator has to verify the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verify {
    /// It stands beside the password: where it can.
    Preferred,
    /// It stands beside the password, and must.
    Required,
    /// It stands in place of the password, and the owner is found by it: it must, and names the owner's handle.
    Alone,
}

impl Verify {
    const fn word(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Required | Self::Alone => "required",
        }
    }
}

/// Who adds a passkey, as their authenticator lists it.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// The address, in full.
    pub address: &'a str,
    /// What the person is called.
    pub name: &'a str,
}

/// What a browser is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The challenge, sealed; it comes back with the answer.
    pub challenge: Secret<String>,
    /// The options of WebAuthn as JSON (`PublicKeyCredentialCreationOptionsJSON` or `…RequestOptionsJSON`).
    pub options: String,
}

/// What comes back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Given {
    /// The sealed challenge.
    pub passkey_challenge: Secret<String>,
    /// The browser's answer as JSON.
    pub passkey_answer: Secret<String>,
}

impl Given {
    /// Whether nothing came: the browser ran no script.
    pub fn is_empty(&self) -> bool {
        self.passkey_answer.expose().is_empty()
    }
}

/// For what a challenge was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ceremony {
    Add = 1,
    Prove = 2,
}

/// A challenge that came back in time to what asked.
#[derive(Debug)]
pub struct Challenge {
    ceremony: Ceremony,
    bytes: [u8; RANDOM],
    handle: [u8; RANDOM],
}

/// Why an answer is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyError {
    /// It is not an answer of this passkey to this challenge, on this site.
    Wrong,
    /// The authenticator did not verify the person.
    NotVerified,
    /// Its counter did not go on: there may be two of it (WebAuthn §6.1.1).
    Copied,
}

impl Passkeys {
    /// Asks for a new passkey. `before`: those that the owner has; their authenticators offer to make none again.
    pub fn to_add(&self, cx: &Cx, bound: &[u8], owner: Owner<'_>, before: &[Passkey]) -> Result<Asked, Fault> {
        let handle = before.first().map_or_else(|| cx.app.random.token(), |one| one.handle);
        let challenge = Challenge { ceremony: Ceremony::Add, bytes: cx.app.random.token(), handle };
        let kinds = COSEAlgorithm::secure_algs().into_iter();
        let kinds: Vec<Value> = kinds.map(|kind| json!({ "type": "public-key", "alg": kind as i32 })).collect();
        let options = json!({
            "rp": { "id": self.host(cx)?, "name": gatehouse_brand::name(&cx.app) },
            "user": { "id": text(&handle), "name": owner.address, "displayName": owner.name },
            "challenge": text(&challenge.bytes),
            "pubKeyCredParams": kinds,
            "timeout": TIMEOUT,
            "attestation": "none",
            "excludeCredentials": listed(before),
            "authenticatorSelection": {
                "residentKey": "preferred",
                "requireResidentKey": false,
                "userVerification": self.added.word(),
            },
        });
        Ok(Asked { challenge: self.seal(cx, bound, &challenge)?, options: options.to_string() })
    }

    /// Asks for a proof. `of`: the passkeys of who is known by then; none: whoever has one for this host.
    pub fn to_prove(&self, cx: &Cx, bound: &[u8], of: &[Passkey], verify: Verify) -> Result<Asked, Fault> {
        let bytes = cx.app.random.token();
        let challenge = Challenge { ceremony: Ceremony::Prove, bytes, handle: [0; RANDOM] };
        let options = json!({
            "challenge": text(&challenge.bytes),
            "timeout": TIMEOUT,
            "rpId": self.host(cx)?,
            "allowCredentials": listed(of),
            "userVerification": verify.word(),
        });
        Ok(Asked { challenge: self.seal(cx, bound, &challenge)?, options: options.to_string() })
    }

    fn seal(&self, cx: &Cx, bound: &[u8], challenge: &Challenge) -> Result<Secret<String>, Fault> {
        let plain = [&[challenge.ceremony as u8][..], &challenge.bytes, &challenge.handle, bound].concat();
        Ok(sealed_token::seal(cx, self.purpose, cx.now().plus(LIFE), &plain)?.into())
    }

    /// The challenge that came back, if it was made for this, here, within the last [`LIFE`].
    fn open(&self, cx: &Cx, bound: &[u8], ceremony: Ceremony, sealed: &Secret<String>) -> Option<Challenge> {
        let plain = sealed_token::open(cx, self.purpose, LIFE, sealed.expose())?;
        let (kind, rest) = plain.split_first()?;
        let (bytes, rest) = rest.split_first_chunk()?;
        let (handle, rest) = rest.split_first_chunk()?;
        let is_ours = *kind == ceremony as u8 && rest == bound;
        is_ours.then_some(Challenge { ceremony, bytes: *bytes, handle: *handle })
    }

    /// That of a new passkey.
    pub fn open_to_add(&self, cx: &Cx, bound: &[u8], given: &Given) -> Option<Challenge> {
        self.open(cx, bound, Ceremony::Add, &given.passkey_challenge)
    }

    /// That of a proof.
    pub fn open_to_prove(&self, cx: &Cx, bound: &[u8], given: &Given) -> Option<Challenge> {
        self.open(cx, bound, Ceremony::Prove, &given.passkey_challenge)
    }

    /// Uses a challenge up; `false` when it was before. Comes before the owner's row is held, as counters do everywhere.
    pub async fn use_up(&self, cx: &Cx, tx: &Tx, challenge: &Challenge) -> Result<bool, Fault> {
        // Longer than a challenge lives: a clock that is set back a little opens none again.
        let counter = Counter::new(cx, self.purpose, &challenge.bytes, Rule::counted(2 * LIFE));
        Ok(counters::add(cx, tx, &[counter]).await?.first() == Some(&1))
    }

    fn origin(&self, cx: &Cx) -> Result<Url, Fault> {
        let settings = &cx.app.settings;
        let origin = if self.of_staff { settings.staff_origin() } else { &settings.origin };
        Ok(Url::parse(origin)?)
    }

    /// The relying party: the host, without its port (WebAuthn §5.1.2).
    fn host(&self, cx: &Cx) -> Result<String, Fault> {
        let origin = self.origin(cx)?;
        Ok(origin.host_str().ok_or_else(|| Fault::new("the origin has no host"))?.to_owned())
    }
}

/// Of a credential's id, which is random and no secret: so the hash has no key, and outlives every rotation of keys.
fn hash(credential: &[u8]) -> Vec<u8> {
    Sha256::digest(credential).to_vec()
}

fn listed(passkeys: &[Passkey]) -> Vec<Value> {
    passkeys.iter().map(|one| json!({ "type": "public-key", "id": text(one.id()) })).collect()
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
