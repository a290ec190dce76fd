//! `gatehouse import accounts` as an operator runs it, also when it is killed.

use crate::server::Place;
use gatehouse_db::{Db, DbConfig};
use sea_orm::{ConnectionTrait as _, Statement};
use std::process::Output;
use std::time::Duration;

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A place with an installation.
fn installed() -> Place {
    let place = Place::new();
    installed_at(&place);
    place
}

/// Makes an installation.
pub fn installed_at(place: &Place) {
    let made = place.run(&["migrate", "--new"]);
    assert!(made.status.success(), "{}", error(&made));
}

fn accounts(config: &DbConfig) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        let count = Statement::from_string(db.backend(), "select count(*) as n from account");
        let row = db.reader().query_one_raw(count).await.unwrap().unwrap();
        let count = row.try_get("", "n").unwrap();
        db.close().await.unwrap();
        count
    })
}

/// ACC-18, ALL-9
#[test]
fn the_report_names_each_refused_row_and_the_same_file_twice_makes_nothing_double() {
    let place = installed();
    let file = place.path().join("people.csv");
    std::fs::write(
        &file,
        "\u{feff}email;first_name\r\na@rows.example;Ann\r\nnot one;\r\nb@rows.example;\"open\r\nA@rows.example;\r\n",
    )
    .unwrap();
    let dry = place.run(&["import", "accounts", "people.csv", "--dry-run"]);
    assert_eq!((dry.status.code(), accounts(&place.database())), (Some(2), 0), "{}", error(&dry));
    assert!(said(&dry).contains("1 accounts would be made, 3 rows refused"), "{}", said(&dry));
    let run = place.run(&["import", "accounts", "people.csv", "--confirmed"]);
    assert_eq!(run.status.code(), Some(2), "{}", error(&run));
    let report = std::fs::read_to_string(place.path().join("people.csv.refused.csv")).unwrap();
    let lines: Vec<&str> = report.lines().collect();
    assert!(lines[0].starts_with("row,field,code,reason"));
    for (line, begin) in lines[1..].iter().zip([
        "3,email,account.email_invalid,",
        "4,,account.import_row,",
        "5,email,account.import_twice,",
    ]) {
        assert!(line.starts_with(begin), "{line}");
    }
    assert!(!report.contains("rows.example"), "nothing of the rows stands in it");
    let again = place.run(&["import", "accounts", "people.csv", "--confirmed", "--report", "again.csv"]);
    assert!(said(&again).contains("0 accounts made, 4 rows refused"), "{}", said(&again));
    assert!(std::fs::read_to_string(place.path().join("again.csv")).unwrap().contains("account.import_exists"));
    assert_eq!(accounts(&place.database()), 1);
}

/// ACC-18
#[test]
fn a_file_that_cannot_be_read_as_one_makes_nothing() {
    let place = installed();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("email\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (content, why) in [
        (utf16, "UTF-16"),
        (b"email,company\na@example.com,x\nb@example.com,Caf\xe9\n".to_vec(), "line 3 is not UTF-8"),
        (b"".to_vec(), "empty"),
        (b"email,passwd\n".to_vec(), "\"passwd\""),
        (b"first_name\nAnn\n".to_vec(), "no column email"),
    ] {
        std::fs::write(place.path().join("people.csv"), content).unwrap();
        let output = place.run(&["import", "accounts", "people.csv"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(error(&output).contains(why), "{why}: {}", error(&output));
    }
    assert_eq!(accounts(&place.database()), 0);
}

/// ACC-18
#[test]
fn an_import_that_is_killed_goes_on_where_it_was() {
    const ROWS: i64 = 12_000;
    let place = installed();
    let mut text = String::from("email,last_name\n");
    for number in 0..ROWS {
        text.push_str(&format!("person{number}@example.com,Name{number}\n"));
    }
    std::fs::write(place.path().join("people.csv"), text).unwrap();
    let mut child = place.command(&["import", "accounts", "people.csv"]).spawn().unwrap();
    while accounts(&place.database()) == 0 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let before = accounts(&place.database());
    assert!(before % 1_000 == 0 && before > 0, "whole batches only: {before}");
    let run = place.run(&["import", "accounts", "people.csv"]);
    assert!(said(&run).contains(&format!("{} accounts made, {before} rows refused", ROWS - before)), "{}", said(&run));
    assert_eq!(accounts(&place.database()), ROWS);
}

fn counted(config: &DbConfig, text: &str) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        let count = Statement::from_string(db.backend(), text.to_owned());
        let row = db.reader().query_one_raw(count).await.unwrap().unwrap();
        let count = row.try_get("", "n").unwrap();
        db.close().await.unwrap();
        count
    })
}

