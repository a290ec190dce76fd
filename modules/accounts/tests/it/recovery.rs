//! Forgotten passwords and links that set one.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::invite::invite;
use gatehouse_accounts::tables::{account, one_time_token, session};
use gatehouse_core::{DAY, MINUTE, SECOND};
use gatehouse_testkit::both_engines;

async fn forgot(browser: &mut Browser, email: &str) -> Answer {
    browser.post_as_human("/forgot-password", &[("email", email)]).await
}

async fn set(browser: &mut Browser, link: &str, password: &str) -> Answer {
    let token = link.split('=').nth(1).unwrap();
    browser.post("/set-password", &[("token", token), ("password", password), ("again", password)]).await
}

both_engines! {
    /// ACC-13, ACC-15
    async fn a_forgotten_password_is_replaced_by_a_link_that_works_once(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut elsewhere = signed_in(&world, "aiko@example.com").await;
        let mut browser = world.browser();
        let sent = forgot(&mut browser, "AIKO@example.com").await;
        assert!(!sent.location().to_lowercase().contains("aiko"), "no address in a URL");
        browser.follow(sent).await.expect(StatusCode::OK);
        browser.get("/forgot-password/sent").await.expect(StatusCode::OK);
        let mail = world.last_mail_to("aiko@example.com").await;
        assert_eq!(mail.kind, "accounts.recover");
        let link = mail.link();
        let page = open(&mut browser, &link).await.expect(StatusCode::OK);
        assert!(page.body.contains("aiko@example.com"));
        assert!(elsewhere.get("/account").await.status == StatusCode::OK, "looking changes nothing");
        let weak = set(&mut browser, &link, "weak").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(weak.body.contains("id=\"e-password\""), "the link still works");
        assert_eq!(set(&mut browser, &link, OTHER).await.location(), "/licenses", "the password was just typed");
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
        assert!(elsewhere.get("/account").await.location().starts_with("/sign-in"), "all sessions end");
        let mut late = world.browser();
        let again = set(&mut late, &link, PASSWORD).await;
        assert!(again.location().starts_with("/sign-in?who="), "{}", again.location());
        let page = late.follow(again).await.expect(StatusCode::OK);
        assert!(page.body.contains("already been set with this link") && page.body.contains("value=\"aiko@example.com\""));
        sign_in(&mut browser, "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&mut browser, "aiko@example.com", OTHER).await.location(), "/licenses");
        assert!(world.mails().await.iter().any(|m| m.kind == "accounts.password_changed"));
    }

    /// ACC-13, PRI-13
    async fn a_page_with_the_token_of_a_link_is_not_compressed(world: World) {
        customer(&world, "aiko@example.com").await;
        forgot(&mut world.browser(), "aiko@example.com").await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let mut browser = world.browser().header("accept-encoding", "gzip");
        let usual = browser.get("/forgot-password").await.expect(StatusCode::OK);
        assert_eq!(usual.headers["content-encoding"], "gzip", "the control look");
        let page = open(&mut browser, &link).await.expect(StatusCode::OK);
        assert_eq!(page.input("token").as_deref(), link.split('=').nth(1));
        assert!(!page.headers.contains_key("content-encoding"));
    }

    /// ACC-6, ACC-13
    async fn recovery_never_reveals_whether_an_address_has_an_account(world: World) {
        customer(&world, "known@example.com").await;
        let mut answers = Vec::new();
        for email in ["known@example.com", "other@example.com"] {
            let mut browser = world.browser();
            let answer = forgot(&mut browser, email).await;
            let length = answer.location().len();
            let page = browser.follow(answer).await;
            answers.push((length, page.status, plain(&page, email)));
        }
        assert_eq!(answers[0], answers[1]);
        let to: Vec<String> = world.mails().await.into_iter().map(|m| m.to).collect();
        assert_eq!(to, ["known@example.com"]);
    }

    /// ACC-6, ACC-13
    async fn the_mail_can_be_asked_for_again_from_the_page_after_it(world: World) {
        customer(&world, "aiko@example.com").await;
        for (email, mails) in [("aiko@example.com", 2), ("unknown@example.com", 0)] {
            let mut browser = world.browser();
            let sent = forgot(&mut browser, email).await;
            let to = browser.follow(sent).await.input("to").unwrap();
            world.advance(11 * MINUTE);
            let again = browser.post("/forgot-password/again", &[("to", &to)]).await.expect(StatusCode::SEE_OTHER);
            assert!(browser.follow(again).await.body.contains("on its way"), "whatever is known");
            assert_eq!(world.mails().await.iter().filter(|mail| mail.to == email).count(), mails);
        }
        let nonsense = world.browser().post("/forgot-password/again", &[("to", "nonsense")]).await;
        assert_eq!(nonsense.location(), "/forgot-password", "only an address that passed the human check gets mails");
    }

    /// ACC-13
    async fn a_recovery_link_lives_thirty_minutes(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = world.browser();
        forgot(&mut browser, "aiko@example.com").await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        world.advance(30 * MINUTE - SECOND);
        open(&mut browser, &link).await.expect(StatusCode::OK);
        world.advance(2 * SECOND);
        let late = open(&mut browser, &link).await.expect(StatusCode::GONE);
        assert!(late.body.contains("href=\"/forgot-password\""), "it says what to do");
        set(&mut browser, &link, OTHER).await.expect(StatusCode::GONE);
        assert_eq!(sign_in(&mut browser, "aiko@example.com", PASSWORD).await.location(), "/licenses");
    }

    /// ACC-2, ACC-8, ACC-13
    async fn a_recovery_link_confirms_a_registration_and_drops_its_password(world: World) {
        let mut stranger = world.browser();
        register(&mut stranger, "aiko@example.com", OTHER).await;
        let confirm = world.last_mail_to("aiko@example.com").await.link();
        world.advance(SECOND);
        let mut owner = world.browser();
        forgot(&mut owner, "aiko@example.com").await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        assert_eq!(set(&mut owner, &link, PASSWORD).await.location(), "/licenses");
        open(&mut owner, &confirm).await.expect(StatusCode::NOT_FOUND);
        sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&mut owner, "aiko@example.com", PASSWORD).await.location(), "/licenses");
        world.advance(6 * DAY);
        world.run_jobs().await;
        assert_eq!(rows::<account::Entity>(&world).await, 1, "it is confirmed now");
    }

    /// ACC-13
    async fn a_link_works_in_a_browser_that_is_signed_in(world: World) {
        customer(&world, "aiko@example.com").await;
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        forgot(&mut boris, "aiko@example.com").await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        open(&mut boris, &link).await.expect(StatusCode::OK);
        assert_eq!(set(&mut boris, &link, OTHER).await.location(), "/", "nobody else is signed in over them");
        assert_eq!(boris.get("/account").await.status, StatusCode::OK, "their own session goes on");
        assert_eq!(rows::<session::Entity>(&world).await, 1);
    }

    /// ACC-3
    async fn an_invited_person_sets_a_first_password_within_seven_days(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        invite(&cx, &tx, id).await.unwrap();
        tx.commit().await.unwrap();
        let mail = world.last_mail_to("aiko@example.com").await;
        assert_eq!(mail.kind, "accounts.set_password");
        world.advance(7 * DAY - SECOND);
        let mut browser = world.browser();
        assert_eq!(set(&mut browser, &mail.link(), OTHER).await.location(), "/licenses");
        world.advance(2 * SECOND);
        world.run_jobs().await;
        assert_eq!(rows::<one_time_token::Entity>(&world).await, 0, "a used link is forgotten when it would have ended");
        assert_eq!(sign_in(&mut browser, "aiko@example.com", OTHER).await.location(), "/licenses");
    }

    /// ACC-2, ACC-13
    async fn a_link_of_one_kind_does_not_do_the_work_of_another(world: World) {
        register(&mut world.browser(), "new@example.com", PASSWORD).await;
        let confirm = world.last_mail_to("new@example.com").await.link();
        set(&mut world.browser(), &confirm, OTHER).await.expect(StatusCode::NOT_FOUND);
        customer(&world, "aiko@example.com").await;
        forgot(&mut world.browser(), "aiko@example.com").await;
        let recover = world.last_mail_to("aiko@example.com").await.link();
        let token = recover.split('=').nth(1).unwrap();
        world.browser().post("/confirm", &[("token", token)]).await.expect(StatusCode::NOT_FOUND);
    }
}
