//! How a buyer's address is found and kept: by keyed hash, and sealed under its order's key.

use gatehouse_address::normalized;
use gatehouse_seal::Keys;

/// The keyed hash's domain of a buyer's address.
pub(crate) const BUYER: &str = "licenses.buyer_email";
/// Where a buyer's address is sealed.
pub(crate) const BUYER_PLACE: &str = "purchase.buyer_email_sealed";

/// The look-up value of a buyer's address, however it is written, with its pepper's version.
pub(crate) fn lookup(keys: &Keys, email: &str) -> (Vec<u8>, i64) {
    let (lookup, version) = keys.lookup_versioned(BUYER, normalized(email).as_bytes());
    (lookup.to_vec(), version)
}

/// What a buyer's address can lie under: one value for each pepper that is known.
pub(crate) fn lookups(keys: &Keys, email: &str) -> Vec<Vec<u8>> {
    keys.accepted(BUYER, normalized(email).as_bytes())
}
