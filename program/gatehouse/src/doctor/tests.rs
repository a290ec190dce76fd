//! The findings, each provoked.

use super::{Config, Db, Finding, Level, examine};
use gatehouse_core::{Clock as _, DAY, Moment, SystemClock, SystemRandom};
use gatehouse_db::sea_orm::ConnectionTrait as _;
use gatehouse_formats::{IssuingKey, Purpose, RootKey, SigningKey};
use gatehouse_seal::Keys;
use std::collections::BTreeMap;
use tempfile::TempDir;

fn steps() -> Vec<gatehouse_db::Migration> {
    gatehouse_web::site::migrations(&[])
}

fn rules() -> Vec<gatehouse_core::personal::RetentionRule> {
    gatehouse_web::site::inventories(&[]).into_iter().flat_map(|inventory| inventory.rules).collect()
}

fn config(folder: &TempDir, more: &str) -> Config {
    let text = format!("data_dir = \"{}\"\n{more}", folder.path().display());
    Config::parse(&text, &BTreeMap::new()).unwrap()
}

async fn installed(folder: &TempDir) -> Db {
    let config = config(folder, "");
    Keys::open(&config.key_file(), &SystemRandom).unwrap();
    let db = Db::open(&config.database().unwrap()).await.unwrap();
    db.migrate(&steps()).await.unwrap();
    db
}

