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
