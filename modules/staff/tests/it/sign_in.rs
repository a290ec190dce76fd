use crate::{
    ADMIN, PASSWORD, SECRET, administrator, code, give_password, lines, member, recovery_codes, set_password,
    signed_in, wrong_code,
};
use axum::http::StatusCode;
use gatehouse_core::{DAY, HOUR, MINUTE, Role, SECOND};
use gatehouse_staff::NewMember;
use gatehouse_staff::model::totp::TotpSecret;
use gatehouse_testkit::{Browser, World, both_engines};
use std::sync::atomic::{AtomicBool, Ordering};
use totp_rs::Secret as AppSecret;

/// The text secret of the setup page as an app would take it.
pub(crate) fn app_of(page: &str) -> TotpSecret {
    let figure = page.split("<figcaption>").nth(1).expect("the setup page has a QR code");
    let text = figure.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().replace(' ', "");
    TotpSecret::from_bytes(AppSecret::try_from_base32(text).unwrap().as_bytes()).unwrap()
}

/// A browser in which a new member has followed the link of the invitation.
pub(crate) async fn invited(world: &World, email: &str) -> Browser {
    let new = NewMember { password: None, totp_secret: None, ..crate::new_member(email, &[Role::Administrator]) };
    gatehouse_staff::create_member(&world.cx(), new).await.unwrap();
    let mut browser = world.browser();
    let link = world.last_mail_to(email).await.link();
    set_password(&mut browser, &link, PASSWORD).await.expect(StatusCode::SEE_OTHER);
    browser
}

