//! Reads a certificate signing request (PKCS #10, RFC 2986) that somebody uploaded: in the worker process only.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::Refusal;
use gatehouse_worker::{Limits, Parsed, Parser, Unread};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;

/// The most bytes of a request: 5 KB.
pub const MOST_BYTES: usize = 5_120;
/// The fewest bits of its key.
pub const FEWEST_BITS: u32 = 2_048;
/// The most: longer ones are not verified by the library, and Apple does not take them.
pub const MOST_BITS: u32 = 8_192;

/// How the two sorts of requests begin and end in PEM (RFC 7468).
const MARKS: [(&str, &str); 2] = [
    ("-----BEGIN CERTIFICATE REQUEST-----", "-----END CERTIFICATE REQUEST-----"),
    ("-----BEGIN NEW CERTIFICATE REQUEST-----", "-----END NEW CERTIFICATE REQUEST-----"),
];

/// Why it cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal, Serialize, Deserialize)]
pub enum CsrRefused {
    /// It has more than 5,120 bytes.
    #[refusal(413, "csr.too_large", csr_too_large, field = "file")]
    TooLarge,
    /// Another kind of file, or a broken one.
    #[refusal(422, "csr.malformed", csr_malformed, field = "file")]
    Malformed,
    /// A certificate, as a portal gives it for a request.
    #[refusal(422, "csr.certificate", csr_certificate, field = "file")]
    Certificate,
    /// There is a private key in it, which must never leave its owner.
    #[refusal(422, "csr.private_key", csr_private_key, field = "file")]
    PrivateKey,
    /// Several requests.
    #[refusal(422, "csr.several", csr_several, field = "file")]
    Several,
    /// The key is of another kind.
    #[refusal(422, "csr.not_rsa", csr_not_rsa, field = "file")]
    NotRsa,
    /// The key has too few bits.
    #[refusal(422, "csr.short_key", csr_short_key, field = "file")]
    ShortKey,
    /// Nobody can have made it with the key that is in it.
    #[refusal(422, "csr.signature", csr_signature, field = "file")]
    Signature,
}

impl From<Unread<Self>> for CsrRefused {
    fn from(unread: Unread<Self>) -> Self {
        match unread {
            Unread::Refused(refused) => refused,
            Unread::TooLarge => Self::TooLarge,
            Unread::TooMuch | Unread::Broken => Self::Malformed,
        }
    }
}

/// A request that can be signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Csr {
    /// Its bytes in DER: what is signed.
    pub der: Vec<u8>,
    /// The bits of its key.
    pub bits: u32,
}

/// Reads it.
pub struct CsrParser;

impl Parser for CsrParser {
    const KIND: &'static str = "support.csr";
    const LIMITS: Limits =
        Limits { memory: 32 << 20, time: Duration::from_secs(2), input: MOST_BYTES, output: 64 << 10 };
    type Asked = ();
    type Found = Csr;
    type Refused = CsrRefused;

    fn parse((): (), bytes: &[u8]) -> Result<Parsed<Csr>, CsrRefused> {
        Ok(Parsed { found: read(bytes)?, bytes: Vec::new() })
    }
}

fn read(bytes: &[u8]) -> Result<Csr, CsrRefused> {
    if bytes.len() > MOST_BYTES {
        return Err(CsrRefused::TooLarge);
    }
    let der = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("-----BEGIN ") => of_pem(text)?,
        _ => bytes.to_vec(),
    };
    let (rest, request) = X509CertificationRequest::from_der(&der).map_err(|_| CsrRefused::Malformed)?;
    if !rest.is_empty() {
        return Err(CsrRefused::Malformed);
    }
    let bits = match request.certification_request_info.subject_pki.parsed() {
        Ok(PublicKey::RSA(key)) => bits_of(key.modulus),
        _ => return Err(CsrRefused::NotRsa),
    };
    if bits < FEWEST_BITS {
        return Err(CsrRefused::ShortKey);
    }
    if bits > MOST_BITS {
        return Err(CsrRefused::NotRsa);
    }
    if encoded(&request) != der {
        return Err(CsrRefused::Malformed);
    }
    request.verify_signature().map_err(|_| CsrRefused::Signature)?;
    Ok(Csr { der, bits })
}

/// The one DER encoding of the request: what is signed as it is, then the signature with NULL parameters (RFC 4055). The library takes others
/// of what the signature does not cover.
fn encoded(request: &X509CertificationRequest<'_>) -> Vec<u8> {
    let algorithm = [element(0x06, request.signature_algorithm.algorithm.as_bytes()), element(0x05, &[])].concat();
    let signature = [&[0], request.signature_value.data.as_ref()].concat();
    let parts = [request.certification_request_info.raw.to_vec(), element(0x30, &algorithm), element(0x03, &signature)];
    element(0x30, &parts.concat())
}

/// An element of DER: its tag, its length, its bytes.
fn element(tag: u8, bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let head = match (length, u8::try_from(length.len())) {
        ([], _) => vec![tag, 0],
        ([short], _) if *short < 0x80 => vec![tag, *short],
        (_, count) => [&[tag, 0x80 | count.unwrap_or(0)], length].concat(),
    };
    [head.as_slice(), bytes].concat()
}

/// Of a number in big-endian bytes.
fn bits_of(modulus: &[u8]) -> u32 {
    let digits = modulus.iter().position(|byte| *byte != 0).map_or(&[][..], |at| &modulus[at..]);
    let Some(first) = digits.first() else { return 0 };
    u32::try_from(digits.len()).unwrap_or(0).saturating_mul(8) - first.leading_zeros()
}

/// The bytes of the one request in a text.
fn of_pem(text: &str) -> Result<Vec<u8>, CsrRefused> {
    if text.contains("PRIVATE KEY-----") {
        return Err(CsrRefused::PrivateKey);
    }
    let mut found = None;
    for (begin, end) in MARKS {
        for part in text.split(begin).skip(1) {
            let (body, _) = part.split_once(end).ok_or(CsrRefused::Malformed)?;
            if found.replace(body).is_some() {
                return Err(CsrRefused::Several);
            }
        }
    }
    let body = match found {
        Some(body) => body,
        None if text.contains("-----BEGIN CERTIFICATE-----") => return Err(CsrRefused::Certificate),
        None => return Err(CsrRefused::Malformed),
    };
    let signs: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(signs).map_err(|_| CsrRefused::Malformed)
}

#[cfg(test)]
mod tests;
