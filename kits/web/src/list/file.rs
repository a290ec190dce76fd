//! A list as a file: exactly what is filtered, in the order that is asked for, with the columns that were chosen. It is read and sent
//! piece by piece, so a million rows cost no more memory than a thousand.

use super::List;
use super::column::RowContext;
use super::wanted::Wanted;
use crate::download::{Aborted, Csv, Pieces, body};
use crate::events;
use crate::halt::Halt;
use crate::query::Asked;
use crate::visit::{Done, Visit};
use gatehouse_context::Event;
use gatehouse_core::{Fault, async_trait};
use gatehouse_guard::{Limit, limit};
use serde_json::{Value, json};

/// The file of the list that an address asks for. The log says who took it before its first byte, and, where it has more than one
/// piece, how many rows it had when it has ended. Before each further piece it is asked whether its reader is still signed in and has the
/// roles of before; else the file is cut off, as it is where it cannot be read on, and the log says after how many rows.
pub async fn file<L: List>(visit: &Visit, list: L, asked: &Asked) -> Result<Done, Halt> {
    let wanted = Wanted::read(&list, &visit.cx, asked)?;
    if !wanted.is_open() {
        return Err(Halt::GoTo(wanted.opened().address(&list.at())));
    }
    sent(visit, list, wanted).await
}

/// The same from a form, where what is searched must not stand in an address.
pub async fn posted_file<L: List>(visit: &Visit, list: L, typed: &Asked) -> Result<Done, Halt> {
    let wanted = Wanted::read(&list, &visit.cx, typed)?;
    Ok(sent(visit, list, wanted).await?.secret())
}

/// Files of one person: each is a line in the log, and can be asked for by a link.
const FILES: Limit = Limit { action: "list.file", burst: 20, seconds_each: 30 };

async fn sent<L: List>(visit: &Visit, list: L, mut wanted: Wanted<L>) -> Result<Done, Halt> {
    if !wanted.errors.is_empty() {
        // The page says what is wrong.
        return Err(Halt::GoTo(wanted.opened().address(&list.at())));
    }
    let person = visit.cx.actor.id().map(|id| id.to_string()).unwrap_or_default();
    limit::check_key(&visit.cx, FILES, &person)?.map_err(Halt::refused)?;
    let log = json!({ "list": L::NAME, "filters": wanted.in_log() });
    let seen = list.look(&visit.cx, std::mem::take(&mut wanted.filter)).await?;
    let context = RowContext { format: visit.format(), now: visit.cx.now() };
    let state = Place::Beginning;
    let mut rest = Rest { list, wanted, seen, visit: visit.clone(), context, log, state, rows: 0 };
    let first = rest.read().await?;
    let rows = matches!(rest.state, Place::Ended).then_some(rest.rows);
    rest.write(&events::LIST_EXPORTED, rows).await?;
    let name = format!("{}-{}.csv", L::NAME, rest.context.format.plain_date(rest.context.now));
    Ok(Done::from(Csv::answer(&name, body(Some(first), rest))))
}

/// How far it is read.
enum Place {
    Beginning,
    After(String),
    Ended,
}

struct Rest<L: List> {
    list: L,
    wanted: Wanted<L>,
    seen: L::Seen,
    visit: Visit,
    context: RowContext,
    log: Value,
    state: Place,
    rows: u64,
}

impl<L: List> Rest<L> {
    async fn read(&mut self) -> Result<Vec<u8>, Halt> {
        let after = match &self.state {
            Place::Beginning => None,
            Place::After(cursor) => Some(cursor.as_str()),
            Place::Ended => return Ok(Vec::new()),
        };
        let request = self.wanted.piece(&self.visit.cx, after)?;
        let page = self.list.read(&self.visit.cx, &self.seen, self.wanted.sorting, &request).await?;
        let chosen = self.wanted.chosen.as_deref();
        let mut csv = if after.is_none() { Csv::beginning() } else { Csv::default() };
        if after.is_none() {
            csv.row(self.wanted.columns.file_head(chosen))?;
        }
        for row in &page.items {
            let values = self.wanted.columns.file_row(row, &self.context, chosen);
            csv.row(values.iter().map(String::as_str))?;
        }
        let piece = csv.into_bytes()?;
        self.rows += page.items.len() as u64;
        self.state = page.next.map_or(Place::Ended, Place::After);
        Ok(piece)
    }

    /// The next piece, if its reader may still have it.
    async fn further(&mut self) -> Result<Vec<u8>, Aborted> {
        if !self.visit.is_still_signed_in().await? {
            return Err(Aborted::NotAllowed);
        }
        let read = self.read().await.map_err(|halt| match halt {
            Halt::Broken(fault) => Fault::new(fault.to_string()),
            halt => Fault::new(halt.status().to_string()),
        })?;
        Ok(read)
    }

    /// Writes a line of the audit log.
    async fn write(&self, event: &Event, rows: Option<u64>) -> Result<(), Fault> {
        let mut details = self.log.clone();
        if let (Some(rows), Some(members)) = (rows, details.as_object_mut()) {
            members.insert("rows".to_owned(), rows.into());
        }
        let cx = &self.visit.cx;
        let tx = cx.begin().await?;
        cx.audit(&tx, event.entry().with(details)).await?;
        tx.commit().await
    }
}

#[async_trait]
impl<L: List> Pieces for Rest<L> {
    async fn piece(&mut self) -> Result<Option<Vec<u8>>, Aborted> {
        if matches!(self.state, Place::Ended) {
            return Ok(None);
        }
        let piece = self.further().await;
        let event = match &piece {
            Err(_) => &events::LIST_EXPORT_ABORTED,
            Ok(_) if matches!(self.state, Place::Ended) => &events::LIST_EXPORT_ENDED,
            Ok(_) => return piece.map(Some),
        };
        let written = self.write(event, Some(self.rows)).await;
        match (piece, written) {
            (Ok(_), Err(fault)) => Err(fault.into()),
            (Err(aborted), Err(fault)) => {
                tracing::error!(error = %fault, "the audit log does not say that a download was aborted");
                Err(aborted)
            }
            (piece, Ok(())) => piece.map(Some),
        }
    }
}
