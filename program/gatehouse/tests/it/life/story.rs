//! What happens to the licenses of one order, step by step, each step under an idempotency key of its own.

use super::asker::{Asker, Gone, Request};
use super::holder::EMAIL;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Seats of the four licenses: the one that lives, its renewal, its reserve, and one that takes two people.
pub const SEATS: [i64; 4] = [2, 4, 9, 600];
const HOME: usize = 0;
const RENEWAL: usize = 1;
const RESERVE: usize = 2;
const LARGE: usize = 3;

/// One step.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Order,
    Issue(usize),
    Activate(usize),
    TopUp,
    Renew,
    Merge,
    Undo,
    Reserve,
    Unreserve,
    BlockInSteps,
    TakeBack,
    Block,
    Unblock,
    Reissue,
    KeyFile,
    Free,
    AutoRenewal,
    Propose,
    /// The person who has an account buys, and wishes that the license renews by itself.
    HolderOrder,
    HolderIssue,
    Wish,
}

/// All of them, in their order.
pub const STORY: [Step; 26] = [
    Step::Order,
    Step::Issue(HOME),
    Step::Issue(RENEWAL),
    Step::Issue(RESERVE),
    Step::Issue(LARGE),
    Step::Activate(0),
    // Before the code gets an end: no key file is made from one that has.
    Step::KeyFile,
    Step::TopUp,
    Step::Activate(1),
    Step::Renew,
    Step::Merge,
    Step::Undo,
    Step::Reserve,
    Step::Unreserve,
    Step::BlockInSteps,
    Step::TakeBack,
    Step::Block,
    Step::Unblock,
    Step::Reissue,
    Step::Free,
    Step::AutoRenewal,
    Step::Propose,
    Step::Reserve,
    Step::HolderOrder,
    Step::HolderIssue,
    Step::Wish,
];

/// An order, and what its client was told.
#[derive(Default)]
pub struct Case {
    pub number: usize,
    /// What each step that was acknowledged has made or changed.
    pub made: Vec<String>,
    pub order: String,
    holder_order: String,
    /// The license in an account.
    pub held: String,
    /// Whether its end was moved near.
    pub is_ending: bool,
    pub licenses: Vec<String>,
    codes: Vec<String>,
    tokens: BTreeMap<usize, String>,
    pub seats: BTreeMap<usize, String>,
    pub merged: String,
    /// Of each license: its end and its seats, as they were told last.
    told: BTreeMap<String, (jiff::Timestamp, i64)>,
    /// The end that the clock was moved to, where the reserve is to take over.
    pub ended: Option<i64>,
}

impl Case {
    pub fn new(number: usize) -> Self {
        Self { number, ..Self::default() }
    }

    pub fn is_whole(&self) -> bool {
        self.made.len() == STORY.len()
    }

    pub fn home(&self) -> &str {
        &self.licenses[HOME]
    }

    pub fn reserve(&self) -> &str {
        &self.licenses[RESERVE]
    }

    pub fn large(&self) -> &str {
        &self.licenses[LARGE]
    }

    fn device(&self, device: usize) -> Value {
        json!({"product": "lantern", "code": self.codes[HOME],
            "device": {"fingerprint": [format!("{:064x}", 0x11fe_0000 + self.number * 16 + device)]}})
    }

    /// The first device asks once more: who asks first after the end lets the reserve take over.
    pub fn knock(&self) -> Request {
        Request { put: false, path: "/api/v1/activations".into(), once: None, body: self.device(0) }
    }

