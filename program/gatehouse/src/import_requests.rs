//! `gatehouse import requests`: brings requests of another program (SUP-17, ACC-18).

use crate::config::Config;
use crate::import_command::{check_encoding, known_language, wrong};
use crate::install::{Installed, Making};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Refusal as _, Stop, Uuid};
use gatehouse_support::actions::begin_import::begin_by_program;
use gatehouse_support::actions::run_import::{File as Opened, Importing, run_import};
use gatehouse_support::model::import::refused::ItemRefused;
use gatehouse_support::model::request::ImportSource;
use gatehouse_support::queries::imports::report;
use gatehouse_support::rights::may;
use gatehouse_support::tables::import_run;
use gatehouse_web::download::Csv;
use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which file, and how.
#[derive(Args)]
pub struct ImportRequests {
    /// The file, in UTF-8. JSON as the other program exports it; the columns of a CSV file are documented in docs/formats/requests-csv.md.
    file: PathBuf,
    /// Which program it is of.
    #[arg(long, value_parser = known_source())]
    from: ImportSource,
    /// What the import is called; one of the same name that was stopped goes on. The name of the file when it is not given.
    #[arg(long)]
    name: Option<String>,
    /// Looks at everything and stores nothing but the report.
    #[arg(long)]
    dry_run: bool,
    /// The language of people without an account.
    #[arg(long, default_value = "en", value_parser = known_language())]
    language: Lang,
    /// Where it is told what was taken and refused; FILE.report.csv when it is not given.
    #[arg(long)]
    report: Option<PathBuf>,
}

fn known_source() -> impl TypedValueParser<Value = ImportSource> {
    let words = PossibleValuesParser::new(ImportSource::ALL.map(ImportSource::word));
    words.try_map(|word| ImportSource::from_word(&word).ok_or("not a program whose exports are read"))
}

/// Does it.
pub async fn run(config: Config, asked: ImportRequests) -> Result<ExitCode, Fault> {
    if asked.from == ImportSource::Csv {
        let file = File::open(&asked.file).map_err(|error| wrong(&asked.file, &error.to_string()))?;
        check_encoding(&mut BufReader::new(file), &asked.file)?;
    }
    let installed = Installed::open_or_make(config, Making::Never).await?;
    let done = requests(&Cx::program(&installed.site.app, "import"), &asked).await;
    installed.close().await?;
    let run = done?;
    let verb = if asked.dry_run { "would be taken" } else { "taken" };
    println!("{} {verb}, {} here already, {} refused", run.taken, run.passed, run.refused);
    println!("what became of each is listed in {}", report_of(&asked).display());
    Ok(if run.refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

async fn requests(cx: &Cx, asked: &ImportRequests) -> Result<import_run::Model, Fault> {
    let name = asked
        .name
        .clone()
        .unwrap_or_else(|| asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    let id = begin_by_program(cx, (&name, asked.from), asked.language, asked.dry_run).await?;
    let run = match Box::pin(run_import(cx, id, &OnDisk(&asked.file), None)).await {
        Ok(run) => run,
        Err(Stop::Refused(refused)) => return Err(wrong(&asked.file, &refused.text(cx.lang))),
        Err(Stop::Broken(fault)) => return Err(fault),
    };
    write_report(cx, id, &report_of(asked)).await?;
    Ok(run)
}

/// The file of the command line.
struct OnDisk<'a>(&'a Path);

impl Importing for OnDisk<'_> {
    fn open(&self) -> io::Result<Opened> {
        Ok(Box::new(BufReader::new(File::open(self.0)?)))
    }

    fn is_at(&self, run: &import_run::Model) {
        if run.total > 0 && run.total % 1_000 == 0 {
            eprintln!("{}: {} taken, {} here already, {} refused", run.total, run.taken, run.passed, run.refused);
        }
    }
}

fn report_of(asked: &ImportRequests) -> PathBuf {
    asked.report.clone().unwrap_or_else(|| {
        let mut name = asked.file.clone().into_os_string();
        name.push(".report.csv");
        name.into()
    })
}

/// Each thing of the run: where it stands in the file, its id there, and its number here or why it was refused. Nothing else of it.
async fn write_report(cx: &Cx, run: Uuid, path: &Path) -> Result<(), Fault> {
    let mut file = File::create(path).map_err(|error| wrong(path, &error.to_string()))?;
    let mut rows = Csv::default();
    rows.row(["item", "id", "result", "number", "code", "reason"])?;
    let staff = may(cx).map_err(|_| Fault::new("the command line may import"))?;
    let mut after = None;
    loop {
        let piece = report(&staff, run, after).await?;
        for (row, number) in &piece {
            let result = if row.refusal.is_some() { "refused" } else { "taken" };
            let code = row.refusal.as_deref().unwrap_or_default();
            let reason = ItemRefused::said(code, cx.lang).unwrap_or_default();
            let (place, number) = (row.place.to_string(), number.as_deref().unwrap_or_default());
            rows.row([place.as_str(), row.foreign_id.as_str(), result, number, code, reason.as_str()])?;
        }
        file.write_all(&std::mem::take(&mut rows).into_bytes()?)?;
        let Some((last, _)) = piece.last() else { return Ok(()) };
        after = Some(last.id);
    }
}
