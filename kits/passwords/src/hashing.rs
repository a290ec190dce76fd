//! One Argon2id computation (RFC 9106), stored as a PHC string.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use gatehouse_core::Fault;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

const OUTPUT: usize = 32;
/// The most memory that a stored hash may ask for, in KiB: a damaged row must not take the machine.
const MOST_MEMORY: u32 = 256 * 1024;

/// How expensive a hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// 19 MiB, two passes, one lane: about 30 ms of a core (OWASP's first choice for Argon2id).
    Full,
    /// 8 KiB, one pass: for tests only.
    Cheap,
}

impl Cost {
    fn params(self) -> Result<Params, Fault> {
        let (memory, passes) = match self {
            Self::Full => (19 * 1024, 2),
            Self::Cheap => (8, 1),
        };
        Ok(Params::new(memory, passes, 1, Some(OUTPUT))?)
    }
}

/// What a check of a password found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The password is the right one.
    pub matches: bool,
    /// The stored hash was made with another cost: hash again while the password is at hand.
    pub stale: bool,
}

/// NFKC, as ACC-5 and NIST 800-63B ask: the same password typed on two keyboards is the same bytes.
pub(crate) fn normalized(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}

/// Makes the PHC string of a password. `memory` is kept between calls, so that pages are not faulted in anew.
pub(crate) fn hash(password: &str, salt: [u8; 16], cost: Cost, memory: &mut Vec<Block>) -> Result<String, Fault> {
    let params = cost.params()?;
    let phc = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(Salt::new(&salt)?),
        hash: Some(compute(password, &salt, params, memory)?),
    };
    Ok(phc.to_string())
}

/// Compares a password with a PHC string; takes the stored hash's own cost.
pub(crate) fn verify(password: &str, phc: &str, cost: Cost, memory: &mut Vec<Block>) -> Result<Verified, Fault> {
    let stored = PasswordHash::new(phc).map_err(|_| Fault::new("a stored password hash is not a PHC string"))?;
    let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else {
        return Err(Fault::new("a stored password hash has no salt or no hash"));
    };
    let current_version = stored.version == Some(Version::V0x13.into());
    if stored.algorithm != ARGON2ID_IDENT || !current_version {
        return Err(Fault::new("a stored password hash is of an unknown kind"));
    }
    let params = Params::try_from(&stored)?;
    if params.m_cost() > MOST_MEMORY {
        return Err(Fault::new("a stored password hash asks for too much memory"));
    }
    let wanted = cost.params()?;
    let stale =
        (params.m_cost(), params.t_cost(), params.p_cost()) != (wanted.m_cost(), wanted.t_cost(), wanted.p_cost());
    // `Output` compares in constant time.
    let matches = compute(password, salt, params, memory)? == *expected;
    Ok(Verified { matches, stale })
}

fn compute(password: &str, salt: &[u8], params: Params, memory: &mut Vec<Block>) -> Result<Output, Fault> {
    let length = params.output_len().unwrap_or(OUTPUT);
    let blocks = params.block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::new());
    }
    let mut out = Zeroizing::new(vec![0u8; length]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        normalized(password).as_bytes(),
        salt,
        &mut out,
        &mut memory[..],
    )?;
    Ok(Output::new(&out)?)
}
