//! What a key file was called that a company added a license by (LIC-24): under the company's key, because people name files as they like.

use crate::tables::license_holder;
use gatehouse_core::{Fault, Random, Uuid};
use gatehouse_seal::SubjectKey;

const PLACE: &str = "license_holder.key_file_name_sealed";
/// The most characters that are kept.
const MOST: usize = 100;

/// What a file is called whose own name says nothing: one without a name would pass for a code, which may be shown.
const NAMELESS: &str = "license.key";

/// The name as it is kept: its last part, without what no list shows. Never empty.
#[must_use]
pub fn kept(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(MOST).collect();
    match plain.trim() {
        "" => NAMELESS.to_owned(),
        name => name.to_owned(),
    }
}

/// Seals it for this row.
pub(crate) fn seal(random: &dyn Random, key: &SubjectKey, row: Uuid, name: &str) -> Result<Vec<u8>, Fault> {
    key.seal(random, PLACE, row, name.as_bytes())
}

/// The name; `None` for what was added by its code.
pub(crate) fn open(key: &SubjectKey, row: &license_holder::Model) -> Result<Option<String>, Fault> {
    row.key_file_name_sealed.as_ref().map(|sealed| key.open_text(PLACE, row.id, sealed)).transpose()
}

#[cfg(test)]
mod tests {
    use super::kept;

    /// LIC-24
    #[test]
    fn a_file_is_called_what_it_is_called_without_its_folder() {
        assert_eq!(kept("C:\\Users\\Ada\\3F2A91C0.key"), "3F2A91C0.key");
        assert_eq!(kept("../../etc/ключ компании.key"), "ключ компании.key");
        assert_eq!(kept("a\u{0}b\n.key"), "ab.key");
        assert_eq!(kept(&"x".repeat(300)).len(), 100);
        for nothing in ["", " ", "keys/", "C:\\", "\u{0}\n"] {
            assert_eq!(kept(nothing), "license.key", "{nothing:?}");
        }
    }
}
