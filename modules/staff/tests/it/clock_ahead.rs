//! A clock that was ahead and is right again: nothing that it wrote gives the staff more than its own rule allows.

use crate::sign_in::invited;
use crate::{ADMIN, PASSWORD, give_password, member, open, set_password, signed_in};
use axum::http::StatusCode;
use gatehouse_core::{DAY, HOUR, MINUTE, Moment, Role, SECOND};
use gatehouse_staff::actions;
use gatehouse_staff::tables::staff_session;
use gatehouse_testkit::{Browser, both_engines};
use sea_orm::entity::prelude::*;

const TOM: &str = "tom@vendor.example";

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/staff/profile").await.status == StatusCode::OK
}

both_engines! {
    /// ALL-8
    async fn a_proof_by_a_clock_that_was_ahead_opens_no_sensitive_change(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut own = signed_in(&world, ADMIN).await;
        let right = world.cx().now();
        world.clock.set(right.plus(45 * MINUTE));
        let proof = [("password", PASSWORD), ("next", "/staff/members")];
        assert_eq!(own.post("/staff/step-up", &proof).await.location(), "/staff/members");
        own.get("/staff/members/new").await.expect(StatusCode::OK);
        world.clock.set(right.plus(12 * MINUTE));
        assert!(is_in(&mut own).await, "within the hour that is forgiven");
        let refused = own.get("/staff/members/new").await;
        assert!(refused.location().starts_with("/staff/step-up"), "{}", refused.location());
        let invite = own.post("/staff/members/new", &[("email", TOM), ("name", "Tom"), ("roles", "support")]).await;
        assert!(invite.location().starts_with("/staff/step-up"), "{}", invite.location());
        let row = staff_session::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        let now = world.cx().now();
        assert_eq!((row.seen_at, row.expires_at), (now, now.plus(HOUR)), "the idle hour counts from now");
        assert_eq!(row.elevated_until, Moment(0));
        assert_eq!(own.post("/staff/step-up", &proof).await.location(), "/staff/members", "an honest proof");
        own.get("/staff/members/new").await.expect(StatusCode::OK);
    }

    /// ALL-8
    async fn a_session_that_was_opened_far_ahead_has_ended_and_pushes_no_honest_one_out(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let right = world.cx().now();
        world.clock.set(right.plus(20 * DAY));
        for _ in 0..19 {
            signed_in(&world, ADMIN).await;
        }
        let mut far = signed_in(&world, ADMIN).await;
        assert!(is_in(&mut far).await, "the control look");
        let mut half = world.browser();
        give_password(&mut half, ADMIN, PASSWORD).await;
        let then = crate::code(&world);
        world.clock.set(right);
        assert!(!is_in(&mut far).await);
        half.post("/staff/sign-in/code", &[("code", &then)]).await;
        half.post("/staff/sign-in/code", &[("code", &crate::code(&world))]).await;
        assert!(!is_in(&mut half).await, "neither does a half-finished one go on");
        let mut now = signed_in(&world, ADMIN).await;
        assert!(is_in(&mut now).await);
        world.advance(HOUR + SECOND);
        assert!(!is_in(&mut now).await, "idle for an hour");
    }

    /// ALL-8
    async fn links_and_codes_that_were_made_far_ahead_open_nothing(world: World) {
        let right = world.cx().now();
        world.clock.set(right.plus(20 * DAY));
        let mut followed = invited(&world, ADMIN).await;
        let tom = actions::create_member(
            &world.cx(),
            gatehouse_staff::NewMember { totp_secret: None, ..crate::new_member(TOM, &[Role::Support]) },
        )
        .await
        .unwrap()
        .id;
        let code = actions::make_presence_code(&world.cx(), None, tom).await.unwrap();
        actions::send_invitation(&world.cx_staff(&[Role::Administrator]), tom).await.unwrap();
        let link = world.last_mail_to(TOM).await.link();
        world.clock.set(right.plus(SECOND));

        assert_ne!(open(&mut world.browser(), &link).await.status, StatusCode::OK);
        let refused = set_password(&mut world.browser(), &link, "Kq8!wzr5-Lantern").await;
        assert_ne!(refused.status, StatusCode::SEE_OTHER);
        let mut browser = world.browser();
        assert_eq!(give_password(&mut browser, TOM, PASSWORD).await.location(), "/staff/setup?next=/staff");
        let given = browser.post("/staff/setup/presence", &[("presence", code.expose())]).await;
        assert_eq!(given.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Whoever followed an invitation then is asked for an administrator's code now.
        assert_eq!(give_password(&mut followed, ADMIN, PASSWORD).await.location(), "/staff/setup?next=/staff");
        assert!(followed.get("/staff/setup").await.body.contains("name=\"presence\""));
    }
}
