//! The account area: profile, password, activity.

use super::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::split_names::split_names;
use gatehouse_accounts::queries::contacts::{contact, contacts, find_by_email, who_wants};
use gatehouse_accounts::tables::account;
use gatehouse_context::subject;
use gatehouse_testkit::both_engines;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Statement};

const ABOUT: [(&str, &str); 7] = [
    ("first_name", "愛子"),
    ("last_name", "田中"),
    ("first_reading", "あいこ"),
    ("last_reading", "たなか"),
    ("company", "Lantern"),
    ("phone", "+81 3 1234 5678"),
    ("address", "1-2-3 Chiyoda\r\nTokyo"),
];
const PLACE: [(&str, &str); 4] = [("country", "JP"), ("region", "東京都"), ("lang", "ja"), ("zone", "Asia/Tokyo")];

both_engines! {
    /// ACC-16, ALL-5
    async fn a_profile_is_saved_and_spoken_in_its_language(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let page = browser.get("/account").await.expect(StatusCode::OK);
        assert!(page.body.contains("<html lang=\"en\""));
        browser.post("/account", &ABOUT).await.expect(StatusCode::SEE_OTHER);
        let saved = browser.post("/account/place", &PLACE).await.expect(StatusCode::SEE_OTHER);
        let page = browser.follow(saved).await.expect(StatusCode::OK);
        assert!(page.body.contains("<html lang=\"ja\"") && page.body.contains("プロフィールを保存しました"));
        for (name, value) in &ABOUT[..5] {
            assert_eq!(page.input(name).as_deref(), Some(*value), "each card leaves the other one alone");
        }
        let place = |name: &str| page.body.find(&format!("name=\"{name}\"")).unwrap();
        assert!(place("last_name") < place("first_name"), "the last name is asked first");
        let page = browser.get("/account?lang=ru").await.expect(StatusCode::OK);
        let place = |name: &str| page.body.find(&format!("name=\"{name}\"")).unwrap();
        assert!(place("first_name") < place("last_name"));
        assert_eq!(page.input("last_reading").as_deref(), Some("たなか"), "what is told is not lost in another language");
        assert!(page.body.contains("1-2-3 Chiyoda\nTokyo"));
        let contact = contact(&world.cx(), world.app.db.reader(), id).await.unwrap().unwrap();
        assert_eq!((contact.label.as_str(), contact.to.lang), ("田中 愛子", Lang::Ja));
        assert_eq!((contact.to.zone.as_deref(), contact.country.as_deref()), (Some("Asia/Tokyo"), Some("JP")));
        assert!(!world.dump().await.contains("田中"), "names are sealed");
    }

    /// ACC-16
    async fn names_of_an_earlier_version_are_split_by_the_first_start_and_shown_before_it(world: World) {
        let mut ids = Vec::new();
        let cx = world.cx();
        for (email, whole) in [("a@example.com", "田中 愛子"), ("b@example.com", "Иван Иванов"), ("c@example.com", "Madonna")] {
            let id = customer(&world, email).await;
            let key = subject::key(&cx, cx.read(), id).await.unwrap();
            let sealed = key.seal(cx.app.random.as_ref(), "account.name_sealed", id, whole.as_bytes()).unwrap();
            let values = [sealed.into(), id.into()];
            let text = "update account set name_sealed = $1 where id = $2";
            let db = &world.app.db;
            db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
            assert_eq!(contact(&cx, cx.read(), id).await.unwrap().unwrap().label, whole);
            ids.push((id, whole));
        }
        assert_eq!(split_names(&world.app).await.unwrap(), 3);
        assert_eq!(split_names(&world.app).await.unwrap(), 0, "done once");
        for (id, whole) in ids {
            let row = account::Entity::find_by_id(id).one(cx.read()).await.unwrap().unwrap();
            assert!(row.name_sealed.is_none());
            assert_eq!(contact(&cx, cx.read(), id).await.unwrap().unwrap().label, whole, "nobody's name is another one");
        }
        let mut ivan = signed_in(&world, "b@example.com").await;
        let page = ivan.get("/account").await.expect(StatusCode::OK);
        assert_eq!(page.input("last_name").as_deref(), Some("Иванов"));
    }

    /// ACC-16, ALL-4
    async fn a_letter_greets_as_its_language_does(world: World) {
        for (lang, first, last, greeting) in [
            ("en", "Aiko", "Tanaka", "Hello Aiko,"),
            ("ja", "愛子", "田中", "田中 愛子 様"),
            ("ru", "Анна", "Ким", "Здравствуйте, Анна!"),
        ] {
            let email = format!("{lang}@example.com");
            customer(&world, &email).await;
            let mut browser = signed_in(&world, &email).await;
            browser.post("/account", &[("first_name", first), ("last_name", last)]).await.expect(StatusCode::SEE_OTHER);
            let place = [("country", "JP"), ("region", "x"), ("lang", lang), ("zone", "Asia/Tokyo")];
            browser.post("/account/place", &place).await.expect(StatusCode::SEE_OTHER);
            browser.post_as_human("/forgot-password", &[("email", &email)]).await;
            let mail = world.last_mail_to(&email).await;
            assert!(mail.text.contains(greeting) && mail.html.contains(greeting), "{}", mail.text);
        }
    }

    /// ACC-10, ACC-15, ALL-3
    async fn the_safety_of_an_account_is_one_page(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        signed_in(&world, "aiko@example.com").await;
        let page = browser.get("/account/security").await.expect(StatusCode::OK);
        for seen in ["Set on", "href=\"/account/password\"", "This session", "href=\"/account/sessions\"", "Signed in", "href=\"/account/activity\""] {
            assert!(page.body.contains(seen), "{seen}: {}", page.body);
        }
        assert_eq!(page.body.matches("action=\"/account/sessions/end\"").count(), 1, "the other session");
        let profile = browser.get("/account").await.expect(StatusCode::OK);
        assert!(profile.body.contains("href=\"/account/delete\"") && profile.body.contains("href=\"/account/email\""));
        for action in ["/account", "/account/place", "/account/notifications"] {
            assert_eq!(profile.body.matches(&format!("action=\"{action}\"")).count(), 1, "each card is saved by itself: {action}");
        }
    }

    /// ACC-16, ALL-2, ALL-9
    async fn a_wrong_profile_is_shown_again_with_all_that_is_wrong_and_nothing_is_saved(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let mut wrong = PLACE.to_vec();
        wrong[0].1 = "XX";
        wrong[1].1 = "";
        let page = browser.post("/account/place", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["country", "region"] {
            assert!(page.body.contains(&format!("id=\"e-{field}\"")), "{field}");
        }
        let mut wrong = ABOUT.to_vec();
        wrong[0].1 = "Aiko";
        wrong[5].1 = "call me";
        wrong[1].1 = "a\u{202e}b";
        let page = browser.post("/account", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["phone", "last_name"] {
            assert!(page.body.contains(&format!("id=\"e-{field}\"")), "{field}");
        }
        assert_eq!(page.input("first_name").as_deref(), Some("Aiko"), "what was typed stays");
        assert_eq!(page.input("phone").as_deref(), Some("call me"));
        let contact = contact(&world.cx(), world.app.db.reader(), id).await.unwrap().unwrap();
        assert_eq!(contact.label, "aiko@example.com");
    }

    /// ACC-1
    async fn country_and_region_are_asked_on_the_first_entry_and_are_mandatory(world: World) {
        let mut browser = world.browser();
        register(&mut browser, "aiko@example.com", PASSWORD).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let token = open(&mut browser, &link).await.input("token").unwrap();
        browser.post("/confirm", &[("token", &token)]).await;
        let form = [("email", "aiko@example.com"), ("password", PASSWORD), ("zone", "Europe/Moscow")];
        browser.post("/sign-in", &form).await;
        let asked = browser.get("/account").await;
        assert_eq!(asked.location(), "/welcome?next=/account");
        let page = browser.follow(asked).await.expect(StatusCode::OK);
        assert!(is_chosen(&page, "Europe/Moscow"), "the browser's zone is offered");
        let empty = browser.post("/welcome", &[("next", "/account/sessions")]).await;
        let page = empty.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("id=\"e-country\"") && page.body.contains("id=\"e-region\""));
        let told =
            [("country", "RU"), ("region", "Москва"), ("lang", "ru"), ("zone", "Europe/Moscow"), ("next", "/account/sessions")];
        assert_eq!(browser.post("/welcome", &told).await.location(), "/account/sessions");
        let page = browser.get("/account/sessions").await.expect(StatusCode::OK);
        assert!(page.body.contains("<html lang=\"ru\"") && page.body.contains("15:00"), "Moscow's clock: {}", page.body);
    }

    /// ACC-1, ACC-10, ACC-17, PRI-4
    async fn who_does_not_tell_where_they_are_can_still_sign_out_look_and_delete(world: World) {
        let mut browser = world.browser();
        register(&mut browser, "aiko@example.com", PASSWORD).await;
        let link = world.last_mail_to("aiko@example.com").await.link();
        let token = open(&mut browser, &link).await.input("token").unwrap();
        browser.post("/confirm", &[("token", &token)]).await;
        for closed in ["/account", "/account?lang=ja"] {
            assert!(browser.get(closed).await.location().starts_with("/welcome?next=/account"), "{closed}");
        }
        let nothing: [(&str, &str); 0] = [];
        let kept = browser.post("/account/notifications", &nothing).await;
        assert!(kept.location().starts_with("/welcome?next="), "{}", kept.location());
        for open in ["/account/sessions", "/account/activity", "/account/password", "/account/delete", "/step-up?next=/account/sessions"] {
            browser.get(open).await.expect(StatusCode::OK);
        }
        let welcome = browser.get("/welcome").await.expect(StatusCode::OK);
        assert!(welcome.body.contains("href=\"/account/delete\"") && welcome.body.contains("action=\"/sign-out\""));
        let mut leaves = browser.clone();
        assert_eq!(leaves.post("/sign-out", &[]).await.location(), "/sign-in");
        sign_in(&mut browser, "aiko@example.com", PASSWORD).await;
        let form = [("email", "aiko@example.com"), ("current", PASSWORD), ("confirm", "true")];
        assert_eq!(browser.post("/account/delete", &form).await.location(), "/account-deleted");
        assert_eq!(rows::<account::Entity>(&world).await, 0);
    }

    /// ACC-16
    async fn every_notification_is_off_until_it_is_switched_on(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        let db = world.app.db.reader();
        let wants = async || who_wants(db, &[id], TOLD).await.unwrap() == [id];
        assert!(!wants().await);
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let page = browser.get("/account").await.expect(StatusCode::OK).body;
        assert!(page.contains("name=\"notify\"") && page.contains("when somebody tells you"), "{page}");
        let chosen = [("notify", "told"), ("notify", "nonsense")];
        for _ in 0..2 {
            browser.post("/account/notifications", &chosen).await.expect(StatusCode::SEE_OTHER);
            assert!(wants().await);
        }
        assert!(browser.get("/account").await.body.contains("checked"));
        browser.post("/account/notifications", &[]).await.expect(StatusCode::SEE_OTHER);
        assert!(!wants().await);
    }

    /// ALL-2, ALL-5
    async fn each_page_of_the_account_leads_to_the_others(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let pages = ["/account", "/account/security", "/account/activity"];
        for here in pages {
            let page = browser.get(here).await.expect(StatusCode::OK);
            let links = page.body.split("<nav class=\"sections\"").nth(1).unwrap().split("</nav>").next().unwrap();
            for there in pages {
                let current = if there == here { " aria-current=\"page\"" } else { "" };
                assert!(links.contains(&format!("href=\"{there}\"{current}>")), "{here} to {there}: {links}");
            }
        }
    }

    /// ACC-5, ALL-2
    async fn a_new_password_is_told_everything_that_is_wrong_with_it_at_its_field(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let form = [("current", PASSWORD), ("password", "alllower"), ("again", "alllower")];
        let page = browser.post("/account/password", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let error = page.body.split("id=\"e-password\"").nth(1).unwrap().split("</p>").next().unwrap();
        assert!(error.contains("Rules not met: 3"), "{error}");
        for (rule, class) in [("upper", " class=\"unmet\""), ("digit", " class=\"unmet\""), ("special", " class=\"unmet\""), ("lower", "")] {
            assert!(page.body.contains(&format!("<li data-rule=\"{rule}\"{class}>")), "{rule}: {}", page.body);
        }
        let common = [("current", PASSWORD), ("password", "Summer2026!"), ("again", "Summer2026!")];
        let page = browser.post("/account/password", &common).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("easy to guess"));
    }

    /// ACC-15
    async fn a_changed_password_ends_the_other_sessions_and_tells_the_owner(world: World) {
        customer(&world, "aiko@example.com").await;
        let mut elsewhere = signed_in(&world, "aiko@example.com").await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        let form = |current, new| [("current", current), ("password", new), ("again", new)];
        let wrong = browser.post("/account/password", &form(OTHER, OTHER)).await;
        assert!(wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).body.contains("id=\"e-current\""));
        let weak = browser.post("/account/password", &form(PASSWORD, "aiko@example.com")).await;
        assert!(weak.expect(StatusCode::UNPROCESSABLE_ENTITY).body.contains("id=\"e-password\""));
        let old = browser.cookie("gh_session").unwrap().to_owned();
        world.advance(1_000_000);
        browser.post("/account/password", &form(PASSWORD, OTHER)).await.expect(StatusCode::SEE_OTHER);
        assert_ne!(browser.cookie("gh_session"), Some(old.as_str()));
        browser.get("/account").await.expect(StatusCode::OK);
        assert!(elsewhere.get("/account").await.location().starts_with("/sign-in"));
        assert_eq!(world.last_mail_to("aiko@example.com").await.kind, "accounts.password_changed");
        sign_in(&mut elsewhere, "aiko@example.com", PASSWORD).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&mut elsewhere, "aiko@example.com", OTHER).await.location(), "/licenses");
    }

    /// ALL-3, ALL-2
    async fn one_sees_what_was_done_in_ones_account_page_by_page_and_nobody_elses(world: World) {
        customer(&world, "aiko@example.com").await;
        customer(&world, "boris@example.com").await;
        let mut boris = signed_in(&world, "boris@example.com").await;
        sign_in(&mut world.browser(), "aiko@example.com", OTHER).await;
        let mut browser = signed_in(&world, "aiko@example.com").await;
        for _ in 0..60 {
            world.advance(1000);
            browser.post("/account", &ABOUT).await;
        }
        let first = browser.get("/account/activity").await.expect(StatusCode::OK);
        assert_eq!(first.body.matches("Profile changed").count(), 50);
        let next = first.body.split("href=\"").find(|h| h.starts_with("/account/activity?") && h.contains("after="));
        let next = next.unwrap().split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let second = browser.get(&next).await.expect(StatusCode::OK);
        assert_eq!(second.body.matches("Profile changed").count(), 10);
        assert!(second.body.contains("Signed in") && second.body.contains("Sign-in with a wrong password"));
        let none = browser.get("/account/activity?group=telling").await.expect(StatusCode::OK);
        assert!(none.body.contains("No activity yet"));
        assert!(!boris.get("/account/activity").await.body.contains("Profile changed"));
    }

    /// ACC-6
    async fn other_modules_find_confirmed_accounts_only(world: World) {
        let id = customer(&world, "aiko@example.com").await;
        register(&mut world.browser(), "new@example.com", PASSWORD).await;
        let (cx, db) = (world.cx(), world.app.db.reader());
        assert_eq!(find_by_email(&cx, db, " AIKO@example.com").await.unwrap(), Some(id));
        assert_eq!(find_by_email(&cx, db, "new@example.com").await.unwrap(), None);
        assert_eq!(find_by_email(&cx, db, "not an address").await.unwrap(), None);
        let found = contacts(&cx, db, &[id, id, Uuid::from_u128(9)]).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[&id].to.email, "aiko@example.com");
    }
}