both_engines! {
    /// ALL-8
    async fn staff_sign_in_with_password_and_a_code_of_their_app(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut browser = world.browser();
        let answer = browser.get("/staff/members").await;
        assert_eq!(answer.location(), "/staff/sign-in?next=/staff/members");
        let form = [("email", " ADA@vendor.example "), ("password", PASSWORD), ("next", "/staff/members")];
        let answer = browser.post("/staff/sign-in", &form).await;
        assert_eq!(answer.location(), "/staff/sign-in/code?next=/staff/members");
        let half = browser.cookie("gh_staff").unwrap().to_owned();
        assert_eq!(browser.get("/staff").await.status, StatusCode::SEE_OTHER);
        let form = [("code", &*code(&world)), ("next", "/staff/members")];
        assert_eq!(browser.post("/staff/sign-in/code", &form).await.location(), "/staff/members");
        assert_ne!(browser.cookie("gh_staff").unwrap(), half);
        let page = browser.get("/staff/members").await.expect(StatusCode::OK);
        assert!(page.body.contains("Member ada@vendor.example") && page.body.contains(ADMIN));
        assert_eq!(lines(&world, "staff.signed_in").await, 1);
    }

    /// ALL-8
    async fn a_new_sign_in_ends_the_session_that_was_open_in_the_browser(world: World) {
        let mut browser = administrator(&world).await;
        let mut copy = browser.clone();
        copy.get("/staff").await.expect(StatusCode::OK);
        give_password(&mut browser, ADMIN, PASSWORD).await;
        assert_eq!(copy.get("/staff").await.status, StatusCode::SEE_OTHER, "its token opens nothing any more");
        world.advance(30 * SECOND);
        assert_eq!(browser.post("/staff/sign-in/code", &[("code", &code(&world))]).await.location(), "/staff");
        browser.get("/staff").await.expect(StatusCode::OK);
    }

    /// ALL-8
    async fn a_password_that_is_changed_while_it_is_checked_opens_nothing(world: World) {
        let mut admin = administrator(&world).await;
        let passwords = [PASSWORD, "Qm4!harbor-Signal", "Vt8?copper-Bridge"];
        for change in passwords.windows(2) {
            world.advance(2 * MINUTE);
            let mut other = world.browser();
            let is_done = AtomicBool::new(false);
            let changing = async {
                let form = [("current", change[0]), ("password", change[1])];
                let answer = admin.post("/staff/profile/password", &form).await;
                is_done.store(true, Ordering::Relaxed);
                answer
            };
            // The last of these is under way while the change is written.
            let trying = async {
                while !is_done.load(Ordering::Relaxed) {
                    give_password(&mut other, ADMIN, change[0]).await;
                }
            };
            let (changed, ()) = tokio::join!(changing, trying);
            assert_eq!(changed.location(), "/staff/profile", "{}", changed.body);
            other.post("/staff/sign-in/code", &[("code", &code(&world))]).await;
            assert_eq!(other.get("/staff").await.status, StatusCode::SEE_OTHER);
        }
    }

    /// ALL-8
    async fn a_code_opens_once(world: World) {
        let mut first = administrator(&world).await;
        let mut second = world.browser();
        give_password(&mut second, ADMIN, PASSWORD).await;
        let page = second.post("/staff/sign-in/code", &[("code", &code(&world))]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("already been used"), "{}", page.body);
        world.advance(30 * SECOND);
        assert_eq!(second.post("/staff/sign-in/code", &[("code", &code(&world))]).await.location(), "/staff");
        first.get("/staff").await.expect(StatusCode::OK);
    }

    /// ALL-8
    async fn the_first_sign_in_sets_the_app_up_and_shows_recovery_codes_once(world: World) {
        let mut browser = invited(&world, ADMIN).await;
        assert_eq!(give_password(&mut browser, ADMIN, PASSWORD).await.location(), "/staff/setup?next=/staff");
        assert_eq!(browser.get("/staff").await.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/staff/sign-in/code").await.location(), "/staff/setup?next=/staff");
        let page = browser.get("/staff/setup").await.expect(StatusCode::OK);
        let app = app_of(&page.body);
        assert_eq!(app_of(&browser.get("/staff/setup").await.body).bytes(), app.bytes());
        let wrong = browser.post("/staff/setup", &[("code", "abc")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = browser.post("/staff/setup", &[("code", &app.code_at(world.cx().now()))]).await.expect(StatusCode::OK);
        let codes = recovery_codes(&page.body);
        assert_eq!(codes.len(), 10);
        browser.get("/staff/members").await.expect(StatusCode::OK);
        assert_eq!(browser.get("/staff/setup").await.location(), "/staff/sign-in");
        let dump = world.dump().await;
        assert!(codes.iter().all(|code| !dump.contains(code.as_str()) && !dump.contains(&code.replace('-', ""))));
    }

    /// ALL-8
    async fn a_recovery_code_takes_the_apps_place_once(world: World) {
        let mut browser = invited(&world, ADMIN).await;
        give_password(&mut browser, ADMIN, PASSWORD).await;
        let app = app_of(&browser.get("/staff/setup").await.body);
        let page = browser.post("/staff/setup", &[("code", &app.code_at(world.cx().now()))]).await;
        let recovery = recovery_codes(&page.body).remove(3);
        for (expected, typed) in [(StatusCode::SEE_OTHER, recovery.to_lowercase()), (StatusCode::UNPROCESSABLE_ENTITY, recovery)] {
            let mut other = world.browser();
            give_password(&mut other, ADMIN, PASSWORD).await;
            assert_eq!(other.post("/staff/sign-in/code", &[("code", &typed)]).await.status, expected);
        }
    }

    /// ACC-6, ALL-8
    async fn unknown_wrong_disabled_and_invited_get_the_same_answer(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, "gone@vendor.example", &[Role::Support]).await;
        admin.post(&format!("/staff/members/{id}/disable"), &[]).await.expect(StatusCode::SEE_OTHER);
        let invited = NewMember { password: None, totp_secret: None, ..crate::new_member("new@vendor.example", &[Role::Lab]) };
        gatehouse_staff::create_member(&world.cx(), invited).await.unwrap();
        let mut bodies = Vec::new();
        for (email, password) in [
            ("nobody@vendor.example", PASSWORD),
            (ADMIN, "Rk7%wzq4-Lanterm"),
            ("gone@vendor.example", PASSWORD),
            ("new@vendor.example", PASSWORD),
            ("new@vendor.example", ""),
        ] {
            let answer = give_password(&mut world.browser(), email, password).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
            bodies.push(answer.body.replace(email, "X"));
        }
        assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]));
        assert!(!bodies[0].contains(PASSWORD));
    }

    /// ACC-11, ALL-8
    async fn wrong_passwords_slow_the_next_try_down_and_lock_nobody_out(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut browser = world.browser();
        for _ in 0..10 {
            assert_eq!(give_password(&mut browser, ADMIN, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = give_password(&mut browser, ADMIN, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.body.contains("Wait 2 seconds"), "{}", answer.body);
        world.advance(2 * SECOND);
        assert_eq!(give_password(&mut browser, ADMIN, PASSWORD).await.status, StatusCode::SEE_OTHER);
        for _ in 0..10 {
            assert_eq!(give_password(&mut browser, ADMIN, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }

    /// ALL-8
    async fn five_wrong_codes_end_the_half_finished_session(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut browser = world.browser();
        give_password(&mut browser, ADMIN, PASSWORD).await;
        let wrong = wrong_code(&world);
        for _ in 0..4 {
            let page = browser.post("/staff/sign-in/code", &[("code", &wrong)]).await;
            assert!(page.body.contains("wrong or too old"));
        }
        let page = browser.post("/staff/sign-in/code", &[("code", &wrong)]).await;
        assert!(page.body.contains("Five wrong codes") && page.body.contains("name=\"password\""));
        let answer = browser.post("/staff/sign-in/code", &[("code", &code(&world))]).await;
        assert_eq!(answer.location(), "/staff/sign-in");
    }

    /// ACC-11, ALL-4, ALL-8
    async fn twenty_wrong_codes_in_a_day_pause_the_second_factor_and_tell_the_member(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        for _ in 0..4 {
            let mut browser = world.browser();
            give_password(&mut browser, ADMIN, PASSWORD).await;
            for _ in 0..5 {
                browser.post("/staff/sign-in/code", &[("code", &wrong_code(&world))]).await;
            }
        }
        let mail = world.last_mail_to(ADMIN).await;
        assert_eq!(mail.kind, "staff.second_factor_paused");
        assert_eq!(world.mails().await.len(), 1);
        let mut browser = world.browser();
        give_password(&mut browser, ADMIN, PASSWORD).await;
        let answer = browser.post("/staff/sign-in/code", &[("code", &code(&world))]).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.body.contains("24 hours"), "{}", answer.body);
        world.advance(DAY + SECOND);
        signed_in(&world, ADMIN).await;
    }

    /// ALL-8
    async fn tries_at_the_same_moment_do_not_slip_past_the_counter(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let mut browser = world.browser();
        give_password(&mut browser, ADMIN, PASSWORD).await;
        let wrong = wrong_code(&world);
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let (mut browser, wrong) = (browser.clone(), wrong.clone());
                tokio::spawn(async move { browser.post("/staff/sign-in/code", &[("code", &wrong)]).await.body })
            })
            .collect();
        let mut checked = 0;
        for one in tries {
            let body = one.await.unwrap();
            checked += usize::from(body.contains("wrong or too old") || body.contains("Five wrong codes"));
        }
        assert_eq!(checked, 5);
        assert_eq!(lines(&world, "staff.code_failed").await, 5);
    }

    /// ALL-8
    async fn the_same_code_sent_twelve_times_at_once_opens_once(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        let (right, mut browser) = (code(&world), world.browser());
        give_password(&mut browser, ADMIN, PASSWORD).await;
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let (mut browser, right) = (browser.clone(), right.clone());
                tokio::spawn(async move { browser.post("/staff/sign-in/code", &[("code", &right)]).await.location() })
            })
            .collect();
        let mut opened = 0;
        for one in tries {
            opened += usize::from(one.await.unwrap() == "/staff");
        }
        assert_eq!(opened, 1);
    }

    /// ALL-8
    async fn an_idle_hour_or_twelve_hours_end_a_session(world: World) {
        let mut browser = administrator(&world).await;
        for _ in 0..14 {
            world.advance(50 * MINUTE);
            browser.get("/staff").await.expect(StatusCode::OK);
        }
        world.advance(25 * MINUTE);
        assert_eq!(browser.get("/staff").await.status, StatusCode::SEE_OTHER);
        let mut browser = signed_in(&world, ADMIN).await;
        world.advance(HOUR + SECOND);
        assert_eq!(browser.get("/staff").await.status, StatusCode::SEE_OTHER);
    }

    /// ALL-8
    async fn signing_out_ends_the_session_for_every_copy_of_the_cookie(world: World) {
        let mut browser = administrator(&world).await;
        let mut copy = browser.clone();
        assert_eq!(browser.post("/staff/sign-out", &[]).await.location(), "/staff/sign-in");
        assert_eq!(browser.cookie("gh_staff"), None);
        assert_eq!(copy.get("/staff").await.status, StatusCode::SEE_OTHER);
    }

    /// ALL-8
    async fn a_sensitive_page_asks_for_a_fresh_proof(world: World) {
        let mut browser = administrator(&world).await;
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        world.advance(11 * MINUTE);
        assert_eq!(browser.get("/staff/members/new").await.location(), "/staff/step-up?next=/staff/members/new");
        let answer = browser.post("/staff/members/new", &[("name", "X"), ("email", "x@vendor.example"), ("roles", "lab")]).await;
        assert_eq!(answer.location(), "/staff/step-up?next=/staff/members/new");
        browser.get("/staff/step-up").await.expect(StatusCode::OK);
        let page = browser.post("/staff/step-up", &[("password", "wrong")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("password", PASSWORD), ("next", "/staff/members/new")];
        assert_eq!(browser.post("/staff/step-up", &form).await.location(), "/staff/members/new");
        browser.get("/staff/members/new").await.expect(StatusCode::OK);
        world.advance(11 * MINUTE);
        let form = [("code", &*code(&world)), ("next", "https://evil.example/")];
        assert_eq!(browser.post("/staff/step-up", &form).await.location(), "/staff");
        for (next, place) in [("/staffing", "/staff"), ("/staff%3Flang%3Dja", "/staff?lang=ja")] {
            assert_eq!(browser.get(&format!("/staff/sign-in?next={next}")).await.location(), place);
        }
        world.advance(11 * MINUTE);
        let empty = browser.post("/staff/step-up", &[]).await;
        assert!(empty.body.contains("Enter a code or your password"));
    }

    /// ALL-1
    async fn the_sign_in_speaks_three_languages(world: World) {
        member(&world, ADMIN, &[Role::Administrator]).await;
        for (lang, word) in [("ja", "担当者ログイン"), ("ru", "Вход для сотрудников"), ("en", "Staff sign-in")] {
            let mut browser = world.browser().header("accept-language", lang);
            assert!(browser.get("/staff/sign-in").await.body.contains(word), "{lang}");
            let refused = give_password(&mut browser, ADMIN, "wrong").await;
            assert!(refused.body.contains(&format!("lang=\"{lang}\"")));
        }
    }
}

#[test]
fn the_shared_secret_of_these_tests_is_long_enough() {
    assert!(TotpSecret::from_bytes(SECRET).is_ok());
}
