//! What a client is: a site, an app or a product that signs people in here.

use super::redirect;
use gatehouse_core::{Random, Uuid};
use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What every client calls itself begins with.
pub const START: &str = "ghc_";
/// The letters of a client's id behind [`START`].
const ID: usize = 32;

/// The scopes that there are.
pub const SCOPES: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// What a client runs on, and so whether it can keep a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientKind {
    /// A server that keeps a secret.
    Web,
    /// An app on a computer or phone, or in a browser: it keeps none, and is sent back to by loopback, a scheme of its own or https.
    Native,
    /// As an app, and it may let people sign in on another device (RFC 8628); it needs no address to be sent back to.
    Device,
}

stored_words!(ClientKind { Web = "web", Native = "native", Device = "device" });

impl ClientKind {
    /// Whether it keeps a secret.
    #[must_use]
    pub const fn is_confidential(self) -> bool {
        matches!(self, Self::Web)
    }

    /// Whether it runs on the person's own machine.
    #[must_use]
    pub const fn is_native(self) -> bool {
        !self.is_confidential()
    }

    /// Whether it may begin a sign-in that goes on at another device.
    #[must_use]
    pub const fn has_device_grant(self) -> bool {
        matches!(self, Self::Device)
    }
}

/// What signs a client's ID tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum IdTokenAlg {
    /// RSA with SHA-256: every library knows it.
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

stored_words!(IdTokenAlg { Rs256 = "RS256", Es256 = "ES256", EdDsa = "EdDSA" });

/// A client that may sign people in: enabled, and its row says what its seal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its row.
    pub id: Uuid,
    /// What it calls itself in the protocol.
    pub client_id: String,
    /// What people read.
    pub name: String,
    /// What it runs on.
    pub kind: ClientKind,
    /// Whether it proves itself by a secret.
    pub confidential: bool,
    /// Whether it runs on the person's own machine.
    pub native: bool,
    /// Whether it may begin a device authorization.
    pub device_grant: bool,
    /// Where people are sent back to.
    pub redirect_uris: Vec<String>,
    /// Where people are sent after signing out.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where its server hears that somebody signed out.
    pub backchannel_logout_uri: Option<String>,
    /// What it may ask for, words of [`SCOPES`].
    pub scopes: Vec<String>,
    /// What signs its ID tokens.
    pub id_token_alg: IdTokenAlg,
    /// Whether it must push its requests (RFC 9126).
    pub require_par: bool,
    /// The vendor's own: nobody is asked for consent.
    pub first_party: bool,
    /// The products that sign in by it, as people know them.
    pub products: Vec<String>,
}

impl Client {
    /// Whether people may be sent back to this address: exactly a registered one. Of an app's address on its own machine the port may
    /// differ.
    #[must_use]
    pub fn allows_redirect(&self, uri: &str) -> bool {
        redirect::allows(&self.redirect_uris, uri, self.native)
    }

    /// The same for where people are sent after signing out.
    #[must_use]
    pub fn allows_post_logout(&self, uri: &str) -> bool {
        redirect::allows(&self.post_logout_redirect_uris, uri, self.native)
    }

    /// Whether it may ask for this scope.
    #[must_use]
    pub fn allows_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|allowed| allowed == scope)
    }
}

/// What a new client calls itself: no secret, and nothing about who it is.
pub fn new_client_id(random: &dyn Random) -> String {
    use std::fmt::Write as _;
    let mut id = START.to_owned();
    for byte in &random.token()[..ID / 2] {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// Whether `text` has the form of a client's id.
#[must_use]
pub fn is_client_id(text: &str) -> bool {
    text.strip_prefix(START)
        .is_some_and(|id| id.len() == ID && id.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f')))
}
