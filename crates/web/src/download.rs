//! Files that a person saves. [`Csv`] is the only writer of tables: what people typed somewhere else must not become a formula in
//! somebody's spreadsheet.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use gatehouse_core::Fault;
use std::borrow::Cow;

/// A part of a CSV file (RFC 4180): UTF-8, comma, CRLF.
pub struct Csv {
    writer: csv::Writer<Vec<u8>>,
}

impl Default for Csv {
    fn default() -> Self {
        Self { writer: csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()) }
    }
}

impl Csv {
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

/// Spreadsheets look past blanks, and some read the full-width forms of an East Asian keyboard like the others.
fn harmless(value: &str) -> Cow<'_, str> {
    let is_formula = value
        .trim_start_matches([' ', '\u{a0}', '\u{3000}', '\u{feff}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠', '｜', '％']);
    if is_formula { format!("'{value}").into() } else { value.into() }
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
        assert_eq!(written(&[&["a", "b"], &["12345-67890", "a,\"b\""]]), "a,b\r\n12345-67890,\"a,\"\"b\"\"\"\r\n");
    }
}