fn level(findings: &[Finding], code: &str) -> Option<Level> {
    findings.iter().find(|finding| finding.code == code).map(|finding| finding.level)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_installation_has_no_error() {
    let folder = tempfile::tempdir().unwrap();
    drop(installed(&folder).await);
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    let errors: Vec<_> = findings.iter().filter(|finding| finding.level == Level::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(level(&findings, "database.schema"), Some(Level::Ok));
    assert_eq!(level(&findings, "database.statements"), Some(Level::Ok));
    let kept: Vec<&Finding> = findings.iter().filter(|finding| finding.code == "retention.kept").collect();
    assert!(kept.len() == 1 && kept[0].text.ends_with(" retention rules kept"), "{kept:?}");
    let told = super::json(&findings);
    assert_eq!(told["errors"], 0);
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(findings.len()));
    assert_eq!(told["findings"][0]["level"], "ok");
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_at_an_empty_folder_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    assert_eq!(level(&findings, "database.missing"), Some(Level::Warning));
    assert_eq!(level(&findings, "keys.missing"), Some(Level::Warning));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_file_that_others_can_read_is_an_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    drop(installed(&folder).await);
    let config = config(&folder, "");
    std::fs::set_permissions(config.key_file(), std::fs::Permissions::from_mode(0o640)).unwrap();
    let findings = examine(&config, &steps(), &rules()).await;
    assert_eq!(level(&findings, "keys.mode"), Some(Level::Error));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_file_of_another_installation_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let db = installed(&folder).await;
    // Wrapped by nobody that we know.
    let text = "insert into subject_key values (x'00000000000000000000000000000001', zeroblob(72), 1, 0)";
    db.writer().execute_unprepared(text).await.unwrap();
    db.close().await.unwrap();
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    assert_eq!(level(&findings, "keys.fit"), Some(Level::Error));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_root_key_on_the_machine_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    drop(installed(&folder).await);
    let config = config(&folder, "");
    gatehouse_seal::private_file::replace(&config.root_key_file(), b"00").unwrap();
    let findings = examine(&config, &steps(), &rules()).await;
    assert_eq!(level(&findings, "root_key.online"), Some(Level::Warning));
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_database_or_a_root_key_that_others_can_read_is_an_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    drop(installed(&folder).await);
    let config = config(&folder, "");
    let findings = examine(&config, &steps(), &rules()).await;
    assert_eq!(level(&findings, "database.mode"), Some(Level::Ok));
    gatehouse_seal::private_file::replace(&config.root_key_file(), b"00").unwrap();
    for file in [config.root_key_file(), folder.path().join("gatehouse.db")] {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let findings = examine(&config, &steps(), &rules()).await;
    assert_eq!(level(&findings, "database.mode"), Some(Level::Error));
    assert_eq!(level(&findings, "root_key.mode"), Some(Level::Error));
}

fn root(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn root_key(seed: u8) -> String {
    format!("root {}", format!("{seed:02x}").repeat(32))
}

fn root_list(seed: u8) -> String {
    serde_json::json!({ "keys": [RootKey::new(root(seed).public().clone())] }).to_string()
}

/// An issuing key that ends at `end`, certified by this root.
async fn put_issuing_key(db: &Db, end: Moment, seed: u8) {
    let public = SigningKey::from_seed(&[99; 32]).public().clone();
    let x: String = public.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let kid = public.kid().to_owned();
    let key = IssuingKey { public, purpose: Purpose::Lease, nbf: 0, exp: end.seconds(), max_kind: None };
    let certificate = key.certify(&root(seed)).unwrap();
    let row =
        format!("insert into signing_key values ('{kid}', 'lease', x'{x}', x'00', '{certificate}', 0, {}, 0)", end.0);
    db.writer().execute_unprepared(&row).await.unwrap();
}

/// LIC-10
#[tokio::test(flavor = "multi_thread")]
async fn a_root_key_or_a_list_of_another_installation_is_found() {
    // The root that certified, the one of root.key, the one of root.pub; what is said of the files and of the certificate.
    for (certified, private, public, files, certificate) in [
        (7, Some(7), 7, Level::Ok, Level::Ok),
        (7, None, 7, Level::Ok, Level::Ok),
        (7, Some(8), 7, Level::Error, Level::Ok),
        (8, Some(8), 7, Level::Error, Level::Error),
        (7, None, 8, Level::Ok, Level::Error),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let config = config(&folder, "");
        let steps = crate::install::schema();
        let db = Db::open(&config.database().unwrap()).await.unwrap();
        db.migrate(&steps).await.unwrap();
        put_issuing_key(&db, SystemClock.now().plus(100 * DAY), certified).await;
        db.close().await.unwrap();
        gatehouse_seal::private_file::replace(&config.root_public_file(), root_list(public).as_bytes()).unwrap();
        if let Some(seed) = private {
            gatehouse_seal::private_file::replace(&config.root_key_file(), root_key(seed).as_bytes()).unwrap();
        }
        let findings = examine(&config, &steps, &rules()).await;
        let found = (level(&findings, "root_key.public"), level(&findings, "issuing_key.certified"));
        assert_eq!(found, (Some(files), Some(certificate)), "{certified}, {private:?}, {public}");
    }
}

/// LIC-10
#[tokio::test(flavor = "multi_thread")]
async fn an_issuing_key_near_its_end_and_a_missing_root_pub_are_found() {
    // Days left, whether root.key is here, whether root.pub is here; what is said of the key and of root.pub.
    for (left, private, public, ends, known) in [
        (31, false, true, Level::Ok, Level::Ok),
        (29, false, true, Level::Warning, Level::Ok),
        (29, true, false, Level::Warning, Level::Warning),
        (-1, false, true, Level::Error, Level::Ok),
        (100, false, false, Level::Ok, Level::Error),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let config = config(&folder, "");
        let steps = crate::install::schema();
        let db = Db::open(&config.database().unwrap()).await.unwrap();
        db.migrate(&steps).await.unwrap();
        let end = SystemClock.now().plus(left * DAY + 60_000_000);
        put_issuing_key(&db, end, 7).await;
        db.close().await.unwrap();
        if private {
            gatehouse_seal::private_file::replace(&config.root_key_file(), root_key(7).as_bytes()).unwrap();
        }
        if public {
            gatehouse_seal::private_file::replace(&config.root_public_file(), root_list(7).as_bytes()).unwrap();
        }
        let findings = examine(&config, &steps, &rules()).await;
        let found = (level(&findings, "issuing_key.ends"), level(&findings, "root_key.public"));
        assert_eq!(found, (Some(ends), Some(known)), "{left} days, {private}, {public}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_does_not_get_done_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let db = installed(&folder).await;
    let now = SystemClock.now();
    let job = |id: u8, dead: &str| {
        format!(
            "insert into job (id, kind, payload, run_at, max_attempts, created_at, dead_at) \
             values (x'{id:032x}', 'k', '{{}}', {at}, 1, {at}, {dead})",
            at = now.plus(-DAY).0
        )
    };
    db.writer().execute_unprepared(&job(1, "5")).await.unwrap();
    db.writer().execute_unprepared(&job(2, "null")).await.unwrap();
    let old = now.plus(-10 * DAY).0;
    let columns = "id, body_hash, result_id, created_at";
    let kept = format!("insert into idempotency ({columns}) values (x'00', x'00', x'{:032x}', {old})", 1);
    db.writer().execute_unprepared(&kept).await.unwrap();
    db.close().await.unwrap();
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    assert_eq!(level(&findings, "jobs.dead"), Some(Level::Warning));
    assert_eq!(level(&findings, "jobs.late"), Some(Level::Error));
    assert_eq!(level(&findings, "retention.overdue"), Some(Level::Error));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_behind_the_last_change_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let db = installed(&folder).await;
    let text = format!(
        "insert into audit (id, at, actor_kind, kind, subject_kind) values (x'{:032x}', {}, 'program', 'k', 's')",
        1,
        SystemClock.now().plus(DAY).0
    );
    db.writer().execute_unprepared(&text).await.unwrap();
    db.close().await.unwrap();
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    assert_eq!(level(&findings, "clock.back"), Some(Level::Error));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_beyond_the_last_believed_moment_is_found() {
    for (days, expected) in [(0, Level::Ok), (2, Level::Warning), (4, Level::Error)] {
        let folder = tempfile::tempdir().unwrap();
        let db = installed(&folder).await;
        let text = format!("insert into clock_mark values ('believed', {})", SystemClock.now().plus(-days * DAY).0);
        db.writer().execute_unprepared(&text).await.unwrap();
        db.close().await.unwrap();
        let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
        assert_eq!(level(&findings, "clock.ahead"), Some(expected), "{days} days");
    }
}

/// ALL-3
#[tokio::test(flavor = "multi_thread")]
async fn an_audit_log_that_somebody_wrote_into_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let db = installed(&folder).await;
    db.close().await.unwrap();
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    assert_eq!((level(&findings, "audit.chain"), level(&findings, "audit.kept")), (Some(Level::Ok), Some(Level::Ok)));
    let db = installed(&folder).await;
    for text in [
        "insert into audit_horizon values ('adopted', 0)".to_owned(),
        format!(
            "insert into audit (id, at, actor_kind, kind, subject_kind) values (x'{:032x}', {}, 'program', 'k', 's')",
            1,
            SystemClock.now().plus(-5000 * DAY).0
        ),
    ] {
        db.writer().execute_unprepared(&text).await.unwrap();
    }
    db.close().await.unwrap();
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    assert_eq!(level(&findings, "audit.chain"), Some(Level::Error));
    assert_eq!(level(&findings, "audit.kept"), Some(Level::Error));
}

/// ALL-3
#[tokio::test(flavor = "multi_thread")]
async fn an_audit_log_that_somebody_emptied_is_found() {
    for (noted, expected) in [
        ("", Level::Ok),
        ("sealed audit.lines\n", Level::Warning),
        ("sealed audit.lines\nsealed audit.segments\n", Level::Error),
    ] {
        let folder = tempfile::tempdir().unwrap();
        installed(&folder).await.close().await.unwrap();
        let config = config(&folder, "");
        let keys = std::fs::read_to_string(config.key_file()).unwrap() + noted;
        gatehouse_seal::private_file::replace(&config.key_file(), keys.as_bytes()).unwrap();
        let findings = examine(&config, &steps(), &rules()).await;
        assert_eq!(level(&findings, "audit.chain"), Some(expected), "{noted}");
        assert_eq!(level(&findings, "audit.head"), None, "there is no end to tell of");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_schema_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&config(&folder, "").database().unwrap()).await.unwrap();
    db.migrate(&steps()[..1]).await.unwrap();
    db.close().await.unwrap();
    let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
    assert_eq!(level(&findings, "database.schema"), Some(Level::Warning));
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_do_not_answer_and_pages_without_tls_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    // Port 9 of this machine: nobody listens there.
    let more = "mail = \"smtp://127.0.0.1:9\"\norigin = \"http://portal.example.com\"\n\
                database = \"postgres://gatehouse:secret-word@127.0.0.1:9/gatehouse\"";
    let findings = examine(&config(&folder, more), &steps(), &rules()).await;
    assert_eq!(level(&findings, "mail.reach"), Some(Level::Error));
    assert_eq!(level(&findings, "origin.plain"), Some(Level::Error));
    assert_eq!(level(&findings, "database.reach"), Some(Level::Error));
    assert!(findings.iter().all(|finding| !finding.to_string().contains("secret-word")));
}
