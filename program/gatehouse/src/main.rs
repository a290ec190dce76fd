//! `gatehouse`: one program, from an embedded database to many nodes.

use clap::{Parser, Subcommand};
use gatehouse::client_command::{self, ClientCommand};
use gatehouse::config::{Config, Loaded};
use gatehouse::config_command::{self, ConfigCommand};
use gatehouse::doctor::Form;
use gatehouse::import_command::{self, ImportCommand};
use gatehouse::install::{self, Installed, Making};
use gatehouse::keys_command::{self, KeysCommand};
use gatehouse::license_command::{self, LicenseCommand};
use gatehouse::mail_command::{self, MailCommand};
use gatehouse::serve::{Ports, Work, serve};
use gatehouse::signals::Reload;
use gatehouse::staff_command::StaffCommand;
use gatehouse::text_command::{self, TextCommand};
use gatehouse::{backup, demo, doctor, restore};
use gatehouse_context::Cx;
use gatehouse_core::{Clock as _, Fault, SystemClock};
use gatehouse_db::DbConfig;
use std::path::PathBuf;
use std::process::ExitCode;

/// That of the C library keeps for each thread what it has freed, and a server under load never gets smaller again. How
/// this one is set stands in `.cargo/config.toml`. Released programs have it; it takes minutes to build, so tests do without.
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[derive(Parser)]
#[command(name = "gatehouse", version, about = "The customer portal that a software vendor runs itself")]
struct Cli {
    /// The configuration file; without it, gatehouse.toml in the current folder if there is one.
    #[arg(long, global = true, env = "GATEHOUSE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves pages and API and runs jobs, until asked to stop.
    Serve {
        /// Leaves the jobs to `gatehouse worker`.
        #[arg(long)]
        no_jobs: bool,
        /// Loads the demo content if it is missing, and prints how to sign in.
        #[arg(long)]
        demo: bool,
    },
    /// Runs jobs only; any number of nodes may.
    Worker {
        /// Makes a new installation where there is none.
        #[arg(long)]
        new: bool,
    },
    /// Brings the database's schema up to date.
    Migrate {
        /// Makes a new installation where there is none.
        #[arg(long)]
        new: bool,
    },
    /// Manages staff.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Takes over what another portal had.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Loads demo content: a catalog, people and licenses.
    Demo,
    /// Manages the configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Manages emails.
    #[command(subcommand)]
    Mail(MailCommand),
    /// Manages text messages.
    #[command(subcommand)]
    Text(TextCommand),
    /// Writes everything in the database, and the files of a local folder, into one file, while the server runs.
    Backup {
        /// The file to write.
        to: PathBuf,
        /// Leaves the files out: their folder is backed up apart.
        #[arg(long)]
        without_files: bool,
    },
    /// Fills an empty database from a backup; also moves from SQLite to PostgreSQL and back.
    Restore {
        /// The file to read.
        from: PathBuf,
        /// Restores also a backup that nothing proves: one of an older Gatehouse, or one that was changed.
        #[arg(long)]
        unverified: bool,
        /// Ends every session and emailed link that the backup brings back.
        #[arg(long)]
        end_sessions: bool,
    },
    /// Checks the installation. Exits with 1 on an error, with 0 when there are only warnings.
    Doctor {
        /// Also prints what is in order.
        #[arg(short, long)]
        verbose: bool,
        /// Prints everything that was looked at as one JSON object, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Gives the space of erased rows in the embedded database back to the disk. Writers wait meanwhile.
    Compact,
    /// Manages what is known of the machine's clock.
    #[command(subcommand)]
    Clock(ClockCommand),
    /// Manages the audit log.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Manages the keys of the installation.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Answers devices that are never online.
    #[command(subcommand)]
    License(LicenseCommand),
    /// Manages sites, apps and products that sign people in (OpenID Connect clients).
    #[command(subcommand)]
    Client(ClientCommand),
    /// Prints the version, the commit that it was built from, and the newest step of its schema.
    Version,
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Checks whether any line was changed, added or removed.
    Verify {
        /// A backup of this installation: then an end that was cut off since is found too.
        #[arg(long)]
        backup: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum ClockCommand {
    /// Says that the clock is right although the installation stood still for days, so that what is due by it is erased
    /// and blocked again.
    Confirm,
}

fn main() -> ExitCode {
    // The worker's child: it starts nothing else, so that it can be confined.
    let mut words = std::env::args_os().skip(1);
    if words.next().is_some_and(|word| word == "parse") {
        return gatehouse_worker::run(
            &gatehouse::install::parsers(),
            &words.next().unwrap_or_default().to_string_lossy(),
        );
    }
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("gatehouse: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(run(cli));
    // What still runs on other threads is not waited for.
    runtime.shutdown_background();
    match ended {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("gatehouse: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Fault> {
    if let Command::Version = cli.command {
        // A database that has the newest step needs no migration.
        let step = gatehouse::install::schema().last().map_or(0, |step| step.version);
        println!("gatehouse {} (commit {}, schema {step})", env!("CARGO_PKG_VERSION"), gatehouse::COMMIT);
        return Ok(ExitCode::SUCCESS);
    }
    let loaded = Loaded::read(cli.config.as_deref())?;
    let config = loaded.config.clone();
    let reload = Reload { file: cli.config, log: gatehouse::log::start(&config) };
    match cli.command {
        Command::Serve { no_jobs, demo: with_demo } => {
            let ports = Ports::open(&config, if no_jobs { Work::Web } else { Work::All })?;
            let installed = if with_demo {
                load_demo(&config).await?;
                Installed::open(config).await?
            } else {
                Installed::open_or_make(config, Making::Always).await?
            };
            Box::pin(serve(ports, installed, reload)).await?;
        }
        Command::Worker { new } => {
            let ports = Ports::open(&config, Work::Jobs)?;
            let installed = Installed::open_or_make(config, Making::asked(new)).await?;
            Box::pin(serve(ports, installed, reload)).await?;
        }
        Command::Migrate { new } => {
            Installed::open_or_make(config, Making::asked(new)).await?.close().await?;
            println!("the schema is up to date");
        }
        Command::Staff(command) => return Box::pin(gatehouse::staff_command::run(config, command)).await,
        Command::Import(command) => return Box::pin(import_command::run(config, command)).await,
        Command::Demo => load_demo(&config).await?,
        Command::Config(command) => config_command::run(&loaded, &command)?,
        Command::Client(command) => return Box::pin(client_command::run(config, command)).await,
        Command::License(command) => return Box::pin(license_command::run(config, command)).await,
        Command::Mail(command) => return Box::pin(mail_command::run(&config, command)).await,
        Command::Text(command) => return Box::pin(text_command::run(&config, command)).await,
        Command::Backup { to, without_files } => {
            if let DbConfig::Sqlite(path) = config.database()?
                && !path.exists()
            {
                return Err(Fault::new(format!("{}: there is no database to back up", path.display())));
            }
            let db = config.open_database().await?;
            let keys = backup::keys_of(&config, &db).await?;
            let storage = config.storage(&config.reach()?)?;
            let files = (!without_files && storage.folder().is_some()).then_some(storage.as_ref());
            println!("{}", backup::backup(&db, &gatehouse::install::schema(), &keys, files, &to).await?);
            backup::note(&db, keys, &config).await;
            db.close().await?;
        }
        Command::Restore { from, unverified, end_sessions } => {
            let backup = restore::examine(&config, &from, unverified).await?;
            if let Some(warning) = &backup.warning {
                eprintln!("{warning}");
            }
            let db = config.open_database().await?;
            let (steps, storage) = (gatehouse::install::schema(), config.storage(&config.reach()?)?);
            let files = restore::restore_files(&db, &steps, &backup, storage.as_ref()).await?;
            if files > 0 {
                println!("put {files} files into {}", storage.place());
            }
            println!("{}", restore::restore(&db, &steps, &backup).await?);
            if end_sessions {
                let ended = restore::end_sessions(&db, &gatehouse::install::session_tables()).await?;
                println!("ended {ended} sessions and mailed links");
            }
            println!("{}", restore::to_redo(&backup, end_sessions, SystemClock.now()));
            db.close().await?;
        }
        Command::Doctor { verbose, json } => return Ok(doctor::report(&config, Form::asked(verbose, json)).await),
        Command::Compact => {
            Box::pin(install::allow(&config, Making::Never)).await?;
            let db = config.open_database().await?;
            println!("{}", gatehouse::compact::compact(&db, &config.database()?).await?);
            db.close().await?;
        }
        Command::Audit(AuditCommand::Verify { backup: file }) => {
            Box::pin(install::allow(&config, Making::Never)).await?;
            let db = config.open_database().await?;
            let keys = backup::keys_of(&config, &db).await?;
            let verdict = gatehouse::audit::verify(&db, &keys, SystemClock.now(), file.as_deref()).await?;
            println!("{}", verdict.text);
            db.close().await?;
            return Ok(if verdict.is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Clock(ClockCommand::Confirm) => {
            let installed = Installed::open_or_make(config, Making::Never).await?;
            println!("{}", gatehouse::clock::confirm(&Cx::program(&installed.site.app, "command line")).await?);
            installed.close().await?;
        }
        Command::Keys(command) => Box::pin(keys_command::run(config, command)).await?,
        Command::Version => {}
    }
    Ok(ExitCode::SUCCESS)
}

async fn load_demo(config: &Config) -> Result<(), Fault> {
    let is_new = Box::pin(install::allow(config, Making::Always)).await?;
    println!("{}", Box::pin(demo::load(config)).await?);
    if is_new {
        install::say_what_was_made(config);
    }
    Ok(())
}
