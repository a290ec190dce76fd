//! In which language somebody without an account is answered who wrote a mail: by the signs of what they wrote.

use gatehouse_core::Lang;

/// Signs that are looked at.
const MOST: usize = 2_000;

/// The language of a text; English where its signs say nothing else.
#[must_use]
pub fn of(text: &str) -> Lang {
    let (mut cyrillic, mut japanese, mut latin) = (0_u32, 0_u32, 0_u32);
    for c in text.chars().take(MOST) {
        match c {
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            // Kana, and the signs that Japanese shares with Chinese.
            '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9d}' => japanese += 1,
            'a'..='z' | 'A'..='Z' => latin += 1,
            _ => {}
        }
    }
    // A Japanese sign says as much as three letters.
    if japanese * 3 > latin.max(cyrillic) {
        Lang::Ja
    } else if cyrillic > latin {
        Lang::Ru
    } else {
        Lang::En
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use gatehouse_core::Lang;

    /// SUP-13
    #[test]
    fn a_stranger_is_answered_in_the_language_of_their_mail() {
        assert_eq!(of("Where is my license?"), Lang::En);
        assert_eq!(of("Re: license Где моя лицензия?"), Lang::Ru);
        assert_eq!(of("ライセンスキーが届きません Windows 11"), Lang::Ja);
        assert_eq!(of(""), Lang::En);
    }
}
