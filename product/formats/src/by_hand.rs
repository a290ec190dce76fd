//! Files that are carried by hand between a device that is never online and the portal (LIC-32): a request of the device,
//! the portal's answer to it, and the device's receipt when it gives its seat back.
//!
//! A request and a receipt are signed by the device with a key that it made itself and never gives away; an answer is
//! signed by an issuing key and speaks of one request only, so it is of no use on another device, or a second time.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::binding::DeviceKey;
use crate::fingerprint::DeviceFingerprint;
use crate::jws::{self, JwsError, Unverified};
use crate::key_claims::KeyClaims;
use crate::keys::{PublicKey, Purpose, SigningKey};
use crate::serial::Serial;
use crate::sheet::{self, MAX_FILE, day, is_shown, license_number};
use crate::trust::{Trust, TrustError, of_jws, within_period};

/// The `typ` of a request.
pub const REQUEST_TYPE: &str = "gatehouse-request+jwt";
/// The `typ` of an answer.
pub const ANSWER_TYPE: &str = "gatehouse-answer+jwt";
/// The `typ` of a receipt.
pub const RECEIPT_TYPE: &str = "gatehouse-receipt+jwt";
/// Longest signed part of an answer, in bytes: it has a key file in it.
const MAX_ANSWER: usize = MAX_FILE / 2;

/// Why a file that was carried by hand is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ByHandError {
    /// Longer than any such file is.
    #[error("the file is too long")]
    TooLong,
    /// Not lines for people and the signed texts that belong to a file of this kind.
    #[error("this is not the file that was expected")]
    NotTheFile,
    /// Who signed it, or what was signed, is not believed.
    #[error("the file is refused: {0}")]
    Untrusted(#[from] TrustError),
    /// The claims are missing, too long or contradict each other; the name is that of the claim.
    #[error("the claim “{claim}” of the file is wrong")]
    Claim {
        /// Which claim.
        claim: &'static str,
    },
    /// The lines for people are not those of the signed claims.
    #[error("the file was changed")]
    Changed,
}

/// What a device that is never online asks for. Moments are unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRequest {
    /// Product code.
    pub aud: String,
    /// When it was made, by the device's own clock, which nobody believes.
    pub iat: i64,
    /// 32 lower-case hexadecimal digits, new in every request: the answer repeats them.
    pub nonce: String,
    /// The device's public key; the request is signed with its private half.
    pub jwk: DeviceKey,
    /// What the device is recognized by, as in an activation online.
    pub fingerprint: DeviceFingerprint,
    /// What its user calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its operating system and processor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The application that asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The key file in use, when there is one: a new one replaces it, and without a new one the answer tells the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Serial>,
}

impl DeviceRequest {
    /// The file's whole text, signed with the device's own key, whose public half is the claim `jwk`.
    ///
    /// # Errors
    /// See [`ByHandError`].
    pub fn sign(&self, device: &SigningKey) -> Result<String, ByHandError> {
        self.check()?;
        let file = sheet::write(&self.head(), &[&signed(device, REQUEST_TYPE, self)?]);
        Self::open(&file)?;
        Ok(file)
    }

    /// Reads a request: the device that it names has signed it, and no byte was changed since. Whether that device is to
    /// be believed in anything else is not asked.
    ///
    /// # Errors
    /// See [`ByHandError`].
    pub fn open(file: &str) -> Result<Self, ByHandError> {
        let [text] = texts(file)?;
        let request: Self = by_device(text, REQUEST_TYPE, |request: &Self| &request.jwk)?;
        request.check()?;
        same(file, &request.head(), &[text])?;
        Ok(request)
    }

    fn check(&self) -> Result<(), ByHandError> {
        let optional = |text: &Option<String>| text.as_deref().is_none_or(is_shown);
        first_broken(&[
            ("aud", is_shown(&self.aud)),
            ("nonce", is_nonce(&self.nonce)),
            ("jwk", self.jwk.public().is_ok()),
            ("name", optional(&self.name)),
            ("platform", optional(&self.platform)),
            ("application", optional(&self.application)),
            ("version", optional(&self.version)),
        ])
    }

