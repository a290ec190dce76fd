//! Two things at the same moment, and requests that end in their midst: linking accounts elsewhere, and changing an address.

use super::change_address::{ask, change, link_of, press};
use super::services::{AIKO, come_by, person, provider, sign_in_by};
use super::two_step::{is_in, told};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{account, account_identity, address_change};
use gatehouse_core::{HOUR, MINUTE};
use gatehouse_testkit::both_engines;
use sea_orm::{ConnectionTrait as _, Statement};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

const KEN: &str = "ken@example.com";
const NEW: &str = "aiko.new@example.com";
const THIRD: &str = "aiko.third@example.com";
const PATH: &str = "/account/email";
const ATTACH: &str = "/account/sign-in-services/attach";
const BEGIN: &str = "/account/sign-in-services/with/work";

/// Asks for the link that attaches a Facebook account, in a browser of its own.
async fn asked_by_mail(world: &World, subject: &str) -> (Browser, String) {
    let provider = provider(world);
    provider.is(person(subject, AIKO, true));
    let mut browser = world.browser();
    sign_in_by(&mut browser, &provider, "facebook").await;
    browser.post("/sign-in/service", &[("by", "mail")]).await.expect(StatusCode::SEE_OTHER);
    let link = world.last_mail_to(AIKO).await.link();
    (browser, link)
}

/// Ends a request after so many of its waits, as a process does that is killed; `None`: it had not come to its end.
async fn cut<F: Future>(waits: usize, request: F) -> Option<F::Output> {
    let mut request = pin!(request);
    let mut left = waits;
    poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        request.as_mut().poll(cx).map(Some)
    })
    .await
}

/// What is stored at one moment: what the change leaves behind, the mails, and the jobs that send them.
async fn stored(world: &World, changed: &str) -> (i64, i64, i64) {
    let db = &world.app.db;
    let text = format!(
        "select ({changed}) as changed, (select count(*) from mail) as mails, \
         (select count(*) from job where kind = 'mail.send') as jobs"
    );
    let row = db.writer().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
    let number = |name: &str| row.try_get("", name).unwrap();
    (number("changed"), number("mails"), number("jobs"))
}

/// How many waits are tried before a request must have come to its end.
const MOST_WAITS: usize = 2_000;

