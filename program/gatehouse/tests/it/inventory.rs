//! PRI-1: every column of the live schema is declared, and every declared column exists, on both engines.

use gatehouse_core::personal::{Holds, OnErase, Pepper, Subject};
use gatehouse_testkit::both_engines;
use gatehouse_web::site::{data_sets, inventories};
use std::collections::{BTreeMap, BTreeSet};

/// Tables with rows of customers that the export of their data leaves out, and why. This list may only shrink.
const LEFT_OUT: [(&str, &str); 36] = [
    ("account_export", "the export itself"),
    ("account_note", "names staff and others too: the privacy officer gives it on request"),
    ("account_recovery_code", "keyed hashes of codes that open the account"),
    ("address_change", "an address that waits a day for its proof; the settings show it"),
    ("critical_incident", "repeats what the request tells; its conditions stand in the page's texts"),
    ("expiry_notice", "repeats of which licenses the person was told, and when"),
    ("factor_removal", "lives for three days; the activity tells of it"),
    ("file", "no purpose keeps a person's files yet but the export itself"),
    ("first_factor", "lives for seven days; the activity tells of it"),
    ("half_sign_in", "keyed hashes of sign-ins that live for ten minutes"),
    ("issue_batch", "tells of an order nothing that the order does not tell"),
    ("history_carry_over", "names staff and how an identity was checked; the activity tells of it"),
    ("lease_stop", "repeats which devices were deactivated"),
    ("license_code", "opens a license for whoever has the file; the license's page shows it"),
    ("license_usage", "counts devices, which the export lists"),
    ("license_change", "what the license is says the license; each decision was mailed to its holders"),
    ("license_note", "names staff and others too: the privacy officer gives it on request"),
    ("message_delivery", "repeats which mails were sent, which the mails tell"),
    ("message_ref", "keyed hashes of the ids of mails"),
    ("oidc_code", "keyed hashes of codes that live for a minute"),
    ("oidc_device", "a product that waits for ten minutes; the connected app tells of it"),
    ("oidc_refresh", "keyed hashes of tokens that keep an app signed in"),
    ("one_time_token", "keyed hashes of links that live for days"),
    ("renewal_notice", "repeats of which renewals the person was told, and when"),
    ("request_event", "repeats what the request and its messages tell"),
    ("request_person", "repeats whose the request is"),
    ("seat_budget_lift", "tells what a clerk allowed, not what the person did"),
    ("over_use_case", "repeats how many devices asked to run, which the devices tell"),
    ("secret_question", "opens the account for whoever knows the answer"),
    ("text_code", "keyed hashes of codes that live for ten minutes"),
    ("upload", "a file on its way lives for days; the message that it was sent with tells of it"),
    ("upload_link", "bounds of a link that lives for days; opens nothing of the person's"),
    ("verification", "repeats that a license waits for a clerk, which the license and the mails tell"),
    ("waiting_identity", "waits for days with its link; the mail tells of it"),
    ("waiting_password", "a hash that lives for 72 hours"),
    (
        "webhook_delivery",
        "repeats for 30 days, by kinds and ids, what the activity tells; the other systems are the vendor's own",
    ),
];

