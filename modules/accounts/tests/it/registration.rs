//! Registration and confirmation.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::{account, one_time_token};
use gatehouse_context::subject;
use gatehouse_core::{DAY, MINUTE, SECOND};
use gatehouse_testkit::both_engines;
use sea_orm::EntityTrait as _;

both_engines! {
    /// ACC-1, ACC-7, ALL-1
    async fn an_address_is_taken_as_it_was_typed_or_pasted_and_shown_as_people_write_it(world: World) {
        let mut browser = world.browser();
        let answer = register(&mut browser, " x@Bücher。example\u{202c}", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let sent = browser.follow(answer).await;
        assert!(sent.body.contains("x@bücher.example"), "{}", sent.body);
        let mail = world.last_mail_to("x@xn--bcher-kva.example").await;
        assert_eq!(mail.kind, "accounts.confirm");
        let id = customer(&world, "y@日本語.jp").await;
        for email in ["y@日本語.jp", "Y@xn--wgv71a119e.JP", "\u{200b}y＠日本語｡jp"] {
            let mut browser = signed_in(&world, email).await;
            let page = browser.get("/account").await.expect(StatusCode::OK);
            assert!(page.body.contains("y@日本語.jp") && !page.body.contains("xn--"), "{}", page.body);
        }
        let found = gatehouse_accounts::contacts::find_by_email(&world.cx(), world.app.db.reader(), "Y@日本語.JP").await;
        assert_eq!(found.unwrap(), Some(id));
        for (email, text) in [
            ("аiko@example.com", "Before the @"),
            ("aiko@exam\u{200b}ple.com", "U+200B"),
            ("aiko@example.com\u{200b}x", "U+200B"),
            ("aiko", "This isn’t an email address"),
            ("", "Enter an email address"),
        ] {
            let answer = register(&mut world.browser(), email, PASSWORD).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email:?}");
            assert!(answer.body.contains(text), "{email:?}: {}", answer.body);
        }
    }

    /// ACC-1, ACC-2, ALL-1, ALL-4
    async fn a_customer_registers_and_is_signed_in_by_the_link_in_their_language(world: World) {
        for lang in ["en", "ja", "ru"] {
            let mut browser = world.browser().header("accept-language", lang);
            let email = format!("aiko-{lang}@example.com");
            let answer = register(&mut browser, &email, PASSWORD).await.expect(StatusCode::SEE_OTHER);
            assert!(!answer.location().contains("example.com"), "no address in a URL");
            let sent = browser.follow(answer).await.expect(StatusCode::OK);
            assert!(sent.body.contains(&email) && sent.body.contains(&format!("<html lang=\"{lang}\"")));
            let mail = world.last_mail_to(&email).await;
            assert_eq!((mail.kind.as_str(), mail.lang.as_str()), ("accounts.confirm", lang));
            assert!(mail.text.contains("Gatehouse") && mail.html.contains(&format!("lang=\"{lang}\"")));
            let page = open(&mut browser, &mail.link()).await.expect(StatusCode::OK);
            let token = page.input("token").unwrap();
            let confirmed = browser.post("/confirm", &[("token", &token)]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(confirmed.location(), "/licenses", "the browser that registered is signed in");
            let welcome = browser.get("/account").await;
            assert!(welcome.location().starts_with("/welcome"), "country and region come first");
        }
    }

    /// ACC-1, ACC-2
    async fn who_has_to_register_first_comes_to_the_place_he_wanted_and_never_out_of_the_site(world: World) {
        for (next, there) in [("/licenses/add", "/licenses/add"), ("//evil.example", "/licenses"), ("https://evil.example", "/licenses")] {
            let email = format!("aiko-{}@example.com", next.len());
            let mut browser = world.browser();
            let asked = browser.get(&format!("/sign-in?next={next}")).await.expect(StatusCode::OK);
            let way = if next == there { "href=\"/register?next=/licenses/add\"" } else { "href=\"/register\"" };
            assert!(asked.body.contains(way), "{}", asked.body);
            let page = browser.get(&format!("/register?next={next}")).await.expect(StatusCode::OK);
            let kept = page.input("next").unwrap();
            assert_eq!(kept, if next == there { there } else { "" });
            let form = [("email", email.as_str()), ("password", PASSWORD), ("again", PASSWORD), ("next", next)];
            browser.post_as_human("/register", &form).await.expect(StatusCode::SEE_OTHER);
            let link = world.last_mail_to(&email).await.link();
            assert!(!link.contains("next"), "the place is this browser's affair");
            let confirmed = browser.post("/confirm", &[("token", token_of(&link))]).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(confirmed.location(), there);
            assert_eq!(browser.cookie("gh_next"), None, "kept for one sign-in");
            let asked = browser.get("/account").await;
            let told = [("country", "JP"), ("region", "Tokyo"), ("lang", "en"), ("zone", "Asia/Tokyo"), ("next", there)];
            assert_eq!(asked.location(), "/welcome?next=/account");
            assert_eq!(browser.post("/welcome", &told).await.location(), there);
        }
    }

    /// ACC-2
    async fn opening_the_link_changes_nothing_and_the_button_works_once(world: World) {
        let mut browser = world.browser();
        register(&mut browser, "aiko@example.com", PASSWORD).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        for _ in 0..3 {
            open(&mut world.browser(), &link).await.expect(StatusCode::OK);
        }
        sign_in(&mut browser, "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let token = token_of(&link);
        browser.post("/confirm", &[("token", token)]).await.expect(StatusCode::SEE_OTHER);
        let used = open(&mut browser, &link).await.expect(StatusCode::OK);
        assert!(used.body.contains("already confirmed") && used.body.contains("href=\"/sign-in?who="));
        assert_eq!(sign_in(&mut browser, "aiko@example.com", PASSWORD).await.location(), "/licenses");
    }

    /// ACC-6
    async fn registration_never_reveals_whether_an_address_has_an_account(world: World) {
        customer(&world, "known@example.com").await;
        register(&mut world.browser(), "pending@example.com", PASSWORD).await;
        let mut pages = Vec::new();
        world.advance(11 * MINUTE);
        for (email, kind) in [
            ("unknown@example.com", "accounts.confirm"),
            ("pending@example.com", "accounts.confirm"),
            ("known@example.com", "accounts.already_registered"),
        ] {
            let before = world.mails().await.len();
            world.advance(SECOND);
            let mut browser = world.browser();
            let answer = register(&mut browser, email, OTHER).await.expect(StatusCode::SEE_OTHER);
            let length = answer.location().len();
            let page = browser.follow(answer).await;
            pages.push((page.status, length, plain(&page, email)));
            let mails = world.mails().await;
            assert_eq!(mails.len(), before + 1, "one mail, whatever is known");
            assert_eq!((mails[before].kind.as_str(), mails[before].to.as_str()), (kind, email));
        }
        assert_eq!(pages[0], pages[1]);
        assert_eq!(pages[0], pages[2]);
        assert_eq!(sign_in(&mut world.browser(), "known@example.com", PASSWORD).await.location(), "/licenses");
    }

    /// ACC-2, PRI-2
    async fn a_registration_not_confirmed_within_five_days_is_erased_with_everything(world: World) {
        customer(&world, "other@example.com").await;
        let keys = rows::<subject::table::Entity>(&world).await;
        register(&mut world.browser(), "aiko@example.com", PASSWORD).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        world.advance(5 * DAY - SECOND);
        world.run_jobs().await;
        assert_eq!(rows::<account::Entity>(&world).await, 2);
        open(&mut world.browser(), &link).await.expect(StatusCode::OK);
        world.advance(2 * SECOND);
        open(&mut world.browser(), &link).await.expect(StatusCode::GONE);
        world.advance(DAY);
        world.run_jobs().await;
        assert_eq!(rows::<account::Entity>(&world).await, 1);
        assert_eq!(rows::<one_time_token::Entity>(&world).await, 0);
        assert_eq!(rows::<subject::table::Entity>(&world).await, keys, "its key is destroyed");
        assert!(world.mails().await.is_empty());
        open(&mut world.browser(), &link).await.expect(StatusCode::NOT_FOUND);
        register(&mut world.browser(), "aiko@example.com", PASSWORD).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.last_mail_to("aiko@example.com").await.kind, "accounts.confirm");
    }

    /// ACC-2
    async fn two_registrations_of_one_address_at_once_make_one_account(world: World) {
        let (mut a, mut b, mut c) = (world.browser(), world.browser(), world.browser());
        let answers = tokio::join!(
            register(&mut a, "aiko@example.com", PASSWORD),
            register(&mut b, "Aiko@Example.com", PASSWORD),
            register(&mut c, "aiko@example.com", OTHER),
        );
        for answer in [answers.0, answers.1, answers.2] {
            answer.expect(StatusCode::SEE_OTHER);
        }
        assert_eq!(rows::<account::Entity>(&world).await, 1);
        assert_eq!(rows::<one_time_token::Entity>(&world).await, 1);
    }

    /// ACC-2, ACC-8
    async fn a_stranger_who_registers_an_address_first_never_gets_in(world: World) {
        let mut stranger = world.browser();
        register(&mut stranger, "aiko@example.com", OTHER).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let mut owner = world.browser();
        let token = open(&mut owner, &link).await.input("token").unwrap();
        let confirmed = owner.post("/confirm", &[("token", &token)]).await;
        assert_eq!(confirmed.location(), "/set-password", "the owner chooses the password now");
        sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let page = owner.follow(confirmed).await.expect(StatusCode::OK);
        assert!(page.body.contains("only counts in the browser where you typed it"));
        let token = page.input("token").unwrap();
        let set = [("token", token.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
        owner.post("/set-password", &set).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(sign_in(&mut owner, "aiko@example.com", PASSWORD).await.location(), "/licenses");
        sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// ACC-1, ACC-2
    async fn the_page_of_the_link_asks_for_the_place_where_it_signs_in_and_nowhere_else(world: World) {
        let mut browser = world.browser();
        let form = [("email", "aiko@example.com"), ("password", PASSWORD), ("again", PASSWORD), ("zone", "Asia/Tokyo")];
        browser.post_as_human("/register", &form).await.expect(StatusCode::SEE_OTHER);
        let link = world.last_mail_to("aiko@example.com").await.link();
        let elsewhere = open(&mut world.browser(), &link).await.expect(StatusCode::OK);
        assert!(!elsewhere.body.contains("name=\"country\""), "{}", elsewhere.body);
        let page = open(&mut browser, &link).await.expect(StatusCode::OK);
        assert!(is_chosen(&page, "Asia/Tokyo"), "{}", page.body);
        let token = page.input("token").unwrap();
        let wrong = [("token", token.as_str()), ("country", "XX"), ("region", "x"), ("lang", "en"), ("zone", "Asia/Tokyo")];
        let refused = browser.post("/confirm", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("id=\"e-country\"") && refused.input("token").as_deref() == Some(token.as_str()));
        let row = account::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((row.state.word(), row.country), ("pending_confirmation", None), "the link still works");
        // A browser that did not register tells no place.
        let foreign = world.browser().post("/confirm", &wrong).await;
        assert_eq!(foreign.location(), "/set-password");
        world.advance(11 * MINUTE);
        let mut other = world.browser();
        register(&mut other, "boris@example.com", PASSWORD).await;
        let link = world.last_mail_to("boris@example.com").await.link();
        let told =
            [("token", token_of(&link)), ("country", "JP"), ("region", "東京都"), ("lang", "ja"), ("zone", "Asia/Tokyo")];
        assert_eq!(other.post("/confirm", &told).await.location(), "/licenses");
        let page = other.get("/account").await.expect(StatusCode::OK);
        assert!(page.body.contains("<html lang=\"ja\"") && page.body.contains("東京都"), "{}", page.body);
    }

    /// ACC-2, ACC-8
    async fn who_registers_after_a_stranger_keeps_his_own_password(world: World) {
        let mut stranger = world.browser();
        register(&mut stranger, "aiko@example.com", OTHER).await;
        let first = world.last_mail_to("aiko@example.com").await.link();
        world.advance(11 * MINUTE);
        let mut owner = world.browser();
        register(&mut owner, "aiko@example.com", PASSWORD).await;
        let second = world.last_mail_to("aiko@example.com").await.link();
        assert_ne!(first, second);
        open(&mut owner, &first).await.expect(StatusCode::OK);
        let confirmed = owner.post("/confirm", &[("token", token_of(&second))]).await;
        assert_eq!(confirmed.location(), "/licenses");
        assert_eq!(sign_in(&mut owner, "aiko@example.com", PASSWORD).await.location(), "/licenses");
        sign_in(&mut stranger, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        open(&mut owner, &first).await.expect(StatusCode::NOT_FOUND);
    }

    /// ACC-2
    async fn who_registers_twice_in_one_browser_has_the_newer_password(world: World) {
        let mut browser = world.browser();
        register(&mut browser, "aiko@example.com", OTHER).await;
        world.advance(SECOND);
        register(&mut browser, "aiko@example.com", PASSWORD).await;
        assert_eq!(world.mails().await.len(), 1, "the first mail's link lives");
        let link = world.last_mail_to("aiko@example.com").await.link();
        let confirmed = browser.post("/confirm", &[("token", token_of(&link))]).await;
        assert_eq!(confirmed.location(), "/licenses");
        sign_in(&mut browser, "aiko@example.com", OTHER).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&mut browser, "aiko@example.com", PASSWORD).await.location(), "/licenses");
    }

    /// ACC-2, ACC-8
    async fn a_cookie_of_another_installation_or_address_proves_nothing(world: World) {
        let mut stranger = world.browser();
        register(&mut stranger, "aiko@example.com", OTHER).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        for cookie in ["", "x", &"A".repeat(43), &"A".repeat(4000)] {
            let mut owner = world.browser();
            register(&mut owner, "elsewhere@example.com", PASSWORD).await;
            owner.set_cookie("gh_register", cookie);
            open(&mut owner, &link).await.expect(StatusCode::OK);
        }
        let mut owner = world.browser();
        register(&mut owner, "elsewhere@example.com", PASSWORD).await;
        let confirmed = owner.post("/confirm", &[("token", token_of(&link))]).await;
        assert_eq!(confirmed.location(), "/set-password", "a browser that registered something else");
    }

    /// ACC-2
    async fn the_mail_can_be_sent_again_every_ten_minutes_and_three_links_live(world: World) {
        let mut browser = world.browser();
        let answer = register(&mut browser, "aiko@example.com", PASSWORD).await;
        let sent = browser.follow(answer).await;
        let to = sent.input("to").unwrap();
        let mut links = vec![world.last_mail_to("aiko@example.com").await.link()];
        for _ in 0..3 {
            let again = browser.post("/register/again", &[("to", &to)]).await.expect(StatusCode::SEE_OTHER);
            assert!(browser.follow(again).await.body.contains("on its way"));
            assert_eq!(world.mails().await.len(), links.len(), "the last one lies in the mailbox");
            world.advance(10 * MINUTE);
            browser.post("/register/again", &[("to", &to)]).await.expect(StatusCode::SEE_OTHER);
            links.push(world.last_mail_to("aiko@example.com").await.link());
            assert_eq!(world.mails().await.len(), links.len());
        }
        open(&mut browser, &links[0]).await.expect(StatusCode::NOT_FOUND);
        for link in &links[1..] {
            open(&mut browser, link).await.expect(StatusCode::OK);
        }
        browser.post("/confirm", &[("token", token_of(&links[1]))]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(sign_in(&mut browser, "aiko@example.com", PASSWORD).await.location(), "/licenses");
        world.advance(DAY);
        browser.post("/register/again", &[("to", "nonsense")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.mails().await.len(), links.len(), "only an address that passed the human check gets mails");
    }

    /// ACC-1
    async fn without_the_human_check_nothing_is_registered(world: World) {
        let mut browser = world.browser();
        let form = [("email", "aiko@example.com"), ("password", PASSWORD), ("again", PASSWORD)];
        let refused = browser.post("/register", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("value=\"aiko@example.com\""), "what was typed stays");
        assert!(refused.body.contains("aria-describedby=\"h-human_picture e-human_picture\""));
        let token = refused.input("human_token").unwrap();
        let mut misread = form.to_vec();
        misread.extend([("human_token", token.as_str()), ("human_picture", "????")]);
        let refused = browser.post("/register", &misread).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("don’t match the picture"));
        let page = browser.get("/register").await;
        let solved = Browser::human(&page);
        let mut all = form.to_vec();
        all.extend(solved.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        browser.post("/register", &all).await.expect(StatusCode::SEE_OTHER);
        all[0].1 = "another@example.com";
        browser.post("/register", &all).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.mails().await.len(), 1, "a check is good for one registration");
    }

    /// ACC-5, ALL-2, ALL-9
    async fn a_weak_password_is_refused_beside_its_field_in_every_language(world: World) {
        for lang in ["en", "ja", "ru"] {
            for weak in ["short", "alllowercase1!", "NODIGITS!!aa", "Password1!", "With Space-77", "Aiko@example.com1"] {
                let mut browser = world.browser().header("accept-language", lang);
                let answer = register(&mut browser, "aiko@example.com", weak).await;
                let weak_shown = weak == "Aiko@example.com1";
                if weak_shown && answer.status == StatusCode::SEE_OTHER {
                    panic!("the address with a digit is too easy");
                }
                let page = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
                assert!(page.body.contains("id=\"e-password\""), "{weak}: {}", page.body);
                assert!(!page.body.contains(weak), "a password never comes back");
            }
            let mut browser = world.browser().header("accept-language", lang);
            let form = [("email", ""), ("password", PASSWORD), ("again", OTHER)];
            let page = browser.post_as_human("/register", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains("id=\"e-email\"") && page.body.contains("id=\"e-again\""), "all errors at once");
        }
        assert_eq!(rows::<account::Entity>(&world).await, 0);
    }
}
