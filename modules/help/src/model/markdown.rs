//! The Markdown that articles are written in: headings, paragraphs, lists, quotes, code, bold, links, pictures. There is no other markup, and none
//! of it reaches a page as it was typed: what is read here are blocks and pieces of text, which the page writes.

use super::picture;

/// A part of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 2 or 3.
        level: u8,
        /// What it says.
        text: Vec<Piece>,
    },
    /// Lines that belong together.
    Paragraph(Vec<Piece>),
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its lines.
        items: Vec<Vec<Piece>>,
    },
    /// What is to be noticed.
    Quote(Vec<Piece>),
    /// Lines as they are typed or shown by a machine.
    Code(String),
    /// A picture of ours.
    Picture {
        /// What it shows in words: nobody sees one without.
        alt: String,
        /// Its name.
        name: String,
    },
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// What stands on a button, or matters most.
    Bold(String),
    /// A name or a value.
    Code(String),
    /// A link.
    Link {
        /// What it says.
        text: String,
        /// Where it leads ([`is_place`]).
        to: String,
    },
}

/// Whether a link may lead there: a page of ours, or one of the web by `https:`, or an address of mail.
#[must_use]
pub fn is_place(to: &str) -> bool {
    let is_plain = to.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'`\\^{}|".contains(&b));
    let is_own = to.starts_with('/') && !to.starts_with("//");
    let has_rest = |scheme: &str| {
        to.strip_prefix(scheme).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    is_plain && (is_own || has_rest("https://") || has_rest("mailto:"))
}

/// Reads a text. Anything can be read: what is no markup is text.
#[must_use]
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Some(block) = heading(line).or_else(|| shown(line)) {
            blocks.push(block);
        } else if line == "```" {
            let code: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if let Some((ordered, first)) = item(line) {
            let mut items = vec![first.to_owned()];
            while let Some(next) = lines.peek().map(|line| line.trim()) {
                match item(next) {
                    Some((same, text)) if same == ordered => items.push(text.to_owned()),
                    Some(_) => break,
                    // A line that goes on belongs to the item before it.
                    None if goes_on(next) => add(items.last_mut(), next),
                    None => break,
                }
                lines.next();
            }
            blocks.push(Block::List { ordered, items: items.iter().map(|item| pieces(item)).collect() });
        } else {
            let quoted = line.strip_prefix("> ");
            let mut whole = quoted.unwrap_or(line).to_owned();
            while let Some(next) = lines.peek().map(|line| line.trim()) {
                let rest =
                    if quoted.is_some() { next.strip_prefix("> ") } else { Some(next).filter(|next| goes_on(next)) };
                let Some(rest) = rest else { break };
                add(Some(&mut whole), rest);
                lines.next();
            }
            let whole = pieces(&whole);
            blocks.push(if quoted.is_some() { Block::Quote(whole) } else { Block::Paragraph(whole) });
        }
    }
    blocks
}

/// Between Japanese signs a line ends without a blank.
fn add(text: Option<&mut String>, next: &str) {
    let Some(text) = text else { return };
    let is_wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{3000}');
    if !(is_wide(text.chars().last()) && is_wide(next.chars().next())) {
        text.push(' ');
    }
    text.push_str(next);
}

fn heading(line: &str) -> Option<Block> {
    let (level, text) = match (line.strip_prefix("## "), line.strip_prefix("### ")) {
        (Some(text), _) => (2, text),
        (_, Some(text)) => (3, text),
        _ => return None,
    };
    Some(Block::Heading { level, text: pieces(text.trim()) })
}

/// A line that is a picture: `![What it shows](NAME)`.
fn shown(line: &str) -> Option<Block> {
    let (alt, name) = line.strip_prefix("![")?.strip_suffix(')')?.split_once("](")?;
    let is_picture = !alt.trim().is_empty() && !alt.contains(['[', ']']) && picture::is_name(name);
    is_picture.then(|| Block::Picture { alt: alt.trim().to_owned(), name: name.to_owned() })
}

