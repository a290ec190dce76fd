//! Codes by text message: a phone is added, signed in with and removed, and what wrong, old and foreign codes open.

use super::two_step::{AIKO, CODE, codes_of, connect, half, is_in, told};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::model::FactorKind;
use gatehouse_accounts::tables::{account_factor, half_sign_in, text_code};
use gatehouse_core::{DAY, MINUTE, SECOND};
use gatehouse_testkit::both_engines;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

pub(crate) const ADD: &str = "/account/security/phone";
pub(crate) const ADD_CODE: &str = "/account/security/phone/code";
const AGAIN: &str = "/account/security/phone/again";
pub(crate) const SEND: &str = "/sign-in/text";
pub(crate) const NUMBER: &str = "+12015550123";
const SECURITY: &str = "/account/security";

/// A message as it came.
pub(crate) struct Text {
    pub to: String,
    pub text: String,
}

impl Text {
    /// The six digits of its last line.
    pub fn code(&self) -> &str {
        let last = self.text.lines().last().unwrap();
        last.strip_prefix("@127.0.0.1 #").unwrap_or_else(|| panic!("no line of the site: {}", self.text))
    }

    /// The letters that the page shows too.
    pub fn reference(&self) -> &str {
        let rest = self.text.split("reference ").nth(1).unwrap();
        &rest[..4]
    }
}

/// Every message that was sent so far; what waits is sent first.
pub(crate) async fn texts(world: &World) -> Vec<Text> {
    world.run_jobs().await;
    let Way::File(path) = gatehouse_messages::of(&world.cx()).unwrap().providers()[0].way.clone() else { panic!() };
    let lines = std::fs::read_to_string(path).unwrap_or_default();
    let line = |line: &str| {
        let read: serde_json::Value = serde_json::from_str(line).unwrap();
        Text { to: read["to"].as_str().unwrap().to_owned(), text: read["text"].as_str().unwrap().to_owned() }
    };
    lines.lines().map(line).collect()
}

/// The latest one.
pub(crate) async fn last_text(world: &World) -> Text {
    texts(world).await.pop().expect("a message was sent")
}

/// Has a code sent to a new number, and types it.
pub(crate) async fn add(world: &World, browser: &mut Browser, number: &str, name: &str) -> Answer {
    assert_eq!(browser.post(ADD, &[("number", number)]).await.location(), ADD_CODE);
    let text = last_text(world).await;
    let of = browser.get(ADD_CODE).await.expect(StatusCode::OK).input("of").unwrap();
    browser.post(ADD_CODE, &[("of", &of), ("code", text.code()), ("name", name)]).await
}

/// Causes the mails about phones, where a factor was just given.
pub(crate) async fn cause(world: &World, browser: &mut Browser) {
    add(world, browser, NUMBER, "Phone").await.expect(StatusCode::SEE_OTHER);
    let phone = account_factor::Entity::find().filter(account_factor::Column::Kind.eq(FactorKind::Phone));
    let factor = phone.one(world.app.db.reader()).await.unwrap().unwrap().id.to_string();
    browser.post("/account/security/remove-factor", &[("factor", &factor)]).await.expect(StatusCode::SEE_OTHER);
}

/// A person whose only factor is a phone, the browser where it was added, and their recovery codes.
pub(crate) async fn owner(world: &World) -> (Uuid, Browser, Vec<String>) {
    let id = customer(world, AIKO).await;
    let mut browser = signed_in(world, AIKO).await;
    let codes = codes_of(&add(world, &mut browser, NUMBER, "").await.expect(StatusCode::OK));
    world.advance(61 * SECOND);
    (id, browser, codes)
}

/// Presses the button that sends a code for a sign-in that owes its second step.
pub(crate) async fn send(browser: &mut Browser) -> Answer {
    let page = browser.get(CODE).await.expect(StatusCode::OK);
    let phone = page.input("phone").expect("there is a button");
    browser.post(SEND, &[("phone", &phone)]).await
}

