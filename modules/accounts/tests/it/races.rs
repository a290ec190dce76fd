//! Two things at the same moment, and requests that end in their midst: linking accounts elsewhere, and changing an address.

use super::change_address::{ask, link_of, press};
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

/// Lets a request go ahead of another one by so many of its waits.
async fn ahead<A: Future, B: Future>(waits: usize, first: A, second: B) -> (A::Output, B::Output) {
    let mut first = pin!(first);
    let mut second = pin!(second);
    let (mut one, mut other, mut left) = (None, None, waits);
    poll_fn(|cx| {
        if one.is_none()
            && let Poll::Ready(done) = first.as_mut().poll(cx)
        {
            one = Some(done);
        }
        if one.is_none() && left > 0 {
            left -= 1;
            return Poll::Pending;
        }
        if other.is_none()
            && let Poll::Ready(done) = second.as_mut().poll(cx)
        {
            other = Some(done);
        }
        if one.is_some() && other.is_some() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    (one.unwrap(), other.unwrap())
}

/// By how many waits one request goes ahead of the other.
const HEAD_STARTS: [usize; 5] = [0, 3, 7, 14, 28];

/// Somebody who has asked for another address.
struct Moving {
    old: String,
    new: String,
    /// Proves the new one.
    link: String,
    browser: Browser,
}

fn moved(number: usize) -> String {
    format!("new.{number}@example.com")
}

async fn moving(world: &World, number: usize) -> Moving {
    let (old, new) = (format!("old.{number}@example.com"), moved(number));
    customer(world, &old).await;
    let mut browser = signed_in(world, &old).await;
    ask(&mut browser, &new).await.expect(StatusCode::SEE_OTHER);
    let link = link_of(world, &new, "accounts.change_address").await;
    Moving { old, new, link, browser }
}

async fn gets_in(world: &World, email: &str, password: &str) -> bool {
    sign_in(&mut world.browser(), email, password).await.status == StatusCode::SEE_OTHER
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
        for waits in HEAD_STARTS {
            let Moving { old, new, link, browser: mut own } = moving(&world, waits).await;
            let mut stranger = world.browser();
            let human = Browser::human(&stranger.get("/register").await);
            let mut form = vec![("email", new.as_str()), ("password", OTHER), ("again", OTHER)];
            form.extend(human.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let registering = stranger.post("/register", &form);
            let (registered, pressed) = ahead(waits, registering, press(&mut own, &link)).await;
            assert_eq!(registered.status, StatusCode::SEE_OTHER, "the answer never tells");
            if pressed.status == StatusCode::CONFLICT {
                // The registration was stored in between. It proves nothing, so the link still works.
                press(&mut own, &link).await.expect(StatusCode::OK);
            } else {
                pressed.expect(StatusCode::OK);
            }
            assert!(gets_in(&world, &new, PASSWORD).await && !gets_in(&world, &new, OTHER).await, "{waits}");
            assert!(!gets_in(&world, &old, PASSWORD).await);
        }
        assert_eq!(rows::<account::Entity>(&world).await, HEAD_STARTS.len() as u64, "no registration is left");
    }

    /// ACC-2, ACC-14
    async fn of_a_registration_and_a_change_that_are_proven_at_once_one_has_the_address(world: World) {
        for waits in HEAD_STARTS {
            let mut stranger = world.browser();
            register(&mut stranger, &moved(waits), OTHER).await;
            let registration = link_of(&world, &moved(waits), "accounts.confirm").await;
            world.advance(MINUTE);
            let Moving { old, new, link, browser: mut own } = moving(&world, waits).await;
            let both = ahead(waits, press(&mut stranger, &registration), press(&mut own, &link));
            let (proven, changed) = both.await;
            for answer in [&changed, &proven] {
                assert!(!answer.status.is_server_error(), "{}: {}", answer.status, answer.body);
            }
            let [has_changed, has_registered] =
                [gets_in(&world, &new, PASSWORD).await, gets_in(&world, &new, OTHER).await];
            assert!(has_changed != has_registered, "{waits}: {} {}", changed.status, proven.status);
            assert_eq!(changed.status == StatusCode::OK, has_changed);
            assert_eq!(gets_in(&world, &old, PASSWORD).await, !has_changed, "or the old address stays");
        }
    }

    /// ACC-14
    async fn an_undo_beside_the_proof_of_a_second_change_wins_in_either_order(world: World) {
        for waits in HEAD_STARTS {
            let Moving { old, new, link, mut browser } = moving(&world, waits).await;
            press(&mut browser, &link).await.expect(StatusCode::OK);
            let undo = link_of(&world, &old, "accounts.address_changed").await;
            world.advance(HOUR);
            let third = format!("third.{waits}@example.com");
            ask(&mut browser, &third).await.expect(StatusCode::SEE_OTHER);
            let next = link_of(&world, &third, "accounts.change_address").await;
            let (mut owner, mut elsewhere) = (world.browser(), browser.clone());
            let (second, undone) = ahead(waits, press(&mut elsewhere, &next), press(&mut owner, &undo)).await;
            assert_eq!(undone.location(), "/set-password", "{}: {}", undone.status, undone.body);
            // Where the undo came first, the link was taken back, or the session had ended.
            let possible = [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::GONE, StatusCode::FORBIDDEN];
            assert!(possible.contains(&second.status), "{}", second.status);
            assert!(!is_in(&mut browser).await, "whoever changed it is out");
            assert!(!gets_in(&world, &new, PASSWORD).await && !gets_in(&world, &third, PASSWORD).await);
            let page = owner.follow(undone).await.expect(StatusCode::OK);
            let token = page.input("token").unwrap();
            let form = [("token", token.as_str()), ("password", OTHER), ("again", OTHER)];
            assert_eq!(owner.post("/set-password", &form).await.location(), "/licenses");
            assert!(gets_in(&world, &old, OTHER).await);
        }
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
            cut(waits, press(&mut browser.clone(), &link)).await;
            let (changed, mails, jobs) = stored(&world, former).await;
            assert_eq!((mails - before.1, jobs - before.2), (changed, changed), "after {waits} waits");
            if changed == 1 {
                break;
            }
        }
        assert!(gets_in(&world, NEW, PASSWORD).await);
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
