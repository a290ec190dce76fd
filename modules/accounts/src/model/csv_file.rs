//! Reading a CSV file row by row (RFC 4180), strictly: a row that is not written as it should be is refused with its line, and what
//! follows it is read on. No row costs more memory than it may be long ([`LONGEST_ROW`], or as the caller says), whatever the file holds.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read as _};

/// The most bytes of a row.
pub const LONGEST_ROW: usize = 64 << 10;
/// The most lines of a row: fields in quotes may have several.
pub const MOST_LINES: usize = 32;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRow {
    /// The line of the file that it begins on, from 1.
    pub line: u32,
    /// Its fields; `None` for a row that is not written as a row.
    pub fields: Option<Vec<String>>,
}

/// The rows of a file, which is UTF-8.
pub struct CsvFile<R> {
    input: R,
    separator: u8,
    /// Lines that were read ahead for a field whose quotes never closed.
    ahead: VecDeque<Vec<u8>>,
    line: u32,
    longest_row: usize,
    most_lines: usize,
}

enum Parsed {
    Fields(Vec<String>),
    /// Within quotes at its end.
    Open,
    Wrong,
}

impl<R: BufRead> CsvFile<R> {
    /// Begins to read; what separates the fields, the first line tells: the first comma, semicolon or tab.
    pub fn new(input: R) -> Self {
        Self::with_rows(input, LONGEST_ROW, MOST_LINES)
    }

    /// The same with longer rows: so many bytes, on so many lines.
    pub fn with_rows(input: R, longest_row: usize, most_lines: usize) -> Self {
        Self { input, separator: 0, ahead: VecDeque::new(), line: 0, longest_row, most_lines }
    }

    /// The next row that is not empty; `None` at the end.
    pub fn next_row(&mut self) -> io::Result<Option<CsvRow>> {
        loop {
            let Some(mut text) = self.next_line()? else { return Ok(None) };
            self.line = self.line.saturating_add(1);
            if text.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if self.separator == 0 {
                self.separator = text.iter().copied().find(|byte| b",;\t".contains(byte)).unwrap_or(b',');
            }
            let line = self.line;
            let fields = self.row(&mut text)?;
            return Ok(Some(CsvRow { line, fields }));
        }
    }

    fn row(&mut self, text: &mut Vec<u8>) -> io::Result<Option<Vec<String>>> {
        let mut further = Vec::new();
        loop {
            if text.len() > self.longest_row {
                break;
            }
            match parse(text, self.separator) {
                Parsed::Fields(fields) => {
                    self.line = self.line.saturating_add(u32::try_from(further.len()).unwrap_or(u32::MAX));
                    return Ok(Some(fields));
                }
                Parsed::Wrong => break,
                Parsed::Open if further.len() + 1 >= self.most_lines => break,
                Parsed::Open => {
                    let Some(next) = self.next_line()? else { break };
                    text.extend_from_slice(&next);
                    further.push(next);
                }
            }
        }
        // Only the line that it begins on is given up.
        for line in further.into_iter().rev() {
            self.ahead.push_front(line);
        }
        Ok(None)
    }

    /// A line with its end. Of one that is longer than a row may be, the rest is passed over.
    fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        let most = self.longest_row as u64 + 1;
        self.input.by_ref().take(most).read_until(b'\n', &mut line)?;
        if line.len() > self.longest_row && !line.ends_with(b"\n") {
            self.skip_line()?;
        }
        Ok((!line.is_empty()).then_some(line))
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let held = self.input.fill_buf()?;
            if held.is_empty() {
                return Ok(());
            }
            match held.iter().position(|byte| *byte == b'\n') {
                Some(end) => {
                    self.input.consume(end + 1);
                    return Ok(());
                }
                None => {
                    let length = held.len();
                    self.input.consume(length);
                }
            }
        }
    }
}

enum Place {
    Begin,
    Plain,
    Quoted,
    /// Behind a quote within quotes: it closes them, or is the first of two that mean one.
    Closing,
}

fn parse(text: &[u8], separator: u8) -> Parsed {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let end = text.strip_suffix(b"\r").unwrap_or(text);
    let (mut fields, mut field, mut place) = (Vec::new(), Vec::new(), Place::Begin);
    for byte in end.iter().copied() {
        place = match (place, byte) {
            (Place::Begin, b'"') => Place::Quoted,
            (Place::Quoted, b'"') => Place::Closing,
            (Place::Closing, b'"') => {
                field.push(b'"');
                Place::Quoted
            }
            (Place::Quoted, byte) => {
                field.push(byte);
                Place::Quoted
            }
            (Place::Begin | Place::Plain | Place::Closing, byte) if byte == separator => {
                fields.push(std::mem::take(&mut field));
                Place::Begin
            }
            (Place::Plain, b'"') | (Place::Closing, _) => return Parsed::Wrong,
            (Place::Begin | Place::Plain, byte) => {
                field.push(byte);
                Place::Plain
            }
        };
    }
    if matches!(place, Place::Quoted) {
        return Parsed::Open;
    }
    fields.push(field);
    match fields.into_iter().map(String::from_utf8).collect() {
        Ok(fields) => Parsed::Fields(fields),
        Err(_) => Parsed::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::{CsvFile, CsvRow, LONGEST_ROW};

    fn rows(text: &str) -> Vec<(u32, Option<Vec<String>>)> {
        let mut file = CsvFile::new(text.as_bytes());
        let mut all = Vec::new();
        while let Some(CsvRow { line, fields }) = file.next_row().unwrap() {
            all.push((line, fields));
        }
        all
    }

    fn row(line: u32, fields: &[&str]) -> (u32, Option<Vec<String>>) {
        (line, Some(fields.iter().map(|field| (*field).to_owned()).collect()))
    }

    /// ACC-18
    #[test]
    fn rows_are_read_as_spreadsheets_write_them() {
        let text = "a,b\r\n1,\"x, y\"\r\n\r\n2,\"say \"\"hi\"\"\nthere\"\n3,\n\"4\",日本\n";
        let expected = [
            row(1, &["a", "b"]),
            row(2, &["1", "x, y"]),
            row(4, &["2", "say \"hi\"\nthere"]),
            row(6, &["3", ""]),
            row(7, &["4", "日本"]),
        ];
        assert_eq!(rows(text), expected);
        assert_eq!(rows("a;b\n1;2,5"), [row(1, &["a", "b"]), row(2, &["1", "2,5"])]);
        assert_eq!(rows("a\tb\n1\t2;5\n"), [row(1, &["a", "b"]), row(2, &["1", "2;5"])]);
        assert_eq!(rows(""), []);
    }

    /// ACC-18, ALL-9
    #[test]
    fn wrong_quoting_costs_its_own_line_and_no_other() {
        let text = "a,b\n1,x\"y\n2,\"open\n3,z\n4,\"shut\"tight\n5,ok\n";
        let expected =
            [row(1, &["a", "b"]), (2, None), (3, None), row(4, &["3", "z"]), (5, None), row(6, &["5", "ok"])];
        assert_eq!(rows(text), expected);
    }

    /// ACC-18, ALL-9
    #[test]
    fn a_line_without_end_costs_no_memory_and_no_other_line() {
        let long = "x".repeat(LONGEST_ROW * 3);
        let text = format!("a,b\n{long}\n1,2\n3,\"{long}\n4,5\n");
        assert_eq!(rows(&text), [row(1, &["a", "b"]), (2, None), row(3, &["1", "2"]), (4, None), row(5, &["4", "5"])]);
    }
}
