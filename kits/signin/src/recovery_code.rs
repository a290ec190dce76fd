//! Recovery codes: ten letters and digits, 50 bits, each used once.

use gatehouse_core::Random;

/// How many are made at once.
pub const COUNT: usize = 10;
const LENGTH: usize = 10;
/// Crockford's base32: nothing in it is mistaken for something else.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new code in its stored form.
pub fn random(random: &dyn Random) -> String {
    let mut bytes = [0u8; LENGTH];
    random.fill(&mut bytes);
    bytes.iter().map(|b| char::from(LETTERS[usize::from(b & 31)])).collect()
}

/// As it is shown: `ABCDE-FGH12`.
pub fn shown(code: &str) -> String {
    let (first, second) = code.split_at_checked(LENGTH / 2).unwrap_or((code, ""));
    format!("{first}-{second}")
}

/// The stored form of what was typed; `None` when it cannot be a code.
pub fn normalized(typed: &str) -> Option<String> {
    let code: Option<String> = typed
        .chars()
        .filter(|c| *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            c if c.is_ascii() && LETTERS.contains(&(c as u8)) => Some(c),
            _ => None,
        })
        .collect();
    code.filter(|code| code.len() == LENGTH)
}

#[cfg(test)]
mod tests {
    use super::{normalized, random, shown};
    use gatehouse_core::SystemRandom;

    #[test]
    fn a_shown_code_is_read_back_in_any_case() {
        let code = random(&SystemRandom);
        assert_eq!(normalized(&shown(&code)).as_deref(), Some(code.as_str()));
        assert_eq!(normalized(&shown(&code).to_lowercase()).as_deref(), Some(code.as_str()));
        assert_eq!(normalized("oiLab-cdefg").as_deref(), Some("011ABCDEFG"));
        assert_eq!(normalized("U2345-67890"), None);
        assert_eq!(normalized("12345-6789"), None);
    }
}
