use super::{ImportParser, Read};
use crate::model::import::report::Report;
use crate::model::import::split::Splitter;
use crate::model::import::{ImportedStatus, MOST_BODY, Row, RowWrong, System};
use gatehouse_core::Moment;
use gatehouse_worker::Parser as _;
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(system: System, file: &str) -> Vec<Read> {
    let mut splitter = Splitter::default();
    splitter.feed(file.as_bytes()).unwrap();
    let Ok(parsed) = ImportParser::parse(system, &splitter.finish().unwrap());
    parsed.found
}

fn report(system: System, file: &str) -> Report {
    let mut report = Report::default();
    report.add(&read(system, file));
    report
}

fn zendesk() -> Value {
    json!({
        "id": 35436, "subject": "  Printer\nis on fire ", "description": "It burns.", "status": "pending",
        "created_at": "2024-03-01T10:00:00Z", "updated_at": "2024-03-02T10:00:00Z", "requester_id": 1,
        "tags": ["printer"], "via": {"channel": "email"},
        "comments": [
            {"id": 7, "author_id": 1, "body": "It burns.", "public": true, "created_at": "2024-03-01T10:00:00Z",
             "attachments": [{"file_name": "fire.png", "content_url": "https://example.com/fire.png"}]},
            {"id": 8, "author_id": 2, "plain_body": "Call the fire brigade", "public": false,
             "created_at": "2024-03-01T11:00:00Z"}
        ]
    })
}

fn zammad() -> Value {
    json!({
        "tickets": [{"id": 5, "number": "22005", "title": "Принтер", "state": "merged", "customer": "aiko@example.com",
                     "created_at": "2024-03-01T10:00:00.123Z", "updated_at": "2024-03-02T10:00:00.000Z"}],
        "articles": [
            {"id": 9, "ticket_id": 5, "created_by": "aiko@example.com", "internal": false, "content_type": "text/html",
             "body": "<b>Горит</b>", "created_at": "2024-03-01T10:00:00Z", "attachments": [{"filename": "a.txt"}]},
            {"id": 10, "ticket_id": 6, "internal": true, "body": "?", "created_at": "2024-03-01T10:00:00Z"}
        ],
        "users": [{"id": 3, "firstname": "Aiko", "lastname": "Mori", "email": "aiko@example.com", "roles": ["Customer"]},
                  {"id": 4, "firstname": "Bo", "lastname": "", "roles": ["Agent"]}]
    })
}

/// SUP-17
#[test]
fn a_ticket_of_zendesk_becomes_a_request_with_its_messages() {
    let mut found = read(System::Zendesk, &zendesk().to_string());
    let rows = found.pop().unwrap().unwrap();
    let [Row::Request(request), Row::Message(first), Row::Message(second)] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((request.number.as_str(), request.subject.as_str()), ("35436", "Printer is on fire"));
    assert_eq!((request.status, request.author.as_deref()), (ImportedStatus::AwaitingAnswer, Some("1")));
    assert_eq!(request.opened_at, Moment::from("2024-03-01T10:00:00Z".parse::<jiff::Timestamp>().unwrap()));
    assert_eq!((first.is_public, first.files.len(), first.request.as_str()), (true, 1, "35436"));
    assert_eq!((second.is_public, second.body.as_str()), (false, "Call the fire brigade"));
    let mut alone = zendesk();
    alone.as_object_mut().unwrap().remove("comments");
    let rows = read(System::Zendesk, &alone.to_string()).pop().unwrap().unwrap();
    assert!(matches!(&rows[1], Row::Message(message) if message.body == "It burns."), "the description alone");
}

/// SUP-17
#[test]
fn tickets_articles_and_users_of_zammad_are_read() {
    // A message comes behind its ticket.
    let all = zammad();
    let text = format!(r#"{{"tickets":{},"articles":{},"users":{}}}"#, all["tickets"], all["articles"], all["users"]);
    let report = report(System::Zammad, &text);
    assert_eq!((report.requests, report.messages, report.people, report.elements), (1, 2, 2, 5));
    assert_eq!(report.by_status[&ImportedStatus::Redirected], 1);
    assert_eq!((report.internal, report.files, report.without_address, report.without_request), (1, 1, 1, 1));
    assert_eq!(report.wrong_elements(), 0);
    let line = json!({"ticket": zammad()["tickets"][0], "articles": [zammad()["articles"][0]]});
    let rows = read(System::Zammad, &line.to_string()).pop().unwrap().unwrap();
    assert!(matches!(&rows[..], [Row::Request(_), Row::Message(message)] if message.is_html));
}

/// SUP-17
#[test]
fn what_cannot_be_read_is_named_and_the_others_are_read() {
    let with = |member: &str, value: Value| {
        let mut ticket = zendesk();
        ticket[member] = value;
        ticket
    };
    let many: Vec<Value> = (0..2_001).map(|id| json!({"id": id, "created_at": "2024-03-01T10:00:00Z"})).collect();
    let file = json!([
        zendesk(),
        with("status", json!("lost")),
        with("created_at", json!("yesterday")),
        with("id", json!([1])),
        with("comments", json!(many)),
        zendesk(),
        {"x": 1},
    ]);
    let report = report(System::Zendesk, &file.to_string());
    assert_eq!((report.elements, report.requests, report.doubles), (7, 1, 1));
    let named = [
        (2, RowWrong::Status),
        (3, RowWrong::Moment),
        (4, RowWrong::Element),
        (5, RowWrong::Messages),
        (7, RowWrong::Element),
    ];
    assert_eq!(report.named, named);
}

/// SUP-17
#[test]
fn long_texts_are_cut_between_characters() {
    let mut ticket = zendesk();
    ticket["subject"] = json!("я".repeat(500));
    ticket["comments"][0]["body"] = json!(format!("x{}", "я".repeat(MOST_BODY)));
    let rows = read(System::Zendesk, &ticket.to_string()).pop().unwrap().unwrap();
    let [Row::Request(request), Row::Message(message), _] = &rows[..] else { panic!("{}", rows.len()) };
    assert_eq!(request.subject.chars().count(), 200);
    assert!(message.is_cut && message.body.len() == MOST_BODY - 1);
}

proptest! {
    /// SUP-17
    #[test]
    fn bytes_by_chance_are_elements_that_are_wrong(bytes in prop::collection::vec(any::<u8>(), 0..200), is_zammad in any::<bool>()) {
        let system = if is_zammad { System::Zammad } else { System::Zendesk };
        let Ok(parsed) = ImportParser::parse(system, &bytes);
        prop_assert!(parsed.found.iter().all(Result::is_err));
    }

    /// SUP-17
    #[test]
    fn a_changed_export_never_panics(at in any::<prop::sample::Index>(), with in any::<u8>(), is_zammad in any::<bool>()) {
        let system = if is_zammad { System::Zammad } else { System::Zendesk };
        let mut bytes = format!("t{}\n", if is_zammad { zammad()["tickets"][0].clone() } else { zendesk() }).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = with;
        let mut report = Report::default();
        let Ok(parsed) = ImportParser::parse(system, &bytes);
        report.add(&parsed.found);
        prop_assert!(report.requests <= 1);
    }
}
