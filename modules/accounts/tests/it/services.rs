//! Signing in with accounts elsewhere: who is let in, what is attached to whom, and which answers are none.

use super::two_step::{give, is_in, owner, told};
use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::queries::contacts::contact;
use gatehouse_accounts::tables::{account, account_identity};
use gatehouse_core::MINUTE;
use gatehouse_testkit::{IdentityProvider, both_engines};
use serde_json::{Value, json};

pub(crate) const AIKO: &str = "aiko@example.com";
pub(crate) const SERVICES: &str = "/account/sign-in-services";

pub(crate) fn provider(world: &World) -> IdentityProvider {
    let provider = world.cx().service::<IdentityProvider>().unwrap().clone();
    provider.keep_time(&world.clock);
    provider
}

/// Somebody there.
pub(crate) fn person(subject: &str, email: &str, is_verified: bool) -> Value {
    json!({ "sub": subject, "email": email, "email_verified": is_verified, "given_name": "Aiko", "family_name": "Tanaka" })
}

pub(crate) fn encoded(fields: &[(String, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", value.replace('&', "%26"))).collect();
    fields.join("&")
}

/// Goes to the service and comes back with its answer.
pub(crate) async fn come_by(browser: &mut Browser, provider: &IdentityProvider, begin: &str) -> Answer {
    let there = browser.get(begin).await.location();
    let word = begin.split("/with/").nth(1).unwrap().split('?').next().unwrap();
    let answer = provider.agree(&there);
    browser.get(&format!("/sign-in/with/{word}/answer?{}", encoded(&answer))).await
}

pub(crate) async fn sign_in_by(browser: &mut Browser, provider: &IdentityProvider, word: &str) -> Answer {
    come_by(browser, provider, &format!("/sign-in/with/{word}")).await
}

/// A person whose account was made by Google.
pub(crate) async fn made_by_google(world: &World, provider: &IdentityProvider) -> Browser {
    provider.is(person("g-1", AIKO, true));
    let mut browser = world.browser();
    let answer = sign_in_by(&mut browser, provider, "google").await;
    assert_eq!(answer.location(), "/sign-in/service");
    let page = browser.follow(answer).await.expect(StatusCode::OK);
    assert!(page.body.contains("Create account") && page.body.contains(AIKO), "{}", page.body);
    assert_eq!(browser.post("/sign-in/service", &[("by", "register")]).await.location(), "/licenses");
    browser
}

both_engines! {
    /// ACC-7, ACC-8, PRI-13
    async fn a_new_address_that_the_service_vouches_for_gets_an_account_and_signs_in_again(world: World) {
        let provider = provider(&world);
        let page = world.browser().get("/sign-in").await.body;
        assert!(page.contains("Continue with Google") && page.contains("Continue with Facebook"), "{page}");
        made_by_google(&world, &provider).await;
        let row = only::<account::Entity>(&world).await;
        assert!(row.confirmed_at.is_some() && row.password_sealed.is_none());
        // Known by the subject, whatever the address is by now.
        provider.is(person("g-1", "other@example.com", true));
        let mut again = world.browser();
        assert_eq!(sign_in_by(&mut again, &provider, "google").await.location(), "/licenses");
        assert!(again.cookie("gh_service").is_none() && rows::<account::Entity>(&world).await == 1);
        assert!(again.get(SERVICES).await.body.contains(AIKO), "as which one is known there");
        let contact = contact(&world.cx(), world.app.db.reader(), row.id).await.unwrap().unwrap();
        assert_eq!(contact.label, "Aiko Tanaka", "the name that the service told");
        assert!(!world.dump().await.contains("g-1"), "nobody reads the subject from the database");
    }

    /// ACC-7
    async fn buttons_are_shown_where_the_operator_says(world: World) {
        let mut browser = world.browser();
        browser.set_cookie("gh_zone", "Asia/Shanghai");
        for path in ["/", "/sign-in", "/register"] {
            let page = browser.get(path).await.body;
            assert!(!page.contains("with Google") && page.contains("with Facebook"), "{path}");
        }
        browser.set_cookie("gh_zone", "Asia/Tokyo");
        assert!(browser.get("/sign-in").await.body.contains("with Google"));
        // In the account the profile says where somebody is.
        customer(&world, AIKO).await;
        let mut owner = signed_in(&world, AIKO).await;
        for (country, is_offered) in [("CN", false), ("JP", true)] {
            let place = [("country", country), ("region", "x"), ("lang", "en"), ("zone", "Asia/Tokyo")];
            owner.post("/account/place", &place).await.expect(StatusCode::SEE_OTHER);
            let page = owner.get(SERVICES).await.body;
            assert_eq!(page.contains(&format!("{SERVICES}/with/google")), is_offered, "{country}: {page}");
        }
    }

    /// ACC-8, ACC-6
    async fn a_known_address_is_attached_by_the_password_of_its_account(world: World) {
        let provider = provider(&world);
        customer(&world, AIKO).await;
        provider.is(person("g-1", AIKO, true));
        let mut browser = world.browser();
        let answer = sign_in_by(&mut browser, &provider, "google").await;
        let page = browser.follow(answer).await;
        assert!(page.body.contains("Connect Google to your account"), "{}", page.body);
        assert_eq!(browser.post("/sign-in/service", &[("by", "register")]).await.status, StatusCode::CONFLICT);
        let wrong = browser.post("/sign-in/service", &[("by", "password"), ("password", OTHER)]).await;
        assert_eq!((wrong.status, rows::<account_identity::Entity>(&world).await), (StatusCode::UNPROCESSABLE_ENTITY, 0));
        let right = browser.post("/sign-in/service", &[("by", "password"), ("password", PASSWORD)]).await;
        assert_eq!(right.location(), "/licenses", "{}", right.body);
        assert!(world.last_mail_to(AIKO).await.kind == "accounts.service_attached");
        let mut again = world.browser();
        assert_eq!(sign_in_by(&mut again, &provider, "google").await.location(), "/licenses");
    }

    /// ACC-8, ACC-6
    async fn an_address_that_nobody_vouches_for_is_proven_by_a_mailed_link_in_the_same_browser(world: World) {
        let provider = provider(&world);
        customer(&world, AIKO).await;
        let mut texts = Vec::new();
        for (subject, email) in [("f-1", AIKO), ("f-2", "new@example.com")] {
            // What Facebook says of verification counts for nothing.
            provider.is(person(subject, email, true));
            let mut browser = world.browser();
            let answer = sign_in_by(&mut browser, &provider, "facebook").await;
            let page = browser.follow(answer).await;
            assert!(page.body.contains("Confirm your email address"), "{}", page.body);
            let password = browser.post("/sign-in/service", &[("by", "password"), ("password", PASSWORD)]).await;
            assert_eq!(password.status, StatusCode::UNPROCESSABLE_ENTITY, "the password attaches nothing here");
            assert!(!browser.post("/sign-in/service", &[("by", "register")]).await.status.is_redirection());
            let sent = browser.post("/sign-in/service", &[("by", "mail")]).await;
            texts.push(browser.follow(sent).await.body.replace(email, "ADDRESS"));
            let mail = world.last_mail_to(email).await;
            assert_eq!(mail.kind, "accounts.attach_service");
            // Elsewhere the owner's click gives a stranger's account nothing.
            let mut elsewhere = world.browser();
            open(&mut elsewhere, &mail.link()).await.expect(StatusCode::OK);
            if email == AIKO {
                let page = elsewhere.post("/attach-service", &[("token", token_of(&mail.link()))]).await;
                assert!(page.body.contains("Open the link in the other browser"), "{}", page.body);
                assert_eq!(rows::<account_identity::Entity>(&world).await, 0);
            }
            open(&mut browser, &mail.link()).await.expect(StatusCode::OK);
            let done = browser.post("/attach-service", &[("token", token_of(&mail.link()))]).await;
            assert_eq!(done.location(), "/licenses", "{}", done.body);
            let mut again = world.browser();
            assert_eq!(sign_in_by(&mut again, &provider, "facebook").await.location(), "/licenses");
        }
        assert_eq!(texts[0], texts[1], "the page says nothing about the address");
        assert_eq!(rows::<account_identity::Entity>(&world).await, 2);
    }

    /// ACC-8
    async fn the_link_in_another_browser_proves_a_new_address_without_the_account_elsewhere(world: World) {
        let provider = provider(&world);
        provider.is(person("f-9", AIKO, false));
        let mut stranger = world.browser();
        sign_in_by(&mut stranger, &provider, "facebook").await;
        stranger.post("/sign-in/service", &[("by", "mail")]).await;
        let link = world.last_mail_to(AIKO).await.link();
        let mut aiko = world.browser();
        open(&mut aiko, &link).await;
        assert_eq!(aiko.post("/attach-service", &[("token", token_of(&link))]).await.location(), "/set-password");
        assert_eq!(rows::<account_identity::Entity>(&world).await, 0);
        assert!(!is_in(&mut stranger).await);
    }

    /// ACC-8, ACC-2
    async fn the_first_proof_drops_what_a_strangers_registration_had_chosen(world: World) {
        let provider = provider(&world);
        let mut stranger = world.browser();
        register(&mut stranger, AIKO, OTHER).await;
        let link = world.last_mail_to(AIKO).await.link();
        made_by_google(&world, &provider).await;
        let late = stranger.post("/confirm", &[("token", token_of(&link))]).await;
        assert!(!is_in(&mut stranger).await, "{} {}", late.status, late.location());
        assert_ne!(sign_in(&mut stranger, AIKO, OTHER).await.status, StatusCode::SEE_OTHER);
    }

    /// ACC-8, ACC-9
    async fn the_second_step_is_asked_for_after_a_service_too(world: World) {
        let provider = provider(&world);
        let owner = owner(&world).await;
        provider.is(person("g-1", AIKO, true));
        let mut browser = world.browser();
        let answer = sign_in_by(&mut browser, &provider, "google").await;
        browser.follow(answer).await;
        // Neither the password nor the mailbox alone adds a way in.
        let refused = browser.post("/sign-in/service", &[("by", "password"), ("password", PASSWORD)]).await;
        assert!(refused.status == StatusCode::CONFLICT && refused.body.contains("two-step"), "{}", refused.body);
        browser.post("/sign-in/service", &[("by", "mail")]).await.expect(StatusCode::SEE_OTHER);
        let link = world.last_mail_to(AIKO).await.link();
        open(&mut browser, &link).await;
        let refused = browser.post("/attach-service", &[("token", token_of(&link))]).await;
        assert_eq!((refused.status, rows::<account_identity::Entity>(&world).await), (StatusCode::CONFLICT, 0));
        assert!(!is_in(&mut browser).await);
        // In the account, where a factor was given.
        let mut settings = owner.browser;
        come_by(&mut settings, &provider, "/account/sign-in-services/with/google").await;
        settings.post("/account/sign-in-services/attach", &[]).await.expect(StatusCode::SEE_OTHER);
        let mut again = world.browser();
        assert_eq!(sign_in_by(&mut again, &provider, "google").await.location(), "/sign-in/code");
        assert!(!is_in(&mut again).await && again.cookie("gh_session").is_none());
        world.advance(30 * gatehouse_core::SECOND);
        give(&world, &mut again, &owner.app, "").await;
        assert!(is_in(&mut again).await);
    }

    /// ACC-8, ACC-10
    async fn services_are_attached_and_detached_in_a_session_that_was_just_proven(world: World) {
        let provider = provider(&world);
        customer(&world, AIKO).await;
        let mut browser = signed_in(&world, AIKO).await;
        world.advance(11 * MINUTE);
        let begin = "/account/sign-in-services/with/work";
        assert!(browser.get(begin).await.location().starts_with("/step-up"), "the proof is too old");
        // A redirect to another site is not followed after the form of the password, so a page leads there.
        let proven = browser.post("/step-up", &[("current", PASSWORD), ("next", begin)]).await;
        let leads = browser.follow(proven).await.expect(StatusCode::OK);
        assert!(leads.location().starts_with(&provider.origin()) && leads.body.contains("Continue"), "{}", leads.body);
        // Another address there does not matter.
        provider.is(person("w-1", "a.tanaka@work.example", false));
        let answer = come_by(&mut browser, &provider, begin).await;
        assert_eq!(answer.location(), "/account/sign-in-services/attach");
        let page = browser.follow(answer).await;
        assert!(page.body.contains("a.tanaka@work.example"), "{}", page.body);
        assert_eq!(rows::<account_identity::Entity>(&world).await, 0, "looking attaches nothing");
        assert_eq!(browser.post("/account/sign-in-services/attach", &[]).await.location(), SERVICES);
        assert_eq!(told(&world, "accounts.service_attached").await, 1);
        let page = browser.get(SERVICES).await;
        let identity = page.input("identity").unwrap();
        // It is no other account's, and nobody else detaches it.
        customer(&world, "ken@example.com").await;
        let mut ken = signed_in(&world, "ken@example.com").await;
        let detach = "/account/sign-in-services/detach";
        assert_eq!(ken.post(detach, &[("identity", &identity)]).await.status, StatusCode::NOT_FOUND);
        come_by(&mut ken, &provider, begin).await;
        ken.post("/account/sign-in-services/attach", &[]).await;
        assert_eq!(rows::<account_identity::Entity>(&world).await, 1);
        assert_eq!(browser.post(detach, &[("identity", &identity)]).await.location(), SERVICES);
        assert_eq!(told(&world, "accounts.service_detached").await, 1);
        assert_eq!(rows::<account_identity::Entity>(&world).await, 0);
    }

    /// ACC-8
    async fn the_last_way_in_stays_until_a_password_is_set(world: World) {
        let provider = provider(&world);
        let mut browser = made_by_google(&world, &provider).await;
        let identity = only::<account_identity::Entity>(&world).await.id.to_string();
        let detach = "/account/sign-in-services/detach";
        browser.post(detach, &[("identity", &identity)]).await;
        assert_eq!(rows::<account_identity::Entity>(&world).await, 1);
        world.advance(11 * MINUTE);
        let to_prove = browser.get("/account/password").await;
        assert!(to_prove.location().starts_with("/step-up"), "{}", to_prove.location());
        let page = browser.follow(to_prove).await;
        assert!(page.body.contains("/step-up/with/google"), "{}", page.body);
        // Somebody else there proves nothing.
        provider.is(person("g-2", "ken@example.com", true));
        let other = come_by(&mut browser, &provider, "/step-up/with/google?next=/account/password").await;
        assert!(other.location().starts_with("/step-up"), "{}", other.location());
        provider.is(person("g-1", AIKO, true));
        let proven = come_by(&mut browser, &provider, "/step-up/with/google?next=/account/password").await;
        assert_eq!(proven.location(), "/account/password");
        let set = browser.post("/account/password", &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(set.location(), "/account/security", "{}", set.body);
        let mut by_password = world.browser();
        assert_eq!(sign_in(&mut by_password, AIKO, PASSWORD).await.location(), "/licenses");
        browser.post(detach, &[("identity", &identity)]).await;
        assert_eq!(rows::<account_identity::Entity>(&world).await, 0);
    }
}
