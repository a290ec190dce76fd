//! Requests of another program are to be brought here (SUP-17, ACC-18): staff upload an export, which is looked at first; once they have seen what it would
//! bring, they let it be stored. The command line begins a run by itself, and goes on with one of the same name that was killed.

use crate::events::{IMPORT_BEGUN, IMPORT_DROPPED, IMPORT_STARTED};
use crate::jobs::importing;
use crate::model::files::IMPORT;
use crate::model::request::{ImportSource, ImportState};
use crate::rights::{HistoryWrite, NotAllowed, may};
use crate::tables::import_item;
use crate::tables::import_run::{Column, Entity, Model};
use axum::body::Bytes;
use gatehouse_catalog::model::input::{Invalid, NAME, Reader, Wrong};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Lang, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_files::{FileName, Files, PutRefusal};
use gatehouse_web::rights::member;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use serde_json::json;

/// Why nothing is brought.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ImportRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// Fields are wrong.
    Invalid(Invalid),
    /// The file was not taken.
    File(PutRefusal),
    /// There is no such run.
    #[refusal(404, "import.not_found", refusal_import_not_found)]
    NotFound,
    /// It was not looked at, or is stored already.
    #[refusal(409, "import.not_checked", refusal_import_not_checked)]
    NotChecked,
}

/// An export as it is uploaded.
#[derive(Clone, Debug, Default)]
pub struct NewImport {
    /// What the run is called.
    pub name: String,
    /// The word of the program.
    pub source: String,
    /// The tag of the language of people without an account.
    pub lang: String,
    /// The export.
    pub file: Bytes,
}

/// Takes the file and lets a job look at it; returns the run.
pub async fn begin_import(cx: &Cx, input: &NewImport) -> Outcome<Uuid, ImportRefusal> {
    let may = may::<HistoryWrite>(cx).or_refuse()?;
    let made_by = member(cx).or_refuse()?;
    let mut reader = Reader::default();
    let name = reader.line("name", &input.name, NAME);
    let source = match ImportSource::from_word(input.source.trim()) {
        // Rows of a CSV file are read where the file is: by the command line.
        Some(source @ (ImportSource::Zendesk | ImportSource::Zammad)) => Some(source),
        _ => None,
    };
    if source.is_none() {
        reader.wrong("source", Wrong::Choice);
    }
    let lang = Lang::from_tag(input.lang.trim());
    if lang.is_none() {
        reader.wrong("lang", Wrong::Choice);
    }
    if input.file.is_empty() {
        reader.wrong("file", Wrong::Required);
    }
    reader.finish(()).or_refuse()?;
    let content = futures::stream::iter([Ok::<Bytes, Fault>(input.file.clone())]);
    let received = cx.service::<Files>()?.put(cx, &IMPORT, subject::INSTALLATION, content).await;
    let received = received.map_err(|stop| stop.map(ImportRefusal::File))?;
    let tx = may.begin().await?;
    let file = received.attach(cx, &tx, FileName::clean("export.json")).await?;
    let run = Model {
        id: cx.id(),
        name,
        source: source.unwrap_or(ImportSource::Zendesk),
        lang: lang.unwrap_or_default().tag().to_owned(),
        file_id: Some(file.id),
        made_by: Some(made_by),
        ..fresh(cx, true)
    };
    let id = run.id;
    let line = IMPORT_BEGUN.about(id).with(json!({ "program": run.source.word() }));
    Entity::insert(run.into_active_model()).exec_without_returning(&*tx).await?;
    importing::enqueue(cx, &tx, id).await?;
    cx.audit(&tx, line).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Lets what was looked at be stored.
pub async fn start_import(cx: &Cx, run: Uuid) -> Outcome<(), ImportRefusal> {
    let may = may::<HistoryWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let mut row = checked(&tx, run).await?;
    row.dry_run = false;
    row.state = ImportState::Waiting;
    row.ended_at = None;
    row.into_active_model().reset_all().update(&*tx).await?;
    importing::enqueue(cx, &tx, run).await?;
    cx.audit(&tx, IMPORT_STARTED.about(run)).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a run that was only looked at, with its file.
pub async fn drop_import(cx: &Cx, run: Uuid) -> Outcome<(), ImportRefusal> {
    let may = may::<HistoryWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let row = checked(&tx, run).await?;
    if let Some(file) = row.file_id {
        gatehouse_files::remove(cx, &tx, file).await?;
    }
    import_item::Entity::delete_many()
        .filter(import_item::Column::RunId.eq(run))
        .filter(import_item::Column::Refusal.is_not_null())
        .exec(&*tx)
        .await?;
    Entity::delete_by_id(run).exec(&*tx).await?;
    cx.audit(&tx, IMPORT_DROPPED.about(run)).await?;
    tx.commit().await?;
    Ok(())
}

async fn checked(tx: &Tx, run: Uuid) -> Outcome<Model, ImportRefusal> {
    let found = Entity::find_by_id(run).lock_exclusive().one(&**tx).await?;
    let row = found.ok_or(ImportRefusal::NotFound).or_refuse()?;
    if row.state != ImportState::Checked || row.file_id.is_none() {
        return Err(refuse(ImportRefusal::NotChecked));
    }
    Ok(row)
}

/// A run of the command line: that of the same name which never came to its end, or a new one.
pub async fn begin_by_program(
    cx: &Cx,
    (name, source): (&str, ImportSource),
    lang: Lang,
    dry_run: bool,
) -> Result<Uuid, Fault> {
    if !matches!(cx.actor, Actor::Program(_)) {
        return Err(Fault::new("only the command line begins an import without an upload"));
    }
    let tx = cx.begin().await?;
    let begun = Entity::find()
        .filter(Column::Name.eq(name))
        .filter(Column::Source.eq(source))
        .filter(Column::DryRun.eq(dry_run))
        .filter(Column::State.eq(ImportState::Running))
        .filter(Column::MadeBy.is_null());
    if let Some(begun) = begun.one(&*tx).await? {
        return Ok(begun.id);
    }
    let run = Model { id: cx.id(), name: name.to_owned(), source, lang: lang.tag().to_owned(), ..fresh(cx, dry_run) };
    let id = run.id;
    Entity::insert(run.into_active_model()).exec_without_returning(&*tx).await?;
    cx.audit(&tx, IMPORT_BEGUN.about(id).with(json!({ "program": source.word() }))).await?;
    tx.commit().await?;
    Ok(id)
}

fn fresh(cx: &Cx, dry_run: bool) -> Model {
    Model {
        id: Uuid::nil(),
        name: String::new(),
        source: ImportSource::Zendesk,
        lang: String::new(),
        state: ImportState::Waiting,
        dry_run,
        file_id: None,
        summary: None,
        total: 0,
        taken: 0,
        passed: 0,
        refused: 0,
        failure: None,
        made_by: None,
        made_at: cx.now(),
        ended_at: None,
    }
}
