//! The gate before customers' pages, and what stands before it (ACC-12, PRI-4).

use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, SECOND};
use gatehouse_testkit::both_engines;

both_engines! {
    /// ACC-12
    async fn a_customer_whose_country_demands_it_accepts_before_the_portal_opens(world: World) {
        statement(&world, &entry("EU", "We store your name.\n\nSee https://example.com/privacy.")).await;
        customer(&world, "ada@example.com", "DE").await;
        customer(&world, "aiko@example.com", "JP").await;
        let mut other = signed_in(&world, "aiko@example.com").await;
        other.get("/account").await.expect(StatusCode::OK);
        assert!(other.get(ASK).await.location().ends_with(PRIVACY), "nothing is asked in Japan");

        let mut browser = signed_in(&world, "ada@example.com").await;
        let kept = browser.get("/account?x=1").await;
        assert_eq!(kept.location(), format!("{ASK}?next=/account%3Fx%3D1"));
        let sent = browser.post("/account/notifications", &[]).await;
        assert!(sent.location().starts_with(&format!("{ASK}?next=")), "{}", sent.location());
        let page = browser.follow(kept).await.expect(StatusCode::OK).body;
        for part in ["Data statement", "We store your name.", "href=\"https://example.com/privacy\"", "action=\"/sign-out\"",
            "href=\"/account/delete\"", "lang=ja"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let japanese = browser.get(&format!("{ASK}?lang=ja")).await.body;
        assert!(japanese.contains("本文です。") && japanese.contains("同意する"), "{japanese}");
        let russian = browser.get(&format!("{ASK}?lang=ru")).await.body;
        assert!(russian.contains("Data statement") && russian.contains("English"), "in English, and said so: {russian}");

        assert_eq!(answer(&mut browser, "accept", "/account?x=1").await.location(), "/account?x=1");
        browser.get("/account?x=1").await.expect(StatusCode::OK);
        signed_in(&world, "ada@example.com").await.get("/account").await.expect(StatusCode::OK);
        assert_eq!(browser.get(&format!("{ASK}?next=/account")).await.location(), "/account");
        assert_eq!(browser.get(&format!("{ASK}?next=//evil.example")).await.location(), PRIVACY);
    }

    /// ACC-12, PRI-4
    async fn every_door_of_customers_is_behind_the_gate_but_for_what_nobody_may_be_kept_from(world: World) {
        /// This list may only grow by what a person must be able to do without accepting anything.
        const BEFORE: [&str; 38] = [
            "/welcome", "/step-up", "/account/security", "/account/password", "/account/sessions", "/account/sessions.csv",
            "/account/browsers/forget", "/account/activity", "/account/activity.csv", "/account/delete", PRIVACY, ASK, DECLINED,
            "/account/sessions/end", "/account/security/authenticator", "/account/security/recovery-codes",
            "/account/security/remove-factor", "/account/security/keep-two-step", "/account/security/lost", "/account/browsers/distrust",
            "/account/export", "/account/export/file", "/account/security/passkey", "/account/security/rename-factor",
            "/account/email", "/account/email/again", "/account/email/cancel", "/account/login", "/account/security/stop-password",
            "/step-up/with/google", "/account/sign-in-services", "/account/sign-in-services/with/google",
            "/account/sign-in-services/attach", "/account/sign-in-services/detach", "/step-up/text", "/account/security/phone",
            "/account/security/phone/code", "/account/security/phone/again",
        ];
        statement(&world, &entry("", "Text")).await;
        customer(&world, "ada@example.com", "JP").await;
        let browser = signed_in(&world, "ada@example.com").await;
        let (mut behind, mut before) = (0, 0);
        for door in world.routes.iter().filter(|door| door.entry == gatehouse_web::Entry::Customers) {
            let path = door.path.replace("{company}", "acme").replace("{service}", "google").replace("{id}", &Uuid::from_u128(7).to_string());
            let mut visitor = browser.clone();
            let met = if door.method == Method::GET { visitor.get(&path).await } else { visitor.post(&path, &[]).await };
            assert!(!met.status.is_server_error(), "{path}: {}", met.status);
            let is_kept = met.location().starts_with(&format!("{ASK}?next="));
            let is_own = ["/account/statements/", "/account/receipts/"].iter().any(|own| path.starts_with(own));
            let is_free = BEFORE.contains(&path.as_str()) || is_own || path == "/account/sessions/end-others";
            // The form of an answer without one leads to the page.
            assert!(is_kept != is_free || path == ASK, "{} {path}: {} {}", door.method, met.status, met.location());
            if is_kept { behind += 1 } else { before += 1 }
        }
        assert!(behind >= 5 && before >= 14, "{behind} behind, {before} before");
    }

    /// ACC-12, PRI-7
    async fn declining_explains_what_remains_and_is_written_down_once(world: World) {
        statement(&world, &entry("DE", "Text")).await;
        let account = customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        for _ in 0..2 {
            let declined = answer(&mut browser, "decline", "/account").await;
            assert_eq!(declined.location(), format!("{DECLINED}?next=/account"));
            let page = browser.follow(declined).await.expect(StatusCode::OK).body;
            for part in ["What you can still do", "action=\"/sign-out\"", "href=\"/account/delete\"", "href=\"/account/privacy\""] {
                assert!(page.contains(part), "{part}: {page}");
            }
        }
        assert!(browser.get("/account").await.location().starts_with(ASK));
        let answers = crate::ledger::answers(&world, account).await;
        assert_eq!(answers, ["declined"]);
        let page = browser.get(PRIVACY).await.expect(StatusCode::OK).body;
        assert!(page.contains("Needs your answer") && page.contains("Declined"), "{page}");
        assert_eq!(answer(&mut browser, "accept", "/account").await.location(), "/account");
        assert_eq!(crate::ledger::answers(&world, account).await, ["declined", "accepted"]);
        // Whoever is open goes on from the page of what remains.
        assert_eq!(browser.get(&format!("{DECLINED}?next=/account")).await.location(), "/account");
    }

    /// ACC-12
    async fn a_version_is_asked_from_its_moment_on_and_asks_again(world: World) {
        let added = statement(&world, &entry("DE", "Old text")).await;
        customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        answer(&mut browser, "accept", "/account").await;
        let start = world.cx().now().plus(3 * DAY);
        next_version(&world, added.statement, &entry("DE", "New text"), &start.rfc3339()).await;
        browser.get("/account").await.expect(StatusCode::OK);
        world.advance(3 * DAY - SECOND);
        browser.get("/account").await.expect(StatusCode::OK);
        world.advance(SECOND);
        assert!(browser.get("/account").await.location().starts_with(ASK), "its moment has come");
        assert!(browser.get(ASK).await.body.contains("New text"));
        assert_eq!(answer(&mut browser, "accept", "/account").await.location(), "/account");
        browser.get("/account").await.expect(StatusCode::OK);
    }

    /// ACC-12, PRI-7
    async fn a_mended_version_does_not_ask_again_and_a_newcomer_gets_it(world: World) {
        let added = statement(&world, &entry("DE", "Old text")).await;
        customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        answer(&mut browser, "accept", "/account").await;
        let mended = VersionEntry { asks_again: false, ..entry("DE", "Mended text") };
        next_version(&world, added.statement, &mended, "").await;
        browser.get("/account").await.expect(StatusCode::OK);
        customer(&world, "new@example.com", "DE").await;
        let mut newcomer = signed_in(&world, "new@example.com").await;
        assert!(newcomer.get(ASK).await.body.contains("Mended text"));
        // A planned mistake is overtaken by the next number, and never comes into force.
        let later = world.cx().now().plus(DAY);
        next_version(&world, added.statement, &entry("DE", "A mistake"), &later.rfc3339()).await;
        next_version(&world, added.statement, &VersionEntry { asks_again: false, ..entry("DE", "As it was") }, "").await;
        world.advance(2 * DAY);
        let mut browser = signed_in(&world, "new@example.com").await;
        assert!(browser.get(ASK).await.body.contains("As it was"));
        signed_in(&world, "ada@example.com").await.get("/account").await.expect(StatusCode::OK);
    }

    /// ACC-12
    async fn a_statement_that_is_not_needed_keeps_nobody_out_and_can_be_answered(world: World) {
        let optional = VersionEntry { required: false, ..entry("", "Optional text") };
        let added = statement(&world, &optional).await;
        let account = customer(&world, "ada@example.com", "JP").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        browser.get("/account").await.expect(StatusCode::OK);
        let page = browser.get(&format!("{ASK}/{}", added.version)).await.expect(StatusCode::OK);
        assert!(page.body.contains("Optional text"));
        let form = |answer| [("version", page.input("version").unwrap()), ("lang", "en".to_owned()), ("place", "account".to_owned()), ("answer", answer)];
        for (word, said) in [("accept", "Statement accepted."), ("decline", "")] {
            let form = form(word.to_owned());
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = browser.post(ASK, &form).await;
            if word == "accept" {
                assert!(browser.follow(answer).await.body.contains(said));
            } else {
                assert_eq!(answer.status, StatusCode::CONFLICT, "what is accepted is withdrawn");
            }
        }
        assert_eq!(crate::ledger::answers(&world, account).await, ["accepted"]);
        let place = format!("{ASK}/{}/withdraw", added.statement);
        assert!(browser.get(&place).await.body.contains("You can go on using the portal."));
        let done = browser.post(&place, &[]).await;
        assert!(browser.follow(done).await.body.contains("Consent withdrawn."));
        browser.get("/account").await.expect(StatusCode::OK);
    }
}
