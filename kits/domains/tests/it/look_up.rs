//! Looking up the record, at servers that answer, fail and lie.

use gatehouse_core::{Moment, SystemRandom};
use gatehouse_domains::records::{Kind, Records};
use gatehouse_domains::{Answer, Challenge, Found, MailDomain, NameServers, Names, Seen};
use gatehouse_testkit::name_server::{NXDOMAIN, REFUSED, SERVFAIL};
use gatehouse_testkit::{NameServer, Says};
use std::time::{Duration, Instant};

const NOW: Moment = Moment(1_800_000_000_000_000);

struct Looker {
    server: NameServer,
    names: Names,
    domain: MailDomain,
    challenge: Challenge,
}

impl Looker {
    async fn start() -> Self {
        let server = NameServer::start().await;
        let names = Names::new(NameServers::from(server.address()))
            .with_patience(Duration::from_millis(400), Duration::from_secs(2));
        let domain = MailDomain::parse("acme.example").unwrap();
        Self { server, names, domain, challenge: Challenge::new(&SystemRandom) }
    }

    /// What is found and seen when the server says this.
    async fn look(&self, says: Says) -> (Found, Seen) {
        self.server.says(says);
        let Answer { asked, at, found } = self.names.challenge(&self.domain, NOW).await;
        assert_eq!((asked.as_str(), at), ("_gatehouse-challenge.acme.example", NOW));
        let answer = Answer { asked, at, found };
        // It is kept beside the claim, and read again.
        let kept: Answer = serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap();
        assert_eq!(kept, answer);
        (answer.found.clone(), Seen::of(&self.domain, &self.challenge, &answer))
    }

