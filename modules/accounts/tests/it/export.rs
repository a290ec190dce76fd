//! The archive of one's own data.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::make_export::make_without_job;
use gatehouse_accounts::actions::request_export::request_export;
use gatehouse_accounts::model::ExportState;
use gatehouse_accounts::tables::account_export;
use gatehouse_core::{DAY, MINUTE};
use gatehouse_files::tables::file;
use gatehouse_testkit::both_engines;
use sea_orm::EntityTrait as _;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

const PAGE: &str = "/account/export";
const FILE: &str = "/account/export/file";

async fn exports(world: &World) -> Vec<account_export::Model> {
    account_export::Entity::find().all(world.app.db.reader()).await.unwrap()
}

async fn files(world: &World) -> Vec<file::Model> {
    file::Entity::find().all(world.app.db.reader()).await.unwrap()
}

/// The archive's files by their names.
fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = BTreeMap::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        all.insert(file.name().unwrap().into_owned(), text);
    }
    all
}

both_engines! {
    /// ACC-17, PRI-5
    async fn a_person_asks_for_their_data_is_told_when_it_is_there_and_gets_all_of_it(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let form = [
            ("first_name", "<script>alert(1)</script>"), ("last_name", "=1+1"), ("first_reading", ""), ("last_reading", ""),
            ("company", "Café & Söhne"), ("phone", ""), ("address", "1-2-3\nChiyoda"),
        ];
        browser.post("/account", &form).await.expect(StatusCode::SEE_OTHER);
        assert!(browser.get("/account/delete").await.body.contains(PAGE), "it is offered before the deletion");
        let page = browser.get(PAGE).await.expect(StatusCode::OK);
        assert!(page.body.contains("No export yet"));
        let asked = browser.post(PAGE, &[]).await;
        assert_eq!(asked.location(), PAGE);
        assert!(browser.follow(asked).await.body.contains("preparing your export"));
        assert_eq!(browser.get(FILE).await.location(), PAGE, "nothing is offered yet");
        world.run_jobs().await;
        let mail = world.last_mail_to("aiko@example.com").await;
        assert_eq!((mail.kind.as_str(), mail.link().as_str()), ("accounts.export_ready", PAGE));
        assert!(browser.get(PAGE).await.body.contains("Your export is ready"));
        let head = browser.get(FILE).await.expect(StatusCode::OK);
        assert_eq!(head.headers["content-type"], "application/zip");
        assert!(head.headers["content-disposition"].to_str().unwrap().starts_with("attachment; "));
        assert_eq!(head.headers["cache-control"], "no-store");
        let archive = unpacked(browser.open(FILE).await.bytes().await);
        let profile: serde_json::Value = serde_json::from_str(&archive["data/accounts/profile.json"]).unwrap();
        assert_eq!(profile[0]["email"], "aiko@example.com");
        assert_eq!(profile[0]["address"], "1-2-3\nChiyoda");
        assert_eq!(profile[0]["country"], "JP");
        assert!(archive["data/accounts/profile.csv"].contains("'=1+1"), "no spreadsheet finds a formula");
        let page = &archive["index.html"];
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
        assert!(page.contains("Café &amp; Söhne") && page.contains("<html lang=\"en\">"));
        let manifest: serde_json::Value = serde_json::from_str(&archive["manifest.json"]).unwrap();
        assert_eq!((&manifest["format"], &manifest["account"]), (&"gatehouse-data-export/1".into(), &id.to_string().into()));
        for set in manifest["sets"].as_array().unwrap() {
            let rows: Vec<serde_json::Value> = serde_json::from_str(&archive[set["json"].as_str().unwrap()]).unwrap();
            assert_eq!(rows.len() as u64, set["rows"].as_u64().unwrap());
            let lines = csv_records(&archive[set["csv"].as_str().unwrap()]);
            assert_eq!(lines, rows.len() + 1, "{}", set["name"]);
        }
        let activity = &archive["data/accounts/activity.json"];
        assert!(activity.contains("account.signed_in") && activity.contains("account.export_requested"));
        let log = browser.get("/account/activity").await.body;
        for said in ["Data export requested", "Data export ready", "Data export downloaded"] {
            assert!(log.contains(said), "{said}");
        }
    }

    /// ACC-10, ACC-17
    async fn without_a_fresh_proof_nothing_is_asked_for_and_nothing_handed_out(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        request_export(&world.cx_of(id)).await.unwrap();
        world.run_jobs().await;
        world.advance(11 * MINUTE);
        assert!(browser.get(FILE).await.location().starts_with("/step-up"));
        assert!(browser.post(PAGE, &[]).await.location().starts_with("/step-up"));
        customer(&world, "eve@example.com").await;
        let mut eve = signed_in(&world, "eve@example.com").await;
        assert_eq!(eve.get(FILE).await.location(), PAGE, "another account has none");
        assert!(world.browser().get(FILE).await.location().starts_with("/sign-in"));
    }

    /// ACC-17, PRI-5
    async fn a_process_that_dies_in_the_midst_offers_no_half_archive_and_the_next_makes_it(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        request_export(&world.cx_of(id)).await.unwrap();
        let export = exports(&world).await.remove(0);
        // All bytes are there, and the process ends before its last transaction.
        make_without_job(&world.cx(), export.id, false).await.unwrap();
        assert_eq!(exports(&world).await.remove(0).state, ExportState::Waiting);
        assert_eq!(browser.get(FILE).await.location(), PAGE);
        assert!(world.mails().await.iter().all(|mail| mail.kind != "accounts.export_ready"));
        world.run_jobs().await;
        assert_eq!(exports(&world).await.remove(0).state, ExportState::Ready);
        browser.get(FILE).await.expect(StatusCode::OK);
        // What was left over ends within a day.
        world.advance(25 * 60 * MINUTE);
        world.run_jobs().await;
        assert_eq!(files(&world).await.len(), 1);
        make_without_job(&world.cx(), export.id, true).await.unwrap();
        let told = world.mails().await.into_iter().filter(|mail| mail.kind == "accounts.export_ready");
        assert_eq!(told.count(), 1, "a job that comes again makes nothing again");
    }

    /// ACC-17
    async fn one_archive_at_a_time_and_a_new_one_takes_the_place_of_the_old(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let cx = world.cx_of(id);
        let (one, other) = tokio::join!(request_export(&cx), request_export(&cx));
        assert!(one.is_ok() && other.is_ok());
        assert_eq!(exports(&world).await.len(), 1);
        world.run_jobs().await;
        let first = exports(&world).await.remove(0);
        request_export(&cx).await.unwrap();
        world.run_jobs().await;
        let second = exports(&world).await;
        assert_eq!(second.len(), 1);
        assert_ne!(second[0].file_id, first.file_id);
        assert_eq!(files(&world).await.len(), 1, "the old one is gone");
    }

    /// ACC-17, PRI-2
    async fn after_seven_days_or_with_the_account_the_archive_is_gone(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        request_export(&world.cx_of(id)).await.unwrap();
        world.run_jobs().await;
        world.advance(7 * DAY + 60 * MINUTE);
        world.run_jobs().await;
        world.run_jobs().await;
        assert_eq!((exports(&world).await.len(), files(&world).await.len()), (0, 0));
        request_export(&world.cx_of(id)).await.unwrap();
        world.run_jobs().await;
        request_export(&world.cx_of(id)).await.unwrap();
        let waiting = exports(&world).await.remove(0);
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let form = [("email", "aiko@example.com"), ("current", PASSWORD), ("confirm", "true")];
        browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        make_without_job(&world.cx(), waiting.id, true).await.unwrap();
        world.run_jobs().await;
        assert_eq!((exports(&world).await.len(), files(&world).await.len()), (0, 0));
    }
}

/// Records of a CSV file, of which fields may have several lines.
fn csv_records(text: &str) -> usize {
    let mut quoted = false;
    text.chars()
        .filter(|c| {
            quoted ^= *c == '"';
            *c == '\n' && !quoted
        })
        .count()
}
