//! `gatehouse keys`: the keys of the installation.

use crate::config::Config;
use crate::install::{Installed, Making};
use crate::{pepper_command, root_key};
use clap::Subcommand;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal as _, Stop, SystemRandom};
use gatehouse_licenses::actions::key_files::revoke::revoke_issuing_key;
use gatehouse_licenses::actions::key_files::vendor::rotate_both;
use std::path::PathBuf;

/// What can be done with them.
#[derive(Subcommand)]
pub enum KeysCommand {
    /// Adds a new master key and wraps every subject's key with it, while nodes run. Safe to stop and run again.
    RotateMaster {
        /// Only puts the next master key into the key file: for nodes with copies of it, which must have the key first.
        #[arg(long)]
        prepare: bool,
    },
    /// Turns the key of look-ups (addresses, codes, sessions), while nodes run. Safe to stop and run again.
    RotatePepper {
        /// Only puts the next pepper into the key file: for nodes with copies of it, which must have it first.
        #[arg(long)]
        prepare: bool,
    },
    /// Takes the peppers before the newest out of the key file, when nothing needs them any more.
    DropPeppers {
        /// Also when something is left that will not be found any more.
        #[arg(long)]
        even_if_left: bool,
    },
    /// Creates new issuing keys now, for leases and for key files; needs the root key.
    RotateIssuing,
    /// Takes back a stolen issuing key of key files: what it signed is believed no more. Needs the root key.
    RevokeIssuing {
        /// The id of the issuing key.
        kid: String,
    },
    /// Adds a root key to root.pub, the list that products are built with: the first step of a planned change of roots.
    AddRoot {
        /// The new root key's file, which is made when it is missing; or a list of public halves, as root.pub is one.
        file: PathBuf,
    },
}

/// Runs one of them.
pub async fn run(config: Config, command: KeysCommand) -> Result<(), Fault> {
    match command {
        KeysCommand::RotateMaster { prepare } => rotate_master(config, prepare).await?,
        KeysCommand::RotatePepper { prepare } => {
            let installed = Installed::open_or_make(config, Making::Never).await?;
            let said = if prepare {
                Box::pin(pepper_command::prepare(installed)).await
            } else {
                Box::pin(pepper_command::rotate(installed)).await
            };
            println!("{}", said?);
        }
        KeysCommand::DropPeppers { even_if_left } => {
            let installed = Installed::open_or_make(config, Making::Never).await?;
            println!("{}", Box::pin(pepper_command::drop_old(installed, even_if_left)).await?);
        }
        KeysCommand::AddRoot { file } => {
            println!("{}", root_key::add(&config, &file, &SystemRandom)?);
        }
        KeysCommand::RotateIssuing => {
            let installed = Installed::open_or_make(config, Making::Never).await?;
            let cx = Cx::program(&installed.site.app, "command line");
            let [leases, files] = match rotate_both(&cx).await {
                Ok(kids) => kids,
                Err(Stop::Refused(refusal)) => return Err(Fault::new(refusal.text(cx.lang))),
                Err(Stop::Broken(fault)) => return Err(fault),
            };
            installed.close().await?;
            println!("issuing key {leases}");
            println!("issuing key for key files {files}");
        }
        KeysCommand::RevokeIssuing { kid } => {
            let installed = Installed::open_or_make(config, Making::Never).await?;
            let cx = Cx::program(&installed.site.app, "command line");
            let list = match revoke_issuing_key(&cx, &kid).await {
                Ok(list) => list,
                Err(Stop::Refused(refusal)) => return Err(Fault::new(refusal.text(cx.lang))),
                Err(Stop::Broken(fault)) => return Err(fault),
            };
            installed.close().await?;
            println!("issuing key {kid} was taken back; ship this list within updates of your products:");
            println!("{list}");
        }
    }
    Ok(())
}

/// Opens the installation first: whatever is wrong with it is said before the key file is changed.
async fn rotate_master(config: Config, prepare: bool) -> Result<(), Fault> {
    let installed = Installed::open_or_make(config, Making::Never).await?;
    let (app, file) = (&installed.site.app, installed.config.key_file());
    if prepare {
        let version = app.keys.prepare(&SystemRandom)?;
        println!(
            "master key version {version} waits in {}: copy that file to every node that has a copy of its own, \
             then run gatehouse keys rotate-master here",
            file.display()
        );
    } else {
        let version = app.keys.rotate(&SystemRandom)?;
        let moved = gatehouse_context::subject::rewrap(app).await?;
        println!(
            "master key version {version}: {moved} keys wrapped anew. Nodes with the same {} go on by themselves; \
             copy it to every node that has a copy of its own",
            file.display()
        );
    }
    installed.close().await
}
