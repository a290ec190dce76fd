//! A program with parsers that behave badly, for the tests.

#![allow(clippy::panic, missing_docs, reason = "it is there to fail")]

#[path = "../tests/it/kinds.rs"]
mod kinds;

use gatehouse_worker::{Kind, run};
use kinds::{Probe, Slow, Small};
use std::process::ExitCode;

fn main() -> ExitCode {
    let word = std::env::args().nth(2).unwrap_or_default();
    run(&[Kind::of::<Probe>(), Kind::of::<Slow>(), Kind::of::<Small>()], &word)
}
