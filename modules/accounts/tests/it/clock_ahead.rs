//! A clock that was ahead by days and is right again: nothing that it wrote lives longer than its own rule, and nobody is kept
//! out by it.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::session_book::SessionBook;
use gatehouse_accounts::tables::session;
use gatehouse_core::{DAY, HOUR, MINUTE, Moment, SECOND};
use gatehouse_testkit::both_engines;
use sea_orm::EntityTrait as _;

async fn is_signed_in(browser: &mut Browser) -> bool {
    let status = browser.get("/account").await.status;
    status == StatusCode::OK
}

/// The only session, once the notes of its uses are written.
async fn stored(world: &World) -> session::Model {
    world.cx().service::<SessionBook>().unwrap().settled().await;
    session::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap()
}

async fn forgot(browser: &mut Browser) {
    let answer = browser.post_as_human("/forgot-password", &[("email", "aiko@example.com")]).await;
    assert_eq!(answer.location(), "/forgot-password/sent");
}

/// Every link to a new password that was mailed so far.
async fn links(world: &World) -> Vec<String> {
    world.mails().await.iter().filter(|mail| mail.kind == "accounts.recover").map(|mail| mail.link()).collect()
}

both_engines! {
    /// ACC-10
    async fn a_proof_by_a_clock_that_was_ahead_opens_no_sensitive_change(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let right = world.cx().now();
        world.clock.set(right.plus(5 * DAY));
        let proof = [("current", PASSWORD), ("next", "/account/sessions")];
        assert_eq!(browser.post("/step-up", &proof).await.location(), "/account/sessions");
        let far = stored(&world).await;
        assert!(far.elevated_until > right.plus(5 * DAY) && far.seen_at == right.plus(5 * DAY));
        world.clock.set(right.plus(11 * MINUTE));
        let refused = browser.post("/account/sessions/end-others", &[]).await;
        assert!(refused.location().starts_with("/step-up"), "{}", refused.location());
        // The use of now has put the moments right: nothing opens by itself when that day comes.
        let now = world.cx().now();
        let near = stored(&world).await;
        assert_eq!((near.seen_at, near.elevated_until), (now, Moment(0)));
        assert_eq!(near.expires_at, now.plus(14 * DAY));
        assert_eq!(browser.post("/step-up", &proof).await.location(), "/account/sessions", "an honest proof");
        let done = browser.post("/account/sessions/end-others", &[]).await;
        assert_eq!(done.location(), "/account/sessions");
    }

    /// ACC-10
    async fn a_session_that_was_opened_far_ahead_has_ended_and_pushes_no_honest_one_out(world: World) {
        customer(&world, "aiko@example.com").await;
        let right = world.cx().now();
        world.clock.set(right.plus(20 * DAY));
        for _ in 0..19 {
            signed_in(&world, "aiko@example.com").await;
        }
        let mut far = signed_in(&world, "aiko@example.com").await;
        assert!(is_signed_in(&mut far).await, "the control look");
        world.clock.set(right.plus(MINUTE));
        assert!(!is_signed_in(&mut far).await);
        let mut now = signed_in(&world, "aiko@example.com").await;
        assert!(is_signed_in(&mut now).await, "twenty sessions of the future do not push it out");
    }

    /// ACC-10
    async fn a_clock_that_was_ahead_by_an_hour_signs_nobody_out(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut before = signed_in(&world, "aiko@example.com").await;
        let right = world.cx().now();
        world.clock.set(right.plus(HOUR));
        assert!(is_signed_in(&mut before).await);
        let mut then = signed_in(&world, "aiko@example.com").await;
        world.clock.set(right.plus(SECOND));
        assert!(is_signed_in(&mut before).await && is_signed_in(&mut then).await);
    }

    /// ACC-13
    async fn a_link_that_was_made_far_ahead_opens_nothing_and_another_is_mailed_at_once(world: World) {
        customer(&world, "aiko@example.com").await;
        let right = world.cx().now();
        let mut browser = world.browser();
        world.clock.set(right.plus(20 * DAY));
        for _ in 0..3 {
            forgot(&mut browser).await;
            world.advance(11 * MINUTE);
        }
        let far = links(&world).await;
        assert_eq!(far.len(), 3);
        world.clock.set(right.plus(MINUTE));
        for link in &far {
            open(&mut browser, link).await.expect(StatusCode::GONE);
            let form = [("token", token_of(link)), ("password", OTHER), ("again", OTHER)];
            browser.post("/set-password", &form).await.expect(StatusCode::GONE);
        }
        forgot(&mut browser).await;
        let fresh: Vec<String> = links(&world).await.into_iter().filter(|link| !far.contains(link)).collect();
        assert_eq!(fresh.len(), 1, "no mail of the future keeps it back");
        let form = [("token", token_of(&fresh[0])), ("password", OTHER), ("again", OTHER)];
        assert_eq!(browser.post("/set-password", &form).await.location(), "/sign-in");
    }

    /// ACC-11
    async fn a_pause_that_was_begun_far_ahead_silences_nobody(world: World) {
        customer(&world, "aiko@example.com").await;
        let right = world.cx().now();
        register(&mut world.browser(), "aiko@example.com", OTHER).await;
        let mail = world.last_mail_to("aiko@example.com").await;
        let start = mail.text.find("/pause-emails?token=").unwrap();
        let pause = mail.text[start..].split_whitespace().next().unwrap();
        world.clock.set(right.plus(20 * DAY));
        let form = [("token", token_of(pause)), ("on", "true")];
        world.browser().post("/pause-emails", &form).await.expect(StatusCode::SEE_OTHER);
        forgot(&mut world.browser()).await;
        assert_eq!(links(&world).await.len(), 0, "the control look");
        world.clock.set(right.plus(HOUR));
        forgot(&mut world.browser()).await;
        assert_eq!(links(&world).await.len(), 1);
    }
}
