//! The worker's child for the tests: the program without its rest.

use gatehouse_inbox::{MailParser, PartParser};
use gatehouse_support::model::apns::csr::CsrParser;
use gatehouse_support::model::import::parser::ImportParser;
use gatehouse_support::model::lab_archive::LabArchiveParser;
use gatehouse_worker::{Kind, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let word = std::env::args().nth(2).unwrap_or_default();
    run(
        &[
            Kind::of::<MailParser>(),
            Kind::of::<PartParser>(),
            Kind::of::<CsrParser>(),
            Kind::of::<LabArchiveParser>(),
            Kind::of::<ImportParser>(),
        ],
        &word,
    )
}
