//! `scim`: the public validator scim2-tester (PyPI) against the directory of a company of the demo; and ten thousand people who come and leave.

use super::held;
use crate::server::{Place, client, runtime};
use gatehouse_companies::actions::scim::tokens::make_token;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use reqwest::Method;
use reqwest::blocking::Response;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The company of the demo that has proven a domain, its owner, and the domain.
const DIRECTORY: &str = "select c.id, m.account_id, d.domain from company c join company_member m on m.id = c.owner_member_id \
                         join company_domain d on d.company_id = c.id where d.state = 'verified' order by d.domain";

/// A token of its directory, and the domain.
fn token(place: &Place) -> (String, String) {
    let loaded = place.run(&["demo"]);
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    runtime().block_on(async {
        let text = format!("data_dir = \"{}\"", place.path().join("data").display());
        let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
        let installed = gatehouse::Installed::open(config).await.unwrap();
        let cx = Cx::program(&installed.site.app, "test");
        let found = Statement::from_string(cx.db().backend(), DIRECTORY.to_owned());
        let row = cx.read().query_one_raw(found).await.unwrap().unwrap();
        let owner = cx.acting_as(Actor::Account { id: row.try_get::<Uuid>("", "account_id").unwrap() });
        let text = make_token(&owner, row.try_get("", "id").unwrap()).await.unwrap().expose().clone();
        installed.close().await.unwrap();
        (text, row.try_get("", "domain").unwrap())
    })
}

#[test]
#[ignore = "a drill"]
fn a_public_validator_finds_the_protocol_kept() {
    let place = Place::new();
    let (token, domain) = token(&place);
    let server = place.serve(&[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kits/scim/validator/validate.py");
    let python = std::env::var("SCIM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let base = format!("{}/scim/v2", server.origin);
    let run = Command::new(python).arg(script).args([&base, &token, &domain]).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    println!("{said}");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    held(&format!("scim2-tester 0.5.2: {}", said.lines().last().unwrap_or_default()));
}

/// How many people the directory has, and how many senders bring them.
const PEOPLE: usize = 10_000;
const SENDERS: usize = 6;
/// What a directory may send in a second.
const PACE: Duration = Duration::from_millis(1_000 / 50);

/// A directory that sends from several threads and comes again when it is told to wait, as those of the services do.
struct Directory {
    base: String,
    token: String,
}

impl Directory {
    fn send(
        &self,
        client: &reqwest::blocking::Client,
        method: &Method,
        path: &str,
        body: Option<&str>,
    ) -> (Response, usize) {
        let mut refused = 0;
        loop {
            let mut request = client.request(method.clone(), format!("{}{path}", self.base)).bearer_auth(&self.token);
            if let Some(body) = body {
                request = request.header("content-type", "application/scim+json").body(body.to_owned());
            }
            let answer = request.send().unwrap();
            if answer.status() != 429 {
                return (answer, refused);
            }
            refused += 1;
            std::thread::sleep(PACE * 5);
        }
    }

    /// Asks for the number of users that a filter finds.
    fn total(&self, filter: &str) -> u64 {
        let (answer, _) = self.send(&client(), &Method::GET, &format!("/Users?count=0{filter}"), None);
        assert_eq!(answer.status(), 200);
        let said: serde_json::Value = serde_json::from_str(&answer.text().unwrap()).unwrap();
        said["totalResults"].as_u64().unwrap()
    }

    /// Sends one request for each number, and says what each answered and how often all of them were told to wait.
    fn each(&self, sent: impl Fn(usize) -> (Method, String, String) + Sync) -> (Vec<(usize, u16, String)>, usize) {
        let (next, waits) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut answers = std::thread::scope(|scope| {
            let send = || {
                let client = client();
                let mut answers = Vec::new();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= PEOPLE {
                        return answers;
                    }
                    let (method, path, body) = sent(n);
                    let (answer, refused) = self.send(&client, &method, &path, Some(&body));
                    waits.fetch_add(refused, Ordering::Relaxed);
                    answers.push((n, answer.status().as_u16(), answer.text().unwrap()));
                }
            };
            let threads: Vec<_> = (0..SENDERS).map(|_| scope.spawn(send)).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        answers.sort_unstable_by_key(|(n, _, _)| *n);
        (answers, waits.into_inner())
    }
}

/// COM-14
#[test]
#[ignore = "a drill"]
fn ten_thousand_people_come_and_leave_without_a_fault() {
    let place = Place::new();
    let (token, domain) = token(&place);
    let server = place.serve(&[]);
    let directory = Directory { base: format!("{}/scim/v2", server.origin), token };
    let before = (directory.total(""), directory.total("&filter=active%20eq%20true"));

    let begun = Instant::now();
    let (made, waited) = directory.each(|n| {
        let body = format!(
            r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"person-{n}@{domain}","externalId":"drill-{n}","active":true,"name":{{"givenName":"Person","familyName":"Number {n}"}},"emails":[{{"value":"person-{n}@{domain}","primary":true,"type":"work"}}]}}"#
        );
        (Method::POST, "/Users".to_owned(), body)
    });
    let came = begun.elapsed();
    let ids: Vec<String> = made
        .iter()
        .map(|(n, status, said)| {
            assert_eq!(*status, 201, "person {n}: {said}");
            let said: serde_json::Value = serde_json::from_str(said).unwrap();
            said["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let people = u64::try_from(PEOPLE).unwrap();
    assert_eq!(directory.total("&filter=active%20eq%20true"), before.1 + people);
    held(&format!("{PEOPLE} people provisioned in {} s, {waited} times told to wait (50 a second)", came.as_secs()));

    let begun = Instant::now();
    let leave = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}"#;
    let (left, waited) = directory.each(|n| (Method::PATCH, format!("/Users/{}", ids[n]), leave.to_owned()));
    let went = begun.elapsed();
    for (n, status, said) in &left {
        assert!(matches!(status, 200 | 204), "person {n}: {status} {said}");
    }
    assert_eq!((directory.total(""), directory.total("&filter=active%20eq%20true")), (before.0 + people, before.1));
    held(&format!(
        "{PEOPLE} people deprovisioned in {} s, {waited} times told to wait; no other answer but done",
        went.as_secs()
    ));
}
