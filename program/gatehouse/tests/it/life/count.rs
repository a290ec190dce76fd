//! The rows of all stories, counted against what was acknowledged.

use super::story::{Case, SEATS};
use gatehouse_core::{SECOND, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, QueryResult, Statement};
use gatehouse_db::{Db, DbConfig};
use std::collections::BTreeMap;

/// Mails of each story by their kind.
const MAILS: [(&str, i64); 10] = [
    ("licenses.codes", 4),
    ("licenses.topped_up", 1),
    ("licenses.renewed", 1),
    ("licenses.merged", 1),
    ("licenses.merge_undone", 1),
    ("licenses.reserve_added", 2),
    ("licenses.block_course", 1),
    ("licenses.blocked", 1),
    ("licenses.unblocked", 2),
    ("licenses.code_reissued", 1),
];
const MAIL_OF_RESERVE: &str = "licenses.reserve_took_over";
/// What changed a right, by its kind.
const STEPS: [(&str, i64); 4] = [("topped_up", 1), ("renewed", 1), ("merged", 2), ("merge_undone", 2)];
/// Lines of the log by their kind.
const LINES: [(&str, i64); 13] = [
    ("license.topped_up", 1),
    ("license.term_renewed", 1),
    ("license.merged", 1),
    ("license.merged_into", 2),
    ("license.merge_undone", 3),
    ("license.reserve_added", 2),
    ("license.reserve_removed", 1),
    ("license.blocked", 1),
    ("license.unblocked", 2),
    ("license.code_reissued", 1),
    ("license.proposed", 1),
    ("license.key_file_issued", 1),
    ("license.auto_renewal_told", 1),
];
/// Rows of each story: of the licenses of its order, unless the table itself says of which order a row is.
const ROWS: [(&str, &str, i64); 8] = [
    ("licenses", "license x on x.id = l.id", 5),
    ("codes", "license_code x on x.license_id = l.id", 7),
    ("seats ever", "activation x on x.license_id = l.id", 3),
    ("seats now", "activation x on x.license_id = l.id and x.deactivated_at is null", 2),
    // One for the applications without a group, one for the group of the demo.
    ("key files", "key_file x on x.license_id = l.id", 2),
    ("tellings of renewal", "auto_renewal x on x.license_id = l.id", 1),
    ("proposals", "proposal x on x.about_id = l.id and x.state = 'waiting'", 1),
    ("batches", "issue_batch x on x.id = l.batch_id", 4),
];
/// The same of the license in an account.
const HELD: [(&str, &str, i64); 4] = [
    ("licenses in an account", "license_holder x on x.license_id = l.id", 1),
    ("wishes", "auto_renewal x on x.license_id = l.id and x.wish = 'on'", 1),
    ("consents", "auto_renewal_consent x on x.license_id = l.id and x.ended_at is null", 1),
    ("lines of wishes", "audit x on x.subject_id = l.id and x.kind = 'license.auto_renewal_wished'", 1),
];
/// What nowhere is.
const NEVER: [(&str, &str); 5] = [
    (
        "a license has more devices than seats",
        "select id from license where seats_used > seats and superseded_at is null",
    ),
    (
        "two key files have one place in a list",
        "select status_list_id from key_file group by status_list_id, place having count(*) > 1",
    ),
    (
        "two codes of one license are its newest",
        "select c.license_id from license_code c join purchase p on p.id = c.purchase_id and p.number like 'LIFE-%' \
         where c.replaced_at is null group by c.license_id having count(*) > 1",
    ),
    (
        "a license has two reserves",
        "select reserve_for from license where reserve_for is not null group by reserve_for having count(*) > 1",
    ),
    ("a job was given up", "select id from job where dead_at is not null"),
];

/// Mails that all of these have together.
pub fn mails_of(cases: &[Case]) -> usize {
    let each: i64 = MAILS.iter().map(|(_, count)| count).sum();
    let taken_over = cases.iter().filter(|case| case.ended.is_some()).count();
    cases.len() * usize::try_from(each).unwrap() + taken_over
}

async fn rows(db: &Db, text: &str) -> Vec<QueryResult> {
    db.reader().query_all_raw(Statement::from_string(db.backend(), text)).await.unwrap()
}

/// How many of each kind each order has.
async fn by_kind(db: &Db, orders: &str, joined: &str, kind: &str) -> BTreeMap<(String, String), i64> {
    let text = format!(
        "select p.number as n, {kind} as k, count(*) as c from purchase p {joined} where p.number like '{orders}-%' \
         group by p.number, {kind}"
    );
    let found = rows(db, &text).await;
    let read = |row: &QueryResult| {
        let key = (row.try_get("", "n").unwrap(), row.try_get("", "k").unwrap());
        (key, row.try_get::<i64>("", "c").unwrap())
    };
    found.iter().map(read).collect()
}

