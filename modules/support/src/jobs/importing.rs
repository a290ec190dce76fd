//! An export that staff uploaded is read by a job, which can take hours and be killed: it begins again, and nothing comes twice.

use crate::actions::run_import::{File, Importing, run_import};
use crate::model::files::IMPORT;
use crate::model::import::refused::FileRefused;
use crate::model::request::ImportState;
use crate::tables::import_run::{Column, Entity, Model};
use axum::body::Bytes;
use futures::TryStreamExt as _;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal as _, Stop, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_files::Files;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use sea_orm::entity::prelude::*;
use serde_json::json;
use std::io::{self, Cursor};

/// The job.
pub(super) const JOB: &str = "support.import";

/// Queues it, with the run.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, run: Uuid) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(JOB, json!({ "run": run }))).await.map(drop)
}

/// Reads one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Import;

/// A file in memory: [`crate::model::files::MOST_IMPORT`] at the most.
struct Held(Bytes);

impl Importing for Held {
    fn open(&self) -> io::Result<File> {
        Ok(Box::new(Cursor::new(self.0.clone())))
    }

    fn is_at(&self, _: &Model) {}
}

#[async_trait]
impl JobHandler for Import {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let run = job.id("run")?;
        let found = Entity::find_by_id(run).one(cx.read()).await?;
        let Some(row) = found.filter(|row| row.state.is_on_its_way()) else { return Ok(JobEnd::Done) };
        let Some(bytes) = content(cx, row.file_id).await? else {
            ended(cx, run, FileRefused::Gone).await?;
            return Ok(JobEnd::Done);
        };
        match Box::pin(run_import(cx, run, &Held(bytes), Some(job))).await {
            // Why it was given up stands in the run.
            Ok(_) | Err(Stop::Refused(_)) => Ok(JobEnd::Done),
            Err(Stop::Broken(fault)) => Err(JobFailure::Retry(fault)),
        }
    }

    async fn given_up(&self, cx: &Cx, job: &Claimed) -> Result<(), Fault> {
        ended(cx, job.id("run")?, FileRefused::Broken).await
    }
}

async fn content(cx: &Cx, file: Option<Uuid>) -> Result<Option<Bytes>, Fault> {
    let Some(file) = file else { return Ok(None) };
    let files = cx.service::<Files>()?;
    let Some(file) = files.find(cx, &IMPORT, file).await? else { return Ok(None) };
    let pieces: Vec<Bytes> = files.open(cx, &file, None).await?.try_collect().await?;
    Ok(Some(Bytes::from(pieces.concat())))
}

async fn ended(cx: &Cx, run: Uuid, why: FileRefused) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ImportState::Failed))
        .col_expr(Column::Failure, Expr::value(Some(why.code().to_owned())))
        .col_expr(Column::EndedAt, Expr::value(Some(cx.now())))
        .filter(Column::Id.eq(run))
        .filter(Column::State.is_in([ImportState::Waiting, ImportState::Running]))
        .exec(cx.db().writer())
        .await?;
    Ok(())
}
