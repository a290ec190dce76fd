//! An authenticator without hardware (WebAuthn): makes ES256 passkeys, and answers as a browser on an origin would.

use crate::Answer;
use crate::html::attribute;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// What a browser was asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The sealed challenge.
    pub challenge: String,
    /// The options of WebAuthn.
    pub options: Value,
}

impl Question {
    /// That of a page.
    pub fn of_page(page: &Answer) -> Self {
        let tags = page.body.split('<').filter_map(|tag| tag.split('>').next());
        let options = tags.filter(|tag| tag.starts_with("div")).find_map(|tag| attribute(tag, "data-options"));
        let options = options.unwrap_or_else(|| panic!("no question: {}", page.body));
        Self {
            challenge: page.input("passkey_challenge").expect("a question has a challenge"),
            options: serde_json::from_str(&options).expect("options are JSON"),
        }
    }

    /// That of an address that answers in JSON.
    pub fn fetched(answer: &Answer) -> Self {
        let body = answer.json();
        Self { challenge: body["challenge"].as_str().unwrap().to_owned(), options: body["options"].clone() }
    }
}

/// One passkey.
pub struct Key {
    host: String,
    id: Vec<u8>,
    handle: Vec<u8>,
    pair: EcdsaKeyPair,
    /// Goes up with each use.
    pub counter: u32,
}

/// Holds passkeys. What it says can be made wrong for tests.
pub struct Authenticator {
    /// The page's origin, as the browser tells it.
    pub origin: String,
    /// Whether it verifies the person.
    pub verifies: bool,
    /// Whether the page is in a frame of another site.
    pub is_framed: bool,
    /// Whether it has a counter; those that are kept in several places have none.
    pub counts: bool,
    /// Says this host in place of the one it was asked for.
    pub other_host: Option<String>,
    /// Its passkeys, oldest first.
    pub keys: Vec<Key>,
    random: SystemRandom,
}

impl Authenticator {
    /// Behind a browser on this origin.
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            verifies: true,
            is_framed: false,
            counts: true,
            other_host: None,
            keys: Vec::new(),
            random: SystemRandom::new(),
        }
    }

    /// Behind the browser of a test's world.
    pub fn of_world() -> Self {
        Self::new("http://127.0.0.1:8080")
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": self.is_framed,
        });
        data.to_string().into_bytes()
    }

    fn flags(&self) -> u8 {
        if self.verifies { 0x05 } else { 0x01 }
    }

    fn host_hash(&self, host: &str) -> Vec<u8> {
        Sha256::digest(self.other_host.as_deref().unwrap_or(host)).to_vec()
    }

    /// Makes a passkey; the answer as JSON.
    pub fn create(&mut self, question: &Question) -> String {
        let options = &question.options;
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &self.random).unwrap();
        let point = pair.public_key().as_ref();
        let id = Sha256::digest(point).to_vec();
        let host = options["rp"]["id"].as_str().unwrap().to_owned();
        // COSE: EC2, ES256, P-256, x, y.
        let mut cose = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        cose.extend_from_slice(&point[1..33]);
        cose.extend_from_slice(&[0x22, 0x58, 0x20]);
        cose.extend_from_slice(&point[33..]);
        let mut data = self.host_hash(&host);
        data.push(self.flags() | 0x40);
        data.extend_from_slice(&u32::from(self.counts).to_be_bytes());
        data.extend_from_slice(&[0; 16]);
        data.extend_from_slice(&u16::try_from(id.len()).unwrap().to_be_bytes());
        data.extend_from_slice(&id);
        data.extend_from_slice(&cose);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend_from_slice(&data);
        let client = self.client_data("webauthn.create", options);
        let handle = URL_SAFE_NO_PAD.decode(options["user"]["id"].as_str().unwrap()).unwrap();
        self.keys.push(Key { host, id: id.clone(), handle, pair, counter: u32::from(self.counts) });
        let response = json!({ "clientDataJSON": text(&client), "attestationObject": text(&object) });
        said(&id, &response)
    }

    /// Answers with the newest passkey that the question allows; `None` when it has none.
    pub fn get(&mut self, question: &Question) -> Option<String> {
        let options = &question.options;
        let allowed: Vec<&str> =
            options["allowCredentials"].as_array()?.iter().filter_map(|c| c["id"].as_str()).collect();
        let host = options["rpId"].as_str()?;
        let fits = |key: &Key| key.host == host && (allowed.is_empty() || allowed.contains(&text(&key.id).as_str()));
        let at = self.keys.iter().rposition(fits)?;
        Some(self.answer(question, at))
    }

    /// Answers with this passkey, whether or not it was asked for.
    pub fn answer(&mut self, question: &Question, at: usize) -> String {
        self.keys[at].counter += u32::from(self.counts);
        let key = &self.keys[at];
        let mut data = self.host_hash(&key.host);
        data.push(self.flags());
        data.extend_from_slice(&key.counter.to_be_bytes());
        let client = self.client_data("webauthn.get", &question.options);
        let signed = [data.as_slice(), &Sha256::digest(&client)[..]].concat();
        let signature = key.pair.sign(&self.random, &signed).unwrap();
        let response = json!({
            "clientDataJSON": text(&client),
            "authenticatorData": text(&data),
            "signature": text(signature.as_ref()),
            "userHandle": text(&key.handle),
        });
        said(&key.id, &response)
    }
}

fn said(id: &[u8], response: &Value) -> String {
    json!({ "id": text(id), "rawId": text(id), "type": "public-key", "response": response }).to_string()
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