both_engines! {
    /// ACC-8
    async fn one_link_that_is_pressed_twice_at_once_attaches_once(world: World) {
        customer(&world, AIKO).await;
        let (browser, link) = asked_by_mail(&world, "f-1").await;
        let (mut one, mut other) = (browser.clone(), browser);
        let (first, second) = tokio::join!(press(&mut one, &link), press(&mut other, &link));
        let both = [first.status, second.status];
        assert!(both.contains(&StatusCode::SEE_OTHER), "{both:?}");
        assert!(both.iter().all(|status| !status.is_server_error()), "{both:?}");
        assert_eq!(rows::<account_identity::Entity>(&world).await, 1);
        assert_eq!(told(&world, "accounts.service_attached").await, 1);
        assert!(is_in(&mut one).await || is_in(&mut other).await);
    }

    /// ACC-8
    async fn two_links_of_one_account_at_once_attach_both(world: World) {
        customer(&world, AIKO).await;
        let (mut one, first) = asked_by_mail(&world, "f-1").await;
        world.advance(11 * MINUTE);
        let (mut other, second) = asked_by_mail(&world, "f-2").await;
        assert_ne!(first, second);
        let (first, second) = tokio::join!(press(&mut one, &first), press(&mut other, &second));
        assert_eq!([first.location(), second.location()], ["/licenses", "/licenses"]);
        assert_eq!(rows::<account_identity::Entity>(&world).await, 2);
        assert!(is_in(&mut one).await && is_in(&mut other).await);
    }

    /// ACC-8
    async fn of_two_persons_who_attach_one_account_elsewhere_at_once_one_has_it(world: World) {
        let provider = provider(&world);
        provider.is(person("w-1", "shared@work.example", false));
        let mut browsers = Vec::new();
        for email in [AIKO, KEN] {
            customer(&world, email).await;
            let mut browser = signed_in(&world, email).await;
            assert_eq!(come_by(&mut browser, &provider, BEGIN).await.location(), ATTACH);
            browsers.push(browser);
        }
        let [mut one, mut other] = <[Browser; 2]>::try_from(browsers).ok().unwrap();
        let (first, second) = tokio::join!(one.post(ATTACH, &[]), other.post(ATTACH, &[]));
        for answer in [&first, &second] {
            assert!(!answer.status.is_server_error(), "{}: {}", answer.status, answer.body);
        }
        assert_eq!(rows::<account_identity::Entity>(&world).await, 1);
        assert_eq!(told(&world, "accounts.service_attached").await, 1, "one of them is told, and has it");
    }

    /// ACC-2, ACC-14
    async fn an_address_that_is_registered_while_it_is_proven_goes_to_who_proves_it(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
        let link = link_of(&world, NEW, "accounts.change_address").await;
        let (mut own, mut stranger) = (world.browser(), world.browser());
        let (pressed, registered) = tokio::join!(press(&mut own, &link), register(&mut stranger, NEW, OTHER));
        assert_eq!(registered.status, StatusCode::SEE_OTHER, "the answer never tells");
        if pressed.status == StatusCode::CONFLICT {
            // The registration was stored in between. It proves nothing, so the link still works.
            press(&mut own, &link).await.expect(StatusCode::OK);
        } else {
            pressed.expect(StatusCode::OK);
        }
        assert_eq!(sign_in(&mut world.browser(), NEW, PASSWORD).await.location(), "/licenses");
        assert_ne!(sign_in(&mut world.browser(), NEW, OTHER).await.status, StatusCode::SEE_OTHER);
        assert_eq!(rows::<account::Entity>(&world).await, 1);
    }

    /// ACC-2, ACC-14
    async fn of_a_registration_and_a_change_that_are_proven_at_once_one_has_the_address(world: World) {
        customer(&world, AIKO).await;
        let mut stranger = world.browser();
        register(&mut stranger, NEW, OTHER).await;
        let registration = link_of(&world, NEW, "accounts.confirm").await;
        let mut browser = signed_in(&world, AIKO).await;
        ask(&mut browser, NEW).await.expect(StatusCode::SEE_OTHER);
        let link = link_of(&world, NEW, "accounts.change_address").await;
        let mut own = world.browser();
        let (changed, proven) = tokio::join!(press(&mut own, &link), press(&mut stranger, &registration));
        for answer in [&changed, &proven] {
            assert!(!answer.status.is_server_error(), "{}: {}", answer.status, answer.body);
        }
        let has_changed = sign_in(&mut world.browser(), NEW, PASSWORD).await.location() == "/licenses";
        let has_registered = sign_in(&mut world.browser(), NEW, OTHER).await.status == StatusCode::SEE_OTHER;
        assert!(has_changed != has_registered, "{} {}", changed.status, proven.status);
        assert_eq!(changed.status == StatusCode::OK, has_changed);
        // Who has not got the new address keeps the old one.
        let is_old = sign_in(&mut world.browser(), AIKO, PASSWORD).await.location() == "/licenses";
        assert_eq!(is_old, !has_changed);
    }

    /// ACC-14
    async fn an_undo_beside_the_proof_of_a_second_change_wins_in_either_order(world: World) {
        customer(&world, AIKO).await;
        let mut thief = signed_in(&world, AIKO).await;
        let undo = change(&world, &mut thief, AIKO, NEW).await;
        world.advance(HOUR);
        ask(&mut thief, THIRD).await.expect(StatusCode::SEE_OTHER);
        let next = link_of(&world, THIRD, "accounts.change_address").await;
        let (mut owner, mut elsewhere) = (world.browser(), world.browser());
        let (undone, second) = tokio::join!(press(&mut owner, &undo), press(&mut elsewhere, &next));
        assert_eq!(undone.location(), "/set-password", "{}: {}", undone.status, undone.body);
        // Whoever came second found a link that was taken back.
        let possible = [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::GONE];
        assert!(possible.contains(&second.status), "{}", second.status);
        assert!(!is_in(&mut thief).await);
        for email in [NEW, THIRD] {
            assert_ne!(sign_in(&mut world.browser(), email, PASSWORD).await.status, StatusCode::SEE_OTHER, "{email}");
        }
        let page = owner.follow(undone).await.expect(StatusCode::OK);
        let token = page.input("token").unwrap();
        let form = [("token", token.as_str()), ("password", OTHER), ("again", OTHER)];
        assert_eq!(owner.post("/set-password", &form).await.location(), "/licenses");
        assert_eq!(sign_in(&mut world.browser(), AIKO, OTHER).await.location(), "/licenses");
        assert_eq!(rows::<address_change::Entity>(&world).await, 0);
    }

    /// ACC-14, ALL-4
    async fn a_request_that_ends_anywhere_leaves_the_change_with_its_mail_or_neither(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        browser.post("/step-up", &[("current", PASSWORD), ("next", PATH)]).await.expect(StatusCode::SEE_OTHER);
        let waiting = "select count(*) from address_change";
        let before = stored(&world, waiting).await;
        for waits in 1..MOST_WAITS {
            let answer = cut(waits, browser.clone().post(PATH, &[("email", NEW)])).await;
            let (changed, mails, jobs) = stored(&world, waiting).await;
            assert_eq!((mails - before.1, jobs - before.2), (changed, changed), "after {waits} waits");
            if let Some(answer) = answer {
                assert_eq!(answer.location(), PATH);
            }
            if changed == 1 {
                break;
            }
        }
        // The proof of the new address, and the mail to the old one.
        let link = link_of(&world, NEW, "accounts.change_address").await;
        let former = "select count(*) from former_address";
        let before = stored(&world, former).await;
        for waits in 1..MOST_WAITS {
            cut(waits, press(&mut world.browser(), &link)).await;
            let (changed, mails, jobs) = stored(&world, former).await;
            assert_eq!((mails - before.1, jobs - before.2), (changed, changed), "after {waits} waits");
            if changed == 1 {
                break;
            }
        }
        assert_eq!(sign_in(&mut world.browser(), NEW, PASSWORD).await.location(), "/licenses");
        link_of(&world, AIKO, "accounts.address_changed").await;
    }

    /// ACC-8, ALL-4
    async fn attaching_that_ends_anywhere_leaves_the_account_elsewhere_with_its_mail_or_neither(world: World) {
        let provider = provider(&world);
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        provider.is(person("w-1", "a.tanaka@work.example", false));
        assert_eq!(come_by(&mut browser, &provider, BEGIN).await.location(), ATTACH);
        let attached = "select count(*) from account_identity";
        let before = stored(&world, attached).await;
        for waits in 1..MOST_WAITS {
            cut(waits, browser.clone().post(ATTACH, &[])).await;
            let (changed, mails, jobs) = stored(&world, attached).await;
            assert_eq!((mails - before.1, jobs - before.2), (changed, changed), "after {waits} waits");
            if changed == 1 {
                break;
            }
        }
        assert_eq!(rows::<account_identity::Entity>(&world).await, 1);
        assert_eq!(told(&world, "accounts.service_attached").await, 1);
    }
}
