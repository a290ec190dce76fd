//! `gatehouse import`: takes over what another portal had (ACC-18). Requests: [`crate::import_requests`].

use crate::config::Config;
use crate::import_requests::ImportRequests;
use crate::install::{Installed, Making};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use gatehouse_accounts::actions::import_accounts::{BATCH, HowToImport, import_accounts};
use gatehouse_accounts::model::csv_file::CsvFile;
use gatehouse_accounts::model::import::{COLUMNS, Header, HeaderError, ImportError, ImportRow};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Refusal as _, Stop};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do.
#[derive(Subcommand)]
pub enum ImportCommand {
    /// Makes accounts from a CSV file of another portal, with their password hashes. Can be stopped and run again: an address that has
    /// an account already is passed over. Exits with 2 when rows were refused.
    Accounts(ImportAccounts),
    /// Brings requests of another program, with their messages: an export of Zendesk or Zammad (JSON), or a CSV file of any other one. Can be
    /// stopped and run again: what is here already is passed over. Nobody is mailed. Exits with 2 when something was refused.
    Requests(ImportRequests),
}

/// Which file, and how.
#[derive(Args)]
pub struct ImportAccounts {
    /// The CSV file, in UTF-8; its columns are documented in docs/formats/accounts-csv.md.
    file: PathBuf,
    /// Looks at everything and writes nothing but the report.
    #[arg(long)]
    dry_run: bool,
    /// The other portal has proven the addresses: the accounts can be used at once. Without it each person proves theirs first, by a
    /// link that is mailed when they sign in or ask for a new password.
    #[arg(long)]
    confirmed: bool,
    /// The language of people whose row tells none.
    #[arg(long, default_value = "en", value_parser = known_language())]
    language: Lang,
    /// Where the refused rows are listed; FILE.refused.csv when it is not given.
    #[arg(long)]
    report: Option<PathBuf>,
}

pub(crate) fn known_language() -> impl TypedValueParser<Value = Lang> {
    let tags = PossibleValuesParser::new(Lang::ALL.map(|lang| lang.tag()));
    tags.try_map(|tag| Lang::from_tag(&tag).ok_or("not a language of the interface"))
}

/// Does it.
pub async fn run(config: Config, command: ImportCommand) -> Result<ExitCode, Fault> {
    let asked = match command {
        ImportCommand::Accounts(asked) => asked,
        ImportCommand::Requests(asked) => return crate::import_requests::run(config, asked).await,
    };
    let installed = Installed::open_or_make(config, Making::Never).await?;
    let total = accounts(&Cx::program(&installed.site.app, "import"), &asked).await?;
    installed.close().await?;
    let verb = if asked.dry_run { "would be made" } else { "made" };
    println!("{} accounts {verb}, {} rows refused", total.made, total.refused);
    if total.refused == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    println!("the refused rows are listed in {}", report_of(&asked).display());
    Ok(ExitCode::from(2))
}

/// How far an import is.
#[derive(Clone, Copy, Default)]
struct Total {
    /// Accounts that were made.
    made: u64,
    /// Rows that were refused.
    refused: u64,
}

fn report_of(asked: &ImportAccounts) -> PathBuf {
    asked.report.clone().unwrap_or_else(|| {
        let mut name = asked.file.clone().into_os_string();
        name.push(".refused.csv");
        name.into()
    })
}

/// Reads the file and makes its accounts, a thousand in a transaction.
async fn accounts(cx: &Cx, asked: &ImportAccounts) -> Result<Total, Fault> {
    let mut file = BufReader::new(open(&asked.file)?);
    check_encoding(&mut file, &asked.file)?;
    let mut rows = CsvFile::new(file);
    let first = rows.next_row()?.ok_or_else(|| wrong(&asked.file, "the file is empty"))?;
    let header = first.fields.ok_or_else(|| wrong(&asked.file, "the first line cannot be read"))?;
    let header = Header::read(&header).map_err(|error| wrong(&asked.file, &why(&error)))?;
    let mut import = Import::begin(cx, asked);
    while let Some(row) = rows.next_row()? {
        let read = match row.fields {
            Some(fields) => header.row(row.line, fields, asked.language),
            None => Err(ImportError::Row),
        };
        import.take(row.line, read).await?;
    }
    import.end().await
}

/// An import on its way.
struct Import<'a> {
    cx: &'a Cx,
    how: HowToImport,
    batch: Vec<ImportRow>,
    /// The lines of the addresses in the batch.
    lines: HashMap<String, u32>,
    report: Report,
    total: Total,
    told: u64,
}

/// Rows between two lines of progress.
const TOLD_EACH: u64 = 10_000;

impl<'a> Import<'a> {
    fn begin(cx: &'a Cx, asked: &ImportAccounts) -> Self {
        let how = HowToImport { confirmed: asked.confirmed, dry_run: asked.dry_run };
        let report = Report::new(report_of(asked));
        Self { cx, how, batch: Vec::new(), lines: HashMap::new(), report, total: Total::default(), told: 0 }
    }

