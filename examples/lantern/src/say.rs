//! What Lantern tells its user. Texts of refusals come from the portal, in the user's language.

use std::path::Path;

use gatehouse_client::{CodeError, Error, License};

use crate::tree::Tree;

const LANTERN: &str = r"
     _==_
    / __ \
    ||  ||
    || )||
   /______\
";

/// The license in four lines.
pub fn license(license: &License) {
    let lease = license.lease();
    let features = match lease.lic.features.as_slice() {
        [] => "none".to_owned(),
        features => features.join(", "),
    };
    let until = lease.lic.until.map_or_else(|| "without end".to_owned(), |moment| format!("until {}", date(moment)));
    println!("  license   {} ({}), {until}", grouped(&lease.sub), lease.lic.edition);
    println!("  seats     {}", lease.lic.seats);
    println!("  features  {features}");
    println!("  offline   until {}, next check after {}", date(lease.exp), date(lease.renew_after));
}

/// A license number as the portal and its mails write it: `12345-67890`. A lease has the bare digits.
fn grouped(number: &str) -> String {
    let is_plain = number.len() == 10 && number.bytes().all(|byte| byte.is_ascii_digit());
    match number.split_at_checked(5) {
        Some((head, tail)) if is_plain => format!("{head}-{tail}"),
        _ => number.to_owned(),
    }
}

/// A lease that could not be renewed yet.
pub fn postponed(license: &License, because: &Error) {
    eprintln!("lantern: {because}");
    eprintln!("lantern: Lantern keeps working until {}.", date(license.lease().exp));
}

/// The reason, what to look at, and what to do next.
pub fn error(error: &Error) {
    eprintln!("lantern: {error}");
    match error {
        Error::Code(CodeError::Check { position: Some(position), suggestion: Some(suggestion) }) => {
            eprintln!("Please look at character {position}: could it be “{suggestion}”?");
        }
        Error::NotActivated => eprintln!("Use “lantern activate CODE” with the code you received."),
        error => {
            if let Some(position) = error.position() {
                eprintln!("Please look at character {position}.");
            }
        }
    }
    if let Some(wait) = error.retry_after() {
        eprintln!("Please try again in {} seconds.", wait.as_secs());
    }
    if let Some(instance) = error.problem().and_then(|problem| problem.instance.as_deref()) {
        eprintln!("If you ask for help, please quote {instance}.");
    }
}

/// The result.
pub fn tree(folder: &Path, tree: &Tree, manifest: bool) {
    if manifest {
        for file in &tree.files {
            println!("{}  {}", file.hash, file.path);
        }
    }
    println!("{LANTERN}");
    println!("{}  {} ({} files, {} bytes)", tree.hash, folder.display(), tree.files.len(), tree.bytes);
}

fn date(moment: i64) -> String {
    match jiff::Timestamp::from_second(moment) {
        Ok(timestamp) => timestamp.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M %Z").to_string(),
        Err(_) => "a very distant day".to_owned(),
    }
}
