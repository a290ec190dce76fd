//! To which request a mail belongs (SUP-13). Pure but for one look-up, which module `support` gives ([`LookUp`]).
//!
//! The first rule that hits wins:
//!
//! 1. an address of ours with a recipient's mark ([`crate::marks`]), in the envelope, `To`, `Cc` or `Delivered-To`;
//! 2. `In-Reply-To`, then `References` from the last to the first: the id of a message of ours, or one that is stored (also the relay's);
//! 3. the number in the subject, where the sender takes part **and** is proven;
//! 4. a mark in the body, under the same two conditions.
//!
//! A forward is a new request that names the old one, unless it came to a marked address: programs leave ids, numbers and marks of what
//! is forwarded where they are.

use crate::loops::Class;
use crate::mail::{Envelope, Mail};
use crate::marks::{self, Addressed, Marked};
use crate::number;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_seal::Keys;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// What in a mail may name a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// Marks of addresses, those of the envelope first.
    pub addressed: Vec<Marked>,
    /// Whether it came to the general address.
    pub to_general: bool,
    /// Where it came as a bounce: the message, its MAC judged.
    pub bounced: Option<Uuid>,
    /// What it answers.
    pub answered: Vec<String>,
    /// The rest of the thread, the last one first.
    pub thread: Vec<String>,
    /// Messages of ours among both, their MACs judged.
    pub own: HashMap<String, Uuid>,
    /// Numbers in the subject.
    pub numbers: Vec<String>,
    /// Marks in the body.
    pub body: Vec<Marked>,
    /// Whether the subject says that it is forwarded.
    pub is_forward: bool,
    /// Whose it says it is; empty: nobody's.
    pub sender: String,
    /// Whether that is proven.
    pub is_proven: bool,
    /// Whether that is disproved.
    pub is_disproved: bool,
}

impl Clues {
    /// Of a mail. `general`: the operator's address for requests.
    pub fn of(mail: &Mail, envelope: &Envelope, general: &str, keys: &Keys) -> Self {
        let mut clues = Self {
            answered: mail.in_reply_to.clone(),
            numbers: number::in_subject(&mail.subject),
            body: mail.body_marks.iter().filter_map(|mark| marks::of_body(mark)).collect(),
            is_forward: is_forward(&mail.subject),
            sender: mail.from.as_ref().map(|from| from.address.clone()).unwrap_or_default(),
            is_proven: mail.proof.is_proven() && !mail.many_authors,
            is_disproved: mail.proof.is_disproved() || mail.many_authors,
            ..Self::default()
        };
        clues.thread = mail.references.iter().rev().filter(|id| !clues.answered.contains(id)).cloned().collect();
        // A bounce has the id of what it is about in its report alone.
        clues.answered.extend(mail.signs.report.as_ref().and_then(|report| report.about.clone()));
        let heads = mail.to.iter().chain(&mail.cc).map(|one| &one.address);
        for address in envelope.to.iter().chain(heads).chain(&mail.delivered_to) {
            match marks::addressed(general, address) {
                Some(Addressed::Reply(mark)) if !clues.addressed.contains(&mark) => clues.addressed.push(mark),
                Some(Addressed::Bounce(mark)) if mark.is_bounce(keys) => {
                    clues.bounced = clues.bounced.or(Some(mark.id));
                }
                Some(Addressed::General) => clues.to_general = true,
                _ => {}
            }
        }
        for id in clues.answered.iter().chain(&clues.thread) {
            if let Some(mark) = marks::in_message_id(id).filter(|mark| mark.is_message(keys)) {
                clues.own.insert(id.clone(), mark.id);
            }
        }
        clues
    }

    /// What is looked up, in one go.
    pub fn asked(&self) -> Asked {
        let mut messages: BTreeSet<Uuid> = self.own.values().copied().collect();
        messages.extend(self.bounced);
        let requests: BTreeSet<Uuid> = self.addressed.iter().chain(&self.body).map(|mark| mark.id).collect();
        Asked {
            requests: requests.into_iter().collect(),
            messages: messages.into_iter().collect(),
            message_ids: self.answered.iter().chain(&self.thread).cloned().collect(),
            numbers: self.numbers.clone(),
            sender: self.sender.clone(),
        }
    }
}

/// Whether a subject says that something is forwarded, behind marks that mail systems set before it.
pub fn is_forward(subject: &str) -> bool {
    const WORDS: &[&str] = &["fwd", "fw", "wg", "tr", "пер", "пересл", "rv", "enc", "i", "転送", "doorst", "vs", "vb"];
    let mut rest = subject.trim();
    // `[EXT] FW: …`, `【外部】転送: …`
    while let Some(inner) = rest.strip_prefix('[').and_then(|text| text.split_once(']')) {
        if inner.0.trim_start().starts_with(['R', 'r']) && number::read(inner.0).is_some() {
            break;
        }
        rest = inner.1.trim_start();
    }
    let Some((word, _)) = rest.split_once([':', '：']) else { return false };
    let word = word.trim().to_lowercase();
    // Outlook counts: `FW(2):`, `Fwd[3]:`.
    let word = word.split(['(', '[']).next().unwrap_or_default().trim();
    WORDS.contains(&word)
}

/// What is looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Requests by their ids.
    pub requests: Vec<Uuid>,
    /// Messages of ours by their ids.
    pub messages: Vec<Uuid>,
    /// Stored message ids, without brackets: those of mails that came in, and of the relay's.
    pub message_ids: Vec<String>,
    /// Numbers, in their right form.
    pub numbers: Vec<String>,
    /// The sender's address, in lower case.
    pub sender: String,
}

