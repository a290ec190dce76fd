//! Logins that are no addresses: chosen, signed in with, and recovered by a secret question with something beside it.

use super::change_address::{ask, link_of, press};
use super::two_step::{AIKO, CODE, codes_of, connect, is_in};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::PlainLogins;
use gatehouse_accounts::actions::advance_waiting_passwords::advance_waiting_passwords;
use gatehouse_accounts::tables::{factor_removal, secret_question, waiting_password};
use gatehouse_core::{DAY, HOUR, MINUTE, SECOND};
use gatehouse_testkit::both_engines;

const LOGIN: &str = "Aiko.T";
const ANSWER: &str = "Mrs. Smith";
const PATH: &str = "/account/login";

/// The same world where the operator allows such logins.
async fn allowed(world: &World, question_alone: bool) -> World {
    let plain_logins = PlainLogins { on: true, question_alone };
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, plain_logins });
    World::new(world.engine, vec![Box::new(accounts), Box::new(Tells), Box::new(TestStaff)]).await
}

async fn choose(browser: &mut Browser, login: &str, answer: &str, agrees: &str) -> Answer {
    browser.post("/step-up", &[("current", PASSWORD), ("next", PATH)]).await.expect(StatusCode::SEE_OTHER);
    browser.post(PATH, &[("login", login), ("question", "3"), ("answer", answer), ("confirm", agrees)]).await
}

/// A person who has chosen a plain login; their browser and recovery codes.
async fn owner(world: &World) -> (Uuid, Browser, Vec<String>) {
    let id = customer(world, AIKO).await;
    let mut browser = signed_in(world, AIKO).await;
    let page = choose(&mut browser, LOGIN, ANSWER, "true").await.expect(StatusCode::OK);
    (id, browser, codes_of(&page))
}

/// Gets to the question of a login; returns the page.
async fn question(browser: &mut Browser, login: &str) -> Answer {
    let named = browser.post_as_human("/forgot-password", &[("email", login)]).await.expect(StatusCode::SEE_OTHER);
    assert!(!named.location().to_lowercase().contains(&login.to_lowercase()), "no login in a URL");
    browser.follow(named).await.expect(StatusCode::OK)
}

async fn answer(browser: &mut Browser, login: &str, answer: &str, code: &str) -> Answer {
    let to = question(browser, login).await.input("to").unwrap();
    let form = [("to", to.as_str()), ("answer", answer), ("password", OTHER), ("again", OTHER), ("code", code)];
    browser.post("/forgot-password/question", &form).await
}

async fn signs_in(world: &World, login: &str, password: &str) -> bool {
    sign_in(&mut world.browser(), login, password).await.location() == "/licenses"
}

