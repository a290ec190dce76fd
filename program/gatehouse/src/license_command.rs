//! `gatehouse license`: what is carried by hand from devices that are never online.

use crate::config::Config;
use crate::install::{Installed, Making};
use clap::Subcommand;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal, Secret, Stop};
use gatehouse_formats::Receipt;
use gatehouse_licenses::actions::key_files::answer::{Proof, answer_request};
use gatehouse_licenses::actions::key_files::give_back::give_back;
use gatehouse_seal::private_file;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Longer files are none of a device, in bytes.
const LONGEST: u64 = 64 << 10;

/// What to do.
#[derive(Subcommand)]
pub enum LicenseCommand {
    /// Answers the request file of a device that is never online; or takes its receipt, which frees the seat.
    Answer {
        /// The device's file.
        file: PathBuf,
        /// A file with the activation code, or - for standard input; not needed by a device that has a key file of this portal.
        #[arg(long)]
        code_file: Option<PathBuf>,
        /// Where to write the answer, only for its owner to read; without it, to standard output.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// Does it.
pub async fn run(config: Config, command: LicenseCommand) -> Result<ExitCode, Fault> {
    let LicenseCommand::Answer { file, code_file, out } = command;
    let text = read(&file)?;
    let code = code_file.as_deref().map(read).transpose()?.unwrap_or_default();
    let installed = Box::pin(Installed::open_or_make(config, Making::Never)).await?;
    let cx = Cx::program(&installed.site.app, "command line");
    let done = Box::pin(answer(&cx, &text, &Secret::new(code.trim().to_owned()), out.as_deref())).await;
    installed.close().await?;
    println!("{}", done?);
    Ok(ExitCode::SUCCESS)
}

/// What to print.
async fn answer(cx: &Cx, text: &str, code: &Secret<String>, out: Option<&Path>) -> Result<String, Fault> {
    if Receipt::open(text).is_ok() {
        let freed = give_back(cx, text).await.map_err(|stop| said(cx, stop))?;
        return Ok(if freed { "the seat is free" } else { "the seat was free already" }.to_owned());
    }
    let answered = Box::pin(answer_request(cx, text, Proof::Code(code))).await.map_err(|stop| said(cx, stop))?;
    let Some(out) = out else { return Ok(answered.text.trim_end().to_owned()) };
    private_file::replace(out, answered.text.as_bytes())?;
    Ok(format!("the answer with the key file {} is in {}", answered.issued.file().serial, out.display()))
}

fn read(path: &Path) -> Result<String, Fault> {
    let named = |error: std::io::Error| Fault::new(format!("{}: {error}", path.display()));
    let mut text = String::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(LONGEST).read_to_string(&mut text).map_err(named)?;
    } else {
        std::fs::File::open(path).map_err(named)?.take(LONGEST).read_to_string(&mut text).map_err(named)?;
    }
    Ok(text)
}

fn said<R: Refusal>(cx: &Cx, stop: Stop<R>) -> Fault {
    match stop {
        Stop::Refused(refusal) => Fault::new(refusal.text(cx.lang)),
        Stop::Broken(fault) => fault,
    }
}