    fn head(&self) -> Vec<String> {
        let mut head = vec![format!("Activation request for {}", self.aud)];
        head.extend(self.name.as_ref().map(|name| format!("Device: {name}")));
        head.push(format!("Request number: {}", shown_nonce(&self.nonce)));
        head.extend(self.serial.map(|serial| format!("Key file in use: {serial}")));
        head.push("Upload this file in your account, or under “Key file” on the vendor’s portal".to_owned());
        head
    }
}

/// The portal's answer to one request. Moments are unix seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceAnswer {
    /// Origin of the portal.
    pub iss: String,
    /// Product code.
    pub aud: String,
    /// When it was signed: a moment that has certainly passed, and that the device sets its clock check by.
    pub iat: i64,
    /// That of the request.
    pub nonce: String,
    /// See [`request_hash`].
    pub request_sha256: String,
    /// The key file, bound to the device's key; without it, the answer tells the time alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_file: Option<String>,
}

impl DeviceAnswer {
    /// The file's whole text, signed with an issuing key of the purpose `key-file`, with its certificate.
    ///
    /// # Errors
    /// See [`ByHandError`].
    pub fn sign(&self, key: &SigningKey, certificate: &str, trust: &Trust) -> Result<String, ByHandError> {
        self.check()?;
        let file = sheet::write(&self.head(), &[&signed(key, ANSWER_TYPE, self)?, certificate]);
        Self::open(&file, trust)?;
        Ok(file)
    }

    /// Reads an answer and verifies who signed it; whether it is the one to a request is asked with
    /// [`is_to`](Self::is_to). The key file in it is opened apart.
    ///
    /// # Errors
    /// See [`ByHandError`].
    pub fn open(file: &str, trust: &Trust) -> Result<Self, ByHandError> {
        let [text, certificate] = texts(file)?;
        let kind = (MAX_ANSWER, ANSWER_TYPE, Purpose::KeyFile);
        let (answer, issuing): (Self, _) = trust.read(kind, text, &[certificate.to_owned()])?;
        within_period(&issuing, answer.iat)?;
        answer.check()?;
        same(file, &answer.head(), &[text, certificate])?;
        Ok(answer)
    }

    /// Whether this is the answer to the request with this nonce and [`request_hash`].
    #[must_use]
    pub fn is_to(&self, nonce: &str, request_sha256: &str) -> bool {
        self.nonce == nonce && self.request_sha256 == request_sha256
    }

    fn check(&self) -> Result<(), ByHandError> {
        let is_hash = self.request_sha256.len() == 64 && is_hex(&self.request_sha256);
        first_broken(&[
            ("iss", is_shown(&self.iss)),
            ("aud", is_shown(&self.aud)),
            ("nonce", is_nonce(&self.nonce)),
            ("request_sha256", is_hash),
            ("key_file", self.key_file.as_ref().is_none_or(|file| !file.is_empty())),
        ])
    }

    fn head(&self) -> Vec<String> {
        let what = if self.key_file.is_some() { "Activation" } else { "Signed time" };
        vec![
            format!("{what} for {}", self.aud),
            format!("Answer to the request number: {}", shown_nonce(&self.nonce)),
            format!("From: {}, {} (UTC)", self.iss, day(self.iat)),
            "Only for the device that made the request".to_owned(),
        ]
    }
}

/// A device's word that it has given a key file up: the portal frees the seat before the file ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Product code.
    pub aud: String,
    /// License number.
    pub sub: String,
    /// The key file that was given up.
    pub jti: Serial,
    /// When, by the device's own clock.
    pub iat: i64,
    /// 32 lower-case hexadecimal digits, new in every receipt.
    pub nonce: String,
    /// The device's public key; the receipt is signed with its private half.
    pub jwk: DeviceKey,
}

impl Receipt {
    /// The file's whole text, signed with the device's own key. Before this leaves the device, the device must have
    /// forgotten the key file for good.
    ///
    /// # Errors
    /// See [`ByHandError`].
    pub fn sign(&self, device: &SigningKey) -> Result<String, ByHandError> {
        self.check()?;
        let file = sheet::write(&self.head(), &[&signed(device, RECEIPT_TYPE, self)?]);
        Self::open(&file)?;
        Ok(file)
    }