    fn request(&self, at: usize) -> Request {
        let n = self.number;
        let of_home = |what: &str| format!("/api/v1/licenses/{}/{what}", self.licenses[HOME]);
        let (path, body) = match STORY[at] {
            Step::Order => (
                "/api/v1/orders".to_owned(),
                json!({"number": format!("LIFE-{n}"), "source": "staff", "buyer_email": format!("life{n}@example.com")}),
            ),
            Step::HolderOrder => (
                "/api/v1/orders".to_owned(),
                json!({"number": format!("HELD-{n}"), "source": "staff", "buyer_email": EMAIL}),
            ),
            Step::HolderIssue => (
                format!("/api/v1/orders/{}/licenses", self.holder_order),
                json!({"product": "lantern", "edition": "pro", "term": "year", "seats": 1}),
            ),
            Step::Wish => (format!("/licenses/{}/renewal", self.held), json!({"wish": "on", "confirm": "true"})),
            Step::Issue(which) => (
                format!("/api/v1/orders/{}/licenses", self.order),
                json!({"product": "lantern", "edition": "pro", "term": "year", "seats": SEATS[which]}),
            ),
            Step::Activate(device) => ("/api/v1/activations".to_owned(), self.device(device)),
            Step::KeyFile => ("/api/v1/key-files".to_owned(), self.device(2)),
            Step::Free => {
                (format!("/api/v1/activations/{}/deactivate", self.seats[&1]), json!({"renew_token": self.tokens[&1]}))
            }
            Step::TopUp => {
                (of_home("top-up"), json!({"seats": 1, "transition_days": 30, "line": format!("LIFE-{n}/1")}))
            }
            Step::Renew => (of_home("renew"), json!({"term": "year", "line": format!("LIFE-{n}/2")})),
            Step::Merge => (
                "/api/v1/merges".to_owned(),
                json!({"licenses": [self.licenses[HOME]], "renewal": self.licenses[RENEWAL]}),
            ),
            Step::Undo => (format!("/api/v1/licenses/{}/undo-merge", self.merged), json!({})),
            Step::Reserve => (of_home("reserve"), json!({"reserve": self.licenses[RESERVE]})),
            Step::Unreserve => (of_home("reserve/remove"), json!({})),
            Step::BlockInSteps => (
                of_home("block"),
                json!({"reason": "payment_dispute", "in_steps": true, "grace_days": 1, "limited_days": 1}),
            ),
            Step::TakeBack => (of_home("take-back"), json!({"reason": "settled"})),
            Step::Block => (of_home("block"), json!({"reason": "over_use"})),
            Step::Unblock => (of_home("unblock"), json!({})),
            Step::Reissue => (of_home("reissue"), json!({"devices": "keep", "transition_days": 7})),
            Step::AutoRenewal => (of_home("auto-renewal"), json!({"state": "on", "renews_on": "2099-11-30"})),
            Step::Propose => {
                (format!("/api/v1/licenses/{}/block", self.licenses[LARGE]), json!({"reason": "over_use"}))
            }
        };
        let has_no_key = matches!(STORY[at], Step::Activate(_) | Step::KeyFile | Step::Free | Step::Wish);
        Request {
            put: matches!(STORY[at], Step::AutoRenewal),
            path,
            once: (!has_no_key).then(|| format!("life-{n}-{at}")),
            body,
        }
    }

    /// Does the next step; every third one is sent to all nodes at once first.
    pub fn go_on(&mut self, asker: &mut Asker) -> Result<(), Gone> {
        let at = self.made.len();
        let request = self.request(at);
        if (self.number + at).is_multiple_of(3) {
            asker.all_at_once(&request);
        }
        let answer = asker.insist(&request)?;
        self.hear(&answer);
        let made = self.id_of(at, &answer);
        match STORY[at] {
            Step::Order => self.order.clone_from(&made),
            Step::Issue(_) => {
                self.licenses.push(made.clone());
                self.codes.push(answer["licenses"][0]["code"].as_str().unwrap().to_owned());
            }
            Step::Activate(device) => {
                self.seats.insert(device, made.clone());
                self.tokens.insert(device, answer["renew_token"].as_str().unwrap().to_owned());
            }
            Step::Merge => self.merged.clone_from(&made),
            Step::HolderOrder => self.holder_order.clone_from(&made),
            Step::HolderIssue => self.held.clone_from(&made),
            _ => {}
        }
        self.made.push(made);
        Ok(())
    }

    /// Asks for every step once more: nothing is done, and who asks is told of what was made then. A device's step has no key, and
    /// is left out: its seat may be free by now.
    pub fn repeat(&self, asker: &mut Asker) -> Result<(), Gone> {
        for (at, (step, made)) in STORY.iter().zip(&self.made).enumerate() {
            let request = self.request(at);
            if request.once.is_none() {
                continue;
            }
            let answer = asker.insist(&request)?;
            // The code of a reserve that took over is another license's, so its batch has none to tell of.
            if self.ended.is_some() && matches!(step, Step::Issue(RESERVE)) {
                continue;
            }
            assert_eq!(self.id_of(at, &answer), *made, "step {at} of {}: {step:?}", self.number);
        }
        Ok(())
    }

    /// What an answer says was made or changed.
    fn id_of(&self, at: usize, answer: &Value) -> String {
        let id = match STORY[at] {
            Step::Issue(_) | Step::HolderIssue => &answer["licenses"][0]["id"],
            Step::Activate(_) => &answer["activation"],
            Step::KeyFile => &answer["serial"],
            Step::Propose => &answer["proposal"],
            Step::Free | Step::AutoRenewal | Step::Wish => return String::new(),
            _ => &answer["id"],
        };
        id.as_str().unwrap_or_else(|| panic!("step {at} of {}: {answer}", self.number)).to_owned()
    }

    /// No end that was told goes back, no seat that was told is taken away, and no more are used than there are.
    fn hear(&mut self, answer: &Value) {
        let (Some(id), Some(seats)) = (answer["id"].as_str(), answer["seats"].as_i64()) else { return };
        let used = answer["seats_used"].as_i64().unwrap();
        assert!(used <= seats, "{used} of {seats}: {answer}");
        let Some(ends) = answer["ends_at"].as_str() else { return };
        let ends: jiff::Timestamp = ends.parse().unwrap();
        if let Some((before, had)) = self.told.get(id) {
            assert!(*before <= ends && *had <= seats, "it had {had} seats until {before}: {answer}");
        }
        self.told.insert(id.to_owned(), (ends, seats));
    }

    /// When the license ends as its client was told, in seconds.
    pub fn told_end(&self) -> i64 {
        self.told[self.home()].0.as_second()
    }
}
