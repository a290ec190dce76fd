//! The forms in which other programs write hashes down. Nothing is guessed: what is not written as its form is, is refused.

use super::{Digest, ForeignError, Work};
use argon2::{Algorithm, Version};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{NO_PAD, STANDARD, STANDARD_NO_PAD};
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

/// What bcrypt writes: no padding, and some programs leave bits in the last sign.
const BCRYPT: GeneralPurpose = GeneralPurpose::new(&alphabet::BCRYPT, LENIENT_END);
const LENIENT_END: GeneralPurposeConfig = NO_PAD.with_decode_allow_trailing_bits(true);

/// The signs of a hash of bcrypt behind its cost: salt and hash.
const BCRYPT_SALT: usize = 22;
const BCRYPT_HASH: usize = 31;
/// Shorter hashes protect nothing, longer ones nobody makes.
const HASH: std::ops::RangeInclusive<usize> = 16..=64;
const SALT: std::ops::RangeInclusive<usize> = 1..=64;
/// What Argon2 asks of a salt.
const SHORTEST_ARGON2_SALT: usize = 8;

type Parts = (Work, Vec<u8>, Vec<u8>);
type Read<T> = Result<T, ForeignError>;

pub(super) fn read(text: &str) -> Read<Parts> {
    let (head, rest) = text.split_once('$').ok_or(ForeignError::Unknown)?;
    match head {
        "" => crypt(rest),
        "pbkdf2_sha1" => django_pbkdf2(Digest::Sha1, rest),
        "pbkdf2_sha256" => django_pbkdf2(Digest::Sha256, rest),
        "pbkdf2_sha512" => django_pbkdf2(Digest::Sha512, rest),
        "scrypt" => django_scrypt(rest),
        "argon2" => argon2(rest),
        "bcrypt" => bcrypt(crypt_of_django(rest)?, false),
        "bcrypt_sha256" => bcrypt(crypt_of_django(rest)?, true),
        _ => Err(ForeignError::Unknown),
    }
}

/// PHC strings, and modular crypt.
fn crypt(rest: &str) -> Read<Parts> {
    let (kind, tail) = rest.split_once('$').ok_or(ForeignError::Unknown)?;
    match kind {
        "2a" | "2b" | "2y" => bcrypt(rest, false),
        "pbkdf2" | "pbkdf2-sha1" => pbkdf2(Digest::Sha1, tail),
        "pbkdf2-sha256" => pbkdf2(Digest::Sha256, tail),
        "pbkdf2-sha512" => pbkdf2(Digest::Sha512, tail),
        "scrypt" => scrypt(tail),
        "argon2i" | "argon2d" | "argon2id" => argon2(rest),
        _ => Err(ForeignError::Unknown),
    }
}

/// What Django writes behind its own word begins with a `$` of the hash.
fn crypt_of_django(rest: &str) -> Read<&str> {
    let rest = rest.strip_prefix('$').ok_or(ForeignError::Malformed)?;
    let kind = rest.split('$').next().unwrap_or_default();
    if matches!(kind, "2a" | "2b" | "2y") { Ok(rest) } else { Err(ForeignError::Unknown) }
}

/// `2b$12$` and 53 signs.
fn bcrypt(text: &str, over_sha256: bool) -> Read<Parts> {
    let [_, cost, both] = fields(text)?;
    if cost.len() != 2 || both.len() != BCRYPT_SALT + BCRYPT_HASH {
        return Err(ForeignError::Malformed);
    }
    let cost = number(cost.strip_prefix('0').unwrap_or(cost))?;
    if !(4..=31).contains(&cost) {
        return Err(ForeignError::Malformed);
    }
    let (salt, hash) = both.split_at(BCRYPT_SALT);
    let decode = |text| BCRYPT.decode(text).map_err(|_| ForeignError::Malformed);
    Ok((Work::Bcrypt { cost, over_sha256 }, decode(salt)?, decode(hash)?))
}

/// `29000$SALT$HASH` of passlib, or `i=29000,l=32$SALT$HASH`.
fn pbkdf2(digest: Digest, tail: &str) -> Read<Parts> {
    let [params, salt, hash] = fields(tail)?;
    let (rounds, length) = match params.strip_prefix("i=") {
        None => (number(params)?, None),
        Some(params) => match params.split_once(",l=") {
            Some((rounds, length)) => (number(rounds)?, Some(number(length)?)),
            None => (number(params)?, None),
        },
    };
    // passlib writes dots where others write plus signs.
    let (salt, hash) = (plain(&salt.replace('.', "+"))?, plain(&hash.replace('.', "+"))?);
    if length.is_some_and(|length| usize::try_from(length) != Ok(hash.len())) {
        return Err(ForeignError::Malformed);
    }
    checked(rounds_of(digest, rounds)?, salt, hash)
}

