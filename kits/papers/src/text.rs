//! Texts as lines: made harmless, measured, and broken where a reader expects it.

use crate::fonts::{Fonts, Glyph};
use gatehouse_core::text::is_hidden;
use unicode_normalization::UnicodeNormalization as _;

/// May not begin a line (JIS X 4051, the usual ones).
const NOT_FIRST: &str = "、。，．・：；？！ー」』）］｝〉》】〕ぁぃぅぇぉっゃゅょァィゥェォッャュョ々,.:;?!)]}";
/// May not end a line.
const NOT_LAST: &str = "「『（［｛〈《【〔([{";

/// A line that fits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
}

impl Line {
    /// How wide it is at this size.
    pub(crate) fn width(&self, size: f32) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * size
    }
}

/// A text of people without what must not be printed: what is hidden, what is for private use, and what is too much. Ends of lines
/// become blanks.
pub(crate) fn harmless(text: &str, most: usize) -> String {
    let mut kept: String = text
        .nfc()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_hidden(*c) && !is_private(*c))
        .take(most + 1)
        .collect();
    if kept.chars().count() > most {
        kept.pop();
        kept.pop();
        kept.push('…');
    }
    kept.trim().to_owned()
}

/// PDF/A-2a forbids them: nobody knows what they mean. The last two of every plane are no characters at all.
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF) || u32::from(c) & 0xFFFE == 0xFFFE
}

/// The text in lines of at most this width.
pub(crate) fn lines(fonts: &Fonts, text: &str, bold: bool, size: f32, width: f32) -> Vec<Line> {
    let glyphs = fonts.glyphs(text, bold);
    let (mut lines, mut begin) = (Vec::new(), 0);
    while begin < glyphs.len() {
        let end = end_of_line(&glyphs, begin, width / size);
        lines.push(Line { glyphs: glyphs[begin..end].to_vec() });
        begin = end;
    }
    lines
}

/// Where the line ends that begins here: after what fits, back to the last place where it may be broken. A blank at the end of a line
/// takes no room, and stays: programs that read the text aloud need it.
fn end_of_line(glyphs: &[Glyph], begin: usize, width: f32) -> usize {
    let (mut used, mut place) = (0.0, None);
    for (at, glyph) in glyphs.iter().enumerate().skip(begin) {
        used += glyph.advance;
        if used > width && glyph.char != ' ' {
            return place.unwrap_or_else(|| at.max(begin + 1));
        }
        if glyphs.get(at + 1).is_some_and(|next| may_break(glyph.char, next.char)) {
            place = Some(at + 1);
        }
    }
    glyphs.len()
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' {
        return false;
    }
    if before == ' ' {
        return true;
    }
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    let is_joint = matches!(before, '-' | '/' | '\u{2010}' | '—') && !after.is_ascii_digit();
    is_joint || is_ideographic(before) || is_ideographic(after)
}

/// Scripts that are written without blanks.
fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::{harmless, lines};
    use crate::fonts::{Face, Fonts};

    fn broken(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::new().unwrap();
        let lines = lines(&fonts, text, false, 10.0, width);
        assert!(lines.iter().all(|line| line.width(10.0) <= width + 3.0), "{text}");
        lines.iter().map(|line| line.glyphs.iter().map(|glyph| glyph.char).collect()).collect()
    }

    #[test]
    fn a_line_is_broken_where_a_reader_expects_it() {
        assert_eq!(broken("one two three", 40.0), ["one two ", "three"]);
        assert_eq!(broken("", 40.0), Vec::<String>::new());
        // A word that is longer than a line is cut; a period does not begin a line.
        assert!(broken("abcdefghijklmnopqrstuvwxyz", 40.0).len() > 2);
        assert_eq!(broken("これは証明書。", 60.0), ["これは証明", "書。"]);
    }

    #[test]
    fn what_cannot_be_printed_is_seen_or_gone() {
        assert_eq!(harmless("a\u{202e}b\u{0}c\nd\u{e000}\u{feff}", 20), "abc d");
        assert_eq!(harmless(&"x".repeat(30), 10), format!("{}…", "x".repeat(9)));
        // Decomposed letters are composed: each is one glyph.
        assert_eq!(harmless("и\u{306}", 10), "й");
        let fonts = Fonts::new().unwrap();
        let shown: String = fonts.glyphs("A한Я証", false).iter().map(|glyph| glyph.char).collect();
        assert_eq!(shown, "A□Я証");
        let faces: Vec<Face> = fonts.glyphs("AЯ証", true).iter().map(|glyph| glyph.face).collect();
        assert_eq!(faces, [Face::Sans, Face::Sans, Face::Japanese]);
        assert!(fonts.glyphs("AЯ", true).iter().all(|glyph| glyph.face == Face::Bold));
    }
}
