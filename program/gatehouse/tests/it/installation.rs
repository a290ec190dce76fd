//! What an installation lives by: its key files, its demo content, a restore, and the settings that it starts with.

use crate::demo_copy;
use crate::product::hint;
use crate::server::{Place, client};
use gatehouse::Config;
use gatehouse::install::open_site;
use gatehouse_accounts::tables::account;
use gatehouse_core::{Clock, HOUR, Lang, Role, SystemClock, TestClock};
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::tables::{activation, license};
use gatehouse_staff::tables::staff;
use gatehouse_support::model::status::Status as RequestStatus;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};
use std::process::{Child, Output, Stdio};
use std::sync::Arc;

fn error_of(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn assert_done(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// PRI-13
#[test]
fn a_lost_key_file_or_root_key_stops_the_start_instead_of_making_new_ones() {
    let place = Place::new();
    let here = |name: &str| place.path().join("data").join(name);
    assert_done(&place.run(&["migrate", "--new"]));
    let keys = std::fs::read(here("gatehouse.keys")).unwrap();
    std::fs::remove_file(here("gatehouse.keys")).unwrap();
    for command in [&["migrate"][..], &["keys", "rotate-master"], &["serve"]] {
        let error = error_of(&place.run(command));
        assert!(error.contains("gatehouse.keys is missing"), "{error}");
        assert!(!here("gatehouse.keys").exists(), "{command:?} made a new one");
    }
    std::fs::write(here("gatehouse.keys"), &keys).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(here("gatehouse.keys"), std::fs::Permissions::from_mode(0o600)).unwrap();
    }

    let public = std::fs::read(here("root.pub")).unwrap();
    std::fs::remove_file(here("root.pub")).unwrap();
    assert_done(&place.run(&["migrate"]));
    assert_eq!(std::fs::read(here("root.pub")).unwrap(), public, "it follows from root.key");
    std::fs::remove_file(here("root.key")).unwrap();
    assert_done(&place.run(&["migrate"]));
    assert!(!here("root.key").exists(), "the root key may be offline");
    std::fs::remove_file(here("root.pub")).unwrap();
    // Everything is looked at before the key file is changed.
    for command in [&["migrate"][..], &["keys", "rotate-master"]] {
        assert!(error_of(&place.run(command)).contains("root.pub"));
        assert!(!here("root.key").exists() && !here("root.pub").exists(), "{command:?} made new ones");
        assert_eq!(std::fs::read(here("gatehouse.keys")).unwrap(), keys);
    }
}

/// ALL-6, PRI-13
#[test]
fn several_first_starts_at_once_make_one_installation() {
    for _ in 0..3 {
        let place = Place::new();
        let all: Vec<Child> = (0..4)
            .map(|_| place.command(&["migrate", "--new"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
            .collect();
        for child in all {
            assert_done(&child.wait_with_output().unwrap());
        }
        assert_done(&place.run(&["migrate"]));
    }
}

/// LIC-10
#[test]
fn a_foreign_root_key_certifies_nothing_and_a_foreign_list_stops_the_start() {
    let (place, other) = (Place::new(), Place::new());
    let here = |name: &str| place.path().join("data").join(name);
    assert_done(&place.run(&["migrate", "--new"]));
    assert_done(&other.run(&["migrate", "--new"]));
    let own = (std::fs::read(here("root.key")).unwrap(), std::fs::read(here("root.pub")).unwrap());
    let copy = |name: &str| std::fs::copy(other.path().join("data").join(name), here(name)).unwrap();
    copy("root.key");
    for command in [&["keys", "rotate-issuing"][..], &["serve"], &["migrate"]] {
        let error = error_of(&place.run(command));
        assert!(error.contains("root.key") && error.contains("root.pub"), "{error}");
    }
    let doctor = place.run(&["doctor"]);
    assert!(!doctor.status.success());
    assert!(String::from_utf8_lossy(&doctor.stdout).contains("root_key.public"));
    // A foreign list, without a root key and with the one that belongs to it.
    std::fs::remove_file(here("root.key")).unwrap();
    copy("root.pub");
    assert!(error_of(&place.run(&["serve"])).contains("root.pub"));
    copy("root.key");
    assert!(error_of(&place.run(&["serve"])).contains("root.pub"));
    assert!(String::from_utf8_lossy(&place.run(&["doctor"]).stdout).contains("issuing_key.certified"));
    std::fs::write(here("root.key"), &own.0).unwrap();
    std::fs::write(here("root.pub"), &own.1).unwrap();
    assert_done(&place.run(&["keys", "rotate-issuing"]));
}

/// PRI-13, ALL-6
#[test]
fn a_running_server_goes_on_when_the_master_key_is_rotated() {
    let place = demo_copy::embedded(Place::new());
    let mut server = place.serve(&["--demo"]);
    let hints = server.hints();
    drop(server);
    // Started anew, so that it has no subject's key in its memory yet.
    let server = place.serve(&[]);
    let waits = place.run(&["keys", "rotate-master", "--prepare"]);
    assert!(String::from_utf8_lossy(&waits.stdout).contains("version 2 waits"));
    let done = place.run(&["keys", "rotate-master"]);
    assert!(String::from_utf8_lossy(&done.stdout).contains("version 2: "), "{}", String::from_utf8_lossy(&done.stderr));
    let form = [("email", "aiko@example.com"), ("password", "Harbor-Lamp-27")];
    let sign_in = format!("{}/sign-in", server.origin);
    let answer = client().post(sign_in).header("sec-fetch-site", "same-origin").form(&form).send().unwrap();
    assert_eq!(answer.status(), 303, "{}", server.log());
    let body = serde_json::json!({
        "product": "lantern", "code": hint(&hints, "Activation code"), "device": {"fingerprint": ["ab".repeat(32)]},
    });
    let answer = client().post(format!("{}/api/v1/activations", server.origin)).json(&body).send().unwrap();
    assert_eq!(answer.status(), 201, "{}", server.log());
}

/// ALL-6
#[test]
fn the_demo_loads_into_an_installation_that_was_started_before_and_only_once() {
    let place = Place::new();
    assert_done(&place.run(&["migrate", "--new"]));
    let load = |listen: &str| {
        let output = place.command(&["demo"]).env("GATEHOUSE__LISTEN", listen).output().unwrap();
        assert_done(&output);
        String::from_utf8(output.stdout).unwrap()
    };
    let (first, second) = (load("127.0.0.1:8080"), load("127.0.0.1:8099"));
    assert!(first.contains("http://127.0.0.1:8080/sign-in"), "{first}");
    assert_eq!(second, first.replace(":8080", ":8099"), "the same codes, at today's address");
    // With the demo's passwords in it, the same database is not fit for others.
    let mut doctor = place.command(&["doctor"]);
    let open = [("ORIGIN", "https://portal.example.com"), ("MAIL", "smtp://127.0.0.1:9")];
    doctor.envs(open.map(|(key, value)| (format!("GATEHOUSE__{key}"), value)));
    assert!(String::from_utf8(doctor.output().unwrap().stdout).unwrap().contains("demo.public"));
    let proxied = Place::new().set("TRUSTED_PROXIES", "127.0.0.1").set("MAIL", "smtp://127.0.0.1:9");
    for command in [&["demo"][..], &["serve", "--demo"]] {
        assert!(error_of(&proxied.run(command)).contains("known to everybody"));
    }
    assert!(!proxied.path().join("data").exists());
}

/// ACC-2, ACC-17, LIC-13, LIC-17, LIC-20, ALL-8
#[test]
fn the_demo_has_people_and_licenses_in_every_state_that_there_is() {
    let place = demo_copy::embedded(Place::new());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let config = Config { data_dir: place.path().join("data"), ..Config::default() };
        let db = config.open_database().await.unwrap();
        let now = SystemClock.now();
        let licenses = license::Entity::find().all(db.reader()).await.unwrap();
        let seen: Vec<Status> = licenses.iter().map(|row| status(row, now)).collect();
        for wanted in [Status::NotActivated, Status::Active, Status::Expired, Status::Blocked, Status::Superseded] {
            assert!(seen.contains(&wanted), "none is {wanted:?}");
        }
        let planned = licenses.iter().filter(|row| row.block_from.is_some_and(|from| from > now)).count();
        assert_eq!(planned, 2, "blocks that begin later");
        assert!(licenses.iter().any(|row| row.seats > 1 && row.seats_used == row.seats), "no seat is free");
        let freed = activation::Column::DeactivatedAt.is_not_null();
        assert!(activation::Entity::find().filter(freed).count(db.reader()).await.unwrap() >= 1);
        let people = account::Entity::find().all(db.reader()).await.unwrap();
        for lang in Lang::ALL {
            assert!(people.iter().filter(|row| row.lang == lang.tag()).count() >= 2, "{lang:?}");
        }
        let waiting = people.iter().filter(|row| row.confirmed_at.is_none());
        let (unconfirmed, invited): (Vec<_>, Vec<_>) = waiting.partition(|row| row.pending_since.is_some());
        assert_eq!(
            (unconfirmed.len(), invited.len()),
            (1, 1),
            "one has not confirmed, and one has bought and set no password"
        );
        let staff = staff::Entity::find().all(db.reader()).await.unwrap();
        for role in Role::ALL {
            assert!(staff.iter().any(|row| row.roles.contains(role.word())), "nobody is {role:?}");
        }
        assert!(staff.iter().any(|row| row.password_sealed.is_none()), "nobody is invited");
        let kinds = ["account", "staff", "api_key", "product", "program"];
        for kind in kinds {
            let text = format!("select count(*) as n from audit where actor_kind = '{kind}'");
            let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
            assert!(row.try_get::<i64>("", "n").unwrap() > 0, "no {kind} is in the log");
        }
        db.close().await.unwrap();
    });
}

/// COM-1, COM-2, COM-4, COM-5, COM-10, COM-11, COM-14, LIC-4, LIC-26, SUP-4, SUP-5, SUP-9, SUP-17, SUP-23
#[test]
fn the_demo_has_companies_in_every_state_that_a_page_shows() {
    let place = demo_copy::embedded(Place::new());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let config = Config { data_dir: place.path().join("data"), ..Config::default() };
        let db = config.open_database().await.unwrap();
        let now = SystemClock.now().0;
        for (what, expected) in [
            // Two of them are one.
            ("company where state = 'active'", 4),
            ("company where state = 'unverified'", 1),
            (&*format!("company where state = 'deleted' and purge_at > {now}"), 1),
            ("company where logo is not null", 1),
            ("company_member where blocked_by = 'person'", 1),
            ("company_member where blocked_by = 'directory'", 1),
            ("former_member", 1),
            ("join_request where state = 'pending'", 1),
            (&*format!("invitation where state = 'sent' and ends_at > {now}"), 1),
            (&*format!("invitation where state = 'sent' and ends_at <= {now}"), 1),
            ("invitation where state = 'registered'", 2),
            ("invitation where state = 'declined'", 1),
            ("invitation where state = 'withdrawn'", 1),
            ("company_domain where state = 'verified'", 1),
            ("company_domain where state = 'pending' and last_answer is not null", 1),
            ("scim_user", 3),
            ("scim_group where branch_id is not null", 1),
            ("scim_call where status = 403", 1),
            ("owner_change where state = 'waiting'", 1),
            ("proposal where state = 'waiting'", 2),
            ("license_holder where company_id is not null", 4),
            ("verification where company_id is not null", 1),
            ("document", 4),
            ("audit where kind = 'license.decoy_presented'", 1),
        ] {
            let text = format!("select count(*) as n from {what}");
            let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
            assert_eq!(row.try_get::<i64>("", "n").unwrap(), expected, "{what}");
        }
        // The desk of support: each status, answers that are late and due soon, and what else its pages show.
        let soon = now + 2 * HOUR;
        let late = format!("due_at is not null and due_at <= {now}");
        let statuses = RequestStatus::ALL.into_iter().map(|status| format!("status = '{}'", status.word()));
        let requests = statuses.chain([late, format!("due_at > {now} and due_at < {soon}")]);
        let requests = requests.chain(
            ["critical is not null", "merged_into is not null", "channel = 'public'", "channel = 'call'"]
                .map(str::to_owned),
        );
        let others = [
            "request_file where message_id is not null",
            "request_message where audience = 'internal'",
            "request_watcher",
            "saved_filter",
            "support_macro",
            "canned_answer",
            "support_target",
            "survey where mark < 3",
            "survey where kind = 'yearly' and mark is not null",
            // Enough to be shown, and one that waits for its answer.
            "survey_round where (select count(*) from survey where round_id = survey_round.id and mark is not null) >= 5",
            "survey where token_hash is not null and answered_at is null",
            "support_figure where measure = 'rating'",
        ];
        let all = requests.map(|which| format!("request where {which}"));
        for what in all.chain(others.map(str::to_owned)).chain([format!("contract where ends_at < {now}")]) {
            let text = format!("select count(*) as n from {what}");
            let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
            assert!(row.try_get::<i64>("", "n").unwrap() > 0, "{what}");
        }
        db.close().await.unwrap();
    });
}

