use crate::{
    ADMIN, PASSWORD, administrator, code, give_password, lines, member, open, recovery_codes, set_password, signed_in,
};
use axum::http::StatusCode;
use gatehouse_core::{Actor, MINUTE, Personal, Role, Secret};
use gatehouse_staff::actions::{SignIn, confirm_code, sign_in};
use gatehouse_staff::sessions::half;
use gatehouse_testkit::both_engines;

const NEW: &str = "Zx9!moss-Orbit";

both_engines! {
    /// ALL-8
    async fn a_new_password_ends_other_sessions_and_is_told_by_mail(world: World) {
        let mut browser = administrator(&world).await;
        let mut other = signed_in(&world, ADMIN).await;
        let wrong = browser.post("/staff/profile/password", &[("current", "nope"), ("password", "short")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("isn’t your current password") && wrong.body.contains("<li data-rule=\"length\" class=\"unmet\""));
        let form = [("current", PASSWORD), ("password", NEW)];
        assert_eq!(browser.post("/staff/profile/password", &form).await.location(), "/staff/profile");
        browser.get("/staff").await.expect(StatusCode::OK);
        assert_eq!(other.get("/staff").await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.last_mail_to(ADMIN).await.kind, "staff.password_changed");
        let mut fresh = world.browser();
        assert_eq!(give_password(&mut fresh, ADMIN, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(give_password(&mut fresh, ADMIN, NEW).await.status, StatusCode::SEE_OTHER);
    }

    /// ALL-8
    async fn a_new_password_ends_a_link_that_was_mailed_before(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, "tom@vendor.example", &[Role::Support]).await;
        admin.post(&format!("/staff/members/{id}/send-link"), &[]).await.expect(StatusCode::SEE_OTHER);
        let link = world.last_mail_to("tom@vendor.example").await.link();
        let mut reader = world.browser();
        open(&mut reader, &link).await.expect(StatusCode::OK);
        let mut tom = signed_in(&world, "tom@vendor.example").await;
        let form = [("current", PASSWORD), ("password", NEW)];
        assert_eq!(tom.post("/staff/profile/password", &form).await.location(), "/staff/profile");
        assert_eq!(open(&mut reader, &link).await.status, StatusCode::GONE);
        assert_eq!(set_password(&mut reader, &link, "Qm4!harbor-Signal").await.status, StatusCode::GONE);
        assert_eq!(give_password(&mut reader, "tom@vendor.example", NEW).await.status, StatusCode::SEE_OTHER);
    }

    /// ALL-3
    async fn a_member_sees_where_he_is_signed_in_and_ends_his_other_sessions(world: World) {
        let mut browser = administrator(&world).await;
        let mut other = signed_in(&world, ADMIN).await;
        let page = browser.get("/staff/profile").await.expect(StatusCode::OK).body;
        assert!(page.contains("This session") && page.contains("Sign out everywhere else"));
        let start = page.find("/staff/profile/sessions/").unwrap();
        let end = page[start..].split('"').next().unwrap().to_owned();
        world.advance(11 * MINUTE);
        for path in [end.as_str(), "/staff/profile/sessions/end-others"] {
            assert_eq!(browser.post(path, &[]).await.location(), format!("/staff/step-up?next={path}"));
        }
        browser.post("/staff/step-up", &[("password", PASSWORD)]).await.expect(StatusCode::SEE_OTHER);
        assert!(end.ends_with("/end"), "{end}");
        for above in ["/staff/profile/sessions", end.trim_end_matches("/end")] {
            assert_eq!(browser.get(above).await.location(), "/staff/profile", "who signed in mid-way gets there");
        }
        member(&world, "sue@vendor.example", &[Role::Support]).await;
        let mut sue = signed_in(&world, "sue@vendor.example").await;
        assert_eq!(sue.post(&end, &[]).await.status, StatusCode::NOT_FOUND);
        other.get("/staff").await.expect(StatusCode::OK);
        assert_eq!(browser.post(&end, &[]).await.location(), "/staff/profile");
        assert_eq!(other.get("/staff").await.status, StatusCode::SEE_OTHER);

        let mut third = signed_in(&world, ADMIN).await;
        assert_eq!(browser.post("/staff/profile/sessions/end-others", &[]).await.location(), "/staff/profile");
        assert_eq!(third.get("/staff").await.status, StatusCode::SEE_OTHER);
        sue.get("/staff").await.expect(StatusCode::OK);
        let page = browser.get("/staff/profile").await.expect(StatusCode::OK).body;
        assert!(!page.contains("Sign out everywhere else"));
        assert_eq!([lines(&world, "staff.session_ended").await, lines(&world, "staff.sessions_ended").await], [1, 1]);
    }

    /// ALL-8
    async fn a_sign_in_from_a_new_network_is_told_by_mail(world: World) {
        administrator(&world).await;
        signed_in(&world, ADMIN).await;
        let told = || async { world.mails().await.iter().filter(|mail| mail.kind == "staff.new_network").count() };
        assert_eq!(told().await, 0, "the first sign-in and a known network are no news");
        let elsewhere = world.cx_as(Actor::Visitor);
        for _ in 0..2 {
            world.advance(MINUTE);
            let input = SignIn {
                email: Personal(ADMIN.to_owned()),
                password: Secret::new(PASSWORD.to_owned()),
                browser: None,
                human: Default::default(),
                invitation: None,
                previous: None,
            };
            let passed = sign_in(&elsewhere, input).await.unwrap();
            let (half, _) = half(&elsewhere, passed.token.expose()).await.unwrap().unwrap();
            confirm_code(&elsewhere, half.id, &code(&world)).await.unwrap();
            assert_eq!(told().await, 1);
        }
        let mail = world.last_mail_to(ADMIN).await;
        assert!(mail.kind == "staff.new_network" && mail.text.contains("192.0.2.7") && mail.text.contains("/staff/profile"));
    }

    /// ALL-1, ALL-5
    async fn language_and_time_zone_hold_from_the_next_page(world: World) {
        let mut browser = administrator(&world).await;
        let form = [("lang", "ja"), ("zone", "Asia/Tokyo")];
        assert_eq!(browser.post("/staff/profile/preferences", &form).await.location(), "/staff/profile");
        let page = browser.get("/staff/audit").await.body;
        assert!(page.contains("lang=\"ja\"") && page.contains("監査ログ") && page.contains("21:00"), "{page}");
        for (lang, zone, text) in [("de", "", "言語を一覧から"), ("ja", "Mars/Olympus", "タイムゾーンを一覧から"), ("ja", "../../etc/passwd", "タイムゾーンを一覧から")] {
            let page = browser.post("/staff/profile/preferences", &[("lang", lang), ("zone", zone)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains(text), "{lang} {zone}");
        }
    }

    /// ALL-8
    async fn new_recovery_codes_replace_the_old_ones(world: World) {
        let mut browser = administrator(&world).await;
        let first = recovery_codes(&browser.post("/staff/profile/recovery-codes", &[]).await.expect(StatusCode::OK).body);
        let second = recovery_codes(&browser.post("/staff/profile/recovery-codes", &[]).await.body);
        assert_eq!((first.len(), second.len()), (10, 10));
        assert_eq!(world.last_mail_to(ADMIN).await.kind, "staff.recovery_codes_renewed");
        let mut other = world.browser();
        give_password(&mut other, ADMIN, PASSWORD).await;
        assert_eq!(other.post("/staff/sign-in/code", &[("code", &first[0])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.post("/staff/sign-in/code", &[("code", &second[0])]).await.location(), "/staff");
        assert!(other.get("/staff/profile").await.body.contains("9 unused codes"));
        world.advance(11 * MINUTE);
        let answer = browser.post("/staff/profile/recovery-codes", &[]).await;
        assert_eq!(answer.location(), "/staff/step-up?factor=1&next=/staff/profile");
    }
}
