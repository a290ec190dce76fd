//! Proof Key for Code Exchange (RFC 7636): S256, for every client.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The one method.
pub const METHOD: &str = "S256";
/// Letters of a challenge: SHA-256 in base64url.
const CHALLENGE: usize = 43;

/// Whether a text can be a challenge.
#[must_use]
pub fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether this verifier is the one that the challenge was made of (§4.6).
#[must_use]
pub fn is_verified(challenge: &str, verifier: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(is_unreserved) {
        return false;
    }
    let made = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    bool::from(made.as_bytes().ct_eq(challenge.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{is_challenge, is_verified};

    /// RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// ACC-21
    #[test]
    fn a_challenge_is_met_by_its_verifier_alone() {
        assert!(is_challenge(CHALLENGE) && is_verified(CHALLENGE, VERIFIER));
        // Told as it is: the method "plain", which we do not know.
        assert!(!is_verified(VERIFIER, VERIFIER));
        for other in ["", "x", &VERIFIER[1..], &VERIFIER.to_lowercase(), &format!("{VERIFIER}=")] {
            assert!(!is_verified(CHALLENGE, other), "{other}");
        }
        for none in ["", "x", VERIFIER.trim_end_matches('k'), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM"] {
            assert!(!is_challenge(none), "{none}");
        }
    }
}