/// COM-14: no name server of the world knows the demo's domains, so its own one answers while the installation runs.
#[test]
fn what_a_company_of_the_demo_has_proven_stays_proven() {
    let place = demo_copy::embedded(Place::new());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let config = Config { data_dir: place.path().join("data"), ..Config::default() };
        let clock = Arc::new(TestClock::at(SystemClock.now()));
        let site = open_site(&config, Arc::clone(&clock) as Arc<dyn Clock>).await.unwrap();
        let names = gatehouse::demo::answer_names(&site, &config).await.unwrap();
        assert!(names.is_some(), "the demo content is here");
        for _ in 0..4 {
            clock.advance(gatehouse_core::DAY);
            site.runner.drain().await.unwrap();
        }
        for (state, expected) in [("verified", "mihon.test"), ("pending", "mihon-shokuhin.test")] {
            let text = "select domain, checked_at from company_domain where state = $1";
            let statement = Statement::from_sql_and_values(site.app.db.backend(), text, [state.into()]);
            let row = site.app.db.reader().query_one_raw(statement).await.unwrap().unwrap();
            assert_eq!(row.try_get::<String>("", "domain").unwrap(), expected);
            let looked: i64 = row.try_get("", "checked_at").unwrap();
            assert!(looked > SystemClock.now().0, "{expected} was looked at again");
        }
        site.app.db.clone().close().await.unwrap();
    });
}

