//! Taking an account back from whoever turned its two-step verification on, by the link of the mail about the first factor.

use super::change_address::{change, link_of, press, signs_in};
use super::passkeys::{add, sign_in_by};
use super::services::{come_by, person, provider};
use super::two_step::{AIKO, CODE, connect, half, is_in, told};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{
    account_factor, account_identity, account_recovery_code, address_change, factor_removal, first_factor,
    half_sign_in, session,
};
use gatehouse_core::{DAY, MINUTE, SECOND};
use gatehouse_testkit::{Authenticator, both_engines};

const THIEFS: &str = "thief@example.com";
const THIRD: &str = "thief.third@example.com";
const FACTORS: &str = "/account/security/remove-factor";

/// Somebody has the password once and adds a passkey, the first factor; their browser, and the owner's link.
async fn stolen(world: &World) -> (Browser, Authenticator, String) {
    customer(world, AIKO).await;
    let mut thief = signed_in(world, AIKO).await;
    let mut keys = Authenticator::of_world();
    add(&mut thief, &mut keys, "").await.expect(StatusCode::OK);
    world.advance(SECOND);
    (thief, keys, link_of(world, AIKO, "accounts.passkey_added").await)
}

/// Sets a password where the link has led.
async fn choose(browser: &mut Browser, gone: Answer) -> Answer {
    assert_eq!(gone.location(), "/set-password", "{}", gone.body);
    let token = browser.follow(gone).await.input("token").unwrap();
    browser.post("/set-password", &[("token", token.as_str()), ("password", OTHER), ("again", OTHER)]).await
}

