//! Spoiled bodies of every operation of licensing that reads one, and spoiled files at the doors where files are uploaded, against the real
//! program: each is answered, none with a fault. The files' own readers are fuzzed by `key-formats`.

#[path = "../../../../product/formats/tests/made/mod.rs"]
pub(crate) mod made;

use crate::life::key;
use crate::server::{Place, client};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::{Clock as _, SystemClock};
use made::{Dice, receipt, request};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A small form of the drill `bodies`.
const TIMES: usize = 120;
/// Files that are taken are stored, so they are fewer.
const FILES: usize = 20;

/// What is sent, and where.
enum Kind {
    /// JSON, posted with a key.
    Post(Value),
    /// JSON, put with a key.
    Put(Value),
    /// A closing document: the bytes of the file are spoiled as well.
    Document(Value),
    /// A file of a device in a form.
    File(String),
}

/// Values that no operation expects.
fn nasty(dice: &mut Dice) -> Value {
    match dice.next(18) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(0),
        4 => json!(i64::MAX),
        5 => json!(i64::MIN),
        6 => json!(u64::MAX),
        7 => json!(1.5),
        8 => json!(1e300),
        9 => json!(""),
        10 => json!("\u{0}"),
        11 => json!("\u{202e}\u{7}"),
        12 => json!("x".repeat(1 + dice.next(5_000))),
        13 => json!("' or 1=1 --"),
        14 => json!("9999-99-99T99:99:99Z"),
        15 => json!([[[[[{}]]]]]),
        16 => json!({"a": {"b": []}}),
        _ => json!("日本語のとても長い名前😀"),
    }
}

/// One change somewhere in it.
fn spoil(dice: &mut Dice, value: &mut Value) {
    let deeper = dice.next(2) == 0;
    match value {
        Value::Object(members) if !members.is_empty() => {
            let name = members.keys().nth(dice.next(members.len())).unwrap().clone();
            let inner = &mut members[&name];
            match dice.next(8) {
                0 => drop(members.remove(&name)),
                1 => drop(members.insert(format!("{name}_"), json!(1))),
                _ if deeper && (inner.is_object() || inner.is_array()) => spoil(dice, inner),
                _ => *inner = nasty(dice),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let at = dice.next(items.len());
            match dice.next(4) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => items[at] = nasty(dice),
            }
        }
        other => *other = nasty(dice),
    }
}

/// Spoiled in its members, or in its bytes.
fn spoiled(dice: &mut Dice, sample: &Value) -> Vec<u8> {
    if dice.next(3) == 0 {
        return dice.mutated(&serde_json::to_vec(sample).unwrap());
    }
    let mut body = sample.clone();
    for _ in 0..=dice.next(3) {
        spoil(dice, &mut body);
    }
    serde_json::to_vec(&body).unwrap()
}

/// A form with a file.
fn form(file: &[u8], code: &str) -> Vec<u8> {
    let head = b"--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"r.txt\"\r\ncontent-type: text/plain\r\n\r\n";
    let tail = format!("\r\n--edge\r\ncontent-disposition: form-data; name=\"code\"\r\n\r\n{code}\r\n--edge--\r\n");
    [&head[..], file, tail.as_bytes()].concat()
}

/// A sender, and how many of its bodies were refused.
#[derive(Clone)]
struct Sender {
    client: reqwest::blocking::Client,
    origin: String,
    key: String,
    code: String,
    sent: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
}

impl Sender {
    fn made(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.origin);
        let answer = self.client.post(url).bearer_auth(&self.key).json(body).send().unwrap();
        let (status, text) = (answer.status(), answer.text().unwrap());
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    fn send(&self, put: bool, path: &str, kind: &str, body: Vec<u8>) {
        let url = format!("{}{path}", self.origin);
        let request = if put { self.client.put(url) } else { self.client.post(url) };
        // Pages take no key, and operations of devices look at none.
        let request = if path.starts_with("/api/") {
            request.bearer_auth(&self.key)
        } else {
            request.header("sec-fetch-site", "same-origin")
        };
        let shown = String::from_utf8_lossy(&body[..body.len().min(600)]).into_owned();
        let answer = request.header("content-type", kind).body(body).send();
        let answer = answer.unwrap_or_else(|error| panic!("{path} was not answered: {error}: {shown}"));
        let status = answer.status();
        assert!(!status.is_server_error(), "{path}: {status} {}: {shown}", answer.text().unwrap());
        self.sent.fetch_add(1, Ordering::Relaxed);
        self.refused.fetch_add(usize::from(status.is_client_error()), Ordering::Relaxed);
    }

    fn spoil(&self, path: &str, kind: &Kind, seed: u64, times: usize) {
        let mut dice = Dice(seed);
        match kind {
            Kind::Post(sample) | Kind::Put(sample) => {
                for _ in 0..times {
                    let body = spoiled(&mut dice, sample);
                    self.send(matches!(kind, Kind::Put(_)), path, "application/json", body);
                }
            }
            Kind::Document(sample) => {
                for _ in 0..times / FILES {
                    let mut sample = sample.clone();
                    let file = dice.mutated(&STANDARD.decode(sample["file"].as_str().unwrap()).unwrap());
                    sample["file"] = json!(STANDARD.encode(file));
                    self.send(false, path, "application/json", serde_json::to_vec(&sample).unwrap());
                    self.send(false, path, "application/json", spoiled(&mut dice, &sample));
                }
            }
            Kind::File(sample) => {
                for _ in 0..times {
                    let body = form(&dice.mutated(sample.as_bytes()), &self.code);
                    self.send(false, path, "multipart/form-data; boundary=edge", body);
                }
            }
        }
    }
}

