//! Leaving a company (COM-8): a ticked box, a mailed link, the password; and coming again.

use crate::*;
use axum::http::StatusCode;
use gatehouse_accounts::contacts;
use gatehouse_companies::actions::block::block;
use gatehouse_companies::queries::former::of_account;
use gatehouse_core::DAY;
use gatehouse_testkit::both_engines;

/// Asks for the link and opens it; answers its token.
async fn link(world: &World, company: &TestCompany, browser: &mut Browser, email: &str) -> String {
    let asked = browser.post(&company.at("/me/leave"), &[("confirm", "true")]).await;
    assert!(asked.status.is_redirection(), "{}", asked.body);
    let link = world.last_mail_to(email).await.link();
    let page = browser.get(&link).await;
    browser.follow(page).await.expect(StatusCode::OK).input("token").unwrap()
}

both_engines! {
    /// COM-8
    async fn leaving_takes_a_tick_a_link_and_the_password(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let zeb = acme.add(&world, "zeb@example.com", MemberName::new("Zebulon", "Quokka"), &[]).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let mut browser = signed_in(&world, &zeb.email).await;
        assert_eq!(browser.post(&acme.at("/me/leave"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let token = link(&world, &acme, &mut browser, &zeb.email).await;
        let confirm = acme.at("/me/leave/confirm");
        let form = |token: &str, password: &str, ticked: &str| {
            [("token", token.to_owned()), ("current", password.to_owned()), ("what", "membership".to_owned()), ("confirm", ticked.to_owned())]
        };
        let post = async |browser: &mut Browser, form: [(&str, String); 4]| {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(&confirm, &form).await
        };
        for (password, ticked) in [("wrong", "true"), (PASSWORD, "")] {
            let refused = post(&mut browser, form(&token, password, ticked)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        }
        let mut other = signed_in(&world, &paul.email).await;
        assert_eq!(post(&mut other, form(&token, PASSWORD, "true")).await.status, StatusCode::GONE, "somebody else's link");
        assert!(row(&world, zeb.member).await.is_some());
        let left = post(&mut browser, form(&token, PASSWORD, "true")).await;
        assert_eq!(left.location(), "/account", "{}", left.body);
        assert!(row(&world, zeb.member).await.is_none());
        assert_eq!(browser.get(&acme.at("")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(post(&mut browser, form(&token, PASSWORD, "true")).await.status, StatusCode::NOT_FOUND, "the link is used");
        assert_eq!(mailed(&world, "companies.left").await, ["zeb@example.com"]);
        let cx = world.cx();
        let former = of_account(&cx, cx.read(), acme.id, zeb.account).await.unwrap();
        assert_eq!(former.iter().map(|row| row.id).collect::<Vec<_>>(), [zeb.member], "found by the hash of the address");
    }

    /// COM-8: address and profile go with the account, and the same address can register again.
    async fn the_account_goes_too_where_its_owner_says_so(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let zeb = acme.add(&world, "zeb@example.com", MemberName::new("Zebulon", "Quokka"), &[]).await;
        let mut browser = signed_in(&world, &zeb.email).await;
        let token = link(&world, &acme, &mut browser, &zeb.email).await;
        let form = [("token", token.as_str()), ("current", PASSWORD), ("what", "all"), ("confirm", "true")];
        let left = browser.post(&acme.at("/me/leave/confirm"), &form).await;
        assert_eq!(left.location(), "/account-deleted", "{}", left.body);
        let cx = world.cx();
        assert!(contacts::contact(&cx, cx.read(), zeb.account).await.unwrap().is_none());
        let again = acme.add(&world, "zeb@example.com", MemberName::new("Zeb", "Q"), &[]).await;
        assert_ne!(again.member, zeb.member);
        let former = of_account(&cx, cx.read(), acme.id, again.account).await.unwrap();
        assert_eq!(former.iter().map(|row| row.id).collect::<Vec<_>>(), [zeb.member], "the same address leads to the history");
    }

    /// COM-8
    async fn a_link_ends_after_seven_days_and_the_owner_gets_none(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let zeb = acme.add(&world, "zeb@example.com", MemberName::new("Zeb", "Q"), &[]).await;
        let mut browser = signed_in(&world, &zeb.email).await;
        let token = link(&world, &acme, &mut browser, &zeb.email).await;
        world.advance(7 * DAY);
        let form = [("token", token.as_str()), ("current", PASSWORD), ("confirm", "true")];
        let late = browser.post(&acme.at("/me/leave/confirm"), &form).await.expect(StatusCode::GONE).body;
        assert!(late.contains("The link is too old"), "{late}");
        assert!(row(&world, zeb.member).await.is_some());
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = owner.get(&acme.at("/me/leave")).await.expect(StatusCode::OK).body;
        assert!(page.contains("You’re the owner, so you can’t leave"), "{page}");
        assert_eq!(owner.post(&acme.at("/me/leave"), &[("confirm", "true")]).await.status, StatusCode::CONFLICT);
        for _ in 0..5 {
            browser.post(&acme.at("/me/leave"), &[("confirm", "true")]).await;
        }
        let often = browser.post(&acme.at("/me/leave"), &[("confirm", "true")]).await;
        assert_eq!(often.status, StatusCode::TOO_MANY_REQUESTS);
    }

    /// COM-8, COM-12, PRI-4: nobody is kept in a company that does not let them in.
    async fn who_is_blocked_or_lacks_the_second_step_leaves_from_their_own_pages(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let outside = "/account/company/leave";
        for (email, is_blocked) in [("zeb@example.com", true), ("mia@example.com", false)] {
            let person = acme.add(&world, email, MemberName::new("Zebulon", "Quokka"), &[]).await;
            let mut browser = signed_in(&world, email).await;
            if is_blocked {
                block(&world.cx_of(acme.owner.account), acme.id, person.member).await.unwrap();
                assert!(world.last_mail_to(email).await.text.contains(outside));
                let refused = browser.get(&acme.at("/me/leave")).await.expect(StatusCode::FORBIDDEN).body;
                assert!(refused.contains(outside), "{refused}");
            } else {
                crate::settings::past(&world, "update company set require_factor = true", vec![]).await;
                let page = browser.get("/company/two-step").await.expect(StatusCode::OK).body;
                assert!(page.contains(outside), "{page}");
            }
            browser.get(outside).await.expect(StatusCode::OK);
            browser.post(outside, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(browser.post(outside, &[("confirm", "true")]).await.location(), outside);
            let link = world.last_mail_to(email).await.link();
            let page = browser.get(&link).await;
            let token = browser.follow(page).await.expect(StatusCode::OK).input("token").unwrap();
            let form = [("token", token.as_str()), ("current", PASSWORD), ("what", "membership"), ("confirm", "true")];
            let left = browser.post(&format!("{outside}/confirm"), &form).await;
            assert_eq!(left.location(), "/account", "{}", left.body);
            assert!(row(&world, person.member).await.is_none());
            browser.get(outside).await.expect(StatusCode::NOT_FOUND);
        }
        account(&world, "alone@example.com").await;
        signed_in(&world, "alone@example.com").await.get(outside).await.expect(StatusCode::NOT_FOUND);
    }
}
