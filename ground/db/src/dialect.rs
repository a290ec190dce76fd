//! One text of a migration in the words of both engines: it is written for PostgreSQL, and SQLite's text is derived from it.
//!
//! SQLite has no types `uuid`, `bytea` and `bigint`; the words for them are replaced, outside of comments. What else differs stands
//! in sections of whole lines, each begun by `-- postgres:` or `-- sqlite:` and ended by the other one, by `-- both:` or by the end of
//! the text. A section is left as it is.

use crate::Engine;

/// A number that the database gives, in PostgreSQL's words and in SQLite's.
const NUMBERED: (&str, &str) = ("bigint generated always as identity primary key", "integer primary key autoincrement");

/// Types in PostgreSQL's words and in SQLite's. Those that both engines take, such as `text` and `boolean`, need no line.
const TYPES: [(&str, &str); 3] = [("uuid", "blob"), ("bytea", "blob"), ("bigint", "integer")];

/// The text for this engine. Its checksum is stored in every database that it migrated, so what comes out of a text must stay the same.
pub(crate) fn for_engine(text: &str, engine: Engine) -> String {
    let mut section = None;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.trim_end() {
            "-- postgres:" => section = Some(Engine::Postgres),
            "-- sqlite:" => section = Some(Engine::Sqlite),
            "-- both:" => section = None,
            _ if section.is_none() && engine == Engine::Sqlite => translate(line, &mut out),
            _ if section.is_none_or(|of| of == engine) => out.push_str(line),
            _ => {}
        }
    }
    out
}

fn translate(line: &str, out: &mut String) {
    // Most lines have none of the words, and every start reads all lines.
    if !TYPES.iter().any(|(postgres, _)| line.contains(postgres)) {
        out.push_str(line);
        return;
    }
    let (code, comment) = line.find("--").map_or((line, ""), |at| line.split_at(at));
    let code = code.replace(NUMBERED.0, NUMBERED.1);
    for piece in code.split_inclusive(is_between) {
        let word = piece.trim_end_matches(is_between);
        out.push_str(TYPES.iter().find(|(postgres, _)| *postgres == word).map_or(word, |(_, sqlite)| sqlite));
        out.push_str(piece.strip_prefix(word).unwrap_or_default());
    }
    out.push_str(comment);
}

/// Whether a word ends here.
const fn is_between(c: char) -> bool {
    !c.is_ascii_alphanumeric() && c != '_'
}
