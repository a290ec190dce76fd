//! What the log and histories tell staff: changes before looks, found by whatever a record or a person is called, and who did it by name
//! (ux.md J26, §5).

use crate::routes::{clerk, member_in, person};
use crate::sample::sample_code;
use axum::http::StatusCode;
use gatehouse_context::audit::{self, AuditFilter, Looks};
use gatehouse_context::event::LOOKS;
use gatehouse_core::{Role, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{Browser, World, both_engines};
use gatehouse_web::Events;
use sea_orm::EntityTrait as _;

async fn told(world: &World, kind: &str) -> usize {
    let filter = AuditFilter { kind: Some(kind.to_owned()), ..AuditFilter::default() };
    audit::list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items.len()
}

/// The rows of a page's list.
async fn rows(browser: &mut Browser, path: &str) -> String {
    let page = browser.get(path).await.expect(StatusCode::OK).body;
    page.split("<tbody").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default().to_owned()
}

/// A customer's license.
async fn license_of(world: &World, account: Uuid) -> license::Model {
    let code = sample_code(world, "beacon").await;
    let added = add_code(&world.cx_of(account), AddCode { code: code.into(), ..AddCode::default() }).await.unwrap();
    license::Entity::find_by_id(added).one(world.app.db.reader()).await.unwrap().unwrap()
}

both_engines! {
    /// ALL-3, ALL-8
    async fn the_log_tells_changes_first_and_looks_on_demand(world: World) {
        let account = person(&world, "holder@example.com").await;
        let license = license_of(&world, account).await;
        let mut clerk = clerk(&world).await;
        clerk.get(&format!("/staff/licenses/{}", license.id)).await.expect(StatusCode::OK);
        let changes = rows(&mut clerk, "/staff/audit").await;
        assert!(changes.contains("license.added") && !changes.contains("license.viewed"), "{changes}");
        let looks = rows(&mut clerk, "/staff/audit?show=looks").await;
        assert!(looks.contains("license.viewed") && !looks.contains("license.added"), "{looks}");
        let all = rows(&mut clerk, "/staff/audit?show=all").await;
        assert!(all.contains("license.viewed") && all.contains("license.added"), "{all}");
        let by_word = rows(&mut clerk, "/staff/audit?kind=license.viewed").await;
        assert!(by_word.contains("license.viewed"), "who asks for looks by their word gets them: {by_word}");
        let file = clerk.get("/staff/audit.csv?show=looks").await.expect(StatusCode::OK).body;
        assert!(file.contains(",license.viewed,") && !file.contains("license.added"), "{file}");
    }

    /// ALL-3
    async fn looks_are_parted_by_their_words_as_the_index_of_them_is(world: World) {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let all: Vec<_> = cx.service::<Events>().unwrap().all().collect();
        let lines = all.iter().map(|event| (&cx, event.entry())).collect();
        gatehouse_context::Cx::audit_each(&tx, lines).await.unwrap();
        tx.commit().await.unwrap();
        for (looks, wanted) in [(Looks::Only, true), (Looks::Hidden, false)] {
            let request = PageRequest { is_piece: true, ..PageRequest::default() };
            let found = audit::list(&cx, &AuditFilter { looks, ..AuditFilter::default() }, &request).await.unwrap().items;
            let expected = all.iter().filter(|event| event.is_look() == wanted).count();
            let found: Vec<&str> = found.iter().map(|line| line.kind.as_str()).filter(|kind| all.iter().any(|event| event.word == *kind)).collect();
            assert!(found.len() >= expected, "{looks:?}: {found:?}");
            assert!(found.iter().all(|kind| LOOKS.iter().any(|end| kind.ends_with(&format!(".{end}"))) == wanted), "{looks:?}: {found:?}");
        }
    }

    /// ALL-3, ALL-8
    async fn the_log_is_searched_by_what_people_call_a_record_and_each_search_is_a_look(world: World) {
        let account = person(&world, "holder@example.com").await;
        let license = license_of(&world, account).await;
        person(&world, "other@example.com").await;
        let mut clerk = clerk(&world).await;
        let before = told(&world, "audit.viewed").await;
        let by_number = rows(&mut clerk, &format!("/staff/audit?q={}", license.number)).await;
        assert!(by_number.contains("license.added") && !by_number.contains("account.created"), "{by_number}");
        let by_address = clerk.post("/staff/audit", &[("q", "Holder@example.com")]).await.expect(StatusCode::OK).body;
        assert!(by_address.contains("account.created") && by_address.contains("license.added"), "also what they did: {by_address}");
        assert!(!by_address.contains("href=\"/staff/audit?q="), "an address stands in no address");
        assert_eq!(told(&world, "audit.viewed").await, before + 2);
        let by_order = clerk.post("/staff/audit", &[("q", "SAMPLE-beacon")]).await.expect(StatusCode::OK).body;
        assert!(by_order.contains("order.created"), "{by_order}");
        let by_name = clerk.post("/staff/audit", &[("q", "clar")]).await.expect(StatusCode::OK).body;
        assert!(by_name.contains("staff.signed_in") && !by_name.contains("account.created"), "{by_name}");
        let nothing = clerk.post("/staff/audit", &[("q", "nobody@example.com")]).await.expect(StatusCode::OK).body;
        assert!(nothing.contains("No matching entries"), "{nothing}");
        assert_eq!(clerk.get("/staff/audit?q=holder@example.com").await.location(), "/staff/audit");
        let file = clerk.post("/staff/audit.csv", &[("q", "holder@example.com")]).await.expect(StatusCode::OK).body;
        assert!(file.contains(",license.added,"), "{file}");
        let mut lab = member_in(&world, world.browser(), "lab@example.com", Role::Lab).await;
        let own = lab.post("/staff/audit", &[("q", "holder@example.com")]).await.expect(StatusCode::OK).body;
        assert!(own.contains("No matching entries"), "others read their own lines alone: {own}");
    }

    /// LIC-20, ALL-3
    async fn a_blocked_license_and_its_history_say_who_blocked_it_by_name(world: World) {
        let account = person(&world, "holder@example.com").await;
        let license = license_of(&world, account).await;
        let mut clerk = clerk(&world).await;
        let at = format!("/staff/licenses/{}", license.id);
        clerk.post(&format!("{at}/block"), &[("reason", "over_use")]).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Blocked by: Clara · Team member"), "{page}");
        assert!(page.contains("· You<") && page.matches("Clara · Team member").count() == 1, "the history says it too: {page}");
        let mut holder = crate::routes::signed_in(&world, "holder@example.com").await;
        let own = holder.get(&format!("/licenses/{}", license.id)).await.expect(StatusCode::OK).body;
        assert!(!own.contains("Clara"), "customers are told no names");
        clerk.post(&format!("{at}/notes"), &[("note", "Asked the shop")]).await.expect(StatusCode::SEE_OTHER);
        let page = clerk.get(&at).await.expect(StatusCode::OK).body;
        assert!(page.contains("Asked the shop") && page.contains("Clara ·"), "{page}");
    }
}
