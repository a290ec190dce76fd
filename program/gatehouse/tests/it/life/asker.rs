//! A client that asks whichever node answers, until it has a word.

use crate::server::client;
use reqwest::blocking::{Client, Response};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Who was asked to try again waits so long.
const BUSY_PAUSE: Duration = Duration::from_millis(40);

/// No node answers, or the round is over: what was asked is asked again in the next one.
pub struct Gone;

/// What is sent.
pub struct Request {
    pub put: bool,
    pub path: String,
    /// The idempotency key; none: the operation is the same however often it is asked for.
    pub once: Option<String>,
    pub body: Value,
}

impl Request {
    /// A form of a page otherwise.
    fn is_of_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// Whether the answer is yes: a page's leads back to itself.
    fn is_done(&self, answer: &Response) -> bool {
        let leads_to = answer.headers().get("location").and_then(|place| place.to_str().ok()).unwrap_or_default();
        match answer.status().as_u16() {
            303 => !self.is_of_api() && leads_to.ends_with(&self.path),
            status => self.is_of_api() && (200..300).contains(&status),
        }
    }
}

/// One client.
#[derive(Clone)]
pub struct Asker {
    client: Client,
    origins: Vec<String>,
    key: String,
    cookies: String,
    stop: Arc<AtomicBool>,
    at: usize,
}

impl Asker {
    /// With the key of a shop and the cookies of a person.
    pub fn new(origins: &[String], (key, cookies): (&str, &str), stop: &Arc<AtomicBool>, at: usize) -> Self {
        let (key, cookies) = (key.to_owned(), cookies.to_owned());
        Self { client: client(), origins: origins.to_vec(), key, cookies, stop: Arc::clone(stop), at }
    }

    pub fn is_over(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    fn send(&self, at: usize, request: &Request) -> reqwest::Result<Response> {
        let url = format!("{}{}", self.origins[at % self.origins.len()], request.path);
        let sent = if request.put { self.client.put(url) } else { self.client.post(url) };
        if !request.is_of_api() {
            let sent = sent.header("cookie", &self.cookies).header("sec-fetch-site", "same-origin");
            return sent.form(&request.body).send();
        }
        let sent = match &request.once {
            // Whatever has no key is a device's, which has none either.
            Some(once) => sent.bearer_auth(&self.key).header("idempotency-key", once),
            None => sent,
        };
        sent.json(&request.body).send()
    }

    /// Sends it, to the next node where one is gone, until the answer is yes. No other word may come.
    pub fn insist(&mut self, request: &Request) -> Result<Value, Gone> {
        let mut silent = 0;
        loop {
            match self.send(self.at, request) {
                Ok(answer) => {
                    silent = 0;
                    let status = answer.status().as_u16();
                    if request.is_done(&answer) {
                        match answer.text() {
                            Ok(_) if !request.is_of_api() => return Ok(Value::Null),
                            Ok(text) if text.is_empty() => return Ok(Value::Null),
                            Ok(text) => return Ok(serde_json::from_str(&text).unwrap()),
                            // It was cut off while it was told: what was done is told to who asks again.
                            Err(_) => self.at += 1,
                        }
                    } else {
                        let text = answer.text().unwrap_or_default();
                        assert_eq!(status, 503, "{} {}: {text}", request.path, request.body);
                        std::thread::sleep(BUSY_PAUSE);
                    }
                }
                Err(error) => {
                    silent += usize::from(error.is_connect());
                    self.at += 1;
                }
            }
            if self.is_over() || silent > 2 * self.origins.len() {
                return Err(Gone);
            }
        }
    }

    /// Sends it until there is an answer that is no "try again".
    pub fn word(&mut self, request: &Request) -> u16 {
        loop {
            match self.send(self.at, request) {
                Ok(answer) if answer.status() != 503 => return answer.status().as_u16(),
                _ => std::thread::sleep(BUSY_PAUSE),
            }
        }
    }

    /// Sends it to all nodes at the same moment, twice to each, and listens to none: no more than one of them may do it.
    pub fn all_at_once(&self, request: &Request) {
        std::thread::scope(|scope| {
            for at in 0..2 * self.origins.len() {
                scope.spawn(move || {
                    if let Ok(answer) = self.send(at, request) {
                        let status = answer.status().as_u16();
                        let text = answer.text().unwrap_or_default();
                        assert!(status < 500 || status == 503, "{} {status}: {text}", request.path);
                    }
                });
            }
        });
    }
}
