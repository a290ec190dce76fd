//! Phones beside other factors, other people's, without the operator's word, and for a forgotten password (ACC-13).

use super::phones::{ADD, NUMBER, SEND, add, last_text, owner, send, texts};
use super::two_step::{AIKO, CODE, codes_of, connect, half, is_in};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::PlainLogins;
use gatehouse_accounts::actions::sign_out_everywhere::sign_out_everywhere;
use gatehouse_accounts::tables::{account_factor, text_code, waiting_password};
use gatehouse_core::{MINUTE, Role, SECOND};
use gatehouse_testkit::both_engines;

const LOGIN: &str = "Aiko.T";
const ANSWER: &str = "Mrs. Smith";
const QUESTION: &str = "/forgot-password/question";
const BY_TEXT: &str = "/forgot-password/text";

/// The same world where the operator allows plain logins.
async fn allowed(world: &World) -> World {
    let plain_logins = PlainLogins { on: true, question_alone: false };
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, plain_logins });
    World::with(world.engine, vec![Box::new(accounts), Box::new(Tells), Box::new(TestStaff)], |parts| {
        parts.services.put(Reach::new(Policy::default()).unwrap());
        put_texts(&mut parts.services);
    })
    .await
}

/// A person with a plain login and a phone.
async fn with_login(world: &World) -> Uuid {
    let (id, mut browser, _) = owner(world).await;
    let form = [("login", LOGIN), ("question", "3"), ("answer", ANSWER), ("confirm", "true")];
    let chosen = browser.post("/account/login", &form).await;
    assert!(chosen.status.is_redirection(), "{}", chosen.body);
    id
}

/// Answers the question, without a recovery code.
async fn answer(browser: &mut Browser, login: &str, answer: &str) -> Answer {
    let named = browser.post_as_human("/forgot-password", &[("email", login)]).await.expect(StatusCode::SEE_OTHER);
    let to = browser.follow(named).await.expect(StatusCode::OK).input("to").unwrap();
    let form = [("to", to.as_str()), ("answer", answer), ("password", OTHER), ("again", OTHER), ("code", "")];
    browser.post(QUESTION, &form).await
}

/// What the page after the answer leads on with.
fn way_on(page: &Answer) -> Option<String> {
    let link = page.body.split(&format!("href=\"{BY_TEXT}?of=")).nth(1)?;
    Some(link.split('"').next().unwrap().to_owned())
}

async fn signs_in(world: &World, login: &str, password: &str) -> bool {
    let answer = sign_in(&mut world.browser(), login, password).await;
    [CODE, "/licenses"].contains(&answer.location().as_str())
}

