//! The file of a backup: a zip (with zip64, so of any size) that holds `manifest.json` and, for each table,
//! `tables/NAME.jsonl` with one row a line.
//!
//! A row is a JSON array with one value for each column that the manifest lists for the table: `null`, a whole
//! number, `true` or `false`, a text, or (where the column's kind is `bytes`) base64 with padding. Ids are bytes.
//! Rows stand in the order of the primary key, so equal contents give equal files on either engine. The
//! manifest gives every table's number of rows and the SHA-256 of its file, and carries an HMAC-SHA-256 over itself under a
//! key that is derived from the installation's key file: who changes a row without that file cannot make it fit.

use super::manifest::{Manifest, TableEntry};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use gatehouse_context::audit_seal::Head;
use gatehouse_context::subject::PROOF;
use gatehouse_core::Fault;
use gatehouse_db::copy::{Column, Kind, Value};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc;
use zip::ZipArchive;

/// The manifest's name within the file.
pub(super) const MANIFEST: &str = "manifest.json";
/// A manifest that is longer is refused.
const LONGEST_MANIFEST: u64 = 16 << 20;
/// A row that is longer is refused.
const LONGEST_ROW: u64 = 64 << 20;
/// Rows are handed on in batches of so many, or of so many bytes, whichever comes first.
const BATCH_ROWS: usize = 500;
const BATCH_BYTES: usize = 1 << 20;

/// The end of the audit log's chain that this row of its segments would be.
pub(super) fn head_of(columns: &[Column], row: &[Value]) -> Option<Head> {
    let value = |name: &str| row.get(columns.iter().position(|column| column.name == name)?);
    match (value("seq"), value("mac")) {
        (Some(Value::Integer(seq)), Some(Value::Bytes(mac))) => Some(Head { seq: *seq, mac: hex::encode(mac) }),
        _ => None,
    }
}

/// Appends a row's line to `out`.
pub(super) fn encode(row: &[Value], out: &mut Vec<u8>) -> Result<(), Fault> {
    out.push(b'[');
    for (place, value) in row.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        match value {
            Value::Null => out.extend_from_slice(b"null"),
            Value::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Value::Boolean(is) => out.extend_from_slice(if *is { b"true" } else { b"false" }),
            Value::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Value::Bytes(bytes) => {
                out.push(b'"');
                out.extend_from_slice(BASE64.encode(bytes).as_bytes());
                out.push(b'"');
            }
        }
    }
    out.extend_from_slice(b"]\n");
    Ok(())
}

/// The row of a line; a value of another kind than its column's is a fault.
fn decode(line: &[u8], table: &TableEntry) -> Result<Vec<Value>, Fault> {
    let values: Vec<serde_json::Value> =
        serde_json::from_slice(line).map_err(|_| damaged(table, "a row is not JSON"))?;
    if values.len() != table.columns.len() {
        return Err(damaged(table, "a row has another number of values than the table has columns"));
    }
    let value = |(column, value): (&Column, serde_json::Value)| {
        use serde_json::Value as Json;
        Ok(match (column.kind, value) {
            (_, Json::Null) => Value::Null,
            (Kind::Integer, Json::Number(number)) => {
                Value::Integer(number.as_i64().ok_or_else(|| damaged(table, "a number is out of range"))?)
            }
            (Kind::Boolean, Json::Bool(is)) => Value::Boolean(is),
            (Kind::Text, Json::String(text)) => Value::Text(text),
            (Kind::Bytes, Json::String(text)) => {
                Value::Bytes(BASE64.decode(text).map_err(|_| damaged(table, "a value is not base64"))?)
            }
            _ => return Err(damaged(table, "a value is of another kind than its column")),
        })
    };
    table.columns.iter().zip(values).map(value).collect()
}

fn damaged(table: &TableEntry, how: &str) -> Fault {
    Fault::new(format!("the backup is damaged: {}: {how}", table.file))
}

/// Rows of the table at this place of the manifest.
pub type Batch = (usize, Vec<Vec<Value>>);

/// A file that was read once, with every row, count and hash right.
pub struct Checked {
    /// Its manifest.
    pub manifest: Manifest,
    /// The wrapped key that proves which key file belongs to it, with its master version; only the keys' owner can tell.
    pub proof: Option<(i64, Vec<u8>)>,
}

/// Reads the whole file once, and returns its manifest when every row, count and hash is right. Whether it is what the
/// installation wrote is another question: see [`Manifest::seal_state`].
pub async fn verify(path: &Path) -> Result<Manifest, Fault> {
    Ok(check(path).await?.manifest)
}

/// As [`verify`], and finds the proof of its keys.
pub async fn check(path: &Path) -> Result<Checked, Fault> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || {
        let mut zip = open(&path)?;
        let manifest = manifest(&mut zip)?;
        let mut proof = None;
        for table in &manifest.tables {
            let is_keys = table.name == "subject_key";
            read(&mut zip, table, |rows| {
                if is_keys && proof.is_none() {
                    proof = rows.iter().find_map(|row| proof_of(table, row));
                }
                true
            })?;
        }
        Ok(Checked { manifest, proof })
    })
    .await?
}

/// The proof, where this row of the subjects' keys is it.
fn proof_of(table: &TableEntry, row: &[Value]) -> Option<(i64, Vec<u8>)> {
    let value = |name: &str| row.get(table.columns.iter().position(|column| column.name == name)?);
    match (value("id"), value("master_version"), value("wrapped")) {
        (Some(Value::Bytes(id)), Some(Value::Integer(version)), Some(Value::Bytes(wrapped)))
            if id[..] == PROOF.as_bytes()[..] =>
        {
            Some((*version, wrapped.clone()))
        }
        _ => None,
    }
}

