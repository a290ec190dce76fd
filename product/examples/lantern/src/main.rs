//! Lantern by Aurora, a fictional vendor: a small real product that is licensed through Gatehouse.
//!
//! It computes one SHA-256 for a whole folder, so that two copies of it can be compared by a glance at one line. The
//! edition with the feature `manifest` also lists every file with its own hash.

/// Prints a line. Whoever closes the pipe early, as `head` does, has read enough.
macro_rules! out {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        drop(writeln!(std::io::stdout(), $($part)*));
    }};
}

mod browser;
mod keys;
mod options;
mod say;
mod sign_in;
mod tree;
mod words;

use std::io::BufRead as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use gatehouse_client::{ActivationCode, BlockState, Client, CodeError, Error, Renewal, SignInTrouble};

use options::{Command, Options};
use words::{Words, fill};

/// Letters and digits of a code.
const SYMBOLS: usize = 20;
/// More than this is no code, in bytes.
const LONGEST_CODE: u64 = 4_096;

/// The license was refused for good, or does not include what was asked for.
const REFUSED: u8 = 2;
/// Something is in the way now: the network, the clock, a file.
const TRY_AGAIN: u8 = 3;
/// There is no license on this device yet, or nobody is signed in.
const NOT_ACTIVATED: u8 = 4;
/// The command line is wrong (`EX_USAGE`; 2 has another meaning here).
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let options = match Options::try_parse() {
        Ok(options) => options,
        Err(message) => {
            let code = if message.use_stderr() { USAGE } else { 0 };
            // A closed terminal is no reason for another exit code.
            drop(message.print());
            return ExitCode::from(code);
        }
    };
    let language = options::language();
    let words = words::of(language.as_deref());
    let client = match options.client(language) {
        Ok(client) => client,
        Err(error) => {
            say::error(words, &error, &error.text(words.tag));
            return ExitCode::from(exit_code(&error));
        }
    };
    let done = match &options.command {
        Command::Activate { code } => activate(words, &client, code),
        Command::Status => status(words, &client),
        Command::Run { folder, manifest } => return run(words, &client, folder, *manifest),
        Command::Revocations { file, fetch } => return revocations(words, &client, file, *fetch),
        Command::Key { file } => return keys::key(words, &client, file),
        Command::Request { file } => return keys::request(words, &client, file),
        Command::Answer { file } => return keys::answer(words, &client, file),
        Command::Statuses { file, fetch } => return keys::statuses(words, &client, file, *fetch),
        Command::Return { file } => return keys::give_up(words, &client, file),
        Command::Deactivate => deactivate(words, &client),
        Command::SignIn { email, device_code, wait } => {
            return sign_in::sign_in(words, &client, email.as_deref(), *device_code, *wait);
        }
        Command::SignOut => return sign_in::sign_out(words, &client),
        Command::Account => return sign_in::account(words, &client),
        Command::Open { page } => return sign_in::open(words, &client, *page),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(words, &client, &error),
    }
}

fn activate(words: &Words, client: &Client, code: &str) -> Result<(), Error> {
    let license =
        if code == "-" { client.activate(&typed(std::io::stdin().lock()))? } else { client.activate(code)? };
    out!("{}", words.activated);
    say::license(words, &license);
    Ok(())
}

/// A code as it was typed or pasted: further lines are read while it is not whole, because mails wrap it. What was read before
/// an error is a wrong code, and is reported as one.
fn typed(input: impl std::io::BufRead) -> String {
    let mut input = input.take(LONGEST_CODE);
    let mut text = String::new();
    while matches!(input.read_line(&mut text), Ok(1..)) {
        match ActivationCode::parse(&text) {
            Err(CodeError::Empty) => {}
            Err(CodeError::Length { found }) if found < SYMBOLS => {}
            _ => break,
        }
    }
    text
}

fn status(words: &Words, client: &Client) -> Result<(), Error> {
    match client.status() {
        Ok(license) => {
            out!("{}", words.licensed);
            say::license(words, &license);
            say::clock(words, license.clock_warning());
            say::block(words, &license);
        }
        // There is no lease: a key file may be there.
        Err(Error::NotActivated) => {
            let license = client.key_status()?;
            out!("{}", words.licensed);
            keys::show(words, &license);
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn deactivate(words: &Words, client: &Client) -> Result<(), Error> {
    client.deactivate()?;
    out!("{}", words.deactivated);
    Ok(())
}

/// Carries a revocation list from a device with a network to one without.
fn revocations(words: &Words, client: &Client, file: &Path, fetch: bool) -> ExitCode {
    let is_standard = file.as_os_str() == "-";
    let done = if fetch {
        client.fetch_revocation_list().map(|list| {
            if is_standard {
                out!("{list}");
                return Ok(());
            }
            std::fs::write(file, list).map(|()| out!("{}", fill(words.list_written, &[&file.display()])))
        })
    } else {
        let text = if is_standard { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) };
        match text {
            Err(failure) => Ok(Err(failure)),
            Ok(text) => client.take_revocation_list(&text).map(|license| {
                out!("{}", words.in_force);
                say::license(words, &license);
                Ok(())
            }),
        }
    };
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            eprintln!("lantern: {}: {failure}", file.display());
            ExitCode::from(TRY_AGAIN)
        }
        Err(error) => failed(words, client, &error),
    }
}

/// Every run asks for the next lease when it is time, and goes on without one while the old lease holds.
fn run(words: &Words, client: &Client, folder: &Path, manifest: bool) -> ExitCode {
    let (has_manifest, connect_first) = match client.renew_if_due() {
        Ok(renewal) => {
            if let Renewal::Postponed { license, because } = &renewal {
                say::postponed(words, license, because);
            }
            say::clock(words, renewal.license().clock_warning());
            say::block(words, renewal.license());
            let is_limited = renewal.license().block_state() == BlockState::Limited;
            (renewal.license().has_feature("manifest") && !is_limited, renewal.license().connect_first())
        }
        // There is no lease: a key file may be there.
        Err(Error::NotActivated) => match client.key_status() {
            Ok(license) => {
                keys::warn(words, &license);
                (license.has_feature("manifest"), license.connect_first())
            }
            Err(error) => return failed(words, client, &error),
        },
        Err(error) => return failed(words, client, &error),
    };
    if manifest && !has_manifest {
        // Either the edition has it not, or the license has to be in an account first.
        let first = connect_first.filter(|first| first.features.iter().any(|feature| feature == "manifest"));
        let text = first.map_or_else(|| words.no_manifest.to_owned(), |first| first.text(words.tag));
        eprintln!("lantern: {text}");
        return ExitCode::from(REFUSED);
    }
    match tree::hash(folder) {
        Ok(tree) => {
            say::tree(words, folder, &tree, manifest);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("lantern: {failure}");
            ExitCode::from(TRY_AGAIN)
        }
    }
}

/// Says what is wrong: the client's text names the way by key file where the portal was not reached.
fn failed(words: &Words, client: &Client, error: &Error) -> ExitCode {
    say::error(words, error, &client.text(error));
    ExitCode::from(exit_code(error))
}

fn exit_code(error: &Error) -> u8 {
    match error {
        Error::Setup(_) => USAGE,
        Error::NotActivated | Error::SignIn(SignInTrouble::NotSignedIn | SignInTrouble::Ended) => NOT_ACTIVATED,
        error if error.is_final() => REFUSED,
        _ => TRY_AGAIN,
    }
}
