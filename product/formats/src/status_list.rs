//! Status lists (LIC-20): what became of key files after they left the house, two bits for each.
//!
//! The IETF's Token Status List as a JWT: a list of a product and an issuing year, in which a key file finds its own place
//! by number. Places are given at random, and those that no file has carry statuses too ([`crate::status_builder`]), so a
//! list tells a stranger nothing about anybody. It stands beside the older [`crate::revocation_list`], which speaks of leases.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status as FlateStatus};
use serde::{Deserialize, Serialize};

use crate::jws;
use crate::key_claims::KeyClaims;
use crate::keys::{Purpose, SigningKey};
use crate::lease::MAX_TEXT;
use crate::trust::{Trust, TrustError, within_period};

/// The `typ` of a status list (registered by the standard).
pub const STATUS_LIST_TYPE: &str = "statuslist+jwt";
/// Bits of a status.
pub const BITS: u8 = 2;
/// Statuses in a byte.
const PER_BYTE: u32 = 4;
/// Most places of a list.
pub const MAX_PLACES: u32 = 1 << 22;
/// Longest signed list, in bytes: one million places of random statuses do not compress to more.
pub const MAX_LIST: usize = 4 * 1024 * 1024;

/// What became of a key file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// 0, `VALID`.
    #[default]
    Valid,
    /// 1, `INVALID`: for good.
    Revoked,
    /// 2, `SUSPENDED`: for now.
    Suspended,
    /// 3, `APPLICATION_SPECIFIC`: the license is blocked, and the product goes on for the grace that the key file names.
    Grace,
}

impl Status {
    /// The two bits.
    #[must_use]
    pub const fn bits(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Revoked => 1,
            Self::Suspended => 2,
            Self::Grace => 3,
        }
    }

    /// The status of the lowest two bits.
    #[must_use]
    pub const fn of_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::Valid,
            1 => Self::Revoked,
            2 => Self::Suspended,
            _ => Self::Grace,
        }
    }
}

/// Why a status list is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// Who signed it, or what was signed, is not believed.
    #[error("the status list is refused: {0}")]
    Untrusted(#[from] TrustError),
    /// The claims are missing, too long or contradict each other; the name is that of the claim.
    #[error("the claim “{claim}” of the status list is wrong")]
    Claim {
        /// Which claim.
        claim: &'static str,
    },
    /// For another product.
    #[error("the status list is for the product {found}")]
    WrongProduct {
        /// The product it is for.
        found: String,
    },
    /// The statuses are not two bits each, not compressed as the standard says, or too many.
    #[error("the statuses of the list cannot be read")]
    Statuses,
}

/// Statuses by place, packed as the standard says: the lowest place in the lowest bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statuses {
    bytes: Vec<u8>,
}

impl Statuses {
    /// This many places, all valid; rounded up to whole bytes.
    ///
    /// # Errors
    /// [`StatusError::Statuses`] for none and for more than [`MAX_PLACES`].
    pub fn new(places: u32) -> Result<Self, StatusError> {
        if places == 0 || places > MAX_PLACES {
            return Err(StatusError::Statuses);
        }
        Ok(Self { bytes: vec![0; places.div_ceil(PER_BYTE) as usize] })
    }

    /// How many places there are.
    #[must_use]
    pub fn places(&self) -> u32 {
        // At most MAX_PLACES, so neither saturates.
        u32::try_from(self.bytes.len()).unwrap_or(u32::MAX).saturating_mul(PER_BYTE)
    }

    /// The status at a place; `None` behind the end.
    #[must_use]
    pub fn get(&self, place: u32) -> Option<Status> {
        let byte = self.bytes.get((place / PER_BYTE) as usize)?;
        Some(Status::of_bits(byte >> (2 * (place % PER_BYTE))))
    }

    /// Sets the status at a place; behind the end nothing is set, and the answer is `false`.
    pub fn set(&mut self, place: u32, status: Status) -> bool {
        let Some(byte) = self.bytes.get_mut((place / PER_BYTE) as usize) else { return false };
        let shift = 2 * (place % PER_BYTE);
        *byte = (*byte & !(3 << shift)) | (status.bits() << shift);
        true
    }

