//! Files that a person saves. [`Csv`] is the only writer of tables: what people typed somewhere else must not become a formula in
//! somebody's spreadsheet.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use gatehouse_core::{Fault, async_trait};
use std::borrow::Cow;
use std::io;

/// What is read piece by piece while it is sent.
#[async_trait]
pub trait Pieces: Send + 'static {
    /// The next piece; `None` at the end.
    async fn piece(&mut self) -> Result<Option<Vec<u8>>, Aborted>;
}

/// Why an answer ends before its last piece.
#[derive(Debug)]
pub enum Aborted {
    /// Its reader is no longer signed in, or has lost a role.
    NotAllowed,
    /// It could not be read on.
    Broken(Fault),
}

impl From<Fault> for Aborted {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

/// The body of an answer: what has been read already, and the other pieces as the reader takes them.
pub fn body(first: Option<Vec<u8>>, rest: impl Pieces) -> Body {
    let pieces = stream::try_unfold((first, rest), |(first, mut rest)| async move {
        if let Some(piece) = first {
            return Ok(Some((piece, (None, rest))));
        }
        match rest.piece().await {
            Ok(piece) => Ok(piece.map(|piece| (piece, (None, rest)))),
            // The answer's head is gone already: the file is cut off, and the log says why.
            Err(aborted) => {
                match aborted {
                    Aborted::NotAllowed => tracing::warn!("a download was aborted: its reader may no longer have it"),
                    Aborted::Broken(fault) => tracing::error!(error = %fault, "a download broke off"),
                }
                Err(io::Error::other("the download broke off"))
            }
        }
    });
    Body::from_stream(pieces)
}

/// The answer that carries a file that was made for this reader: saved, not shown, and kept by no cache. `name` is plain ASCII without
/// quotes.
pub fn saved(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Tells a spreadsheet that the file is UTF-8; without it, many read Japanese and Russian as noise.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A part of a CSV file (RFC 4180): UTF-8, comma, CRLF. A file for people begins with [`Csv::beginning`].
pub struct Csv {
    writer: csv::Writer<Vec<u8>>,
}

impl Default for Csv {
    fn default() -> Self {
        Self::behind(Vec::new())
    }
}

impl Csv {
    /// The beginning of a file for people.
    pub fn beginning() -> Self {
        Self::behind(BYTE_ORDER_MARK.to_vec())
    }

    fn behind(written: Vec<u8>) -> Self {
        Self { writer: csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(written) }
    }

    /// Adds a row. A value that a spreadsheet would take for a formula gets an apostrophe before it.
    pub fn row<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> Result<(), Fault> {
        for value in values {
            self.writer.write_field(harmless(value).as_ref())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    /// The rows as bytes.
    pub fn into_bytes(self) -> Result<Vec<u8>, Fault> {
        self.writer.into_inner().map_err(|error| Fault::new(error.to_string()))
    }

    /// The answer that carries the file: saved, not shown, and kept by no cache. `name` is plain ASCII without quotes.
    pub fn answer(name: &str, body: Body) -> Response {
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        (headers, body).into_response()
    }
}

/// Where the list separator is a semicolon, a spreadsheet opens a file with commas by splitting it there, quotes or not.
const SEPARATORS: [char; 4] = [';', '\t', '\r', '\n'];

/// A value with an apostrophe before everything in it that could begin a cell and be a formula.
fn harmless(value: &str) -> Cow<'_, str> {
    let begins_apart = value.starts_with(SEPARATORS);
    if !begins_apart && !value.split(SEPARATORS).any(is_formula) {
        return value.into();
    }
    let mut safe = String::with_capacity(value.len() + 2);
    if begins_apart {
        safe.push('\'');
    }
    for part in value.split_inclusive(SEPARATORS) {
        if is_formula(part) {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    safe.into()
}

/// Spreadsheets look past blanks, and some read the full-width forms of an East Asian keyboard like the others. A quote goes where the
/// file is cut at another separator than ours.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches([' ', '"', '\u{a0}', '\u{3000}', '\u{feff}'])
        .starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '％'])
}

#[cfg(test)]
mod tests {
    use super::Csv;

    fn written(rows: &[&[&str]]) -> String {
        let mut csv = Csv::default();
        for row in rows {
            csv.row(row.iter().copied()).unwrap();
        }
        String::from_utf8(csv.into_bytes().unwrap()).unwrap()
    }

    /// LIC-3, ALL-2
    #[test]
    fn a_spreadsheet_finds_no_formula() {
        let evil = [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "|x",
            "%x",
            "＝1+1",
            "＋1",
            "－1",
            "＠A1",
            " =1",
            "\u{3000}＝1",
        ];
        for value in evil {
            let text = written(&[&["a", value]]);
            let field = text.split_once(',').unwrap().1.trim_start_matches('"');
            assert!(field.starts_with('\''), "{text}");
        }
        assert_eq!(written(&[&["a;=1", "x\r\n @y", "a;b"]]), "a;'=1,\"x\r\n' @y\",a;b\r\n");
        // Cut at semicolons, the quotes around nothing vanish.
        assert_eq!(written(&[&["x", "a;\"=1"]]), "x,\"a;'\"\"=1\"\r\n");
        assert!(Csv::beginning().into_bytes().unwrap().starts_with(&[0xEF, 0xBB, 0xBF]));
        assert_eq!(written(&[&["a", "b"], &["12345-67890", "a,\"b\""]]), "a,b\r\n12345-67890,\"a,\"\"b\"\"\"\r\n");
    }
}
