//! Files to test with, and their mutations.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;

use gatehouse_formats::archive::{self, Entry};
use gatehouse_formats::{
    Binding, DeviceAnswer, DeviceFingerprint, DeviceKey, DeviceRequest, IssuingKey, KeyClaims, KeyKind, KeyTerms,
    Purpose, Receipt, RootKey, Serials, SigningKey, Status, StatusClaim, StatusList, StatusReference, Statuses, Trust,
    bundle, by_hand, compatibility,
};

pub const NOW: i64 = 1_795_219_200;
pub const LIST: &str = "https://portal.example.com/api/v1/status-lists/lantern/2026";

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

pub fn device() -> DeviceFingerprint {
    DeviceFingerprint::new((1..6).map(|byte| [byte; 32]).collect()).unwrap()
}

/// A vendor with a root key and an issuing key.
pub struct Made {
    pub issuing: SigningKey,
    pub certificate: String,
    pub trust: Trust,
}

impl Made {
    pub fn new() -> Self {
        let trust = Trust::new(&[RootKey::new(key(1).public().clone())]);
        Self { issuing: key(2), certificate: certificate(&key(2), (NOW - 1_000, NOW + 1_000_000)), trust }
    }

    /// The same vendor with another issuing key.
    pub fn signed_by(&self, issuing: &SigningKey, period: (i64, i64)) -> Self {
        let certificate = certificate(issuing, period);
        Self { issuing: SigningKey::from_seed(&issuing.seed()), certificate, trust: self.trust.clone() }
    }

    pub fn claims(&self) -> KeyClaims {
        KeyClaims {
            iss: "https://portal.example.com".into(),
            aud: "lantern".into(),
            sub: "7715043070".into(),
            jti: Serials::new([7; 32]).of(1),
            iat: NOW,
            nbf: NOW,
            exp: NOW + 5_000_000,
            lic: KeyTerms {
                kind: KeyKind::Commercial,
                product: "Lantern".into(),
                edition: "pro".into(),
                seats: 3,
                from: NOW,
                until: Some(NOW + 3_000_000),
                grace_days: 8,
                entitlements: vec!["manifest".into()],
                account: None,
                limits: BTreeMap::new(),
                order_ref: None,
                holder: Some("株式会社オーロラ".into()),
                holder_hash: None,
            },
            cnf: Some(Binding::to(key(20).public(), &device(), [3; 16])),
            prev: None,
            reserve: false,
            compat_sha256: None,
            status: Some(StatusClaim { status_list: StatusReference { idx: 5, uri: LIST.into() } }),
        }
    }

    pub fn file(&self, claims: &KeyClaims) -> String {
        claims.sign(&self.issuing, &self.certificate, &self.trust).unwrap()
    }

    pub fn list(&self) -> String {
        let mut statuses = Statuses::new(400).unwrap();
        statuses.set(5, Status::Suspended);
        let list = StatusList {
            iss: "https://portal.example.com".into(),
            aud: "lantern".into(),
            sub: LIST.into(),
            iat: NOW,
            exp: NOW + 86_400,
            ttl: 3_600,
            seq: 1,
            statuses,
        };
        list.sign(&self.issuing).unwrap()
    }

    pub fn answer(&self) -> String {
        let answer = DeviceAnswer {
            iss: "https://portal.example.com".into(),
            aud: "lantern".into(),
            iat: NOW,
            nonce: "0".repeat(32),
            request_sha256: by_hand::request_hash(&request()),
            key_file: Some(self.file(&self.claims())),
        };
        answer.sign(&self.issuing, &self.certificate, &self.trust).unwrap()
    }

    pub fn bundle(&self) -> Vec<u8> {
        let list = "00000001.key\n    Lantern\n\n";
        let claims = KeyClaims { compat_sha256: Some(compatibility::hash(list)), ..self.claims() };
        bundle::write(&[self.file(&claims)], list, "Read me\n", &self.trust).unwrap()
    }

    pub fn archive(&self) -> Vec<u8> {
        let claims = self.claims();
        let entries = [
            Entry { name: claims.jti.file_name(), content: self.file(&claims).into_bytes() },
            Entry { name: "README.txt".into(), content: b"Read me\n".to_vec() },
        ];
        archive::write(&entries).unwrap()
    }
}

pub fn request() -> String {
    let request = DeviceRequest {
        aud: "lantern".into(),
        iat: NOW,
        nonce: "0".repeat(32),
        jwk: DeviceKey::new(key(20).public()),
        fingerprint: device(),
        name: Some("計測器 3".into()),
        platform: Some("linux-x86_64".into()),
        application: None,
        version: None,
        serial: None,
    };
    request.sign(&key(20)).unwrap()
}

pub fn receipt() -> String {
    let receipt = Receipt {
        aud: "lantern".into(),
        sub: "7715043070".into(),
        jti: Serials::new([7; 32]).of(1),
        iat: NOW,
        nonce: "0".repeat(32),
        jwk: DeviceKey::new(key(20).public()),
    };
    receipt.sign(&key(20)).unwrap()
}

fn certificate(issuing: &SigningKey, (nbf, exp): (i64, i64)) -> String {
    let public = issuing.public().clone();
    IssuingKey { public, purpose: Purpose::KeyFile, nbf, exp, max_kind: None }.certify(&key(1)).unwrap()
}

/// Bytes that mean something in one of the formats.
const TELLING: &[u8] = b"#. \n\r\0\xFFA0{}\",";

/// Numbers that are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap()
    }

    /// A file with up to seven changes.
    pub fn mutated(&mut self, sample: &[u8]) -> Vec<u8> {
        let mut bytes = sample.to_vec();
        for _ in 0..=self.next(6) {
            let at = self.next(bytes.len());
            match self.next(6) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, self.next(256) as u8),
                2 | 3 => {
                    // A part again, or in another place.
                    let end = (at + self.next(64)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    let to = self.next(bytes.len() + 1);
                    drop(bytes.splice(to..to, part));
                }
                4 if at < bytes.len() => bytes[at] = TELLING[self.next(TELLING.len())],
                _ if at < bytes.len() => bytes[at] ^= 1 << self.next(8),
                _ => {}
            }
            if bytes.is_empty() {
                bytes.push(0);
            }
        }
        bytes
    }
}