    async fn take(&mut self, line: u32, read: Result<ImportRow, ImportError>) -> Result<(), Fault> {
        match read {
            Err(error) => self.refuse(line, &error)?,
            Ok(row) => match self.lines.get(row.address()).copied() {
                Some(first) => self.refuse(line, &ImportError::Twice(first))?,
                None => {
                    self.lines.insert(row.address().to_owned(), line);
                    self.batch.push(row);
                }
            },
        }
        if self.batch.len() == BATCH { self.store().await } else { Ok(()) }
    }

    async fn store(&mut self) -> Result<(), Fault> {
        let imported = match import_accounts(self.cx, &self.batch, self.how).await {
            Ok(imported) => imported,
            Err(Stop::Refused(refusal)) => return Err(Fault::new(refusal.text(self.cx.lang))),
            Err(Stop::Broken(fault)) => return Err(fault),
        };
        self.batch.clear();
        self.lines.clear();
        self.total.made += imported.made;
        for (line, error) in &imported.refused {
            self.refuse(*line, error)?;
        }
        self.report.flush()?;
        let rows = self.total.made + self.total.refused;
        if rows >= self.told + TOLD_EACH {
            self.told = rows;
            eprintln!("{rows} rows: {} accounts, {} refused", self.total.made, self.total.refused);
        }
        Ok(())
    }

    fn refuse(&mut self, line: u32, error: &ImportError) -> Result<(), Fault> {
        self.total.refused += 1;
        self.report.add(line, error, self.cx.lang)
    }

    async fn end(mut self) -> Result<Total, Fault> {
        if !self.batch.is_empty() {
            self.store().await?;
        }
        self.report.flush()?;
        Ok(self.total)
    }
}

/// The list of refused rows: the line and the reason, and nothing of what stands in the row. It is made with the first of them; one of
/// an import before is replaced.
struct Report {
    path: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Report {
    const fn new(path: PathBuf) -> Self {
        Self { path, file: None }
    }

    fn add(&mut self, line: u32, error: &ImportError, lang: Lang) -> Result<(), Fault> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let made = File::create(&self.path).map_err(|error| wrong(&self.path, &error.to_string()))?;
                let file = none.insert(BufWriter::new(made));
                write!(file, "row,field,code,reason\r\n")?;
                file
            }
        };
        let reasons: Vec<_> = std::iter::once(error as &dyn gatehouse_core::Refusal).chain(error.others()).collect();
        for reason in reasons {
            let text = reason.text(lang).replace('"', "\"\"");
            let (field, code) = (reason.field().unwrap_or_default(), reason.code());
            write!(file, "{line},{field},{code},\"{text}\"\r\n")?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Fault> {
        match &mut self.file {
            Some(file) => Ok(file.flush()?),
            None => Ok(()),
        }
    }
}

fn open(path: &Path) -> Result<File, Fault> {
    File::open(path).map_err(|error| wrong(path, &error.to_string()))
}

pub(crate) fn wrong(path: &Path, what: &str) -> Fault {
    Fault::new(format!("{}: {what}", path.display()))
}

fn why(error: &HeaderError) -> String {
    let all = COLUMNS.join(", ");
    match error {
        HeaderError::Unknown(name) => {
            format!("the first line names a column that is not known, \"{name}\"; these are: {all}")
        }
        HeaderError::Twice(name) => format!("the first line names the column {name} twice"),
        HeaderError::NoEmail => format!("the first line names no column email; the columns are: {all}"),
    }
}

/// Looks through the whole file before anything is made of it, and passes over a byte order mark.
pub(crate) fn check_encoding(file: &mut BufReader<File>, path: &Path) -> Result<(), Fault> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    const OTHERS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
    let begin = file.fill_buf()?;
    if OTHERS.iter().any(|mark| begin.starts_with(mark)) {
        return Err(wrong(path, "the file is UTF-16; save it as \"CSV UTF-8\""));
    }
    let start = if begin.starts_with(MARK) { MARK.len() as u64 } else { 0 };
    let (mut line, mut held) = (1_usize, Vec::new());
    loop {
        let piece = file.fill_buf()?;
        let (length, is_end) = (piece.len(), piece.is_empty());
        held.extend_from_slice(piece);
        file.consume(length);
        let valid = match std::str::from_utf8(&held) {
            Ok(_) => held.len(),
            // A character may be cut in two by the end of a piece.
            Err(error) if error.error_len().is_none() && !is_end => error.valid_up_to(),
            Err(error) => {
                line += line_ends(&held[..error.valid_up_to()]);
                return Err(wrong(path, &format!("line {line} is not UTF-8; save the file as \"CSV UTF-8\"")));
            }
        };
        if is_end {
            break;
        }
        line += line_ends(&held[..valid]);
        held.drain(..valid);
    }
    file.seek(SeekFrom::Start(start))?;
    Ok(())
}

fn line_ends(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}
