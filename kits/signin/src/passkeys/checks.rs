//! What webauthn-rs-core checks of an answer, and what we check besides.

use super::{Challenge, Given, Passkey, PasskeyError, Passkeys, RANDOM, TIMEOUT, Verify, hash, text};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;
use webauthn_rs_core::WebauthnCore;
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{
    AttestationFormat, AttestationMetadata, ParsedAttestation, ParsedAttestationData, PublicKeyCredential,
    RegisterPublicKeyCredential, UserVerificationPolicy,
};

/// Longer answers are none: one takes less than a tenth of it.
const LONGEST: usize = 16 * 1024;

/// What a browser said to prove a passkey. Nothing of it is believed yet.
#[derive(Debug)]
pub struct Answer(PublicKeyCredential);

impl Answer {
    /// Reads it.
    pub fn read(given: &Given) -> Option<Self> {
        let answer: PublicKeyCredential = parsed(&given.passkey_answer)?;
        (answer.type_ == "public-key").then_some(Self(answer))
    }

    /// Under what the credential that it names is found.
    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0.raw_id)
    }
}

fn parsed<T: DeserializeOwned>(answer: &Secret<String>) -> Option<T> {
    let text = answer.expose();
    if text.len() > LONGEST { None } else { serde_json::from_str(text).ok() }
}

impl Passkeys {
    /// The passkey that was made in answer to a challenge.
    pub fn added(&self, cx: &Cx, challenge: &Challenge, given: &Given) -> Result<Result<Passkey, PasskeyError>, Fault> {
        let Some(answer) = parsed::<RegisterPublicKeyCredential>(&given.passkey_answer) else {
            return Ok(Err(PasskeyError::Wrong));
        };
        let core = self.core(cx)?;
        let builder = core.new_challenge_register_builder(&challenge.handle, "owner", "owner")?;
        let builder = builder.user_verification_policy(self.added.policy());
        let (_, state) = core.generate_challenge_register(builder)?;
        let mut credential = match core.register_credential(&answer, &asking(&state, challenge)?, None) {
            Ok(credential) => credential,
            Err(error) => return Ok(Err(refused(&error))),
        };
        // Whose make it is, is not kept, even where a browser told it unasked.
        credential.attestation =
            ParsedAttestation { data: ParsedAttestationData::None, metadata: AttestationMetadata::None };
        credential.attestation_format = AttestationFormat::None;
        Ok(Ok(Passkey { handle: challenge.handle, credential }))
    }

    /// Whether an answer proves this passkey; the passkey with its new counter, to be stored.
    pub fn proven(
        &self,
        cx: &Cx,
        challenge: &Challenge,
        answer: &Answer,
        passkey: &Passkey,
        verify: Verify,
    ) -> Result<Result<Passkey, PasskeyError>, Fault> {
        if !is_owner(answer, &passkey.handle, verify) || is_framed(answer) {
            return Ok(Err(PasskeyError::Wrong));
        }
        let core = self.core(cx)?;
        let builder = core.new_challenge_authenticate_builder(Vec::new(), Some(verify.policy()))?;
        let (_, state) = core.generate_challenge_authenticate(builder)?;
        let state = asking(&state, challenge)?;
        let result = match core.authenticate_single_credential(&answer.0, &state, &passkey.credential) {
            Ok(result) => result,
            Err(error) => return Ok(Err(refused(&error))),
        };
        let mut passkey = passkey.clone();
        passkey.credential.counter = result.counter();
        passkey.credential.backup_state = result.backup_state();
        Ok(Ok(passkey))
    }

    /// The relying party: this origin and no other, no subdomain, no other port.
    fn core(&self, cx: &Cx) -> Result<WebauthnCore, Fault> {
        let timeout = Duration::from_millis(u64::from(TIMEOUT));
        let (host, origin) = (self.host(cx)?, self.origin(cx)?);
        Ok(WebauthnCore::new_unsafe_experts_only("", &host, vec![origin], timeout, Some(false), Some(false)))
    }
}

impl Verify {
    const fn policy(self) -> UserVerificationPolicy {
        match self {
            Self::Preferred => UserVerificationPolicy::Preferred,
            Self::Required | Self::Alone => UserVerificationPolicy::Required,
        }
    }
}

/// The state of a ceremony with our challenge in place of the one that the library drew.
fn asking<S: Serialize + DeserializeOwned>(state: &S, challenge: &Challenge) -> Result<S, Fault> {
    let mut state = serde_json::to_value(state)?;
    state["challenge"] = Value::String(text(&challenge.bytes));
    Ok(serde_json::from_value(state)?)
}

/// The handle is the owner's. One that finds the owner must have come (WebAuthn §7.2 step 6).
fn is_owner(answer: &Answer, handle: &[u8; RANDOM], verify: Verify) -> bool {
    match answer.0.get_user_unique_id() {
        Some(told) => told == handle,
        None => verify != Verify::Alone,
    }
}

/// Whether it was given in a frame of another site: none of our pages is ever in one. The library looks at it only where a passkey is made.
fn is_framed(answer: &Answer) -> bool {
    let data = serde_json::from_slice::<Value>(&answer.0.response.client_data_json).unwrap_or_default();
    data["crossOrigin"] == Value::Bool(true) || !data["topOrigin"].is_null()
}

fn refused(error: &WebauthnError) -> PasskeyError {
    tracing::info!(%error, "an answer of a passkey is not believed");
    match error {
        WebauthnError::UserNotVerified => PasskeyError::NotVerified,
        WebauthnError::CredentialPossibleCompromise => PasskeyError::Copied,
        _ => PasskeyError::Wrong,
    }
}
