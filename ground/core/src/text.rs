//! What may not stand in a text that people read.

use icu_properties::props::{DefaultIgnorableCodePoint, ExtendedPictographic, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::UnicodeNormalization as _;

/// Marks that change the order in which a text is shown (Unicode bidirectional embeddings, overrides and isolates):
/// with them `gpj.exe` reads as `exe.jpg`.
pub const fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Control characters, and the marks that can make a text read as another one: those that reorder it and those
/// that cannot be seen. The joiners (U+200C, U+200D) and the direction marks (U+200E, U+200F) are none: names of
/// people need them, and they override nothing. Where joiners may stand, [`unprintable_in`] knows.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || reorders(c)
        || matches!(
            c,
            '\u{200b}'
                | '\u{2028}'..='\u{2029}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The zero width joiner and non-joiner.
pub const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a character is of the Unicode category Cf: it formats and is not seen.
pub fn is_format(c: char) -> bool {
    category(c) == GeneralCategory::Format
}

/// Whether nobody sees a character: a control or format character, or one that Unicode lets fonts leave out.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || is_format(c) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// The first character that may not stand in one line. A joiner may stand between letters or parts of an emoji, and
/// behind a mark (a virama at the end of a word).
pub fn unprintable_in(text: &str) -> Option<char> {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_unprintable(c) || (is_joiner(c) && !may_join(before, chars.peek().copied())) {
            return Some(c);
        }
        before = Some(c);
    }
    None
}

/// As [`unprintable_in`] for a text of several lines: line breaks and tabs are none.
pub fn unprintable_in_lines(text: &str) -> Option<char> {
    text.split(['\n', '\t']).find_map(unprintable_in)
}

fn may_join(before: Option<char>, after: Option<char>) -> bool {
    let is = |group: GeneralCategoryGroup, c: char| group.contains(category(c));
    let is_mark = |c| is(GeneralCategoryGroup::Mark, c);
    let carries = |c| {
        is(GeneralCategoryGroup::Letter, c)
            || is_mark(c)
            // The colors of skin.
            || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
            || CodePointSetData::new::<ExtendedPictographic>().contains(c)
    };
    before.is_some_and(|c| is_mark(c) || (carries(c) && after.is_some_and(carries)))
}

/// How a character is named to a person who cannot see it: `U+200B`.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// One line as it is stored: a tab is a blank (texts come out of tables), nothing around it, and empty when nobody would
/// see anything. `Err` is the character that may not stand in it.
pub fn one_line(typed: &str) -> Result<String, char> {
    let text = typed.replace('\t', " ");
    let text = text.trim();
    match unprintable_in(text) {
        Some(c) => Err(c),
        None => Ok(if is_seen(text) { text.to_owned() } else { String::new() }),
    }
}

/// Several lines as they are stored: line ends are `\n`, nothing around them, and empty when nobody would see anything.
/// `Err` is the character that may not stand in them.
pub fn several_lines(typed: &str) -> Result<String, char> {
    let text = typed.replace("\r\n", "\n");
    let text = text.trim();
    match unprintable_in_lines(text) {
        Some(c) => Err(c),
        None => Ok(if is_seen(text) { text.to_owned() } else { String::new() }),
    }
}

fn is_seen(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_hidden(c))
}

/// A text with its letters and accents put together (NFC), but every kanji as it was typed: NFC would replace the
/// compatibility ideographs, which are other forms of people's names.
pub fn composed(text: &str) -> String {
    let is_kept = |c: char| matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(is_kept) {
        let kept = part.chars().next_back().filter(|c| is_kept(*c));
        let rest = &part[..part.len() - kept.map_or(0, char::len_utf8)];
        out.extend(rest.nfc());
        out.extend(kept);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{code_point, composed, is_unprintable, one_line, reorders, several_lines, unprintable_in};

    /// ALL-9
    #[test]
    fn what_reorders_or_hides_is_unprintable_and_letters_of_all_scripts_are_not() {
        for c in ['\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'] {
            assert!(reorders(c) && is_unprintable(c), "{c:?}");
        }
        for c in ['\u{0}', '\n', '\u{7f}', '\u{200b}', '\u{2028}', '\u{feff}', '\u{e0041}'] {
            assert!(!reorders(c) && is_unprintable(c), "{c:?}");
        }
        assert!(!"Aiko’s PC – 東京 Ёж é 👋 ‑ “x”".chars().any(is_unprintable));
    }

    /// ALL-9
    #[test]
    fn names_that_need_a_joiner_or_a_direction_mark_can_be_written() {
        for name in [
            "علی\u{200c}رضا",
            "ශ\u{dca}\u{200d}ර\u{dd3}",
            "അവന\u{d4d}\u{200d}",
            "A 👨\u{200d}👩\u{200d}👧 B",
            "👩🏽\u{200d}⚕\u{fe0f}",
            "שרכה\u{200f} (ABC)",
            "א\u{200e}123",
            "葛\u{e0100}",
        ] {
            assert_eq!(one_line(name).as_deref(), Ok(name));
        }
        for (text, c) in [
            ("a\u{200b}b", '\u{200b}'),
            ("\u{feff}a", '\u{feff}'),
            ("a\u{202e}b", '\u{202e}'),
            ("a\u{2066}b", '\u{2066}'),
            ("1\u{200d}2", '\u{200d}'),
            ("\u{200d}a", '\u{200d}'),
            ("a\u{200c}", '\u{200c}'),
            ("a\u{200c}\u{200c}b", '\u{200c}'),
            ("a\nb", '\n'),
            ("a\u{0}b", '\u{0}'),
        ] {
            assert_eq!(one_line(text), Err(c), "{text:?}");
            assert_eq!(unprintable_in(text), Some(c), "{text:?}");
        }
        assert_eq!(code_point('\u{200b}'), "U+200B");
        assert_eq!(code_point('\u{e0041}'), "U+E0041");
    }

    /// ALL-9
    #[test]
    fn a_text_out_of_a_table_is_one_line_and_an_invisible_one_is_none() {
        assert_eq!(one_line("\tMarunouchi 1\t2-3 \t").as_deref(), Ok("Marunouchi 1 2-3"));
        for nothing in ["", " \u{3000} ", "\u{200e}", "\u{200f} \u{200e}", "\u{3164}", "\u{ad}"] {
            assert_eq!(one_line(nothing).as_deref(), Ok(""), "{nothing:?}");
        }
        assert_eq!(several_lines(" 1-2-3\r\n\tChiyoda \n").as_deref(), Ok("1-2-3\n\tChiyoda"));
        assert_eq!(several_lines("a\n\u{2066}b"), Err('\u{2066}'));
        assert_eq!(several_lines("a\rb"), Err('\r'));
    }

    /// ALL-1
    #[test]
    fn kanji_of_names_stay_as_they_were_typed() {
        for name in ["\u{fa19}谷", "\u{fa11}", "𠮷", "葛\u{e0100}", "\u{2f81a}", "a\u{f900}e\u{301}\u{fa19}"] {
            assert_eq!(composed(name).replace('é', "e\u{301}"), name);
        }
        assert_eq!(composed("Zoe\u{308} か\u{3099}"), "Zo\u{eb} が");
    }
}
