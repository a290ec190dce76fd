//! SPF, DKIM and DMARC: signed by mail-auth's own signer, answered from a table instead of name servers.

use crate::letter::Letter;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_inbox::mail::{Envelope, Proof, Verdict};
use gatehouse_inbox::parser::{Answer, Asked, MailParser, Question};
use gatehouse_worker::Parser as _;
use mail_auth::common::crypto::Ed25519Key;
use mail_auth::common::headers::HeaderWriter as _;
use mail_auth::dkim::DkimSigner;
use std::collections::HashMap;

/// What name servers say; everything else is nothing.
#[derive(Default)]
struct Zone(HashMap<Question, Answer>);

impl Zone {
    fn text(mut self, name: &str, text: &str) -> Self {
        self.0.insert(Question::Texts(name.to_owned()), Answer::Texts(vec![text.to_owned()]));
        self
    }

    /// Asks until nothing is open.
    fn judge(&self, raw: &[u8], envelope: &Envelope) -> Proof {
        let mut asked = Asked { envelope: envelope.clone(), host: "mx.portal.example".to_owned(), ..Asked::default() };
        for _ in 0..10 {
            let found = MailParser::parse(asked.clone(), raw).unwrap().found;
            if found.questions.is_empty() {
                return found.mail.proof;
            }
            for question in found.questions {
                let answer = self.0.get(&question).cloned().unwrap_or(Answer::Nothing);
                asked.answers.push((question, answer));
            }
        }
        panic!("it asks for ever");
    }
}

fn envelope(ip: &str) -> Envelope {
    Envelope {
        from: Some("alice@cust.example".to_owned()),
        null_path: false,
        to: vec!["support@portal.example".to_owned()],
        ip: ip.parse().ok(),
        helo: "mx.cust.example".to_owned(),
    }
}

fn signed(domain: &str) -> (Vec<u8>, String) {
    let der = Ed25519Key::generate_pkcs8().unwrap();
    let key = Ed25519Key::from_pkcs8_der(&der).unwrap();
    let record = format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(key.public_key()));
    let raw = Letter::new("Re: x").text("It works now.").build();
    let signature = DkimSigner::from_key(key)
        .domain(domain)
        .selector("s1")
        .headers(["From", "To", "Subject", "Date", "Message-ID"])
        .sign(&raw)
        .unwrap();
    ([signature.to_header().into_bytes(), raw].concat(), record)
}

fn zone(record: &str) -> Zone {
    Zone::default()
        .text("s1._domainkey.cust.example", record)
        .text("_dmarc.cust.example", "v=DMARC1; p=reject")
        .text("cust.example", "v=spf1 ip4:192.0.2.0/24 -all")
}

/// SUP-13
#[test]
fn a_signature_of_the_domain_proves_its_sender() {
    let (raw, record) = signed("cust.example");
    let proof = zone(&record).judge(&raw, &envelope("203.0.113.5"));
    assert_eq!(
        (proof.dkim[0].verdict, proof.spf, proof.dmarc),
        (Verdict::Pass, Verdict::Fail, Verdict::Pass),
        "{proof:?}"
    );
    assert!(proof.is_proven() && !proof.is_disproved());
    assert_eq!((proof.policy.as_str(), proof.dkim[0].domain.as_str()), ("reject", "cust.example"));
}

#[test]
fn a_changed_word_is_no_longer_signed() {
    let (raw, record) = signed("cust.example");
    let changed = String::from_utf8(raw).unwrap().replace("It works now.", "It works not.");
    let proof = zone(&record).judge(changed.as_bytes(), &envelope("203.0.113.5"));
    assert_eq!((proof.dkim[0].verdict, proof.dmarc), (Verdict::Fail, Verdict::Fail), "{proof:?}");
    assert!(!proof.is_proven() && proof.is_disproved());
}

#[test]
fn the_signature_of_another_domain_proves_nothing_of_this_one() {
    let (raw, record) = signed("eve.example");
    let zone = zone("none").text("s1._domainkey.eve.example", &record);
    let proof = zone.judge(&raw, &envelope("203.0.113.5"));
    assert_eq!(
        (proof.dkim[0].verdict, proof.dmarc, proof.is_aligned),
        (Verdict::Pass, Verdict::Fail, false),
        "{proof:?}"
    );
}

#[test]
fn the_domains_own_machine_proves_its_sender_too() {
    let raw = Letter::new("Re: x").text("T").build();
    let zone = zone("none");
    let proof = zone.judge(&raw, &envelope("192.0.2.9"));
    assert_eq!((proof.spf, proof.dmarc, proof.is_aligned), (Verdict::Pass, Verdict::Pass, true), "{proof:?}");
    let proof = zone.judge(&raw, &envelope("203.0.113.5"));
    assert_eq!((proof.spf, proof.dmarc), (Verdict::Fail, Verdict::Fail), "{proof:?}");
    // Where nobody knows which machine it came from, nothing is disproved.
    let proof = zone.judge(&raw, &envelope("unknown"));
    assert_eq!((proof.spf, proof.dmarc, proof.is_disproved()), (Verdict::None, Verdict::None, false), "{proof:?}");
}

#[test]
fn a_domain_that_says_nothing_is_neither_proven_nor_disproved() {
    let raw = Letter::new("Re: x").text("T").build();
    let proof = Zone::default().judge(&raw, &envelope("192.0.2.9"));
    assert!(!proof.is_proven() && !proof.is_disproved(), "{proof:?}");
}

/// A record that leads from name to name comes to an end.
#[test]
fn records_that_name_each_other_are_asked_a_few_times_only() {
    let raw = Letter::new("Re: x").text("T").build();
    let mut zone = Zone::default().text("cust.example", "v=spf1 include:a0.example -all");
    for n in 0..100 {
        zone = zone
            .text(&format!("a{n}.example"), &format!("v=spf1 include:a{}.example include:b{n}.example -all", n + 1));
    }
    let mut asked = Asked { envelope: envelope("192.0.2.9"), ..Asked::default() };
    let mut rounds = 0;
    loop {
        let found = MailParser::parse(asked.clone(), &raw).unwrap().found;
        if found.questions.is_empty() {
            break;
        }
        rounds += 1;
        assert!(rounds < 50 && asked.answers.len() <= 40);
        for question in found.questions {
            let answer = zone.0.get(&question).cloned().unwrap_or(Answer::Nothing);
            asked.answers.push((question, answer));
        }
    }
}
