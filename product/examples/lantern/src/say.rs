//! What Lantern tells its user, in the user's language.

use std::path::Path;

use gatehouse_client::{BlockState, ConnectFirst, Error, License};

use crate::tree::Tree;
use crate::words::{Words, fill};

const LANTERN: &str = r"
     _==_
    / __ \
    ||  ||
    || )||
   /______\
";

/// The license in four lines.
pub fn license(words: &Words, license: &License) {
    let lease = license.lease();
    let features = match lease.lic.features.as_slice() {
        [] => words.none.to_owned(),
        features => features.join(", "),
    };
    let until = match lease.lic.until {
        Some(moment) => fill(words.until, &[&date(words, moment)]),
        None => words.without_end.to_owned(),
    };
    out!("  {}", fill(words.license, &[&number(&lease.sub), &lease.lic.edition, &until]));
    out!("  {}", fill(words.seats, &[&lease.lic.seats]));
    out!("  {}", fill(words.features, &[&features]));
    connect(words, license.connect_first());
    out!("  {}", fill(words.offline, &[&date(words, lease.exp), &date(words, lease.renew_after)]));
}

/// Features that are held back until the license is in an account.
pub fn connect(words: &Words, first: Option<ConnectFirst>) {
    if let Some(first) = first {
        out!("  {}", first.text(words.tag));
    }
}

/// A lease that could not be renewed yet.
pub fn postponed(words: &Words, license: &License, because: &Error) {
    eprintln!("lantern: {}", because.text(words.tag));
    eprintln!("lantern: {}", fill(words.works_until, &[&date(words, license.lease().exp)]));
}

/// A clock that will stop the license in a few days.
pub fn clock(words: &Words, warning: Option<Error>) {
    if let Some(warning) = warning {
        eprintln!("lantern: {}", warning.text(words.tag));
    }
}

/// A block that lies ahead, and what it means now (LIC-20).
pub fn block(words: &Words, license: &License) {
    let Some(block) = license.lease().lic.block else { return };
    let dead = date(words, block.dead);
    match (license.block_state(), block.limited) {
        (BlockState::None, _) => {}
        (BlockState::Grace, Some(limited)) => {
            eprintln!("lantern: {}", fill(words.block_grace, &[&date(words, limited), &dead]));
        }
        (BlockState::Grace, None) => eprintln!("lantern: {}", fill(words.block_ahead, &[&dead])),
        (BlockState::Limited, _) => eprintln!("lantern: {}", fill(words.block_limited, &[&dead])),
    }
}

/// The reason, and what to do next.
pub fn error(words: &Words, error: &Error, text: &str) {
    eprintln!("lantern: {text}");
    if matches!(error, Error::NotActivated) {
        eprintln!("{}", words.how_to_activate);
    }
    if let Some(wait) = error.retry_after() {
        eprintln!("{}", fill(words.try_again, &[&wait.as_secs()]));
    }
    if let Some(instance) = error.problem().and_then(|problem| problem.instance.as_deref()) {
        eprintln!("{}", fill(words.quote, &[&instance]));
    }
}

/// The result.
pub fn tree(words: &Words, folder: &Path, tree: &Tree, manifest: bool) {
    if manifest {
        for file in &tree.files {
            out!("{}  {}", file.hash, file.path);
        }
    }
    out!("{LANTERN}");
    let counted = fill(words.counted, &[&tree.files.len(), &tree.bytes]);
    out!("{}  {} {counted}", tree.hash, folder.display());
}

/// A license number as people read it: ten digits in two groups.
pub fn number(number: &str) -> String {
    match number.split_at_checked(5) {
        Some((head, tail)) if number.len() == 10 && number.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!("{head}-{tail}")
        }
        _ => number.to_owned(),
    }
}

pub fn date(words: &Words, moment: i64) -> String {
    match jiff::Timestamp::from_second(moment) {
        Ok(timestamp) => timestamp.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M %Z").to_string(),
        Err(_) => words.distant.to_owned(),
    }
}
