//! Sign-in: equal answers, waits, devices.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::passwords;
use gatehouse_accounts::actions::sign_in as actions;
use gatehouse_accounts::tables::account;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, HOUR, MINUTE, SECOND, SystemRandom};
use gatehouse_guard::Asker;
use gatehouse_guard::human::HumanAnswer;
use gatehouse_guard::tables::counter;
use gatehouse_passwords::{Cost, HashPool};
use gatehouse_testkit::both_engines;
use sea_orm::entity::prelude::*;

/// Wrong passwords for an address, each from a network of its own; the browsers of a test are in another one.
async fn guess(world: &World, email: &str, times: u8) {
    for n in 0..times {
        let cx = Cx { actor: Actor::Visitor, network: Some(format!("198.51.100.{n}")), ..world.cx() };
        let input = actions::SignIn {
            email: email.into(),
            password: OTHER.to_owned().into(),
            zone: String::new(),
            here: actions::Here::default(),
            human: HumanAnswer::default(),
            attaching: None,
        };
        assert!(actions::sign_in(&cx, input).await.is_err());
    }
}

both_engines! {
    /// ACC-6
    async fn an_unknown_address_and_a_wrong_password_get_the_same_answer(world: World) {
        customer(&world, "known@example.com").await;
        register(&mut world.browser(), "pending@example.com", PASSWORD).await;
        let mut pages = Vec::new();
        for (email, password) in [
            ("known@example.com", OTHER),
            ("unknown@example.com", OTHER),
            ("pending@example.com", PASSWORD),
            ("pending@example.com", OTHER),
        ] {
            let answer = sign_in(&mut world.browser(), email, password).await;
            assert!(answer.headers.get("set-cookie").is_none());
            pages.push((answer.status, plain(&answer, email)));
        }
        assert_eq!(pages[0].0, StatusCode::UNPROCESSABLE_ENTITY);
        let first = pages.remove(0);
        assert!(pages.iter().all(|page| *page == first), "{first:?} {pages:?}");
    }

    /// ACC-11
    async fn guessing_is_slowed_for_strangers_and_never_for_the_owners_own_browser(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut own = signed_in(&world, "aiko@example.com").await;
        let mut stranger = world.browser();
        for _ in 0..10 {
            sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let slowed = sign_in(&mut stranger, "aiko@example.com", PASSWORD).await.expect(StatusCode::TOO_MANY_REQUESTS);
        let wait: i64 = slowed.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!(slowed.body.contains("seconds") && wait <= 60);
        own.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut own, "aiko@example.com", PASSWORD).await.location(), "/licenses");
        // The right password from a known browser forgets its own count, not the strangers'.
        sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::TOO_MANY_REQUESTS);
        for _ in 0..20 {
            world.advance(61 * SECOND);
            sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::TOO_MANY_REQUESTS);
        }
        world.advance(61 * SECOND);
        let mut new_browser = world.browser();
        let answer = sign_in(&mut new_browser, "aiko@example.com", PASSWORD).await;
        assert_eq!(answer.location(), "/licenses", "a wait of a minute at most, never a lock");
    }

    /// ACC-11
    async fn strangers_from_many_networks_never_keep_the_owner_out_of_a_new_browser(world: World) {
        customer(&world, "aiko@example.com").await;
        guess(&world, "aiko@example.com", 99).await;
        let mut owner = world.browser();
        assert_eq!(sign_in(&mut owner, "aiko@example.com", PASSWORD).await.location(), "/licenses", "nobody waits");
        guess(&world, "aiko@example.com", 1).await;
        let mut owner = world.browser();
        let asked = sign_in(&mut owner, "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let solved = Browser::human(&asked);
        let mut form = vec![("email", "aiko@example.com"), ("password", PASSWORD)];
        form.extend(solved.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        assert_eq!(owner.post("/sign-in", &form).await.location(), "/licenses", "a human check, and they are in");
    }

    /// ACC-11, ACC-13
    async fn after_a_thousand_guesses_all_but_known_browsers_wait(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut own = signed_in(&world, "aiko@example.com").await;
        guess(&world, "aiko@example.com", 99).await;
        // The rest of the thousand at once: each of them would cost a hash.
        let raised = counter::Entity::update_many()
            .col_expr(counter::Column::Count, Expr::value(999_i64))
            .filter(counter::Column::Kind.eq("accounts.sign_in"))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(raised.rows_affected, 1);
        let mut stranger = world.browser();
        let asked = sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let solved = Browser::human(&asked);
        let mut form = vec![("email", "aiko@example.com"), ("password", OTHER)];
        form.extend(solved.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        stranger.post("/sign-in", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let slowed = sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert!(slowed.headers["retry-after"].to_str().unwrap().parse::<i64>().unwrap() <= 60);
        own.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut own, "aiko@example.com", PASSWORD).await.location(), "/licenses", "a known browser");
        world.advance(61 * SECOND);
        sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// ACC-11, ACC-13
    async fn a_mailed_link_is_a_way_in_that_no_guessing_blocks(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut owner = world.browser();
        for _ in 0..10 {
            sign_in(&mut owner, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        guess(&world, "aiko@example.com", 95).await;
        sign_in(&mut owner, "aiko@example.com", PASSWORD).await.expect(StatusCode::TOO_MANY_REQUESTS);
        owner.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let token = link.split('=').nth(1).unwrap();
        let fresh = [("token", token), ("password", OTHER), ("again", OTHER)];
        owner.post("/set-password", &fresh).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(sign_in(&mut owner, "aiko@example.com", OTHER).await.location(), "/licenses");
    }

    /// ACC-11, ACC-13, PRI-13
    async fn a_mailed_link_clears_what_was_guessed_before_and_after_a_turn_of_the_pepper(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut owner = world.browser();
        for turned in [false, true] {
            if turned {
                // As `keys rotate-pepper` when it was stopped before it moved any address.
                world.app.keys.rotate_pepper(&SystemRandom).unwrap();
                sign_in(&mut owner, "aiko@example.com", PASSWORD).await.expect(StatusCode::TOO_MANY_REQUESTS);
                world.advance(61 * SECOND);
            }
            for _ in 0..10 {
                sign_in(&mut owner, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            }
        }
        sign_in(&mut owner, "aiko@example.com", PASSWORD).await.expect(StatusCode::TOO_MANY_REQUESTS);
        let guesses = ["accounts.sign_in_here", "accounts.sign_in"];
        let counted = || {
            let guessed = counter::Column::Kind.is_in(guesses);
            counter::Entity::find().filter(guessed).all(world.app.db.reader())
        };
        assert_eq!(counted().await.unwrap().len(), 4, "under each pepper");
        owner.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let fresh = [("token", token_of(&link)), ("password", OTHER), ("again", OTHER)];
        owner.post("/set-password", &fresh).await.expect(StatusCode::SEE_OTHER);
        assert!(counted().await.unwrap().is_empty());
        assert_eq!(sign_in(&mut owner, "aiko@example.com", OTHER).await.location(), "/licenses");
    }

    /// ACC-10, ACC-11
    async fn strangers_never_delay_the_proof_of_who_is_signed_in(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        browser.set_cookie("gh_device", "");
        guess(&world, "aiko@example.com", 120).await;
        let proved = browser.post("/step-up", &[("current", PASSWORD), ("next", "/account")]).await;
        assert_eq!(proved.location(), "/account");
    }

    /// ACC-11, ACC-6
    async fn an_unknown_address_is_slowed_like_a_known_one(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut answers = Vec::new();
        for email in ["aiko@example.com", "nobody@example.com"] {
            let mut stranger = world.browser();
            for _ in 0..12 {
                answers.push(sign_in(&mut stranger, email, OTHER).await.status);
            }
        }
        assert_eq!(answers[..12], answers[12..]);
        assert_eq!(answers[11], StatusCode::TOO_MANY_REQUESTS);
    }

    /// ACC-11
    async fn many_guesses_at_one_moment_do_not_slip_past_the_count(world: World) {
        customer(&world, "aiko@example.com").await;
        let tries = (0..40).map(|_| {
            let mut browser = world.browser();
            tokio::spawn(async move { sign_in(&mut browser, "aiko@example.com", OTHER).await.status })
        });
        let mut checked = 0;
        for try_ in tries.collect::<Vec<_>>() {
            if try_.await.unwrap() == StatusCode::UNPROCESSABLE_ENTITY {
                checked += 1;
            }
        }
        assert!((1..=12).contains(&checked), "{checked} guesses were checked at once");
    }

    /// ACC-10
    async fn the_owner_is_told_of_a_new_device_and_not_of_a_known_one(world: World) {
        customer(&world, "aiko@example.com").await;
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let mut first = signed_in(&world, "aiko@example.com").await;
        assert!(world.mails().await.is_empty(), "the first device is no news");
        first.post("/sign-out", &[]).await;
        sign_in(&mut first, "aiko@example.com", PASSWORD).await;
        assert!(world.mails().await.is_empty());
        let mut second = world.browser().header("user-agent", firefox);
        sign_in(&mut second, "aiko@example.com", PASSWORD).await;
        let mail = world.last_mail_to("aiko@example.com").await;
        assert_eq!(mail.kind, "accounts.new_device");
        assert!(mail.text.contains("Firefox · Linux") && mail.text.contains("Asia/Tokyo"), "{}", mail.text);
        assert_eq!(world.mails().await.len(), 1);
    }

    /// ACC-7, ACC-10
    async fn a_new_sign_in_has_a_new_token_and_ends_the_session_before(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let old = browser.cookie("gh_session").unwrap().to_owned();
        sign_in(&mut browser, "aiko@example.com", PASSWORD).await;
        assert_ne!(browser.cookie("gh_session"), Some(old.as_str()));
        let mut thief = world.browser();
        thief.set_cookie("gh_session", &old);
        assert!(thief.get("/account").await.location().starts_with("/sign-in"));
    }

    /// ACC-7
    async fn after_signing_in_one_is_where_one_wanted_to_be_and_never_elsewhere(world: World) {
        customer(&world, "aiko@example.com").await;
        let asked = world.browser().get("/account/sessions").await;
        assert_eq!(asked.location(), "/sign-in?next=/account/sessions");
        for (next, place) in [
            ("/account/sessions", "/account/sessions"),
            ("https://evil.example/", "/licenses"),
            ("//evil.example/", "/licenses"),
            ("/\\evil.example", "/licenses"),
            ("/\t/evil.example", "/licenses"),
        ] {
            let mut browser = world.browser();
            let form = [("email", "aiko@example.com"), ("password", PASSWORD), ("next", next)];
            assert_eq!(browser.post("/sign-in", &form).await.location(), place);
        }
    }

    /// ACC-5, ACC-18
    async fn a_hash_of_another_cost_is_made_anew_at_sign_in(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let old = HashPool::new(1, Cost::Full).hash(&Asker::program(), PASSWORD.to_owned().into(), [7; 16]).await.unwrap();
        let cx = world.cx();
        let key = subject::key(&cx, cx.read(), id).await.unwrap();
        let old = passwords::OF_ACCOUNT.seal(&cx, &key, id, &old).unwrap();
        account::Entity::update_many()
            .col_expr(account::Column::PasswordSealed, Expr::value(old.clone()))
            .filter(account::Column::Id.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        signed_in(&world, "aiko@example.com").await;
        let row = account::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_ne!(row.password_sealed, Some(old));
        signed_in(&world, "aiko@example.com").await;
    }

    /// PRI-13, ALL-9
    async fn a_stolen_database_holds_no_address_no_password_and_no_token(world: World) {
        customer(&world, "aiko@example.com").await;
        let browser = signed_in(&world, "aiko@example.com").await;
        register(&mut world.browser(), "new@example.com", PASSWORD).await;
        let link = world.last_mail_to("new@example.com").await.link();
        let dump = world.dump().await.to_lowercase();
        for secret in [
            "aiko@",
            "new@example.com",
            PASSWORD,
            browser.cookie("gh_session").unwrap(),
            browser.cookie("gh_device").unwrap(),
            link.split('=').nth(1).unwrap(),
        ] {
            assert!(!dump.contains(&secret.to_lowercase()), "{secret} lies open in the database");
        }
    }

    /// ACC-10, ACC-11
    async fn strangers_behind_the_owners_address_keep_nobody_waiting_who_is_signed_in(world: World) {
        customer(&world, "aiko@example.com").await;
        let office = [192, 0, 2, 9];
        let mut own = signed_in(&world, "aiko@example.com").await.from_address(office);
        // A browser that forgot its device cookie is known by nothing but its session.
        own.set_cookie("gh_device", "");
        world.advance(11 * MINUTE);
        let mut others = world.browser().from_address(office);
        for n in 0..60 {
            sign_in(&mut others, &format!("stranger{n}@example.com"), OTHER).await;
        }
        let stranger = sign_in(&mut others, "aiko@example.com", PASSWORD).await;
        assert_eq!(stranger.status, StatusCode::TOO_MANY_REQUESTS, "the control look: the network waits");
        let form = [("current", PASSWORD), ("next", "/account/password")];
        assert_eq!(own.post("/step-up", &form).await.location(), "/account/password");
    }

    /// ACC-11, ACC-13
    async fn a_clock_that_was_ahead_keeps_no_owner_out(world: World) {
        customer(&world, "aiko@example.com").await;
        let right = world.cx().now();
        let mut owner = world.browser();
        world.clock.set(right.plus(20 * gatehouse_core::DAY));
        for _ in 0..13 {
            sign_in(&mut owner, "aiko@example.com", OTHER).await;
        }
        sign_in(&mut owner, "aiko@example.com", PASSWORD).await.expect(StatusCode::TOO_MANY_REQUESTS);
        for _ in 0..5 {
            owner.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        }
        let told = world.mails().await.len();
        world.clock.set(right);
        assert_eq!(sign_in(&mut owner, "aiko@example.com", PASSWORD).await.location(), "/licenses");
        owner.post("/sign-out", &[]).await;
        owner.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        assert_eq!(world.mails().await.len(), told + 1, "a mail of now is not withheld for one of then");
    }

    /// ACC-11
    async fn an_old_failure_is_forgotten_after_a_quarter_of_an_hour(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut stranger = world.browser();
        for _ in 0..3 {
            for _ in 0..9 {
                sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            }
            world.advance(15 * MINUTE + SECOND);
        }
        assert_eq!(sign_in(&mut stranger, "aiko@example.com", PASSWORD).await.location(), "/licenses");
    }
}

/// ACC-11
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_tries_ten_times_at_once_and_then_every_ten_seconds() {
    let world = World::with(TestEngine::Sqlite, modules(), |parts| parts.limits = true).await;
    for n in 0..10 {
        let answer = sign_in(&mut world.browser(), &format!("a{n}@example.com"), OTHER).await;
        answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refused = sign_in(&mut world.browser(), "a@example.com", OTHER).await.expect(StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.body.contains("network"));
    world.advance(10 * SECOND);
    sign_in(&mut world.browser(), "a@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
}

both_engines! {
    /// ACC-11, ALL-3
    async fn failures_with_unknown_addresses_are_one_line_an_hour(world: World) {
        use gatehouse_context::audit::table::{Column, Entity};
        world.run_jobs().await;
        let lines = async || {
            let failed = Entity::find().filter(Column::Kind.starts_with("account.sign_in"));
            failed.all(world.app.db.reader()).await.unwrap()
        };
        for n in 0..30 {
            sign_in(&mut world.browser(), &format!("nobody{n}@example.com"), PASSWORD).await;
        }
        assert!(lines().await.is_empty(), "a stranger writes no line of their own");
        world.advance(HOUR + MINUTE);
        world.run_jobs().await;
        let written = lines().await;
        assert_eq!(written.len(), 1);
        assert_eq!(written[0].kind, "account.sign_ins_unknown");
        assert_eq!(written[0].details.as_deref(), Some(r#"{"failures":30}"#));
        customer(&world, "aiko@example.com").await;
        sign_in(&mut world.browser(), "aiko@example.com", OTHER).await;
        assert_eq!(lines().await.len(), 2, "the owner sees what is tried with their address");
    }
}
