//! A file of another program is read from its beginning to its end, and each thing of it taken (SUP-17, ACC-18). Nothing is remembered of how far a run was
//! when it was killed: it begins again, and what is there is passed over. A thing that cannot be taken is noted with why, and the others are taken.

use super::import_item::{Taken, take_item};
use crate::inventory::IMPORT_DAYS;
use crate::model::import::csv::{self, Grouping, Header};
use crate::model::import::item::Item;
use crate::model::import::parser::{ImportParser, Read};
use crate::model::import::people::People;
use crate::model::import::refused::{FileRefused, ItemRefused};
use crate::model::import::report::{Report, Summary};
use crate::model::import::split::Splitter;
use crate::model::import::{Row, RowWrong, System};
use crate::model::request::{ImportSource, ImportState};
use crate::tables::{import_item, import_run};
use gatehouse_accounts::model::csv_file::CsvFile;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Fault, Outcome, Refusal as _, Stop, Uuid, refuse};
use gatehouse_guard::Asker;
use gatehouse_jobs::Claimed;
use gatehouse_worker::Workers;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use std::collections::HashSet;
use std::io::{self, BufRead};

/// The mark of UTF-8, which some tools write first.
const MARK: &[u8] = "\u{feff}".as_bytes();
/// Things between two notes of how far it is.
const NOTED_EACH: u64 = 50;

/// A file, read as often as is needed.
pub type File = Box<dyn BufRead + Send>;

/// Where the file is, and who waits.
pub trait Importing: Send + Sync {
    /// The file, from its beginning.
    fn open(&self) -> io::Result<File>;
    /// Hears how far it is, now and then.
    fn is_at(&self, run: &import_run::Model);
}

/// Reads it; the run has its numbers and its end. `job`: keeps its lease meanwhile.
pub async fn run_import(
    cx: &Cx,
    run: Uuid,
    from: &dyn Importing,
    job: Option<&Claimed>,
) -> Outcome<import_run::Model, FileRefused> {
    if !matches!(cx.actor, Actor::Program(_)) {
        return Err(Fault::new("an import is run by a job or the command line").into());
    }
    let run = begin(cx, run).await?;
    let mut walk = Walk {
        cx,
        from,
        job,
        run,
        people: People::default(),
        report: Report::default(),
        refused: Vec::new(),
        seen: HashSet::new(),
        unnoted: 0,
    };
    let read = match walk.run.source {
        ImportSource::Zendesk => walk.json(System::Zendesk).await,
        ImportSource::Zammad => walk.json(System::Zammad).await,
        ImportSource::Csv => walk.csv().await,
    };
    let refused = match read {
        Ok(()) => None,
        Err(Stop::Refused(refused)) => Some(refused),
        // It is tried again.
        Err(Stop::Broken(fault)) => return Err(fault.into()),
    };
    let state = match refused {
        Some(_) => ImportState::Failed,
        None if walk.run.dry_run => ImportState::Checked,
        None => ImportState::Done,
    };
    walk.end(state, refused.map(|refused| refused.code().to_owned())).await?;
    refused.map_or(Ok(walk.run), |refused| Err(refuse(refused)))
}

/// The run, from its beginning: what an earlier try refused is judged anew, what it took is passed over and stays counted.
async fn begin(cx: &Cx, id: Uuid) -> Result<import_run::Model, Fault> {
    use import_item::{Column, Entity};
    let tx = cx.begin().await?;
    let found = import_run::Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let mut run = found.ok_or_else(|| Fault::new("an import that is not there"))?;
    Entity::delete_many().filter(Column::RunId.eq(id)).filter(Column::Refusal.is_not_null()).exec(&*tx).await?;
    let taken = Entity::find().filter(Column::RunId.eq(id)).filter(Column::Once.is_not_null()).count(&*tx).await?;
    run.state = ImportState::Running;
    run.total = 0;
    run.taken = i64::try_from(taken)?;
    // Those of this run are seen again, and are no others'.
    run.passed = -run.taken;
    run.refused = 0;
    run.failure = None;
    run.ended_at = None;
    import_run::Model { passed: 0, ..run.clone() }.into_active_model().reset_all().update(&*tx).await?;
    tx.commit().await?;
    Ok(run)
}

