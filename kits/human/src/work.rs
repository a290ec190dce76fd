//! The proof of work of the human check: a nonce such that SHA-256 of `challenge ":" nonce` starts with enough zero bits.

use sha2::{Digest as _, Sha256};

/// Whether the nonce proves it.
pub fn is_done(challenge: &str, nonce: &str, bits: u8) -> bool {
    if nonce.is_empty() || nonce.len() > 20 || !nonce.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    zeros(&begun(challenge), nonce) >= u32::from(bits)
}

/// The first nonce that proves it.
pub fn solve(challenge: &str, bits: u8) -> String {
    let begun = begun(challenge);
    (0_u64..).map(|n| n.to_string()).find(|nonce| zeros(&begun, nonce) >= u32::from(bits)).unwrap_or_default()
}

/// The hash of what stands before every nonce.
fn begun(challenge: &str) -> Sha256 {
    Sha256::new().chain_update(challenge).chain_update(":")
}

/// Leading zero bits of the hash with this nonce.
fn zeros(begun: &Sha256, nonce: &str) -> u32 {
    let mut zeros = 0;
    for byte in begun.clone().chain_update(nonce).finalize() {
        zeros += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    zeros
}

#[cfg(test)]
mod tests {
    use super::{is_done, solve};

    /// ACC-1
    #[test]
    fn what_was_found_is_a_proof_of_its_challenge_alone() {
        let nonce = solve("challenge", 12);
        assert!(is_done("challenge", &nonce, 12));
        assert!(!is_done("another challenge", &nonce, 12));
        assert!(!is_done("challenge", &nonce, 60));
        assert!(
            !is_done("challenge", "", 0)
                && !is_done("challenge", "12a", 0)
                && !is_done("challenge", &"1".repeat(21), 0)
        );
    }
}
