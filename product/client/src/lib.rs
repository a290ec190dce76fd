#![doc = include_str!("../README.md")]
//!
//! # Where to look (LIC-30)
//!
//! * [`Client`] blocks, [`AsyncClient`] does not; both are thin transports around the same rules (`session.rs`, `renewal.rs`,
//!   `release.rs`).
//! * [`Client::status`] needs no network: it verifies the signed lease in the state file (LIC-10).
//! * A server that cannot be reached never takes a license away before the end of the lease (LIC-16).
//! * [`Client::take_revocation_list`] lets a device without a network learn that its license was blocked (LIC-20).
//! * [`Client::take_key_file`] activates without a network (LIC-11): `key_files.rs`, `key_lists.rs`, and `key_by_hand.rs` for devices that are
//!   never online (LIC-32).
//! * [`Client::sign_in_by_browser`] and [`Client::begin_device_sign_in`] connect the device to the person's account (ACC-4, DEV-1): the folder
//!   `sign_in`; [`Client::links`] leads to the account's pages (DEV-10).
//! * [`Error`] tells a final refusal from a passing trouble; [`Error::text`] says it in the customer's language.

mod asynchronous;
mod blocking;
mod clock;
mod clock_mark;
mod connect;
mod device;
mod directories;
mod error;
mod http;
mod key_by_hand;
mod key_clock;
mod key_files;
mod key_license;
mod key_lists;
mod key_state;
mod key_texts;
mod key_trouble;
mod key_words;
mod license;
mod links;
mod moments;
mod plain;
mod release;
mod renewal;
mod session;
mod setup;
mod sign_in;
mod state;
mod texts;
mod wire;

pub use asynchronous::AsyncClient;
pub use blocking::Client;
pub use connect::ConnectFirst;
pub use device::{collect as collect_fingerprint, component as fingerprint_component};
pub use error::Error;
pub use gatehouse_formats::{
    AccountNeed, ActivationCode, BlockState, CodeError, DeviceFingerprint, KeyClaims, KeyFileError, KeyKind, Lease,
    LeaseError, ListError, RootKey, Serial, Standing,
};
pub use key_license::KeyLicense;
pub use key_trouble::KeyTrouble;
pub use license::{License, Renewal};
pub use links::Links;
pub use setup::Builder;
pub use sign_in::{Account, Advice, Authorization, BrowserSignIn, DeviceCode, Poll, SignIn, SignInTrouble, SignedOut};
pub use wire::Problem;
