//! What a key file says (LIC-11): the claims, and what must hold of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::account::AccountNeed;
use crate::binding::{Binding, ThisDevice};
use crate::key_file::KeyFileError;
use crate::keys::KeyKind;
use crate::lease::{MAX_FEATURES, MAX_TEXT};
use crate::serial::Serial;
use crate::sheet::is_shown;

/// Most days that a product goes on after the end of the term.
pub const MAX_GRACE_DAYS: u16 = 366;
/// One day in seconds.
const DAY: i64 = 24 * 60 * 60;
const HOLDER_CONTEXT: &[u8] = b"gatehouse-holder-1\0";

/// The claims of a key file. Moments are unix seconds. Written as JSON in this order, without white space, so that the
/// same claims and key are always the same file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyClaims {
    /// Origin of the portal that issued it.
    pub iss: String,
    /// Product code: the product line that the file activates.
    pub aud: String,
    /// License number.
    pub sub: String,
    /// The serial number, which is the file's name too.
    pub jti: Serial,
    /// When it was signed.
    pub iat: i64,
    /// First second of the file's validity; not after `iat`.
    pub nbf: i64,
    /// First second after the file's validity: nothing runs on it any more, whatever the term says.
    pub exp: i64,
    /// What was sold.
    pub lic: KeyTerms,
    /// The device it is for; without it, any device takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cnf: Option<Binding>,
    /// The file that this one replaces: a product that knows this one takes that one no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<Serial>,
    /// A reserve key: it waits, and takes over when the key in use ends.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reserve: bool,
    /// SHA-256 of the `Compatibility_List.txt` beside it, in lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compat_sha256: Option<String>,
    /// Where its status stands (Token Status List, “Referenced Token”).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusClaim>,
}

/// The claim `lic`: what was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTerms {
    /// As what it was sold.
    pub kind: KeyKind,
    /// The product's name, for people.
    pub product: String,
    /// The edition's code in the catalog.
    pub edition: String,
    /// How many devices at a time.
    pub seats: u32,
    /// Begin of the term.
    pub from: i64,
    /// End of the term; `None` for one without end.
    pub until: Option<i64>,
    /// For how many days the product goes on after the term, and after its status became [`Grace`](crate::Status::Grace).
    pub grace_days: u16,
    /// What the product may switch on (LIC-31), at most [`MAX_FEATURES`].
    pub entitlements: Vec<String>,
    /// Which of them need a connected account (LIC-33); `None`: none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountNeed>,
    /// Numbers that the product keeps to, by name; at most [`MAX_FEATURES`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<String, u64>,
    /// The order it was sold under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_ref: Option<String>,
    /// The licensee's name, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Who holds it, for the portal alone: see [`holder_hash`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder_hash: Option<String>,
}

/// The claim `status`: `{"status_list": {"idx": …, "uri": …}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusClaim {
    /// The member that the standard defines.
    pub status_list: StatusReference,
}

/// Where in which list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReference {
    /// The place in the list, from 0.
    pub idx: u32,
    /// The list's name, which is its address too: the claim `sub` of the list.
    pub uri: String,
}

/// What a moment is to a key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The term has not begun.
    NotYet {
        /// First second of it.
        from: i64,
    },
    /// Within the term.
    InForce,
    /// After the term; the product goes on, and says so.
    Grace {
        /// First second after it.
        until: i64,
    },
    /// Over.
    Ended {
        /// First second after the term and its grace, or after the file's validity.
        at: i64,
    },
}

impl KeyClaims {
    /// Whether the file is for this product and device.
    ///
    /// # Errors
    /// [`KeyFileError::WrongProduct`], [`KeyFileError::WrongDevice`].
    pub fn check(&self, product: &str, device: ThisDevice<'_>) -> Result<(), KeyFileError> {
        if self.aud != product {
            return Err(KeyFileError::WrongProduct { found: self.aud.clone() });
        }
        if self.cnf.as_ref().is_some_and(|binding| !binding.covers(device)) {
            return Err(KeyFileError::WrongDevice);
        }
        Ok(())
    }

