//! A data set as JSON and as CSV.

use gatehouse_context::data_set::{DataColumn, DataValue};
use gatehouse_core::Fault;
use gatehouse_web::download::Csv;
use serde_json::{Map, Value};

/// A row as an object, in one line.
pub(crate) fn object(columns: &[DataColumn], row: &[DataValue]) -> Result<String, Fault> {
    let members = columns.iter().zip(row).map(|(column, value)| (column.name.to_owned(), json(value)));
    Ok(serde_json::to_string(&Value::Object(members.collect::<Map<_, _>>()))?)
}

fn json(value: &DataValue) -> Value {
    match value {
        DataValue::Nothing => Value::Null,
        DataValue::Text(text) => text.as_str().into(),
        DataValue::Number(number) => (*number).into(),
        DataValue::Flag(flag) => (*flag).into(),
        DataValue::Time(moment) => moment.rfc3339().into(),
    }
}

/// The first line of a CSV file.
pub(crate) fn csv_head(columns: &[DataColumn]) -> Result<Vec<u8>, Fault> {
    let mut csv = Csv::beginning();
    csv.row(columns.iter().map(|column| column.name))?;
    csv.into_bytes()
}

/// Rows of a CSV file.
pub(crate) fn csv_rows(rows: &[Vec<DataValue>]) -> Result<Vec<u8>, Fault> {
    let mut csv = Csv::default();
    for row in rows {
        let cells: Vec<String> = row.iter().map(plain).collect();
        csv.row(cells.iter().map(String::as_str))?;
    }
    csv.into_bytes()
}

fn plain(value: &DataValue) -> String {
    match value {
        DataValue::Nothing => String::new(),
        DataValue::Text(text) => text.clone(),
        DataValue::Number(number) => number.to_string(),
        DataValue::Flag(flag) => flag.to_string(),
        DataValue::Time(moment) => moment.rfc3339(),
    }
}
