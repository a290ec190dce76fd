//! `gatehouse config`: what the configuration says, and where.

use crate::config::Loaded;
use crate::install::whole;
use clap::Subcommand;
use gatehouse_core::Fault;
use std::fmt::Write as _;

/// What to do.
#[derive(Subcommand)]
pub enum ConfigCommand {
    /// Checks the configuration file and the environment.
    Check,
    /// Prints every key with its value and where it was set; passwords are left out.
    Show,
}

/// Does it. A configuration with a mistake does not come here: reading it has failed.
pub fn run(loaded: &Loaded, command: &ConfigCommand) -> Result<(), Fault> {
    crate::log::check(&loaded.config)?;
    match command {
        ConfigCommand::Check => {
            println!("the configuration is sound ({}); gatehouse config show prints it", read(loaded)?);
        }
        ConfigCommand::Show => print!("{}", table(loaded)?),
    }
    Ok(())
}

/// Which file was read.
fn read(loaded: &Loaded) -> Result<String, Fault> {
    Ok(match &loaded.file {
        Some(file) => whole(file).display().to_string(),
        None => format!("no file: there is no gatehouse.toml in {}", std::env::current_dir()?.display()),
    })
}

/// The table, with the file above it.
fn table(loaded: &Loaded) -> Result<String, Fault> {
    let rows: Vec<[String; 3]> = loaded
        .shown()
        .into_iter()
        .map(|shown| {
            let value = if shown.value.is_empty() { "-".to_owned() } else { shown.value };
            [shown.key.to_owned(), value, shown.origin.brief()]
        })
        .collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let (keys, values) = (width(0), width(1));
    let mut text = format!("# {}\n", read(loaded)?);
    for [key, value, origin] in &rows {
        writeln!(text, "{key:<keys$}  {value:<values$}  {origin}")?;
    }
    Ok(text)
}