const REQUESTS: &str = "select count(*) as n from request";

/// ACC-18, ALL-9
#[test]
fn requests_of_a_csv_file_come_with_a_report_of_each() {
    let place = installed();
    std::fs::write(
        place.path().join("old.csv"),
        "\u{feff}request,opened_at,subject,status,email,from,message\r\n\
         7,2026-03-01T10:00:00Z,=Lamp,processing,ada@rows.example,,It is dark\r\n\
         7,,,,,support,Turn it on\r\n\
         8,yesterday,,,,,x\r\n",
    )
    .unwrap();
    let import = ["import", "requests", "old.csv", "--from", "csv"];
    let dry = place.run(&[&import[..], &["--dry-run"]].concat());
    assert_eq!((dry.status.code(), counted(&place.database(), REQUESTS)), (Some(2), 0), "{}", error(&dry));
    assert!(said(&dry).contains("1 would be taken, 0 here already, 1 refused"), "{}", said(&dry));
    let run = place.run(&import);
    assert!(said(&run).contains("1 taken, 0 here already, 1 refused"), "{}{}", said(&run), error(&run));
    let report = std::fs::read_to_string(place.path().join("old.csv.report.csv")).unwrap();
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 3, "{report}");
    assert!(lines[1].starts_with("2,7,taken,R-") && lines[2].starts_with("4,8,refused,,import.moment,"), "{report}");
    assert!(!report.contains("Lamp") && !report.contains("rows.example"), "nothing of the rows stands in it");
    let again = place.run(&import);
    assert!(said(&again).contains("0 taken, 1 here already, 1 refused"), "{}", said(&again));
    assert_eq!(counted(&place.database(), REQUESTS), 1);
    std::fs::write(place.path().join("bad.csv"), "request,passwd\n1,x\n").unwrap();
    let bad = place.run(&["import", "requests", "bad.csv", "--from", "csv"]);
    assert!(bad.status.code() == Some(1) && error(&bad).contains("opened_at"), "{}", error(&bad));
}

/// SUP-17
#[test]
fn an_import_of_requests_that_is_killed_goes_on_where_it_was() {
    const TICKETS: i64 = 600;
    let place = installed();
    let ticket = |id: i64| {
        format!(
            "{{\"id\":{id},\"subject\":\"S\",\"status\":\"open\",\"created_at\":\"2026-03-01T10:00:00Z\",\"requester_id\":1,\
             \"comments\":[{{\"id\":{id},\"author_id\":1,\"body\":\"B\",\"public\":true,\"created_at\":\"2026-03-01T10:00:00Z\"}}]}}"
        )
    };
    let tickets: Vec<String> = (1..=TICKETS).map(ticket).collect();
    std::fs::write(place.path().join("tickets.json"), format!("[{}]", tickets.join(","))).unwrap();
    let import = ["import", "requests", "tickets.json", "--from", "zendesk"];
    let mut child = place.command(&import).spawn().unwrap();
    while counted(&place.database(), REQUESTS) == 0 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let run = place.run(&import);
    assert!(run.status.success(), "{}", error(&run));
    for (text, count) in [
        (REQUESTS, TICKETS),
        ("select count(distinct number) as n from request", TICKETS),
        ("select count(*) as n from import_item where once is not null", TICKETS),
        ("select count(*) as n from request r join subject_key k on k.id = r.id", TICKETS),
        // Of each a message and a note.
        ("select count(*) as n from request_message", 2 * TICKETS),
        ("select count(*) as n from import_run where state <> 'done'", 0),
        ("select count(*) as n from mail", 0),
    ] {
        assert_eq!(counted(&place.database(), text), count, "{text}");
    }
}
