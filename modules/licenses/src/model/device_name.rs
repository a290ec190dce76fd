//! What a device is called: by itself when it activates, and by its holder, whose name goes first (LIC-13). Both lie sealed under
//! the order's key, and go with the last account that has the license.

use crate::tables::activation;
use gatehouse_core::{Fault, Random, Uuid};
use gatehouse_seal::SubjectKey;

/// The most characters of a name.
pub const DEVICE_NAME: usize = 120;

const OWN: &str = "activation.device_name_sealed";
const GIVEN: &str = "activation.given_name_sealed";

/// The names of a device; empty where there is none, or where the order's key is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceName {
    /// What it calls itself.
    pub own: String,
    /// What its holder calls it.
    pub given: String,
}

impl DeviceName {
    /// Opens the names of a seat's row.
    pub(crate) fn open(key: Option<&SubjectKey>, row: &activation::Model) -> Result<Self, Fault> {
        let text = |place: &'static str, sealed: &Option<Vec<u8>>| match (key, sealed) {
            (Some(key), Some(sealed)) => key.open_text(place, row.id, sealed),
            _ => Ok(String::new()),
        };
        Ok(Self { own: text(OWN, &row.device_name_sealed)?, given: text(GIVEN, &row.given_name_sealed)? })
    }

    /// The one that is shown.
    pub fn shown(&self) -> &str {
        if self.given.is_empty() { &self.own } else { &self.given }
    }
}

/// Seals what a device calls itself.
pub(crate) fn seal_own(random: &dyn Random, key: &SubjectKey, seat: Uuid, name: &str) -> Result<Vec<u8>, Fault> {
    key.seal(random, OWN, seat, name.as_bytes())
}

/// Seals a holder's name for a device; an empty one is none.
pub(crate) fn seal_given(
    random: &dyn Random,
    key: &SubjectKey,
    seat: Uuid,
    name: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    if name.is_empty() { Ok(None) } else { key.seal(random, GIVEN, seat, name.as_bytes()).map(Some) }
}
