//! Changes of address between people: what a stranger gains by somebody else's address, and what a mailbox of before tells.

use super::change_address::{ask, change, link_of, press, signs_in};
use super::two_step::{AIKO, told};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::create_invited::create_invited;
use gatehouse_core::{HOUR, SECOND};
use gatehouse_testkit::both_engines;

const NEW: &str = "aiko.new@example.com";

both_engines! {
    /// ACC-14, ACC-3: what is somebody's comes into no account of a stranger by their own click.
    async fn a_stranger_who_asks_for_somebody_elses_address_gains_nothing_by_their_click(world: World) {
        customer(&world, "stranger@example.com").await;
        let mut stranger = signed_in(&world, "stranger@example.com").await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let invited = create_invited(&cx, &tx, AIKO, Lang::En).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        ask(&mut stranger, AIKO).await.expect(StatusCode::SEE_OTHER);
        let link = link_of(&world, AIKO, "accounts.change_address").await;
        let mut aiko = world.browser();
        open(&mut aiko, &link).await.expect(StatusCode::OK);
        press(&mut aiko, &link).await.expect(StatusCode::FORBIDDEN);
        assert!(!signs_in(&world, AIKO, PASSWORD).await, "the stranger's account has no new address");
        // The account of the purchase is still there, and hers.
        let path = invited.path();
        let set = [("token", token_of(&path)), ("password", OTHER), ("again", OTHER)];
        aiko.post("/set-password", &set).await.expect(StatusCode::SEE_OTHER);
        assert!(signs_in(&world, AIKO, OTHER).await);
        press(&mut stranger, &link).await.expect(StatusCode::CONFLICT);
    }

    /// ACC-14
    async fn a_used_link_in_the_old_mailbox_does_not_tell_the_new_address(world: World) {
        customer(&world, AIKO).await;
        world.browser().post_as_human("/forgot-password", &[("email", AIKO)]).await;
        let used = link_of(&world, AIKO, "accounts.recover").await;
        let mut browser = world.browser();
        let set = [("token", token_of(&used)), ("password", PASSWORD), ("again", PASSWORD)];
        browser.post("/set-password", &set).await.expect(StatusCode::SEE_OTHER);
        let once_more = [("token", token_of(&used)), ("password", OTHER), ("again", OTHER)];
        let told = world.browser().post("/set-password", &once_more).await.location();
        assert!(told.starts_with("/sign-in?who="), "{told}");
        change(&world, &mut browser, AIKO, NEW).await;
        assert_eq!(world.browser().post("/set-password", &once_more).await.location(), "/sign-in");
    }

    /// ACC-11, ACC-14
    async fn many_accounts_flood_no_mailbox_by_changes_of_their_addresses(world: World) {
        let mut last = None;
        for n in 0..3 {
            let email = format!("stranger{n}@example.com");
            customer(&world, &email).await;
            let mut browser = signed_in(&world, &email).await;
            for _ in 0..9 {
                ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
                browser.post("/account/email/cancel", &[]).await.expect(StatusCode::SEE_OTHER);
                world.advance(SECOND);
            }
            last = Some(browser);
        }
        assert_eq!(told(&world, "accounts.change_address").await, 20, "in a day");
        world.advance(HOUR);
        ask(&mut last.unwrap(), NEW).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(told(&world, "accounts.change_address").await, 21, "and then one an hour");
    }

    /// ACC-14
    async fn of_two_persons_who_want_one_address_the_first_proof_counts(world: World) {
        let (mut links, mut browsers) = (Vec::new(), Vec::new());
        for email in [AIKO, "boris@example.com"] {
            customer(&world, email).await;
            let mut browser = signed_in(&world, email).await;
            ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
            links.push(link_of(&world, NEW, "accounts.change_address").await);
            browsers.push(browser);
            world.advance(SECOND);
        }
        let (mut one, mut other) = (browsers.remove(0), browsers.remove(0));
        let (first, second) = tokio::join!(press(&mut one, &links[0]), press(&mut other, &links[1]));
        let mut got = [first.status, second.status];
        got.sort();
        assert_eq!(got, [StatusCode::OK, StatusCode::CONFLICT]);
        assert!(signs_in(&world, NEW, PASSWORD).await);
        let left = [signs_in(&world, AIKO, PASSWORD).await, signs_in(&world, "boris@example.com", PASSWORD).await];
        assert!(left[0] != left[1], "one of them has the new address, the other one their own");
    }
}
