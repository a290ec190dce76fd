//! Passkeys: adding, signing in without a password, the second step, the proof before sensitive changes, and what is refused.

use super::two_step::{AIKO, CODE, codes_of, connect, half, is_in, told};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{account_factor, half_sign_in};
use gatehouse_core::{DAY, MINUTE, SECOND};
use gatehouse_testkit::authenticator::Question;
use gatehouse_testkit::{Authenticator, both_engines};
use sea_orm::entity::prelude::*;

const ADD: &str = "/account/security/passkey";
const SIGN_IN: &str = "/sign-in/passkey";
const QUESTION: &str = "/sign-in/passkey/question";
const BORIS: &str = "boris@example.com";

/// Adds a passkey in a browser that may; the answer of the page.
pub(crate) async fn add(browser: &mut Browser, keys: &mut Authenticator, name: &str) -> Answer {
    let question = Question::of_page(&browser.get(ADD).await.expect(StatusCode::OK));
    let said = keys.create(&question);
    send(browser, ADD, &question, &said, &[("name", name)]).await
}

async fn send(browser: &mut Browser, path: &str, question: &Question, said: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("passkey_challenge", question.challenge.as_str()), ("passkey_answer", said)];
    form.extend_from_slice(more);
    browser.post(path, &form).await
}

async fn asked(browser: &mut Browser) -> Question {
    Question::fetched(&browser.post(QUESTION, &[]).await.expect(StatusCode::OK))
}

/// Signs in with the newest passkey.
pub(crate) async fn sign_in_by(browser: &mut Browser, keys: &mut Authenticator) -> Answer {
    let question = asked(browser).await;
    let said = keys.get(&question).expect("a passkey");
    send(browser, SIGN_IN, &question, &said, &[]).await
}

/// A person with a passkey, and the browser where it was added.
async fn owner(world: &World) -> (Uuid, Browser, Authenticator) {
    let id = customer(world, AIKO).await;
    let mut browser = signed_in(world, AIKO).await;
    let mut keys = Authenticator::of_world();
    codes_of(&add(&mut browser, &mut keys, "Work laptop").await.expect(StatusCode::OK));
    (id, browser, keys)
}

/// Causes the mails about passkeys, and leaves none.
pub(crate) async fn cause(world: &World, browser: &mut Browser) {
    let mut keys = Authenticator::of_world();
    add(browser, &mut keys, "").await.expect(StatusCode::OK);
    keys.keys[0].counter = 0;
    sign_in_by(&mut world.browser(), &mut keys).await;
    let only = account_factor::Entity::find().filter(account_factor::Column::CredentialHash.is_not_null());
    let only = only.one(world.app.db.reader()).await.unwrap().unwrap().id.to_string();
    browser.post("/account/security/remove-factor", &[("factor", &only)]).await.expect(StatusCode::SEE_OTHER);
}

fn is_refused(answer: &Answer, with: &str) {
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(with), "{}", answer.body);
}

const NOT_HERE: &str = "work here";

