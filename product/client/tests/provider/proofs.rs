//! How the provider checks that the one who asks has the key (RFC 9449).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_formats::PublicKey;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Refused, World};

/// The nonce that it wants, where it wants one.
pub const NONCE: &str = "nonce-1";
/// How old a proof may be, and how far ahead, in seconds.
const WINDOW: i64 = 60;

pub fn hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text))
}

impl World {
    /// The thumbprint of the key that has proven this question.
    pub fn proven(&mut self, proof: Option<&str>, of: (&str, &str), token: Option<&str>) -> Result<String, Refused> {
        let proof = proof.ok_or("invalid_dpop_proof")?;
        let parts: Vec<&str> = proof.split('.').collect();
        let part = |index: usize| URL_SAFE_NO_PAD.decode(parts[index]).unwrap();
        let head: Value = serde_json::from_slice(&part(0)).unwrap();
        let claims: Value = serde_json::from_slice(&part(1)).unwrap();
        assert_eq!((head["typ"].as_str(), head["alg"].as_str()), (Some("dpop+jwt"), Some("EdDSA")));
        let x = head["jwk"]["x"].as_str().unwrap();
        let signature: [u8; 64] = part(2).try_into().unwrap();
        let signed = format!("{}.{}", parts[0], parts[1]);
        assert!(PublicKey::from_x(x).unwrap().verifies(signed.as_bytes(), &signature));
        assert_eq!((claims["htm"].as_str(), claims["htu"].as_str()), (Some(of.0), Some(of.1)));
        assert_eq!(claims["ath"].as_str().map(str::to_owned), token.map(hash));
        if !self.proofs.insert(claims["jti"].as_str().unwrap().to_owned()) {
            return Err("invalid_dpop_proof");
        }
        if (claims["iat"].as_i64().unwrap() - self.now).abs() > WINDOW {
            return Err("invalid_dpop_proof");
        }
        if self.wants_nonce && claims["nonce"] != NONCE {
            return Err("use_dpop_nonce");
        }
        Ok(hash(&format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)))
    }
}

/// A moment of the year in which the tests are, as HTTP writes it.
pub fn http_date(moment: i64) -> String {
    const MONTHS: [(&str, i64); 12] = [
        ("Jan", 31),
        ("Feb", 28),
        ("Mar", 31),
        ("Apr", 30),
        ("May", 31),
        ("Jun", 30),
        ("Jul", 31),
        ("Aug", 31),
        ("Sep", 30),
        ("Oct", 31),
        ("Nov", 30),
        ("Dec", 31),
    ];
    // 2026-01-01; 2026 and 2027 have no leap day.
    const YEAR: i64 = 1_767_225_600;
    let (mut day, second) = ((moment - YEAR).div_euclid(86_400), (moment - YEAR).rem_euclid(86_400));
    let (year, mut month) = (2026 + day / 365, 0);
    day %= 365;
    while day >= MONTHS[month].1 {
        day -= MONTHS[month].1;
        month += 1;
    }
    let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    format!("Sat, {:02} {} {year} {clock} GMT", day + 1, MONTHS[month].0)
}
