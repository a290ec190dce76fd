//! The question of a request as the title of an article: without what may say who asked. Somebody of the team reads it over all the same.

/// What mail programs put before a subject.
const BEFORE: [&str; 7] = ["re:", "fwd:", "fw:", "aw:", "wg:", "отв:", "пересл:"];

/// The most digits of a word: `2026` and `12.1` say nothing of a person, a number of telephone, order or license does.
const DIGITS: usize = 4;

/// The subject without addresses, numbers, codes and these names; empty where nothing is left.
#[must_use]
pub fn of_subject(subject: &str, names: &[String]) -> String {
    let parts: Vec<String> = names
        .iter()
        .flat_map(|name| name.split(|c: char| c.is_whitespace() || c == ',' || c == '@'))
        .map(str::to_lowercase)
        .filter(|part| part.chars().nth(1).is_some())
        .collect();
    let mut words: Vec<String> = Vec::new();
    for word in subject.split_whitespace() {
        let small = word.to_lowercase();
        if (words.is_empty() && BEFORE.contains(&small.as_str())) || tells(&small) {
            continue;
        }
        let bare = small.trim_matches(|c: char| !c.is_alphanumeric());
        if parts.iter().any(|part| part == bare || is_form_of(bare, part)) {
            continue;
        }
        let mut kept = word.to_owned();
        // Between Japanese signs is no blank: the name is cut out where it stands.
        for part in parts.iter().filter(|part| !part.is_ascii() && part.chars().all(|c| c >= '\u{2E80}')) {
            kept = kept.replace(part.as_str(), "");
        }
        if !kept.is_empty() {
            words.push(kept);
        }
    }
    words.join(" ").trim_matches([',', '-', '–', ' ']).to_owned()
}

/// An address, a number, a code.
fn tells(word: &str) -> bool {
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    let has_letter = word.contains(char::is_alphabetic);
    let is_code = has_letter && digits > 1 && word.matches('-').count() > 1;
    word.contains('@') || word.contains("://") || word.starts_with("www.") || digits > DIGITS || is_code
}

/// A Russian name changes its end: `анны` is `анна`.
fn is_form_of(word: &str, name: &str) -> bool {
    let is_cyrillic = |text: &str| text.chars().all(|c| ('а'..='я').contains(&c) || c == 'ё' || c == '-');
    let length = name.chars().count();
    if !is_cyrillic(word) || !is_cyrillic(name) || length < 4 || word.chars().count() > length + 2 {
        return false;
    }
    let stem: String = name.chars().take(length - 1).collect();
    word.starts_with(&stem)
}

#[cfg(test)]
mod tests {
    use super::of_subject;

    /// SUP-18, PRI-2
    #[test]
    fn a_question_says_nothing_of_who_asked() {
        let names = ["Ada Lovelace".to_owned(), "山田 太郎".to_owned(), "Анна Ким".to_owned()];
        for (subject, kept) in [
            ("Re: Installer stops on Windows 11", "Installer stops on Windows 11"),
            ("Ada Lovelace: installer stops at 98 %", "installer stops at 98 %"),
            ("Order 1234567 for ada@example.com is missing", "Order for is missing"),
            ("Code 4335J-ZYFS7-QQQQQ-12345 refused", "Code refused"),
            ("See https://example.com/x, version 12.1", "See version 12.1"),
            ("山田のライセンスが追加できない", "のライセンスが追加できない"),
            ("Письмо для Анны не пришло", "Письмо для не пришло"),
            ("ada@example.com", ""),
        ] {
            assert_eq!(of_subject(subject, &names), kept, "{subject}");
        }
    }
}
