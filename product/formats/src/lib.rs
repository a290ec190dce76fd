//! The formats that leave the house: what is printed on a box, stored on a device or sent to a product.
//!
//! Everything here is pure. There is no I/O, no clock and no random source: the caller passes the moment (unix seconds)
//! and the random bytes, so the server, the client library and a test with a fixed vector run the very same code.
//!
//! | module | what | spec |
//! | --- | --- | --- |
//! | [`activation_code`] | 20 symbols with a check that finds its own typing error | LIC-2 |
//! | [`fingerprint`] | the hashes that stand for a device, and when two of them are the same device | LIC-10 |
//! | [`jws`] | compact signed text, RFC 7515, with Ed25519 only | LIC-10 |
//! | [`keys`] | root keys, issuing keys and their certificates | LIC-10 |
//! | [`lease`] | the signed, expiring right of one device to run one product | LIC-10, LIC-31 |
//! | [`revocation_list`] | the signed list of activations whose leases are no longer believed | LIC-20 |
//!
//! To add a format: one module with its own `typ`, its claims as a struct, an error enum that names each reason for a
//! refusal, a page in `docs/formats`, and vectors beside it which `tests/vectors.rs` proves.

pub mod activation_code;
mod around;
pub mod fingerprint;
mod gf32;
pub mod jws;
pub mod keys;
pub mod lease;
pub mod revocation_list;

pub use activation_code::{ActivationCode, CodeError, CodeKind};
pub use fingerprint::{DeviceFingerprint, FingerprintError};
pub use jws::JwsError;
pub use keys::{IssuingKey, KeyError, PublicKey, Purpose, RootKey, SigningKey};
pub use lease::{DeviceBinding, Lease, LeaseError, LicenseTerms};
pub use revocation_list::{ListError, RevocationList};
