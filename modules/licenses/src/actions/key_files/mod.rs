//! Key files (LIC-11, LIC-12, LIC-32): the right of one device to run a product without a network.
//!
//! - [`vendor`]: who signs, whom products believe no more, and the secret of the serial numbers.
//! - [`issue`]: makes a set of files, one for each group of applications, or finds the one that there is; one transaction.
//! - [`binding`]: to which device a file is bound.
//! - [`target`]: for which device.
//! - [`new_set`]: the rows of a new set.
//! - [`places`]: the next serial numbers, and places in a status list.
//! - [`made_again`]: the bytes of stored files, and the archive around them.
//! - [`for_product`]: a product asks for its own device.
//! - [`fetch`]: the holder gets a file in the account.
//! - [`ask`], [`mail`], [`take`]: the public form, the mail with a link, and the archive behind it.
//! - [`answer`], [`give_back`]: files carried by hand from devices that are never online.
//! - [`statuses`], [`publish`]: what became of a license's files, and the lists that say so.
//! - [`revoke`]: an issuing key is taken back.

pub mod answer;
pub mod ask;
mod binding;
pub mod fetch;
pub mod for_product;
pub mod give_back;
pub mod issue;
pub mod made_again;
pub mod mail;
mod new_set;
pub(crate) mod places;
pub mod publish;
pub mod revoke;
pub(crate) mod statuses;
pub mod take;
pub mod target;
pub mod vendor;

pub use issue::{IssuedKeyFile, issue_key_files};
pub(crate) use statuses::{all_seats_freed, seats_freed, status_of_license_changed, suspended};
pub use target::{BoundDevice, KeyFileFor};
pub use vendor::KeyFiles;