/// `600000$salt$HASH`: the salt is text.
fn django_pbkdf2(digest: Digest, rest: &str) -> Read<Parts> {
    let [rounds, salt, hash] = fields(rest)?;
    let hash = STANDARD.decode(hash).map_err(|_| ForeignError::Malformed)?;
    checked(rounds_of(digest, number(rounds)?)?, salt.as_bytes().to_vec(), hash)
}

fn rounds_of(digest: Digest, rounds: u32) -> Read<Work> {
    if rounds == 0 { Err(ForeignError::Malformed) } else { Ok(Work::Pbkdf2 { digest, rounds }) }
}

/// `ln=15,r=8,p=1$SALT$HASH`.
fn scrypt(tail: &str) -> Read<Parts> {
    let [params, salt, hash] = fields(tail)?;
    let [log_n, r, p] = members(params, ["ln", "r", "p"])?;
    checked(scrypt_of(log_n, r, p)?, plain(salt)?, plain(hash)?)
}

/// `16384$salt$8$5$HASH`: N itself, and the salt is text. Older ones have no padding.
fn django_scrypt(rest: &str) -> Read<Parts> {
    let [n, salt, r, p, hash] = fields(rest)?;
    let n = number(n)?;
    if !n.is_power_of_two() {
        return Err(ForeignError::Malformed);
    }
    let hash = STANDARD.decode(hash).map_err(|_| ForeignError::Malformed)?;
    checked(scrypt_of(n.ilog2(), number(r)?, number(p)?)?, salt.as_bytes().to_vec(), hash)
}

fn scrypt_of(log_n: u32, r: u32, p: u32) -> Read<Work> {
    let log_n = u8::try_from(log_n).ok().filter(|log_n| (1..=31).contains(log_n)).ok_or(ForeignError::Malformed)?;
    if r == 0 || p == 0 { Err(ForeignError::Malformed) } else { Ok(Work::Scrypt { log_n, r, p }) }
}

/// `argon2id$v=19$m=65536,t=3,p=4$SALT$HASH`; without `v=` it is of the first version.
fn argon2(text: &str) -> Read<Parts> {
    let (kind, rest) = text.split_once('$').ok_or(ForeignError::Malformed)?;
    let kind = match kind {
        "argon2i" => Algorithm::Argon2i,
        "argon2d" => Algorithm::Argon2d,
        "argon2id" => Algorithm::Argon2id,
        _ => return Err(ForeignError::Unknown),
    };
    let (version, rest) = match rest.strip_prefix("v=") {
        None => (Version::V0x10, rest),
        Some(rest) => match rest.split_once('$') {
            Some(("16", rest)) => (Version::V0x10, rest),
            Some(("19", rest)) => (Version::V0x13, rest),
            _ => return Err(ForeignError::Malformed),
        },
    };
    let [params, salt, hash] = fields(rest)?;
    let [memory, passes, lanes] = members(params, ["m", "t", "p"])?;
    let (salt, hash) = (plain(salt)?, plain(hash)?);
    let is_sound = passes > 0 && lanes > 0 && u64::from(memory) >= u64::from(lanes) * 8;
    if !is_sound || salt.len() < SHORTEST_ARGON2_SALT {
        return Err(ForeignError::Malformed);
    }
    checked(Work::Argon2 { kind, version, memory, passes, lanes }, salt, hash)
}

fn checked(work: Work, salt: Vec<u8>, hash: Vec<u8>) -> Read<Parts> {
    if SALT.contains(&salt.len()) && HASH.contains(&hash.len()) {
        Ok((work, salt, hash))
    } else {
        Err(ForeignError::Malformed)
    }
}

/// Exactly so many fields between `$`.
fn fields<const N: usize>(text: &str) -> Read<[&str; N]> {
    let all: Vec<&str> = text.split('$').collect();
    all.try_into().map_err(|_| ForeignError::Malformed)
}

/// `m=65536,t=3,p=4`: these, in this order, and no others.
fn members<const N: usize>(text: &str, names: [&str; N]) -> Read<[u32; N]> {
    let all: Vec<&str> = text.split(',').collect();
    if all.len() != N {
        return Err(ForeignError::Malformed);
    }
    let mut numbers = [0; N];
    for ((member, name), number_of) in all.into_iter().zip(names).zip(&mut numbers) {
        let value = member.strip_prefix(name).and_then(|rest| rest.strip_prefix('='));
        *number_of = number(value.ok_or(ForeignError::Malformed)?)?;
    }
    Ok(numbers)
}

/// Digits alone, and no zero before them.
fn number(text: &str) -> Read<u32> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain || (text.len() > 1 && text.starts_with('0')) {
        return Err(ForeignError::Malformed);
    }
    // More than fits is a cost beyond every cap.
    text.parse().map_err(|_| ForeignError::TooCostly)
}

fn plain(text: &str) -> Read<Vec<u8>> {
    STANDARD_NO_PAD.decode(text).map_err(|_| ForeignError::Malformed)
}