    /// What this moment (unix seconds) is to the file.
    #[must_use]
    pub fn standing(&self, now: i64) -> Standing {
        let (ends, grace_ends) = (self.ends(), self.grace_ends());
        if now < self.lic.from {
            Standing::NotYet { from: self.lic.from }
        } else if now < ends {
            Standing::InForce
        } else if now < grace_ends {
            Standing::Grace { until: grace_ends }
        } else {
            Standing::Ended { at: grace_ends }
        }
    }

    /// First second after the term or the file's validity, whichever comes first: here a reserve key takes over.
    #[must_use]
    pub fn ends(&self) -> i64 {
        self.lic.until.map_or(self.exp, |until| until.min(self.exp))
    }

    fn grace_ends(&self) -> i64 {
        let with_grace = |until: i64| until.saturating_add(self.grace_seconds()).min(self.exp);
        self.lic.until.map_or(self.exp, with_grace)
    }

    /// The grace in seconds.
    #[must_use]
    pub fn grace_seconds(&self) -> i64 {
        i64::from(self.lic.grace_days) * DAY
    }

    pub(crate) fn check_claims(&self) -> Result<(), KeyFileError> {
        let text = |value: &str| !value.is_empty() && value.len() <= MAX_TEXT;
        let lic = &self.lic;
        let shown = |value: &Option<String>| value.as_deref().is_none_or(is_shown);
        let entitlements = lic.entitlements.len() <= MAX_FEATURES && lic.entitlements.iter().all(|name| text(name));
        let limits = lic.limits.len() <= MAX_FEATURES && lic.limits.keys().all(|name| text(name));
        let status = self.status.as_ref().is_none_or(|status| text(&status.status_list.uri));
        let rules = [
            ("iss", text(&self.iss)),
            ("aud", is_shown(&self.aud)),
            ("sub", is_shown(&self.sub)),
            ("nbf", self.nbf <= self.iat),
            ("exp", self.iat < self.exp),
            ("lic.product", is_shown(&lic.product)),
            ("lic.edition", is_shown(&lic.edition)),
            ("lic.seats", lic.seats > 0),
            ("lic.until", lic.until.is_none_or(|until| lic.from < until)),
            ("lic.grace_days", lic.grace_days <= MAX_GRACE_DAYS),
            ("lic.entitlements", entitlements),
            ("lic.account", lic.account.as_ref().is_none_or(AccountNeed::is_well_formed)),
            ("lic.limits", limits),
            ("lic.order_ref", shown(&lic.order_ref)),
            ("lic.holder", shown(&lic.holder)),
            ("lic.holder_hash", lic.holder_hash.as_deref().is_none_or(is_hash)),
            ("cnf", self.cnf.as_ref().is_none_or(Binding::is_well_formed)),
            ("prev", self.prev != Some(self.jti)),
            // A trial waits for nothing: who has a license needs none, and who has a trial buys one.
            ("reserve", !(self.reserve && lic.kind == KeyKind::Trial)),
            ("compat_sha256", self.compat_sha256.as_deref().is_none_or(is_hash)),
            ("status", status),
        ];
        match rules.into_iter().find(|(_, holds)| !holds) {
            Some((claim, _)) => Err(KeyFileError::Claim { claim }),
            None => Ok(()),
        }
    }
}

/// The claim `lic.holder_hash`: the portal recognizes the holder in a file that comes back, and nobody else can, not even
/// by trying addresses: `holder` is an id that cannot be guessed. Two licenses of one holder have two hashes.
#[must_use]
pub fn holder_hash(license: &str, holder: &str) -> String {
    let hash = Sha256::new()
        .chain_update(HOLDER_CONTEXT)
        .chain_update(license.as_bytes())
        .chain_update([0])
        .chain_update(holder.as_bytes());
    hex::encode(hash.finalize())
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

// `skip_serializing_if` passes a reference.
const fn is_false(value: &bool) -> bool {
    !*value
}
