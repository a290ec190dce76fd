//! Showing an address.

use idna::AsciiDenyList;
use idna::uts46::{Hyphens, Uts46};

/// Cyrillic letters that look like Latin ones.
const LIKE_LATIN: &str = "асԁеһіјӏорԛѕԝхуъьҽпгѵѡ";

/// An address as people read it: the domain decoded (`x@bücher.example`). A label that could be taken for another one
/// (letters of several scripts, or Cyrillic letters alone that all look like Latin ones) stays `xn--…`.
pub fn shown(address: &str) -> String {
    let Some((local, domain)) = address.rsplit_once('@') else { return address.to_owned() };
    if !domain.split('.').any(|label| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"))) {
        return address.to_owned();
    }
    let (read, result) =
        Uts46::new().to_user_interface(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow, |label, top, _| {
            is_plain(label, top)
        });
    match result {
        Ok(()) => format!("{local}@{read}"),
        Err(_) => address.to_owned(),
    }
}

fn is_plain(label: &[char], top: &[char]) -> bool {
    let letters = || label.iter().filter(|c| c.is_alphabetic());
    let mut scripts: Vec<Script> = letters().map(|c| script(*c)).collect();
    scripts.sort_unstable();
    scripts.dedup();
    let looks_latin =
        scripts == [Script::Cyrillic] && letters().all(|c| LIKE_LATIN.contains(*c)) && top.iter().all(char::is_ascii);
    scripts.len() <= 1 && !looks_latin
}

/// As far as it matters here: the three alphabets that share letter forms, kana with kanji as one, and all else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' => {
            Script::Cyrillic
        }
        'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' => Script::Latin,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    /// ALL-1
    #[test]
    fn a_domain_is_shown_as_people_write_it_unless_it_would_deceive() {
        for (stored, seen) in [
            ("x@example.com", "x@example.com"),
            ("x@xn--bcher-kva.example", "x@bücher.example"),
            ("x@XN--BCHER-KVA.example", "x@bücher.example"),
            ("x@xn--e1afmkfd.xn--p1ai", "x@пример.рф"),
            ("x@xn--wgv71a119e.jp", "x@日本語.jp"),
            // аррӏе, in Cyrillic letters, and pаypal with one.
            ("x@xn--80ak6aa92e.com", "x@xn--80ak6aa92e.com"),
            ("x@xn--pypal-4ve.com", "x@xn--pypal-4ve.com"),
            ("x@xn--a.example", "x@xn--a.example"),
            ("nobody", "nobody"),
            ("", ""),
        ] {
            assert_eq!(shown(stored), seen);
        }
    }
}