both_engines! {
    /// ACC-9, ACC-10, ACC-16, PRI-13
    async fn a_phone_is_added_by_the_code_that_was_sent_to_it_and_its_number_is_shown_nowhere(world: World) {
        let id = customer(&world, AIKO).await;
        let mut earlier = signed_in(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        world.advance(11 * MINUTE);
        assert!(browser.get(ADD).await.location().starts_with("/step-up?next="), "the proof is too old");
        browser.post("/step-up", &[("current", PASSWORD), ("next", ADD)]).await.expect(StatusCode::SEE_OTHER);
        let page = browser.get(ADD).await.expect(StatusCode::OK);
        assert!(page.body.contains("An authenticator app or a passkey is safer"), "{}", page.body);
        for (number, said) in [
            ("", "Enter a phone number."),
            ("12345", "There’s no such phone number"),
            ("+81 3-1234-5678", "doesn’t get text messages"),
            ("+44 7400 123456", "numbers of this country"),
        ] {
            let again = browser.post(ADD, &[("number", number)]).await;
            assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains(said), "{number}: {}", again.body);
        }
        assert!(texts(&world).await.is_empty(), "nothing was sent for any of it");
        assert_eq!(browser.get(ADD_CODE).await.location(), ADD);
        // As it is dialed in the account's country.
        assert_eq!(browser.post(ADD, &[("number", "090-1234-5678")]).await.location(), ADD_CODE);
        let text = last_text(&world).await;
        assert_eq!(text.to, "+819012345678");
        let page = browser.get(ADD_CODE).await.expect(StatusCode::OK);
        assert!(page.body.contains("ending in 78") && page.body.contains(text.reference()), "{}", page.body);
        let of = page.input("of").unwrap();
        for (code, said) in [("", "Enter a code."), ("12", "This code is wrong"), ("１２３ ４５６７", "This code is wrong")] {
            let again = browser.post(ADD_CODE, &[("of", &of), ("code", code)]).await;
            assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains(said), "{code}: {}", again.body);
        }
        let before = browser.cookie("gh_session").unwrap().to_owned();
        let form = [("of", of.as_str()), ("code", text.code())];
        let codes = codes_of(&browser.post(ADD_CODE, &form).await.expect(StatusCode::OK));
        assert!(codes.len() == 10 && browser.cookie("gh_session").unwrap() != before);
        assert!(is_in(&mut browser).await && !is_in(&mut earlier).await, "it is the first factor");
        assert_eq!(browser.post(ADD_CODE, &form).await.location(), SECURITY, "the same request once more");
        assert_eq!(rows::<account_factor::Entity>(&world).await, 1);
        let mail = world.last_mail_to(AIKO).await;
        assert!(mail.kind == "accounts.phone_added" && mail.text.contains("ends in 78"), "{}", mail.text);
        let security = browser.get(SECURITY).await.body;
        assert!(security.contains("phone ending in 78") && security.contains("10 unused recovery codes"), "{security}");
        let pages = security + &browser.get("/account").await.body + &browser.get("/account/activity").await.body + &mail.text;
        let whole = |text: &str| ["9012345678", "90-1234-5678", "1234 5678"].iter().any(|number| text.contains(number));
        assert!(!whole(&pages), "no page and no mail shows the number");
        assert!(!whole(&world.dump().await), "sealed, and cleared of the message");
        // It is in the person's own export.
        let set = world.modules.iter().flat_map(|module| module.data_sets()).find(|set| set.name() == "accounts.second_factors");
        let rows = set.unwrap().read(&world.cx_of(id), id, None).await.unwrap();
        assert!(format!("{rows:?}").contains("+819012345678"), "{rows:?}");
    }

    /// ACC-9, ALL-4
    async fn a_sign_in_is_finished_by_a_code_that_a_button_sends(world: World) {
        owner(&world).await;
        let before = texts(&world).await.len();
        let mut browser = half(&world).await;
        let page = browser.get(CODE).await.expect(StatusCode::OK);
        assert!(page.body.contains("Have a code sent to your phone") && page.body.contains("ending in 23"), "{}", page.body);
        assert_eq!(texts(&world).await.len(), before, "a look at the page sends nothing");
        let sent = send(&mut browser).await;
        assert_eq!(sent.location(), CODE);
        let text = last_text(&world).await;
        assert!(text.to == NUMBER && text.text.contains("is your code for"), "{}", text.text);
        let page = browser.follow(sent).await.expect(StatusCode::OK);
        assert!(page.body.contains(text.reference()) && !page.body.contains(text.code()), "{}", page.body);
        for help in ["Wait a minute, then have another code sent", "Use one of your recovery codes", "Turn off two-step verification"] {
            assert!(page.body.contains(help), "what to do where it does not come: {help}");
        }
        let form = [("code", text.code()), ("trust", "true")];
        assert_eq!(browser.post(CODE, &form).await.location(), "/licenses");
        assert!(is_in(&mut browser).await);
        browser.get(ADD).await.expect(StatusCode::OK);
        assert!(browser.get("/account/activity").await.body.contains("text message"));
        assert_eq!(rows::<text_code::Entity>(&world).await, 0, "the code is gone");
        browser.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut browser, AIKO, PASSWORD).await.location(), "/licenses", "the browser is trusted");
    }

    /// ACC-9, ACC-11
    async fn a_code_opens_the_sign_in_that_asked_for_it_and_no_other(world: World) {
        let (_, mut inside, _) = owner(&world).await;
        let (mut mine, mut theirs) = (half(&world).await, half(&world).await);
        send(&mut mine).await;
        let text = last_text(&world).await;
        let elsewhere = theirs.post(CODE, &[("code", text.code())]).await;
        assert!(elsewhere.status == StatusCode::UNPROCESSABLE_ENTITY && !is_in(&mut theirs).await);
        let proof = inside.post("/step-up", &[("code", text.code()), ("factor", "1"), ("next", SECURITY)]).await;
        assert_eq!(proof.status, StatusCode::UNPROCESSABLE_ENTITY, "nor anything else of the account");
        assert_eq!(mine.post(CODE, &[("code", text.code())]).await.location(), "/licenses");
        let again = theirs.post(CODE, &[("code", text.code())]).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && !is_in(&mut theirs).await, "once");
    }

    /// ACC-9, ACC-11
    async fn five_wrong_codes_end_the_sign_in_and_its_code(world: World) {
        owner(&world).await;
        let mut browser = half(&world).await;
        send(&mut browser).await;
        let right = last_text(&world).await;
        let wrong = if right.code() == "000000" { "000001" } else { "000000" };
        for _ in 0..4 {
            let answer = browser.post(CODE, &[("code", wrong)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains("Enter the one from the newest text message"), "{}", answer.body);
        }
        assert_eq!(browser.post(CODE, &[("code", wrong)]).await.location(), "/sign-in");
        assert_eq!(browser.post(CODE, &[("code", right.code())]).await.location(), "/sign-in", "the right one is too late");
        assert_eq!(rows::<text_code::Entity>(&world).await + rows::<half_sign_in::Entity>(&world).await, 0);
    }

    /// ACC-9
    async fn a_code_ends_after_ten_minutes_and_with_the_next_one(world: World) {
        owner(&world).await;
        let mut browser = half(&world).await;
        send(&mut browser).await;
        let first = last_text(&world).await;
        let soon = send(&mut browser).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert!(soon.body.contains("Wait 60 seconds"), "{}", soon.body);
        world.advance(61 * SECOND);
        assert_eq!(send(&mut browser).await.location(), CODE);
        let second = last_text(&world).await;
        assert_ne!(first.reference(), second.reference());
        if first.code() != second.code() {
            browser.post(CODE, &[("code", first.code())]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(browser.post(CODE, &[("code", second.code())]).await.location(), "/licenses");
        // A proof before sensitive changes lives longer than a sign-in, and its code does not.
        world.advance(61 * SECOND);
        let page = browser.get("/step-up?factor=1&next=/account/security").await.expect(StatusCode::OK);
        let phone = page.input("phone").unwrap();
        let asked = browser.post("/step-up/text", &[("phone", &phone), ("factor", "1"), ("next", SECURITY)]).await;
        assert_eq!(asked.location(), "/step-up?factor=1&next=/account/security");
        let late = last_text(&world).await;
        world.advance(10 * MINUTE + SECOND);
        let over = browser.post("/step-up", &[("code", late.code()), ("factor", "1"), ("next", SECURITY)]).await;
        over.expect(StatusCode::UNPROCESSABLE_ENTITY);
        world.run_jobs().await;
        assert_eq!(rows::<text_code::Entity>(&world).await, 0, "what nobody typed is erased");
    }

    /// ACC-9, ACC-11
    async fn a_number_gets_five_codes_a_day_however_they_are_asked_for(world: World) {
        let (_, _, codes) = owner(&world).await;
        let mut browser = half(&world).await;
        for _ in 0..4 {
            assert_eq!(send(&mut browser).await.location(), CODE);
            world.advance(61 * SECOND);
        }
        let enough = send(&mut browser).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert!(enough.body.contains("as many codes as it can get today"), "{}", enough.body);
        assert_eq!(texts(&world).await.len(), 5);
        assert_eq!(browser.post(CODE, &[("code", &codes[0])]).await.location(), "/licenses", "a recovery code helps");
        world.advance(DAY + MINUTE);
        let mut later = half(&world).await;
        assert_eq!(send(&mut later).await.location(), CODE);
    }

    /// ACC-9, ACC-10
    async fn a_code_opens_changes_of_factors_and_the_last_phone_turns_two_step_verification_off(world: World) {
        let (_, mut browser, _) = owner(&world).await;
        world.advance(11 * MINUTE);
        assert!(browser.get(ADD).await.location().starts_with("/step-up?factor=1"));
        let page = browser.get("/step-up?factor=1&next=/account/security").await;
        let phone = page.input("phone").unwrap();
        browser.post("/step-up/text", &[("phone", &phone), ("factor", "1"), ("next", SECURITY)]).await.expect(StatusCode::SEE_OTHER);
        let text = last_text(&world).await;
        let page = browser.get("/step-up?factor=1&next=/account/security").await;
        assert!(page.body.contains(text.reference()) && page.body.contains("No text message?"), "{}", page.body);
        let proof = browser.post("/step-up", &[("code", text.code()), ("factor", "1"), ("next", SECURITY)]).await;
        assert_eq!(proof.location(), SECURITY);
        let factor = only::<account_factor::Entity>(&world).await.id.to_string();
        browser.post("/account/security/remove-factor", &[("factor", &factor)]).await.expect(StatusCode::SEE_OTHER);
        let mail = world.last_mail_to(AIKO).await;
        assert!(mail.kind == "accounts.phone_removed" && mail.text.contains("ends in 23"), "{}", mail.text);
        assert_eq!(rows::<account_factor::Entity>(&world).await, 0);
        assert_eq!(sign_in(&mut world.browser(), AIKO, PASSWORD).await.location(), "/licenses");
    }

    /// ACC-9
    async fn a_code_for_a_new_phone_can_be_sent_again_and_is_tried_five_times(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        browser.post(ADD, &[("number", NUMBER)]).await.expect(StatusCode::SEE_OTHER);
        let first = last_text(&world).await;
        let soon = browser.post(AGAIN, &[]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert!(soon.body.contains("Wait 60 seconds") && soon.body.contains(first.reference()), "{}", soon.body);
        world.advance(61 * SECOND);
        assert_eq!(browser.post(AGAIN, &[]).await.location(), ADD_CODE);
        let second = last_text(&world).await;
        let of = browser.get(ADD_CODE).await.input("of").unwrap();
        let wrong = if second.code() == "000000" { "000001" } else { "000000" };
        for _ in 0..4 {
            let form = [("of", of.as_str()), ("code", wrong)];
            browser.post(ADD_CODE, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(browser.post(ADD_CODE, &[("of", &of), ("code", wrong)]).await.location(), ADD);
        let late = browser.post(ADD_CODE, &[("of", &of), ("code", second.code())]).await;
        assert_eq!(late.location(), ADD);
        assert_eq!(rows::<account_factor::Entity>(&world).await, 0);
        assert_eq!(told(&world, "accounts.phone_added").await, 0);
        // Another session of the same person knows nothing of it.
        let mut other = signed_in(&world, AIKO).await;
        assert_eq!(other.get(ADD_CODE).await.location(), ADD);
        let (_, page) = connect(&world, &mut browser, "").await;
        page.expect(StatusCode::OK);
    }
}
