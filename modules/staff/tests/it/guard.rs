//! Strangers before the staff's door: whatever they try, a member gets in.

use crate::{ADMIN, PASSWORD, code, give_password, member, signed_in};
use axum::http::StatusCode;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, MINUTE, Personal, Role, SECOND, Secret};
use gatehouse_guard::tables::counter;
use gatehouse_staff::actions::{SignIn, sign_in};
use gatehouse_staff::tables::staff_browser;
use gatehouse_testkit::{Answer, Browser, World, both_engines};
use sea_orm::entity::prelude::*;

/// A wrong password for the address from the n-th network.
async fn guess(world: &World, n: u32) {
    let network = Some(format!("10.{}.{}.1", n / 256, n % 256));
    let cx = Cx { actor: Actor::Visitor, network, ..world.cx() };
    let input = SignIn {
        email: Personal(ADMIN.to_owned()),
        password: Secret::new("wrong".to_owned()),
        browser: None,
        human: Default::default(),
        invitation: None,
        previous: None,
    };
    assert!(sign_in(&cx, input).await.is_err());
}

/// The password in a browser that nobody knows; with the human check where it is asked.
async fn from_elsewhere(world: &World) -> (Answer, bool) {
    let mut browser = world.browser();
    let answer = give_password(&mut browser, ADMIN, PASSWORD).await;
    if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
        return (answer, false);
    }
    let solved = Browser::human(&answer);
    let mut form = vec![("email", ADMIN), ("password", PASSWORD)];
    form.extend(solved.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    (browser.post("/staff/sign-in", &form).await, true)
}

fn passed(answer: &Answer) -> bool {
    answer.location() == "/staff/sign-in/code?next=/staff"
}

