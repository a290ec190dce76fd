//! Mails that strangers cause: the owner is neither flooded nor left without a link.

use super::*;
use axum::http::StatusCode;
use gatehouse_core::{DAY, HOUR, MINUTE, SECOND, SystemRandom};
use gatehouse_testkit::{ReadMail, both_engines};

async fn forgot(browser: &mut Browser, email: &str) {
    let answer = browser.post_as_human("/forgot-password", &[("email", email)]).await;
    assert_eq!(answer.location(), "/forgot-password/sent");
}

/// The links to a new password in a mailbox, newest first.
async fn links(world: &World, email: &str) -> Vec<String> {
    let is_link = |mail: &ReadMail| mail.to == email && mail.kind == "accounts.recover";
    world.mails().await.iter().rev().filter(|mail| is_link(mail)).map(ReadMail::link).collect()
}

fn pause_of(mail: &ReadMail) -> String {
    let start = mail.text.find("/pause-emails?token=").expect("the mail can be stopped");
    mail.text[start..].split_whitespace().next().unwrap().to_owned()
}

both_engines! {
    /// ACC-11, ACC-13
    async fn a_flood_of_requests_leaves_a_living_link_in_the_mailbox_at_any_time(world: World) {
        customer(&world, "aiko@example.com").await;
        let (mut stranger, mut owner) = (world.browser(), world.browser());
        // A day: by then it is hours since the twentieth mail.
        for minute in 0..(24 * 60 / 7) {
            forgot(&mut stranger, "aiko@example.com").await;
            if minute % 6 == 5 {
                forgot(&mut owner, "aiko@example.com").await;
                let newest = links(&world, "aiko@example.com").await.remove(0);
                open(&mut owner, &newest).await.expect(StatusCode::OK);
            }
            world.advance(7 * MINUTE);
        }
        let mailed = links(&world, "aiko@example.com").await.len();
        assert!((30..=45).contains(&mailed), "{mailed} mails in a day");
        forgot(&mut owner, "aiko@example.com").await;
        let newest = links(&world, "aiko@example.com").await.remove(0);
        let form = [("token", token_of(&newest)), ("password", OTHER), ("again", OTHER)];
        assert_eq!(owner.post("/set-password", &form).await.location(), "/sign-in");
        assert_eq!(sign_in(&mut owner, "aiko@example.com", OTHER).await.location(), "/licenses");
    }

    /// ACC-13
    async fn three_links_live_and_a_mail_is_withheld_only_while_the_last_one_is_young(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = world.browser();
        for expected in [1, 1, 2, 3, 4] {
            forgot(&mut browser, "aiko@example.com").await;
            let found = links(&world, "aiko@example.com").await;
            assert_eq!(found.len(), expected);
            if expected == 1 {
                world.advance(5 * MINUTE);
            } else {
                world.advance(10 * MINUTE - SECOND * i64::from(expected == 4));
            }
        }
        let found = links(&world, "aiko@example.com").await;
        open(&mut browser, &found[0]).await.expect(StatusCode::OK);
        open(&mut browser, &found[1]).await.expect(StatusCode::OK);
        open(&mut browser, &found[3]).await.expect(StatusCode::NOT_FOUND);
        // A link that was used is none: the next request is answered at once.
        let form = [("token", token_of(&found[0])), ("password", OTHER), ("again", OTHER)];
        browser.post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
        forgot(&mut browser, "aiko@example.com").await;
        assert_eq!(links(&world, "aiko@example.com").await.len(), 5);
    }

    /// ACC-11, ACC-13
    async fn the_owners_browser_and_network_are_counted_apart_from_strangers(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut own = signed_in(&world, "aiko@example.com").await;
        own.post("/sign-out", &[]).await;
        forgot(&mut own, "aiko@example.com").await;
        assert_eq!(links(&world, "aiko@example.com").await.len(), 1);
        // In these tests every browser comes from the owner's network, which has a count of its own.
        forgot(&mut world.browser(), "aiko@example.com").await;
        assert_eq!(links(&world, "aiko@example.com").await.len(), 2);
        for _ in 0..3 {
            forgot(&mut world.browser(), "aiko@example.com").await;
            forgot(&mut own, "aiko@example.com").await;
        }
        assert_eq!(links(&world, "aiko@example.com").await.len(), 2);
    }

    /// ACC-6, ACC-11
    async fn the_owner_of_an_address_is_left_alone_for_a_day_by_one_click(world: World) {
        for (email, kind) in [("known@example.com", "accounts.already_registered"), ("new@example.com", "accounts.confirm")] {
            if kind.ends_with("registered") {
                customer(&world, email).await;
            }
            register(&mut world.browser(), email, PASSWORD).await;
            let mail = world.last_mail_to(email).await;
            assert_eq!(mail.kind, kind);
            let (mut owner, link) = (world.browser(), pause_of(&mail));
            let page = open(&mut owner, &link).await.expect(StatusCode::OK);
            assert!(page.body.contains("24 hours") && !page.body.contains("example.com"), "{}", page.body);
            let token = page.input("token").unwrap();
            let paused = owner.post("/pause-emails", &[("token", &token), ("on", "true")]).await;
            let page = owner.follow(paused).await.expect(StatusCode::OK);
            assert_eq!(page.input("on").as_deref(), Some("false"), "it can be taken back");
            let before = world.mails().await.len();
            for _ in 0..3 {
                world.advance(HOUR);
                register(&mut world.browser(), email, OTHER).await.expect(StatusCode::SEE_OTHER);
                forgot(&mut world.browser(), email).await;
            }
            assert_eq!(world.mails().await.len(), before);
            owner.post("/pause-emails", &[("token", &token), ("on", "false")]).await.expect(StatusCode::SEE_OTHER);
            forgot(&mut world.browser(), email).await;
            assert_eq!(world.mails().await.len(), before + 1);
            owner.post("/pause-emails", &[("token", &token), ("on", "true")]).await.expect(StatusCode::SEE_OTHER);
            world.advance(DAY + SECOND);
            forgot(&mut world.browser(), email).await;
            assert_eq!(world.mails().await.len(), before + 2, "a day is over");
        }
        let wrong = open(&mut world.browser(), &format!("/pause-emails?token={}", "A".repeat(80))).await;
        wrong.expect(StatusCode::GONE);
    }

    /// ACC-11
    async fn a_pause_silences_strangers_and_not_the_owner(world: World) {
        customer(&world, "aiko@example.com").await;
        register(&mut world.browser(), "aiko@example.com", OTHER).await;
        let token = pause_of(&world.last_mail_to("aiko@example.com").await);
        let mut own = signed_in(&world, "aiko@example.com").await;
        own.post("/pause-emails", &[("token", token_of(&token)), ("on", "true")]).await.expect(StatusCode::SEE_OTHER);
        own.post("/sign-out", &[]).await;
        forgot(&mut own, "aiko@example.com").await;
        assert_eq!(links(&world, "aiko@example.com").await.len(), 1);
    }

    /// ACC-6, ACC-11, PRI-13
    async fn a_wish_to_be_left_alone_outlives_a_turn_of_the_pepper(world: World) {
        register(&mut world.browser(), "new@example.com", PASSWORD).await;
        let link = pause_of(&world.last_mail_to("new@example.com").await);
        let (mut owner, token) = (world.browser(), token_of(&link));
        owner.post("/pause-emails", &[("token", token), ("on", "true")]).await.expect(StatusCode::SEE_OTHER);
        let before = world.mails().await.len();
        for turned in [true, false] {
            if turned {
                world.app.keys.rotate_pepper(&SystemRandom).unwrap();
            }
            world.advance(HOUR);
            forgot(&mut world.browser(), "new@example.com").await;
            assert_eq!(world.mails().await.len(), before);
            // The link of before says the same again, now under the newest pepper.
            owner.post("/pause-emails", &[("token", token), ("on", "true")]).await.expect(StatusCode::SEE_OTHER);
        }
        owner.post("/pause-emails", &[("token", token), ("on", "false")]).await.expect(StatusCode::SEE_OTHER);
        forgot(&mut world.browser(), "new@example.com").await;
        assert_eq!(world.mails().await.len(), before + 1, "it is taken back under each");
    }

    /// ACC-6
    async fn the_ledger_counts_unknown_addresses_like_known_ones_and_forgets_both(world: World) {
        customer(&world, "known@example.com").await;
        for email in ["known@example.com", "unknown@example.com"] {
            forgot(&mut world.browser(), email).await;
        }
        assert_eq!(ledger_rows(&world).await, 2);
        world.advance(2 * DAY);
        world.run_jobs().await;
        assert_eq!(ledger_rows(&world).await, 0);
    }
}

pub async fn ledger_rows(world: &World) -> i64 {
    use sea_orm::{ConnectionTrait as _, Statement};
    let text = Statement::from_string(world.app.db.backend(), "select count(*) as n from mail_ledger");
    world.app.db.reader().query_one_raw(text).await.unwrap().unwrap().try_get("", "n").unwrap()
}
