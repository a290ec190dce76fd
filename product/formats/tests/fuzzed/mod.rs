//! Mutations of every file that comes from outside: whatever is in it, the readers give an answer, and none but that to the
//! file as it was made is yes. The suite has a few hundred of each; the drill `key-formats` a hundred thousand.

use super::made::{Dice, Made, NOW, key, receipt, request};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_formats::{
    DeviceAnswer, DeviceRequest, KeyClaims, KeyRevocations, Receipt, StatusList, Statuses, archive, bundle, jws,
};

/// A reader: whether it takes these bytes.
type Reader<'a> = Box<dyn Fn(&[u8]) -> bool + 'a>;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn readers(made: &Made) -> Vec<(&'static str, Vec<u8>, Reader<'_>)> {
    let chain = vec![made.certificate.clone()];
    let revoked = KeyRevocations { iat: NOW, seq: 1, revoked: vec![key(9).public().kid().to_owned()] };
    let list = made.list();
    vec![
        (
            "key file",
            made.file(&made.claims()).into_bytes(),
            Box::new(|bytes| KeyClaims::open(&text(bytes), &made.trust).is_ok()),
        ),
        ("archive", made.archive(), Box::new(|bytes| archive::read(bytes).is_ok())),
        ("bundle", made.bundle(), Box::new(|bytes| bundle::read(bytes, &made.trust).is_ok())),
        (
            "status list",
            list.into_bytes(),
            Box::new(move |bytes| StatusList::open(&text(bytes), &chain, &made.trust, "lantern").is_ok()),
        ),
        ("request", request().into_bytes(), Box::new(|bytes| DeviceRequest::open(&text(bytes)).is_ok())),
        ("answer", made.answer().into_bytes(), Box::new(|bytes| DeviceAnswer::open(&text(bytes), &made.trust).is_ok())),
        ("receipt", receipt().into_bytes(), Box::new(|bytes| Receipt::open(&text(bytes)).is_ok())),
        (
            "revoked keys",
            revoked.sign(&key(1)).unwrap().into_bytes(),
            Box::new(|bytes| KeyRevocations::open(&text(bytes), made.trust.roots()).is_ok()),
        ),
    ]
}

/// Mutations of every file that comes from outside; how many kinds of files there are.
pub fn files(times: usize) -> usize {
    let made = Made::new();
    let readers = readers(&made);
    let count = readers.len();
    for (name, sample, takes) in readers {
        assert!(takes(&sample), "{name}: as it was made");
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        for _ in 0..times {
            let mutated = dice.mutated(&sample);
            // White space around a signed text alone is nothing.
            let is_same = text(&mutated).trim() == text(&sample).trim();
            assert!(is_same || !takes(&mutated), "{name}: {}", text(&mutated));
        }
    }
    count
}

/// Claims that are signed by the right key but have any form, as those of a later version or of a wrong portal.
pub fn signed_claims(times: usize) {
    let made = Made::new();
    let samples = [
        ("gatehouse-key+jwt", serde_json::to_vec(&made.claims()).unwrap()),
        ("statuslist+jwt", URL_SAFE_NO_PAD.decode(made.list().split('.').nth(1).unwrap()).unwrap()),
    ];
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for (typ, sample) in samples {
        for _ in 0..times {
            let Ok(claims) = serde_json::from_slice::<serde_json::Value>(&dice.mutated(&sample)) else { continue };
            let Ok(signed) = jws::sign(&key(2), typ, &claims) else { continue };
            drop(KeyClaims::open(&format!("# x\n{signed}\n{}\n", made.certificate), &made.trust));
            drop(StatusList::open(&signed, std::slice::from_ref(&made.certificate), &made.trust, "lantern"));
        }
    }
}

/// Compressed bytes of any form: no answer is larger than a list can be.
pub fn compressed(times: usize) {
    let sample = URL_SAFE_NO_PAD.decode(Statuses::new(4_000).unwrap().compressed().unwrap()).unwrap();
    let mut dice = Dice(0x1234_5678_9ABC_DEF1);
    for _ in 0..times {
        if let Ok(statuses) = Statuses::unpack(&URL_SAFE_NO_PAD.encode(dice.mutated(&sample))) {
            assert!(statuses.as_bytes().len() <= 1 << 20);
        }
    }
}
