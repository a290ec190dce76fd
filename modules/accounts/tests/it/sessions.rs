//! Sessions: their life, their list, their end.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::session_book::SessionBook;
use gatehouse_accounts::tables::session;
use gatehouse_core::{DAY, MINUTE, SECOND};
use gatehouse_testkit::both_engines;
use sea_orm::entity::prelude::*;
use sea_orm::{Set, Statement};

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/account").await.status == StatusCode::OK
}

/// The note of a use is written beside the request: waits for it.
async fn seen_at(world: &World) -> i64 {
    world.cx().service::<SessionBook>().unwrap().settled().await;
    session::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap().seen_at.0
}

/// What somebody does who can write to the database and has no key.
async fn run(world: &World, text: &str, values: Vec<Value>) {
    let db = &world.app.db;
    let statement = Statement::from_sql_and_values(db.backend(), text, values);
    assert!(db.writer().execute_raw(statement).await.unwrap().rows_affected() > 0, "{text}");
}

both_engines! {
    /// ACC-10, PRI-13
    async fn a_session_that_was_pointed_at_somebody_else_opens_nothing(world: World) {
        let aiko = customer(&world, "aiko@example.com").await;
        let boris = customer(&world, "boris@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        for proven_again in [false, true] {
            if proven_again {
                let answer = browser.post("/step-up", &[("current", PASSWORD), ("next", "/account")]).await;
                assert_eq!(answer.location(), "/account");
            }
            run(&world, "update session set account_id = $1", vec![boris.into()]).await;
            assert!(!is_signed_in(&mut browser).await);
            run(&world, "update session set account_id = $1", vec![aiko.into()]).await;
            assert!(is_signed_in(&mut browser).await, "the control look");
        }
    }

    /// ACC-13, PRI-13
    async fn a_link_that_was_pointed_at_somebody_else_or_at_another_use_opens_nothing(world: World) {
        let aiko = customer(&world, "aiko@example.com").await;
        let boris = customer(&world, "boris@example.com").await;
        let mut browser = world.browser();
        browser.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let form = [("token", token_of(&link)), ("password", OTHER), ("again", OTHER)];
        for (column, wrong, right) in [
            ("account_id", Value::from(boris), Value::from(aiko)),
            ("kind", Value::from("set_password"), Value::from("recover")),
        ] {
            let text = format!("update one_time_token set {column} = $1");
            run(&world, &text, vec![wrong]).await;
            open(&mut browser, &link).await.expect(StatusCode::NOT_FOUND);
            browser.post("/set-password", &form).await.expect(StatusCode::NOT_FOUND);
            run(&world, &text, vec![right]).await;
        }
        assert_eq!(browser.post("/set-password", &form).await.location(), "/sign-in", "the control look");
    }

    /// ACC-10
    async fn a_session_without_use_ends_after_fourteen_days(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        world.advance(14 * DAY - SECOND);
        assert!(is_signed_in(&mut browser).await);
        assert_eq!(seen_at(&world).await, world.app.clock.now().0);
        world.advance(14 * DAY + SECOND);
        assert!(!is_signed_in(&mut browser).await);
        world.run_jobs().await;
        assert_eq!(rows::<session::Entity>(&world).await, 0);
    }

    /// ACC-10
    async fn a_session_in_use_ends_after_thirty_days_and_a_kept_one_after_ninety(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut plain = signed_in(&world, "aiko@example.com").await;
        for _ in 0..2 {
            world.advance(13 * DAY);
            assert!(is_signed_in(&mut plain).await);
            assert_eq!(seen_at(&world).await, world.app.clock.now().0);
        }
        world.advance(4 * DAY + SECOND);
        assert!(!is_signed_in(&mut plain).await);
        let mut kept = world.browser();
        let form = [("email", "aiko@example.com"), ("password", PASSWORD), ("kept", "true")];
        let answer = kept.post("/sign-in", &form).await;
        let cookie = answer.headers.get_all("set-cookie").iter().find(|c| c.to_str().unwrap().contains("gh_session"));
        assert!(cookie.unwrap().to_str().unwrap().contains("Max-Age=7776000"));
        world.advance(89 * DAY);
        assert!(is_signed_in(&mut kept).await);
        world.advance(DAY + SECOND);
        assert!(!is_signed_in(&mut kept).await);
    }

    /// ACC-10
    async fn the_last_use_is_noted_at_most_once_a_minute(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let start = world.app.clock.now().0;
        world.advance(MINUTE - SECOND);
        browser.get("/account").await;
        assert_eq!(seen_at(&world).await, start);
        world.advance(SECOND);
        browser.get("/account").await;
        assert_eq!(seen_at(&world).await, start + MINUTE);
    }

    /// ACC-10
    async fn one_sees_and_ends_ones_own_sessions(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut here = signed_in(&world, "aiko@example.com").await;
        let mut phone = world.browser().header("user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Safari/604.1");
        sign_in(&mut phone, "aiko@example.com", PASSWORD).await;
        let mut third = signed_in(&world, "aiko@example.com").await;
        let list = here.get("/account/sessions").await.expect(StatusCode::OK);
        assert!(list.body.contains("Safari · iPhone") && list.body.contains("This session"));
        let id = phone_session(&world).await;
        here.post("/account/sessions/end", &[("session", &id)]).await.expect(StatusCode::SEE_OTHER);
        assert!(!is_signed_in(&mut phone).await);
        assert!(is_signed_in(&mut third).await);
        let ended = here.post("/account/sessions/end-others", &[]).await;
        assert!(here.follow(ended).await.body.contains("1 other session has ended"));
        assert!(is_signed_in(&mut here).await && !is_signed_in(&mut third).await);
        here.post("/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(here.cookie("gh_session").is_none());
        assert_eq!(rows::<session::Entity>(&world).await, 0);
    }

    /// ACC-10, ALL-7
    async fn many_sessions_are_listed_page_by_page(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let own = session::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        for n in 1..=120_u8 {
            let row = session::ActiveModel {
                id: Set(world.cx().id()),
                token_hash: Set(vec![n; 32]),
                seen_at: Set(own.seen_at.plus(-i64::from(n))),
                ..own.clone().into()
            };
            session::Entity::insert(row).exec_without_returning(world.app.db.writer()).await.unwrap();
        }
        let ends = |page: &Answer| page.body.matches("action=\"/account/sessions/end\"").count();
        let first = browser.get("/account/sessions").await.expect(StatusCode::OK);
        assert_eq!(ends(&first), 99, "and this one");
        let next = first.body.split("href=\"").find(|href| href.starts_with("/account/sessions?after=")).unwrap();
        let second = browser.get(next.split('"').next().unwrap()).await.expect(StatusCode::OK);
        assert_eq!(ends(&second), 21);
        assert!(second.body.contains("rel=\"prev\"") && !second.body.contains("rel=\"next\""));
    }

    /// ACC-10, ALL-2
    async fn a_session_that_ends_amid_a_form_leads_back_to_the_form(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await.header("sec-fetch-mode", "navigate");
        world.advance(15 * DAY);
        for (posted, page) in [("/account", "/account"), ("/account/sessions/end", "/account/sessions")] {
            let asked = browser.post(posted, &[("name", "Aiko")]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(asked.location(), format!("/sign-in?next={posted}&ended=1"));
            let form = browser.follow(asked).await.expect(StatusCode::OK);
            assert!(form.body.contains("Your session has ended"));
            let next = form.input("next").unwrap();
            let typed = [("email", "aiko@example.com"), ("password", PASSWORD), ("next", next.as_str())];
            let signed_in = browser.post("/sign-in", &typed).await;
            assert_eq!(signed_in.location(), posted);
            let back = if posted == page { signed_in } else { browser.get(posted).await };
            assert_eq!(back.location(), page);
            browser.get(page).await.expect(StatusCode::OK);
            browser.post("/sign-out", &[]).await;
        }
        assert!(!browser.get("/sign-in").await.body.contains("has ended"));
    }

    /// ACC-10
    async fn a_strangers_session_cannot_be_ended(world: World) {
        customer(&world, "aiko@example.com").await;
        customer(&world, "boris@example.com").await;
        let mut phone = world.browser().header("user-agent", "iPhone");
        sign_in(&mut phone, "aiko@example.com", PASSWORD).await;
        let id = phone_session(&world).await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        for wrong in [id.as_str(), "00000000-0000-0000-0000-000000000000", "nonsense", ""] {
            boris.post("/account/sessions/end", &[("session", wrong)]).await.expect(StatusCode::NOT_FOUND);
        }
        assert!(!boris.get("/account/sessions").await.body.contains("iPhone"));
        assert!(is_signed_in(&mut phone).await);
    }

    /// ACC-10
    async fn proving_it_again_opens_ten_minutes_and_renews_the_token(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let old = browser.cookie("gh_session").unwrap().to_owned();
        world.advance(11 * MINUTE);
        let wrong = browser.post("/step-up", &[("current", OTHER), ("next", "/account")]).await;
        wrong.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let answer = browser.post("/step-up", &[("current", PASSWORD), ("next", "/account/password")]).await;
        assert_eq!(answer.location(), "/account/password");
        let row = session::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!(row.elevated_until, world.app.clock.now().plus(10 * MINUTE));
        assert_eq!(row.ends_at, row.created_at.plus(30 * DAY), "it lives no longer for it");
        let mut thief = world.browser();
        thief.set_cookie("gh_session", &old);
        assert!(!is_signed_in(&mut thief).await && is_signed_in(&mut browser).await);
    }
}

async fn phone_session(world: &World) -> String {
    let rows = session::Entity::find().all(world.app.db.reader()).await.unwrap();
    rows.iter().find(|row| row.agent.as_deref().is_some_and(|a| a.contains("iPhone"))).unwrap().id.to_string()
}
