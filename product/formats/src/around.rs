//! What stands around and within an activation code as people type and paste it, and is read as nothing.
//!
//! `docs/formats/activation-code.md` has the same lists.

/// Words that mails, shops and boxes put before a code; longer ones first, in small letters.
const LABELS: [&str; 20] = [
    "アクティベーションコード",
    "アクティベーションキー",
    "активационный код",
    "activation code",
    "activation key",
    "ключ активации",
    "код активации",
    "ライセンスコード",
    "ライセンスキー",
    "ключ лицензии",
    "код лицензии",
    "license code",
    "licence code",
    "license key",
    "licence key",
    "コード",
    "code",
    "ключ",
    "key",
    "код",
];

/// The text behind a label before the code. A label is followed by something that is no letter and no digit, so no code that was
/// typed in one piece is taken for one.
pub(crate) fn without_label(text: &str) -> &str {
    let begin = text.trim_start_matches(is_nothing);
    LABELS.iter().find_map(|label| behind(begin, label)).unwrap_or(text)
}

fn behind<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = text;
    for expected in label.chars() {
        rest = rest.trim_start_matches(is_unseen);
        let next = rest.chars().next()?;
        let behind = &rest[next.len_utf8()..];
        if expected == ' ' {
            if !next.is_whitespace() {
                return None;
            }
            rest = behind.trim_start();
        } else {
            // Letters of these labels have one small form each.
            if next.to_lowercase().next() != Some(expected) {
                return None;
            }
            rest = behind;
        }
    }
    let rest = rest.trim_start_matches(is_unseen);
    let next = rest.chars().next()?;
    if next.is_alphanumeric() {
        return None;
    }
    Some(rest)
}

/// What is read as nothing, wherever it stands.
pub(crate) fn is_nothing(character: char) -> bool {
    character.is_whitespace() || is_unseen(character) || is_dash(character) || is_decoration(character)
}

/// Hyphens, dashes and what keyboards give for them; `ー` is that of a Japanese one.
const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | '\u{FF3F}' | '\u{30FC}' | '\u{FF70}'
    )
}

/// Quotes, brackets, emphasis and the punctuation behind a code in a sentence.
const fn is_decoration(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '´' | '‘'..='‟' | '«' | '»' | '‹' | '›' | '「'..='』' | '｢' | '｣' | '＂' | '＇')
        || matches!(
            c,
            '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '（' | '）' | '［' | '］' | '｛' | '｝' | '＜' | '＞'
        )
        || matches!(c, '〈'..='》' | '【' | '】' | '〔' | '〕')
        || matches!(c, ',' | ';' | ':' | '*' | '=' | '，' | '；' | '：' | '＊' | '＝' | '、' | '。')
}

/// Signs that nobody sees: `Default_Ignorable_Code_Point` and the general category `Cf` of Unicode 16. Mail programs, office
/// programs and dialogs put them around what is copied.
pub(crate) const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{600}'
            ..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}'
    ) || matches!(c, '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}')
        || matches!(c, '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}')
        || matches!(c, '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A character for a person's eyes: as it is, or as `U+0007` where it would not be seen alone: control characters, marks that
/// combine with the character before them, and private ones.
#[must_use]
pub fn visible(character: char) -> String {
    let is_seen = !character.is_control()
        && !character.is_whitespace()
        && !is_unseen(character)
        && !matches!(character, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
        && !matches!(character, '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    if is_seen { character.to_string() } else { format!("U+{:04X}", u32::from(character)) }
}

#[cfg(test)]
mod tests {
    use super::{LABELS, visible, without_label};

    /// LIC-2
    #[test]
    fn a_label_before_the_code_is_left_out_and_nothing_else_is() {
        for label in LABELS {
            for text in [format!("{label}: 4"), format!("{}：4", label.to_uppercase()), format!(" “{label}” = 4")]
            {
                let rest = without_label(&text);
                assert!(!rest.contains(label) && rest.ends_with('4'), "{text} → {rest}");
            }
            if !label.contains(' ') {
                assert_eq!(without_label(&format!("{label}4")), format!("{label}4"), "in one piece it may be a code");
            }
        }
        assert_eq!(without_label("Activation\u{a0}\ncode 4"), " 4");
        assert_eq!(without_label("CODES-4"), "CODES-4");
        assert_eq!(without_label("code"), "code");
    }

    /// LIC-2
    #[test]
    fn what_cannot_be_seen_is_named() {
        for seen in ['U', 'é', '日', '‑'] {
            assert_eq!(visible(seen), seen.to_string());
        }
        for (character, name) in
            [('\u{7}', "U+0007"), ('\u{200E}', "U+200E"), ('\u{301}', "U+0301"), ('\u{F0000}', "U+F0000")]
        {
            assert_eq!(visible(character), name);
        }
    }
}
