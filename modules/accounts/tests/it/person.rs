//! A customer's page for staff: tabs, activity, notes (ux.md J24).

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::add_note::{AddNote, add_note};
use gatehouse_accounts::actions::remove_note::remove_note;
use gatehouse_accounts::tables::account_note;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::note::{LONGEST, MOST};
use gatehouse_core::{Actor, Refusal as _, Role, StaffActor};
use gatehouse_db::paging::PageRequest;
use gatehouse_testkit::{both_engines, staff};

/// Who the cookie's member is.
const CLERK: Uuid = Uuid::from_u128(0x57AF);

fn note(account: Uuid, id: u128, text: &str) -> AddNote {
    AddNote { account, id: Uuid::from_u128(id), text: text.into() }
}

async fn told(world: &World, kind: &str) -> usize {
    let filter = AuditFilter { kind: Some(kind.to_owned()), ..AuditFilter::default() };
    audit::list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items.len()
}

both_engines! {
    /// ALL-8
    async fn the_page_of_a_customer_has_tabs_and_each_is_a_look(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut support = staff(&world, "support");
        let here = format!("/staff/accounts/{id}");
        for (at, tab) in [(here.clone(), "Overview"), (format!("{here}/activity"), "Activity"), (format!("{here}/notes"), "Internal notes")] {
            let before = told(&world, "account.viewed").await;
            let page = support.get(&at).await.expect(StatusCode::OK).body;
            assert!(page.contains(&format!("<a href=\"{at}\" aria-current=\"page\">")) && page.contains(tab), "{at}: {page}");
            assert_eq!(told(&world, "account.viewed").await, before + 1, "{at}");
            staff(&world, "marketing").get(&at).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(support.get(&at.replace(&id.to_string(), "00000000-0000-7000-8000-000000000001")).await.status, StatusCode::NOT_FOUND);
        }
        let facts = support.get(&here).await.body;
        assert!(!facts.contains("<dd>—</dd>"), "what is not known is left out: {facts}");
    }

    /// ALL-3, ALL-8
    async fn the_activity_tells_what_happened_and_leaves_looks_out(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        sign_in(&mut world.browser(), "aiko@example.com", OTHER).await;
        let mut support = staff(&world, "support");
        support.get(&format!("/staff/accounts/{id}")).await.expect(StatusCode::OK);
        let page = support.get(&format!("/staff/accounts/{id}/activity")).await.expect(StatusCode::OK).body;
        assert!(page.contains("Sign-in with a wrong password") && !page.contains("Account viewed"), "{page}");
    }

    /// ALL-8, PRI-13
    async fn a_note_is_sealed_has_its_author_and_is_told_to_staff_alone(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut support = staff(&world, "support");
        let at = format!("/staff/accounts/{id}/notes");
        let form = support.get(&at).await.expect(StatusCode::OK);
        let new = form.input("id").unwrap();
        let said = "Called about an invoice\nof <b>May</b>";
        let sent = [("id", new.as_str()), ("note", said)];
        for _ in 0..2 {
            assert_eq!(support.post(&at, &sent).await.expect(StatusCode::SEE_OTHER).location(), at);
        }
        let page = support.get(&at).await.expect(StatusCode::OK).body;
        assert_eq!(page.matches("Called about an invoice").count(), 1, "the same request twice is one note: {page}");
        assert!(page.contains("&#60;b&#62;May") && page.contains("Team member · "), "{page}");
        assert_eq!(told(&world, "account.note_added").await, 1);
        let overview = support.get(&format!("/staff/accounts/{id}")).await.body;
        assert!(overview.contains("1 internal note") && overview.contains("Called about"), "{overview}");
        assert!(!world.dump().await.contains("invoice"));
        let mut owner = signed_in(&world, "aiko@example.com").await;
        let own = owner.get("/account/activity").await.expect(StatusCode::OK).body;
        assert!(!own.contains("note added") && !own.contains("invoice"), "{own}");
    }

    /// ALL-9
    async fn a_note_that_cannot_be_read_is_refused_at_its_field_and_kept_in_the_form(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let at = format!("/staff/accounts/{id}/notes");
        let mut support = staff(&world, "support");
        let long = "x".repeat(LONGEST + 1);
        for text in ["", " \u{3000} ", "a\u{202e}b", long.as_str()] {
            let page = support.post(&at, &[("note", text)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains("id=\"e-note\""), "{}", page.body);
        }
        let refused = support.post(&at, &[("note", long.as_str())]).await;
        assert!(refused.body.contains(&long), "what was typed is not lost");
        support.post(&at, &[("id", "no id"), ("note", "fine")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<account_note::Entity>(&world).await, 1);
        let nobody = format!("/staff/accounts/{}/notes", Uuid::from_u128(9));
        support.post(&nobody, &[("note", "of nobody")]).await.expect(StatusCode::NOT_FOUND);
    }

    /// ALL-8
    async fn a_note_is_removed_by_its_author_or_an_administrator(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let other = world.cx_as(Actor::Staff(StaffActor { id: Uuid::from_u128(5), roles: vec![Role::Support] }));
        add_note(&other, &note(id, 1, "of another")).await.unwrap();
        let mut support = staff(&world, "support");
        let remove = |note: u128| format!("/staff/accounts/{id}/notes/{}/remove", Uuid::from_u128(note));
        assert!(!support.get(&format!("/staff/accounts/{id}/notes")).await.body.contains("Remove note"));
        support.post(&remove(1), &[]).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(rows::<account_note::Entity>(&world).await, 1);
        staff(&world, "administrator").post(&remove(1), &[]).await.expect(StatusCode::SEE_OTHER);
        let own = world.cx_as(Actor::Staff(StaffActor { id: CLERK, roles: vec![Role::Support] }));
        add_note(&own, &note(id, 2, "own")).await.unwrap();
        for _ in 0..2 {
            support.post(&remove(2), &[]).await.expect(StatusCode::SEE_OTHER);
        }
        assert_eq!(rows::<account_note::Entity>(&world).await, 0);
        assert_eq!(told(&world, "account.note_removed").await, 2, "what is gone is not removed again");
    }

    /// ALL-8, ALL-9
    async fn only_staff_with_the_right_write_notes_and_no_more_than_fit(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        for cx in [world.cx(), world.cx_of(id), world.cx_staff(&[Role::Marketing])] {
            assert!(add_note(&cx, &note(id, 1, "no")).await.is_err());
            assert!(remove_note(&cx, id, Uuid::from_u128(1)).await.is_err());
        }
        let cx = world.cx_staff(&[Role::Privacy]);
        for n in 0..u128::from(MOST) {
            add_note(&cx, &note(id, 100 + n, "x")).await.unwrap();
        }
        let refused = add_note(&cx, &note(id, 1, "one more")).await.err().unwrap();
        assert_eq!(refused.refusal().unwrap().code(), "note.too_many");
        // The id of a note that somebody else has written opens nothing.
        let other = customer(&world, "boris@example.com").await;
        let taken = add_note(&cx, &note(other, 100, "x")).await.err().unwrap();
        assert_eq!(taken.refusal().unwrap().code(), "account.not_found");
    }

    /// ACC-17, PRI-13
    async fn notes_go_with_the_account(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        add_note(&world.cx_staff(&[Role::Support]), &note(id, 1, "about Aiko")).await.unwrap();
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let form = [("email", "aiko@example.com"), ("current", PASSWORD), ("confirm", "true")];
        browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<account_note::Entity>(&world).await, 0);
        let filter = AuditFilter { kind: Some("account.note_added".into()), ..AuditFilter::default() };
        let lines = audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
        assert!(lines.len() == 1 && lines[0].subject_id.is_none(), "the line stays and names nobody");
    }
}
