//! The second of two equal requests is told what the first one was told: a double click, a network that sends again.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{account, deleted_session, one_time_token};
use gatehouse_core::{DAY, MINUTE, SECOND, SystemRandom};
use gatehouse_testkit::both_engines;

/// Posts the same form twice at one moment.
async fn at_once(browser: &Browser, path: &str, form: &[(&str, &str)]) -> [Answer; 2] {
    let (mut first, mut second) = (browser.clone(), browser.clone());
    let (a, b) = tokio::join!(first.post(path, form), second.post(path, form));
    [a, b]
}

both_engines! {
    /// ACC-2
    async fn a_confirmation_that_is_sent_twice_is_confirmed_both_times(world: World) {
        for (email, together) in [("one@example.com", false), ("two@example.com", true)] {
            let mut browser = world.browser();
            register(&mut browser, email, PASSWORD).await;
            let link = world.last_mail_to(email).await.link();
            let form = [("token", token_of(&link))];
            let registered = browser.cookie("gh_register").unwrap().to_owned();
            let answers = if together {
                at_once(&browser, "/confirm", &form).await
            } else {
                let copy = browser.clone();
                [browser.post("/confirm", &form).await, copy.clone().post("/confirm", &form).await]
            };
            for answer in answers {
                assert_eq!(answer.expect(StatusCode::SEE_OTHER).location(), "/licenses");
            }
            assert_eq!(world.mails().await.iter().filter(|mail| mail.to == email).count(), 1, "no news of a new device");
            assert_eq!(sign_in(&mut browser, email, PASSWORD).await.location(), "/licenses");
            // Later the link is an old one, in the browser that registered too.
            let mut late = world.browser();
            late.set_cookie("gh_register", &registered);
            world.advance(MINUTE + SECOND);
            let answer = late.post("/confirm", &form).await.expect(StatusCode::SEE_OTHER);
            assert!(answer.location().starts_with("/sign-in?who="), "{}", answer.location());
            assert_eq!(late.cookie("gh_session"), None);
            assert!(late.follow(answer).await.body.contains(&format!("value=\"{email}\"")), "the address is filled in");
        }
    }

    /// ACC-2
    async fn a_confirmation_elsewhere_that_is_sent_twice_leads_to_a_password_both_times(world: World) {
        register(&mut world.browser(), "aiko@example.com", OTHER).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let mut owner = world.browser();
        let [_, second] = at_once(&owner, "/confirm", &[("token", token_of(&link))]).await;
        assert_eq!(second.location(), "/set-password");
        let third = owner.post("/confirm", &[("token", token_of(&link))]).await;
        let page = owner.follow(third).await.expect(StatusCode::OK);
        let token = page.input("token").unwrap();
        let form = [("token", token.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
        for answer in at_once(&owner, "/set-password", &form).await {
            assert_eq!(answer.expect(StatusCode::SEE_OTHER).location(), "/licenses");
        }
        let other = [("token", token.as_str()), ("password", OTHER), ("again", OTHER)];
        assert!(owner.post("/set-password", &other).await.location().starts_with("/sign-in?who="), "another password");
        assert_eq!(owner.cookie("gh_session"), None);
        assert_eq!(owner.post("/set-password", &form).await.location(), "/licenses");
        // The used link leads nowhere any more.
        let used = owner.post("/confirm", &[("token", token_of(&link))]).await;
        assert!(used.location().starts_with("/sign-in?who="), "{}", used.location());
        world.advance(MINUTE + SECOND);
        let late = world.browser().post("/set-password", &form).await;
        assert!(late.location().starts_with("/sign-in?who="), "{}", late.location());
        assert_eq!(sign_in(&mut owner, "aiko@example.com", PASSWORD).await.location(), "/licenses");
        world.advance(8 * DAY);
        world.run_jobs().await;
        assert_eq!(rows::<one_time_token::Entity>(&world).await, 0);
    }

    /// ACC-1, ACC-13
    async fn a_form_with_a_human_check_that_is_sent_twice_is_taken_both_times_and_mails_once(world: World) {
        for (email, together) in [("one@example.com", false), ("two@example.com", true)] {
            for path in ["/register", "/forgot-password"] {
                let mut browser = world.browser();
                let page = browser.get(path).await;
                let solved = Browser::human(&page);
                let mut form = vec![("email", email)];
                form.extend(solved.iter().map(|(name, value)| (name.as_str(), value.as_str())));
                if path == "/register" {
                    form.extend([("password", PASSWORD), ("again", PASSWORD)]);
                }
                let before = world.mails().await.len();
                let answers = if together {
                    at_once(&browser, path, &form).await
                } else {
                    let mut copy = browser.clone();
                    [browser.post(path, &form).await, copy.post(path, &form).await]
                };
                for answer in answers {
                    let page = answer.expect(StatusCode::SEE_OTHER).location();
                    assert!(page.starts_with(&format!("{path}/sent")), "{page}");
                }
                assert_eq!(world.mails().await.len(), before + 1, "{path}");
                form[0].1 = "another@example.com";
                browser.post(path, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
                assert_eq!(world.mails().await.len(), before + 1, "a check is good for one address");
            }
        }
    }

    /// ACC-13
    async fn a_form_with_a_human_check_is_the_same_behind_a_turn_of_the_pepper(world: World) {
        let mut browser = world.browser();
        let page = browser.get("/forgot-password").await;
        let solved = Browser::human(&page);
        let mut form = vec![("email", "one@example.com")];
        form.extend(solved.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        browser.post("/forgot-password", &form).await.expect(StatusCode::SEE_OTHER);
        world.app.keys.rotate_pepper(&SystemRandom).unwrap();
        browser.post("/forgot-password", &form).await.expect(StatusCode::SEE_OTHER);
        form[0].1 = "another@example.com";
        browser.post("/forgot-password", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// ACC-17
    async fn a_deletion_that_is_sent_twice_is_a_deletion_both_times(world: World) {
        for (email, together) in [("one@example.com", false), ("two@example.com", true)] {
            customer(&world, email).await;
            let mut browser = signed_in(&world, email).await;
            let form = [("email", email), ("current", PASSWORD), ("confirm", "true")];
            let answers = if together {
                at_once(&browser, "/account/delete", &form).await
            } else {
                let mut copy = browser.clone();
                [browser.post("/account/delete", &form).await, copy.post("/account/delete", &form).await]
            };
            for answer in answers {
                assert_eq!(answer.expect(StatusCode::SEE_OTHER).location(), "/account-deleted");
            }
        }
        assert_eq!(rows::<account::Entity>(&world).await, 0);
        let late = world.browser().post("/account/delete", &[("confirm", "true")]).await;
        assert!(late.location().starts_with("/sign-in"), "nobody was deleted here");
        world.advance(21 * MINUTE);
        world.run_jobs().await;
        assert_eq!(rows::<deleted_session::Entity>(&world).await, 0);
    }

    /// ACC-2, ACC-15
    async fn a_confirmation_sent_again_opens_nothing_once_the_password_was_changed(world: World) {
        let mut browser = world.browser();
        register(&mut browser, "aiko@example.com", PASSWORD).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let form = [("token", token_of(&link))];
        let mut again = browser.clone();
        let told = [form[0], ("country", "JP"), ("region", "Tokyo"), ("lang", "en"), ("zone", "Asia/Tokyo")];
        browser.post("/confirm", &told).await.expect(StatusCode::SEE_OTHER);
        world.advance(SECOND);
        let changed = [("current", PASSWORD), ("password", OTHER), ("again", OTHER)];
        browser.post("/account/password", &changed).await.expect(StatusCode::SEE_OTHER);
        let answer = again.post("/confirm", &form).await.expect(StatusCode::SEE_OTHER);
        assert!(answer.location().starts_with("/sign-in?who="), "{}", answer.location());
        assert_eq!(again.cookie("gh_session"), None);
    }

    /// ACC-2
    async fn a_confirmation_leaves_whoever_is_signed_in_there(world: World) {
        customer(&world, "boris@example.com").await;
        let mut browser = world.browser();
        register(&mut browser, "aiko@example.com", PASSWORD).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        sign_in(&mut browser, "boris@example.com", PASSWORD).await.expect(StatusCode::SEE_OTHER);
        let session = browser.cookie("gh_session").unwrap().to_owned();
        let again = browser.clone();
        for mut browser in [browser, again] {
            let answer = browser.post("/confirm", &[("token", token_of(&link))]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(answer.location(), "/");
            assert_eq!(browser.cookie("gh_session"), Some(session.as_str()), "Boris stays signed in");
        }
        let mut other = world.browser();
        assert!(sign_in(&mut other, "aiko@example.com", PASSWORD).await.status.is_redirection(), "the address is confirmed");
    }
}
