//! Texts of a server that are safe to show in a terminal and a window.

/// The longest text that is passed on, in characters.
const LONGEST: usize = 500;

/// One line without control characters, escape sequences and marks that turn or hide text: a false server must not
/// write into the terminal of the person who reads its refusal.
pub(crate) fn plain(text: &str) -> String {
    let mut line = String::new();
    // Cut before and after: marks that are left out must not make room for a text without an end.
    for character in text.chars().take(4 * LONGEST) {
        if character.is_whitespace() || character.is_control() {
            // Of several blanks in a row one is enough.
            if !line.ends_with(' ') && !line.is_empty() {
                line.push(' ');
            }
        } else if !is_mark(character) {
            line.push(character);
        }
    }
    let mut line: String = line.chars().take(LONGEST).collect();
    line.truncate(line.trim_end().len());
    line
}

/// Characters that are seen only by what they do to others: directions, zero widths, tags. The two joiners stay, because
/// writing needs them.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LIC-30
    #[test]
    fn a_servers_text_cannot_command_a_terminal() {
        assert_eq!(plain("\u{1b}]0;owned\u{7}\u{1b}[2JThis\r\nis\u{202e} blocked.\n"), "]0;owned [2JThis is blocked.");
        assert_eq!(plain("\u{9b}31m\u{2028}red\u{feff}"), "31m red");
        assert_eq!(plain("ブロックされています。"), "ブロックされています。");
        assert_eq!(plain("Лицензия заблокирована."), "Лицензия заблокирована.");
    }

    /// LIC-30
    #[test]
    fn a_servers_text_has_an_end() {
        assert_eq!(plain(&"long ".repeat(100_000)).chars().count(), 499);
        assert_eq!(plain(&"\u{200b}".repeat(100_000)), "");
    }
}
