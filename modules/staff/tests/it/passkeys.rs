//! Passkeys of staff: added on the profile, in place of password and app, beside the password, and what is refused.

use crate::{ADMIN, PASSWORD, administrator, code, give_password, lines, member, signed_in};
use axum::http::StatusCode;
use gatehouse_core::{HOUR, MINUTE, Role, SECOND};
use gatehouse_staff::tables::staff_passkey;
use gatehouse_testkit::authenticator::Question;
use gatehouse_testkit::{Answer, Authenticator, Browser, World, both_engines};
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

const ADD: &str = "/staff/profile/passkey";
const REMOVE: &str = "/staff/profile/passkey/remove";
const SIGN_IN: &str = "/staff/sign-in/passkey";
const CODE: &str = "/staff/sign-in/code";
const NOT_HERE: &str = "work here";

async fn send(browser: &mut Browser, path: &str, question: &Question, said: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("passkey_challenge", question.challenge.as_str()), ("passkey_answer", said)];
    form.extend_from_slice(more);
    browser.post(path, &form).await
}

async fn add(browser: &mut Browser, keys: &mut Authenticator, name: &str) -> Answer {
    let question = Question::of_page(&browser.get(ADD).await.expect(StatusCode::OK));
    let said = keys.create(&question);
    send(browser, ADD, &question, &said, &[("name", name)]).await
}

async fn asked(browser: &mut Browser) -> Question {
    Question::fetched(&browser.post("/staff/sign-in/passkey/question", &[]).await.expect(StatusCode::OK))
}

async fn sign_in_by(browser: &mut Browser, keys: &mut Authenticator) -> Answer {
    let question = asked(browser).await;
    let said = keys.answer(&question, 0);
    send(browser, SIGN_IN, &question, &said, &[]).await
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/staff").await.status == StatusCode::OK
}

async fn stored(world: &World) -> u64 {
    staff_passkey::Entity::find().count(world.app.db.reader()).await.unwrap()
}

fn is_refused(answer: &Answer, with: &str) {
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(with), "{}", answer.body);
}