/// All that the stories have left, and nothing beside.
pub async fn check(cases: &[Case], config: &DbConfig) {
    let db = Db::open(config).await.unwrap();
    let orders = rows(&db, "select id from purchase where number like 'LIFE-%'").await;
    assert_eq!(orders.len(), cases.len(), "orders");
    for (what, text) in NEVER {
        assert_eq!(rows(&db, text).await.len(), 0, "{what}");
    }
    let of_order = |table: &str| format!("join license l on l.purchase_id = p.id join {table}");
    let notices = by_kind(&db, "HELD", &of_order("expiry_notice x on x.license_id = l.id"), "p.source").await;
    for case in cases {
        let key = (format!("HELD-{}", case.number), "staff".to_owned());
        assert_eq!(notices.get(&key).copied(), case.is_ending.then_some(1), "notices of {}", case.number);
    }
    for (what, table, wanted) in HELD {
        let found = by_kind(&db, "HELD", &of_order(table), "p.source").await;
        for case in cases {
            let key = (format!("HELD-{}", case.number), "staff".to_owned());
            assert_eq!(found.get(&key), Some(&wanted), "{what} of {}", case.number);
        }
    }
    for (what, table, wanted) in ROWS {
        let found = by_kind(&db, "LIFE", &of_order(table), "p.source").await;
        for case in cases {
            let key = (format!("LIFE-{}", case.number), "staff".to_owned());
            assert_eq!(found.get(&key), Some(&wanted), "{what} of {}", case.number);
        }
    }
    let mails = by_kind(&db, "LIFE", "join mail m on m.subject_key_id = p.id", "m.kind").await;
    let steps = by_kind(&db, "LIFE", &of_order("license_step s on s.license_id = l.id"), "s.kind").await;
    let lines = by_kind(&db, "LIFE", &of_order("audit a on a.subject_id = l.id"), "a.kind").await;
    for case in cases {
        let has = |found: &BTreeMap<(String, String), i64>, kind: &str| {
            let key = (format!("LIFE-{}", case.number), kind.to_owned());
            found.get(&key).copied().unwrap_or(0)
        };
        for (found, kinds) in [(&mails, &MAILS[..]), (&steps, &STEPS[..]), (&lines, &LINES[..])] {
            for (kind, wanted) in kinds {
                assert_eq!(has(found, kind), *wanted, "{kind} of {}", case.number);
            }
        }
        let taken_over = i64::from(case.ended.is_some());
        assert_eq!(has(&mails, MAIL_OF_RESERVE), taken_over, "mail of the reserve of {}", case.number);
        assert_eq!(has(&steps, "took_over"), taken_over, "reserve of {}", case.number);
        assert_eq!(has(&lines, "license.reserve_took_over"), taken_over, "line of the reserve of {}", case.number);
    }
    rights(&db, cases).await;
    db.close().await.unwrap();
}

/// What stands in a license's row.
struct Row {
    seats: (i64, i64),
    ends: Option<i64>,
    superseded: Option<i64>,
    merged_into: Option<String>,
    reserve_for: Option<String>,
    block: Option<i64>,
}

/// Each license is what its story has made of it.
async fn rights(db: &Db, cases: &[Case]) {
    let text = "select l.id, l.seats, l.seats_used, l.ends_at, l.superseded_at, l.merged_into, l.reserve_for, l.block_from \
                from license l join purchase p on p.id = l.purchase_id where p.number like 'LIFE-%'";
    let read = |row: &QueryResult| {
        let id = |name: &str| row.try_get::<Option<Uuid>>("", name).unwrap().map(|id| id.to_string());
        let at = |name: &str| row.try_get::<Option<i64>>("", name).unwrap();
        let license = Row {
            seats: (row.try_get("", "seats").unwrap(), row.try_get("", "seats_used").unwrap()),
            ends: at("ends_at"),
            superseded: at("superseded_at"),
            merged_into: id("merged_into"),
            reserve_for: id("reserve_for"),
            block: at("block_from"),
        };
        (id("id").unwrap(), license)
    };
    let found: BTreeMap<String, Row> = rows(db, text).await.iter().map(read).collect();
    for case in cases {
        let n = case.number;
        let (home, reserve) = (&found[case.home()], &found[case.reserve()]);
        assert_eq!((home.superseded, home.block), (None, None), "the license of {n}");
        assert_eq!(
            (found[case.large()].seats, found[case.large()].block),
            ((SEATS[3], 0), None),
            "the large one of {n}"
        );
        let renewal = &found[&case.licenses[1]];
        assert_eq!((renewal.seats, renewal.superseded, &renewal.merged_into), ((SEATS[1], 0), None, &None), "{n}");
        assert!(found[&case.merged].superseded.is_some(), "the merge of {n} is undone");
        if let Some(end) = case.ended {
            assert_eq!(home.seats, (SEATS[2], 2), "the seats of the reserve of {n}");
            assert!(home.ends.unwrap() > end, "the term of the reserve of {n} begins at the end");
            assert_eq!(reserve.merged_into.as_deref(), Some(case.home()), "the reserve of {n} is used up");
            assert!(reserve.superseded.is_some() && reserve.reserve_for.is_none(), "the reserve of {n} is used up");
        } else {
            let ends = home.ends.map(|end| end.div_euclid(SECOND));
            assert_eq!((home.seats, ends), ((SEATS[0] + 1, 2), Some(case.told_end())), "the license of {n}");
            assert_eq!(reserve.reserve_for.as_deref(), Some(case.home()), "the reserve of {n} waits");
        }
    }
}