    /// Reads a receipt: the device that it names has signed it. The portal must still ask whether
    /// [this is the device of the key file](Self::is_of).
    ///
    /// # Errors
    /// See [`ByHandError`].
    pub fn open(file: &str) -> Result<Self, ByHandError> {
        let [text] = texts(file)?;
        let receipt: Self = by_device(text, RECEIPT_TYPE, |receipt: &Self| &receipt.jwk)?;
        receipt.check()?;
        same(file, &receipt.head(), &[text])?;
        Ok(receipt)
    }

    /// Whether the device that gives this file up is the one it was made for.
    #[must_use]
    pub fn is_of(&self, file: &KeyClaims) -> bool {
        let bound = file.cnf.as_ref().and_then(|binding| binding.jwk.as_ref());
        self.aud == file.aud && self.sub == file.sub && self.jti == file.jti && bound == Some(&self.jwk)
    }

    fn check(&self) -> Result<(), ByHandError> {
        first_broken(&[
            ("aud", is_shown(&self.aud)),
            ("sub", is_shown(&self.sub)),
            ("nonce", is_nonce(&self.nonce)),
            ("jwk", self.jwk.public().is_ok()),
        ])
    }

    fn head(&self) -> Vec<String> {
        vec![
            format!("Receipt: {} was deactivated", self.aud),
            format!("License: {}", license_number(&self.sub)),
            format!("Key file: {}", self.jti),
            "Upload this file in your account, or under “Key file” on the vendor’s portal".to_owned(),
        ]
    }
}

/// The SHA-256 of a request file's bytes, in lower-case hexadecimal.
#[must_use]
pub fn request_hash(file: &str) -> String {
    hex::encode(Sha256::digest(file.as_bytes()))
}

fn signed(key: &SigningKey, typ: &str, claims: &impl Serialize) -> Result<String, ByHandError> {
    match jws::sign_up_to(MAX_ANSWER, key, typ, claims) {
        Ok(text) => Ok(text),
        Err(JwsError::TooLong) => Err(ByHandError::TooLong),
        Err(error) => Err(TrustError::NotSigned(error).into()),
    }
}

/// The signed texts of a file that has exactly so many.
fn texts<const COUNT: usize>(file: &str) -> Result<[&str; COUNT], ByHandError> {
    if file.len() > MAX_FILE {
        return Err(ByHandError::TooLong);
    }
    let found = sheet::signed(file).ok_or(ByHandError::NotTheFile)?;
    found.try_into().map_err(|_| ByHandError::NotTheFile)
}

/// The claims of a text that names the key it is signed with.
fn by_device<T: serde::de::DeserializeOwned>(
    text: &str,
    typ: &str,
    jwk: impl FnOnce(&T) -> &DeviceKey,
) -> Result<T, ByHandError> {
    let unverified = Unverified::parse(text).map_err(TrustError::NotSigned)?;
    if unverified.typ() != typ {
        return Err(ByHandError::NotTheFile);
    }
    let unproven: T = unverified.unproven().map_err(of_jws)?;
    let key: PublicKey = jwk(&unproven).public().map_err(|_| ByHandError::Claim { claim: "jwk" })?;
    Ok(unverified.verify_strictly(&key, typ).map_err(of_jws)?)
}

fn same(file: &str, head: &[String], texts: &[&str]) -> Result<(), ByHandError> {
    if sheet::write(head, texts) == file { Ok(()) } else { Err(ByHandError::Changed) }
}

fn first_broken(rules: &[(&'static str, bool)]) -> Result<(), ByHandError> {
    match rules.iter().find(|(_, holds)| !holds) {
        Some((claim, _)) => Err(ByHandError::Claim { claim }),
        None => Ok(()),
    }
}

fn is_nonce(text: &str) -> bool {
    text.len() == 32 && is_hex(text)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Enough of a nonce to lay a request and its answer side by side.
fn shown_nonce(nonce: &str) -> String {
    nonce.get(..8).unwrap_or(nonce).to_uppercase()
}
