//! Licensing for products (LIC-30): what a program on a customer's device needs to talk to a Gatehouse portal.
//!
//! ```no_run
//! use gatehouse_client::{Client, RootKey};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The vendor's root keys are compiled into the product, never fetched.
//! let roots = RootKey::parse_list(r#"{"keys":[{"kid":"21fe31dfa154a261","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#)?;
//! let client = Client::builder("https://portal.example.com", "lantern", roots).version("2.1").build()?;
//!
//! client.activate("4XXXX-XXXXX-XXXXX-XXXXX")?; // once, with what the customer typed
//! let license = client.renew_if_due()?.license().clone(); // at every start and once a day
//! if license.has_feature("manifest") { /* … */ }
//! # Ok(())
//! # }
//! ```
//!
//! * [`Client`] blocks, [`AsyncClient`] does not; both are thin transports around the same rules (`session.rs`).
//! * [`Client::status`] needs no network: it verifies the signed lease in the state file (LIC-10).
//! * A server that cannot be reached never takes a license away before the end of the lease (LIC-16).
//! * [`Client::take_revocation_list`] lets a device without a network learn that its license was blocked (LIC-20).
//! * [`Error`] tells a final refusal from a passing trouble and carries the server's text in the customer's language.
//!
//! The state lives in one directory, readable by its owner only: `license.json`, replaced in one step, so that a crash
//! leaves either the old state or the new one.

mod asynchronous;
mod blocking;
mod clock;
mod device;
mod error;
mod http;
mod license;
mod release;
mod session;
mod setup;
mod state;
mod texts;
mod wire;

pub use asynchronous::AsyncClient;
pub use blocking::Client;
pub use device::{collect as collect_fingerprint, component as fingerprint_component};
pub use error::Error;
pub use gatehouse_formats::{ActivationCode, CodeError, DeviceFingerprint, Lease, LeaseError, ListError, RootKey};
pub use license::{License, Renewal};
pub use setup::Builder;
pub use wire::Problem;
