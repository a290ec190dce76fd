//! Proofs that the one who asks has the key of the device (DPoP, RFC 9449).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_formats::{PublicKey, SigningKey};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::session::random;

/// The header that a proof stands in.
pub(super) const HEADER: &str = "dpop";

/// What a proof is of.
pub(super) struct Of<'a> {
    pub method: &'a str,
    /// The address that is asked, without a query.
    pub address: &'a str,
    /// When, by the clock of the one who is asked.
    pub moment: i64,
    /// What the one who is asked wants to see in it.
    pub nonce: Option<&'a str>,
    /// The access token that goes with it.
    pub access_token: Option<&'a str>,
}

/// A proof, good once.
pub(super) fn proof(key: &SigningKey, of: &Of<'_>) -> Result<Zeroizing<String>, Error> {
    let head = json!({ "typ": "dpop+jwt", "alg": "EdDSA", "jwk": jwk(key.public()) });
    let mut claims = json!({
        "jti": URL_SAFE_NO_PAD.encode(random::<16>()?),
        "htm": of.method,
        "htu": of.address,
        "iat": of.moment,
    });
    if let Some(nonce) = of.nonce {
        claims["nonce"] = nonce.into();
    }
    if let Some(token) = of.access_token {
        claims["ath"] = hash(token.as_bytes()).into();
    }
    let encode = |part: &serde_json::Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let signed = format!("{}.{}", encode(&head), encode(&claims));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes()));
    Ok(Zeroizing::new(format!("{signed}.{signature}")))
}

/// What stands for a key in a token that is bound to it (RFC 7638).
pub(super) fn thumbprint(key: &PublicKey) -> String {
    // Members in their order, without blanks.
    hash(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, key.x()).as_bytes())
}

/// SHA-256 in base64url.
pub(super) fn hash(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

fn jwk(key: &PublicKey) -> serde_json::Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "x": key.x() })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// DEV-1
    #[test]
    fn the_thumbprint_is_that_of_the_standard() {
        // RFC 8037, appendix A.3.
        let key = PublicKey::from_x("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        assert_eq!(thumbprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    /// DEV-1
    #[test]
    fn a_proof_is_of_one_question_and_signed_by_the_key_in_it() {
        let key = SigningKey::from_seed(&[9; 32]);
        let of = Of {
            method: "POST",
            address: "https://portal.example.com/oauth/token",
            moment: 1_795_219_200,
            nonce: Some("n-1"),
            access_token: Some("token"),
        };
        let (one, other) = (proof(&key, &of).unwrap(), proof(&key, &of).unwrap());
        assert_ne!(*one, *other, "each has a number of its own");
        let parts: Vec<&str> = one.split('.').collect();
        let part = |index: usize| URL_SAFE_NO_PAD.decode(parts[index]).unwrap();
        let (head, claims) = (part(0), part(1));
        let head: Value = serde_json::from_slice(&head).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!((head["typ"].as_str(), head["alg"].as_str()), (Some("dpop+jwt"), Some("EdDSA")));
        assert!(head["jwk"].get("d").is_none(), "never the private half");
        assert_eq!(claims["htu"], "https://portal.example.com/oauth/token");
        assert_eq!((claims["htm"].as_str(), claims["nonce"].as_str()), (Some("POST"), Some("n-1")));
        assert_eq!(claims["ath"], hash(b"token"));
        let public = PublicKey::from_x(head["jwk"]["x"].as_str().unwrap()).unwrap();
        let signature: [u8; 64] = part(2).try_into().unwrap();
        assert!(public.verifies(format!("{}.{}", parts[0], parts[1]).as_bytes(), &signature));
    }
}
