//! Archives of key files (LIC-11) and a status list of a million licenses (LIC-20): in this process, one thread, without a disk.

use crate::place::Place;
use crate::report::Figure;
use crate::stats::paired;
use gatehouse_core::{Fault, Random, SystemRandom};
use gatehouse_formats::{
    Decoys, IssuingKey, KeyClaims, KeyKind, KeyTerms, Purpose, RootKey, Serials, SigningKey, Status, StatusList, Trust,
    bundle, compatibility,
};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

const ARCHIVES: u32 = 2_000;
const LICENSES: u32 = 1_000_000;
/// A power of two above the licenses, as a portal chooses it.
const PLACES: u32 = 1 << 21;
const ROUNDS: usize = 3;
const NOW: i64 = 1_795_219_200;
const YEAR: i64 = 365 * 24 * 60 * 60;

struct Vendor {
    issuing: SigningKey,
    certificate: String,
    trust: Trust,
}

/// Measures.
pub fn measure(_place: &Place) -> Result<Vec<Figure>, Fault> {
    let vendor = Vendor::new()?;
    let archives = paired(ROUNDS, || archives(&vendor), || Ok(signatures(&vendor)))?;
    let files: BTreeMap<u32, Status> = (0..LICENSES)
        .map(|number| (number * 2, if number.is_multiple_of(50) { Status::Revoked } else { Status::Valid }))
        .collect();
    let mut bytes = 0;
    let lists = paired(
        ROUNDS,
        || {
            let begun = Instant::now();
            bytes = vendor.list(&files)?.len();
            Ok(begun.elapsed().as_secs_f64())
        },
        || {
            let begun = Instant::now();
            black_box(decoys(0).fill(PLACES, &files, NOW)?);
            Ok(begun.elapsed().as_secs_f64())
        },
    )?;
    let what = "a key file, its compatibility list and a text, signed, verified as a product does, and packed";
    let list = format!("a million licenses in {PLACES} places with decoys: packed, compressed, signed; {bytes} bytes");
    Ok(vec![
        Figure::of("key_file", "archives/s", &archives, what, "signatures alone"),
        Figure::of("status_list", "s", &lists, list, "packed only, no place turns"),
    ])
}

fn archives(vendor: &Vendor) -> Result<f64, Fault> {
    let serials = Serials::new([7; 32]);
    let begun = Instant::now();
    for count in 0..ARCHIVES {
        let serial = serials.of(count);
        let list = format!("{}\n    Lantern\n    - Lantern, linux-x86_64\n\n", serial.file_name());
        let mut claims = claims(&serials, count);
        claims.compat_sha256 = Some(compatibility::hash(&list));
        let file = claims.sign(&vendor.issuing, &vendor.certificate, &vendor.trust)?;
        black_box(bundle::write(&[file], &list, "Read me\n", &vendor.trust)?);
    }
    Ok(f64::from(ARCHIVES) / begun.elapsed().as_secs_f64())
}

fn signatures(vendor: &Vendor) -> f64 {
    let message = [0; 700];
    let begun = Instant::now();
    for _ in 0..ARCHIVES {
        black_box(vendor.issuing.sign(black_box(&message)));
    }
    f64::from(ARCHIVES) / begun.elapsed().as_secs_f64()
}

fn decoys(per_mille: u16) -> Decoys {
    Decoys { secret: [5; 32], per_mille, opens: NOW - YEAR, closes: NOW + YEAR }
}

impl Vendor {
    fn new() -> Result<Self, Fault> {
        let mut fill = |bytes: &mut [u8]| SystemRandom.fill(bytes);
        let (root, issuing) = (SigningKey::generate(&mut fill), SigningKey::generate(&mut fill));
        let public = issuing.public().clone();
        let (nbf, exp) = (NOW - YEAR, NOW + YEAR);
        let certified = IssuingKey { public, purpose: Purpose::KeyFile, nbf, exp, max_kind: None };
        let certificate = certified.certify(&root)?;
        let trust = Trust::new(&[RootKey::new(root.public().clone())]);
        Ok(Self { issuing, certificate, trust })
    }

    fn list(&self, files: &BTreeMap<u32, Status>) -> Result<String, Fault> {
        let statuses = decoys(60).fill(PLACES, files, NOW)?;
        let list = StatusList {
            iss: "https://portal.example.com".to_owned(),
            aud: "lantern".to_owned(),
            sub: "https://portal.example.com/api/v1/status-lists/lantern/2026".to_owned(),
            iat: NOW,
            exp: NOW + YEAR,
            ttl: 43_200,
            seq: 1,
            statuses,
        };
        Ok(list.sign(&self.issuing)?)
    }
}

fn claims(serials: &Serials, count: u32) -> KeyClaims {
    KeyClaims {
        iss: "https://portal.example.com".to_owned(),
        aud: "lantern".to_owned(),
        sub: "7715043070".to_owned(),
        jti: serials.of(count),
        iat: NOW,
        nbf: NOW,
        exp: NOW + YEAR,
        lic: KeyTerms {
            kind: KeyKind::Commercial,
            product: "Lantern".to_owned(),
            edition: "pro".to_owned(),
            seats: 3,
            from: NOW,
            until: Some(NOW + YEAR),
            grace_days: 8,
            entitlements: vec!["manifest".to_owned()],
            account: None,
            limits: BTreeMap::new(),
            order_ref: Some("SHOP-1001".to_owned()),
            holder: Some("Aurora K.K.".to_owned()),
            holder_hash: None,
        },
        cnf: None,
        prev: None,
        reserve: false,
        compat_sha256: None,
        status: None,
    }
}
