use super::{ArchiveFormat, ArchiveRefused, LabArchive, LabArchiveParser, MOST_FILES};
use gatehouse_worker::Parser as _;
use proptest::prelude::*;
use sevenz_rust2::encoder_options::{AesEncoderOptions, EncoderOptions};
use sevenz_rust2::{ArchiveEntry, ArchiveWriter, EncoderConfiguration, EncoderMethod, Password};
use std::io::{Cursor, Write as _};
use zip::unstable::write::FileOptionsExt as _;
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

const SAMPLE: &[u8] = b"MZ this program cannot be run in DOS mode, and it does nothing either, nothing at all";

fn read(bytes: &[u8]) -> Result<LabArchive, ArchiveRefused> {
    LabArchiveParser::parse((), bytes).map(|parsed| parsed.found)
}

/// A zip of these files: name, bytes and options.
fn zip<'a>(files: &[(&str, &[u8], zip::write::FileOptions<'a, 'a, ()>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, options) in files {
        if name.ends_with('/') {
            writer.add_directory(*name, SimpleFileOptions::default()).unwrap();
        } else {
            writer.start_file(*name, *options).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn plain() -> zip::write::FileOptions<'static, 'static, ()> {
    SimpleFileOptions::default()
}

fn old(password: &'static str) -> zip::write::FileOptions<'static, 'static, ()> {
    plain().with_deprecated_encryption(password.as_bytes()).unwrap()
}

fn aes(password: &'static str) -> zip::write::FileOptions<'static, 'static, ()> {
    plain().with_aes_encryption(AesMode::Aes256, password)
}

fn seven_zip(password: Option<&str>, hides_names: bool) -> Vec<u8> {
    let mut writer = ArchiveWriter::new(Cursor::new(Vec::new())).unwrap();
    let mut methods = vec![EncoderConfiguration::new(EncoderMethod::LZMA2)];
    if let Some(password) = password {
        let options = AesEncoderOptions::new(Password::from(password));
        let aes = EncoderConfiguration::new(EncoderMethod::AES256_SHA256).with_options(EncoderOptions::Aes(options));
        methods.insert(0, aes);
    }
    writer.set_content_methods(methods);
    writer.set_encrypt_header(hides_names);
    writer.push_archive_entry(ArchiveEntry::new_file("sample.exe"), Some(SAMPLE)).unwrap();
    writer.finish().unwrap().into_inner()
}

/// SUP-7
#[test]
fn a_zip_with_the_password_is_taken_with_both_encryptions() {
    for options in [old("virus"), aes("virus")] {
        let bytes = zip(&[("folder/", b"", plain()), ("folder/a.exe", SAMPLE, options), ("b.dll", SAMPLE, options)]);
        let found = read(&bytes).unwrap();
        let said_bytes = 2 * SAMPLE.len() as u64;
        assert_eq!(found, LabArchive { format: ArchiveFormat::Zip, files: 2, said_bytes });
    }
}

/// SUP-7
#[test]
fn a_7z_with_the_password_is_taken_with_and_without_hidden_names() {
    for hides_names in [false, true] {
        let found = read(&seven_zip(Some("virus"), hides_names)).unwrap();
        assert_eq!((found.format, found.files), (ArchiveFormat::SevenZip, 1));
    }
}

/// SUP-7
#[test]
fn anything_else_is_refused_with_its_reason() {
    let refused = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(refused(SAMPLE), ArchiveRefused::NotAnArchive);
    assert_eq!(refused(b""), ArchiveRefused::NotAnArchive);
    assert_eq!(refused(b"Rar!\x1a\x07\x01\x00"), ArchiveRefused::OtherFormat);
    assert_eq!(refused(&zip(&[("a.exe", SAMPLE, plain())])), ArchiveRefused::NotProtected);
    let mixed = zip(&[("a.exe", SAMPLE, aes("virus")), ("b.exe", SAMPLE, plain())]);
    assert_eq!(refused(&mixed), ArchiveRefused::NotProtected);
    assert_eq!(refused(&zip(&[("folder/", b"", plain())])), ArchiveRefused::Empty);
    assert_eq!(refused(&zip(&[])), ArchiveRefused::Empty);
    assert_eq!(refused(&zip(&[("a.exe", SAMPLE, aes("infected"))])), ArchiveRefused::OtherPassword);
    let whole = zip(&[("a.exe", SAMPLE, aes("virus"))]);
    assert_eq!(refused(&whole[..whole.len() - 30]), ArchiveRefused::Unreadable);
    assert_eq!(refused(&seven_zip(None, false)), ArchiveRefused::NotProtected);
    assert_eq!(refused(&seven_zip(Some("infected"), false)), ArchiveRefused::OtherPassword);
    assert!(read(&seven_zip(Some("infected"), true)).is_err());
    let files: Vec<String> = (0..=MOST_FILES).map(|number| format!("{number}.txt")).collect();
    let many: Vec<_> = files.iter().map(|name| (name.as_str(), &b"x"[..], old("virus"))).collect();
    assert_eq!(refused(&zip(&many)), ArchiveRefused::ManyFiles);
}

/// SUP-7
#[test]
fn no_password_of_the_old_encryption_comes_through_by_its_single_byte() {
    let passwords: Vec<&'static str> =
        (0..600).map(|number| &*Box::leak(format!("p{number}").into_boxed_str())).collect();
    for password in passwords {
        assert_eq!(read(&zip(&[("a.exe", SAMPLE, old(password))])), Err(ArchiveRefused::OtherPassword), "{password}");
    }
}

/// SUP-7
#[test]
fn of_a_bomb_no_more_is_unpacked_than_proves_the_password() {
    let zeros = vec![0_u8; 48 << 20];
    let bytes = zip(&[("bomb.bin", &zeros, aes("virus"))]);
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    assert_eq!(read(&bytes).unwrap().said_bytes, 48 << 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// SUP-7
    #[test]
    fn changed_bytes_never_panic(which in 0_usize..4, at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = match which {
            0 => zip(&[("a.exe", SAMPLE, old("virus")), ("b.exe", SAMPLE, old("virus"))]),
            1 => zip(&[("a.exe", SAMPLE, aes("virus"))]),
            2 => seven_zip(Some("virus"), false),
            _ => seven_zip(None, false),
        };
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] = with;
        }
        let _read = read(&bytes);
    }

    /// SUP-7
    #[test]
    fn bytes_by_chance_are_refused(kind in 0_usize..3, rest in prop::collection::vec(any::<u8>(), 0..400)) {
        let mark: &[u8] = [&b"PK\x03\x04"[..], super::SEVEN_ZIP, b"PK\x05\x06"][kind];
        prop_assert!(read(&[mark, &rest].concat()).is_err());
    }
}