struct Walk<'a> {
    cx: &'a Cx,
    from: &'a dyn Importing,
    job: Option<&'a Claimed>,
    run: import_run::Model,
    people: People,
    report: Report,
    refused: Vec<import_item::Model>,
    /// What a dry run would have taken.
    seen: HashSet<String>,
    unnoted: u64,
}

impl Walk<'_> {
    /// An export: who everybody is first, then each thing.
    async fn json(&mut self, system: System) -> Outcome<(), FileRefused> {
        let mut pieces = Pieces::of(self.from.open().map_err(Fault::from)?);
        while let Some(batch) = pieces.batch()? {
            let read = parse(self.cx, system, &batch).await?;
            self.report.add(&read);
            for row in read.into_iter().flatten().flatten() {
                if let Row::Person(person) = row
                    && !self.people.add(person)
                {
                    return Err(refuse(FileRefused::People));
                }
            }
            self.note().await?;
        }
        let mut pieces = Pieces::of(self.from.open().map_err(Fault::from)?);
        let mut place = 0;
        while let Some(batch) = pieces.batch()? {
            for read in parse(self.cx, system, &batch).await? {
                place += 1;
                match read {
                    Ok(rows) => {
                        if let Some(item) = Item::of(rows) {
                            self.take(place, &item).await?;
                        }
                    }
                    Err(wrong) => self.refuse(place, "", ItemRefused::Row(wrong)).await?,
                }
            }
        }
        Ok(())
    }

    /// A CSV file: each thing with its people.
    async fn csv(&mut self) -> Outcome<(), FileRefused> {
        let mut file = self.from.open().map_err(Fault::from)?;
        if file.fill_buf().map_err(Fault::from)?.starts_with(MARK) {
            file.consume(MARK.len());
        }
        let mut rows = CsvFile::with_rows(file, csv::LONGEST_ROW, csv::MOST_LINES);
        let first = rows.next_row().map_err(Fault::from)?.and_then(|row| row.fields);
        let Some(header) = first.and_then(|fields| Header::read(&fields)) else {
            return Err(refuse(FileRefused::Header));
        };
        let mut grouping = Grouping::default();
        loop {
            let row = rows.next_row().map_err(Fault::from)?;
            let is_end = row.is_none();
            let grouped = match row {
                Some(row) => grouping.row(&header, row.line, row.fields.as_deref()),
                None => grouping.finish().into_iter().collect(),
            };
            for (line, id, item) in grouped {
                match item {
                    Ok(item) => {
                        if let Item::Request(request, messages) = &item {
                            let rows = std::iter::once(Row::Request(request.clone()));
                            let rows = rows.chain(messages.iter().cloned().map(Row::Message)).collect();
                            self.report.add(&[Ok(rows)]);
                        }
                        self.take(line.into(), &item).await?;
                    }
                    Err(wrong) => self.refuse(line.into(), &id, wrong).await?,
                }
            }
            if is_end {
                return Ok(());
            }
        }
    }

    async fn take(&mut self, place: i64, item: &Item) -> Result<(), Fault> {
        let key = item.key();
        // A dry run keeps nothing: what it would have taken is known here alone.
        if self.run.dry_run && self.is_seen(item, &key) {
            return self.counted(Taken::Before).await;
        }
        match Box::pin(take_item(self.cx, &self.run, (place, item), &self.people)).await {
            Ok(taken) => {
                if self.run.dry_run {
                    self.seen.insert(key);
                }
                self.counted(taken).await
            }
            Err(Stop::Refused(ItemRefused::NoRequest)) if self.run.dry_run && self.would_be_there(item) => {
                self.seen.insert(key);
                self.counted(Taken::Now).await
            }
            Err(Stop::Refused(refused)) => self.refuse(place, item.id(), refused).await,
            Err(Stop::Broken(fault)) => Err(fault),
        }
    }

    fn is_seen(&self, item: &Item, key: &str) -> bool {
        item.has_id() && self.seen.contains(key)
    }

    /// Whether a message's request would have been taken before it.
    fn would_be_there(&self, item: &Item) -> bool {
        match item {
            Item::Message(message) => self.seen.contains(&crate::model::import::item::of_request(&message.request)),
            Item::Request(..) => false,
        }
    }

    async fn counted(&mut self, taken: Taken) -> Result<(), Fault> {
        match taken {
            Taken::Now => self.run.taken += 1,
            Taken::Before => self.run.passed += 1,
        }
        self.step().await
    }

    async fn refuse(&mut self, place: i64, id: &str, why: ItemRefused) -> Result<(), Fault> {
        self.run.refused += 1;
        let id = id.chars().filter(|c| !c.is_control()).take(crate::model::import::item::MOST_ID).collect();
        self.refused.push(import_item::Model {
            id: self.cx.id(),
            run_id: self.run.id,
            place,
            source: self.run.source,
            foreign_id: id,
            once: None,
            request_id: None,
            refusal: Some(why.code().to_owned()),
            at: self.cx.now(),
            ends_at: Some(self.cx.now().plus(i64::from(IMPORT_DAYS) * DAY)),
        });
        self.step().await
    }

    async fn step(&mut self) -> Result<(), Fault> {
        self.run.total += 1;
        self.unnoted += 1;
        if self.unnoted < NOTED_EACH { Ok(()) } else { self.note().await }
    }

    /// Writes how far it is, and what was refused since.
    async fn note(&mut self) -> Result<(), Fault> {
        use import_item::Entity;
        self.unnoted = 0;
        let tx = self.cx.begin().await?;
        let refused: Vec<import_item::ActiveModel> =
            self.refused.drain(..).map(sea_orm::IntoActiveModel::into_active_model).collect();
        if !refused.is_empty() {
            Entity::insert_many(refused).exec_without_returning(&*tx).await?;
        }
        self.run.summary = Some(serde_json::to_string(&Summary::from(&self.report))?);
        let shown = import_run::Model { passed: self.run.passed.max(0), ..self.run.clone() };
        shown.clone().into_active_model().reset_all().update(&*tx).await?;
        tx.commit().await?;
        self.from.is_at(&shown);
        match self.job {
            Some(job) => job.extend(self.cx).await,
            None => Ok(()),
        }
    }

    async fn end(&mut self, state: ImportState, failure: Option<String>) -> Result<(), Fault> {
        self.run.passed = self.run.passed.max(0);
        self.run.state = state;
        self.run.failure = failure;
        self.run.ended_at = Some(self.cx.now());
        // A file that was only looked at is wanted once more.
        if let Some(file) = self.run.file_id.filter(|_| state != ImportState::Checked) {
            let tx = self.cx.begin().await?;
            gatehouse_files::remove(self.cx, &tx, file).await?;
            tx.commit().await?;
            self.run.file_id = None;
        }
        self.note().await
    }
}

