//! How an activation code is found and kept (LIC-4): by keyed hash, and sealed under its order's key.

use crate::tables::license_code;
use gatehouse_core::{Fault, Uuid};
use gatehouse_formats::ActivationCode;
use gatehouse_seal::{Keys, SubjectKey};
use std::collections::HashMap;

/// The look-up domain of whole codes: `Keys::lookup(CODE, code.canonical())`.
pub const CODE: &str = "licenses.code";
/// The look-up domain of last groups (five symbols, upper case).
pub const LAST_GROUP: &str = "licenses.code_last_group";
/// Where a code is sealed.
pub const CODE_PLACE: &str = "license_code.code_sealed";

/// What a code can lie under in the column `license_code.lookup`: one value for each pepper that is known.
pub fn lookups(keys: &Keys, code: &ActivationCode) -> Vec<Vec<u8>> {
    keys.accepted(CODE, code.canonical())
}

/// The same in the column `license_code.last_group_lookup`, by the last five symbols in any case.
pub fn last_group_lookups(keys: &Keys, group: &str) -> Vec<Vec<u8>> {
    keys.accepted(LAST_GROUP, group.to_ascii_uppercase().as_bytes())
}

/// The code of a row, for its owner. The opened text is wiped from memory.
pub fn open(key: &SubjectKey, id: Uuid, sealed: &[u8]) -> Result<ActivationCode, Fault> {
    let text = zeroize::Zeroizing::new(key.open_text(CODE_PLACE, id, sealed)?);
    ActivationCode::parse(&text).map_err(|_| Fault::new("a stored code is damaged"))
}

/// The codes of these rows by license, the last one of each. The key of an erased order is gone, and its codes with it.
pub(crate) fn open_all(
    keys: &HashMap<Uuid, SubjectKey>,
    rows: &[license_code::Model],
) -> Result<HashMap<Uuid, ActivationCode>, Fault> {
    let known = rows.iter().filter_map(|row| Some((row, keys.get(&row.purchase_id)?)));
    known.map(|(row, key)| Ok((row.license_id, open(key, row.id, &row.code_sealed)?))).collect()
}