/// Causes the mail about it; the password stays the same.
pub(crate) async fn cause(world: &World, browser: &mut Browser, email: &str) {
    connect(world, browser, "").await.1.expect(StatusCode::OK);
    let gone = press(browser, &link_of(world, email, "accounts.factor_added").await).await;
    let token = browser.follow(gone).await.input("token").unwrap();
    let form = [("token", token.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    browser.post("/set-password", &form).await.expect(StatusCode::SEE_OTHER);
}

async fn left(world: &World) -> [u64; 7] {
    [
        rows::<account_factor::Entity>(world).await,
        rows::<account_recovery_code::Entity>(world).await,
        rows::<factor_removal::Entity>(world).await,
        rows::<half_sign_in::Entity>(world).await,
        rows::<session::Entity>(world).await,
        rows::<address_change::Entity>(world).await,
        rows::<account_identity::Entity>(world).await,
    ]
}

both_engines! {
    /// ACC-9, ACC-13
    async fn the_owner_gets_a_thief_out_who_added_the_first_factor(world: World) {
        customer(&world, AIKO).await;
        let mut thief = signed_in(&world, AIKO).await;
        let elsewhere = provider(&world);
        elsewhere.is(person("w-1", THIEFS, false));
        come_by(&mut thief, &elsewhere, "/account/sign-in-services/with/work").await;
        thief.post("/account/sign-in-services/attach", &[]).await.expect(StatusCode::SEE_OTHER);
        let mut keys = Authenticator::of_world();
        add(&mut thief, &mut keys, "").await.expect(StatusCode::OK);
        connect(&world, &mut thief, "").await.1.expect(StatusCode::SEE_OTHER);
        assert_eq!(thief.post("/account/email", &[("email", THIEFS)]).await.location(), "/account/email");
        // The owner has password and mailbox, and stands before a second step that is not theirs.
        let mut owner = half(&world).await;
        owner.post("/sign-in/lost", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<factor_removal::Entity>(&world).await, 1);
        let link = link_of(&world, AIKO, "accounts.passkey_added").await;
        let before = world.dump().await;
        let page = open(&mut owner, &link).await.expect(StatusCode::OK);
        assert!(page.body.contains("This wasn’t me") && !page.body.contains(AIKO), "{}", page.body);
        assert!(world.dump().await == before, "a look changes nothing");
        let gone = press(&mut owner, &link).await;
        assert!(!is_in(&mut thief).await, "the session is gone");
        assert_eq!(sign_in_by(&mut world.browser(), &mut keys).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!signs_in(&world, AIKO, PASSWORD).await, "the password opens nothing");
        assert_eq!(left(&world).await, [0; 7]);
        assert_eq!(told(&world, "accounts.first_factor_undone").await, 1);
        assert_eq!(choose(&mut owner, gone).await.location(), "/licenses", "no second step any more");
        assert!(is_in(&mut owner).await && signs_in(&world, AIKO, OTHER).await);
        let activity = owner.get("/account/activity").await.body;
        assert!(activity.contains("Two-step verification undone by the link in the email"), "{activity}");
    }

    /// ACC-9
    async fn the_link_works_once_for_seven_days_and_for_its_own_account_alone(world: World) {
        let (mut thief, _, link) = stolen(&world).await;
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        connect(&world, &mut boris, "").await.1.expect(StatusCode::OK);
        let other = link_of(&world, "boris@example.com", "accounts.factor_added").await;
        press(&mut world.browser(), &format!("/undo-two-step?token={}x", token_of(&link))).await.expect(StatusCode::GONE);
        press(&mut world.browser(), &link).await.expect(StatusCode::SEE_OTHER);
        assert!(!is_in(&mut thief).await && is_in(&mut boris).await, "nobody else's account");
        // The second of two equal requests gets a link of its own; later the link was used.
        let mut again = world.browser();
        let gone = press(&mut again, &link).await;
        assert_eq!(choose(&mut again, gone).await.location(), "/licenses");
        assert_eq!(told(&world, "accounts.first_factor_undone").await, 1);
        world.advance(MINUTE + SECOND);
        press(&mut world.browser(), &link).await.expect(StatusCode::GONE);
        open(&mut world.browser(), &link).await.expect(StatusCode::GONE);
        assert!(is_in(&mut again).await && signs_in(&world, AIKO, OTHER).await);
        world.advance(7 * DAY);
        for link in [&other, &link] {
            let dead = open(&mut world.browser(), link).await.expect(StatusCode::GONE);
            assert!(dead.body.contains("more than 7 days"), "{}", dead.body);
            press(&mut world.browser(), link).await.expect(StatusCode::GONE);
        }
        let mut half = world.browser();
        assert_eq!(sign_in(&mut half, "boris@example.com", PASSWORD).await.location(), CODE, "the factor stays");
        world.advance(DAY);
        world.run_jobs().await;
        assert_eq!(rows::<first_factor::Entity>(&world).await, 0, "forgotten after its time");
    }

    /// ACC-9
    async fn only_the_first_factor_has_the_link_and_it_dies_with_that_factor(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        connect(&world, &mut browser, "").await.1.expect(StatusCode::OK);
        let first = link_of(&world, AIKO, "accounts.factor_added").await;
        assert!(first.starts_with("/undo-two-step?token="), "{first}");
        world.advance(MINUTE);
        connect(&world, &mut browser, "Second").await.1.expect(StatusCode::SEE_OTHER);
        assert_eq!(link_of(&world, AIKO, "accounts.factor_added").await, "/account/security");
        for _ in 0..2 {
            let factor = browser.get("/account/security").await.input("factor").unwrap();
            browser.post(FACTORS, &[("factor", &factor)]).await.expect(StatusCode::SEE_OTHER);
        }
        press(&mut world.browser(), &first).await.expect(StatusCode::NOT_FOUND);
        world.advance(MINUTE);
        connect(&world, &mut browser, "").await.1.expect(StatusCode::OK);
        press(&mut world.browser(), &first).await.expect(StatusCode::NOT_FOUND);
        assert!(is_in(&mut browser).await, "the old link is dead");
        let anew = link_of(&world, AIKO, "accounts.factor_added").await;
        press(&mut world.browser(), &anew).await.expect(StatusCode::SEE_OTHER);
        assert!(!is_in(&mut browser).await);
    }

    /// ACC-9
    async fn the_link_that_is_pressed_twice_at_once_undoes_once(world: World) {
        let (mut thief, _, link) = stolen(&world).await;
        let (mut one, mut two) = (world.browser(), world.browser());
        let (first, second) = tokio::join!(press(&mut one, &link), press(&mut two, &link));
        assert_eq!([first.location(), second.location()], ["/set-password", "/set-password"]);
        assert_eq!(told(&world, "accounts.first_factor_undone").await, 1);
        assert_eq!(choose(&mut one, first).await.location(), "/licenses");
        assert!(!is_in(&mut thief).await);
    }

    /// ACC-9, ACC-14
    async fn an_address_that_the_thief_changed_afterwards_comes_back(world: World) {
        let (mut thief, _, link) = stolen(&world).await;
        for to in [THIEFS, THIRD] {
            assert_eq!(thief.post("/account/email", &[("email", to)]).await.location(), "/account/email");
            press(&mut thief, &link_of(&world, to, "accounts.change_address").await).await.expect(StatusCode::OK);
            world.advance(MINUTE);
        }
        world.advance(4 * DAY);
        let mut owner = world.browser();
        let gone = press(&mut owner, &link).await;
        assert_eq!(choose(&mut owner, gone).await.location(), "/licenses");
        assert!(signs_in(&world, AIKO, OTHER).await && !signs_in(&world, THIRD, OTHER).await);
        let told = world.mails().await.into_iter().find(|mail| mail.kind == "accounts.first_factor_undone").unwrap();
        assert_eq!(told.to, AIKO, "who has the address again hears of it");
        assert!(!is_in(&mut thief).await);
    }

    /// ACC-9, ACC-14
    async fn whoever_changes_the_address_first_keeps_no_factor_either(world: World) {
        customer(&world, AIKO).await;
        let mut thief = signed_in(&world, AIKO).await;
        let undo = change(&world, &mut thief, AIKO, THIEFS).await;
        let mut keys = Authenticator::of_world();
        add(&mut thief, &mut keys, "").await.expect(StatusCode::OK);
        let thiefs = link_of(&world, THIEFS, "accounts.passkey_added").await;
        let mut owner = world.browser();
        let gone = press(&mut owner, &undo).await;
        assert_eq!(choose(&mut owner, gone).await.location(), "/licenses", "the mail about that factor was not theirs");
        assert_eq!(sign_in_by(&mut world.browser(), &mut keys).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        press(&mut thief, &thiefs).await.expect(StatusCode::NOT_FOUND);
        assert!(is_in(&mut owner).await && signs_in(&world, AIKO, OTHER).await);
    }
}