/// Every door with what it expects.
fn doors(sender: &Sender) -> Vec<(String, Kind)> {
    let order = json!({"number": "SPOILED-1", "source": "staff", "buyer_email": "spoiled@example.com", "buyer_lang": "ja", "note": "n",
        "amount": "49.90", "currency": "EUR", "invoice_url": "https://shop.example.com/1"});
    let order_id = sender.made("/api/v1/orders", &json!({"source": "staff", "buyer_email": "spoiled@example.com"}));
    let of_order = |what: &str| format!("/api/v1/orders/{}/{what}", order_id["id"].as_str().unwrap());
    let line = json!({"product": "lantern", "edition": "pro", "term": "year", "seats": 2, "kind": "commercial", "activate_by": "2099-12-31"});
    let issue = || sender.made(&of_order("licenses"), &line)["licenses"][0].clone();
    let (home, renewal) = (issue(), issue());
    let of_home = |what: &str| format!("/api/v1/licenses/{}/{what}", home["id"].as_str().unwrap());
    let device = json!({"product": "lantern", "version": "1.0", "code": home["code"], "region": "DE", "time": SystemClock.now().seconds(),
        "device": {"fingerprint": ["ab".repeat(32), "cd".repeat(32)], "name": "n", "platform": "linux"}});
    sender.made("/api/v1/activations", &device);
    let document = json!({"kind": "invoice", "number": "I-1", "date": "2026-11-21", "language": "en", "name": "a.pdf",
        "file": STANDARD.encode(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")});
    vec![
        ("/api/v1/orders".into(), Kind::Post(order)),
        (of_order("licenses"), Kind::Post(line)),
        (of_order("documents"), Kind::Document(document)),
        (
            of_order("payment"),
            Kind::Put(
                json!({"payment": "paid", "amount": "1.00", "currency": "EUR", "invoice_url": "https://a.example/1"}),
            ),
        ),
        (of_home("top-up"), Kind::Post(json!({"seats": 1, "transition_days": 14, "line": "L/1"}))),
        (
            of_home("renew"),
            Kind::Post(json!({"until": "2097-01-01", "new_code": true, "transition_days": 1, "line": "L/2"})),
        ),
        (of_home("reserve"), Kind::Post(json!({"reserve": renewal["id"]}))),
        (of_home("change"), Kind::Post(json!({"edition": "pro", "seats": 3, "from": "2098-01-01", "why": "Agreed."}))),
        (of_home("reissue"), Kind::Post(json!({"devices": "keep", "transition_days": 7, "note": "n"}))),
        (
            of_home("block"),
            Kind::Post(json!({"reason": "over_use", "from": "2098-01-01", "in_steps": true, "grace_days": 1,
                "limited_days": 1, "note": "n"})),
        ),
        (of_home("take-back"), Kind::Post(json!({"reason": "settled"}))),
        (
            of_home("auto-renewal"),
            Kind::Put(json!({"state": "on", "renews_on": "2099-11-30", "manage_url": "https://a.example/s"})),
        ),
        ("/api/v1/merges".into(), Kind::Post(json!({"licenses": [home["id"]], "renewal": renewal["id"]}))),
        ("/api/v1/activations".into(), Kind::Post(device.clone())),
        ("/api/v1/activations/explain".into(), Kind::Post(device.clone())),
        ("/api/v1/key-files".into(), Kind::Post(device)),
        ("/key-file/request".into(), Kind::File(request())),
        ("/key-file/request".into(), Kind::File(receipt())),
    ]
}

/// Sends so many of each kind; how many kinds there are, how many were sent, and how many refused.
pub fn spoil_all(times: usize) -> (usize, usize, usize) {
    let place = Place::new().set("RATE_LIMITS", "false");
    let key = key(&place, "");
    let server = place.serve(&[]);
    let mut sender = Sender {
        client: client(),
        origin: server.origin.clone(),
        key,
        code: String::new(),
        sent: Arc::default(),
        refused: Arc::default(),
    };
    let doors = doors(&sender);
    if let Some(Kind::Post(device)) = doors.iter().find(|(path, _)| path.ends_with("/key-files")).map(|(_, kind)| kind)
    {
        device["code"].as_str().unwrap().clone_into(&mut sender.code);
    }
    std::thread::scope(|scope| {
        for part in 0..4 {
            let (sender, doors) = (&sender, &doors);
            scope.spawn(move || {
                for (at, (path, kind)) in doors.iter().enumerate().filter(|(at, _)| at % 4 == part) {
                    sender.spoil(path, kind, 0x9E37_79B9_7F4A_7C15 + at as u64, times);
                }
            });
        }
    });
    let log = server.log();
    assert!(!log.contains("panicked"), "{log}");
    assert_eq!(server.stop(), Some(0));
    (doors.len(), sender.sent.load(Ordering::Relaxed), sender.refused.load(Ordering::Relaxed))
}

/// LIC-3, LIC-10, LIC-11, LIC-18, LIC-19, LIC-20, LIC-26, LIC-32, ALL-9
#[test]
fn spoiled_bodies_and_files_are_answered_without_a_fault() {
    let (kinds, sent, refused) = spoil_all(TIMES);
    assert!(kinds == 18 && refused > sent / 3, "{kinds} kinds, {refused} of {sent} refused");
}
