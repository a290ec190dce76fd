//! The lines of the printer's file (LIC-3).

use gatehouse_core::Fault;
use gatehouse_web::download::Csv;

/// A line of the printer's file.
pub struct CsvLine<'a> {
    /// License number, grouped.
    pub number: &'a str,
    /// The whole code.
    pub code: &'a str,
    /// The product's code.
    pub product: &'a str,
    /// The edition's code.
    pub edition: &'a str,
    /// Devices at once.
    pub seats: i64,
    /// RFC 3339, or empty.
    pub activate_by: &'a str,
}

/// The columns of the printer's file.
pub const CSV_COLUMNS: [&str; 6] = ["number", "code", "product", "edition", "seats", "activate_by"];

/// Writes lines as CSV.
pub fn write_csv<'a>(header: bool, lines: impl IntoIterator<Item = CsvLine<'a>>) -> Result<Vec<u8>, Fault> {
    let mut csv = Csv::default();
    if header {
        csv.row(CSV_COLUMNS)?;
    }
    for line in lines {
        let seats = line.seats.to_string();
        csv.row([line.number, line.code, line.product, line.edition, &seats, line.activate_by])?;
    }
    csv.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{CsvLine, write_csv};

    fn line(product: &str) -> CsvLine<'_> {
        CsvLine { number: "12345-67890", code: "4", product, edition: "pro", seats: 3, activate_by: "" }
    }

    /// LIC-3
    #[test]
    fn a_spreadsheet_finds_no_formula_in_the_printers_file() {
        let text = String::from_utf8(write_csv(false, [line("＝1+1")]).unwrap()).unwrap();
        assert!(text.contains(",'＝1+1,"), "{text}");
        let text = String::from_utf8(write_csv(true, [line("a,\"b\"")]).unwrap()).unwrap();
        assert_eq!(text, "number,code,product,edition,seats,activate_by\r\n12345-67890,4,\"a,\"\"b\"\"\",pro,3,\r\n");
    }
}
