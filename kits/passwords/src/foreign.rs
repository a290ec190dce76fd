//! Password hashes that another program made (ACC-18): read strictly, checked at a capped cost, and replaced by one of ours at the
//! first sign-in.
//!
//! Known are bcrypt (2a, 2b, 2y; also over SHA-256, as Django does), PBKDF2 (SHA-1, SHA-256, SHA-512), scrypt and Argon2 (i, d, id), as
//! PHC strings, in modular crypt form (with the dialect of passlib) and in Django's form. Other programs take the bytes of a password as
//! they were typed, so nothing is normalized here.

mod check;
mod read;

use crate::hashing::Verified;
use argon2::Block;
use gatehouse_core::Fault;

/// What stands before a stored hash that is not ours.
const MARK: &str = "foreign ";
/// Longer than any known form.
const LONGEST: usize = 400;

/// bcrypt: the exponent. 13 takes about half a second of a core.
pub const MOST_BCRYPT_COST: u32 = 13;
/// PBKDF2: rounds, for each block that the hash has.
pub const MOST_PBKDF2_ROUNDS: u32 = 1_500_000;
/// scrypt and Argon2: memory in KiB.
pub const MOST_MEMORY_KIB: u32 = 128 * 1024;
/// scrypt: N times r times p.
pub const MOST_SCRYPT_WORK: u64 = 1 << 20;
/// Argon2: KiB times passes.
pub const MOST_ARGON2_WORK: u64 = 512 * 1024;

/// Why a hash is not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignError {
    /// Of no known kind.
    Unknown,
    /// Of a known kind, and not written as that kind is.
    Malformed,
    /// To check it would cost more than the caps allow.
    TooCostly,
}

/// A hash that can be checked.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignHash {
    work: Work,
    salt: Vec<u8>,
    hash: Vec<u8>,
    text: String,
}

impl std::fmt::Debug for ForeignHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ForeignHash({})", self.kind())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Bcrypt { cost: u32, over_sha256: bool },
    Pbkdf2 { digest: Digest, rounds: u32 },
    Scrypt { log_n: u8, r: u32, p: u32 },
    Argon2 { kind: argon2::Algorithm, version: argon2::Version, memory: u32, passes: u32, lanes: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digest {
    Sha1,
    Sha256,
    Sha512,
}

impl Digest {
    const fn bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

impl ForeignHash {
    /// Reads a hash in any of the known forms; blanks around it are none of it.
    pub fn read(text: &str) -> Result<Self, ForeignError> {
        let text = text.trim();
        if text.len() > LONGEST || !text.is_ascii() {
            return Err(ForeignError::Unknown);
        }
        let (work, salt, hash) = read::read(text)?;
        let is_cheap = work.is_within_caps(hash.len());
        let foreign = Self { work, salt, hash, text: text.to_owned() };
        if is_cheap { Ok(foreign) } else { Err(ForeignError::TooCostly) }
    }

    /// The name of its kind: `bcrypt`, `pbkdf2`, `scrypt`, `argon2`.
    pub const fn kind(&self) -> &'static str {
        match self.work {
            Work::Bcrypt { .. } => "bcrypt",
            Work::Pbkdf2 { .. } => "pbkdf2",
            Work::Scrypt { .. } => "scrypt",
            Work::Argon2 { .. } => "argon2",
        }
    }

    /// As it is stored, marked as not ours: [`crate::HashPool::verify`] takes it like a hash of ours.
    pub fn marked(&self) -> String {
        format!("{MARK}{}", self.text)
    }
}

impl Work {
    fn is_within_caps(self, hash: usize) -> bool {
        match self {
            Self::Bcrypt { cost, .. } => cost <= MOST_BCRYPT_COST,
            Self::Pbkdf2 { digest, rounds } => {
                let blocks = u32::try_from(hash.div_ceil(digest.bytes())).unwrap_or(u32::MAX);
                rounds.saturating_mul(blocks) <= MOST_PBKDF2_ROUNDS
            }
            Self::Scrypt { log_n, r, p } => {
                let memory = u64::from(r).saturating_mul(1 << log_n);
                // 128 bytes of memory for each.
                memory / 8 <= u64::from(MOST_MEMORY_KIB) && memory.saturating_mul(u64::from(p)) <= MOST_SCRYPT_WORK
            }
            Self::Argon2 { memory, passes, .. } => {
                memory <= MOST_MEMORY_KIB && u64::from(memory) * u64::from(passes) <= MOST_ARGON2_WORK
            }
        }
    }
}

/// Checks a stored hash that is marked as not ours, and answers that it is stale where it matches; `None`: the text is not marked.
pub(crate) fn verify(password: &str, stored: &str, memory: &mut Vec<Block>) -> Option<Result<Verified, Fault>> {
    let text = stored.strip_prefix(MARK)?;
    let Ok(foreign) = ForeignHash::read(text) else {
        return Some(Err(Fault::new("a stored password hash of another program cannot be read")));
    };
    Some(check::matches(&foreign, password, memory).map(|matches| Verified { matches, stale: matches }))
}
