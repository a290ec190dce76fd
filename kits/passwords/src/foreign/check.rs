//! Computing a hash as another program did.

use super::{Digest, ForeignHash, Work};
use argon2::{Argon2, Block, Params as Argon2Params};
use gatehouse_core::Fault;
use pbkdf2::pbkdf2_hmac;
use scrypt::Params as ScryptParams;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// What bcrypt reads of a password, with the zero byte behind it.
const BCRYPT_READS: usize = 72;

/// Whether the password is the one; takes as long whether it is or not.
pub(super) fn matches(foreign: &ForeignHash, password: &str, memory: &mut Vec<Block>) -> Result<bool, Fault> {
    let (bytes, salt) = (password.as_bytes(), foreign.salt.as_slice());
    let mut out = Zeroizing::new(vec![0; foreign.hash.len()]);
    match foreign.work {
        Work::Bcrypt { cost, over_sha256: false } => bcrypt(cost, salt, bytes, &mut out)?,
        Work::Bcrypt { cost, over_sha256: true } => {
            let digest = Zeroizing::new(hex::encode(Sha256::digest(bytes)));
            bcrypt(cost, salt, digest.as_bytes(), &mut out)?;
        }
        Work::Pbkdf2 { digest: Digest::Sha1, rounds } => pbkdf2_hmac::<Sha1>(bytes, salt, rounds, &mut out),
        Work::Pbkdf2 { digest: Digest::Sha256, rounds } => pbkdf2_hmac::<Sha256>(bytes, salt, rounds, &mut out),
        Work::Pbkdf2 { digest: Digest::Sha512, rounds } => pbkdf2_hmac::<Sha512>(bytes, salt, rounds, &mut out),
        Work::Scrypt { log_n, r, p } => {
            let params = ScryptParams::new(log_n, r, p).map_err(|error| Fault::new(error.to_string()))?;
            scrypt::scrypt(bytes, salt, &params, &mut out).map_err(|error| Fault::new(error.to_string()))?;
        }
        Work::Argon2 { kind, version, memory: kibibytes, passes, lanes } => {
            let params = Argon2Params::new(kibibytes, passes, lanes, Some(out.len()))?;
            let blocks = params.block_count();
            if memory.len() < blocks {
                memory.resize(blocks, Block::new());
            }
            Argon2::new(kind, version, params).hash_password_into_with_memory(
                bytes,
                salt,
                &mut out,
                &mut memory[..],
            )?;
        }
    }
    Ok(out.as_slice().ct_eq(&foreign.hash).into())
}

fn bcrypt(cost: u32, salt: &[u8], password: &[u8], out: &mut [u8]) -> Result<(), Fault> {
    let salt: [u8; 16] = salt.try_into().map_err(|_| Fault::new("a salt of bcrypt has 16 bytes"))?;
    let mut read = Zeroizing::new(Vec::with_capacity(BCRYPT_READS + 1));
    read.extend(password.iter().take(BCRYPT_READS));
    read.push(0);
    read.truncate(BCRYPT_READS);
    let made = Zeroizing::new(bcrypt::bcrypt(cost, salt, &read));
    out.copy_from_slice(&made[..out.len()]);
    Ok(())
}