/// PRI-3, PRI-13
#[test]
fn a_restore_waits_for_the_key_files_of_the_installation_that_was_backed_up() {
    let (old, new) = (Place::new(), Place::new());
    assert_done(&old.run(&["migrate", "--new"]));
    let file = old.path().join("backup.zip");
    let file = file.to_str().unwrap();
    assert_done(&old.run(&["backup", file]));
    std::fs::create_dir(new.path().join("data")).unwrap();
    for name in ["gatehouse.keys", "root.pub"] {
        let error = error_of(&new.run(&["restore", file]));
        assert!(error.contains(&format!("{name} is missing")), "{error}");
        assert!(!new.path().join("data/gatehouse.db").exists());
        std::fs::copy(old.path().join("data").join(name), new.path().join("data").join(name)).unwrap();
    }
    // Keys of another installation are as good as none.
    let other = Place::new();
    assert_done(&other.run(&["migrate", "--new"]));
    let keys = new.path().join("data/gatehouse.keys");
    std::fs::copy(other.path().join("data/gatehouse.keys"), &keys).unwrap();
    let error = error_of(&new.run(&["restore", file]));
    assert!(error.contains("not the one of the installation"), "{error}");
    assert!(!new.path().join("data/gatehouse.db").exists());
    std::fs::copy(old.path().join("data/gatehouse.keys"), &keys).unwrap();
    let done = new.run(&["restore", "--end-sessions", file]);
    assert_done(&done);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.contains("ended 0 sessions") && said.contains("must be deleted again"), "{said}");
    assert_done(&new.run(&["migrate"]));
}

/// ALL-9
#[test]
fn without_a_mail_server_a_public_portal_does_not_start() {
    let place = Place::new().set("ORIGIN", "https://portal.example.com");
    for command in [&["serve"][..], &["config", "check"]] {
        let error = error_of(&place.run(command));
        assert!(error.contains("mail = \"smtps://"), "{error}");
    }
    assert!(!place.path().join("data").exists());
}
