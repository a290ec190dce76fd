//! Secrets and signatures, as Standard Webhooks has them: `whsec_` and base64 of 24 to 64 bytes; HMAC-SHA256 over id, time and body.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::{Fault, HOUR, Moment, Random, Secret};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How every secret begins.
pub const START: &str = "whsec_";
/// How long the secret before signs beside the new one.
pub const OVERLAP: i64 = 24 * HOUR;

/// A new secret of 256 random bits.
pub fn random(random: &dyn Random) -> Secret<String> {
    Secret::new(format!("{START}{}", STANDARD.encode(random.token())))
}

/// What signs now: the secret, and the one before while its time lasts.
#[derive(Clone, Debug)]
pub struct Signing {
    /// The secret.
    pub secret: Secret<String>,
    /// The one before.
    pub before: Option<Secret<String>>,
}

impl Signing {
    /// The header `webhook-signature`: a signature for each secret, the newest first.
    pub fn header(&self, id: &str, at: Moment, body: &[u8]) -> Result<String, Fault> {
        let mut all = signature(&self.secret, id, at, body)?;
        if let Some(before) = &self.before {
            all.push(' ');
            all.push_str(&signature(before, id, at, body)?);
        }
        Ok(all)
    }
}

/// `v1,` and the signature of one secret.
pub fn signature(secret: &Secret<String>, id: &str, at: Moment, body: &[u8]) -> Result<String, Fault> {
    let key = secret.expose().strip_prefix(START).unwrap_or_else(|| secret.expose());
    let key = Secret::new(STANDARD.decode(key).map_err(|_| Fault::new("a webhook secret is no base64"))?);
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose())?;
    mac.update(format!("{id}.{}.", at.seconds()).as_bytes());
    mac.update(body);
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails loudly")]

    use super::{START, Signing, random, signature};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use gatehouse_core::{Moment, Secret, SystemRandom};

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const AT: Moment = Moment::from_seconds(1_614_265_330);
    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    /// ALL-7
    #[test]
    fn a_signature_is_that_of_the_published_vector() {
        let secret = Secret::new(SECRET.to_owned());
        let signed = signature(&secret, ID, AT, BODY).unwrap();
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        for (id, at, body) in
            [("msg_other", AT, BODY), (ID, AT.plus(1_000_000), BODY), (ID, AT, &br#"{"test": 2432232315}"#[..])]
        {
            assert_ne!(signature(&secret, id, at, body).unwrap(), signed);
        }
        assert_eq!(signature(&secret, ID, AT.plus(999_999), BODY).unwrap(), signed, "the time is one of whole seconds");
    }

    /// ALL-7
    #[test]
    fn two_secrets_sign_while_one_follows_the_other() {
        let (secret, before) = (Secret::new(SECRET.to_owned()), random(&SystemRandom));
        let alone = Signing { secret: secret.clone(), before: None }.header(ID, AT, BODY).unwrap();
        let both = Signing { secret, before: Some(before.clone()) }.header(ID, AT, BODY).unwrap();
        assert_eq!(both, format!("{alone} {}", signature(&before, ID, AT, BODY).unwrap()));
    }

    /// ALL-7
    #[test]
    fn a_secret_has_a_length_that_receivers_take() {
        let (one, other) = (random(&SystemRandom), random(&SystemRandom));
        assert_ne!(one.expose(), other.expose());
        assert_eq!(STANDARD.decode(one.expose().strip_prefix(START).unwrap()).unwrap().len(), 32);
    }
}