/// The elements of a file, a batch at a time.
struct Pieces {
    file: File,
    splitter: Option<Splitter>,
}

impl Pieces {
    fn of(file: File) -> Self {
        Self { file, splitter: Some(Splitter::default()) }
    }

    fn batch(&mut self) -> Outcome<Option<Vec<u8>>, FileRefused> {
        let Some(mut splitter) = self.splitter.take() else { return Ok(None) };
        loop {
            let held = self.file.fill_buf().map_err(Fault::from)?;
            if held.is_empty() {
                let rest = splitter.finish().map_err(|refused| Stop::Refused(FileRefused::Split(refused)))?;
                return Ok(Some(rest).filter(|rest| !rest.is_empty()));
            }
            let read = held.len();
            splitter.feed(held).map_err(|refused| Stop::Refused(FileRefused::Split(refused)))?;
            self.file.consume(read);
            if let Some(batch) = splitter.batch() {
                self.splitter = Some(splitter);
                return Ok(Some(batch));
            }
        }
    }
}

/// Reads a batch in the worker. Where the worker gives up, each element is read alone, so that one costs no other.
async fn parse(cx: &Cx, system: System, batch: &[u8]) -> Result<Vec<Read>, Fault> {
    let workers = cx.service::<Workers>()?;
    let asker = Asker::program();
    if let Ok(parsed) = workers.parse::<ImportParser>(&asker, &system, batch).await? {
        return Ok(parsed.found);
    }
    let mut all = Vec::new();
    for line in batch.split_inclusive(|byte| *byte == b'\n') {
        match workers.parse::<ImportParser>(&asker, &system, line).await? {
            Ok(parsed) => all.extend(parsed.found),
            Err(_) => all.push(Err(RowWrong::Element)),
        }
    }
    Ok(all)
}
