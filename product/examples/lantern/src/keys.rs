//! Key files, and the files that a device without a network exchanges with the portal by hand (LIC-11, LIC-32).

use std::borrow::Cow;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use gatehouse_client::{Client, Error, KeyLicense};

use crate::words::{Words, fill};
use crate::{TRY_AGAIN, failed, say};

/// What stands for the input and the output in place of a file.
const STANDARD: &str = "-";
/// How an archive begins.
const ARCHIVE: &[u8] = b"PK";
/// More than this is read from no input, in bytes.
const LONGEST_FILE: u64 = 8 * 1024 * 1024;

/// `lantern key FILE`
pub fn key(words: &Words, client: &Client, file: &Path) -> ExitCode {
    took(words, client, file, words.activated, |bytes| {
        if bytes.starts_with(ARCHIVE) { client.take_key_archive(bytes) } else { client.take_key_file(&text(bytes)) }
    })
}

/// `lantern answer FILE`
pub fn answer(words: &Words, client: &Client, file: &Path) -> ExitCode {
    took(words, client, file, words.activated, |bytes| client.take_answer(&text(bytes)))
}

/// `lantern statuses FILE`
pub fn statuses(words: &Words, client: &Client, file: &Path, fetch: bool) -> ExitCode {
    if !fetch {
        return took(words, client, file, words.in_force, |bytes| client.take_status_list(&text(bytes)));
    }
    match client.fetch_status_list() {
        Ok(list) => wrote(file, &list, &fill(words.statuses_written, &[&file.display()])),
        Err(error) => failed(words, client, &error),
    }
}

/// `lantern request FILE`
pub fn request(words: &Words, client: &Client, file: &Path) -> ExitCode {
    match client.request_file() {
        Ok(request) => wrote(file, &request, &fill(words.request_written, &[&file.display()])),
        Err(error) => failed(words, client, &error),
    }
}

/// `lantern return FILE`. When the receipt cannot be written, the same command gives it again.
pub fn give_up(words: &Words, client: &Client, file: &Path) -> ExitCode {
    match client.give_key_up() {
        Ok(Some(receipt)) => wrote(file, &receipt, &fill(words.receipt_written, &[&file.display()])),
        Ok(None) => {
            out!("{}", words.given_up);
            ExitCode::SUCCESS
        }
        Err(error) => failed(words, client, &error),
    }
}

/// The license in a few lines.
pub fn show(words: &Words, license: &KeyLicense) {
    let claims = license.claims();
    let features = match claims.lic.entitlements.as_slice() {
        [] => words.none.to_owned(),
        features => features.join(", "),
    };
    let until = match claims.lic.until {
        Some(moment) => fill(words.until, &[&say::date(words, moment)]),
        None => words.without_end.to_owned(),
    };
    out!("  {}", fill(words.license, &[&say::number(&claims.sub), &claims.lic.edition, &until]));
    out!("  {}", fill(words.seats, &[&claims.lic.seats]));
    out!("  {}", fill(words.features, &[&features]));
    say::connect(words, license.connect_first());
    out!("  {}", fill(words.key_file, &[&claims.jti.file_name(), &say::date(words, claims.exp)]));
    if let Some(reserve) = license.reserve() {
        let from = reserve.lic.from.max(claims.ends());
        out!("  {}", fill(words.reserve, &[&reserve.jti.file_name(), &say::date(words, from)]));
    }
    warn(words, license);
}

/// What will stop the product soon.
pub fn warn(words: &Words, license: &KeyLicense) {
    if let Some(until) = license.grace_until() {
        let sentence = if license.is_blocked() { words.blocked } else { words.in_grace };
        eprintln!("lantern: {}", fill(sentence, &[&say::date(words, until)]));
    }
    say::clock(words, license.clock_warning());
}

/// What is no text is no file of these kinds either: the library says so.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn took(
    words: &Words,
    client: &Client,
    file: &Path,
    sentence: &str,
    take: impl FnOnce(&[u8]) -> Result<KeyLicense, Error>,
) -> ExitCode {
    let read = if file.as_os_str() == STANDARD {
        let mut bytes = Vec::new();
        std::io::stdin().take(LONGEST_FILE).read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    match read.map(|bytes| take(&bytes)) {
        Ok(Ok(license)) => {
            out!("{sentence}");
            show(words, &license);
            ExitCode::SUCCESS
        }
        Ok(Err(error)) => failed(words, client, &error),
        Err(failure) => unreadable(file, &failure),
    }
}

fn wrote(file: &Path, text: &str, sentence: &str) -> ExitCode {
    if file.as_os_str() == STANDARD {
        // As it is: a byte more or less, and the file is refused.
        drop(std::io::stdout().write_all(text.as_bytes()));
        return ExitCode::SUCCESS;
    }
    match std::fs::write(file, text) {
        Ok(()) => {
            out!("{sentence}");
            ExitCode::SUCCESS
        }
        Err(failure) => unreadable(file, &failure),
    }
}

fn unreadable(file: &Path, failure: &std::io::Error) -> ExitCode {
    eprintln!("lantern: {}: {failure}", file.display());
    ExitCode::from(TRY_AGAIN)
}
