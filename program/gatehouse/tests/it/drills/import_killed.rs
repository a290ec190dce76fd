//! `import-killed`: 100,000 accounts are imported on each engine, and the process is killed ten times at random moments. In the end every row
//! of the file is an account, once. The small form is `an_import_that_is_killed_goes_on_where_it_was`.

use super::held;
use crate::import::{error, installed_at, said};
use crate::server::Place;
use gatehouse_core::{Random as _, SystemRandom};
use gatehouse_db::Db;
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_testkit::postgres::empty_database;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

const ROWS: usize = 100_000;
const KILLS: usize = 10;
/// A batch is all or nothing.
const BATCH: i64 = 1_000;
/// Runs that may come to their end before their kill.
const MOST_RUNS: usize = 40;
const IMPORT: [&str; 4] = ["import", "accounts", "people.csv", "--confirmed"];

fn numbers<const N: usize>(place: &Place, texts: [&str; N]) -> [i64; N] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(&place.database()).await.unwrap();
        let mut found = [0; N];
        for (number, text) in found.iter_mut().zip(texts) {
            let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
            *number = row.try_get("", "n").unwrap();
        }
        db.close().await.unwrap();
        found
    })
}

fn accounts(place: &Place) -> i64 {
    let [count] = numbers(place, ["select count(*) as n from account"]);
    count
}

/// The lines of the report, each of which must say that the address has an account.
fn passed_over(place: &Place) -> BTreeSet<usize> {
    let report = std::fs::read_to_string(place.path().join("people.csv.refused.csv")).unwrap();
    let mut lines = BTreeSet::new();
    for row in report.lines().skip(1) {
        let (line, rest) = row.split_once(',').unwrap();
        assert!(rest.starts_with("email,account.import_exists,"), "{row}");
        assert!(lines.insert(line.parse().unwrap()), "the line {line} stands there twice");
    }
    lines
}

fn drill(engine: &str, place: &Place) {
    installed_at(place);
    let mut file = String::from("email,first_name,last_name,country,language\n");
    for number in 0..ROWS {
        writeln!(file, "person{number}@example.com,Aiko,Mori {number},JP,ja").unwrap();
    }
    std::fs::write(place.path().join("people.csv"), file).unwrap();
    let (mut kills, mut in_the_midst) = (0, 0);
    for _ in 0..MOST_RUNS {
        if kills == KILLS {
            break;
        }
        let before = accounts(place);
        let mut child = place.command(&IMPORT).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(200 + SystemRandom.below(2_500)));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        child.wait().unwrap();
        let after = accounts(place);
        assert!(after >= before && after % BATCH == 0, "whole batches only, and none is lost: {before}, then {after}");
        in_the_midst += usize::from(after > before && after < i64::try_from(ROWS).unwrap());
    }
    assert_eq!(kills, KILLS, "the runs came to their end before they were killed");
    assert!(in_the_midst > 0, "no kill met the work");
    let before = accounts(place);
    let rest = i64::try_from(ROWS).unwrap() - before;
    let run = place.run(&IMPORT);
    assert!(
        said(&run).contains(&format!("{rest} accounts made, {before} rows refused")),
        "{}{}",
        said(&run),
        error(&run)
    );
    if before > 0 {
        assert_eq!(i64::try_from(passed_over(place).len()).unwrap(), before);
    }
    let all = i64::try_from(ROWS).unwrap();
    let counted = numbers(
        place,
        [
            "select count(*) as n from account",
            "select count(distinct email_lookup) as n from account",
            "select count(*) as n from account a join subject_key k on k.id = a.id",
            "select count(*) as n from audit where kind = 'account.imported'",
            "select count(distinct account_id) as n from audit where kind = 'account.imported'",
        ],
    );
    assert_eq!(counted, [all; 5], "accounts, addresses, keys, and lines of the log");
    // Every line of the file, looked for by its address.
    let again = place.run(&IMPORT);
    assert!(said(&again).contains(&format!("0 accounts made, {ROWS} rows refused")), "{}", said(&again));
    assert_eq!(passed_over(place), (2..ROWS + 2).collect::<BTreeSet<usize>>(), "each line of the file has its account");
    held(&format!(
        "{engine}: {KILLS} kills, {in_the_midst} of them while accounts were made; the last run made {rest} and passed {before} over; {ROWS} \
         accounts of {ROWS} rows, each once with its key and its line of the log"
    ));
}

#[test]
#[ignore = "a drill"]
fn embedded() {
    drill("embedded database", &Place::new());
}

#[test]
#[ignore = "a drill"]
fn postgresql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(empty_database()).unwrap();
    drill("PostgreSQL", &Place::new().set("DATABASE", database.url()));
}
