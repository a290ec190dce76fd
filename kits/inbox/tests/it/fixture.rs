//! Two requests, those who take part in them, and what a mail is expected to become.

use crate::letter::Letter;
use gatehouse_core::{SystemRandom, Uuid};
use gatehouse_inbox::loops::class;
use gatehouse_inbox::mail::{Envelope, Mail, Verdict};
use gatehouse_inbox::matching::{Asked, Clues, decide};
use gatehouse_inbox::parser::{Asked as ParserAsked, MailParser};
use gatehouse_inbox::{Class, Decision, Goes, Known, KnownRequest, Rule, Standing, marks, number};
use gatehouse_seal::Keys;
use gatehouse_worker::Parser as _;
use std::collections::HashMap;

pub const GENERAL: &str = "support@portal.example";
/// What the relay made of the id of a message of ours, in request A.
pub const RELAY_ID: &str = "0102018f-aaaa@eu-west-1.amazonses.com";
/// The id of the mail that opened request A.
pub const OPENING_ID: &str = "opening-1@cust.example";

pub struct Fixture {
    pub keys: Keys,
    pub a: Uuid,
    pub b: Uuid,
    /// Alice as a recipient.
    pub alice: Uuid,
    pub message_a: Uuid,
    pub message_b: Uuid,
}

impl Fixture {
    pub fn new() -> Self {
        Self {
            keys: Keys::ephemeral(&SystemRandom),
            a: Uuid::from_u128(0xA),
            b: Uuid::from_u128(0xB),
            alice: Uuid::from_u128(0xA11CE),
            message_a: Uuid::from_u128(0x3A),
            message_b: Uuid::from_u128(0x3B),
        }
    }
    /// Where Alice's answers about A go.
    pub fn token(&self) -> String {
        marks::reply_address(&self.keys, GENERAL, self.a, self.alice)
    }
    pub fn token_b(&self) -> String {
        marks::reply_address(&self.keys, GENERAL, self.b, self.alice)
    }
    pub fn id(&self) -> String {
        format!("<{}>", marks::message_id(&self.keys, GENERAL, self.message_a))
    }
    pub fn id_b(&self) -> String {
        format!("<{}>", marks::message_id(&self.keys, GENERAL, self.message_b))
    }
    pub fn bounce(&self) -> String {
        marks::bounce_address(&self.keys, GENERAL, self.message_a)
    }
    pub fn mark(&self) -> String {
        marks::body_mark(&self.keys, self.a, self.alice)
    }
    pub fn number(&self) -> String {
        number::written(2026, 1)
    }
    pub fn number_b(&self) -> String {
        number::written(2026, 2)
    }

    fn known(&self, asked: &Asked) -> Known {
        let standing = |request: Uuid| match asked.sender.as_str() {
            "alice@cust.example" => Standing::Participant,
            "bob@cust.example" if request == self.a => Standing::SameCompany,
            _ => Standing::Stranger,
        };
        let request = |id: Uuid| KnownRequest { id, recipients: vec![Uuid::nil(), self.alice], sender: standing(id) };
        Known {
            requests: vec![request(self.a), request(self.b)],
            by_message: HashMap::from([(self.message_a, self.a), (self.message_b, self.b)]),
            by_message_id: HashMap::from([(RELAY_ID.to_owned(), self.a), (OPENING_ID.to_owned(), self.a)]),
            by_number: HashMap::from([(self.number(), self.a), (self.number_b(), self.b)]),
            is_sender_known: ["alice@cust.example", "bob@cust.example", "carol@home.example"]
                .contains(&asked.sender.as_str()),
        }
    }

    /// Reads a mail as the worker does, and decides.
    pub fn judge(&self, case: &Case) -> Result<(Mail, Class, Decision), String> {
        let mut mail = parse(&case.raw, &case.envelope)?;
        match case.trust {
            Trust::Unknown => {}
            Trust::Proven => mail.proof.dmarc = Verdict::Pass,
            Trust::Disproved => {
                mail.proof.dmarc = Verdict::Fail;
                mail.proof.policy = "reject".to_owned();
            }
        }
        let clues = Clues::of(&mail, &case.envelope, GENERAL, &self.keys);
        let is_own = marks::is_own_instance(&self.keys, &mail.signs.instances);
        let class = class(&mail, &case.envelope, is_own, clues.bounced.is_some());
        let decision = decide(&clues, &self.known(&clues.asked()), &self.keys, &class);
        Ok((mail, class, decision))
    }
}

