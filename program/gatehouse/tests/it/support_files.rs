//! Files that people send to support are read by the program's own confined process.

use gatehouse_guard::Asker;
use gatehouse_support::model::apns::csr::{CsrParser, CsrRefused};
use gatehouse_support::model::import::System;
use gatehouse_support::model::import::parser::ImportParser;
use gatehouse_support::model::lab_archive::{ArchiveFormat, ArchiveRefused, LabArchiveParser};
use gatehouse_worker::Workers;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

fn workers() -> Workers {
    Workers::new(env!("CARGO_BIN_EXE_gatehouse").into(), 2)
}

/// A zip of a large file of nothing, with a password.
fn archive(password: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("sample.bin", SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, password))
        .unwrap();
    writer.write_all(&vec![0; 40 << 20]).unwrap();
    writer.finish().unwrap().into_inner()
}

/// SUP-7
#[tokio::test]
async fn an_archive_for_the_lab_is_looked_into_by_the_worker() {
    let (workers, asker) = (workers(), Asker::program());
    let found = workers.parse::<LabArchiveParser>(&asker, &(), &archive("virus")).await.unwrap().unwrap().found;
    assert_eq!((found.format, found.files, found.said_bytes), (ArchiveFormat::Zip, 1, 40 << 20));
    let refused = workers.parse::<LabArchiveParser>(&asker, &(), &archive("other")).await.unwrap().unwrap_err();
    assert_eq!(ArchiveRefused::from(refused), ArchiveRefused::OtherPassword);
    let refused = workers.parse::<LabArchiveParser>(&asker, &(), b"MZ").await.unwrap().unwrap_err();
    assert_eq!(ArchiveRefused::from(refused), ArchiveRefused::NotAnArchive);
}

/// SUP-8
#[tokio::test]
async fn a_signing_request_is_read_by_the_worker() {
    let (workers, asker) = (workers(), Asker::program());
    let refused = |bytes: Vec<u8>| {
        let (workers, asker) = (&workers, &asker);
        async move { CsrRefused::from(workers.parse::<CsrParser>(asker, &(), &bytes).await.unwrap().unwrap_err()) }
    };
    assert_eq!(refused(b"no request".to_vec()).await, CsrRefused::Malformed);
    assert_eq!(refused(vec![0; 5_121]).await, CsrRefused::TooLarge);
    let path = "modules/support/src/model/apns/sample_files/short.csr.pem";
    let short = std::fs::read(gatehouse_testkit::checkout().join(path)).unwrap();
    assert_eq!(refused(short).await, CsrRefused::ShortKey);
}

/// SUP-17
#[tokio::test]
async fn a_batch_of_an_export_is_read_by_the_worker() {
    let line = "t{\"id\":1,\"subject\":\"a\",\"status\":\"open\",\"created_at\":\"2024-03-01T10:00:00Z\"}\nt{}\n";
    let read = workers().parse::<ImportParser>(&Asker::program(), &System::Zendesk, line.as_bytes()).await.unwrap();
    let found = read.unwrap().found;
    assert!(found.len() == 2 && found[0].is_ok() && found[1].is_err(), "{found:?}");
}
