//! What was sent is scanned for harm before anybody opens it (SUP-5): quarantined, then clean, infected, or not scannable. A verdict is of the bytes
//! whose SHA-256 the row's receipt has. Nothing is executed or unpacked here.
//!
//! The scanner is a service ([`SharedScanner`]); an installation without one leaves everything quarantined, and staff open a file by exception
//! ([`crate::Clean::by_exception`]). When one is set later, the job looks into what waits.

mod clamd;

pub use clamd::Clamd;

use crate::events::INFECTED;
use crate::media::Media;
use crate::name::FileName;
use crate::purpose::Purpose;
use crate::read::{Content, StoredFile};
use crate::storage::Blob;
use crate::store::Files;
use crate::tables::file::{Column, DELETING, Entity, Model, READY, ScanState};
use futures::TryStreamExt as _;
use gatehouse_context::{Cx, Signal};
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use gatehouse_jobs::Claimed;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use std::sync::Arc;
use std::time::Duration;

/// What is longer is not scanned: clamd's own bound.
pub const MOST_SCANNED: u64 = 2_000 << 20;
/// Files of one round.
const BATCH: u64 = 50;
/// How often the job's lease is extended while a file is scanned.
const EXTEND: Duration = Duration::from_secs(20);
/// The most letters that are kept of what the scanner says.
const LONGEST: usize = 120;

/// What a scanner found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Clean,
    /// This.
    Infected(String),
    /// It cannot look into it, and why.
    NotScannable(String),
}

/// Looks into files.
#[async_trait]
pub trait Scanner: Send + Sync {
    /// Reads a content to its end, and judges it. A scanner that is away is a fault that passes.
    async fn scan(&self, content: Content) -> Result<Verdict, Fault>;
    /// Whether it is there: asked when it could not judge a file.
    async fn is_there(&self) -> Result<(), Fault> {
        Ok(())
    }
    /// Where it is, for operators.
    fn place(&self) -> String;
}

/// The scanner of the installation. Lies in the services, where there is one.
#[derive(Clone)]
pub struct SharedScanner(pub Arc<dyn Scanner>);

/// A file was scanned. Heard in the transaction that stores the verdict.
#[derive(Clone, Copy, Debug)]
pub struct Scanned {
    /// The file, or upload that is not attached yet.
    pub file: Uuid,
    /// Whose it is.
    pub owner: Uuid,
    /// What it is now.
    pub scan: ScanState,
}

impl Signal for Scanned {}

/// Whether this installation has a scanner: where it has none, pages say that only staff decide.
pub fn has_scanner(cx: &Cx) -> bool {
    cx.app.services.find::<SharedScanner>().is_some()
}

/// Has everything scanned that is whole and quarantined. A file at which the scanner fails, or that cannot be read, keeps none of the others waiting: it
/// stays quarantined, and the job fails in the end. Without a scanner it ends at once.
pub(crate) async fn inspect(cx: &Cx, job: &Claimed) -> Result<(), Fault> {
    let Some(SharedScanner(scanner)) = cx.app.services.find::<SharedScanner>() else { return Ok(()) };
    let (mut after, mut failed) = (Uuid::nil(), None);
    loop {
        let rows = Entity::find()
            .filter(Column::Scan.eq(ScanState::Quarantined))
            .filter(Column::State.ne(DELETING))
            // An upload that is whole, or what came by mail and is attached.
            .filter(Condition::any().add(Column::ReceiptSealed.is_not_null()).add(Column::State.eq(READY)))
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(cx.read())
            .await?;
        let Some(last) = rows.last() else { return failed.map_or(Ok(()), Err) };
        after = last.id;
        for row in rows {
            job.extend(cx).await?;
            match judged(cx, scanner.as_ref(), job, &row).await {
                Ok(verdict) => store(cx, &row, verdict).await?,
                Err(fault) => {
                    scanner.is_there().await?;
                    tracing::error!(file = %row.id, error = %fault, "a file could not be scanned");
                    failed = Some(fault);
                }
            }
        }
    }
}

async fn judged(cx: &Cx, scanner: &dyn Scanner, job: &Claimed, row: &Model) -> Result<Verdict, Fault> {
    let file = for_scanner(row)?;
    if file.size > MOST_SCANNED {
        return Ok(Verdict::NotScannable("too long".to_owned()));
    }
    let content = cx.service::<Files>()?.content(cx, &file, None).await?;
    let mut scanning = scanner.scan(content);
    loop {
        match tokio::time::timeout(EXTEND, &mut scanning).await {
            Ok(verdict) => return verdict,
            Err(_) => job.extend(cx).await?,
        }
    }
}

impl Files {
    /// The bytes of a file of this purpose, attached or uploaded whole, for a parser in the worker process and nobody else: nothing is known
    /// of harm in them. `None`: there is none, or it is longer than `most`.
    pub async fn for_worker(
        &self,
        cx: &Cx,
        purpose: &Purpose,
        id: Uuid,
        most: usize,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let whole = Condition::any().add(Column::ReceiptSealed.is_not_null()).add(Column::State.eq(READY));
        let row = Entity::find_by_id(id)
            .filter(Column::Purpose.eq(purpose.word))
            .filter(Column::State.ne(DELETING))
            .filter(whole)
            .one(cx.read())
            .await?;
        let Some(row) = row.filter(|row| usize::try_from(row.size).is_ok_and(|size| size <= most)) else {
            return Ok(None);
        };
        let mut content = self.content(cx, &for_scanner(&row)?, None).await?;
        let mut bytes = Vec::with_capacity(usize::try_from(row.size)?);
        while let Some(piece) = content.try_next().await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(Some(bytes))
    }
}

/// It needs no name.
pub(crate) fn for_scanner(row: &Model) -> Result<StoredFile, Fault> {
    Ok(StoredFile {
        id: row.id,
        owner: row.owner,
        name: FileName::clean(""),
        media: Media::Bytes,
        size: u64::try_from(row.size)?,
        created_at: Moment(row.created_at),
        sha256: None,
        scan: row.scan,
        scanned_at: None,
        scan_said: None,
        is_vouched: row.vouched_at.is_some(),
        blob: Blob::from_id(row.blob),
        parts: row.parts.map(u64::try_from).transpose()?,
    })
}

async fn store(cx: &Cx, row: &Model, verdict: Verdict) -> Result<(), Fault> {
    let (scan, said) = match verdict {
        Verdict::Clean => (ScanState::Clean, None),
        Verdict::Infected(name) => (ScanState::Infected, Some(name)),
        Verdict::NotScannable(why) => (ScanState::NotScannable, Some(why)),
    };
    metrics::counter!("gatehouse_files_scanned_total", "verdict" => scan.word()).increment(1);
    let said = said.map(|said| said.chars().filter(char::is_ascii_graphic).take(LONGEST).collect::<String>());
    let tx = cx.begin().await?;
    let stored = Entity::update_many()
        .col_expr(Column::Scan, Expr::value(scan))
        .col_expr(Column::ScannedAt, Expr::value(Some(cx.now())))
        .col_expr(Column::ScanSaid, Expr::value(said))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Scan.eq(ScanState::Quarantined))
        .filter(Column::State.ne(DELETING))
        .exec(&*tx)
        .await?;
    if stored.rows_affected == 1 {
        if scan == ScanState::Infected {
            cx.audit(&tx, INFECTED.about(row.id)).await?;
        }
        cx.raise(&tx, Scanned { file: row.id, owner: row.owner, scan }).await?;
    }
    tx.commit().await
}
