//! What the provider gives: tokens by device code, code or refresh token, as RFC 6749, RFC 7636 and RFC 8628 say.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_formats::SigningKey;
use serde_json::{Value, json};

use super::proofs::hash;
use super::{CLIENT, Refused, SUBJECT, World};

/// The used refresh token gives the same answer for so long, in seconds.
const GRACE: i64 = 30;
const CODE_LIVES: i64 = 60;
const ACCESS_LIVES: i64 = 900;

/// A code that the browser brings.
pub struct Code {
    redirect_uri: String,
    challenge: String,
    nonce: String,
    jkt: String,
    made_at: i64,
    is_used: bool,
}

/// The refresh tokens that follow one another.
pub struct Family {
    pub token: String,
    used: Option<(String, i64, Value)>,
    pub access: String,
    jkt: String,
}

impl Code {
    pub fn of(pushed: &HashMap<String, String>, now: i64) -> Self {
        assert_eq!((pushed["response_type"].as_str(), pushed["code_challenge_method"].as_str()), ("code", "S256"));
        let text = |name: &str| pushed[name].clone();
        Self {
            redirect_uri: text("redirect_uri"),
            challenge: text("code_challenge"),
            nonce: text("nonce"),
            jkt: text("dpop_jkt"),
            made_at: now,
            is_used: false,
        }
    }
}

/// The keys that ID tokens are signed with.
pub fn key_set() -> Value {
    let x = SigningKey::from_seed(&[40; 32]).public().x();
    json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "k-1", "x": x }] })
}

impl World {
    pub fn token(&mut self, form: &HashMap<String, String>, proof: Option<&str>) -> Result<Value, Refused> {
        assert_eq!(form["client_id"], CLIENT);
        let address = format!("{}/oauth/token", self.origin);
        let jkt = self.proven(proof, ("POST", &address), None)?;
        match form["grant_type"].as_str() {
            "urn:ietf:params:oauth:grant-type:device_code" => match self.polls.pop_front() {
                Some(error) => Err(error),
                None => Ok(self.give(jkt, None)),
            },
            "authorization_code" => self.exchange(form, jkt),
            "refresh_token" => self.refresh(form["refresh_token"].as_str(), &jkt),
            _ => Err("unsupported_grant_type"),
        }
    }

    fn exchange(&mut self, form: &HashMap<String, String>, jkt: String) -> Result<Value, Refused> {
        let now = self.now;
        let code = self.codes.get_mut(&form["code"]).ok_or("invalid_grant")?;
        if std::mem::replace(&mut code.is_used, true) {
            self.family = None;
            return Err("invalid_grant");
        }
        let is_right = code.challenge == hash(&form["code_verifier"])
            && code.redirect_uri == form["redirect_uri"]
            && code.jkt == jkt
            && now - code.made_at <= CODE_LIVES;
        let nonce = code.nonce.clone();
        if is_right { Ok(self.give(jkt, Some(nonce))) } else { Err("invalid_grant") }
    }

    fn refresh(&mut self, token: &str, jkt: &str) -> Result<Value, Refused> {
        let now = self.now;
        let family = self.family.as_ref().filter(|family| family.jkt == jkt).ok_or("invalid_grant")?;
        if family.token == token {
            let jkt = family.jkt.clone();
            let used = token.to_owned();
            let mut answer = self.give(jkt, None);
            answer.as_object_mut().unwrap().remove("id_token");
            let family = self.family.as_mut().unwrap();
            family.used = Some((used, now, answer.clone()));
            return Ok(answer);
        }
        match &family.used {
            Some((used, at, answer)) if used == token && now - at <= GRACE => Ok(answer.clone()),
            _ => {
                // Used again: somebody else has it.
                self.family = None;
                Err("invalid_grant")
            }
        }
    }

    fn give(&mut self, jkt: String, nonce: Option<String>) -> Value {
        self.issued += 1;
        let (access, refresh) = (format!("access-{}", self.issued), format!("refresh-{}", self.issued));
        self.family = Some(Family { token: refresh.clone(), used: None, access: access.clone(), jkt });
        json!({
            "access_token": access, "token_type": if self.is_bearer { "Bearer" } else { "DPoP" },
            "expires_in": ACCESS_LIVES, "refresh_token": refresh, "id_token": self.id_token(nonce),
        })
    }

    fn id_token(&self, nonce: Option<String>) -> String {
        let mut claims = json!({
            "iss": self.origin, "sub": SUBJECT, "aud": CLIENT, "iat": self.now, "exp": self.now + 300,
            "auth_time": self.now, "email": self.email, "email_verified": true, "name": "Aiko Tanaka",
        });
        if let Some(nonce) = nonce {
            claims["nonce"] = nonce.into();
        }
        (self.claims)(&mut claims);
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encode(&json!({ "alg": "EdDSA", "kid": "k-1" })), encode(&claims));
        let signature = SigningKey::from_seed(&[self.signing; 32]).sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    pub fn userinfo(&mut self, authorization: Option<&str>, proof: Option<&str>) -> Result<Value, Refused> {
        let token = authorization.and_then(|value| value.strip_prefix("DPoP ")).ok_or("invalid_token")?;
        let address = format!("{}/oauth/userinfo", self.origin);
        let jkt = self.proven(proof, ("GET", &address), Some(token))?;
        let is_known = self.family.as_ref().is_some_and(|family| family.access == token && family.jkt == jkt);
        if is_known { Ok(json!({ "sub": SUBJECT, "email": self.email, "name": "Aiko" })) } else { Err("invalid_token") }
    }
}
