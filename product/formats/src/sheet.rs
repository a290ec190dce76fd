//! The form of every file that is carried by hand: lines for people, each after `# `, then signed texts, one a line.
//!
//! The lines for people follow from the signed claims. A reader makes them anew and compares every byte, so nobody reads
//! on a file what its signature does not say.

use crate::around::is_unseen;

/// Longest file of this form, in bytes.
pub const MAX_FILE: usize = 64 * 1024;
/// Longest text in a claim that people read, in bytes.
pub(crate) const MAX_SHOWN: usize = 200;
/// Most signed texts in a file.
const MAX_SIGNED: usize = 2;

/// The file with these lines for people and these signed texts.
pub(crate) fn write(head: &[String], signed: &[&str]) -> String {
    let mut file = String::new();
    for line in head {
        file.push_str("# ");
        file.push_str(line);
        file.push('\n');
    }
    for text in signed {
        file.push_str(text);
        file.push('\n');
    }
    file
}

/// The signed texts of a file; `None` when it has another form.
pub(crate) fn signed(file: &str) -> Option<Vec<&str>> {
    if file.len() > MAX_FILE {
        return None;
    }
    let body = file.strip_suffix('\n')?;
    let texts: Vec<&str> = body.split('\n').skip_while(|line| line.starts_with("# ")).take(MAX_SIGNED + 1).collect();
    let is_text = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    (!texts.is_empty() && texts.len() <= MAX_SIGNED && texts.iter().all(is_text)).then_some(texts)
}

/// Whether a text may stand in a line for people: not empty, not long, and nothing in it that turns or hides what is seen.
pub(crate) fn is_shown(text: &str) -> bool {
    let is_seen = |character: char| !character.is_control() && !is_unseen(character) && !is_break(character);
    !text.trim().is_empty() && text.len() <= MAX_SHOWN && text.chars().all(is_seen)
}

/// A text as it may stand in a line for people and in the claims behind it: without what turns or hides what is seen, and
/// cut to the length that a claim may have. `None` when nothing is left.
#[must_use]
pub fn shown(text: &str) -> Option<String> {
    let mut kept = String::new();
    for character in text.chars() {
        let character = if character.is_whitespace() { ' ' } else { character };
        if character.is_control() || is_unseen(character) || is_break(character) {
            continue;
        }
        if kept.len() + character.len_utf8() > MAX_SHOWN {
            break;
        }
        kept.push(character);
    }
    let kept = kept.trim();
    is_shown(kept).then(|| kept.to_owned())
}

/// Line and paragraph separators, which are no control characters.
const fn is_break(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// The day of a moment in UTC, as `2026-11-21`; years of another length are written as they are.
pub(crate) fn day(moment: i64) -> String {
    // Days since 0000-03-01 in the proleptic Gregorian calendar: a year that begins in March ends with its leap day.
    let days = moment.div_euclid(86_400).saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A license number as people read it: ten digits in two groups.
pub(crate) fn license_number(number: &str) -> String {
    match number.split_at_checked(5) {
        Some((head, tail)) if number.len() == 10 && number.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!("{head}-{tail}")
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LIC-11
    #[test]
    fn days_are_those_of_the_calendar() {
        for (moment, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_795_219_200, "2026-11-21"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(moment), expected);
        }
    }

    /// LIC-11
    #[test]
    fn whatever_a_device_is_called_a_text_of_it_can_be_shown() {
        assert_eq!(shown(" a\r\n\u{202e}b\u{200d} "), Some("a  b".to_owned()));
        assert_eq!(shown("\u{200b}\n"), None);
        let long = shown(&"計".repeat(100)).unwrap();
        assert_eq!(long.len(), 198);
        assert!(is_shown(&long));
    }

    /// LIC-11
    #[test]
    fn a_file_has_lines_for_people_and_one_or_two_signed_texts() {
        assert_eq!(signed("# a\n# b\nx.y.z\nc\n"), Some(vec!["x.y.z", "c"]));
        assert_eq!(signed("x\n"), Some(vec!["x"]));
        for wrong in ["", "\n", "# a\n", "x", "x\n\n", "x\r\n", "x\n# a\n", "x\ny\nz\n", "#a\nx y\n", "x \n"] {
            assert_eq!(signed(wrong), None, "{wrong:?}");
        }
        assert_eq!(signed(&format!("{}\n", "x".repeat(MAX_FILE))), None);
    }
}
