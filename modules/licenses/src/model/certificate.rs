//! The check code of a license certificate (LIC-25): what nobody can print who has not the installation's keys.
//!
//! Two parts, of which the paper prints 24 symbols in groups of four: 16 for the license (80 bits), and 8 for the name of the licensee
//! (40 bits), so that a reader can ask whether the name on the paper is the one it was made out to, and the portal stores and tells no
//! name. Both are derived from the key of the license's order: they outlast a change of the pepper, and end with that key.

use gatehouse_core::Uuid;
use gatehouse_seal::SubjectKey;
use subtle::ConstantTimeEq as _;

/// The symbols of codes: none of them reads as another one (I, L, O and U are missing).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols for the license.
const OF_LICENSE: usize = 16;
/// Symbols for the licensee.
const OF_LICENSEE: usize = 8;

/// The code of a certificate of this license, made out to this name.
pub fn code(key: &SubjectKey, license: Uuid, licensee: &str) -> String {
    let symbols = [of_license(key, license), of_licensee(key, license, licensee)].concat();
    let groups: Vec<&str> = (0..symbols.len() / 4).map(|at| &symbols[at * 4..at * 4 + 4]).collect();
    groups.join("-")
}

fn of_license(key: &SubjectKey, license: Uuid) -> String {
    symbols(&key.derive("licenses.certificate", license.as_bytes())[..], OF_LICENSE)
}

fn of_licensee(key: &SubjectKey, license: Uuid, name: &str) -> String {
    let about = [&license.as_bytes()[..], folded(name).as_bytes()].concat();
    symbols(&key.derive("licenses.certificate.licensee", &about)[..], OF_LICENSEE)
}

/// The first bits as symbols of five each.
fn symbols(bytes: &[u8], count: usize) -> String {
    let symbol = |at: usize| {
        let (byte, bit) = (at * 5 / 8, at * 5 % 8);
        let two = u16::from_be_bytes([bytes[byte], bytes.get(byte + 1).copied().unwrap_or_default()]);
        char::from(ALPHABET[usize::from(two >> (11 - bit)) & 31])
    };
    (0..count).map(symbol).collect()
}

/// A name as it is compared: case and blanks do not count.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A code as somebody typed it: in any case, with or without hyphens, with O for 0 and I or L for 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedCode(String);

impl TypedCode {
    /// `None` for what can be no code.
    pub fn read(text: &str) -> Option<Self> {
        let mut symbols = String::with_capacity(OF_LICENSE + OF_LICENSEE);
        for c in text.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2015}')) {
            let symbol = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !symbol.is_ascii() || !ALPHABET.contains(&(symbol as u8)) || symbols.len() == OF_LICENSE + OF_LICENSEE {
                return None;
            }
            symbols.push(symbol);
        }
        (symbols.len() == OF_LICENSE + OF_LICENSEE).then_some(Self(symbols))
    }

    /// Whether it is of a certificate of this license.
    pub fn is_of(&self, key: &SubjectKey, license: Uuid) -> bool {
        same(&self.0[..OF_LICENSE], &of_license(key, license))
    }

    /// Whether that certificate was made out to this name. It means something only where [`TypedCode::is_of`] says yes.
    pub fn is_made_out_to(&self, key: &SubjectKey, license: Uuid, name: &str) -> bool {
        same(&self.0[OF_LICENSE..], &of_licensee(key, license, name))
    }
}

fn same(one: &str, other: &str) -> bool {
    bool::from(one.as_bytes().ct_eq(other.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{TypedCode, code};
    use gatehouse_core::Uuid;
    use gatehouse_seal::SubjectKey;

    /// LIC-25
    #[test]
    fn a_code_fits_one_license_and_one_name() {
        let (key, other) = (SubjectKey::new([7; 32]), SubjectKey::new([8; 32]));
        let (license, next) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let printed = code(&key, license, "Aurora GmbH");
        assert_eq!((printed.len(), printed.matches('-').count()), (29, 5));
        assert_eq!(printed, code(&key, license, "aurora  gmbh "), "case and blanks do not count");
        let typed = TypedCode::read(&printed.to_lowercase().replace('-', " ")).unwrap();
        assert!(typed.is_of(&key, license) && typed.is_made_out_to(&key, license, "AURORA GmbH"));
        assert!(!typed.is_of(&key, next) && !typed.is_of(&other, license));
        assert!(!typed.is_made_out_to(&key, license, "Aurora AG") && !typed.is_made_out_to(&key, license, ""));
    }

    /// LIC-25
    #[test]
    fn what_is_no_code_is_seen_before_anything_is_asked() {
        assert_eq!(TypedCode::read("OIL0-1111-2222-3333-4444-5555"), TypedCode::read("01l011112222333344445555"));
        for wrong in ["", "1234", "UUUU-1111-2222-3333-4444-5555", "0000-1111-2222-3333-4444-5555-6", "証書"] {
            assert_eq!(TypedCode::read(wrong), None, "{wrong}");
        }
    }
}
