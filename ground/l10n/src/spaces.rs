//! Spaces at which a Russian line does not break.

/// A space that keeps its neighbors on one line.
const NO_BREAK: char = '\u{a0}';

/// Prepositions of one letter, which do not end a line.
const PREPOSITIONS: [char; 5] = ['в', 'к', 'о', 'с', 'у'];

/// What a number does not leave alone on its line.
const UNITS: [&str; 7] = ["%", "КБ", "МБ", "ГБ", "байт", "мин", "ч"];

/// Russian texts, written with plain spaces, with the spaces that typographers set: no line breaks before a dash or a unit,
/// nor after `№` or a preposition of one letter. Translators write plain spaces, and see what they write.
#[must_use]
pub fn with_russian_spaces(texts: &[u8]) -> String {
    let texts = String::from_utf8_lossy(texts);
    let mut spaced = String::with_capacity(texts.len() + texts.len() / 50);
    let mut rest = 0;
    for (place, _) in texts.match_indices(' ') {
        let (head, tail) = texts.split_at(place);
        let mut back = head.chars().rev();
        let last = back.next().unwrap_or('\n');
        let earlier = back.next().unwrap_or('\n');
        if keeps_together([earlier, last], tail.get(1..).unwrap_or_default()) {
            spaced.push_str(head.get(rest..).unwrap_or_default());
            spaced.push(NO_BREAK);
            rest = place + 1;
        }
    }
    spaced.push_str(texts.get(rest..).unwrap_or_default());
    spaced
}

/// How a Russian date ends, with the space that stands before it.
const YEAR: &str = "\u{202f}г.";

/// A sentence that ends with a Russian date has one full stop: that of the date is that of the sentence too.
#[must_use]
pub fn with_one_stop(text: String) -> String {
    let doubled = format!("{YEAR}.");
    if text.contains(&doubled) { text.replace(&doubled, YEAR) } else { text }
}

/// Whether a space between these holds them on one line.
fn keeps_together([earlier, last]: [char; 2], after: &str) -> bool {
    let is_preposition = |letter: char| letter.to_lowercase().all(|letter| PREPOSITIONS.contains(&letter));
    let begins_a_word = matches!(earlier, ' ' | '\n' | '(' | '«');
    let is_number = last.is_ascii_digit() || last == '}';
    let is_unit = || {
        let word = after.split(|c: char| !c.is_alphabetic() && c != '%').next().unwrap_or_default();
        UNITS.contains(&word)
    };
    after.starts_with('—') || last == '№' || (begins_a_word && is_preposition(last)) || (is_number && is_unit())
}

#[cfg(test)]
mod tests {
    use super::{with_one_stop, with_russian_spaces};

    fn shown(text: &str) -> String {
        with_russian_spaces(text.as_bytes()).replace('\u{a0}', "_")
    }

    /// ALL-5
    #[test]
    fn a_sentence_that_ends_with_a_year_has_one_stop() {
        let ended = with_one_stop("Лицензия действует до 15 дек. 2026\u{202f}г..".into());
        assert_eq!(ended, "Лицензия действует до 15 дек. 2026\u{202f}г.");
        assert_eq!(with_one_stop("Да.. и нет.".into()), "Да.. и нет.");
    }

    /// ALL-5
    #[test]
    fn dashes_units_and_short_prepositions_do_not_stand_alone() {
        for (plain, spaced) in [
            ("id = Заказ № { $number } от { $date }", "id = Заказ №_{ $number } от { $date }"),
            ("id = { $day } — в архив", "id = { $day }_— в_архив"),
            ("id = С первой активации", "id = С_первой активации"),
            ("id = (о продукте)", "id = (о_продукте)"),
            ("id = до { $size } КБ и 90 %.", "id = до { $size }_КБ и 90_%."),
            ("id = Вернуть в\n    продажу", "id = Вернуть в\n    продажу"),
            ("id = файлов 5 минус 2", "id = файлов 5 минус 2"),
            ("# a comment", "# a comment"),
        ] {
            assert_eq!(shown(plain), spaced);
        }
    }
}