both_engines! {
    /// ACC-11, ALL-8
    async fn a_stranger_who_guesses_for_hours_from_changing_networks_keeps_no_member_out(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut own = signed_in(&world, ADMIN).await;
        own.post("/staff/sign-out", &[]).await;
        let mut checks = 0;
        for n in 0..240 {
            world.advance(MINUTE / 2);
            guess(&world, n).await;
            if n % 20 == 19 {
                let (answer, checked) = from_elsewhere(&world).await;
                assert!(passed(&answer), "after {n} guesses: {}", answer.body);
                checks += u32::from(checked);
                assert!(passed(&give_password(&mut own, ADMIN, PASSWORD).await), "the member's own browser after {n}");
            }
        }
        assert!((1..=7).contains(&checks), "beyond a hundred guesses the human check, and nothing else: {checks}");
    }

    /// ACC-11, ALL-8
    async fn many_thousand_guesses_ask_for_the_human_check_and_never_make_a_member_wait(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut own = signed_in(&world, ADMIN).await;
        for n in 0..100 {
            guess(&world, n).await;
        }
        for count in [100_i64, 5_000] {
            // More at once than a test can hash.
            let raised = counter::Entity::update_many()
                .col_expr(counter::Column::Count, Expr::value(count))
                .filter(counter::Column::Kind.eq("staff.sign_in"))
                .exec(world.app.db.writer())
                .await
                .unwrap();
            assert_eq!(raised.rows_affected, 1);
            let (answer, checked) = from_elsewhere(&world).await;
            assert!(passed(&answer) && checked, "{count}: {}", answer.body);
        }
        world.advance(11 * MINUTE);
        let form = [("password", PASSWORD), ("next", "/staff/members")];
        assert_eq!(own.post("/staff/step-up", &form).await.location(), "/staff/members", "who is signed in");
        own.post("/staff/sign-out", &[]).await;
        assert!(passed(&give_password(&mut own, ADMIN, PASSWORD).await), "a known browser is asked nothing");
    }

    /// ACC-11, ALL-8
    async fn who_must_wait_is_told_how_long_in_the_header_too(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        // Each session ends at its fifth wrong proof.
        let mut sessions = Vec::new();
        for _ in 0..3 {
            sessions.push(signed_in(&world, ADMIN).await);
            world.advance(MINUTE);
        }
        for n in 0..10 {
            give_password(&mut world.browser(), ADMIN, "wrong").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            let answer = sessions[n / 4].post("/staff/step-up", &[("password", "wrong")]).await;
            answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let mut signed = sessions.remove(2);
        let waits = |answer: Answer| answer.expect(StatusCode::TOO_MANY_REQUESTS).headers["retry-after"].to_str().unwrap().to_owned();
        assert_eq!(waits(give_password(&mut world.browser(), ADMIN, PASSWORD).await), "2");
        assert_eq!(waits(signed.post("/staff/step-up", &[("password", PASSWORD)]).await), "2");
        let form = [("current", PASSWORD), ("password", "Kq8!wzr5-Lantern")];
        assert_eq!(waits(signed.post("/staff/profile/password", &form).await), "2");
    }

    /// ACC-11, ALL-8
    async fn strangers_behind_the_members_own_address_keep_nobody_waiting_who_is_signed_in(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let office = [192, 0, 2, 9];
        let mut own = signed_in(&world, ADMIN).await.from_address(office);
        world.advance(11 * MINUTE);
        let mut others = world.browser().from_address(office);
        for n in 0..60 {
            give_password(&mut others, &format!("stranger{n}@vendor.example"), "wrong").await;
        }
        let stranger = give_password(&mut others, ADMIN, PASSWORD).await;
        assert_eq!(stranger.status, StatusCode::TOO_MANY_REQUESTS, "the control look: the network waits");
        let form = [("password", PASSWORD), ("next", "/staff/members")];
        assert_eq!(own.post("/staff/step-up", &form).await.location(), "/staff/members");
        let form = [("current", PASSWORD), ("password", "Kq8!wzr5-Lantern")];
        own.post("/staff/profile/password", &form).await.expect(StatusCode::SEE_OTHER);
    }

    /// ACC-11, ALL-8
    async fn a_clock_that_was_ahead_keeps_no_member_out(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let right = world.cx().now();
        world.clock.set(right.plus(20 * DAY));
        signed_in(&world, ADMIN).await;
        for _ in 0..13 {
            give_password(&mut world.browser(), ADMIN, "wrong").await;
        }
        for _ in 0..4 {
            let mut browser = world.browser();
            world.advance(2 * MINUTE);
            give_password(&mut browser, ADMIN, PASSWORD).await;
            for _ in 0..5 {
                browser.post("/staff/sign-in/code", &[("code", &crate::wrong_code(&world))]).await;
            }
        }
        let mut paused = world.browser();
        give_password(&mut paused, ADMIN, PASSWORD).await;
        paused.post("/staff/sign-in/code", &[("code", &code(&world))]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        world.clock.set(right.plus(SECOND));
        signed_in(&world, ADMIN).await;
        // And a code is still good once only.
        let mut again = world.browser();
        give_password(&mut again, ADMIN, PASSWORD).await;
        again.post("/staff/sign-in/code", &[("code", &code(&world))]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// ACC-11, ALL-8
    async fn a_browser_is_known_by_a_sign_in_with_both_factors_and_forgotten_with_the_password(world: World) {
        let known = || async { staff_browser::Entity::find().all(world.app.db.reader()).await.unwrap().len() };
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut planted = world.browser();
        planted.set_cookie("gh_staff_browser", "planted");
        give_password(&mut planted, ADMIN, PASSWORD).await;
        assert_eq!(known().await, 0, "half a sign-in proves nothing");
        planted.post("/staff/sign-in/code", &[("code", &code(&world))]).await.expect(StatusCode::SEE_OTHER);
        let cookie = planted.cookie("gh_staff_browser").unwrap().to_owned();
        assert!(cookie != "planted" && !world.dump().await.contains(&cookie));
        world.advance(30 * SECOND);
        give_password(&mut planted, ADMIN, PASSWORD).await;
        planted.post("/staff/sign-in/code", &[("code", &code(&world))]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!((planted.cookie("gh_staff_browser"), known().await), (Some(cookie.as_str()), 1));
        signed_in(&world, ADMIN).await;
        assert_eq!(known().await, 2);
        let form = [("current", PASSWORD), ("password", "Kq8!wzr5-Lantern")];
        planted.post("/staff/profile/password", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(known().await, 1, "only the browser that changed it");
        assert_ne!(planted.cookie("gh_staff_browser"), Some(cookie.as_str()));
    }
}
