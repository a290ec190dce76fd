//! Signing in with an account elsewhere (ACC-7): OpenID Connect as its client, and Facebook's own way; and with the provider of one's
//! company (COM-14) or of the vendor (ALL-8).
//!
//! - [`provider`]: what the operator says of a service.
//! - [`flow`]: what a browser carries until the service answers: state, nonce and PKCE verifier.
//! - [`metadata`]: where a service is asked, and the keys that it signs with; both are remembered for an hour.
//! - [`jose`]: signed tokens: RS256 and ES256, nothing else.
//! - [`id_token`]: what an ID token must say.
//! - [`company`]: a company's own provider, named by its owner: what differs from a service that the operator named.
//! - `factors`: whether a token tells of a second factor.
//! - [`staff`]: the vendor's own provider, by which its staff sign in: groups, fresh proofs, and the end of sessions.
//! - [`graph`]: Facebook, which has no ID token in this flow.
//!
//! Who somebody is goes by the service and the subject that it names, never by an email address. Everything that is asked goes through
//! `reach`, with an end to time and size.

pub mod company;
mod exchange;
mod factors;
pub mod flow;
mod graph;
pub mod id_token;
pub mod jose;
pub mod metadata;
pub mod provider;
pub mod staff;
mod trouble;

pub use company::{CompanyProvider, Described, Issuer, MemberClaims, NoLink, WrongIssuer};
pub use exchange::Claims;
pub use flow::{Flow, Returned};
pub use id_token::Said;
pub use metadata::Endpoints;
pub use provider::{AppleKey, ClientSecret, NamedBy, Protocol, Provider, Regions};
pub use staff::{LoggedOut, StaffClaims, StaffProvider};
pub use trouble::Trouble;

use metadata::Memory;

/// The services of an installation, in the order in which their buttons stand.
#[derive(Default)]
pub struct Federation {
    providers: Vec<Provider>,
    memory: Memory,
}

impl Federation {
    /// With these services.
    #[must_use]
    pub fn new(providers: Vec<Provider>) -> Self {
        Self { providers, memory: Memory::default() }
    }

    /// All of them.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The one of this word.
    pub fn find(&self, word: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.word == word)
    }
}