/// What is known of it. Requests that are gone are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Every request that one of the others names.
    pub requests: Vec<KnownRequest>,
    /// Messages of ours, and the request of each.
    pub by_message: HashMap<Uuid, Uuid>,
    /// Stored message ids, and the request of each.
    pub by_message_id: HashMap<String, Uuid>,
    /// Numbers, and the request of each.
    pub by_number: HashMap<String, Uuid>,
    /// Whether the sender has an account, or is known otherwise.
    pub is_sender_known: bool,
}

/// A request, as far as a mail is concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownRequest {
    /// Its id.
    pub id: Uuid,
    /// The ids of those who take or took part: marks were given to them.
    pub recipients: Vec<Uuid>,
    /// What the sender is to it.
    pub sender: Standing,
}

/// What a sender is to a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody: what comes is kept, for staff alone, as from an unconfirmed address.
    #[default]
    Stranger,
    /// Of the same company, whose mail domain is proven: offered to be added.
    SameCompany,
    /// Takes part.
    Participant,
}

/// Gives what is known. One call a mail, and no query in a loop.
#[async_trait]
pub trait LookUp: Send + Sync {
    /// Looks all of it up.
    async fn look_up(&self, cx: &Cx, asked: &Asked) -> Result<Known, Fault>;
}

/// By what a mail found its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A marked address.
    Address,
    /// What it answers, or its thread.
    Thread,
    /// The number in the subject.
    Number,
    /// A mark in the body.
    Body,
    /// An address for bounces.
    Bounce,
}

/// Where a mail goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goes {
    /// Into this request.
    Request(Uuid),
    /// Into a new one.
    New,
    /// To staff, who decide: nobody knows the sender.
    Triage,
    /// Nowhere: what a machine sent of itself is kept in the log of mails, and makes no request.
    Nowhere,
}

/// What is done with a mail, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Where it goes.
    pub goes: Goes,
    /// By which rule, where it goes into a request.
    pub rule: Option<Rule>,
    /// What its sender is to that request.
    pub standing: Standing,
    /// A request that it has to do with: of a forward, of a second hit.
    pub related: Option<Uuid>,
    /// It named two different requests: the earlier rule won, and staff are told.
    pub has_second: bool,
}

/// What is done with a mail.
pub fn decide(clues: &Clues, known: &Known, keys: &Keys, class: &Class) -> Decision {
    let hits = hits(clues, known, keys);
    // A machine forwards nothing.
    let is_forward = clues.is_forward && class.is_a_person();
    let strong = hits.iter().find(|hit| matches!(hit.rule, Rule::Address | Rule::Bounce));
    let by_thread = hits.iter().find(|hit| hit.rule == Rule::Thread);
    let proven = hits.iter().find(|hit| matches!(hit.rule, Rule::Number | Rule::Body));
    let chosen = match (strong, by_thread, proven) {
        (Some(strong), ..) => Some(strong),
        (None, ..) if is_forward => None,
        // To the general address, and only the thread names a request: Outlook's forwards do that too.
        (None, Some(_), None) if clues.to_general && class.is_a_person() => None,
        (None, Some(thread), _) => Some(thread),
        (None, None, proven) => proven,
    };
    let Some(chosen) = chosen else {
        let related = hits.first().map(|hit| hit.request);
        let goes = match class {
            Class::Person { .. } if known.is_sender_known => Goes::New,
            Class::Person { .. } => Goes::Triage,
            _ => Goes::Nowhere,
        };
        return Decision { goes, rule: None, standing: Standing::Stranger, related, has_second: false };
    };
    let second = hits.iter().find(|hit| hit.request != chosen.request).map(|hit| hit.request);
    Decision {
        goes: Goes::Request(chosen.request),
        rule: Some(chosen.rule),
        standing: if clues.is_disproved { Standing::Stranger } else { chosen.sender },
        related: second,
        has_second: second.is_some(),
    }
}

struct Hit {
    request: Uuid,
    rule: Rule,
    sender: Standing,
}

/// Every hit, in the order of the rules.
fn hits(clues: &Clues, known: &Known, keys: &Keys) -> Vec<Hit> {
    let request = |id: Uuid| known.requests.iter().find(|request| request.id == id);
    let hit = |id: Uuid, rule: Rule| request(id).map(|found| Hit { request: id, rule, sender: found.sender });
    let mut all = Vec::new();
    for mark in &clues.addressed {
        let is_right = |found: &KnownRequest| found.recipients.iter().any(|one| mark.is_of_recipient(keys, *one));
        if request(mark.id).is_some_and(is_right) {
            all.extend(hit(mark.id, Rule::Address));
        }
    }
    let bounced = clues.bounced.and_then(|message| known.by_message.get(&message));
    all.extend(bounced.and_then(|id| hit(*id, Rule::Bounce)));
    for id in clues.answered.iter().chain(&clues.thread) {
        let own = clues.own.get(id).and_then(|message| known.by_message.get(message));
        let found = own.or_else(|| known.by_message_id.get(id));
        all.extend(found.and_then(|id| hit(*id, Rule::Thread)));
    }
    if clues.is_proven {
        let part = |hit: &Hit| hit.sender == Standing::Participant;
        let numbers = clues.numbers.iter().filter_map(|number| hit(*known.by_number.get(number)?, Rule::Number));
        all.extend(numbers.filter(part));
        for mark in &clues.body {
            let is_right = |found: &KnownRequest| found.recipients.iter().any(|one| mark.is_in_body_of(keys, *one));
            if request(mark.id).is_some_and(is_right) {
                all.extend(hit(mark.id, Rule::Body).filter(part));
            }
        }
    }
    all
}