both_engines! {
    /// ACC-9, ACC-10, PRI-13
    async fn the_first_passkey_turns_two_step_verification_on_and_is_told_by_mail(world: World) {
        customer(&world, AIKO).await;
        let mut earlier = signed_in(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        world.advance(11 * MINUTE);
        assert!(browser.get(ADD).await.location().starts_with("/step-up?next="), "the proof is too old");
        browser.post("/step-up", &[("current", PASSWORD), ("next", ADD)]).await.expect(StatusCode::SEE_OTHER);
        let question = Question::of_page(&browser.get(ADD).await);
        assert_eq!(question.options["rp"]["id"], "127.0.0.1");
        assert_eq!(question.options["attestation"], "none");
        assert_eq!(question.options["authenticatorSelection"]["residentKey"], "preferred");
        assert_eq!(question.options["user"]["name"], AIKO);
        let mut keys = Authenticator::of_world();
        let said = keys.create(&question);
        let page = send(&mut browser, ADD, &question, &said, &[("name", "Work laptop")]).await;
        assert_eq!(codes_of(&page.expect(StatusCode::OK)).len(), 10);
        assert!(is_in(&mut browser).await && !is_in(&mut earlier).await);
        let mail = world.last_mail_to(AIKO).await;
        assert!(mail.kind == "accounts.passkey_added" && mail.text.contains("Work laptop"), "{}", mail.text);
        let security = browser.get("/account/security").await.body;
        assert!(security.contains("Work laptop") && security.contains("10 unused recovery codes"), "{security}");
        assert!(!world.dump().await.contains("Work laptop"));
        // The same request once more, and the authenticator is told what it has.
        assert_eq!(send(&mut browser, ADD, &question, &said, &[]).await.location(), "/account/security");
        let again = Question::of_page(&browser.get(ADD).await);
        assert_eq!(again.options["excludeCredentials"].as_array().unwrap().len(), 1);
        assert_eq!(again.options["user"]["id"], question.options["user"]["id"], "one handle for an owner");
        assert_eq!(rows::<account_factor::Entity>(&world).await, 1);
    }

    /// ACC-6, ACC-9
    async fn a_passkey_signs_in_without_address_password_and_second_step(world: World) {
        let (_, _, mut keys) = owner(&world).await;
        let mut browser = world.browser();
        assert!(browser.get("/sign-in").await.body.contains("autocomplete=\"username webauthn\""));
        let question = asked(&mut browser).await;
        assert_eq!(question.options["allowCredentials"].as_array().unwrap().len(), 0, "nobody learns who has one");
        assert_eq!(question.options["userVerification"], "required");
        let said = keys.get(&question).unwrap();
        let answer = send(&mut browser, SIGN_IN, &question, &said, &[("next", "/account"), ("kept", "true")]).await;
        assert_eq!(answer.location(), "/account");
        assert!(is_in(&mut browser).await && browser.cookie("gh_passkey").is_none());
        let cookies = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap());
        assert!(cookies.into_iter().any(|c| c.contains("gh_session") && c.contains("Max-Age=7776000")), "it is kept");
        assert_eq!(rows::<half_sign_in::Entity>(&world).await, 0);
        // The proof was a factor: changes of factors are open.
        browser.get(ADD).await.expect(StatusCode::OK);
        let activity = browser.get("/account/activity").await.body;
        assert!(activity.contains("Signed in"), "{activity}");
    }

    /// ACC-9
    async fn an_answer_opens_once_in_its_own_browser_and_within_five_minutes(world: World) {
        let (_, _, mut keys) = owner(&world).await;
        let mut browser = world.browser();
        let question = asked(&mut browser).await;
        let said = keys.get(&question).unwrap();
        let mut other = world.browser();
        is_refused(&send(&mut other, SIGN_IN, &question, &said, &[]).await, "took too long");
        asked(&mut other).await;
        is_refused(&send(&mut other, SIGN_IN, &question, &said, &[]).await, "took too long");
        let cookie = browser.cookie("gh_passkey").unwrap().to_owned();
        assert_eq!(send(&mut browser, SIGN_IN, &question, &said, &[]).await.location(), "/licenses");
        let mut again = world.browser();
        again.set_cookie("gh_passkey", &cookie);
        is_refused(&send(&mut again, SIGN_IN, &question, &said, &[]).await, "was done before");
        let mut late = world.browser();
        let question = asked(&mut late).await;
        let said = keys.get(&question).unwrap();
        world.advance(5 * MINUTE + SECOND);
        is_refused(&send(&mut late, SIGN_IN, &question, &said, &[]).await, "took too long");
        is_refused(&late.post(SIGN_IN, &[]).await, "sent no passkey");
        assert!(!is_in(&mut other).await && !is_in(&mut again).await && !is_in(&mut late).await);
    }

    /// ACC-9
    async fn another_site_another_host_a_frame_and_another_challenge_open_nothing(world: World) {
        let (_, _, mut keys) = owner(&world).await;
        let spoil: [fn(&mut Authenticator); 5] = [
            |keys| keys.origin = "http://127.0.0.1:8081".to_owned(),
            |keys| keys.origin = "https://127.0.0.1:8080".to_owned(),
            |keys| keys.origin = "http://portal.127.0.0.1:8080".to_owned(),
            |keys| keys.other_host = Some("example.com".to_owned()),
            |keys| keys.is_framed = true,
        ];
        for (n, spoil) in spoil.iter().enumerate() {
            let (origin, mut browser) = (keys.origin.clone(), world.browser());
            spoil(&mut keys);
            let answer = sign_in_by(&mut browser, &mut keys).await;
            is_refused(&answer, NOT_HERE);
            assert!(!is_in(&mut browser).await, "{n}");
            (keys.origin, keys.other_host, keys.is_framed) = (origin, None, false);
        }
        let mut browser = world.browser();
        let (first, second) = (asked(&mut browser).await, asked(&mut browser).await);
        let said = keys.get(&first).unwrap();
        is_refused(&send(&mut browser, SIGN_IN, &second, &said, &[]).await, NOT_HERE);
        is_refused(&send(&mut browser, SIGN_IN, &second, "{}", &[]).await, NOT_HERE);
        is_refused(&send(&mut browser, SIGN_IN, &second, &"x".repeat(20_000), &[]).await, NOT_HERE);
        assert_eq!(sign_in_by(&mut world.browser(), &mut keys).await.location(), "/licenses");
    }

    /// ACC-9
    async fn in_place_of_a_password_the_person_must_be_verified_and_beside_it_need_not(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        // A security key without a PIN.
        let mut keys = Authenticator::of_world();
        keys.verifies = false;
        codes_of(&add(&mut browser, &mut keys, "").await.expect(StatusCode::OK));
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, "check that it’s you");
        let mut beside = half(&world).await;
        let question = Question::of_page(&beside.get(CODE).await);
        let said = keys.get(&question).unwrap();
        assert_eq!(send(&mut beside, CODE, &question, &said, &[]).await.location(), "/licenses");
        // One that verified its owner once is not believed without.
        let mut strict = Authenticator::of_world();
        add(&mut beside, &mut strict, "Phone").await.expect(StatusCode::SEE_OTHER);
        strict.verifies = false;
        let mut beside = half(&world).await;
        let question = Question::of_page(&beside.get(CODE).await);
        let said = strict.get(&question).unwrap();
        is_refused(&send(&mut beside, CODE, &question, &said, &[]).await, "check that it’s you");
    }

    /// ACC-9
    async fn a_counter_that_goes_back_is_refused_and_told(world: World) {
        let (_, _, mut keys) = owner(&world).await;
        assert_eq!(sign_in_by(&mut world.browser(), &mut keys).await.location(), "/licenses");
        keys.keys[0].counter = 0;
        let mut browser = world.browser();
        is_refused(&sign_in_by(&mut browser, &mut keys).await, "may be a copy");
        assert!(!is_in(&mut browser).await);
        assert_eq!(told(&world, "accounts.passkey_copied").await, 1);
        // The other one goes on.
        keys.keys[0].counter = 7;
        assert_eq!(sign_in_by(&mut world.browser(), &mut keys).await.location(), "/licenses");
    }

    /// ACC-6, ACC-9
    async fn another_persons_passkey_is_no_second_step_and_no_proof(world: World) {
        let (_, mut browser, mut keys) = owner(&world).await;
        customer(&world, BORIS).await;
        let mut boris = signed_in(&world, BORIS).await;
        let mut other = Authenticator::of_world();
        add(&mut boris, &mut other, "").await.expect(StatusCode::OK);
        let mut thief = half(&world).await;
        let question = Question::of_page(&thief.get(CODE).await);
        assert_eq!(question.options["allowCredentials"].as_array().unwrap().len(), 1);
        assert!(other.get(&question).is_none(), "an honest one does not even answer");
        let said = other.answer(&question, 0);
        is_refused(&send(&mut thief, CODE, &question, &said, &[]).await, NOT_HERE);
        // A question of one sign-in is answered in no other, nor in a session.
        let mut second = half(&world).await;
        let said = keys.get(&question).unwrap();
        is_refused(&send(&mut second, CODE, &question, &said, &[]).await, "took too long");
        is_refused(&send(&mut browser, "/step-up", &question, &said, &[]).await, "took too long");
        assert!(!is_in(&mut thief).await && !is_in(&mut second).await);
        // A passkey of somebody is nobody else's.
        let question = Question::of_page(&browser.get(ADD).await);
        let taken = keys.create(&question);
        send(&mut browser, ADD, &question, &taken, &[]).await.expect(StatusCode::SEE_OTHER);
        is_refused(&send(&mut boris, ADD, &question, &taken, &[]).await, "took too long");
        assert_eq!(rows::<account_factor::Entity>(&world).await, 3);
    }

    /// ACC-9
    async fn it_is_the_second_step_also_where_wrong_codes_have_paused_it(world: World) {
        let (_, _, mut keys) = owner(&world).await;
        for _ in 0..4 {
            let mut guesser = half(&world).await;
            for _ in 0..5 {
                guesser.post(CODE, &[("code", "123456")]).await;
            }
        }
        let mut browser = half(&world).await;
        let paused = browser.post(CODE, &[("code", "123456")]).await;
        assert_eq!(paused.status, StatusCode::TOO_MANY_REQUESTS);
        let page = browser.get(CODE).await;
        assert!(page.body.contains("use your passkey"), "{}", page.body);
        let question = Question::of_page(&page);
        assert_eq!(question.options["userVerification"], "preferred");
        let said = keys.get(&question).unwrap();
        let answer = send(&mut browser, CODE, &question, &said, &[("next", "/account"), ("trust", "true")]).await;
        assert_eq!(answer.location(), "/account");
        assert!(is_in(&mut browser).await && browser.cookie("gh_second_step").is_none());
        browser.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut browser, AIKO, PASSWORD).await.location(), "/licenses", "it is trusted");
    }

    /// ACC-9, ACC-10
    async fn it_opens_changes_of_factors_and_stands_in_the_list_until_it_is_removed(world: World) {
        let (_, mut browser, mut keys) = owner(&world).await;
        world.advance(DAY);
        let to_proof = browser.get(ADD).await.location();
        assert!(to_proof.starts_with("/step-up?factor=1&next="), "{to_proof}");
        let question = Question::of_page(&browser.get(&to_proof).await);
        let said = keys.get(&question).unwrap();
        let before = browser.cookie("gh_session").unwrap().to_owned();
        let proven = send(&mut browser, "/step-up", &question, &said, &[("next", ADD), ("factor", "1")]).await;
        assert_eq!(proven.location(), ADD);
        assert_ne!(browser.cookie("gh_session").unwrap(), before, "each proof renews the session");
        connect(&world, &mut browser, "Phone").await.1.expect(StatusCode::SEE_OTHER);
        let first = account_factor::Entity::find().filter(account_factor::Column::CredentialHash.is_not_null());
        let first = first.one(world.app.db.reader()).await.unwrap().unwrap().id.to_string();
        let page = browser.get(&format!("/account/security/rename-factor?factor={first}")).await.expect(StatusCode::OK);
        assert_eq!(page.input("name").as_deref(), Some("Work laptop"));
        browser.post("/account/security/rename-factor", &[("factor", &first), ("name", "Blue key")]).await;
        let listed = browser.get("/account/security").await.body;
        assert!(listed.contains("Blue key") && !listed.contains("Work laptop"), "{listed}");
        customer(&world, BORIS).await;
        let mut boris = signed_in(&world, BORIS).await;
        let foreign = boris.post("/account/security/rename-factor", &[("factor", &first), ("name", "Mine")]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        browser.post("/account/security/remove-factor", &[("factor", &first)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(told(&world, "accounts.passkey_removed").await, 1);
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, NOT_HERE);
        assert_eq!(sign_in(&mut world.browser(), AIKO, PASSWORD).await.location(), CODE, "the app is left");
    }

    /// ACC-17
    async fn a_deleted_account_takes_its_passkeys_with_it(world: World) {
        let (_, mut browser, mut keys) = owner(&world).await;
        let form = [("email", AIKO), ("current", PASSWORD), ("confirm", "true")];
        browser.post("/account/delete", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<account_factor::Entity>(&world).await, 0);
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, NOT_HERE);
    }
}
