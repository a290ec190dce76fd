//! Mailed links of every kind: looks change nothing, they work where somebody is signed in, and what a new password ends.

use super::change_address::{ask, link_of, press};
use super::two_step::{AIKO, CODE, Owner, give, half, is_in, owner};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::invite::invite;
use gatehouse_accounts::tables::half_sign_in;
use gatehouse_core::{MINUTE, SECOND};
use gatehouse_testkit::both_engines;
use std::collections::BTreeMap;

/// Looks at each link; the drill `mailed-links` has more of them.
const LOOKS: usize = 8;

/// Every link with a token in the mails, the newest one for each page.
async fn links(world: &World) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for mail in world.mails().await {
        for word in mail.text.split_whitespace().filter(|word| word.contains("?token=")) {
            let rest = word.split_once("://").map_or(word, |(_, rest)| rest);
            let link = rest[rest.find('/').unwrap()..].to_owned();
            found.insert(link.split('?').next().unwrap().to_owned(), link);
        }
    }
    found
}

/// A person for whom a link of every kind lies in mailboxes.
async fn with_all_links(world: &World) -> Owner {
    let mut aiko = owner(world).await;
    ask(&mut aiko.browser, "aiko.new@example.com").await;
    let code = aiko.app.code_at(world.cx().now());
    aiko.browser.post("/step-up", &[("code", &code), ("next", "/account/email")]).await;
    aiko.browser.post("/account/email", &[("email", "aiko.new@example.com")]).await;
    press(&mut aiko.browser, &link_of(world, "aiko.new@example.com", "accounts.change_address").await).await;
    let asked = aiko.browser.post("/account/email", &[("email", "aiko.third@example.com")]).await;
    assert_eq!(asked.location(), "/account/email");
    aiko.browser.post("/account/security/lost", &[]).await;
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    invite(&cx, &tx, aiko.id).await.unwrap();
    tx.commit().await.unwrap();
    register(&mut world.browser(), "boris@example.com", OTHER).await;
    aiko
}

both_engines! {
    /// ACC-2, ACC-9, ACC-13, ACC-14
    async fn looks_at_mailed_links_of_every_kind_change_nothing(world: World) {
        let mut aiko = with_all_links(&world).await;
        let links = links(&world).await;
        let paths: Vec<&str> = links.keys().map(String::as_str).collect();
        let every = [
            "/confirm",
            "/confirm-email",
            "/keep-two-step",
            "/pause-emails",
            "/set-password",
            "/undo-email",
            "/undo-two-step",
        ];
        assert_eq!(paths, every);
        let before = world.dump().await;
        for link in links.values() {
            for _ in 0..LOOKS {
                let mut scanner = world.browser();
                open(&mut scanner, link).await.expect(StatusCode::OK);
            }
        }
        assert!(world.dump().await == before, "a look has changed something");
        // Each of them still works; a new password would end a change that waits, and a change links to new passwords.
        for (path, link) in links.iter().filter(|(path, _)| *path != "/set-password") {
            let form = [("token", token_of(link)), ("password", OTHER), ("again", OTHER), ("on", "true")];
            // A new address is proven where its account is signed in.
            let answer = if path == "/confirm-email" {
                aiko.browser.post(path, &form).await
            } else {
                world.browser().post(path, &form).await
            };
            assert!(answer.status.is_success() || answer.status.is_redirection(), "{path}: {}", answer.body);
        }
    }

    /// ACC-13, ACC-15
    async fn recovery_works_where_its_owner_is_signed_in_and_ends_all_else(world: World) {
        let Owner { mut browser, app, .. } = owner(&world).await;
        let mut trusted = half(&world).await;
        assert_eq!(give(&world, &mut trusted, &app, "true").await.location(), "/licenses");
        let mut waiting = half(&world).await;
        world.browser().post_as_human("/forgot-password", &[("email", AIKO)]).await;
        let link = link_of(&world, AIKO, "accounts.recover").await;
        open(&mut browser, &link).await.expect(StatusCode::OK);
        assert!(is_in(&mut browser).await && is_in(&mut trusted).await);
        let form = [("token", token_of(&link)), ("password", OTHER), ("again", OTHER)];
        assert_eq!(browser.post("/set-password", &form).await.location(), CODE, "recovery keeps the second step");
        assert!(!is_in(&mut browser).await && !is_in(&mut trusted).await);
        world.advance(30 * SECOND);
        assert_eq!(give(&world, &mut waiting, &app, "").await.location(), "/sign-in", "half a sign-in has ended");
        assert_eq!(give(&world, &mut browser, &app, "").await.location(), "/licenses");
        assert_eq!(sign_in(&mut trusted, AIKO, OTHER).await.location(), CODE, "no browser is trusted");
    }

    /// ACC-15
    async fn a_changed_password_ends_other_sessions_sign_ins_half_done_and_links(world: World) {
        let Owner { mut browser, app, .. } = owner(&world).await;
        let mut other = half(&world).await;
        assert_eq!(give(&world, &mut other, &app, "true").await.location(), "/licenses");
        let mut waiting = half(&world).await;
        world.browser().post_as_human("/forgot-password", &[("email", AIKO)]).await;
        let link = link_of(&world, AIKO, "accounts.recover").await;
        let changed = [("current", PASSWORD), ("password", OTHER), ("again", OTHER)];
        assert_eq!(browser.post("/account/password", &changed).await.location(), "/account/security");
        assert!(is_in(&mut browser).await && !is_in(&mut other).await);
        assert_eq!(rows::<half_sign_in::Entity>(&world).await, 0);
        world.advance(30 * SECOND);
        assert_eq!(give(&world, &mut waiting, &app, "").await.location(), "/sign-in");
        open(&mut browser, &link).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(sign_in(&mut other, AIKO, OTHER).await.location(), CODE);
    }

    /// ACC-13, ACC-14
    async fn a_link_that_was_sent_on_purpose_leaves_who_is_signed_in_there(world: World) {
        customer(&world, "boris@example.com").await;
        customer(&world, AIKO).await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        let mut aiko = signed_in(&world, AIKO).await;
        ask(&mut aiko, "aiko.new@example.com").await.expect(StatusCode::SEE_OTHER);
        world.advance(MINUTE);
        press(&mut aiko, &link_of(&world, "aiko.new@example.com", "accounts.change_address").await).await;
        let undo = link_of(&world, AIKO, "accounts.address_changed").await;
        let gone = press(&mut boris, &undo).await;
        let token = boris.follow(gone).await.input("token").unwrap();
        let form = [("token", token.as_str()), ("password", OTHER), ("again", OTHER)];
        assert_eq!(boris.post("/set-password", &form).await.location(), "/");
        assert!(boris.get("/account").await.body.contains("boris@example.com"));
    }
}