both_engines! {
    /// ACC-9, ALL-9
    async fn without_the_operators_word_no_phone_is_asked_for_and_recovery_codes_remain(world: World) {
        let off = World::new(world.engine, modules()).await;
        customer(&off, AIKO).await;
        let mut browser = signed_in(&off, AIKO).await;
        assert!(!browser.get("/account/security").await.body.contains(ADD));
        for path in [ADD, "/account/security/phone/code"] {
            browser.get(path).await.expect(StatusCode::NOT_FOUND);
        }
        browser.post(ADD, &[("number", NUMBER)]).await.expect(StatusCode::NOT_FOUND);
        assert!(browser.get("/account/security/authenticator").await.status == StatusCode::OK);
    }

    /// ACC-9
    async fn beside_an_app_either_code_is_taken(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let (app, page) = connect(&world, &mut browser, "").await;
        codes_of(&page.expect(StatusCode::OK));
        add(&world, &mut browser, NUMBER, "Old phone").await.expect(StatusCode::SEE_OTHER);
        let again = browser.post(ADD, &[("number", "+1 (201) 555-0123")]).await;
        assert_eq!(again.location(), "/account/security", "the same number once more sends nothing");
        world.advance(61 * SECOND);
        let mut one = half(&world).await;
        let page = one.get(CODE).await.expect(StatusCode::OK);
        assert!(page.body.contains("Open your authenticator app") && page.body.contains("ending in 23"), "{}", page.body);
        assert_eq!(one.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await.location(), "/licenses");
        let mut two = half(&world).await;
        send(&mut two).await.expect(StatusCode::SEE_OTHER);
        let text = last_text(&world).await;
        assert_eq!(two.post(CODE, &[("code", text.code())]).await.location(), "/licenses");
    }

    /// ACC-9
    async fn another_persons_phone_gets_nothing_from_me(world: World) {
        owner(&world).await;
        let phone = only::<account_factor::Entity>(&world).await.id.to_string();
        let before = texts(&world).await.len();
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        boris.post("/step-up/text", &[("phone", &phone), ("next", "/account")]).await.expect(StatusCode::NOT_FOUND);
        boris.post("/account/security/remove-factor", &[("factor", &phone)]).await.expect(StatusCode::NOT_FOUND);
        let nobody = world.browser().post(SEND, &[("phone", &phone)]).await;
        assert_eq!(nobody.location(), "/sign-in");
        assert_eq!(texts(&world).await.len(), before);
    }

    /// ACC-9, ACC-11
    async fn one_network_causes_five_messages_and_then_one_each_twelve_minutes(world: World) {
        let limited = World::with(world.engine, modules(), |parts| {
            parts.limits = true;
            parts.services.put(Reach::new(Policy::default()).unwrap());
            put_texts(&mut parts.services);
        });
        let world = limited.await;
        customer(&world, AIKO).await;
        let mut browser = world.browser().from_address([192, 0, 2, 7]);
        assert_eq!(sign_in(&mut browser, AIKO, PASSWORD).await.location(), "/licenses");
        let mut last = String::new();
        for n in 0..6 {
            let answer = browser.post(ADD, &[("number", &format!("+1201555010{n}"))]).await;
            assert_eq!(answer.status == StatusCode::TOO_MANY_REQUESTS, n == 5, "{n}: {}", answer.body);
            last = answer.body;
        }
        assert!(last.contains("Too many attempts from your network"), "{last}");
        assert_eq!(texts(&world).await.len(), 5);
        world.advance(12 * MINUTE);
        let proof = browser.post("/step-up", &[("current", PASSWORD), ("next", ADD)]).await;
        assert_eq!(proof.location(), ADD);
        assert_eq!(browser.post(ADD, &[("number", "+12015550105")]).await.location(), "/account/security/phone/code");
    }

    /// ACC-9, ACC-17
    async fn codes_go_with_what_asked_for_them_and_messages_with_the_account(world: World) {
        let (id, mut browser, codes) = owner(&world).await;
        let mut waits = half(&world).await;
        send(&mut waits).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<text_code::Entity>(&world).await, 1);
        sign_out_everywhere(&world.cx_staff(&[Role::Support]), id).await.unwrap();
        assert_eq!(rows::<text_code::Entity>(&world).await, 0, "the sign-in has ended");
        let mut again = half(&world).await;
        assert_eq!(again.post(CODE, &[("code", &codes[0])]).await.location(), "/licenses");
        assert!(!is_in(&mut browser).await);
        assert!(rows::<gatehouse_messages::table::Entity>(&world).await > 0);
        let form = [("email", AIKO), ("current", PASSWORD), ("confirm", "true")];
        assert_eq!(again.post("/account/delete", &form).await.location(), "/account-deleted");
        assert_eq!(rows::<gatehouse_messages::table::Entity>(&world).await, 0);
    }

    /// ACC-13
    async fn answer_and_text_message_set_a_new_password_at_once_and_sign_in(world: World) {
        let world = allowed(&world).await;
        with_login(&world).await;
        let mut browser = world.browser();
        let page = answer(&mut browser, LOGIN, ANSWER).await.expect(StatusCode::OK);
        let of = way_on(&page).expect("the page leads to a code by text message");
        assert_eq!(rows::<waiting_password::Entity>(&world).await, 1);
        let page = browser.get(&format!("{BY_TEXT}?of={of}")).await.expect(StatusCode::OK);
        assert!(page.body.contains("ending in 23") && page.body.contains("recovery codes"), "{}", page.body);
        let phone = page.input("phone").unwrap();
        let form = [("of", of.as_str()), ("phone", phone.as_str())];
        let sent = browser.post("/forgot-password/text/send", &form).await.expect(StatusCode::SEE_OTHER);
        let text = last_text(&world).await;
        let page = browser.follow(sent).await.expect(StatusCode::OK);
        assert!(page.body.contains(text.reference()), "{}", page.body);
        let wrong = if text.code() == "000000" { "000001" } else { "000000" };
        let refused = browser.post(BY_TEXT, &[("of", &of), ("code", wrong)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && !signs_in(&world, LOGIN, OTHER).await);
        let mut stranger = world.browser();
        assert_eq!(stranger.post(BY_TEXT, &[("of", "nonsense"), ("code", text.code())]).await.location(), "/forgot-password");
        let done = browser.post(BY_TEXT, &[("of", &of), ("code", text.code())]).await;
        assert_eq!(done.location(), "/licenses", "{}", done.body);
        assert!(is_in(&mut browser).await, "the phone was given just now: no second step follows");
        assert!(signs_in(&world, LOGIN, OTHER).await && !signs_in(&world, LOGIN, PASSWORD).await);
        assert_eq!(rows::<waiting_password::Entity>(&world).await + rows::<text_code::Entity>(&world).await, 0);
        let again = browser.post(BY_TEXT, &[("of", &of), ("code", text.code())]).await;
        assert_eq!(again.location(), "/forgot-password", "once");
    }

    /// ACC-6, ACC-13
    async fn only_the_right_answer_tells_of_a_phone_and_a_sign_in_ends_it_all(world: World) {
        let world = allowed(&world).await;
        with_login(&world).await;
        let before = texts(&world).await.len();
        let mut pages = Vec::new();
        for login in [LOGIN, "nobody.here"] {
            let wrong = answer(&mut world.browser(), login, "wrong").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(way_on(&wrong), None);
            pages.push(wrong.status);
        }
        assert_eq!(pages[0], pages[1]);
        let mut browser = world.browser();
        let of = way_on(&answer(&mut browser, LOGIN, ANSWER).await.expect(StatusCode::OK)).unwrap();
        assert_eq!(texts(&world).await.len(), before, "the answer alone sends nothing");
        // The owner signs in meanwhile.
        let mut own = world.browser();
        assert_eq!(sign_in(&mut own, LOGIN, PASSWORD).await.location(), CODE);
        send(&mut own).await.expect(StatusCode::SEE_OTHER);
        let text = last_text(&world).await;
        assert_eq!(own.post(CODE, &[("code", text.code())]).await.location(), "/licenses");
        assert_eq!(browser.get(&format!("{BY_TEXT}?of={of}")).await.location(), "/forgot-password");
        world.advance(61 * MINUTE);
        let of = way_on(&answer(&mut browser, LOGIN, ANSWER).await.expect(StatusCode::OK)).unwrap();
        world.advance(61 * MINUTE);
        assert_eq!(browser.get(&format!("{BY_TEXT}?of={of}")).await.location(), "/forgot-password", "too old");
    }
}
