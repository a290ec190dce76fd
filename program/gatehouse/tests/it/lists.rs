//! Every list of the program has the same powers: the running site's own doors are walked, so that a new list is seen here.

use crate::routes::{clerk, doors, person, signed_in};
use crate::sample::sample_code;
use axum::http::{Method, StatusCode};
use gatehouse_context::audit::{Audit, AuditFilter, list};
use gatehouse_core::Uuid;
use gatehouse_db::PageRequest;
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_testkit::{World, both_engines};
use gatehouse_web::{Door, Entry};

/// The files of all lists, and not the one of a batch's codes.
fn files(world: &World) -> Vec<&Door> {
    let is_file = |door: &&Door| door.path.ends_with(".csv") && !door.path.contains('{') && door.method == Method::GET;
    doors(world).filter(is_file).collect()
}

async fn exports(world: &World) -> Vec<Audit> {
    let filter = AuditFilter { kind: Some("list.exported".into()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items
}

async fn customer(world: &World) -> Uuid {
    let account = person(world, "holder@example.com").await;
    let code = sample_code(world, "beacon").await;
    add_code(&world.cx_of(account), AddCode { code: code.into() }).await.unwrap();
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
        for list in ["/licenses", "/account/sessions", "/account/activity", "/staff/audit", "/staff/jobs", "/staff/dead-letters",
            "/staff/members", "/staff/api-keys", "/staff/licenses", "/staff/orders", "/staff/catalog"] {
            assert!(paths.contains(&format!("{list}.csv").as_str()), "{list} has no file: {paths:?}");
        }
        for (taken, door) in files.iter().enumerate() {
            let page = door.path.trim_end_matches(".csv");
            let same = doors(&world).any(|other| other.path == page && other.method == Method::GET && other.entry == door.entry);
            assert!(same, "{} is not for those who see the list", door.path);
            let is_own = door.entry == Entry::Customers;
            let browser = if is_own { &mut holder } else { &mut staff };
            let shown = browser.get(page).await.expect(StatusCode::OK);
            let has_tools = shown.body.contains(&format!("href=\"{}\"", door.path)) && shown.body.contains("class=\"chooser\"");
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
