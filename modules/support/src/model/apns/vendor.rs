//! The vendor's MDM certificate ("MDM CSR" of Apple's developer program), with which customers' requests are signed (SUP-8).
//!
//! The operator's files hold the private key and the chain: the vendor's certificate, Apple's intermediate one that issued it, Apple's
//! root. Apple says no more than "signature is invalid" where one of them is wrong or has ended, so all of it is checked here, before
//! somebody's request is signed.

use super::csr::Csr;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::{DAY, Moment};
use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use std::fmt;
use std::sync::Arc;
use x509_parser::certificate::X509Certificate;
use x509_parser::pem::Pem;

/// Days before the end at which the operator is told.
pub const WARNINGS: [i64; 3] = [60, 30, 7];
/// Certificates of a chain, with the vendor's and the root.
const MOST: usize = 5;

/// Why the operator's files cannot be used. In words for the log and `doctor`: nobody else sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VendorError {
    /// The key is none, or none that can sign: RSA of 2,048 to 4,096 bits in PKCS #8 or PKCS #1, without a password.
    Key,
    /// The chain is no certificates in PEM.
    Chain,
    /// The key is not that of the first certificate.
    OtherKey,
    /// A certificate was not issued by the next one: the wrong intermediate, or the wrong order.
    Order,
    /// The last certificate is no root: it did not sign itself.
    NoRoot,
}

impl fmt::Display for VendorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "the key is no RSA key of 2,048 to 4,096 bits in PEM without a password",
            Self::Chain => "the chain is no certificates in PEM",
            Self::OtherKey => "the key does not belong to the first certificate of the chain",
            Self::Order => {
                "a certificate of the chain was not issued by the one behind it: vendor first, then Apple's intermediate that \
                 issued it (WWDR G3 since 2021), then Apple's root"
            }
            Self::NoRoot => "the last certificate of the chain is no root",
        })
    }
}

impl std::error::Error for VendorError {}

/// The key and chain, ready to sign.
pub struct Vendor {
    key: KeyPair,
    /// Leaf first.
    chain: String,
    begins_at: Moment,
    ends_at: Moment,
}

/// The service by which actions find it; nothing where the operator has none.
#[derive(Clone, Debug)]
pub struct SharedVendor(pub Option<Arc<Vendor>>);

impl fmt::Debug for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vendor").field("ends_at", &self.ends_at).finish_non_exhaustive()
    }
}

impl Vendor {
    /// From the texts of both files.
    pub fn open(key: &str, chain: &str) -> Result<Self, VendorError> {
        let key = read_key(key)?;
        let pems: Vec<Pem> =
            Pem::iter_from_buffer(chain.as_bytes()).collect::<Result<_, _>>().map_err(|_| VendorError::Chain)?;
        if pems.is_empty() || pems.len() > MOST || pems.iter().any(|pem| pem.label != "CERTIFICATE") {
            return Err(VendorError::Chain);
        }
        let certificates: Vec<X509Certificate<'_>> =
            pems.iter().map(Pem::parse_x509).collect::<Result<_, _>>().map_err(|_| VendorError::Chain)?;
        let Some((leaf, root)) = certificates.first().zip(certificates.last()) else { return Err(VendorError::Chain) };
        let certified: &[u8] = &leaf.public_key().subject_public_key.data;
        let own: &[u8] = key.public_key().as_ref();
        if certified != own {
            return Err(VendorError::OtherKey);
        }
        for pair in certificates.windows(2) {
            let is_issued = pair[0].issuer() == pair[1].subject();
            if !is_issued || pair[0].verify_signature(Some(pair[1].public_key())).is_err() {
                return Err(VendorError::Order);
            }
        }
        if root.issuer() != root.subject() || root.verify_signature(None).is_err() {
            return Err(VendorError::NoRoot);
        }
        let begins_at = certificates.iter().map(|one| one.validity().not_before.timestamp()).max();
        let ends_at = certificates.iter().map(|one| one.validity().not_after.timestamp()).min();
        let (Some(begins_at), Some(ends_at)) = (begins_at, ends_at) else { return Err(VendorError::Chain) };
        let chain = pems.iter().map(as_pem).collect();
        Ok(Self { key, chain, begins_at: Moment::from_seconds(begins_at), ends_at: Moment::from_seconds(ends_at) })
    }

    /// When the first certificate of the chain ends. From then on nothing can be signed.
    #[must_use]
    pub const fn ends_at(&self) -> Moment {
        self.ends_at
    }

    /// Whether Apple takes what is signed now.
    #[must_use]
    pub fn is_valid(&self, now: Moment) -> bool {
        self.begins_at <= now && now < self.ends_at
    }

    /// How many days before the end the operator has to be told now (one of [`WARNINGS`]; 0: it has ended), if they were last told at
    /// `told`: each is due once.
    #[must_use]
    pub fn warning(&self, now: Moment, told: Option<i64>) -> Option<i64> {
        let days = WARNINGS.into_iter().chain([0]).filter(|days| self.ends_at.plus(-days * DAY) <= now).min()?;
        told.is_none_or(|told| days < told).then_some(days)
    }

    /// The file that Apple's push certificate portal takes: a property list in base64. `None` while the chain is not valid.
    pub fn sign(&self, csr: &Csr, now: Moment) -> Option<String> {
        if !self.is_valid(now) {
            return None;
        }
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &csr.der, &mut signature).ok()?;
        let plist = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
             <plist version=\"1.0\">\n<dict>\n\
             <key>PushCertRequestCSR</key>\n<string>{}</string>\n\
             <key>PushCertCertificateChain</key>\n<string>{}</string>\n\
             <key>PushCertSignature</key>\n<string>{}</string>\n\
             </dict>\n</plist>\n",
            STANDARD.encode(&csr.der),
            self.chain,
            STANDARD.encode(&signature),
        );
        Some(STANDARD.encode(plist))
    }
}

/// Written anew: comments between certificates, which tools put there, would have to be escaped.
fn as_pem(pem: &Pem) -> String {
    let signs = STANDARD.encode(&pem.contents);
    let lines: Vec<&str> = (0..signs.len()).step_by(64).map(|at| &signs[at..signs.len().min(at + 64)]).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

fn read_key(text: &str) -> Result<KeyPair, VendorError> {
    let mut pems = Pem::iter_from_buffer(text.as_bytes());
    let pem = pems.next().and_then(Result::ok).ok_or(VendorError::Key)?;
    let key = match pem.label.as_str() {
        "PRIVATE KEY" => KeyPair::from_pkcs8(&pem.contents),
        "RSA PRIVATE KEY" => KeyPair::from_der(&pem.contents),
        _ => return Err(VendorError::Key),
    };
    key.map_err(|_| VendorError::Key)
}

#[cfg(test)]
mod tests;