    /// The packed bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The member `lst`: the bytes in the ZLIB format (RFC 1950) at the highest compression, in base64url.
    ///
    /// # Errors
    /// [`StatusError::Statuses`]; does not happen, as nothing is written outside of memory.
    pub fn compressed(&self) -> Result<String, StatusError> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        let written = encoder.write_all(&self.bytes).and_then(|()| encoder.finish());
        Ok(URL_SAFE_NO_PAD.encode(written.map_err(|_| StatusError::Statuses)?))
    }

    /// Reads the member `lst`. What would unpack to more than a list can be is not unpacked, and nothing may stand behind
    /// the compressed bytes.
    ///
    /// # Errors
    /// [`StatusError::Statuses`].
    pub fn unpack(lst: &str) -> Result<Self, StatusError> {
        let packed = URL_SAFE_NO_PAD.decode(lst).map_err(|_| StatusError::Statuses)?;
        let most = (MAX_PLACES / PER_BYTE) as usize;
        // Of this capacity, and one byte more to see that it is too long; nothing beyond it is written.
        let mut bytes = Vec::with_capacity(most + 1);
        let mut inflate = Decompress::new(true);
        loop {
            let before = (inflate.total_in(), bytes.len());
            let rest = usize::try_from(before.0).ok().and_then(|read| packed.get(read..)).unwrap_or_default();
            match inflate.decompress_vec(rest, &mut bytes, FlushDecompress::Finish) {
                Ok(FlateStatus::StreamEnd) => break,
                Ok(_) if (inflate.total_in(), bytes.len()) != before => {}
                _ => return Err(StatusError::Statuses),
            }
        }
        if bytes.is_empty() || bytes.len() > most || inflate.total_in() != packed.len() as u64 {
            return Err(StatusError::Statuses);
        }
        Ok(Self { bytes })
    }
}

/// A status list: who says it, when, and the statuses. Moments are unix seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    /// Origin of the portal.
    pub iss: String,
    /// Product code.
    pub aud: String,
    /// The list's name and address: the `uri` of the key files it speaks of.
    pub sub: String,
    /// When it was signed.
    pub iat: i64,
    /// First second in which it is too old to be asked by somebody who can get a newer one.
    pub exp: i64,
    /// For how many seconds nobody needs to ask for a newer one.
    pub ttl: u32,
    /// Rises with every list of this name: a lower one is an older one.
    pub seq: i64,
    /// The statuses.
    pub statuses: Statuses,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    exp: i64,
    ttl: u32,
    seq: i64,
    status_list: Packed,
}

#[derive(Serialize, Deserialize)]
struct Packed {
    bits: u8,
    lst: String,
}

impl StatusList {
    /// Signs the list.
    ///
    /// # Errors
    /// [`StatusError::Claim`] for claims that a reader would refuse.
    pub fn sign(&self, key: &SigningKey) -> Result<String, StatusError> {
        let claims = Claims {
            iss: self.iss.clone(),
            aud: self.aud.clone(),
            sub: self.sub.clone(),
            iat: self.iat,
            exp: self.exp,
            ttl: self.ttl,
            seq: self.seq,
            status_list: Packed { bits: BITS, lst: self.statuses.compressed()? },
        };
        claims.check()?;
        let signed = jws::sign_up_to(MAX_LIST, key, STATUS_LIST_TYPE, &claims);
        signed.map_err(|error| StatusError::Untrusted(TrustError::NotSigned(error)))
    }

    /// Reads a list and verifies who signed it. Its age is not looked at: see [`is_fresh`](Self::is_fresh).
    ///
    /// # Errors
    /// See [`StatusError`]; the reasons are looked for in the order of its variants.
    pub fn open(text: &str, chain: &[String], trust: &Trust, product: &str) -> Result<Self, StatusError> {
        let kind = (MAX_LIST, STATUS_LIST_TYPE, Purpose::KeyFile);
        let (claims, issuing): (Claims, _) = trust.read(kind, text, chain)?;
        within_period(&issuing, claims.iat)?;
        claims.check()?;
        if claims.aud != product {
            return Err(StatusError::WrongProduct { found: claims.aud });
        }
        let statuses = Statuses::unpack(&claims.status_list.lst)?;
        let Claims { iss, aud, sub, iat, exp, ttl, seq, .. } = claims;
        Ok(Self { iss, aud, sub, iat, exp, ttl, seq, statuses })
    }

    /// What the list says about a key file: `None` when it does not speak of it, because the file has its place in another
    /// list, or in none, or behind the end of this one.
    #[must_use]
    pub fn status_of(&self, file: &KeyClaims) -> Option<Status> {
        let place = &file.status.as_ref()?.status_list;
        let is_its = place.uri == self.sub && file.aud == self.aud && file.iss == self.iss;
        if is_its { self.statuses.get(place.idx) } else { None }
    }

    /// Whether the list is young enough for somebody who can get a newer one. An old list still says what was true.
    #[must_use]
    pub fn is_fresh(&self, now: i64) -> bool {
        now < self.exp
    }

    /// From when on somebody who can get a newer list should.
    #[must_use]
    pub fn ask_after(&self) -> i64 {
        self.iat.saturating_add(i64::from(self.ttl))
    }
}

impl Claims {
    fn check(&self) -> Result<(), StatusError> {
        let text = |value: &str| !value.is_empty() && value.len() <= MAX_TEXT;
        let rules = [
            ("iss", text(&self.iss)),
            ("aud", text(&self.aud)),
            ("sub", text(&self.sub)),
            ("exp", self.iat < self.exp),
            ("ttl", self.ttl > 0),
            ("seq", self.seq > 0),
            ("status_list.bits", self.status_list.bits == BITS),
        ];
        match rules.into_iter().find(|(_, holds)| !holds) {
            Some((claim, _)) => Err(StatusError::Claim { claim }),
            None => Ok(()),
        }
    }
}
