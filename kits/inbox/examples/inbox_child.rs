//! The worker's child for the tests: the program without its rest.

use gatehouse_inbox::{MailParser, PartParser};
use gatehouse_worker::{Kind, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let word = std::env::args().nth(2).unwrap_or_default();
    run(&[Kind::of::<MailParser>(), Kind::of::<PartParser>()], &word)
}