both_engines! {
    /// ACC-13, ACC-14
    async fn without_the_operators_word_there_are_no_plain_logins(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        browser.get(PATH).await.expect(StatusCode::NOT_FOUND);
        choose(&mut browser, LOGIN, ANSWER, "true").await.expect(StatusCode::NOT_FOUND);
        assert!(!browser.get("/account/email").await.body.contains(PATH));
        let refused = world.browser().post_as_human("/forgot-password", &[("email", LOGIN)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.browser().get("/forgot-password/question?to=x").await.location(), "/forgot-password");
    }

    /// ACC-14
    async fn a_plain_login_takes_the_place_of_the_address_after_its_limits_are_agreed_to(world: World) {
        let world = allowed(&world, false).await;
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let page = browser.get(PATH).await.expect(StatusCode::OK);
        assert!(page.body.contains("no answers or notifications by email"), "{}", page.body);
        for (login, text, agrees, field) in [
            ("a@b.example", ANSWER, "true", "login"),
            ("ab", ANSWER, "true", "login"),
            (LOGIN, "x", "true", "answer"),
            (LOGIN, "aiko.t", "true", "answer"),
            (LOGIN, ANSWER, "", "confirm"),
        ] {
            let again = choose(&mut browser, login, text, agrees).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(again.body.contains(&format!("id=\"e-{field}\"")), "{login} {text}: {}", again.body);
        }
        assert!(signs_in(&world, AIKO, PASSWORD).await, "nothing has changed");
        let codes = codes_of(&choose(&mut browser, LOGIN, ANSWER, "true").await.expect(StatusCode::OK));
        assert_eq!(codes.len(), 10);
        assert!(is_in(&mut browser).await && browser.get("/account").await.body.contains(LOGIN));
        assert!(signs_in(&world, "AIKO.t", PASSWORD).await && !signs_in(&world, AIKO, PASSWORD).await);
        // The address that was given up is told, and can undo it.
        let mails = world.mails().await;
        assert!(mails.iter().all(|mail| mail.to == AIKO), "nothing goes to a login");
        let dump = world.dump().await.to_lowercase();
        assert!(!dump.contains("aiko.t") && !dump.contains("smith"), "login and answer are sealed");
        press(&mut world.browser(), &link_of(&world, AIKO, "accounts.address_changed").await).await;
        assert!(!is_in(&mut browser).await && !signs_in(&world, LOGIN, PASSWORD).await);
        assert_eq!(rows::<secret_question::Entity>(&world).await, 0);
    }

    /// ACC-14, ACC-17
    async fn a_login_is_one_persons_until_an_address_takes_its_place(world: World) {
        let world = allowed(&world, false).await;
        let (_, mut browser, _) = owner(&world).await;
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        let taken = choose(&mut boris, "aiko.T", ANSWER, "true").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.body.contains("This login is taken"));
        ask(&mut browser, "aiko.new@example.com").await.expect(StatusCode::SEE_OTHER);
        let link = link_of(&world, "aiko.new@example.com", "accounts.change_address").await;
        press(&mut browser, &link).await.expect(StatusCode::OK);
        assert!(signs_in(&world, "aiko.new@example.com", PASSWORD).await && !signs_in(&world, LOGIN, PASSWORD).await);
        assert_eq!(rows::<secret_question::Entity>(&world).await, 0);
        choose(&mut boris, LOGIN, ANSWER, "true").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        world.advance(30 * DAY + SECOND);
        let mut boris = signed_in(&world, "boris@example.com").await;
        choose(&mut boris, LOGIN, ANSWER, "true").await.expect(StatusCode::OK);
        let form = [("email", "AIKO.T"), ("current", PASSWORD), ("confirm", "true")];
        assert_eq!(boris.post("/account/delete", &form).await.location(), "/account-deleted");
        assert!(!signs_in(&world, LOGIN, PASSWORD).await);
    }

    /// ACC-13, ACC-15
    async fn answer_and_recovery_code_set_a_new_password_at_once_and_end_all_else(world: World) {
        let world = allowed(&world, false).await;
        let (_, mut elsewhere, codes) = owner(&world).await;
        let mut browser = world.browser();
        let wrong = answer(&mut browser, LOGIN, ANSWER, "AAAAA-AAAAA").await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("answer or the recovery code"));
        assert!(signs_in(&world, LOGIN, PASSWORD).await);
        let set = answer(&mut browser, "aiko.t", "mrs.SMITH", &codes[0]).await;
        assert_eq!(set.location(), "/licenses", "{}", set.body);
        assert!(is_in(&mut browser).await && !is_in(&mut elsewhere).await);
        assert!(signs_in(&world, LOGIN, OTHER).await && !signs_in(&world, LOGIN, PASSWORD).await);
        let used = answer(&mut world.browser(), LOGIN, ANSWER, &codes[0]).await;
        assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
    }

    /// ACC-13
    async fn without_a_code_the_new_password_waits_72_hours_and_any_sign_in_stops_it(world: World) {
        let world = allowed(&world, false).await;
        let (_, mut browser, _) = owner(&world).await;
        let waits = answer(&mut world.browser(), LOGIN, ANSWER, "").await.expect(StatusCode::OK);
        assert!(waits.body.contains("works from"), "{}", waits.body);
        assert!(!signs_in(&world, LOGIN, OTHER).await);
        let security = browser.get("/account/security").await.body;
        assert!(security.contains("A new password was requested"), "who is signed in sees it");
        assert!(signs_in(&world, LOGIN, PASSWORD).await);
        assert_eq!(rows::<waiting_password::Entity>(&world).await, 0, "stopped by the sign-in");
        answer(&mut world.browser(), LOGIN, ANSWER, "").await.expect(StatusCode::OK);
        browser.post("/account/security/stop-password", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<waiting_password::Entity>(&world).await, 0, "stopped by who is signed in");
        answer(&mut world.browser(), LOGIN, ANSWER, "").await.expect(StatusCode::OK);
        world.advance(72 * HOUR - SECOND);
        assert_eq!(advance_waiting_passwords(&world.cx()).await.unwrap(), 0);
        world.advance(SECOND);
        let (one, two) = (world.cx(), world.cx());
        let (one, two) = tokio::join!(advance_waiting_passwords(&one), advance_waiting_passwords(&two));
        assert_eq!(one.unwrap() + two.unwrap(), 1, "two nodes at once");
        assert!(!is_in(&mut browser).await && signs_in(&world, LOGIN, OTHER).await);
        assert!(!signs_in(&world, LOGIN, PASSWORD).await);
    }

    /// ACC-13, ACC-14
    async fn a_new_password_that_waits_ends_with_the_question_or_the_login_that_began_it(world: World) {
        let world = allowed(&world, false).await;
        let (_, mut browser, _) = owner(&world).await;
        for change in 0..2 {
            answer(&mut world.browser(), LOGIN, if change == 0 { ANSWER } else { "Another one" }, "").await.expect(StatusCode::OK);
            assert_eq!(rows::<waiting_password::Entity>(&world).await, 1);
            if change == 0 {
                // The answer is known to somebody: the owner chooses another question.
                choose(&mut browser, LOGIN, "Another one", "true").await.expect(StatusCode::SEE_OTHER);
            } else {
                choose(&mut browser, "aiko.other", "A third one", "true").await.expect(StatusCode::SEE_OTHER);
            }
            assert_eq!(rows::<waiting_password::Entity>(&world).await, 0);
        }
        world.advance(72 * HOUR + SECOND);
        assert_eq!(advance_waiting_passwords(&world.cx()).await.unwrap(), 0);
        assert!(signs_in(&world, "aiko.other", PASSWORD).await);
    }

    /// ACC-13
    async fn where_the_operator_says_so_the_answer_alone_is_enough(world: World) {
        let world = allowed(&world, true).await;
        owner(&world).await;
        let set = answer(&mut world.browser(), LOGIN, ANSWER, "").await;
        assert_eq!(set.location(), "/licenses", "{}", set.body);
        assert!(signs_in(&world, LOGIN, OTHER).await);
    }

    /// ACC-6, ACC-11, ACC-13
    async fn a_login_that_nobody_has_is_asked_and_refused_in_the_same_way(world: World) {
        let world = allowed(&world, false).await;
        owner(&world).await;
        let mut pages = Vec::new();
        for login in [LOGIN, "nobody.here"] {
            let first = question(&mut world.browser(), login).await;
            let again = question(&mut world.browser(), login).await;
            assert_eq!(asked(&first), asked(&again), "always the same question");
            let mut tries = Vec::new();
            for _ in 0..6 {
                let wrong = answer(&mut world.browser(), login, "wrong", "").await;
                tries.push((wrong.status, plain(&wrong, login).replace(&asked(&wrong), "QUESTION")));
            }
            assert_eq!(tries[5].0, StatusCode::TOO_MANY_REQUESTS, "five a day");
            pages.push(tries);
        }
        assert!(pages[0] == pages[1], "nothing tells whether somebody has the login");
        let right = answer(&mut world.browser(), LOGIN, ANSWER, "").await;
        assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS, "not even the right one");
        assert!(signs_in(&world, LOGIN, PASSWORD).await, "which locks nobody out");
        world.advance(DAY + MINUTE);
        answer(&mut world.browser(), LOGIN, ANSWER, "").await.expect(StatusCode::OK);
    }

    /// ACC-9, ACC-14
    async fn who_cannot_be_warned_by_mail_begins_no_removal_of_factors(world: World) {
        let world = allowed(&world, false).await;
        let (_, mut browser, _) = owner(&world).await;
        connect(&world, &mut browser, "").await.1.expect(StatusCode::OK);
        let mut half = world.browser();
        assert_eq!(sign_in(&mut half, LOGIN, PASSWORD).await.location(), CODE);
        for (browser, path) in [(&mut half, "/sign-in/lost"), (&mut browser, "/account/security/lost")] {
            let refused = browser.post(path, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("nobody could be warned"), "{path}: {}", refused.body);
        }
        assert_eq!(rows::<factor_removal::Entity>(&world).await, 0);
    }

    /// ACC-9, ACC-13
    async fn the_recovery_codes_of_a_login_stay_when_its_last_factor_goes(world: World) {
        let world = allowed(&world, false).await;
        let (_, mut browser, _) = owner(&world).await;
        let (_, page) = connect(&world, &mut browser, "").await;
        let codes = codes_of(&page.expect(StatusCode::OK));
        let factor = browser.get("/account/security").await.input("factor").unwrap();
        let removed = browser.post("/account/security/remove-factor", &[("factor", &factor)]).await;
        let said = browser.follow(removed).await.expect(StatusCode::OK);
        assert!(said.body.contains("Your recovery codes stay"), "{}", said.body);
        let set = answer(&mut world.browser(), LOGIN, ANSWER, &codes[0]).await;
        assert_eq!(set.location(), "/licenses", "{}", set.body);
    }

    /// ACC-14, ALL-8
    async fn staff_find_a_customer_by_the_whole_login(world: World) {
        let world = allowed(&world, false).await;
        let (id, _, _) = owner(&world).await;
        let mut support = gatehouse_testkit::staff(&world, "support");
        assert!(support.get("/staff/accounts").await.body.contains("Email address or login"));
        let found = support.post("/staff/accounts", &[("email", " aiko.t")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(found.location(), format!("/staff/accounts/{id}"));
        let none = support.post("/staff/accounts", &[("email", "aiko")]).await.expect(StatusCode::OK);
        assert!(none.body.contains("No account with this address or login"), "a part of a login finds nobody: {}", none.body);
    }
}

/// The question that a page asks.
fn asked(page: &Answer) -> String {
    let all = [
        "What was the name of your first teacher?",
        "What was the name of your first pet?",
        "In which street did you live as a child?",
        "Which book have you read most often?",
        "What was your favorite toy as a child?",
        "Where did your first long trip take you?",
        "Which dish did you learn to cook first?",
        "What was the name of your best friend at school?",
    ];
    all.into_iter().find(|text| page.body.contains(text)).unwrap_or_else(|| panic!("{}", page.body)).to_owned()
}
