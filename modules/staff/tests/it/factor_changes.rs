//! What signing in depends on changes only after a factor, never by the password alone (ASVS 7.5.1).

use crate::{ADMIN, PASSWORD, code, lines, member, recovery_codes, signed_in};
use axum::http::StatusCode;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, MINUTE, Role, StaffActor, Uuid};
use gatehouse_staff::actions;
use gatehouse_staff::refusals::MemberRefusal;
use gatehouse_staff::tables::staff_session;
use gatehouse_testkit::{Browser, World, both_engines};
use sea_orm::entity::prelude::*;

const TOM: &str = "tom@vendor.example";
const ADD: &str = "/staff/profile/passkey";

/// What a factor opens, each with the page that follows.
fn changes(tom: Uuid) -> [(String, String); 5] {
    let page = format!("/staff/members/{tom}");
    [
        (ADD.to_owned(), ADD.to_owned()),
        ("/staff/profile/passkey/remove".to_owned(), "/staff/profile".to_owned()),
        ("/staff/profile/recovery-codes".to_owned(), "/staff/profile".to_owned()),
        (format!("{page}/reset-second-factor"), page.clone()),
        (format!("{page}/presence-code"), page),
    ]
}

/// Ada in a session whose factor is 11 minutes old and whose password was given just now; and Tom.
async fn by_password(world: &World) -> (Uuid, Uuid, Browser) {
    let ada = member(world, ADMIN, &[Role::Administrator]).await;
    let tom = member(world, TOM, &[Role::Support]).await;
    let mut browser = signed_in(world, ADMIN).await;
    world.advance(11 * MINUTE);
    let form = [("password", PASSWORD), ("next", "/staff/members/new")];
    assert_eq!(browser.post("/staff/step-up", &form).await.location(), "/staff/members/new");
    (ada, tom, browser)
}

both_engines! {
    /// ALL-8
    async fn a_password_opens_no_change_of_factors_and_no_reset(world: World) {
        let (_, tom, mut browser) = by_password(&world).await;
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        for (path, back) in changes(tom) {
            let asked = browser.post(&path, &[("passkey", &tom.to_string())]).await;
            assert_eq!(asked.location(), format!("/staff/step-up?factor=1&next={back}"), "{path}");
        }
        assert!(browser.get(ADD).await.location().starts_with("/staff/step-up?factor=1"));
        let page = browser.get("/staff/step-up?factor=1&next=/staff/profile").await.expect(StatusCode::OK).body;
        assert!(page.contains("name=\"code\"") && !page.contains("type=\"password\""), "{page}");
        let form = [("password", PASSWORD), ("factor", "1"), ("next", ADD)];
        let refused = browser.post("/staff/step-up", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Enter a code from your authenticator app"), "{}", refused.body);
        assert!(!refused.body.contains("type=\"password\""), "the page asks for the same again");
        assert!(browser.get(ADD).await.location().starts_with("/staff/step-up?factor=1"));
        assert_eq!(lines(&world, "staff.second_factor_reset").await, 0);
    }

    /// ALL-8
    async fn a_code_or_a_recovery_code_opens_them_for_ten_minutes(world: World) {
        let (_, tom, mut browser) = by_password(&world).await;
        let form = [("code", &*code(&world)), ("factor", "1"), ("next", ADD)];
        assert_eq!(browser.post("/staff/step-up", &form).await.location(), ADD);
        browser.get(ADD).await.expect(StatusCode::OK);
        let codes = browser.post("/staff/profile/recovery-codes", &[]).await.expect(StatusCode::OK);
        let codes = recovery_codes(&codes.body);
        browser.post(&format!("/staff/members/{tom}/reset-second-factor"), &[]).await.expect(StatusCode::OK);
        // A later password prolongs nothing of it.
        world.advance(9 * MINUTE);
        browser.post("/staff/step-up", &[("password", PASSWORD)]).await.expect(StatusCode::SEE_OTHER);
        browser.get(ADD).await.expect(StatusCode::OK);
        world.advance(2 * MINUTE);
        assert!(browser.get(ADD).await.location().starts_with("/staff/step-up?factor=1"));
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        let form = [("code", &*codes[0]), ("factor", "1"), ("next", ADD)];
        assert_eq!(browser.post("/staff/step-up", &form).await.location(), ADD);
        browser.get(ADD).await.expect(StatusCode::OK);
    }

    /// ALL-8
    async fn the_actions_themselves_ask_for_the_factor_of_this_session(world: World) {
        let (ada, tom, _) = by_password(&world).await;
        let cx = Cx { actor: Actor::Staff(StaffActor { id: ada, roles: vec![Role::Administrator] }), ..world.cx() };
        let own = staff_session::Entity::find().filter(staff_session::Column::StaffId.eq(ada));
        let session = own.one(world.app.db.reader()).await.unwrap().unwrap().id;
        signed_in(&world, TOM).await;
        let toms = staff_session::Entity::find().filter(staff_session::Column::StaffId.eq(tom));
        let fresh = toms.one(world.app.db.reader()).await.unwrap().unwrap().id;
        for session in [session, fresh] {
            let refused = [
                actions::renew_recovery_codes(&cx, session).await.err(),
                actions::remove_passkey(&cx, session, Uuid::nil()).await.err(),
                actions::reset_second_factor(&cx, Some(session), tom).await.err(),
                actions::reset_second_factor(&cx, None, tom).await.err(),
                actions::make_presence_code(&cx, Some(session), tom).await.err(),
            ];
            for stop in refused {
                assert!(matches!(stop.unwrap().refusal(), Some(MemberRefusal::FactorDue)));
            }
        }
    }
}
