//! What may not stand in a text that people read.

/// Marks that change the order in which a text is shown (Unicode bidirectional embeddings, overrides and isolates):
/// with them `gpj.exe` reads as `exe.jpg`.
pub const fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Control characters, and the marks that can make a text read as another one: those that reorder it and those
/// that cannot be seen.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || reorders(c)
        || matches!(
            c,
            '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{2029}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::{is_unprintable, reorders};

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
}
