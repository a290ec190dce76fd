//! Known browsers: how many there are, who forgets them, and what the owner hears of new ones.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{account, known_device, session};
use gatehouse_core::{DAY, HOUR, MINUTE, SECOND};
use gatehouse_guard::Asker;
use gatehouse_passwords::HashPool;
use gatehouse_testkit::both_engines;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Mails of new devices so far.
async fn told(world: &World) -> Vec<String> {
    let kinds = world.mails().await.into_iter().map(|mail| mail.kind);
    kinds.filter(|kind| kind.starts_with("accounts.new_device")).collect()
}

/// Whether a sign-in from this browser is news to the owner, an hour after all others.
async fn is_news(world: &World, browser: &mut Browser, password: &str) -> bool {
    world.advance(2 * HOUR);
    world.run_jobs().await;
    world.advance(2 * HOUR);
    let before = told(world).await.len();
    assert_eq!(sign_in(browser, "aiko@example.com", password).await.location(), "/licenses");
    told(world).await.len() > before
}

both_engines! {
    /// ACC-10
    async fn an_account_has_twenty_sessions_and_fifty_browsers_at_the_most(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut first = signed_in(&world, "aiko@example.com").await;
        for _ in 0..55 {
            world.advance(SECOND);
            signed_in(&world, "aiko@example.com").await;
        }
        assert_eq!(rows::<session::Entity>(&world).await, 20);
        assert_eq!(rows::<known_device::Entity>(&world).await, 50);
        assert!(first.get("/account").await.location().starts_with("/sign-in"), "the oldest went");
    }

    /// ACC-9, ACC-10
    async fn trust_that_is_taken_back_while_somebody_signs_in_counts_no_more(world: World) {
        let two_step::Owner { app, .. } = two_step::owner(&world).await;
        let mut trusted = two_step::half(&world).await;
        assert_eq!(two_step::give(&world, &mut trusted, &app, "true").await.location(), "/licenses");
        trusted.post("/sign-out", &[]).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        account::Entity::find().lock_exclusive().one(&*tx).await.unwrap();
        let taking_back = async {
            // As long as the sign-in's own: by then it has read its browser, and waits for the account.
            let pool = cx.service::<HashPool>().unwrap();
            for _ in 0..4 {
                pool.verify(&Asker::of(&cx), PASSWORD.to_owned().into(), None).await.unwrap();
            }
            let forget = known_device::Entity::update_many();
            let forget = forget.col_expr(known_device::Column::TrustedUntil, Expr::value(None::<i64>));
            forget.exec(&*tx).await.unwrap();
            tx.commit().await.unwrap();
        };
        let (answer, ()) = tokio::join!(sign_in(&mut trusted, two_step::AIKO, PASSWORD), taking_back);
        assert_eq!(answer.location(), two_step::CODE, "{}", answer.body);
    }

    /// ACC-10
    async fn many_new_devices_cause_one_mail_at_once_and_one_that_sums_them_up(world: World) {
        customer(&world, "aiko@example.com").await;
        signed_in(&world, "aiko@example.com").await;
        for _ in 0..24 {
            world.advance(2 * MINUTE);
            signed_in(&world, "aiko@example.com").await;
            world.run_jobs().await;
        }
        assert_eq!(told(&world).await, ["accounts.new_device"]);
        world.advance(HOUR);
        world.run_jobs().await;
        assert_eq!(told(&world).await, ["accounts.new_device", "accounts.new_devices"]);
        let mail = world.last_mail_to("aiko@example.com").await;
        assert!(mail.text.contains("23 new devices"), "{}", mail.text);
        world.advance(3 * HOUR);
        world.run_jobs().await;
        assert_eq!(told(&world).await.len(), 2, "nothing new, no mail");
    }

    /// ACC-10
    async fn what_was_told_by_a_clock_that_was_ahead_keeps_no_news_back(world: World) {
        customer(&world, "aiko@example.com").await;
        signed_in(&world, "aiko@example.com").await;
        world.run_jobs().await;
        let right = world.cx().now();
        world.clock.set(right.plus(20 * DAY));
        signed_in(&world, "aiko@example.com").await;
        assert_eq!(told(&world).await, ["accounts.new_device"]);
        world.clock.set(right.plus(2 * HOUR));
        signed_in(&world, "aiko@example.com").await;
        assert_eq!(told(&world).await, ["accounts.new_device"; 2]);
        // A further one of this hour is summed up when the hour is over.
        world.advance(MINUTE);
        signed_in(&world, "aiko@example.com").await;
        for _ in 0..2 {
            world.advance(HOUR);
            world.run_jobs().await;
        }
        let summed = told(&world).await.into_iter().filter(|kind| kind == "accounts.new_devices").count();
        assert_eq!(summed, 1);
    }

    /// ACC-10, ACC-13
    async fn recovery_forgets_every_known_browser(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut thief = signed_in(&world, "aiko@example.com").await;
        let mut owner = world.browser();
        owner.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let form = [("token", token_of(&link)), ("password", OTHER), ("again", OTHER)];
        owner.post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<known_device::Entity>(&world).await, 1, "the one that set the password");
        sign_in(&mut owner, "aiko@example.com", OTHER).await;
        assert!(is_news(&world, &mut thief, OTHER).await);
        assert!(!is_news(&world, &mut owner, OTHER).await);
    }

    /// ACC-10, ACC-15
    async fn a_changed_password_and_sign_out_elsewhere_forget_all_browsers_but_this_one(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut password = PASSWORD;
        for change in [true, false] {
            let mut thief = world.browser();
            sign_in(&mut thief, "aiko@example.com", password).await;
            let mut owner = world.browser();
            sign_in(&mut owner, "aiko@example.com", password).await;
            if change {
                let form = [("current", password), ("password", OTHER), ("again", OTHER)];
                owner.post("/account/password", &form).await.expect(StatusCode::SEE_OTHER);
                password = OTHER;
            } else {
                let ended = owner.post("/account/sessions/end-others", &[]).await;
                assert_eq!(ended.location(), "/account/sessions");
            }
            assert_eq!(rows::<known_device::Entity>(&world).await, 1);
            owner.post("/sign-out", &[]).await;
            assert!(!is_news(&world, &mut owner, password).await);
            assert!(is_news(&world, &mut thief, password).await);
        }
    }

    /// ACC-10
    async fn a_planted_device_cookie_is_replaced_at_the_first_sign_in(world: World) {
        customer(&world, "aiko@example.com").await;
        let planted = "P".repeat(43);
        let mut browser = world.browser();
        browser.set_cookie("gh_device", &planted);
        sign_in(&mut browser, "aiko@example.com", PASSWORD).await;
        let given = browser.cookie("gh_device").unwrap().to_owned();
        assert_ne!(given, planted);
        browser.post("/sign-out", &[]).await;
        sign_in(&mut browser, "aiko@example.com", PASSWORD).await;
        assert_eq!(browser.cookie("gh_device"), Some(given.as_str()), "a known browser keeps its own");
        let mut thief = world.browser();
        thief.set_cookie("gh_device", &planted);
        assert!(is_news(&world, &mut thief, PASSWORD).await);
    }

    /// ACC-10
    async fn a_known_browser_is_listed_and_forgotten_with_its_sessions_after_a_fresh_proof(world: World) {
        customer(&world, "aiko@example.com").await;
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let mut other = world.browser().header("user-agent", firefox);
        sign_in(&mut other, "aiko@example.com", PASSWORD).await;
        let mut own = signed_in(&world, "aiko@example.com").await.header("sec-fetch-mode", "navigate");
        let page = own.get("/account/sessions").await.expect(StatusCode::OK);
        assert!(page.body.contains("Known browsers") && page.body.contains("This browser"));
        let browser = page.input("browser").unwrap();
        for path in ["/account/browsers/forget", "/account/sessions/end", "/account/sessions/end-others"] {
            world.advance(11 * MINUTE);
            let form = [("browser", browser.as_str()), ("session", "00000000-0000-0000-0000-000000000000")];
            assert_eq!(own.post(path, &form).await.location(), format!("/step-up?next={path}"));
            let proof = [("current", PASSWORD), ("next", path)];
            let proved = own.post("/step-up", &proof).await;
            own.follow(proved).await.expect(StatusCode::OK);
        }
        assert_eq!(own.post("/account/browsers/forget", &[("browser", &browser)]).await.location(), "/account/sessions");
        assert!(other.get("/account").await.location().starts_with("/sign-in"), "its session ended");
        assert_eq!(rows::<known_device::Entity>(&world).await, 1);
        let again = own.post("/account/browsers/forget", &[("browser", &browser)]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    }
}
