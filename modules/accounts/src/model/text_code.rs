//! Codes by text message (ACC-9): six digits for what asked for them, ten minutes, five tries.

use gatehouse_core::{MINUTE, Random, Uuid};
use gatehouse_db::stored_words;

/// How long a code opens.
pub const LIFE: i64 = 10 * MINUTE;
/// The wrong try that ends a code.
pub const TRIES: i64 = 5;
/// Letters of a reference; without vowels, so that they make no word.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LONG: usize = 4;

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextCodeKind {
    /// The second step of a sign-in.
    SignIn,
    /// A proof before sensitive changes.
    StepUp,
    /// Adding the phone that it goes to.
    Add,
    /// A forgotten password of a plain login, beside the answer to its question.
    Recover,
}

stored_words!(TextCodeKind { SignIn = "sign_in", StepUp = "step_up", Add = "add", Recover = "recover" });

/// What asked for a code; it opens nothing else (ASVS 6.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Half a sign-in.
    Half(Uuid),
    /// A session, for sensitive changes.
    StepUp(Uuid),
    /// A session that adds a phone.
    Add(Uuid),
    /// A new password that waits.
    Waiting(Uuid),
}

impl Bound {
    /// What the code is for.
    pub const fn kind(self) -> TextCodeKind {
        match self {
            Self::Half(_) => TextCodeKind::SignIn,
            Self::StepUp(_) => TextCodeKind::StepUp,
            Self::Add(_) => TextCodeKind::Add,
            Self::Waiting(_) => TextCodeKind::Recover,
        }
    }
}

/// Six digits.
pub fn random_code(random: &dyn Random) -> String {
    format!("{:06}", random.below(1_000_000))
}

/// A few letters that stand beside the code in the message and on the page, to tell one message from another.
pub fn random_reference(random: &dyn Random) -> String {
    let letter = |_| {
        let place = usize::try_from(random.below(20)).unwrap_or(0);
        LETTERS.get(place).copied().map_or('B', char::from)
    };
    (0..LONG).map(letter).collect()
}

/// The line by which browsers know for which site a code is, and fill it in there only (origin-bound one-time codes).
pub fn origin_line(origin: &str, code: &str) -> String {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let host = match rest.split_once(']') {
        Some((host, _)) => format!("{host}]"),
        None => rest.split([':', '/']).next().unwrap_or_default().to_owned(),
    };
    format!("@{host} #{code}")
}

#[cfg(test)]
mod tests {
    use super::{origin_line, random_code, random_reference};
    use gatehouse_core::SystemRandom;

    /// ACC-9
    #[test]
    fn codes_are_six_digits_and_references_four_letters() {
        for _ in 0..200 {
            let (code, reference) = (random_code(&SystemRandom), random_reference(&SystemRandom));
            assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
            assert!(reference.len() == 4 && reference.bytes().all(|b| b.is_ascii_uppercase()), "{reference}");
        }
    }

    /// ACC-9
    #[test]
    fn the_last_line_names_the_site_without_its_port() {
        assert_eq!(origin_line("https://portal.example.com", "123456"), "@portal.example.com #123456");
        assert_eq!(origin_line("http://127.0.0.1:8080", "000001"), "@127.0.0.1 #000001");
        assert_eq!(origin_line("http://[::1]:8080", "000001"), "@[::1] #000001");
    }
}
