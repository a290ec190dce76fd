//! Another address to sign in with: its proof, what the old one can do, and who else wants it.

use super::two_step::{AIKO, is_in, told};
use super::*;
use crate::imported::{PROVEN, import};
use axum::http::StatusCode;
use gatehouse_accounts::actions::create_invited::create_invited;
use gatehouse_accounts::tables::{account, address_change, former_address, half_sign_in};
use gatehouse_core::{DAY, HOUR, MINUTE, SECOND};
use gatehouse_testkit::both_engines;

const NEW: &str = "aiko.new@example.com";
const THIRD: &str = "aiko.third@example.com";
const PATH: &str = "/account/email";

/// Asks in a browser that has just proven who it is; returns the answer.
pub(crate) async fn ask(browser: &mut Browser, email: &str) -> Answer {
    browser.post("/step-up", &[("current", PASSWORD), ("next", PATH)]).await.expect(StatusCode::SEE_OTHER);
    browser.post(PATH, &[("email", email)]).await
}

/// Presses the button of a link's page.
pub(crate) async fn press(browser: &mut Browser, link: &str) -> Answer {
    let path = link.split('?').next().unwrap().to_owned();
    browser.post(&path, &[("token", token_of(link))]).await
}

/// The link of the newest mail of a kind to an address.
pub(crate) async fn link_of(world: &World, email: &str, kind: &str) -> String {
    let mails = world.mails().await;
    let mail = mails.iter().rev().find(|mail| mail.to == email && mail.kind == kind);
    mail.unwrap_or_else(|| panic!("no {kind} to {email}")).link()
}

/// Changes the address all the way; returns the link by which the old one undoes it.
pub(crate) async fn change(world: &World, browser: &mut Browser, from: &str, to: &str) -> String {
    ask(browser, to).await.expect(StatusCode::SEE_OTHER);
    let link = link_of(world, to, "accounts.change_address").await;
    press(browser, &link).await.expect(StatusCode::OK);
    world.advance(SECOND);
    link_of(world, from, "accounts.address_changed").await
}

pub(crate) async fn signs_in(world: &World, email: &str, password: &str) -> bool {
    sign_in(&mut world.browser(), email, password).await.location() == "/licenses"
}

