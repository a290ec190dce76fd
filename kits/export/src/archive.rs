//! Writing the archive: each data set as JSON, as CSV, then the page with all of them, and what is in it.

use crate::page::{self, PageWords};
use crate::table;
use crate::zipped::Zipped;
use axum::body::Bytes;
use futures::channel::mpsc;
use futures::stream::{self, BoxStream};
use futures::{FutureExt as _, StreamExt as _};
use gatehouse_context::data_set::{DataColumn, DataRows, DataValue};
use gatehouse_context::{Cx, DataSet, DataSets};
use gatehouse_core::{Fault, Uuid};
use gatehouse_l10n::Format;
use serde_json::json;
use std::sync::Arc;

/// The form of the archive, in its manifest.
pub const FORMAT: &str = "gatehouse-data-export/1";
/// Pieces that wait for the reader.
const WAITING: usize = 2;

/// The archive of an account.
pub struct Archive {
    cx: Cx,
    account: Uuid,
    words: PageWords,
}

impl Archive {
    /// Of this account; language and time zone are those of the context.
    pub const fn new(cx: Cx, account: Uuid, words: PageWords) -> Self {
        Self { cx, account, words }
    }

    /// Its bytes as they are made. After a fault nothing more comes, and what came is no archive.
    pub fn content(self) -> BoxStream<'static, Result<Bytes, Fault>> {
        let (to, pieces) = mpsc::channel(WAITING);
        let writing = self.write(to).into_stream().filter_map(async |ended| ended.err().map(Err));
        stream::select(pieces.map(Ok), writing).boxed()
    }

    async fn write(self, to: mpsc::Sender<Bytes>) -> Result<(), Fault> {
        let sets = self.cx.service::<DataSets>()?.clone();
        let mut zip = Zipped::new(to);
        let mut said = Vec::new();
        for set in sets.iter() {
            let rows = self.json(&mut zip, set).await?;
            self.csv(&mut zip, set).await?;
            let columns: Vec<&str> = set.columns(self.cx.lang).iter().map(|column| column.name).collect();
            said.push(json!({
                "name": set.name(),
                "title": set.title(self.cx.lang),
                "rows": rows,
                "json": path(set, "json"),
                "csv": path(set, "csv"),
                "columns": columns,
            }));
        }
        self.page(&mut zip, &sets).await?;
        let manifest = json!({
            "format": FORMAT,
            "account": self.account,
            "made_at": self.cx.now().rfc3339(),
            "language": self.cx.lang.tag(),
            "sets": said,
        });
        zip.begin("manifest.json")?;
        zip.add(&serde_json::to_vec_pretty(&manifest)?).await?;
        Box::pin(zip.end()).await
    }

    async fn json(&self, zip: &mut Zipped, set: &Arc<dyn DataSet>) -> Result<u64, Fault> {
        let columns = set.columns(self.cx.lang);
        zip.begin(&path(set, "json"))?;
        zip.add(b"[").await?;
        let (mut pieces, mut count) = (Pieces::new(self, set), 0_u64);
        while let Some(rows) = pieces.next().await? {
            let mut text = String::new();
            for row in &rows {
                text.push_str(if count == 0 { "\n" } else { ",\n" });
                text.push_str(&table::object(&columns, row)?);
                count += 1;
            }
            zip.add(text.as_bytes()).await?;
        }
        zip.add(b"\n]\n").await?;
        Ok(count)
    }

    async fn csv(&self, zip: &mut Zipped, set: &Arc<dyn DataSet>) -> Result<(), Fault> {
        zip.begin(&path(set, "csv"))?;
        zip.add(&table::csv_head(&set.columns(self.cx.lang))?).await?;
        let mut pieces = Pieces::new(self, set);
        while let Some(rows) = pieces.next().await? {
            zip.add(&table::csv_rows(&rows)?).await?;
        }
        Ok(())
    }

    async fn page(&self, zip: &mut Zipped, sets: &DataSets) -> Result<(), Fault> {
        let titles: Vec<_> = sets.iter().map(|set| (set.name().to_owned(), set.title(self.cx.lang))).collect();
        zip.begin("index.html")?;
        zip.add(page::begin(&self.words, &titles).as_bytes()).await?;
        for (set, (name, title)) in sets.iter().zip(&titles) {
            zip.add(page::head(name, title).as_bytes()).await?;
            self.section(zip, set).await?;
            zip.add(page::SET_END.as_bytes()).await?;
        }
        zip.add(page::END.as_bytes()).await
    }

    async fn section(&self, zip: &mut Zipped, set: &Arc<dyn DataSet>) -> Result<(), Fault> {
        let (columns, format) = (set.columns(self.cx.lang), Format::new(self.cx.lang, self.cx.zone.clone()));
        let mut pieces = Pieces::new(self, set);
        let Some(first) = pieces.next().await? else {
            return zip.add(page::nothing(&self.words).as_bytes()).await;
        };
        if is_facts(&columns, &first)
            && let [row] = first.as_slice()
        {
            return zip.add(page::facts(&self.words, &format, &columns, row).as_bytes()).await;
        }
        zip.add(page::table(&columns).as_bytes()).await?;
        zip.add(page::rows(&self.words, &format, &first).as_bytes()).await?;
        while let Some(rows) = pieces.next().await? {
            zip.add(page::rows(&self.words, &format, &rows).as_bytes()).await?;
        }
        zip.add(page::TABLE_END.as_bytes()).await
    }
}

/// One row with more columns than a page has room for.
fn is_facts(columns: &[DataColumn], rows: &[Vec<DataValue>]) -> bool {
    rows.len() == 1 && columns.len() > 8
}

/// `data/accounts/profile.json`.
fn path(set: &Arc<dyn DataSet>, ending: &str) -> String {
    format!("data/{}.{ending}", set.name().replace('.', "/"))
}

/// The pieces of a set.
struct Pieces<'a> {
    archive: &'a Archive,
    set: &'a Arc<dyn DataSet>,
    after: Option<Uuid>,
    has_ended: bool,
}

impl<'a> Pieces<'a> {
    const fn new(archive: &'a Archive, set: &'a Arc<dyn DataSet>) -> Self {
        Self { archive, set, after: None, has_ended: false }
    }

    /// The next one, never empty.
    async fn next(&mut self) -> Result<Option<Vec<Vec<DataValue>>>, Fault> {
        if self.has_ended {
            return Ok(None);
        }
        let DataRows { rows, next } = self.set.read(&self.archive.cx, self.archive.account, self.after).await?;
        self.has_ended = next.is_none();
        self.after = next;
        Ok((!rows.is_empty()).then_some(rows))
    }
}
