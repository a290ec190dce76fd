//! Mail domains that a company claims, and the DNS record that proves one (COM-14).
//!
//! - [`domain`]: a domain as mail knows it, and which of several claims fits an address.
//! - [`claimable`]: which domains nobody can claim: public suffixes and hosts of free mail.
//! - [`challenge`]: the record that proves a claim.
//! - [`names`]: asking name servers for it.
//! - [`records`]: the same for what proves a mail.
//! - [`answer`]: what they said, kept to be shown.
//! - [`checks`]: what a claim becomes by an answer, and when the next one is asked for. Pure: no clock, no network.
//!
//! The kit stores nothing.

pub mod answer;
pub mod challenge;
pub mod checks;
pub mod claimable;
pub mod domain;
pub mod names;
pub mod records;
mod servers;

pub use answer::{Answer, Found};
pub use challenge::Challenge;
pub use checks::{Course, Seen, State, Step, Tell};
pub use claimable::{Unclaimable, claimable};
pub use domain::{MailDomain, NotADomain, fitting};
pub use names::Names;
pub use servers::NameServers;