both_engines! {
    /// ACC-14
    async fn a_new_address_counts_when_it_is_proven_and_the_old_one_is_told(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let mut elsewhere = signed_in(&world, AIKO).await;
        world.browser().post_as_human("/forgot-password", &[("email", AIKO)]).await;
        let recover = link_of(&world, AIKO, "accounts.recover").await;
        world.advance(11 * MINUTE);
        assert!(browser.get(PATH).await.location().starts_with("/step-up?next="), "a fresh proof is asked");
        assert!(browser.post(PATH, &[("email", NEW)]).await.location().starts_with("/step-up"));
        let asked = ask(&mut browser, NEW).await;
        assert_eq!(asked.location(), PATH);
        let page = browser.follow(asked).await.expect(StatusCode::OK);
        assert!(page.body.contains(NEW) && page.body.contains("/account/email/cancel"), "{}", page.body);
        assert!(browser.get("/account").await.body.contains(NEW));
        assert!(signs_in(&world, AIKO, PASSWORD).await, "nothing has changed");
        let link = link_of(&world, NEW, "accounts.change_address").await;
        let mut reader = world.browser();
        let page = open(&mut reader, &link).await.expect(StatusCode::OK);
        assert!(page.body.contains("Sign in to confirm"), "{}", page.body);
        assert!(!page.body.contains(NEW) && !page.body.contains(AIKO), "whose account it is stays unsaid");
        assert!(page.body.contains("/sign-in?next=%2Fconfirm-email") || page.body.contains("/sign-in?next=/confirm-email"));
        assert_eq!(press(&mut reader, &link).await.status, StatusCode::FORBIDDEN);
        assert!(!is_in(&mut reader).await, "nobody is signed in by it");
        let back = [("email", AIKO), ("password", PASSWORD), ("next", "/confirm-email")];
        let back = reader.post("/sign-in", &back).await;
        let page = reader.follow(back).await.expect(StatusCode::OK);
        assert!(page.body.contains(NEW), "the link is still there: {}", page.body);
        assert!(signs_in(&world, AIKO, PASSWORD).await, "looking changes nothing");
        for _ in 0..2 {
            let done = press(&mut reader, &link).await.expect(StatusCode::OK);
            assert!(done.body.contains("Address changed"), "the second of two equal requests hears the same");
        }
        assert!(is_in(&mut browser).await && is_in(&mut elsewhere).await, "and nobody out");
        assert!(!signs_in(&world, AIKO, PASSWORD).await && signs_in(&world, NEW, PASSWORD).await);
        open(&mut world.browser(), &recover).await.expect(StatusCode::NOT_FOUND);
        let mail = world.mails().await.into_iter().find(|mail| mail.kind == "accounts.address_changed").unwrap();
        assert!(mail.to == AIKO && !mail.text.contains(NEW), "{}", mail.text);
        assert_eq!(rows::<address_change::Entity>(&world).await, 0);
        world.advance(MINUTE + SECOND);
        press(&mut reader, &link).await.expect(StatusCode::GONE);
        let dump = world.dump().await;
        assert!(!dump.contains("aiko.new") && !dump.contains("aiko@"), "addresses are sealed");
    }

    /// ACC-14
    async fn the_link_works_in_a_browser_that_is_signed_in_for_a_day_and_until_another_is_wanted(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let same = ask(&mut browser, "AIKO@example.com").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(same.body.contains("already the address of your account"));
        let nonsense = ask(&mut browser, "nonsense").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nonsense.body.contains("id=\"e-email\""));
        ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
        let first = link_of(&world, NEW, "accounts.change_address").await;
        world.advance(11 * MINUTE);
        browser.post("/account/email/again", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(told(&world, "accounts.change_address").await, 2);
        open(&mut browser, &first).await.expect(StatusCode::OK);
        ask(&mut browser, THIRD).await.expect(StatusCode::SEE_OTHER);
        let second = link_of(&world, THIRD, "accounts.change_address").await;
        press(&mut browser, &first).await.expect(StatusCode::NOT_FOUND);
        browser.post("/account/email/cancel", &[]).await.expect(StatusCode::SEE_OTHER);
        press(&mut browser, &second).await.expect(StatusCode::NOT_FOUND);
        assert!(browser.post("/account/email/again", &[]).await.location() == "/account", "nothing waits");
        ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
        let late = link_of(&world, NEW, "accounts.change_address").await;
        world.advance(DAY + SECOND);
        press(&mut browser, &late).await.expect(StatusCode::GONE);
        assert!(!browser.get("/account").await.body.contains(NEW), "it waits no more");
        world.advance(DAY);
        ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
        let link = link_of(&world, NEW, "accounts.change_address").await;
        // Where somebody else is signed in it changes nothing, and they stay.
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        let page = press(&mut boris, &link).await.expect(StatusCode::FORBIDDEN);
        assert!(page.body.contains("Another account is signed in here"), "{}", page.body);
        assert!(boris.get("/account").await.body.contains("boris@example.com"));
        assert!(!signs_in(&world, NEW, PASSWORD).await);
        press(&mut browser, &link).await.expect(StatusCode::OK);
        assert!(signs_in(&world, NEW, PASSWORD).await);
    }

    /// ACC-14, ACC-15
    async fn a_new_password_ends_a_change_that_waits(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
        let link = link_of(&world, NEW, "accounts.change_address").await;
        let changed = [("current", PASSWORD), ("password", OTHER), ("again", OTHER)];
        browser.post("/account/password", &changed).await.expect(StatusCode::SEE_OTHER);
        press(&mut browser, &link).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(rows::<address_change::Entity>(&world).await, 0);
    }

    /// ACC-6, ACC-14
    async fn the_answer_never_tells_whether_somebody_has_the_address(world: World) {
        customer(&world, AIKO).await;
        customer(&world, "boris@example.com").await;
        let mut pages = Vec::new();
        for email in ["boris@example.com", "nobody@example.com"] {
            let mut browser = signed_in(&world, AIKO).await;
            let asked = ask(&mut browser, email).await;
            assert_eq!(asked.location(), PATH);
            let page = browser.follow(asked).await;
            pages.push((page.status, plain(&page, email)));
            let again = browser.post("/account/email/again", &[]).await;
            assert_eq!(again.location(), PATH);
        }
        assert_eq!(pages[0], pages[1]);
        let kinds: Vec<_> = world.mails().await.into_iter().map(|mail| (mail.to, mail.kind)).collect();
        assert!(kinds.contains(&("boris@example.com".into(), "accounts.address_wanted".into())), "{kinds:?}");
        assert!(kinds.contains(&("nobody@example.com".into(), "accounts.change_address".into())), "{kinds:?}");
        assert_eq!(kinds.iter().filter(|(_, kind)| kind.starts_with("accounts.address_wanted")).count(), 1);
    }

    /// ACC-14
    async fn the_old_address_undoes_the_change_signs_out_everywhere_and_sets_a_new_password(world: World) {
        let id = customer(&world, AIKO).await;
        let mut thief = signed_in(&world, AIKO).await;
        let undo = change(&world, &mut thief, AIKO, NEW).await;
        world.advance(71 * HOUR);
        let mut owner = world.browser();
        let page = open(&mut owner, &undo).await.expect(StatusCode::OK);
        assert!(page.body.contains(AIKO) && page.body.contains("All sessions end"));
        assert!(is_in(&mut thief).await, "looking changes nothing");
        let first = press(&mut owner, &undo).await;
        assert_eq!(first.location(), "/set-password");
        assert_eq!(press(&mut world.browser(), &undo).await.location(), "/set-password", "the same request once more");
        assert!(!is_in(&mut thief).await);
        assert!(!signs_in(&world, NEW, PASSWORD).await && !signs_in(&world, AIKO, PASSWORD).await, "the password is known");
        let page = owner.follow(first).await.expect(StatusCode::OK);
        let token = page.input("token").unwrap();
        let form = [("token", token.as_str()), ("password", OTHER), ("again", OTHER)];
        assert_eq!(owner.post("/set-password", &form).await.location(), "/licenses");
        assert!(signs_in(&world, AIKO, OTHER).await);
        let contact = gatehouse_accounts::contacts::contact(&world.cx(), world.app.db.reader(), id).await.unwrap();
        assert_eq!(contact.unwrap().to.email, AIKO);
        world.advance(2 * MINUTE);
        press(&mut world.browser(), &undo).await.expect(StatusCode::GONE);
        assert!(is_in(&mut owner).await, "the link has done its work");
    }

    /// ACC-14
    async fn an_undo_that_comes_after_a_second_change_undoes_both(world: World) {
        customer(&world, AIKO).await;
        let mut thief = signed_in(&world, AIKO).await;
        let owners = change(&world, &mut thief, AIKO, NEW).await;
        world.advance(HOUR);
        let thiefs = change(&world, &mut thief, NEW, THIRD).await;
        assert_eq!(press(&mut world.browser(), &owners).await.location(), "/set-password");
        press(&mut world.browser(), &thiefs).await.expect(StatusCode::NOT_FOUND);
        assert!(!signs_in(&world, THIRD, PASSWORD).await && !is_in(&mut thief).await);
        world.browser().post_as_human("/forgot-password", &[("email", AIKO)]).await;
        link_of(&world, AIKO, "accounts.recover").await;
    }

    /// ACC-14
    async fn an_undo_has_seventy_two_hours_and_ends_what_was_begun(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let undo = change(&world, &mut browser, AIKO, NEW).await;
        ask(&mut browser, THIRD).await.expect(StatusCode::SEE_OTHER);
        let next = link_of(&world, THIRD, "accounts.change_address").await;
        let mut late = world.browser();
        world.advance(72 * HOUR);
        open(&mut late, &undo).await.expect(StatusCode::GONE);
        press(&mut late, &undo).await.expect(StatusCode::GONE);
        press(&mut late, &next).await.expect(StatusCode::GONE);
        assert!(is_in(&mut browser).await && signs_in(&world, NEW, PASSWORD).await);
        let undo = change(&world, &mut browser, NEW, THIRD).await;
        ask(&mut browser, "aiko.fourth@example.com").await.expect(StatusCode::SEE_OTHER);
        let next = link_of(&world, "aiko.fourth@example.com", "accounts.change_address").await;
        press(&mut late, &undo).await.expect(StatusCode::SEE_OTHER);
        press(&mut late, &next).await.expect(StatusCode::NOT_FOUND);
        assert_eq!([rows::<address_change::Entity>(&world).await, rows::<half_sign_in::Entity>(&world).await], [0, 0]);
    }

    /// ACC-6, ACC-14
    async fn the_old_address_is_kept_from_others_for_thirty_days(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        change(&world, &mut browser, AIKO, NEW).await;
        let mut pages = Vec::new();
        for email in [AIKO, "nobody@example.com"] {
            let mut stranger = world.browser();
            let sent = register(&mut stranger, email, OTHER).await.expect(StatusCode::SEE_OTHER);
            let page = stranger.follow(sent).await;
            pages.push((page.status, plain(&page, email)));
        }
        assert_eq!(pages[0], pages[1], "as for any other");
        assert_eq!(world.last_mail_to(AIKO).await.kind, "accounts.address_reserved");
        assert_eq!(rows::<account::Entity>(&world).await, 2, "Aiko’s, and that of the unknown address");
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        world.advance(11 * MINUTE);
        ask(&mut boris, AIKO).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(told(&world, "accounts.address_reserved").await, 2);
        assert_eq!(told(&world, "accounts.change_address").await, 1, "Aiko’s own");
        let imported = import(&world, &format!("email\n{AIKO}\n"), PROVEN).await;
        assert_eq!((imported.made, imported.refused.len()), (0, 1), "no import takes it");
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        assert!(create_invited(&cx, &tx, AIKO, Lang::En).await.unwrap().is_none(), "and no purchase");
        tx.rollback().await.unwrap();
        // Its owner can go back at once.
        world.advance(11 * MINUTE);
        change(&world, &mut browser, NEW, AIKO).await;
        assert!(signs_in(&world, AIKO, PASSWORD).await);
        // The other one is free after thirty days.
        world.advance(30 * DAY + SECOND);
        world.run_jobs().await;
        // The first run after such a leap of the clock waits.
        world.advance(DAY);
        world.run_jobs().await;
        assert_eq!(rows::<former_address::Entity>(&world).await, 0);
        register(&mut world.browser(), NEW, OTHER).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.last_mail_to(NEW).await.kind, "accounts.confirm");
    }

    /// ACC-2, ACC-14
    async fn an_unproven_registration_gives_way_to_a_proof(world: World) {
        customer(&world, AIKO).await;
        register(&mut world.browser(), NEW, OTHER).await;
        let stale = link_of(&world, NEW, "accounts.confirm").await;
        let mut browser = signed_in(&world, AIKO).await;
        change(&world, &mut browser, AIKO, NEW).await;
        open(&mut world.browser(), &stale).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(rows::<account::Entity>(&world).await, 1);
        assert!(signs_in(&world, NEW, PASSWORD).await && !signs_in(&world, NEW, OTHER).await);
    }

    /// ACC-14, ACC-17
    async fn deletion_in_between_leaves_links_that_open_nothing_and_addresses_that_are_free(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let undo = change(&world, &mut browser, AIKO, NEW).await;
        ask(&mut browser, THIRD).await.expect(StatusCode::SEE_OTHER);
        let next = link_of(&world, THIRD, "accounts.change_address").await;
        let form = [("email", NEW), ("current", PASSWORD), ("confirm", "true")];
        browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        press(&mut world.browser(), &next).await.expect(StatusCode::NOT_FOUND);
        press(&mut world.browser(), &undo).await.expect(StatusCode::NOT_FOUND);
        assert_eq!([rows::<address_change::Entity>(&world).await, rows::<former_address::Entity>(&world).await], [0, 0]);
        world.advance(DAY);
        register(&mut world.browser(), AIKO, OTHER).await;
        assert_eq!(world.last_mail_to(AIKO).await.kind, "accounts.confirm");
    }

    /// ACC-9, ACC-14
    async fn who_has_two_step_verification_gives_a_code_first(world: World) {
        let two_step::Owner { mut browser, app, .. } = two_step::owner(&world).await;
        world.advance(11 * MINUTE);
        browser.post("/step-up", &[("current", PASSWORD), ("next", PATH)]).await.expect(StatusCode::SEE_OTHER);
        assert!(browser.post(PATH, &[("email", NEW)]).await.location().starts_with("/step-up?factor=1"));
        let code = app.code_at(world.cx().now());
        browser.post("/step-up", &[("code", &code), ("next", PATH)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(browser.post(PATH, &[("email", NEW)]).await.location(), PATH);
        // Undone, the account still asks for a code: a new password takes no factor away.
        press(&mut browser, &link_of(&world, NEW, "accounts.change_address").await).await.expect(StatusCode::OK);
        let undo = link_of(&world, AIKO, "accounts.address_changed").await;
        let mut owner = world.browser();
        let gone = press(&mut owner, &undo).await;
        let token = owner.follow(gone).await.input("token").unwrap();
        let form = [("token", token.as_str()), ("password", OTHER), ("again", OTHER)];
        assert_eq!(owner.post("/set-password", &form).await.location(), two_step::CODE);
    }

    /// ACC-14, PRI-13
    async fn addresses_of_before_move_to_a_new_pepper(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let undo = change(&world, &mut browser, AIKO, NEW).await;
        let to = world.app.keys.rotate_pepper(&gatehouse_core::SystemRandom).unwrap();
        let mut moved = 0;
        for module in &world.modules {
            moved += module.move_lookups(&world.app, to).await.unwrap();
        }
        assert_eq!(moved, 2, "the account’s own, and the one of before");
        register(&mut world.browser(), AIKO, OTHER).await;
        assert_eq!(world.last_mail_to(AIKO).await.kind, "accounts.address_reserved");
        press(&mut world.browser(), &undo).await.expect(StatusCode::SEE_OTHER);
    }
}
