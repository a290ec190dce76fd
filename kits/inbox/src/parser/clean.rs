//! Texts of strangers, made fit to be kept and shown.

use gatehouse_core::text::is_unprintable;

/// A single line: no control or bidirectional characters, one space for several, so many characters at the most.
pub fn line(text: &str, most: usize) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(most).collect()
}

/// A text of several lines; answers whether it was cut.
pub fn text(text: &str, most: usize) -> (String, bool) {
    let mut kept = String::with_capacity(text.len().min(most));
    for c in text.chars() {
        let c = match c {
            '\r' => continue,
            '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
            '\u{a0}' => ' ',
            '\n' | '\t' => c,
            c if is_hidden(c) => continue,
            c => c,
        };
        if kept.len() + c.len_utf8() > most {
            return (kept, true);
        }
        kept.push(c);
    }
    (kept, false)
}

/// Control and bidirectional characters, and those that show nothing: what is read is what is there.
fn is_hidden(c: char) -> bool {
    is_unprintable(c) || matches!(c, '\u{e000}' | '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{ad}')
}