/// Streams the rows of the tables at these places of the manifest, in this order; a fault is the last that comes.
pub fn rows(path: &Path, manifest: &Manifest, order: Vec<usize>) -> mpsc::Receiver<Result<Batch, Fault>> {
    let (batches, receiver) = mpsc::channel(4);
    let (path, tables): (PathBuf, _) = (path.to_owned(), manifest.tables.clone());
    tokio::task::spawn_blocking(move || {
        let send_all = || {
            let mut zip = open(&path)?;
            for place in order {
                // When nobody listens any more, the restore has failed and has said why.
                if !read(&mut zip, &tables[place], |rows| batches.blocking_send(Ok((place, rows))).is_ok())? {
                    break;
                }
            }
            Ok(())
        };
        if let Err(fault) = send_all() {
            // As above: without a listener there is nobody to tell.
            drop(batches.blocking_send(Err(fault)));
        }
    });
    receiver
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, Fault> {
    let file = File::open(path).map_err(|error| Fault::new(format!("{}: {error}", path.display())))?;
    ZipArchive::new(BufReader::new(file))
        .map_err(|_| Fault::new(format!("{}: not a backup, or damaged", path.display())))
}

fn manifest(zip: &mut ZipArchive<BufReader<File>>) -> Result<Manifest, Fault> {
    let entry = zip.by_name(MANIFEST).map_err(|_| Fault::new("not a backup of Gatehouse: it has no manifest"))?;
    let mut text = Vec::new();
    entry
        .take(LONGEST_MANIFEST)
        .read_to_end(&mut text)
        .map_err(|_| Fault::new("the backup is damaged: manifest.json"))?;
    let manifest: Manifest = serde_json::from_slice(&text)
        .map_err(|_| Fault::new("the backup is damaged: manifest.json is not understood"))?;
    manifest.expect_format()?;
    Ok(manifest)
}

/// Reads one table's rows in batches until `take` says no; true when all were read and are what was written.
fn read(
    zip: &mut ZipArchive<BufReader<File>>,
    table: &TableEntry,
    mut take: impl FnMut(Vec<Vec<Value>>) -> bool,
) -> Result<bool, Fault> {
    let entry = zip.by_name(&table.file).map_err(|_| damaged(table, "missing"))?;
    let mut lines = BufReader::with_capacity(64 << 10, entry);
    let (mut hash, mut count) = (Sha256::new(), 0);
    let (mut line, mut batch, mut bytes) = (Vec::new(), Vec::new(), 0);
    loop {
        line.clear();
        let read = (&mut lines).take(LONGEST_ROW).read_until(b'\n', &mut line);
        if read.map_err(|_| damaged(table, "cannot be unpacked"))? == 0 {
            break;
        }
        if line.last() != Some(&b'\n') {
            return Err(damaged(table, "a row is cut off, or too long"));
        }
        hash.update(&line);
        count += 1;
        bytes += line.len();
        batch.push(decode(&line, table)?);
        if batch.len() >= BATCH_ROWS || bytes >= BATCH_BYTES {
            bytes = 0;
            if !take(std::mem::take(&mut batch)) {
                return Ok(false);
            }
        }
    }
    if count != table.rows {
        return Err(damaged(table, "the number of rows is not the one in the manifest"));
    }
    if hex::encode(hash.finalize()) != table.sha256 {
        return Err(damaged(table, "the SHA-256 is not the one in the manifest"));
    }
    Ok(batch.is_empty() || take(batch))
}

#[cfg(test)]
mod tests {
    use super::{TableEntry, decode, encode};
    use gatehouse_db::copy::{Column, Kind, Value};

    fn table() -> TableEntry {
        let column = |name: &str, kind| Column { name: name.to_owned(), kind };
        TableEntry {
            name: "t".to_owned(),
            file: "tables/t.jsonl".to_owned(),
            rows: 0,
            sha256: String::new(),
            columns: vec![
                column("id", Kind::Bytes),
                column("count", Kind::Integer),
                column("kept", Kind::Boolean),
                column("note", Kind::Text),
            ],
            last_number: None,
        }
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        for row in [
            vec![
                Value::Bytes(vec![0, 255, 10]),
                Value::Integer(i64::MIN),
                Value::Boolean(true),
                Value::Text("\n\"\\ ключ 鍵".into()),
            ],
            vec![Value::Bytes(Vec::new()), Value::Integer(i64::MAX), Value::Boolean(false), Value::Text(String::new())],
            vec![Value::Null, Value::Null, Value::Null, Value::Null],
        ] {
            let mut line = Vec::new();
            encode(&row, &mut line).unwrap();
            assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
            assert_eq!(decode(&line, &table()).unwrap(), row);
        }
    }

    #[test]
    fn a_row_of_other_kinds_is_refused() {
        for line in [
            "",
            "{}",
            "[]",
            r#"["AA==",1,true]"#,
            r#"["AA==",1,true,"a","b"]"#,
            r#"["AA==",1.5,true,"a"]"#,
            r#"["AA==",9223372036854775808,true,"a"]"#,
            r#"["AA==","1",true,"a"]"#,
            r#"["AA==",1,1,"a"]"#,
            r#"["A",1,true,"a"]"#,
            r#"["AA==",1,true,7]"#,
        ] {
            assert!(decode(line.as_bytes(), &table()).is_err(), "{line}");
        }
    }
}
