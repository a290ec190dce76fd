//! Reads a batch of elements, in the worker process only. An element that cannot be read is told with its reason; the others are read.

use super::split::List;
use super::{Row, RowWrong, System, zammad, zendesk};
use gatehouse_worker::{Limits, Parsed, Parser};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What an element gave.
pub type Read = Result<Vec<Row>, RowWrong>;

/// Reads it.
pub struct ImportParser;

/// Why nothing is taken from a batch: never, because every element is judged by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Never {}

impl Parser for ImportParser {
    const KIND: &'static str = "support.import";
    /// A batch is handed out with 4 MiB, and one more element may have been added to it.
    const LIMITS: Limits =
        Limits { memory: 192 << 20, time: Duration::from_secs(20), input: 13 << 20, output: Limits::MOST_OUTPUT };
    type Asked = System;
    type Found = Vec<Read>;
    type Refused = Never;

    fn parse(system: System, bytes: &[u8]) -> Result<Parsed<Vec<Read>>, Never> {
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let found = lines.map(|line| read(system, line)).collect();
        Ok(Parsed { found, bytes: Vec::new() })
    }
}

fn read(system: System, line: &[u8]) -> Read {
    let (sign, element) = line.split_first().ok_or(RowWrong::Element)?;
    let list = List::of_sign(*sign).ok_or(RowWrong::Element)?;
    match (system, list) {
        (System::Zendesk, List::Tickets) => zendesk::ticket(element),
        (System::Zendesk, List::Users) => zendesk::user(element),
        (System::Zendesk, List::Articles) => Err(RowWrong::Element),
        (System::Zammad, List::Tickets) => zammad::ticket(element),
        (System::Zammad, List::Articles) => zammad::article(element),
        (System::Zammad, List::Users) => zammad::user(element),
    }
}

#[cfg(test)]
mod tests;
