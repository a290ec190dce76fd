//! The glossary and the rules of writing (docs/words.md), as far as a machine can tell.

use crate::texts::crates;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The texts of one language without their comments, line by line: where it stands, and the text after its id.
fn lines(krate: &Path, lang: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(krate.join("locales").join(lang)).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let is_first = !line.starts_with([' ', '}']);
            let said = if is_first { line.split_once(" =").map_or("", |(_, said)| said) } else { line };
            found.push((format!("{}:{}", path.display(), number + 1), said.trim().to_owned()));
        }
    }
    found
}

/// The variables that a text shows, not those that it only counts by.
fn shown(text: &str) -> BTreeSet<&str> {
    let placed = text.split("{ ").skip(1).filter_map(|rest| rest.split_once(" }")).map(|(placed, _)| placed);
    let names = placed.map(|placed| placed.trim_start_matches("NUMBER(").trim_end_matches(')'));
    names.filter_map(|name| name.strip_prefix('$')).filter(|name| !name.contains(' ')).collect()
}

/// The messages of one language, each whole.
fn whole(krate: &Path, lang: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::<String, String>::new();
    for file in std::fs::read_dir(krate.join("locales").join(lang)).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| !id.starts_with(' ')) {
                id.clone_into(&mut current);
            }
            if current.is_empty() {
                continue;
            }
            let message = found.entry(current.clone()).or_default();
            message.push_str(line);
            message.push('\n');
        }
    }
    found
}

/// What the glossary says not to say (docs/words.md), as parts of words in lower case.
const NEVER: [(&str, &[&str]); 3] = [
    (
        "en",
        &[
            "e-mail",
            " mail ",
            " mails ",
            "mailed link",
            "please",
            "invalid",
            "colleague",
            "second factor",
            "code word",
            "lower-case",
            "upper-case",
            "ticket",
            "cannot",
            "do not ",
            "does not ",
            " is not ",
            "(s)",
            "'",
        ],
    ),
    (
        "ja",
        &[
            "第二の要素",
            "リース期間",
            "識別コード",
            "スタッフ",
            "サインイン",
            "あなた",
            "弊社",
            "当社",
            "私たち",
            "未有効化",
            "試用",
            "端末",
            "支店",
            "検出",
            "非売品",
            "漏洩",
            "保存期間",
            "最終利用",
            "顧客",
            "ホームページ",
            "させていただ",
            "！",
        ],
    ),
    (
        "ru",
        &[
            "аренд",
            "кодово",
            "пожалуйста",
            "некорректн",
            "аккаунт",
            "e-mail",
            "имейл",
            "эл. почт",
            "тикет",
            "обращени",
            "двухэтапн",
            "второй фактор",
            "второго фактора",
            "коллег",
            "докуп",
            "опозна",
            "область доступа",
            "невыполненн",
            "сканирован",
            "уважаем",
            "(а)",
            " мест ",
            " места ",
            " место ",
            " еще",
            "учетн",
            "\"",
        ],
    ),
];

/// ALL-1
#[test]
fn a_message_shows_the_same_facts_in_every_language() {
    // Japanese counts what the others put into words.
    let in_words = ["activation-code-check-at"];
    for krate in crates() {
        let english = whole(&krate, "en");
        for lang in ["ja", "ru"] {
            let other = whole(&krate, lang);
            for (id, text) in english.iter().filter(|(id, _)| !in_words.contains(&id.as_str())) {
                assert_eq!(shown(text), shown(&other[id]), "{} {lang}: {id}", krate.display());
            }
        }
    }
}

/// ALL-1
#[test]
fn no_text_says_what_the_glossary_has_a_better_word_for() {
    let mut wrong = Vec::new();
    for krate in crates() {
        for (lang, never) in NEVER {
            for (place, text) in lines(&krate, lang) {
                let padded = format!(" {} ", text.to_lowercase());
                let said = never.iter().filter(|word| padded.contains(**word));
                wrong.extend(said.map(|word| format!("{place}: “{word}” in {text}")));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "docs/words.md says what to write instead");
}

/// ALL-1
#[test]
fn russian_numbers_have_every_plural_form() {
    for krate in crates() {
        for (id, text) in whole(&krate, "ru") {
            let has = |form: &str| text.contains(&format!("[{form}]"));
            let forms = ["one", "few", "many", "other"];
            assert!(!forms[..3].iter().any(|f| has(f)) || forms.iter().all(|f| has(f)), "{}: {id}", krate.display());
        }
    }
}

/// ALL-1
#[test]
fn japanese_letters_of_both_widths_are_set_apart_and_marks_are_not() {
    let wide = |c: char| ('\u{3041}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mark = |c: char| "、。「」（）：？".contains(c);
    for krate in crates() {
        for (place, text) in lines(&krate, "ja").into_iter().filter(|(_, text)| !text.contains('%')) {
            let pairs = text.chars().zip(text.chars().skip(1));
            for (left, right) in pairs {
                let narrow =
                    (left.is_ascii_alphanumeric() && wide(right)) || (wide(left) && right.is_ascii_alphanumeric());
                assert!(!narrow, "{place}: a space is missing in {text}");
                assert!(
                    !(mark(left) && right == ' ' || left == ' ' && mark(right)),
                    "{place}: a space beside a mark in {text}"
                );
            }
        }
    }
}