    fn value(&self) -> String {
        self.challenge.record_value()
    }
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn failed(code: &str) -> Found {
    Found::Failed { code: code.to_owned() }
}

/// COM-14
#[tokio::test]
async fn the_record_is_found_alone_among_others_in_pieces_and_behind_an_alias() {
    let looker = Looker::start().await;
    let value = looker.value();
    let (found, seen) = looker.look(Says::Texts(vec![value.clone()])).await;
    assert_eq!((found, seen), (Found::Records { texts: vec![value.clone()], more: 0 }, Seen::Proven));
    let asked = ("_gatehouse-challenge.acme.example".to_owned(), false);
    assert!(looker.server.asked().iter().all(|one| *one == asked), "no search list");
    let (found, seen) = looker.look(Says::Texts(vec!["v=spf1 -all".to_owned(), value.clone()])).await;
    assert_eq!(
        (found, seen),
        (Found::Records { texts: vec![value.clone(), "v=spf1 -all".to_owned()], more: 0 }, Seen::Proven)
    );
    let pieces = vec![value[..30].to_owned(), value[30..31].to_owned(), value[31..].to_owned()];
    assert_eq!(looker.look(Says::Strings(pieces)).await.1, Seen::Proven);
    assert_eq!(looker.look(Says::Alias("proofs.host.example".to_owned(), vec![value])).await.1, Seen::Proven);
}

/// COM-14
#[tokio::test]
async fn a_missing_record_is_told_from_a_server_that_failed() {
    let looker = Looker::start().await;
    for (says, found, seen) in [
        (Says::Code(NXDOMAIN), Found::NoName, Seen::Absent),
        (Says::NoRecords, Found::NoRecords, Seen::Absent),
        (Says::Code(SERVFAIL), failed("SERVFAIL"), Seen::Unknown),
        (Says::Code(REFUSED), failed("REFUSED"), Seen::Unknown),
        (Says::Referral, Found::Broken, Seen::Unknown),
        (Says::Silence, Found::Silent, Seen::Unknown),
    ] {
        assert_eq!(looker.look(says.clone()).await, (found, seen), "{says:?}");
    }
    let other = Challenge::new(&SystemRandom).record_value();
    for wrong in [other.as_str(), "gatehouse-domain-verification=", "v=spf1 -all"] {
        let (found, seen) = looker.look(Says::Texts(texts(&[wrong]))).await;
        assert_eq!((found, seen), (Found::Records { texts: texts(&[wrong]), more: 0 }, Seen::Absent));
    }
    // A server that fails once is asked again.
    assert_eq!(looker.look(Says::Late(SERVFAIL, vec![looker.value()])).await.1, Seen::Proven);
}

/// COM-14
#[tokio::test]
async fn a_record_that_comes_late_is_seen_at_the_next_look() {
    let looker = Looker::start().await;
    assert_eq!(looker.look(Says::Code(NXDOMAIN)).await.1, Seen::Absent);
    assert_eq!(looker.look(Says::Texts(vec![looker.value()])).await.1, Seen::Proven);
    assert_eq!(looker.look(Says::Code(NXDOMAIN)).await.1, Seen::Absent, "nothing is remembered");
}

/// COM-14
#[tokio::test]
async fn an_answer_too_long_for_udp_is_asked_for_over_tcp_and_has_an_end() {
    let looker = Looker::start().await;
    assert_eq!(looker.look(Says::Truncated(vec![looker.value()])).await.1, Seen::Proven);
    let mut ways: Vec<_> = looker.server.asked().into_iter().map(|(_, over_tcp)| over_tcp).collect();
    ways.dedup();
    assert_eq!(ways, [false, true]);
    assert_eq!(looker.look(Says::TruncatedForEver).await, (Found::Broken, Seen::Unknown));
    let mut huge: Vec<_> = (0..200).map(|n| format!("{n:04} {}", "x".repeat(280))).collect();
    huge.push(looker.value());
    let (found, seen) = looker.look(Says::Truncated(huge)).await;
    let Found::Records { texts, more } = found else { panic!("there are records") };
    assert_eq!((texts.len(), more, seen), (20, 181, Seen::Proven));
}

/// COM-14
#[tokio::test]
async fn who_forges_an_answer_proves_nothing() {
    let looker = Looker::start().await;
    let value = || vec![looker.value()];
    for says in [Says::ForgedNumber(value()), Says::ForgedName(value()), Says::ForgedCase(value())] {
        assert_eq!(looker.look(says.clone()).await, (Found::NoName, Seen::Absent), "{says:?}");
    }
    let (_, seen) = looker.look(Says::OfAnother("_gatehouse-challenge.evil.example".to_owned(), value())).await;
    assert_ne!(seen, Seen::Proven);
    assert_eq!(looker.look(Says::Garbage).await.1, Seen::Unknown);
}

/// COM-14
#[tokio::test]
async fn nobody_waits_longer_than_they_should() {
    let looker = Looker::start().await;
    let before = Instant::now();
    looker.look(Says::Silence).await;
    assert!(before.elapsed() < Duration::from_secs(3));
    let nobody = NameServers::read(&["127.0.0.1:1".to_owned()]).unwrap();
    let names = Names::new(nobody).with_patience(Duration::from_millis(400), Duration::from_secs(2));
    let found = names.challenge(&looker.domain, NOW).await.found;
    assert!(matches!(found, Found::Unreachable | Found::Silent), "{found:?}");
}

/// SUP-13: what proves a mail is not cut
#[tokio::test]
async fn the_records_of_a_mails_proof_come_whole() {
    let looker = Looker::start().await;
    let key = format!("v=DKIM1; k=rsa; p={}", "A".repeat(700));
    looker.server.says(Says::Texts(vec![key.clone()]));
    let found = looker.names.records("s1._domainkey.acme.example", Kind::Texts).await;
    assert_eq!(found, Records::Texts(vec![key]));
    looker.server.says(Says::Code(NXDOMAIN));
    assert_eq!(looker.names.records("_dmarc.acme.example", Kind::Texts).await, Records::Nothing);
    looker.server.says(Says::Code(SERVFAIL));
    assert_eq!(looker.names.records("acme.example", Kind::V4).await, Records::Silence);
    looker.server.says(Says::Silence);
    assert_eq!(looker.names.records("acme.example", Kind::Hosts).await, Records::Silence);
}

/// COM-14: the demo's names are asked at home, and no others.
#[tokio::test]
async fn names_below_one_are_asked_of_a_server_of_their_own() {
    let (world, home) = (NameServer::start().await, NameServer::start().await);
    world.says(Says::Code(NXDOMAIN));
    home.says(Says::Texts(texts(&["at home"])));
    let names = Names::new(NameServers::from(world.address()))
        .with_patience(Duration::from_millis(400), Duration::from_secs(2));
    let clone = names.clone();
    assert!(names.ask_below("TEST", home.address()) && !names.ask_below("example", home.address()), "said once");
    for (domain, is_home) in [("mihon.test", true), ("a.mihon.test", true), ("mihontest.example", false)] {
        let found = clone.challenge(&MailDomain::parse(domain).unwrap(), NOW).await.found;
        let expected = Found::Records { texts: texts(&["at home"]), more: 0 };
        assert_eq!(found == expected, is_home, "{domain}: {found:?}");
    }
}