both_engines! {
    /// ACC-17, PRI-1, PRI-5
    async fn every_table_with_rows_of_a_customer_is_in_the_export_or_says_why_not(world: World) {
        let sets = data_sets(&world.modules);
        let exported: BTreeSet<&str> = sets.iter().flat_map(|set| set.tables().iter().copied()).collect();
        let mut of_customers = BTreeSet::new();
        for table in inventories(&world.modules).into_iter().flat_map(|inventory| inventory.tables) {
            if matches!(table.subject, Subject::Account(_) | Subject::Via { .. }) {
                of_customers.insert(table.name);
            }
        }
        let left_out: BTreeSet<&str> = LEFT_OUT.iter().map(|(table, _)| *table).collect();
        let covered: BTreeSet<&str> = exported.union(&left_out).copied().collect();
        assert_eq!(&of_customers - &covered, BTreeSet::new(), "neither exported nor left out with a reason");
        assert_eq!(&left_out - &of_customers, BTreeSet::new(), "left out, and nobody's");
        assert_eq!(exported.intersection(&left_out).count(), 0, "exported and left out");
        assert_eq!(&exported - &of_customers, BTreeSet::new(), "exported, and no customer's");
        let mut names = BTreeSet::new();
        for set in &sets {
            assert!(names.insert(set.name()), "{} is there twice", set.name());
            let page = include_str!("../../../../docs/formats/data-export.md");
            let line = page.lines().find(|line| line.starts_with(&format!("| `{}` |", set.name())));
            let line = line.unwrap_or_else(|| panic!("docs/formats/data-export.md lacks {}", set.name()));
            let columns: Vec<&str> = set.columns(gatehouse_core::Lang::En).iter().map(|column| column.name).collect();
            let documented: Vec<&str> = line.split('`').skip(3).step_by(2).collect();
            assert_eq!(columns, documented, "{}", set.name());
        }
    }

    /// PRI-1
    async fn every_column_is_declared_and_every_declared_column_exists(world: World) {
        let live = world.app.db.schema().await.unwrap();
        let mut declared = BTreeMap::<String, BTreeSet<String>>::new();
        for inventory in inventories(&world.modules) {
            for table in inventory.tables {
                let columns: BTreeSet<_> = table.columns.iter().map(|c| c.name.to_owned()).collect();
                assert_eq!(columns.len(), table.columns.len(), "{}: a column is declared twice", table.name);
                assert!(declared.insert(table.name.to_owned(), columns).is_none(), "{} is declared twice", table.name);
            }
        }
        let live: BTreeMap<_, BTreeSet<_>> = live.into_iter().map(|(t, c)| (t, c.into_iter().collect())).collect();
        for (table, columns) in &live {
            let known = declared.get(table).unwrap_or_else(|| panic!("the table {table} is not declared"));
            assert_eq!(columns - known, BTreeSet::new(), "{table}: columns without a declaration");
            assert_eq!(known - columns, BTreeSet::new(), "{table}: declared columns that do not exist");
        }
        assert_eq!(declared.keys().collect::<Vec<_>>(), live.keys().collect::<Vec<_>>());
    }

    /// PRI-13
    async fn a_column_that_is_named_like_a_secret_or_a_right_says_how_it_is_kept(world: World) {
        let mut holds = BTreeMap::new();
        for table in inventories(&world.modules).into_iter().flat_map(|inventory| inventory.tables) {
            holds.extend(table.columns.iter().map(|column| ((table.name.to_owned(), column.name.to_owned()), column.holds)));
        }
        let ends = ["hash", "secret", "token", "pin", "answer", "lookup"];
        let starts = ["role", "scope", "grant"];
        // Whether a statement was accepted opens nothing, nor does the hash of its published text, nor that of a passkey's random name.
        let opens_nothing = [
            ("account_factor", "credential_hash"),
            ("consent", "answer"),
            ("consent_event", "answer"),
            ("consent_event", "text_hash"),
            ("staff_passkey", "credential_hash"),
        ];
        let mut looked_at = 0;
        for (table, columns) in world.app.db.schema().await.unwrap() {
            let is_there = |name: &str| columns.iter().any(|column| column == name);
            for name in &columns {
                if opens_nothing.contains(&(table.as_str(), name.as_str()))
                    || !(ends.iter().any(|end| name.ends_with(end)) || starts.iter().any(|start| name.starts_with(start))) {
                    continue;
                }
                looked_at += 1;
                let said = holds.get(&(table.clone(), name.clone())).copied();
                let sealed = |column: &str| holds.get(&(table.clone(), column.to_owned())).copied();
                let is_kept = match said {
                    Some(Holds::Sealed(_) | Holds::SealedGrant | Holds::Lookup(Pepper::Short | Pepper::Oldest)) => true,
                    // Otherwise a turn of the pepper would lose it.
                    Some(Holds::Lookup(Pepper::Moved)) => is_there("pepper_version"),
                    Some(Holds::Stated(column)) => matches!(sealed(column), Some(Holds::SealedGrant)),
                    Some(Holds::Emptied(column)) => matches!(sealed(column), Some(Holds::Sealed(_))),
                    Some(Holds::NotPersonal(_) | Holds::Personal(_) | Holds::Pseudonym) | None => false,
                };
                assert!(is_kept, "{table}.{name} is named like a secret or a right, and is declared as {said:?}");
            }
        }
        assert!(looked_at > 10, "the control look: {looked_at}");
    }

    /// PRI-1, PRI-2
    async fn every_table_with_a_person_says_how_he_is_found_and_every_rule_names_a_real_column(world: World) {
        let inventories = inventories(&world.modules);
        let live = world.app.db.schema().await.unwrap();
        let erasers: Vec<_> = world.modules.iter().flat_map(|module| module.erasers()).collect();
        let mut rules = BTreeSet::new();
        let has_eraser = |rule: &str| erasers.iter().any(|eraser| eraser.rule() == rule);
        for inventory in &inventories {
            for table in &inventory.tables {
                let personal = table.columns.iter().any(|c| matches!(c.holds, Holds::Personal(_)));
                if personal {
                    assert!(!table.basis.is_empty(), "{}: no legal basis", table.name);
                    assert!(!table.purpose.is_empty(), "{}: no purpose", table.name);
                }
                // A staff member's data end with their employment, not with a customer's account.
                let of_staff = matches!(table.subject, Subject::Staff(_));
                // What belongs to no account ends by a retention rule alone.
                let of_nobody = matches!(table.subject, Subject::Nobody);
                let ends = inventory.rules.iter().any(|rule| rule.table == table.name);
                if of_nobody && personal {
                    assert!(ends, "{}: personal data without an end", table.name);
                }
                if table.on_erase == OnErase::Nothing && !of_staff && !of_nobody {
                    assert!(!personal, "{}: personal data that erasure leaves alone", table.name);
                }
                if let Subject::Account(column) | Subject::Staff(column) | Subject::Via { column, .. } = table.subject {
                    assert!(live[table.name].iter().any(|c| c == column), "{}.{column} does not exist", table.name);
                }
            }
            for rule in &inventory.rules {
                assert!(rules.insert(rule.id), "{}: two rules of one name", rule.id);
                assert!(live[rule.table].iter().any(|c| c == rule.anchor), "{}: no such anchor", rule.id);
                assert!(!rule.promise.is_empty(), "{}: no promise", rule.id);
                // The sweeper finds what is due by its id, unless the rule has an eraser of its own.
                let is_swept = live[rule.table].iter().any(|c| c == "id");
                assert!(is_swept || has_eraser(rule.id), "{}: nothing erases {}", rule.id, rule.table);
            }
        }
        for eraser in &erasers {
            let served = inventories.iter().flat_map(|inventory| &inventory.rules).any(|rule| rule.id == eraser.rule());
            assert!(served, "{}: an eraser without a rule", eraser.rule());
        }
    }
}
