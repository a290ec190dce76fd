//! Staff look at customers.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::search_account::search_account;
use gatehouse_accounts::queries::staff::Looked;
use gatehouse_accounts::rights::LookAtAccounts;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_context::{May, Seen};
use gatehouse_core::Role;
use gatehouse_db::paging::PageRequest;
use gatehouse_testkit::both_engines;

both_engines! {
    /// ALL-8
    async fn every_look_at_a_customer_is_in_his_log(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let cx = world.cx_staff(&[Role::Support]);
        world.advance(1_000);
        assert_eq!(search_account(&cx, "Aiko@example.com").await.unwrap(), Some(id));
        world.advance(1_000);
        let looked = Seen::<Looked>::find(&May::of(&cx).unwrap(), id).await.unwrap().unwrap();
        assert_eq!((looked.person.email.as_str(), looked.sessions), ("aiko@example.com", 0));
        let filter = AuditFilter { account: Some(id), ..AuditFilter::default() };
        let lines = audit::list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
        let kinds: Vec<&str> = lines.iter().map(|l| l.kind.as_str()).collect();
        assert_eq!(kinds, ["account.viewed", "account.searched", "account.created"]);
        assert!(lines[0].actor_kind == "staff" && lines[0].actor_id.is_some());
        let mut browser = signed_in(&world, "aiko@example.com").await;
        assert!(browser.get("/account/activity").await.body.contains("Account viewed"));
    }

    /// ALL-8
    async fn a_role_without_the_right_and_a_customer_see_nothing(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        for cx in [world.cx_staff(&[Role::Marketing, Role::Lab]), world.cx_of(id)] {
            assert!(May::<LookAtAccounts>::of(&cx).is_none());
            assert!(search_account(&cx, "aiko@example.com").await.err().unwrap().refusal().is_some());
        }
        let cx = world.cx_staff(&[Role::Administrator]);
        assert!(Seen::<Looked>::find(&May::of(&cx).unwrap(), Uuid::from_u128(1)).await.unwrap().is_none());
        let mut browser = signed_in(&world, "aiko@example.com").await;
        for path in ["/staff/accounts".to_owned(), format!("/staff/accounts/{id}")] {
            let answer = browser.get(&path).await.expect(StatusCode::SEE_OTHER);
            assert!(answer.location().starts_with("/staff/sign-in"), "{}", answer.location());
        }
    }
}
