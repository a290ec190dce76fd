//! Logins that are no addresses, and the secret questions of their owners (ACC-13, ACC-14).

use gatehouse_core::{DAY, HOUR, Lang, Secret};
use unicode_normalization::UnicodeNormalization as _;

/// The fewest characters of a login.
pub const SHORTEST: usize = 3;
/// The most.
pub const LONGEST: u32 = 32;
/// The fewest characters of an answer.
pub const SHORTEST_ANSWER: usize = 3;
/// The most.
pub const LONGEST_ANSWER: u32 = 100;
/// A new password waits so long where nothing stands beside the answer.
pub const WAIT: i64 = 72 * HOUR;
/// Answers that may be tried for a login in a day.
pub const ANSWERS_A_DAY: i64 = 5;
/// The page of the question knows the login for so long.
pub const PAGE: i64 = DAY;

/// A login without `@`: letters, digits, `.`, `_` and `-`, beginning with a letter or digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainLogin {
    written: String,
    normalized: String,
}

impl PlainLogin {
    /// Reads what a person typed; `None`: it can be no login.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > 4 * LONGEST as usize {
            return None;
        }
        let written: String = typed.trim().nfkc().collect();
        let is_good = |c: u8| c.is_ascii_alphanumeric() || b"._-".contains(&c);
        let fits = (SHORTEST..=LONGEST as usize).contains(&written.len());
        let begins = written.bytes().next().is_some_and(|c| c.is_ascii_alphanumeric());
        if !(fits && begins && written.bytes().all(is_good)) {
            return None;
        }
        let normalized = written.to_ascii_lowercase();
        Some(Self { written, normalized })
    }

    /// As its owner writes it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// For look-ups: lower case.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }
}

/// Whether what an account signs in with is an address, so that mails reach its owner.
pub fn is_address(login: &str) -> bool {
    login.contains('@')
}

/// How many questions there are. A number that was given out stays with its question.
pub const QUESTIONS: i64 = 8;

/// A question in words.
pub fn question(lang: Lang, number: i64) -> String {
    let t = crate::texts(lang);
    match number {
        0 => t.msg_question_teacher(),
        1 => t.msg_question_pet(),
        2 => t.msg_question_street(),
        3 => t.msg_question_book(),
        4 => t.msg_question_toy(),
        5 => t.msg_question_trip(),
        6 => t.msg_question_dish(),
        _ => t.msg_question_friend(),
    }
}

/// An answer as it is compared: small and capital letters, full-width and half-width ones, and blanks make no difference.
pub fn normalized_answer(typed: &Secret<String>) -> Secret<String> {
    // Whatever is longer was refused when it was chosen.
    let plain: String = typed.expose().chars().take(4 * LONGEST_ANSWER as usize).collect();
    let folded: String = plain.nfkc().collect::<String>().to_lowercase().to_uppercase().to_lowercase();
    Secret::new(folded.nfkc().filter(|c| !c.is_whitespace()).collect())
}

#[cfg(test)]
mod tests {
    use super::{PlainLogin, normalized_answer};
    use gatehouse_core::Secret;

    /// ACC-14
    #[test]
    fn a_login_has_3_to_32_plain_signs_and_no_at() {
        for good in ["aiko", "Aiko.Tanaka", "a_b", "7-up", "ａｉｋｏ", &"a".repeat(32)] {
            assert!(PlainLogin::parse(good).is_some(), "{good}");
        }
        for bad in ["", "ab", "a@b.c", "a b c", "аiko", ".aiko", "-aiko", "a\u{200b}iko", "あいこ", &"a".repeat(33)]
        {
            assert!(PlainLogin::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(PlainLogin::parse(" Aiko ").unwrap().normalized(), "aiko");
    }

    /// ACC-13
    #[test]
    fn an_answer_is_compared_as_people_mean_it() {
        let same = |one: &str, other: &str| {
            let plain = |text: &str| normalized_answer(&Secret::new(text.to_owned())).expose().clone();
            plain(one) == plain(other)
        };
        assert!(
            same("Mrs. Smith", "mrs.smith ") && same("STRASSE", "straße") && same("ﾎﾟﾁ", "ポチ") && same("ΣΑΣ", "σας")
        );
        assert!(!same("Smith", "Smyth"));
    }
}
