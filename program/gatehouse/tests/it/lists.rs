//! Every list of the program has the same powers: the running site's own doors are walked, so that a new list is seen here.

use crate::routes::{clerk, doors, member_in, person, signed_in};
use crate::sample::sample_code;
use axum::http::{Method, StatusCode};
use gatehouse_context::Event;
use gatehouse_context::audit::{Audit, AuditFilter, list};
use gatehouse_core::{Personal, Role, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_db::paging::PIECE;
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_staff::actions::{KeysMade, MemberChange, change_member, disable_member};
use gatehouse_staff::queries::member_of;
use gatehouse_staff::rights::may;
use gatehouse_testkit::{Download, World, both_engines};
use gatehouse_web::{Entry, Route};

/// The files of all lists, and not the one of a batch's codes.
fn files(world: &World) -> Vec<&Route> {
    let is_file =
        |route: &&Route| route.path.ends_with(".csv") && !route.path.contains('{') && route.method == Method::GET;
    doors(world).filter(is_file).collect()
}

async fn lines(world: &World, kind: &str) -> Vec<Audit> {
    let filter = AuditFilter { kind: Some(kind.into()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items
}

async fn exports(world: &World) -> Vec<Audit> {
    lines(world, "list.exported").await
}

/// Gives the log, and the activity of this account, more lines than a piece of a file has.
async fn fill_log(world: &World, account: Uuid) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let line = || (&cx, Event::plain("test.line", "test").entry().of_account(account));
    gatehouse_context::Cx::audit_each(&tx, (0..=PIECE).map(|_| line()).collect()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Reads the first piece of a longer file.
async fn begun(mut file: Download) -> Download {
    assert_eq!(file.status, StatusCode::OK);
    let first = file.piece().await.unwrap().unwrap();
    assert!(first.starts_with('\u{feff}') && first.lines().count() as u64 > PIECE, "{first}");
    file
}

/// Reads on in a file that is cut off now; the log says after how many rows.
async fn cut_off(world: &World, mut file: Download, before: usize) {
    assert!(file.piece().await.unwrap().is_err(), "it goes on");
    assert!(file.piece().await.is_none());
    let log = lines(world, "list.export_aborted").await;
    assert_eq!(log.len(), before + 1);
    let details: serde_json::Value = serde_json::from_str(log[0].details.as_deref().unwrap()).unwrap();
    assert_eq!(details["rows"].as_u64(), Some(PIECE));
    assert!(lines(world, "list.export_ended").await.is_empty(), "it has not ended");
}

async fn customer(world: &World) -> Uuid {
    let account = person(world, "holder@example.com").await;
    let code = sample_code(world, "beacon").await;
    add_code(&world.cx_of(account), AddCode { code: code.into(), ..AddCode::default() }).await.unwrap();
    account
}

both_engines! {
    /// ALL-2, ALL-3, ALL-8
    async fn every_list_has_a_file_for_the_same_people_and_the_log_says_who_took_it(world: World) {
        let account = customer(&world).await;
        let mut holder = signed_in(&world, "holder@example.com").await;
        let mut staff = clerk(&world).await;
        let files = files(&world);
        let paths: Vec<&str> = files.iter().map(|door| door.path.as_ref()).collect();
        for list in ["/licenses", "/account/sessions", "/account/activity", "/account/purchases", "/staff/audit", "/staff/jobs", "/staff/dead-letters",
            "/staff/members", "/staff/api-keys", "/staff/licenses", "/staff/orders", "/staff/catalog", "/staff/clients"] {
            assert!(paths.contains(&format!("{list}.csv").as_str()), "{list} has no file: {paths:?}");
        }
        for (taken, door) in files.iter().enumerate() {
            let page = door.path.trim_end_matches(".csv");
            let same = doors(&world).any(|other| other.path == page && other.method == Method::GET && other.entry == door.entry);
            assert!(same, "{} is not for those who see the list", door.path);
            let is_own = door.entry == Entry::Customers;
            let browser = if is_own { &mut holder } else { &mut staff };
            // With a size it is a table, where a few rows would be cards.
            let shown = browser.get(&format!("{page}?size=50")).await.expect(StatusCode::OK);
            let has_tools = shown.body.contains(&format!("href=\"{}", door.path)) && shown.body.contains("class=\"chooser\"");
            assert!(has_tools || shown.body.contains("class=\"empty\""), "{page} offers neither columns nor file: {}", shown.body);
            let file = browser.get(&door.path).await.expect(StatusCode::OK);
            assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8", "{page}");
            assert!(file.body.starts_with('\u{feff}') && file.body.contains(','), "{page}: {}", file.body);
            let log = exports(&world).await;
            assert_eq!(log.len(), taken + 1, "{page}");
            let line = &log[0];
            assert_eq!(line.account_id, is_own.then_some(account), "{page}");
            let details: serde_json::Value = serde_json::from_str(line.details.as_deref().unwrap()).unwrap();
            let rows = file.body.lines().count() - 1;
            assert_eq!(details["rows"].as_u64(), Some(rows as u64), "{page}: {}", file.body);
        }
    }

    /// ALL-2, ALL-8
    async fn a_file_is_cut_off_where_its_reader_is_no_longer_signed_in_or_loses_a_role(world: World) {
        let account = customer(&world).await;
        fill_log(&world, account).await;
        let mut holder = signed_in(&world, "holder@example.com").await;
        let file = begun(holder.open("/account/activity.csv").await).await;
        holder.post("/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        cut_off(&world, file, 0).await;

        let mut staff = clerk(&world).await;
        let file = begun(staff.open("/staff/audit.csv").await).await;
        staff.post("/staff/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        cut_off(&world, file, 1).await;

        let administrator = async |email: &str| {
            let browser = member_in(&world, world.browser(), email, Role::Administrator).await;
            (browser, member_of(&may(&world.cx()).unwrap(), &Personal(email.into())).await.unwrap().unwrap())
        };
        let (mut demoted, id) = administrator("demoted@example.com").await;
        let file = begun(demoted.open("/staff/audit.csv").await).await;
        let change = MemberChange { name: Personal("Clara".into()), roles: vec![Role::Support] };
        change_member(&world.cx(), id, change).await.unwrap();
        cut_off(&world, file, 2).await;

        let (mut disabled, id) = administrator("disabled@example.com").await;
        let file = begun(disabled.open("/staff/audit.csv").await).await;
        disable_member(&world.cx(), id, KeysMade::Keep).await.unwrap();
        cut_off(&world, file, 3).await;
    }

    /// ALL-2, ALL-3
    async fn a_longer_file_goes_on_for_as_long_as_its_reader_may_have_it(world: World) {
        let account = customer(&world).await;
        fill_log(&world, account).await;
        let (mut holder, mut staff) = (signed_in(&world, "holder@example.com").await, clerk(&world).await);
        for (mut file, ended) in [(holder.open("/account/activity.csv").await, 1), (staff.open("/staff/audit.csv").await, 2)] {
            let mut rows = 0;
            while let Some(piece) = file.piece().await {
                rows += piece.unwrap().lines().count() as u64;
            }
            assert!(rows > PIECE + 1, "{rows}");
            assert_eq!(lines(&world, "list.export_ended").await.len(), ended);
        }
        assert!(lines(&world, "list.export_aborted").await.is_empty());
    }

    /// ALL-2
    async fn a_choice_of_columns_stays_over_the_pages_of_every_list(world: World) {
        customer(&world).await;
        let mut holder = signed_in(&world, "holder@example.com").await;
        let mut staff = clerk(&world).await;
        let mut tried = 0;
        for door in files(&world) {
            let page = door.path.trim_end_matches(".csv");
            let browser = if door.entry == Entry::Customers { &mut holder } else { &mut staff };
            let usual = browser.get(page).await.expect(StatusCode::OK);
            let boxes = usual.body.split("type=\"checkbox\" name=\"columns\" value=\"").skip(1);
            let names: Vec<String> = boxes.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect();
            let [first, second, ..] = names.as_slice() else { continue };
            let chosen = browser.get(&format!("{page}?columns={first}&columns={second}")).await.expect(StatusCode::OK);
            let kept = format!("columns={first},{second}");
            assert!(chosen.body.contains(&format!("href=\"{}?{kept}\"", door.path)), "{page}: {}", chosen.body);
            let file = browser.get(&format!("{}?{kept}", door.path)).await.expect(StatusCode::OK);
            assert_eq!(file.body.lines().next().unwrap().matches(',').count(), 1, "{page}: {}", file.body);
            tried += 1;
        }
        assert!(tried >= 8, "{tried}");
    }
}
