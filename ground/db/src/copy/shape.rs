//! The shapes of the tables, from the columns that an engine lists.

use super::{Column, Kind, Sequence, Shape};
use gatehouse_core::Fault;
use std::collections::BTreeSet;

/// A column as an engine lists it: its table, its name, its declared type, what numbers it, and its place in the primary key.
pub(super) type Listed = (String, String, String, Option<String>, Option<i64>);

/// The shapes of the tables, whose columns come table by table. `kind` reads a declared type.
pub(super) fn shapes(listed: &[Listed], kind: fn(&str) -> Option<Kind>) -> Result<Vec<Shape>, Fault> {
    listed.chunk_by(|(one, ..), (next, ..)| one == next).map(|columns| shape(columns, kind)).collect()
}

fn shape(listed: &[Listed], kind: fn(&str) -> Option<Kind>) -> Result<Shape, Fault> {
    let mut shape = Shape {
        table: String::new(),
        columns: Vec::with_capacity(listed.len()),
        key: Vec::new(),
        sequence: None,
        uuids: BTreeSet::new(),
    };
    let mut key = Vec::new();
    for (table, name, declared, sequence, place) in listed {
        let kind = kind(declared).ok_or_else(|| Fault::new(format!("{table}.{name}: {declared} cannot be copied")))?;
        shape.table.clone_from(table);
        shape.columns.push(Column { name: name.clone(), kind });
        key.extend(place.map(|place| (place, name)));
        if let Some(sequence) = sequence {
            shape.sequence = Some(Sequence { column: name.clone(), name: sequence.clone() });
        }
        if declared == "uuid" {
            shape.uuids.insert(name.clone());
        }
    }
    key.sort();
    shape.key = key.into_iter().map(|(_, name)| name.clone()).collect();
    // Rows of a table without a primary key are ordered by everything.
    if shape.key.is_empty() {
        shape.key = shape.columns.iter().map(|column| column.name.clone()).collect();
    }
    Ok(shape)
}