both_engines! {
    /// ALL-8
    async fn a_member_adds_a_passkey_and_signs_in_with_it_alone(world: World) {
        let mut browser = administrator(&world).await;
        let mut keys = Authenticator::of_world();
        world.advance(11 * MINUTE);
        assert!(browser.get(ADD).await.location().starts_with("/staff/step-up"), "the proof is too old");
        browser.post("/staff/step-up", &[("code", &*code(&world)), ("next", ADD)]).await.expect(StatusCode::SEE_OTHER);
        let question = Question::of_page(&browser.get(ADD).await);
        assert_eq!(question.options["authenticatorSelection"]["userVerification"], "required");
        let said = keys.create(&question);
        let form = [("name", "Work laptop")];
        assert_eq!(send(&mut browser, ADD, &question, &said, &form).await.location(), "/staff/profile");
        assert_eq!(send(&mut browser, ADD, &question, &said, &form).await.location(), "/staff/profile", "once more");
        assert_eq!(stored(&world).await, 1);
        let mail = world.last_mail_to(ADMIN).await;
        assert!(mail.kind == "staff.passkey_added" && mail.text.contains("Work laptop"), "{}", mail.text);
        assert!(browser.get("/staff/profile").await.body.contains("Work laptop"));
        assert!(!world.dump().await.contains("Work laptop"));

        let mut other = world.browser();
        let asked = asked(&mut other).await;
        assert_eq!(asked.options["allowCredentials"].as_array().unwrap().len(), 0, "nobody learns who has one");
        let said = keys.get(&asked).unwrap();
        let cookie = other.cookie("gh_passkey").unwrap().to_owned();
        let answer = send(&mut other, SIGN_IN, &asked, &said, &[("next", "/staff/profile")]).await;
        assert_eq!(answer.location(), "/staff/profile");
        assert!(is_in(&mut other).await);
        let mut again = world.browser();
        again.set_cookie("gh_passkey", &cookie);
        is_refused(&send(&mut again, SIGN_IN, &asked, &said, &[]).await, "was done before");
        assert!(!is_in(&mut again).await);
    }

    /// ALL-8
    async fn it_stands_beside_the_password_and_opens_sensitive_changes(world: World) {
        let mut browser = administrator(&world).await;
        let mut keys = Authenticator::of_world();
        add(&mut browser, &mut keys, "").await.expect(StatusCode::SEE_OTHER);
        let mut beside = world.browser();
        give_password(&mut beside, ADMIN, PASSWORD).await;
        let question = Question::of_page(&beside.get(CODE).await.expect(StatusCode::OK));
        let said = keys.get(&question).unwrap();
        assert_eq!(send(&mut beside, CODE, &question, &said, &[]).await.location(), "/staff");
        assert!(is_in(&mut beside).await);
        world.advance(11 * MINUTE);
        let question = Question::of_page(&beside.get("/staff/step-up").await.expect(StatusCode::OK));
        let said = keys.get(&question).unwrap();
        let proven = send(&mut beside, "/staff/step-up", &question, &said, &[("next", ADD)]).await;
        assert_eq!(proven.location(), ADD);
        beside.get(ADD).await.expect(StatusCode::OK);
        // What was asked in one session is answered in no other.
        let question = Question::of_page(&beside.get("/staff/step-up").await);
        let said = keys.get(&question).unwrap();
        let elsewhere = send(&mut browser, "/staff/step-up", &question, &said, &[]).await;
        is_refused(&elsewhere, "took too long");
    }

    /// ALL-8
    async fn who_is_not_verified_disabled_or_somebody_else_stays_out(world: World) {
        let mut admin = administrator(&world).await;
        let id = member(&world, "tom@vendor.example", &[Role::Support]).await;
        let mut tom = signed_in(&world, "tom@vendor.example").await;
        let mut keys = Authenticator::of_world();
        add(&mut tom, &mut keys, "").await.expect(StatusCode::SEE_OTHER);
        keys.verifies = false;
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, "check that it’s you");
        let mut beside = world.browser();
        give_password(&mut beside, "tom@vendor.example", PASSWORD).await;
        let question = Question::of_page(&beside.get(CODE).await);
        let said = keys.get(&question).unwrap();
        is_refused(&send(&mut beside, CODE, &question, &said, &[]).await, "check that it’s you");
        keys.verifies = true;
        // Another member's half sign-in.
        let mut other = Authenticator::of_world();
        add(&mut admin, &mut other, "").await.expect(StatusCode::SEE_OTHER);
        let said = other.answer(&question, 0);
        is_refused(&send(&mut beside, CODE, &question, &said, &[]).await, "");
        let question = Question::of_page(&beside.get(CODE).await);
        let said = other.answer(&question, 0);
        is_refused(&send(&mut beside, CODE, &question, &said, &[]).await, NOT_HERE);
        // Another place.
        keys.origin = "http://127.0.0.1:9090".to_owned();
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, NOT_HERE);
        "http://127.0.0.1:8080".clone_into(&mut keys.origin);
        keys.keys[0].counter = 0;
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, "may be a copy");
        keys.keys[0].counter = 50;
        assert_eq!(sign_in_by(&mut world.browser(), &mut keys).await.location(), "/staff");
        admin.post(&format!("/staff/members/{id}/disable"), &[("confirm", "true")]).await;
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, NOT_HERE);
    }

    /// ALL-8
    async fn a_removed_passkey_and_those_of_before_a_reset_open_nothing(world: World) {
        let mut admin = administrator(&world).await;
        let mut keys = Authenticator::of_world();
        add(&mut admin, &mut keys, "Old").await.expect(StatusCode::SEE_OTHER);
        let id = staff_passkey::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap().id.to_string();
        let tom = member(&world, "tom@vendor.example", &[Role::Support]).await;
        let mut stranger = signed_in(&world, "tom@vendor.example").await;
        assert_eq!(stranger.post(REMOVE, &[("passkey", &id)]).await.status, StatusCode::NOT_FOUND);
        let mut toms = Authenticator::of_world();
        add(&mut stranger, &mut toms, "").await.expect(StatusCode::SEE_OTHER);
        admin.post(REMOVE, &[("passkey", &id)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.last_mail_to(ADMIN).await.kind, "staff.passkey_removed");
        is_refused(&sign_in_by(&mut world.browser(), &mut keys).await, NOT_HERE);
        assert_eq!(stored(&world).await, 1);
        admin.post(&format!("/staff/members/{tom}/reset-second-factor"), &[]).await.expect(StatusCode::OK);
        assert_eq!(stored(&world).await, 0);
        is_refused(&sign_in_by(&mut world.browser(), &mut toms).await, NOT_HERE);
        let mut late = world.browser();
        let question = asked(&mut late).await;
        world.advance(HOUR + SECOND);
        is_refused(&send(&mut late, SIGN_IN, &question, "{}", &[]).await, "took too long");
        assert!(lines(&world, "staff.passkey_added").await >= 2);
    }
}