/// The first line that is written like a picture and is none: nothing says what it shows, or it is not one of ours.
#[must_use]
pub fn broken_picture(text: &str) -> Option<&str> {
    let mut is_code = false;
    text.lines().map(str::trim).find(|line| {
        is_code ^= *line == "```";
        !is_code && line.starts_with("![") && shown(line).is_none()
    })
}

/// An item of a list: whether it is numbered, and its text.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(text) = line.strip_prefix("- ") {
        return Some((false, text.trim()));
    }
    let (number, text) = line.split_once(". ")?;
    let is_number = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| (true, text.trim()))
}

/// Whether a line belongs to the paragraph before it.
fn goes_on(line: &str) -> bool {
    let begins = heading(line).is_some() || item(line).is_some() || shown(line).is_some();
    !line.is_empty() && !begins && line != "```" && !line.starts_with("> ")
}

/// The pieces of a line.
#[must_use]
pub fn pieces(line: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if let Some((piece, left)) = marked(rest) {
            if !plain.is_empty() {
                found.push(Piece::Text(std::mem::take(&mut plain)));
            }
            found.push(piece);
            rest = left;
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if !plain.is_empty() {
        found.push(Piece::Text(plain));
    }
    found
}

/// Bytes within which the end of a piece with markup is sought: else a text of brackets alone would be read as often as it has of them.
const NEAR: usize = 1_000;

/// A piece with markup at the beginning of a text, and what is behind it.
fn marked(text: &str) -> Option<(Piece, &str)> {
    let near = text.get(..text.floor_char_boundary(NEAR))?;
    if let Some(inner) = near.strip_prefix("**") {
        let (bold, _) = inner.split_once("**")?;
        let rest = text.get(bold.len() + 4..)?;
        return (!bold.trim().is_empty()).then(|| (Piece::Bold(bold.to_owned()), rest));
    }
    if let Some(inner) = near.strip_prefix('`') {
        let (code, _) = inner.split_once('`')?;
        let rest = text.get(code.len() + 2..)?;
        return (!code.is_empty()).then(|| (Piece::Code(code.to_owned()), rest));
    }
    let (label, behind) = near.strip_prefix('[')?.split_once("](")?;
    let (to, _) = behind.split_once(')')?;
    let rest = text.get(label.len() + to.len() + 4..)?;
    let is_link = !label.trim().is_empty() && !label.contains(['[', ']']) && is_place(to);
    is_link.then(|| (Piece::Link { text: label.to_owned(), to: to.to_owned() }, rest))
}

/// The text without markup, for the search and for descriptions.
#[must_use]
pub fn plain(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Quote(text) => lines.push(of_pieces(text)),
            Block::List { items, .. } => lines.extend(items.iter().map(|item| of_pieces(item))),
            Block::Code(text) | Block::Picture { alt: text, .. } => lines.push(text.clone()),
        }
    }
    lines.join("\n")
}

/// The same of one line.
#[must_use]
pub fn of_pieces(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) | Piece::Bold(text) | Piece::Code(text) | Piece::Link { text, .. } => text.clone(),
    };
    pieces.iter().map(text).collect()
}

/// The names of its pictures.
#[must_use]
pub fn pictures(blocks: &[Block]) -> Vec<&str> {
    let mut found = Vec::new();
    for block in blocks {
        if let Block::Picture { name, .. } = block {
            found.push(name.as_str());
        }
    }
    found
}

/// Every place that a text leads to.
#[must_use]
pub fn links(blocks: &[Block]) -> Vec<&str> {
    let mut found = Vec::new();
    for block in blocks {
        let lines: Vec<&Vec<Piece>> = match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Quote(text) => vec![text],
            Block::List { items, .. } => items.iter().collect(),
            Block::Code(_) | Block::Picture { .. } => Vec::new(),
        };
        for piece in lines.into_iter().flatten() {
            if let Piece::Link { to, .. } = piece {
                found.push(to.as_str());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
