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
//! | [`trust`] | root keys, less the issuing keys that were taken back | LIC-11, LIC-20 |
//! | [`serial`] | serial numbers of key files, from a count and without order | LIC-11 |
//! | [`key_claims`], [`key_file`] | key files: what they say, and how they are written and read | LIC-11, LIC-12 |
//! | [`binding`] | which device a key file is for | LIC-11, LIC-32 |
//! | [`compatibility`], [`archive`], [`bundle`] | the archive that key files are mailed in, and the list in it | LIC-11 |
//! | [`status_list`], [`status_builder`] | what became of key files, two bits for each | LIC-20 |
//! | [`by_hand`] | requests, answers and receipts of devices that are never online | LIC-32 |
//!
//! To add a format: one module with its own `typ`, its claims as a struct, an error enum that names each reason for a
//! refusal, a page in `docs/formats`, and vectors beside it which `tests/vectors.rs` proves.

mod account;
pub mod activation_code;
pub mod archive;
mod around;
pub mod binding;
pub mod bundle;
pub mod by_hand;
pub mod compatibility;
pub mod fingerprint;
mod gf32;
pub mod jws;
pub mod key_claims;
pub mod key_file;
pub mod keys;
pub mod lease;
pub mod revocation_list;
pub mod serial;
mod sheet;
pub mod status_builder;
pub mod status_list;
mod strict;
pub mod trust;

pub use account::AccountNeed;
pub use activation_code::{ActivationCode, CodeError, CodeKind};
pub use archive::ArchiveError;
pub use binding::{Binding, DeviceKey, SaltedDevice, ThisDevice};
pub use bundle::{Bundle, BundleError};
pub use by_hand::{ByHandError, DeviceAnswer, DeviceRequest, Receipt};
pub use compatibility::CompatibilityError;
pub use fingerprint::{DeviceFingerprint, FingerprintError};
pub use jws::JwsError;
pub use key_claims::{KeyClaims, KeyTerms, Standing, StatusClaim, StatusReference, holder_hash};
pub use key_file::KeyFileError;
pub use keys::{IssuingKey, KeyError, KeyKind, PublicKey, Purpose, RootKey, SigningKey};
pub use lease::{BlockState, DeviceBinding, Lease, LeaseError, LicenseTerms, PlannedBlock};
pub use revocation_list::{ListError, RevocationList};
pub use serial::{Serial, SerialError, Serials};
pub use sheet::shown;
pub use status_builder::Decoys;
pub use status_list::{Status, StatusError, StatusList, Statuses};
pub use trust::{KeyRevocations, Trust, TrustError};
