//! Japanese has no blanks: a run of its signs is stored as overlapping pairs, and sought as the pieces that carry meaning.

/// Of which script a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Han,
    Hiragana,
    Katakana,
}

impl Script {
    /// `None` for what is not Japanese.
    pub(crate) fn of(c: char) -> Option<Self> {
        Some(match c {
            '\u{3041}'..='\u{309f}' => Self::Hiragana,
            '\u{30a0}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => Self::Katakana,
            '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Self::Han,
            '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' => Self::Han,
            _ => return None,
        })
    }
}

/// The pairs of a run, in their order; a single sign is one by itself.
pub(crate) fn pairs(run: &str) -> Vec<String> {
    let signs: Vec<char> = run.chars().collect();
    if signs.len() < 2 {
        return signs.iter().map(|sign| sign.to_string()).collect();
    }
    signs.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// A part of a run in one script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) script: Script,
}

/// The pieces of a run, cut where the script changes. The long sound belongs to what stands before it.
pub(crate) fn pieces(run: &str) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for c in run.chars() {
        let Some(script) = Script::of(c) else { continue };
        match all.last_mut() {
            Some(last) if last.script == script || c == 'ー' => last.text.push(c),
            _ => all.push(Piece { text: c.to_string(), script }),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Script, pairs, pieces};

    /// SUP-17
    #[test]
    fn a_run_is_stored_as_pairs() {
        assert_eq!(pairs("認証"), ["認証"]);
        assert_eq!(pairs("アクティ"), ["アク", "クテ", "ティ"]);
        assert_eq!(pairs("鍵"), ["鍵"]);
    }

    /// SUP-17
    #[test]
    fn a_run_is_cut_where_the_script_changes() {
        let cut = pieces("ライセンスを追加する");
        let texts: Vec<&str> = cut.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["ライセンス", "を", "追加", "する"]);
        assert_eq!(cut[1].script, Script::Hiragana);
        assert_eq!(pieces("サーバー").len(), 1);
    }
}
