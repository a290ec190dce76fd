//! What other systems are told (ALL-7): lines of the log whose event says so ([`crate::Reader::Systems`]) are handed, in the transaction
//! that writes them, to whoever sends them on.

use crate::audit::table;
use crate::cx::Cx;
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use gatehouse_db::Tx;
use std::sync::Arc;

/// A line of the log, as far as others are told: which kinds and ids, and nothing else of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published<'a> {
    /// The id of the line.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// What happened: `license.blocked`.
    pub word: &'static str,
    /// The kind of record that it happened to.
    pub record: &'a str,
    /// Its id.
    pub subject: Option<Uuid>,
    /// The account that it belongs to.
    pub account: Option<Uuid>,
}

/// Sends published lines on.
#[async_trait]
pub trait Publisher: Send + Sync {
    /// Takes the lines in the transaction that writes them: a fault undoes the whole action.
    async fn publish(&self, cx: &Cx, tx: &Tx, lines: &[Published<'_>]) -> Result<(), Fault>;
}

/// The publisher of this installation. Lies in the services; without one nobody is told.
#[derive(Clone)]
pub struct SharedPublisher(pub Arc<dyn Publisher>);

/// A line that is to be handed on.
pub(crate) struct Line {
    word: &'static str,
    row: table::Model,
}

impl Line {
    /// The line with this word that is written as this row.
    pub(crate) fn of(word: &'static str, row: &table::Model) -> Self {
        Self { word, row: row.clone() }
    }

    fn published(&self) -> Published<'_> {
        Published {
            id: self.row.id,
            at: self.row.at,
            word: self.word,
            record: &self.row.subject_kind,
            subject: self.row.subject_id,
            account: self.row.account_id,
        }
    }
}

/// Hands lines on, where anybody takes them.
pub(crate) async fn hand_on(cx: &Cx, tx: &Tx, lines: &[Line]) -> Result<(), Fault> {
    if lines.is_empty() {
        return Ok(());
    }
    let Some(publisher) = cx.app.services.find::<SharedPublisher>() else { return Ok(()) };
    let lines: Vec<Published<'_>> = lines.iter().map(Line::published).collect();
    publisher.0.publish(cx, tx, &lines).await
}
