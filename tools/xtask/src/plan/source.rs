//! The text of a Rust file without its comments: the paths that it names and its string literals, each with its line.

/// What is written in a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The paths with two names at least, those of a `use` written out: `crate::pages::frame::Ids`.
    pub paths: Vec<(usize, Vec<String>)>,
    /// The string literals as they are written.
    pub strings: Vec<(usize, String)>,
}

impl Source {
    /// Reads a file. What does not look like Rust is passed over.
    pub fn of(text: &str) -> Self {
        let mut strings = Vec::new();
        let tokens = tokens(text, &mut strings);
        Self { paths: paths(&tokens), strings }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    /// `::`
    Colons,
    Sign(char),
}

/// The words and signs of the code, each with its line; comments are left out, string literals are put aside.
fn tokens<'a>(text: &'a str, strings: &mut Vec<(usize, String)>) -> Vec<(usize, Token<'a>)> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some((start, end, length)) = string(rest) {
            strings.push((line, rest[start..end].to_owned()));
            length
        } else if c == '\'' {
            character(rest)
        } else if c.is_alphabetic() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            found.push((line, Token::Word(&rest[..length])));
            length
        } else if rest.starts_with("::") {
            found.push((line, Token::Colons));
            2
        } else {
            if !c.is_whitespace() {
                found.push((line, Token::Sign(c)));
            }
            c.len_utf8()
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// The length of a block comment; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Where the content of the literal that begins here starts and ends, and the length of the whole: `"a"`, `b"a"`, `r#"a"#`.
fn string(text: &str) -> Option<(usize, usize, usize)> {
    let prefix = text.find(|c: char| !matches!(c, 'b' | 'c' | 'r')).filter(|length| *length <= 2)?;
    let is_raw = text[..prefix].ends_with('r');
    let hashes = if is_raw { text[prefix..].chars().take_while(|c| *c == '#').count() } else { 0 };
    let start = prefix + hashes + 1;
    if !text[prefix + hashes..].starts_with('"') {
        return None;
    }
    if is_raw {
        let end_mark = format!("\"{}", "#".repeat(hashes));
        let end = text[start..].find(&end_mark).map_or(text.len(), |end| start + end);
        return Some((start, end, (end + end_mark.len()).min(text.len())));
    }
    let mut is_escaped = false;
    for (at, c) in text[start..].char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some((start, start + at, start + at + 1)),
            _ => {}
        }
    }
    Some((start, text.len(), text.len()))
}

/// The length of `'a'` or `'\n'`; of a lifetime's mark alone, whose name is a word.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[3.min(text.len())..].find('\'').map_or(text.len(), |end| 3 + end + 1),
        Some((at, c)) if text[at + c.len_utf8()..].starts_with('\'') => at + c.len_utf8() + 1,
        _ => 1,
    }
}

fn paths(tokens: &[(usize, Token<'_>)]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((line, token)) = tokens.get(at) {
        match token {
            // Not `impl … + use<'a>`.
            Token::Word("use") if !matches!(tokens.get(at + 1), Some((_, Token::Sign('<')))) => {
                at = tree(tokens, at + 1, &[], &mut found);
            }
            Token::Word(word) if matches!(tokens.get(at + 1), Some((_, Token::Colons))) => {
                let mut path = vec![(*word).to_owned()];
                at += 1;
                while let (Some((_, Token::Colons)), Some((_, Token::Word(word)))) =
                    (tokens.get(at), tokens.get(at + 1))
                {
                    path.push((*word).to_owned());
                    at += 2;
                }
                if path.len() > 1 {
                    found.push((*line, path));
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// One branch of a `use` (`a::b`, `a::{b, c as d}`, `a::*`) and where it ends.
fn tree(
    tokens: &[(usize, Token<'_>)],
    mut at: usize,
    above: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut path = above.to_vec();
    let mut line = tokens.get(at).map_or(0, |(line, _)| *line);
    loop {
        match tokens.get(at) {
            Some((_, Token::Word("as"))) => at += 2,
            Some((here, Token::Word(word))) => {
                line = *here;
                // `a::{self}` is `a`.
                if *word != "self" || path.is_empty() {
                    path.push((*word).to_owned());
                }
                at += 1;
            }
            Some((_, Token::Colons)) => at += 1,
            Some((here, Token::Sign('*'))) => {
                line = *here;
                at += 1;
            }
            Some((_, Token::Sign('{'))) => {
                at += 1;
                while !matches!(tokens.get(at), None | Some((_, Token::Sign('}')))) {
                    at = tree(tokens, at, &path, found);
                    if matches!(tokens.get(at), Some((_, Token::Sign(',')))) {
                        at += 1;
                    } else if !matches!(tokens.get(at), None | Some((_, Token::Sign('}')))) {
                        return at + 1;
                    }
                }
                return at + 1;
            }
            _ => {
                found.push((line, path));
                return at;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths_of(text: &str) -> Vec<(usize, String)> {
        Source::of(text).paths.into_iter().map(|(line, path)| (line, path.join("::"))).collect()
    }

    #[test]
    fn a_use_is_written_out_and_paths_in_code_are_found() {
        let text = "use crate::{\n    pages::{self, frame::{Asked as A, Ids}},\n    texts,\n};\npub(crate) use super::model::*;\n\
                    fn f() -> crate::actions::Look { gatehouse_web::view::<u8>(1) }\n";
        let expected = [
            (2, "crate::pages"),
            (2, "crate::pages::frame::Asked"),
            (2, "crate::pages::frame::Ids"),
            (3, "crate::texts"),
            (5, "super::model"),
            (6, "crate::actions::Look"),
            (6, "gatehouse_web::view"),
        ];
        assert_eq!(paths_of(text), expected.map(|(line, path)| (line, path.to_owned())));
    }

    #[test]
    fn comments_and_strings_name_no_path() {
        let text = "//! [`crate::pages::A`]\n/* crate::b /* c::d */ e::f */\nlet x = \"g::h \\\" i::j\"; let y = r#\"k::l\"m\"#;\nn::o();\n";
        assert_eq!(paths_of(text), [(4, "n::o".to_owned())]);
        let strings = Source::of(text).strings;
        assert_eq!(strings, [(3, "g::h \\\" i::j".to_owned()), (3, "k::l\"m".to_owned())]);
    }

    #[test]
    fn a_quote_as_a_character_opens_no_string_and_a_lifetime_is_none() {
        let text = "fn f<'a>(x: &'a str) -> char { if x == \"y\" { '\"' } else { '\\'' } }\nuse a::b;\nfn g() -> impl H + use<'_> { i::j }";
        assert_eq!(paths_of(text), [(2, "a::b".to_owned()), (3, "i::j".to_owned())]);
        assert_eq!(Source::of(text).strings, [(1, "y".to_owned())]);
    }
}
