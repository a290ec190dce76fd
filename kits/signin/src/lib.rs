//! What every sign-in is made with, for customers and staff alike.
//!
//! - [`token`]: random tokens, such as those of browsers; the database keeps keyed hashes.
//! - [`bound_token`]: tokens of sessions and links: they say themselves whose they are.
//! - [`links`]: links in mails: used up once, and remembered as used until they would have ended.
//! - [`proof`]: what a person chose before a proof does not survive it, unless the proof comes back in the same browser.
//! - [`browser`]: the cookie that makes a browser the same.
//! - [`carried`]: a link's token leaves the address on the first look.
//! - [`forms`]: the fields that the forms of every sign-in have.
//! - [`passwords`]: hashes of passwords under seal.
//! - [`totp`], [`recovery_code`]: codes of authenticator apps, and what stands in for the app once.
//! - [`passkeys`]: passkeys and security keys (WebAuthn): what is asked, and what of the answer is believed.
//! - [`sessions`]: a new token at every proof, an end after wrong proofs, a bound on how many there are.

pub mod bound_token;
pub mod browser;
pub mod carried;
pub mod forms;
pub mod links;
pub mod passkeys;
pub mod passwords;
pub mod proof;
pub mod recovery_code;
pub mod sessions;
pub mod token;
pub mod totp;

pub use browser::Browser;
pub use links::{Links, UsedLink};
pub use passwords::SealedPasswords;
pub use proof::{Proven, Unproven, chosen_with, prove};
pub use sessions::Sessions;
pub use token::NewToken;
