use super::{CsrParser, CsrRefused, MOST_BYTES};
use crate::model::apns::samples::{Chain, SHORT, VENDOR_KEY, elliptic_request, request};
use gatehouse_worker::Parser as _;
use proptest::prelude::*;
use x509_parser::pem::Pem;

fn der(pem: &str) -> Vec<u8> {
    Pem::iter_from_buffer(pem.as_bytes()).next().unwrap().unwrap().contents
}

fn read(bytes: &[u8]) -> Result<super::Csr, CsrRefused> {
    CsrParser::parse((), bytes).map(|parsed| parsed.found)
}

/// SUP-8
#[test]
fn a_request_is_read_in_pem_and_in_der() {
    let pem = request();
    let der = der(&pem);
    let found = read(pem.as_bytes()).unwrap();
    assert_eq!((found.bits, &found.der), (2_048, &der));
    assert_eq!(read(&der).unwrap(), found);
    assert_eq!(read(pem.replace('\n', "\r\n").as_bytes()).unwrap(), found);
    assert_eq!(
        read(format!("Subject: CN=x\n{pem}\n\n").as_bytes()).unwrap(),
        found,
        "with what openssl writes before it"
    );
    let new = pem.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
    assert_eq!(read(new.as_bytes()).unwrap(), found, "as Microsoft's tools name it");
}

/// SUP-8
#[test]
fn what_cannot_be_signed_is_refused_with_its_reason() {
    let pem = request();
    let refused = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(refused(&vec![b'x'; MOST_BYTES + 1]), CsrRefused::TooLarge);
    assert_eq!(refused(b""), CsrRefused::Malformed);
    assert_eq!(refused(b"PK\x03\x04"), CsrRefused::Malformed);
    assert_eq!(refused(pem.replace("-----END", "-----").as_bytes()), CsrRefused::Malformed);
    assert_eq!(refused(format!("{pem}{pem}").as_bytes()), CsrRefused::Several);
    assert_eq!(refused(format!("{pem}{VENDOR_KEY}").as_bytes()), CsrRefused::PrivateKey);
    assert_eq!(refused(Chain::make().vendor.as_bytes()), CsrRefused::Certificate);
    assert_eq!(refused(elliptic_request().as_bytes()), CsrRefused::NotRsa);
    assert_eq!(refused(SHORT.as_bytes()), CsrRefused::ShortKey);
    let mut longer = der(&pem);
    longer.push(0);
    assert_eq!(refused(&longer), CsrRefused::Malformed, "something stands behind it");
    let mut forged = der(&pem);
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&forged), CsrRefused::Signature);
    let at = forged.windows(8).position(|window| window == b"Customer").unwrap();
    let mut renamed = der(&pem);
    renamed[at] = b'K';
    assert_eq!(refused(&renamed), CsrRefused::Signature);
}

/// SUP-8
#[test]
fn a_request_has_one_encoding() {
    let whole = der(&request());
    let signature = whole.len() - 256;
    // What says how the request is built and signed: the rest is covered by the signature, or is it.
    for at in (0..4).chain(signature - 20..signature) {
        for with in 0..=u8::MAX {
            let mut bytes = whole.clone();
            bytes[at] = with;
            if bytes != whole {
                assert!(read(&bytes).is_err(), "byte {at} is {with}");
            }
        }
    }
}

proptest! {
    /// SUP-8
    #[test]
    fn bytes_by_chance_are_refused_and_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(read(&bytes).is_err());
    }

    /// SUP-8
    #[test]
    fn a_changed_request_is_the_same_or_refused(at in 0_usize..2_000, with in any::<u8>(), cut in any::<bool>()) {
        let whole = der(&request());
        let mut bytes = whole.clone();
        let at = at % bytes.len();
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] = with;
        }
        if let Ok(found) = read(&bytes) {
            prop_assert_eq!(found.der, whole);
        }
    }
}