pub fn parse(raw: &[u8], envelope: &Envelope) -> Result<Mail, String> {
    let asked = ParserAsked { envelope: envelope.clone(), ..ParserAsked::default() };
    MailParser::parse(asked, raw).map(|parsed| parsed.found.mail).map_err(|refused| format!("{refused:?}"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    Unknown,
    Proven,
    Disproved,
}

/// A mail and what it must become.
pub struct Case {
    pub name: String,
    pub raw: Vec<u8>,
    pub envelope: Envelope,
    pub trust: Trust,
    pub class: Option<Class>,
    pub goes: Option<Goes>,
    pub rule: Option<Rule>,
    pub standing: Option<Standing>,
    pub text: Option<String>,
    pub files: Option<Vec<String>>,
    pub related: Option<Option<Uuid>>,
    pub second: bool,
}

pub const PERSON: Class = Class::Person { may_acknowledge: true };

impl Case {
    pub fn new(name: impl Into<String>, letter: &Letter) -> Self {
        Self::raw(name, letter.build())
    }
    pub fn raw(name: impl Into<String>, raw: Vec<u8>) -> Self {
        let envelope = Envelope {
            from: Some("alice@cust.example".to_owned()),
            null_path: false,
            to: vec![GENERAL.to_owned()],
            ip: None,
            helo: String::new(),
        };
        Self {
            name: name.into(),
            raw,
            envelope,
            trust: Trust::Unknown,
            class: Some(PERSON),
            goes: None,
            rule: None,
            standing: None,
            text: None,
            files: None,
            related: None,
            second: false,
        }
    }
    /// Delivered to this address.
    pub fn to(mut self, address: &str) -> Self {
        self.envelope.to = vec![address.to_owned()];
        self
    }
    /// Delivered to no address of requests.
    pub fn elsewhere(self) -> Self {
        self.to("noreply@portal.example")
    }
    pub fn null_path(mut self) -> Self {
        self.envelope.from = None;
        self.envelope.null_path = true;
        self
    }
    pub fn trust(mut self, trust: Trust) -> Self {
        self.trust = trust;
        self
    }
    pub fn class(mut self, class: Class) -> Self {
        self.class = Some(class);
        self
    }
    /// Into this request, by this rule.
    pub fn into(mut self, request: Uuid, rule: Rule, standing: Standing) -> Self {
        self.goes = Some(Goes::Request(request));
        self.rule = Some(rule);
        self.standing = Some(standing);
        self
    }
    pub fn goes(mut self, goes: Goes) -> Self {
        self.goes = Some(goes);
        self
    }
    pub fn text(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }
    pub fn files(mut self, names: &[&str]) -> Self {
        self.files = Some(names.iter().map(|name| (*name).to_owned()).collect());
        self
    }
    pub fn related(mut self, request: Option<Uuid>) -> Self {
        self.related = Some(request);
        self
    }
    pub fn second(mut self) -> Self {
        self.second = true;
        self
    }

    /// What is wrong with it; `None`: all is as expected.
    pub fn wrong(&self, fixture: &Fixture) -> Option<String> {
        let (mail, class, decision) = match fixture.judge(self) {
            Ok(judged) => judged,
            Err(refused) => return Some(format!("{}: {refused}", self.name)),
        };
        let mut wrong = Vec::new();
        let mut differs = |what: &str, is: String, wanted: String| {
            if is != wanted {
                wrong.push(format!("{what} is {is}, wanted {wanted}"));
            }
        };
        if let Some(wanted) = &self.class {
            differs("class", format!("{class:?}"), format!("{wanted:?}"));
        }
        if let Some(wanted) = self.goes {
            differs("goes", format!("{:?}", decision.goes), format!("{wanted:?}"));
            differs("rule", format!("{:?}", decision.rule), format!("{:?}", self.rule));
        }
        if let Some(wanted) = self.standing {
            differs("standing", format!("{:?}", decision.standing), format!("{wanted:?}"));
        }
        if let Some(wanted) = &self.text {
            differs("text", format!("{:?}", mail.text.trim()), format!("{wanted:?}"));
        }
        if let Some(wanted) = &self.files {
            let names: Vec<_> = mail.attachments.iter().map(|one| one.name.clone()).collect();
            differs("files", format!("{names:?}"), format!("{wanted:?}"));
        }
        if let Some(wanted) = self.related {
            differs("related", format!("{:?}", decision.related), format!("{wanted:?}"));
        }
        differs("second", format!("{}", decision.has_second), format!("{}", self.second));
        (!wrong.is_empty()).then(|| format!("{}: {}", self.name, wrong.join("; ")))
    }
}
