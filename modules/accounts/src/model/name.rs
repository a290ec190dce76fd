//! A person's name: first and last name, and how the two stand together (ACC-16).
//!
//! Names in Chinese characters, kana or hangul are written with the last name first, whoever reads them; others with the first name
//! first. Japanese lists are sorted by how a name is read, which its characters do not tell: so the reading is kept too.

use gatehouse_core::Lang;

/// A name; every part may be missing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The first name, with all further ones and a patronymic.
    pub first: Option<String>,
    /// The last name.
    pub last: Option<String>,
    /// How the first name is read, in kana.
    pub first_reading: Option<String>,
    /// How the last name is read, in kana.
    pub last_reading: Option<String>,
}

impl PersonName {
    /// The whole name as one text; `None` when there is none.
    pub fn whole(&self) -> Option<String> {
        match (&self.first, &self.last) {
            (Some(first), Some(last)) if is_last_name_first(first) || is_last_name_first(last) => {
                Some(format!("{last} {first}"))
            }
            (Some(first), Some(last)) => Some(format!("{first} {last}")),
            (first, last) => first.clone().or_else(|| last.clone()),
        }
    }

    /// How the whole name is read, last name first; `None` when that is not told.
    pub fn reading(&self) -> Option<String> {
        let parts: Vec<&str> =
            [&self.last_reading, &self.first_reading].into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// What a letter in this language greets by: Japanese ones by the whole name, others by the first one.
    pub fn greeted(&self, lang: Lang) -> Option<String> {
        match lang {
            Lang::Ja => self.whole(),
            Lang::En | Lang::Ru => self.first.clone().or_else(|| self.whole()),
        }
    }

    /// A name that was one text. Nothing of it is lost: what cannot be told apart is the last name where last names stand first,
    /// else the first name.
    pub fn split(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (first, last) = match words.as_slice() {
            [] => (Vec::new(), Vec::new()),
            [last, first @ ..] if is_last_name_first(text) => (first.to_vec(), vec![*last]),
            // Иванов Иван Иванович
            [last, first, patronymic] if is_patronymic(patronymic) => (vec![*first, *patronymic], vec![*last]),
            [first, rest @ ..] => {
                // "van Beethoven", "de la Cruz": the last name begins with its first word in lower case.
                let begins = rest.iter().position(|word| word.starts_with(char::is_lowercase));
                let (more, last) = rest.split_at(begins.unwrap_or_else(|| rest.len().saturating_sub(1)));
                (std::iter::once(*first).chain(more.iter().copied()).collect(), last.to_vec())
            }
        };
        let joined = |words: Vec<&str>| (!words.is_empty()).then(|| words.join(" "));
        Self { first: joined(first), last: joined(last), ..Self::default() }
    }
}

/// Whether a name in these characters is written with the last name first.
fn is_last_name_first(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(
            c,
            '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'
                | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}'
        )
    })
}

fn is_patronymic(word: &str) -> bool {
    ["вич", "вна", "ична", "инична"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::PersonName;
    use gatehouse_core::Lang;
    use proptest::prelude::*;

    fn name(first: &str, last: &str) -> PersonName {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PersonName { first: some(first), last: some(last), ..PersonName::default() }
    }

    /// ACC-16
    #[test]
    fn a_name_of_one_text_is_split_where_its_language_does() {
        for (text, first, last) in [
            ("Aiko Tanaka", "Aiko", "Tanaka"),
            ("田中 愛子", "愛子", "田中"),
            ("田中\u{3000}愛子", "愛子", "田中"),
            ("田中愛子", "", "田中愛子"),
            ("김 철수", "철수", "김"),
            ("Иван Иванов", "Иван", "Иванов"),
            ("Иванов Иван Иванович", "Иван Иванович", "Иванов"),
            ("Анна Сергеевна Ким", "Анна Сергеевна", "Ким"),
            ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
            ("María de la Cruz", "María", "de la Cruz"),
            ("Mary Jane Watson", "Mary Jane", "Watson"),
            ("Madonna", "Madonna", ""),
            ("", "", ""),
            ("  ", "", ""),
        ] {
            assert!(PersonName::split(text) == name(first, last), "{text}");
        }
    }

    /// ACC-16
    #[test]
    fn a_name_stands_as_its_writing_does_and_greets_as_the_letters_language_does() {
        for (first, last, whole, en, ja) in [
            ("Aiko", "Tanaka", "Aiko Tanaka", "Aiko", "Aiko Tanaka"),
            ("愛子", "田中", "田中 愛子", "愛子", "田中 愛子"),
            ("Иван Иванович", "Иванов", "Иван Иванович Иванов", "Иван Иванович", "Иван Иванович Иванов"),
            ("", "田中", "田中", "田中", "田中"),
            ("Madonna", "", "Madonna", "Madonna", "Madonna"),
        ] {
            let name = name(first, last);
            assert_eq!(name.whole().as_deref(), Some(whole));
            let greeted = Lang::ALL.map(|lang| name.greeted(lang).unwrap());
            assert_eq!(greeted, [en, ja, en]);
        }
        assert_eq!(PersonName::default().whole(), None);
        assert_eq!(PersonName::default().greeted(Lang::Ru), None);
    }

    proptest! {
        /// ACC-16
        #[test]
        fn nothing_of_a_split_name_is_lost(text in "[ \u{3000}]{0,2}([A-Za-zА-я愛子田中ア김ά-]{1,6}[ \u{3000}]{1,2}){0,5}") {
            let (split, words) = (PersonName::split(&text), text.split_whitespace().collect::<Vec<_>>());
            let whole = split.whole().unwrap_or_default();
            let (mut kept, mut before): (Vec<_>, Vec<_>) = (whole.split_whitespace().collect(), words);
            kept.sort_unstable();
            before.sort_unstable();
            prop_assert_eq!(kept, before);
        }
    }
}
