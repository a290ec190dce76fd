use super::{Vendor, VendorError};
use crate::model::apns::csr::CsrParser;
use crate::model::apns::samples::{CUSTOMER_KEY, Chain, VENDOR_KEY, VENDOR_KEY_PKCS1, request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::{DAY, Moment};
use gatehouse_worker::Parser as _;
use x509_parser::pem::Pem;

fn at(text: &str) -> Moment {
    Moment::from(text.parse::<jiff::Timestamp>().unwrap())
}

fn now() -> Moment {
    at("2026-11-21T12:00:00Z")
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    text.split_once(begin).unwrap().1.split_once(end).unwrap().0
}

fn value<'a>(plist: &'a str, key: &str) -> &'a str {
    between(between(plist, &format!("<key>{key}</key>"), "<key>"), "<string>", "</string>")
}

/// SUP-8
#[test]
fn the_answer_is_what_apple_takes() {
    let chain = Chain::make();
    let vendor = Vendor::open(VENDOR_KEY, &chain.whole()).unwrap();
    let csr = CsrParser::parse((), request().as_bytes()).unwrap().found;
    let answer = vendor.sign(&csr, now()).unwrap();
    let plist = String::from_utf8(STANDARD.decode(&answer).unwrap()).unwrap();
    assert!(plist.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC"));
    // So that the last one too stands before a key.
    let plist = plist.replace("</dict>", "<key></key></dict>");
    assert_eq!(STANDARD.decode(value(&plist, "PushCertRequestCSR")).unwrap(), csr.der);
    let sent = value(&plist, "PushCertCertificateChain");
    let names: Vec<String> = Pem::iter_from_buffer(sent.as_bytes())
        .map(|pem| {
            pem.unwrap().parse_x509().unwrap().subject().iter_common_name().next().unwrap().as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(names, ["Vendor", "WWDR", "Root"], "the vendor's first");
    assert!(!sent.contains("Bag"), "what tools write between certificates is left out");
    let signature = STANDARD.decode(value(&plist, "PushCertSignature")).unwrap();
    let first = Pem::iter_from_buffer(chain.vendor.as_bytes()).next().unwrap().unwrap();
    let certificate = first.parse_x509().unwrap();
    let key = &certificate.public_key().subject_public_key.data;
    let verified = ring::signature::UnparsedPublicKey::new(&ring::signature::RSA_PKCS1_2048_8192_SHA256, key.to_vec());
    verified.verify(&csr.der, &signature).unwrap();
    assert_eq!(vendor.sign(&csr, now()), Some(answer), "the same each time");
}

/// SUP-8
#[test]
fn a_key_is_read_in_both_forms() {
    let chain = Chain::make().whole();
    assert!(Vendor::open(VENDOR_KEY_PKCS1, &chain).is_ok());
    assert!(Vendor::open(&format!("\n{VENDOR_KEY}\n"), &chain).is_ok());
}

/// SUP-8
#[test]
fn files_that_apple_would_not_take_are_refused_before_anything_is_signed() {
    let chain = Chain::make();
    let other = Chain::make();
    let refused = |key: &str, chain: &str| Vendor::open(key, chain).unwrap_err();
    assert_eq!(refused("no key", &chain.whole()), VendorError::Key);
    assert_eq!(refused(&chain.vendor, &chain.whole()), VendorError::Key);
    assert_eq!(refused(VENDOR_KEY, ""), VendorError::Chain);
    assert_eq!(refused(VENDOR_KEY, VENDOR_KEY), VendorError::Chain);
    assert_eq!(refused(CUSTOMER_KEY, &chain.whole()), VendorError::OtherKey);
    let wrong = format!("{}{}{}", chain.vendor, other.intermediate, other.root);
    assert_eq!(refused(VENDOR_KEY, &wrong), VendorError::Order, "another intermediate of the same name");
    let turned = format!("{}{}{}", chain.vendor, chain.root, chain.intermediate);
    assert_eq!(refused(VENDOR_KEY, &turned), VendorError::Order);
    assert_eq!(refused(VENDOR_KEY, &format!("{}{}", chain.vendor, chain.intermediate)), VendorError::NoRoot);
}

/// SUP-8
#[test]
fn an_ended_chain_signs_nothing_and_the_operator_is_told_before() {
    let vendor = Vendor::open(VENDOR_KEY, &Chain::make().whole()).unwrap();
    let end = at("2027-02-01T00:00:00Z");
    assert_eq!(vendor.ends_at(), end, "the first end of all three");
    let csr = CsrParser::parse((), request().as_bytes()).unwrap().found;
    assert!(vendor.sign(&csr, Moment(end.0 - 1)).is_some());
    assert!(vendor.sign(&csr, end).is_none());
    assert!(vendor.sign(&csr, at("2024-12-31T00:00:00Z")).is_none(), "before it begins");
    let due = |days: i64, told| vendor.warning(end.plus(-days * DAY), told);
    assert_eq!(due(61, None), None);
    assert_eq!(due(60, None), Some(60));
    assert_eq!(due(59, Some(60)), None, "told once");
    assert_eq!(due(30, Some(60)), Some(30));
    assert_eq!(due(7, Some(60)), Some(7), "one that was missed is not told later");
    assert_eq!(due(0, Some(7)), Some(0));
    assert_eq!(due(-1, Some(0)), None);
}
