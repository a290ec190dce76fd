//! Accounts elsewhere beside passkeys, changes of address, purchases and accounts that came from another portal.

use super::change_address::{change, press};
use super::imported::{BCRYPT, PROVEN, import};
use super::services::{AIKO, SERVICES, come_by, made_by_google, person, provider, sign_in_by};
use super::two_step::is_in;
use super::*;
use crate::passkeys;
use axum::http::StatusCode;
use gatehouse_accounts::actions::create_invited::create_invited;
use gatehouse_accounts::tables::{account, account_factor, account_identity};
use gatehouse_core::{HOUR, MINUTE, SECOND};
use gatehouse_testkit::{Authenticator, both_engines};

const NEW: &str = "aiko.new@example.com";

both_engines! {
    /// ACC-8, ACC-9, ACC-10
    async fn a_passkey_that_signs_in_alone_is_a_way_in_and_the_last_one_stays(world: World) {
        let provider = provider(&world);
        let mut browser = made_by_google(&world, &provider).await;
        let mut keys = Authenticator::of_world();
        passkeys::add(&mut browser, &mut keys, "Phone").await.expect(StatusCode::OK);
        let identity = only::<account_identity::Entity>(&world).await.id.to_string();
        let detach = "/account/sign-in-services/detach";
        assert_eq!(browser.post(detach, &[("identity", &identity)]).await.location(), SERVICES);
        assert_eq!(rows::<account_identity::Entity>(&world).await, 0);
        let factor = only::<account_factor::Entity>(&world).await.id.to_string();
        browser.post("/account/security/remove-factor", &[("factor", &factor)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<account_factor::Entity>(&world).await, 1, "nobody locks themselves out");
        world.advance(11 * MINUTE);
        let page = browser.get("/step-up?next=/account").await.expect(StatusCode::OK);
        assert!(page.input("passkey_challenge").is_some() && page.input("current").is_none(), "{}", page.body);
        let mut again = world.browser();
        passkeys::sign_in_by(&mut again, &mut keys).await;
        assert!(is_in(&mut again).await);
    }

    /// ACC-8, ACC-14
    async fn an_address_that_is_kept_for_its_former_owner_makes_no_account(world: World) {
        let provider = provider(&world);
        customer(&world, AIKO).await;
        let mut owner = signed_in(&world, AIKO).await;
        change(&world, &mut owner, AIKO, NEW).await;
        provider.is(person("g-1", AIKO, true));
        let mut browser = world.browser();
        sign_in_by(&mut browser, &provider, "google").await;
        let refused = browser.post("/sign-in/service", &[("by", "register")]).await;
        assert!(refused.body.contains("used yet"), "{} {}", refused.status, refused.body);
        assert!(!is_in(&mut browser).await);
        provider.is(person("f-1", AIKO, true));
        let mut browser = world.browser();
        sign_in_by(&mut browser, &provider, "facebook").await;
        browser.post("/sign-in/service", &[("by", "mail")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.last_mail_to(AIKO).await.kind, "accounts.address_reserved");
        assert_eq!(rows::<account::Entity>(&world).await, 1);
    }

    /// ACC-8, ACC-14
    async fn who_undoes_a_change_of_address_is_rid_of_what_was_attached_since(world: World) {
        let provider = provider(&world);
        customer(&world, AIKO).await;
        let mut thief = signed_in(&world, AIKO).await;
        let undo = change(&world, &mut thief, AIKO, NEW).await;
        provider.is(person("w-1", "thief@example.com", false));
        come_by(&mut thief, &provider, "/account/sign-in-services/with/work").await;
        thief.post("/account/sign-in-services/attach", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(rows::<account_identity::Entity>(&world).await, 1);
        world.advance(SECOND);
        assert_eq!(press(&mut world.browser(), &undo).await.location(), "/set-password");
        assert_eq!(rows::<account_identity::Entity>(&world).await, 0);
        let mut again = world.browser();
        sign_in_by(&mut again, &provider, "work").await;
        assert!(!is_in(&mut again).await);
    }

    /// ACC-8, ACC-14: the thief attaches first, and changes the address then.
    async fn who_undoes_a_change_of_address_is_rid_of_what_was_attached_just_before(world: World) {
        let provider = provider(&world);
        customer(&world, AIKO).await;
        let mut thief = signed_in(&world, AIKO).await;
        for (word, subject) in [("work", "w-0"), ("google", "g-9")] {
            provider.is(person(subject, "thief@example.com", false));
            come_by(&mut thief, &provider, &format!("/account/sign-in-services/with/{word}")).await;
            thief.post("/account/sign-in-services/attach", &[]).await.expect(StatusCode::SEE_OTHER);
            // The first one is the owner's, of long ago.
            if word == "work" {
                world.advance(73 * HOUR);
                thief.post("/step-up", &[("current", PASSWORD), ("next", SERVICES)]).await;
            }
        }
        let undo = change(&world, &mut thief, AIKO, NEW).await;
        assert_eq!(press(&mut world.browser(), &undo).await.location(), "/set-password");
        let mut again = world.browser();
        sign_in_by(&mut again, &provider, "google").await;
        assert!(!is_in(&mut again).await, "what the thief attached opens nothing any more");
        assert_eq!(only::<account_identity::Entity>(&world).await.provider, "work");
    }

    /// ACC-3, ACC-8
    async fn a_service_that_vouches_for_a_buyers_address_opens_the_account_of_the_purchase(world: World) {
        let provider = provider(&world);
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let invited = create_invited(&cx, &tx, AIKO, Lang::En).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let mut browser = made_by_google(&world, &provider).await;
        assert!(is_in(&mut browser).await);
        let row = only::<account::Entity>(&world).await;
        assert!(row.id == invited.account && row.confirmed_at.is_some() && row.invited_at.is_none());
        // The link of the purchase has gone.
        open(&mut world.browser(), &invited.path()).await.expect(StatusCode::NOT_FOUND);
    }

    /// ACC-8, ACC-18
    async fn an_imported_password_is_one_although_it_has_no_date(world: World) {
        let provider = provider(&world);
        import(&world, &format!("email,country,region,password_hash\n{AIKO},JP,x,{BCRYPT}\n"), PROVEN).await;
        provider.is(person("f-1", AIKO, true));
        let mut browser = world.browser();
        sign_in_by(&mut browser, &provider, "facebook").await;
        browser.post("/sign-in/service", &[("by", "mail")]).await.expect(StatusCode::SEE_OTHER);
        let link = world.last_mail_to(AIKO).await.link();
        open(&mut browser, &link).await.expect(StatusCode::OK);
        browser.post("/attach-service", &[("token", token_of(&link))]).await.expect(StatusCode::SEE_OTHER);
        assert!(is_in(&mut browser).await);
        let page = browser.get("/account/password").await.expect(StatusCode::OK);
        assert!(page.input("current").is_some(), "{}", page.body);
        let identity = only::<account_identity::Entity>(&world).await.id.to_string();
        browser.post("/account/sign-in-services/detach", &[("identity", &identity)]).await;
        assert_eq!(rows::<account_identity::Entity>(&world).await, 0, "the password is another way in");
    }
}
