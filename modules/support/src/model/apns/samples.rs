//! Keys, requests and a chain as Apple's, for tests. The keys were made for this alone; rcgen with ring makes none of RSA.

use rcgen::{CertificateParams, CertifiedIssuer, DnType, Issuer, KeyPair, date_time_ymd};

pub(super) const VENDOR_KEY: &str = include_str!("sample_files/vendor.key.pem");
pub(super) const VENDOR_KEY_PKCS1: &str = include_str!("sample_files/vendor.pkcs1.pem");
pub(super) const CUSTOMER_KEY: &str = include_str!("sample_files/customer.key.pem");
/// A request with a key of 1,024 bits.
pub(super) const SHORT: &str = include_str!("sample_files/short.csr.pem");

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2025, 1, 1);
    params.not_after = date_time_ymd(2030, 1, 1);
    params
}

/// A customer's request in PEM.
pub(super) fn request() -> String {
    let key = KeyPair::from_pem(CUSTOMER_KEY).unwrap();
    named("Customer").serialize_request(&key).unwrap().pem().unwrap()
}

/// A request with a key of another kind.
pub(super) fn elliptic_request() -> String {
    named("Customer").serialize_request(&KeyPair::generate().unwrap()).unwrap().pem().unwrap()
}

/// Certificates in PEM: the vendor's, which ends with January 2027, Apple's intermediate one, Apple's root.
pub(super) struct Chain {
    pub(super) vendor: String,
    pub(super) intermediate: String,
    pub(super) root: String,
}

impl Chain {
    pub(super) fn make() -> Self {
        let root = CertifiedIssuer::self_signed(named("Root"), KeyPair::generate().unwrap()).unwrap();
        let middle = CertifiedIssuer::signed_by(named("WWDR"), KeyPair::generate().unwrap(), &root).unwrap();
        let mut params = named("Vendor");
        params.not_after = date_time_ymd(2027, 2, 1);
        let issuer: &Issuer<'_, KeyPair> = &middle;
        let vendor = params.signed_by(&KeyPair::from_pem(VENDOR_KEY).unwrap(), issuer).unwrap();
        Self { vendor: vendor.pem(), intermediate: middle.pem(), root: root.pem() }
    }

    pub(super) fn whole(&self) -> String {
        format!("Bag Attributes\n    <none>\n{}{}\n{}", self.vendor, self.intermediate, self.root)
    }
}
