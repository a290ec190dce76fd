//! Devices, a shop and people who use the server at once, and remember what they were told.

use crate::kill::asking;
use crate::server::client;
use reqwest::blocking::{Client, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// Devices that activate at once.
const DEVICES: usize = 3;
/// Devices and the shop wait so long after each: passwords are hashed below everything else, and all is asked for again at the end.
const PAUSE: Duration = Duration::from_millis(20);
/// Who was asked to try again waits so long.
const BUSY_PAUSE: Duration = Duration::from_millis(60);
/// A person signs in this often, so that not all sessions of an account are their own newest.
const SIGN_IN_PAUSE: Duration = Duration::from_millis(250);

/// What was acknowledged.
#[derive(Default)]
pub struct Told {
    /// The seat of each device.
    pub seats: BTreeMap<usize, String>,
    /// Orders with a license: the order's id and the buyer's address, where the code was mailed.
    pub orders: Vec<(String, String)>,
    /// The cookies of people who signed in since the last look.
    pub sessions: Vec<String>,
    /// How many of them were looked at before.
    pub sessions_seen: usize,
    /// How often somebody was asked to try again.
    pub busy: usize,
}

impl Told {
    pub fn has_grown(&self, before: (usize, usize, usize), by: (usize, usize, usize)) -> bool {
        self.seats.len() >= before.0 + by.0
            && self.orders.len() >= before.1 + by.1
            && self.sessions.len() >= before.2 + by.2
    }

    pub fn sizes(&self) -> (usize, usize, usize) {
        (self.seats.len(), self.orders.len(), self.sessions.len())
    }
}

/// What the clients share over all rounds.
#[derive(Clone, Default)]
pub struct Shared {
    pub told: Arc<Mutex<Told>>,
    /// The next device.
    pub device: Arc<AtomicUsize>,
    order: Arc<AtomicUsize>,
}

/// Clients at work.
pub struct Clients {
    stop: Arc<AtomicBool>,
    workers: Vec<JoinHandle<Result<(), Gone>>>,
}

/// The server is gone: its client ends.
struct Gone;

/// One client's view.
struct One {
    client: Client,
    origin: String,
    shared: Shared,
    stop: Arc<AtomicBool>,
}

impl Clients {
    pub fn start(origin: &str, code: &str, key: &str, shared: &Shared) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let one =
            || One { client: client(), origin: origin.to_owned(), shared: shared.clone(), stop: Arc::clone(&stop) };
        let mut workers: Vec<_> = (0..DEVICES)
            .map(|_| {
                let (one, code) = (one(), code.to_owned());
                std::thread::spawn(move || one.activate(&code))
            })
            .collect();
        let (shop, key) = (one(), key.to_owned());
        workers.push(std::thread::spawn(move || shop.sell(&key)));
        let people = one();
        workers.push(std::thread::spawn(move || people.sign_in()));
        Self { stop, workers }
    }

    /// Whether none has ended yet.
    pub fn are_at_work(&self) -> bool {
        self.workers.iter().all(|worker| !worker.is_finished())
    }

    /// Waits until all have ended; fails when one was told something that nobody may be told.
    pub fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        self.workers.into_iter().for_each(|worker| worker.join().unwrap().unwrap_or(()));
    }
}

impl One {
    fn is_over(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// The answer where it was yes, `None` where it is to be asked again: the server says so, or no answer came in time.
    fn heard(&self, answer: reqwest::Result<Response>, yes: u16) -> Result<Option<Response>, Gone> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.is_connect() => return Err(Gone),
            Err(_) => return Ok(None),
        };
        let status = answer.status().as_u16();
        if status == yes {
            return Ok(Some(answer));
        }
        let retry = answer.headers().contains_key("retry-after");
        let text = answer.text().map_err(|_| Gone)?;
        assert!(status == 503 && retry, "{status}, retry-after: {retry}: {text}");
        self.shared.told.lock().unwrap().busy += 1;
        std::thread::sleep(BUSY_PAUSE);
        Ok(None)
    }

    fn activate(&self, code: &str) -> Result<(), Gone> {
        while !self.is_over() {
            let device = self.shared.device.fetch_add(1, Ordering::SeqCst);
            let url = format!("{}/api/v1/activations", self.origin);
            let answer = self.client.post(url).json(&asking(code, device)).send();
            if let Some(answer) = self.heard(answer, 201)? {
                let value = answer.json::<Value>().map_err(|_| Gone)?;
                let seat = value["activation"].as_str().unwrap().to_owned();
                self.shared.told.lock().unwrap().seats.insert(device, seat);
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Sends it until the answer is yes: the same key does it once.
    fn insist(&self, url: &str, key: &str, once: &str, body: &Value) -> Result<Value, Gone> {
        while !self.is_over() {
            let request = self.client.post(url).bearer_auth(key).header("idempotency-key", once).json(body);
            if let Some(answer) = self.heard(request.send(), 201)? {
                return answer.json().map_err(|_| Gone);
            }
        }
        Err(Gone)
    }

    fn sell(&self, key: &str) -> Result<(), Gone> {
        while !self.is_over() {
            let number = self.shared.order.fetch_add(1, Ordering::SeqCst);
            let buyer = format!("buyer{number}@example.com");
            let order = json!({"number": format!("DISK-{number}"), "source": "shop", "buyer_email": buyer});
            let url = format!("{}/api/v1/orders", self.origin);
            let made = self.insist(&url, key, &format!("order-{number}"), &order)?;
            let id = made["id"].as_str().unwrap().to_owned();
            let license = json!({"product": "lantern", "edition": "pro", "term": "year", "seats": 1});
            self.insist(&format!("{url}/{id}/licenses"), key, &format!("license-{number}"), &license)?;
            self.shared.told.lock().unwrap().orders.push((id, buyer));
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn sign_in(&self) -> Result<(), Gone> {
        let people = ["aiko@example.com", "boris@example.com", "carol@example.com"];
        for email in people.into_iter().cycle().take_while(|_| !self.is_over()) {
            let form = [("email", email), ("password", "Harbor-Lamp-27")];
            let url = format!("{}/sign-in", self.origin);
            let answer = self.client.post(url).header("sec-fetch-site", "same-origin").form(&form).send();
            if let Some(answer) = self.heard(answer, 303)? {
                let cookies = answer.headers().get_all("set-cookie").iter();
                let cookies = cookies.filter_map(|c| c.to_str().ok()?.split(';').next().map(str::to_owned));
                let cookies = cookies.collect::<Vec<_>>().join("; ");
                self.shared.told.lock().unwrap().sessions.push(cookies);
            }
            std::thread::sleep(SIGN_IN_PAUSE);
        }
        Ok(())
    }
}
