//! Names of files, made harmless. On the disk a file has none: these are for people.

use gatehouse_core::text::{composed, is_hidden, is_unprintable};
use std::fmt;

/// The most bytes of a name.
pub const LONGEST: usize = 120;
/// The most bytes of its extension with the dot, which is kept when a name is cut.
const LONGEST_EXTENSION: usize = 20;
/// What a name that has nothing left is called.
const NAMELESS: &str = "file";
/// What Windows takes for a device, whatever the extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// The same, with a digit behind them.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// A name that can be shown and saved on every system: NFC, one line, no separators, nothing that hides or reorders, no device of
/// Windows, no dot at its ends, 1 to 120 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct FileName(String);

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileName")
    }
}

impl FileName {
    /// Of what a browser or a mail called the file. A path is cut to its last part; what may not stand in a name is left out or
    /// becomes a low line.
    pub fn clean(said: &str) -> Self {
        let last = said.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
        let plain: String = last
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !is_hidden(*c) && !is_unprintable(*c))
            .map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
            .collect();
        let mut name = cut(trimmed(&composed(&plain)));
        if is_device(&name) {
            name = cut(&format!("_{name}"));
        }
        Self(if name.is_empty() { NAMELESS.to_owned() } else { name })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The header that makes a browser save the file under this name (RFC 6266, RFC 8187).
    pub fn disposition(&self) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || " .-_()+,=@".contains(c);
        let ascii: String = self.0.chars().map(|c| if plain(c) { c } else { '_' }).collect();
        let mut encoded = String::with_capacity(self.0.len() * 3);
        for byte in self.0.bytes() {
            // `attr-char` of RFC 8187, less the ones that some programs stumble over.
            if byte.is_ascii_alphanumeric() || b".-_~".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
        format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
    }
}

fn trimmed(name: &str) -> &str {
    name.trim_matches([' ', '.'])
}

/// Cuts what is before the extension; the whole, where the extension is too long to be one.
fn cut(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let dot = name.rfind('.').filter(|dot| name.len() - dot <= LONGEST_EXTENSION);
    let (stem, extension) = name.split_at(dot.unwrap_or(name.len()));
    let most = LONGEST - extension.len();
    let end = stem.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= most).last().unwrap_or(0);
    trimmed(&format!("{}{extension}", stem[..end].trim_end_matches([' ', '.']))).to_owned()
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_numbered = |device: &str| {
        let mut rest = stem.strip_prefix(device).unwrap_or_default().chars();
        // The superscript digits pass for digits there.
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.iter().any(|device| is_numbered(device))
}

#[cfg(test)]
mod tests {
    use super::{FileName, LONGEST, is_device};
    use gatehouse_core::text::{composed, is_hidden, is_unprintable};
    use proptest::prelude::*;

    fn clean(said: &str) -> String {
        FileName::clean(said).as_str().to_owned()
    }

    /// ALL-9
    #[test]
    fn hostile_names_become_harmless_ones() {
        for (said, name) in [
            ("report.pdf", "report.pdf"),
            ("отчёт за март.pdf", "отчёт за март.pdf"),
            ("見積書.xlsx", "見積書.xlsx"),
            ("Zoe\u{301}.txt", "Zoé.txt"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\win.ini", "win.ini"),
            ("a/b/", "b"),
            ("ann\u{202e}gpj.exe", "anngpj.exe"),
            ("a\u{200b}b\0c\nd.txt", "abc d.txt"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("lpt¹.log", "_lpt¹.log"),
            ("COM0", "_COM0"),
            ("COM10", "COM10"),
            ("console.log", "console.log"),
            (".htaccess", "htaccess"),
            ("trailing. . .", "trailing"),
            ("a:b*c?.txt", "a_b_c_.txt"),
            ("", "file"),
            ("...", "file"),
            (" \u{202e} ", "file"),
        ] {
            assert_eq!(clean(said), name, "{said:?}");
        }
    }

    /// ALL-9
    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = clean(&format!("{}.pdf", "я".repeat(200)));
        assert!(name.ends_with("я.pdf") && name.len() <= LONGEST, "{name}");
        assert_eq!(clean(&format!("a.{}", "b".repeat(300))).len(), LONGEST);
    }

    /// ALL-9
    #[test]
    fn the_header_names_the_file_for_old_and_new_browsers() {
        let said = FileName::clean("Отчёт \"3\".pdf").disposition();
        let expected =
            "attachment; filename=\"_____ _3_.pdf\"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20_3_.pdf";
        assert_eq!(said, expected);
    }

    proptest! {
        /// ALL-9
        #[test]
        fn no_name_is_dangerous(said in any::<String>(), long in "\\PC{0,300}", nasty in "[./\\\\ \u{202e}a-cé\u{301}conNUL¹1]{0,150}") {
            for said in [said, long, nasty] {
                let name = clean(&said);
                prop_assert!((1..=LONGEST).contains(&name.len()), "{name:?}");
                prop_assert_eq!(&clean(&name), &name);
                prop_assert_eq!(&composed(&name), &name);
                prop_assert!(!name.chars().any(|c| is_hidden(c) || is_unprintable(c) || "/\\:*?\"<>|".contains(c)), "{name:?}");
                prop_assert!(!name.starts_with([' ', '.']) && !name.ends_with([' ', '.']), "{name:?}");
                prop_assert!(!is_device(&name), "{name:?}");
                let header = FileName::clean(&said).disposition();
                prop_assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{header:?}");
                prop_assert_eq!(header.matches('"').count(), 2);
            }
        }
    }
}
