//! What an import would bring, told before anything is stored.

use super::parser::Read;
use super::{ImportedStatus, Row, RowWrong};
use gatehouse_core::Moment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

/// Elements that are named with what is wrong with them; the others are counted.
const MOST_NAMED: usize = 100;

/// What a dry run found. It keeps 8 bytes of a request, and nothing of its texts.
#[derive(Debug, Default)]
pub struct Report {
    /// Elements of the file.
    pub elements: u64,
    /// Requests that would come in.
    pub requests: u64,
    /// By their status.
    pub by_status: BTreeMap<ImportedStatus, u64>,
    /// Messages that would come in.
    pub messages: u64,
    /// Of them, those that customers do not see.
    pub internal: u64,
    /// Of them, those whose end would be cut off.
    pub cut: u64,
    /// Files that messages name.
    pub files: u64,
    /// People.
    pub people: u64,
    /// Of them, those without an address: nobody can be told to be them.
    pub without_address: u64,
    /// Requests without an author.
    pub without_author: u64,
    /// Requests that were there before in the same file, and would be passed over.
    pub doubles: u64,
    /// Messages of requests that did not come before them.
    pub without_request: u64,
    /// When the oldest and the newest request was opened.
    pub opened: Option<(Moment, Moment)>,
    /// Elements that cannot be read, by the reason.
    pub wrong: BTreeMap<RowWrong, u64>,
    /// The first of them: which element of the file, counted from 1, and why.
    pub named: Vec<(u64, RowWrong)>,
    seen: HashSet<u64>,
    hashing: RandomState,
}

impl Report {
    /// Adds what a batch gave.
    pub fn add(&mut self, batch: &[Read]) {
        for read in batch {
            self.elements += 1;
            match read {
                Ok(rows) => rows.iter().for_each(|row| self.count(row)),
                Err(wrong) => {
                    *self.wrong.entry(*wrong).or_default() += 1;
                    if self.named.len() < MOST_NAMED {
                        self.named.push((self.elements, *wrong));
                    }
                }
            }
        }
    }

    /// Elements that cannot be read.
    #[must_use]
    pub fn wrong_elements(&self) -> u64 {
        self.wrong.values().sum()
    }

    fn count(&mut self, row: &Row) {
        match row {
            Row::Person(person) => {
                self.people += 1;
                self.without_address += u64::from(person.email.is_none());
            }
            Row::Request(request) => {
                if !self.seen.insert(self.hashing.hash_one(&request.id)) {
                    self.doubles += 1;
                    return;
                }
                self.requests += 1;
                *self.by_status.entry(request.status).or_default() += 1;
                self.without_author += u64::from(request.author.is_none());
                let at = request.opened_at;
                let (first, last) = self.opened.unwrap_or((at, at));
                self.opened = Some((first.min(at), last.max(at)));
            }
            Row::Message(message) => {
                if !self.seen.contains(&self.hashing.hash_one(&message.request)) {
                    self.without_request += 1;
                }
                self.messages += 1;
                self.internal += u64::from(!message.is_public);
                self.cut += u64::from(message.is_cut);
                self.files += message.files.len() as u64;
            }
        }
    }
}

/// The numbers of a report, as a run keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Requests of the file.
    pub requests: u64,
    /// Messages of the file.
    pub messages: u64,
    /// Of them, those that customers do not see.
    pub internal: u64,
    /// Of them, those whose end is cut off.
    pub cut: u64,
    /// Files that are named, and do not come along.
    pub files: u64,
    /// People.
    pub people: u64,
    /// When the oldest and the newest request was opened.
    pub opened: Option<(i64, i64)>,
}

impl From<&Report> for Summary {
    fn from(report: &Report) -> Self {
        Self {
            requests: report.requests,
            messages: report.messages,
            internal: report.internal,
            cut: report.cut,
            files: report.files,
            people: report.people,
            opened: report.opened.map(|(first, last)| (first.0, last.0)),
        }
    }
}
