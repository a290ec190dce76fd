//! Signing in in two steps: codes, recovery codes, trust, and what wrong codes cost.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{account_factor, account_recovery_code, half_sign_in, known_device, session};
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::{DAY, MINUTE, SECOND};
use gatehouse_db::paging::PageRequest;
use gatehouse_signin::totp::TotpSecret;
use gatehouse_testkit::both_engines;
use sea_orm::entity::prelude::*;
use totp_rs::Secret as AppSecret;

pub(crate) const AIKO: &str = "aiko@example.com";
const SETUP: &str = "/account/security/authenticator";
pub(crate) const CODE: &str = "/sign-in/code";

/// The secret that a page shows.
fn secret_of(page: &Answer) -> TotpSecret {
    let figure = page.body.split("<figcaption>").nth(1).expect("the page has a QR code");
    let text = figure.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().replace(' ', "");
    TotpSecret::from_bytes(AppSecret::try_from_base32(text).unwrap().as_bytes()).unwrap()
}

/// The recovery codes that a page shows.
pub(crate) fn codes_of(page: &Answer) -> Vec<String> {
    let block = page.body.split("<pre class=\"block\"").nth(1).unwrap_or_else(|| panic!("no codes: {}", page.body));
    let text = block.split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Connects an app in a browser that may; returns its secret and the answer.
pub(crate) async fn connect(world: &World, browser: &mut Browser, name: &str) -> (TotpSecret, Answer) {
    let page = browser.get(SETUP).await.expect(StatusCode::OK);
    let (app, offer) = (secret_of(&page), page.input("offer").unwrap());
    let code = app.code_at(world.cx().now());
    let answer = browser.post(SETUP, &[("offer", &offer), ("name", name), ("code", &code)]).await;
    // The code that connected the app opens nothing any more.
    world.advance(30 * SECOND);
    (app, answer)
}

/// A person with two-step verification, in the browser where it was set up.
pub(crate) struct Owner {
    pub id: Uuid,
    pub browser: Browser,
    pub app: TotpSecret,
    pub codes: Vec<String>,
}

pub(crate) async fn owner(world: &World) -> Owner {
    let id = customer(world, AIKO).await;
    let mut browser = signed_in(world, AIKO).await;
    let (app, page) = connect(world, &mut browser, "").await;
    let codes = codes_of(&page.expect(StatusCode::OK));
    Owner { id, browser, app, codes }
}

/// Gives the password in a browser without a session.
pub(crate) async fn half(world: &World) -> Browser {
    let mut browser = world.browser();
    assert_eq!(sign_in(&mut browser, AIKO, PASSWORD).await.location(), CODE);
    browser
}

/// Gives a code, and trusts the browser if wanted.
pub(crate) async fn give(world: &World, browser: &mut Browser, app: &TotpSecret, trust: &str) -> Answer {
    let code = app.code_at(world.cx().now());
    browser.post(CODE, &[("code", &code), ("trust", trust)]).await
}

/// A code that is none of the app's now.
pub(crate) fn wrong(world: &World, app: &TotpSecret) -> String {
    let now = world.cx().now();
    let mut codes = (0..).map(|n| format!("{n:06}"));
    codes.find(|code| app.step_of(code, now).is_none()).unwrap()
}

pub(crate) async fn told(world: &World, kind: &str) -> usize {
    world.mails().await.iter().filter(|mail| mail.kind == kind).count()
}

async fn lines(world: &World, kind: &str) -> usize {
    let filter = AuditFilter { kind: Some(kind.to_owned()), ..AuditFilter::default() };
    audit::list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items.len()
}

pub(crate) async fn is_in(browser: &mut Browser) -> bool {
    let answer = browser.get("/account").await;
    answer.status == StatusCode::OK
        || answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/welcome")
}

both_engines! {
    /// ACC-9, ACC-10, PRI-13
    async fn the_first_app_brings_ten_codes_and_ends_what_the_password_alone_had_opened(world: World) {
        customer(&world, AIKO).await;
        let mut earlier = signed_in(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        world.advance(11 * MINUTE);
        assert!(browser.get(SETUP).await.location().starts_with("/step-up?next="), "the proof is too old");
        browser.post("/step-up", &[("current", PASSWORD), ("next", SETUP)]).await.expect(StatusCode::SEE_OTHER);
        let before = browser.cookie("gh_session").unwrap().to_owned();
        let (app, page) = connect(&world, &mut browser, "Work phone").await;
        let codes = codes_of(&page.expect(StatusCode::OK));
        assert!(codes.len() == 10 && codes.iter().all(|code| code.len() == 11), "{codes:?}");
        assert_ne!(browser.cookie("gh_session").unwrap(), before, "each proof renews the session");
        assert!(is_in(&mut browser).await && !is_in(&mut earlier).await);
        let mail = world.last_mail_to(AIKO).await;
        assert!(mail.kind == "accounts.factor_added" && mail.text.contains("Work phone"), "{}", mail.text);
        let security = browser.get("/account/security").await.body;
        assert!(security.contains("Work phone") && security.contains("10 unused recovery codes"), "{security}");
        let dump = world.dump().await;
        assert!(codes.iter().all(|code| !dump.contains(&code.replace('-', ""))) && !dump.contains("Work phone"));
        assert!(!dump.contains(&String::from_utf8_lossy(app.bytes()).into_owned()));
    }

    /// ACC-9
    async fn a_secret_is_offered_to_one_session_once_and_each_look_has_another(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let page = browser.get(SETUP).await;
        let (app, offer) = (secret_of(&page), page.input("offer").unwrap());
        assert_ne!(app.bytes(), secret_of(&browser.get(SETUP).await).bytes());
        let code = app.code_at(world.cx().now());
        for (code, said) in [("", "Enter a code."), (wrong(&world, &app).as_str(), "wrong or too old")] {
            let again = browser.post(SETUP, &[("offer", &offer), ("code", code)]).await;
            assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains(said), "{}", again.body);
            assert_eq!(secret_of(&again).bytes(), app.bytes(), "the same secret is shown again");
        }
        let mut other = signed_in(&world, AIKO).await;
        let elsewhere = other.post(SETUP, &[("offer", &offer), ("code", &code)]).await;
        assert!(elsewhere.status == StatusCode::GONE && secret_of(&elsewhere).bytes() != app.bytes());
        let form = [("offer", offer.as_str()), ("code", &code)];
        codes_of(&browser.post(SETUP, &form).await.expect(StatusCode::OK));
        assert_eq!(browser.post(SETUP, &form).await.location(), "/account/security", "the same request once more");
        assert_eq!(rows::<account_factor::Entity>(&world).await, 1);
    }

    /// ACC-9
    async fn an_offered_secret_is_over_after_ten_minutes(world: World) {
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        let page = browser.get(SETUP).await;
        let (app, offer) = (secret_of(&page), page.input("offer").unwrap());
        world.advance(10 * MINUTE + SECOND);
        let code = app.code_at(world.cx().now());
        browser.post(SETUP, &[("offer", &offer), ("code", &code)]).await.expect(StatusCode::GONE);
        assert_eq!(rows::<account_factor::Entity>(&world).await, 0);
    }

    /// ACC-9
    async fn a_sign_in_takes_the_password_and_then_a_code(world: World) {
        let Owner { app, .. } = owner(&world).await;
        let mut browser = world.browser();
        let form = [("email", AIKO), ("password", PASSWORD), ("kept", "true"), ("next", "/account/activity")];
        let answer = browser.post("/sign-in", &form).await;
        assert_eq!(answer.location(), "/sign-in/code?next=/account/activity");
        assert!(browser.cookie("gh_session").is_none() && !is_in(&mut browser).await);
        let page = browser.follow(answer).await.expect(StatusCode::OK);
        for help in ["No working code?", "Set the clock of your phone", "Lost your authenticator app"] {
            assert!(page.body.contains(help), "{help}");
        }
        let empty = browser.post(CODE, &[("code", " "), ("next", "/account/activity")]).await;
        assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains("Enter a code."));
        let code = app.code_at(world.cx().now());
        let answer = browser.post(CODE, &[("code", &code), ("next", "/account/activity")]).await;
        assert_eq!(answer.location(), "/account/activity");
        assert!(is_in(&mut browser).await && browser.cookie("gh_second_step").is_none());
        let cookies = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap());
        assert!(cookies.into_iter().any(|c| c.contains("gh_session") && c.contains("Max-Age=7776000")), "it is kept");
        assert_eq!(rows::<half_sign_in::Entity>(&world).await, 0);
        // Nobody signs in with a code that was seen.
        let mut thief = half(&world).await;
        let used = thief.post(CODE, &[("code", &code)]).await;
        assert!(used.status == StatusCode::UNPROCESSABLE_ENTITY && used.body.contains("already been used"));
    }

    /// ACC-6, ACC-9
    async fn a_wrong_password_does_not_tell_whether_there_is_a_second_step(world: World) {
        owner(&world).await;
        customer(&world, "boris@example.com").await;
        let with = sign_in(&mut world.browser(), AIKO, OTHER).await;
        let without = sign_in(&mut world.browser(), "boris@example.com", OTHER).await;
        let nobody = sign_in(&mut world.browser(), "nobody@example.com", OTHER).await;
        assert_eq!((with.status, plain(&with, AIKO)), (without.status, plain(&without, "boris@example.com")));
        assert_eq!((with.status, plain(&with, AIKO)), (nobody.status, plain(&nobody, "nobody@example.com")));
    }

    /// ACC-9
    async fn one_code_opens_one_of_many_sign_ins_at_once(world: World) {
        let Owner { app, codes, .. } = owner(&world).await;
        for code in [app.code_at(world.cx().now()), codes[0].clone()] {
            let mut tries = Vec::new();
            for _ in 0..4 {
                let mut browser = half(&world).await;
                let code = code.clone();
                tries.push(tokio::spawn(async move { browser.post(CODE, &[("code", &code)]).await.location() }));
            }
            let mut opened = 0;
            for one in tries {
                opened += usize::from(one.await.unwrap() == "/licenses");
            }
            assert_eq!(opened, 1, "{code}");
        }
    }

    /// ACC-9
    async fn two_sign_ins_wait_beside_each_other_and_neither_opens_the_other(world: World) {
        let Owner { app, .. } = owner(&world).await;
        let (mut first, mut second) = (half(&world).await, half(&world).await);
        assert_eq!(first.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await.location(), "/licenses");
        assert!(!is_in(&mut second).await);
        world.advance(30 * SECOND);
        assert_eq!(second.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await.location(), "/licenses");
        assert!(is_in(&mut first).await && is_in(&mut second).await);
        let mut late = half(&world).await;
        world.advance(10 * MINUTE + SECOND);
        let answer = late.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await;
        assert_eq!(answer.location(), "/sign-in", "ten minutes are over");
        world.run_jobs().await;
        assert_eq!(rows::<half_sign_in::Entity>(&world).await, 0);
    }

    /// ACC-9
    async fn a_recovery_code_opens_once_and_its_owner_hears_of_it(world: World) {
        let Owner { mut browser, codes, .. } = owner(&world).await;
        let mut elsewhere = half(&world).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        assert_eq!(elsewhere.post(CODE, &[("code", &typed)]).await.location(), "/licenses");
        let mails = world.mails().await;
        let mail = mails.iter().find(|mail| mail.kind == "accounts.recovery_code_used").unwrap();
        assert!(mail.text.contains("9 unused recovery codes"), "{}", mail.text);
        let again = half(&world).await.post(CODE, &[("code", &typed)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        // New ones take a factor, and end the old ones.
        world.advance(11 * MINUTE);
        let asked = browser.post("/account/security/recovery-codes", &[]).await;
        assert!(asked.location().starts_with("/step-up?factor=1&next="), "{}", asked.location());
        let by_code = [("code", codes[0].as_str()), ("factor", "1"), ("next", "/account/security/recovery-codes")];
        assert_eq!(browser.post("/step-up", &by_code).await.location(), "/account/security/recovery-codes");
        let fresh = codes_of(&browser.post("/account/security/recovery-codes", &[]).await.expect(StatusCode::OK));
        assert_eq!(told(&world, "accounts.recovery_codes_renewed").await, 1);
        assert_eq!(rows::<account_recovery_code::Entity>(&world).await, 10);
        let mut third = half(&world).await;
        assert_eq!(third.post(CODE, &[("code", &codes[5])]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(third.post(CODE, &[("code", &fresh[5])]).await.location(), "/licenses");
    }

    /// ACC-9, ACC-11
    async fn five_wrong_codes_begin_again_and_twenty_pause_the_second_step_elsewhere_only(world: World) {
        let Owner { mut browser, app, .. } = owner(&world).await;
        for round in 0..4 {
            let mut thief = half(&world).await;
            for n in 0..5 {
                let code = wrong(&world, &app);
                let answer = thief.post(CODE, &[("code", &code)]).await;
                match (round, n) {
                    (3, 4) => assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS),
                    (_, 4) => assert_eq!(answer.location(), "/sign-in", "{}", answer.status),
                    _ => assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY),
                }
            }
            assert_eq!(thief.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await.location(), "/sign-in");
        }
        let mail = world.last_mail_to(AIKO).await;
        assert!(mail.kind == "accounts.second_step_paused" && mail.text.contains("20 wrong codes"), "{}", mail.text);
        assert_eq!([lines(&world, "account.code_failed").await, lines(&world, "account.second_step_paused").await], [20, 1]);
        // Elsewhere not even the right one opens; in the browser that the owner has signed in with before it does.
        let mut thief = half(&world).await;
        let right = thief.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await;
        assert!(right.status == StatusCode::TOO_MANY_REQUESTS && right.body.contains("counted separately"));
        browser.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut browser, AIKO, PASSWORD).await.location(), CODE);
        let answer = browser.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await;
        assert_eq!(answer.location(), "/licenses", "{}", answer.body);
        world.advance(DAY + SECOND);
        let mut later = half(&world).await;
        assert_eq!(later.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await.location(), "/licenses");
    }

    /// ACC-9, ACC-15
    async fn a_trusted_browser_is_asked_for_no_code_until_the_password_changes_or_thirty_days_are_over(world: World) {
        let Owner { mut browser, app, .. } = owner(&world).await;
        let mut trusted = half(&world).await;
        assert_eq!(give(&world, &mut trusted, &app, "true").await.location(), "/licenses");
        trusted.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut trusted, AIKO, PASSWORD).await.location(), "/licenses");
        assert!(trusted.get("/account/sessions").await.body.contains("Trusted until"));
        let mut stranger = world.browser();
        stranger.set_cookie("gh_device", &"x".repeat(43));
        assert_eq!(sign_in(&mut stranger, AIKO, PASSWORD).await.location(), CODE);
        // Taken back from another browser.
        let known = known_device::Entity::find();
        let row = known.filter(known_device::Column::TrustedUntil.is_not_null()).one(world.app.db.reader()).await.unwrap();
        let id = row.unwrap().id.to_string();
        world.advance(30 * SECOND);
        let code = app.code_at(world.cx().now());
        browser.post("/step-up", &[("code", &code), ("next", "/account/sessions")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(browser.post("/account/browsers/distrust", &[("browser", &id)]).await.location(), "/account/sessions");
        trusted.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut trusted, AIKO, PASSWORD).await.location(), CODE);
        // Trusted anew, and the password changes in it.
        world.advance(30 * SECOND);
        assert_eq!(give(&world, &mut trusted, &app, "true").await.location(), "/licenses");
        let changed = [("current", PASSWORD), ("password", OTHER), ("again", OTHER)];
        trusted.post("/account/password", &changed).await.expect(StatusCode::SEE_OTHER);
        trusted.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&mut trusted, AIKO, OTHER).await.location(), CODE);
        world.advance(30 * SECOND);
        assert_eq!(give(&world, &mut trusted, &app, "true").await.location(), "/licenses");
        trusted.post("/sign-out", &[]).await;
        world.advance(30 * DAY + SECOND);
        assert_eq!(sign_in(&mut trusted, AIKO, OTHER).await.location(), CODE);
    }

    /// ACC-9, PRI-13
    async fn half_a_sign_in_that_was_pointed_at_somebody_else_opens_nothing(world: World) {
        let Owner { app, .. } = owner(&world).await;
        let boris = customer(&world, "boris@example.com").await;
        let mut browser = half(&world).await;
        let update = half_sign_in::Entity::update_many();
        let update = update.col_expr(half_sign_in::Column::AccountId, Expr::value(boris));
        assert_eq!(update.exec(world.app.db.writer()).await.unwrap().rows_affected, 1);
        let answer = browser.post(CODE, &[("code", &app.code_at(world.cx().now()))]).await;
        assert_eq!(answer.location(), "/sign-in");
        assert!(!is_in(&mut browser).await);
        assert_eq!(rows::<session::Entity>(&world).await, 1, "the owner's own");
    }
}
