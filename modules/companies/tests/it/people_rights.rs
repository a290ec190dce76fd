//! Rights and data of users (COM-3, COM-4, COM-6): who may change whose, forms that are too old, rights that are lost meanwhile.

use crate::*;
use CompanyRight::{InviteUsers, ManageLicenses, ManageUsers, UserNotices};
use axum::http::StatusCode;
use gatehouse_testkit::both_engines;

fn data<'a>(first: &'a str, last: &'a str, version: &'a str) -> [(&'a str, &'a str); 5] {
    [("first_name", first), ("last_name", last), ("country", "JP"), ("branch", ""), ("version", version)]
}

both_engines! {
    /// COM-3, COM-13
    async fn rights_are_given_and_taken_as_far_as_ones_own_go(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[ManageUsers, InviteUsers]).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let lea = acme.add(&world, "lea@example.com", MemberName::new("Lea", "L"), &[ManageLicenses]).await;
        let at = |of: &Person| acme.at(&format!("/users/{}/rights", of.member));
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let given = owner.post(&at(&paul), &[("rights", "answer_requests"), ("version", "1")]).await;
        assert_eq!(given.location(), acme.at(&format!("/users/{}", paul.member)));
        let own = row(&world, paul.member).await.unwrap().rights_own;
        assert_eq!(own.words(), ["see_requests", "answer_requests"], "answering brings seeing");
        let mail = world.last_mail_to("paul@example.com").await;
        assert_eq!(mail.subject, "Your rights have changed");
        assert!(mail.text.contains("Answer and close others’ requests"), "{}", mail.text);

        let mut browser = signed_in(&world, &mia.email).await;
        let page = browser.get(&acme.at(&format!("/users/{}", paul.member))).await.expect(StatusCode::OK).body;
        assert!(page.contains("You don’t have: See others’ requests"), "{page}");
        let more = browser.post(&at(&paul), &[("rights", "manage_licenses"), ("version", "2")]).await;
        let more = more.expect(StatusCode::FORBIDDEN).body;
        assert!(more.contains("You don’t have these rights yourself"), "{more}");
        let kept = [("rights", "see_requests"), ("rights", "answer_requests"), ("rights", "invite_users"), ("version", "2")];
        assert!(browser.post(&at(&paul), &kept).await.status.is_redirection(), "what stays need not be one's own");
        let of_owner = browser.post(&at(&acme.owner), &[("version", "1")]).await.expect(StatusCode::FORBIDDEN).body;
        assert!(of_owner.contains("The owner’s rights can’t be changed"), "{of_owner}");
        let own = browser.post(&at(&mia), &[("rights", "manage_users"), ("rights", "manage_licenses"), ("version", "1")]).await;
        assert!(own.expect(StatusCode::FORBIDDEN).body.contains("You can only give up your own rights"));
        let dropped = browser.post(&at(&mia), &[("rights", "invite_users"), ("version", "1")]).await;
        assert_eq!(dropped.location(), acme.at(""), "whoever gave up managing users has no such page any more");
        assert_eq!(browser.get(&acme.at(&format!("/users/{}", lea.member))).await.status, StatusCode::FORBIDDEN);
        let log = owner.get(&acme.at("/audit")).await.expect(StatusCode::OK).body;
        assert!(log.contains("User’s rights changed") && log.contains("Rights before"), "{log}");
    }

    /// COM-3, ACC-10: rights, and who is removed, take a proof of the last ten minutes.
    async fn rights_and_removals_take_a_fresh_proof(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[InviteUsers]).await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = acme.at(&format!("/users/{}", paul.member));
        world.advance(11 * gatehouse_core::MINUTE);
        let shown = owner.get(&page).await.expect(StatusCode::OK).body;
        let proof = format!("/step-up?next={page}");
        assert!(shown.contains(&format!("href=\"{proof}\"")) && shown.contains("Change rights"), "{shown}");
        assert!(shown.contains("Invite users") && !shown.contains("name=\"rights\""), "what they have is shown: {shown}");
        let sent = owner.post(&format!("{page}/rights"), &[("rights", "manage_users"), ("version", "1")]).await;
        assert_eq!(sent.location(), format!("/step-up?next={page}/rights"));
        let ticked = [("confirm", "true")];
        assert!(owner.get(&format!("{page}/remove")).await.location().starts_with("/step-up?next="));
        assert!(owner.post(&format!("{page}/remove"), &ticked).await.location().starts_with("/step-up?next="));
        let own = row(&world, paul.member).await.unwrap();
        assert_eq!((own.rights_own, own.version), (Rights::of(&[InviteUsers]), 1), "nothing was changed");
        // What is no matter of rights goes on without.
        assert!(owner.post(&page, &data("Paolo", "P", "1")).await.status.is_redirection());
        let given = owner.post("/step-up", &[("current", PASSWORD), ("next", &page)]).await;
        assert_eq!(given.location(), page);
        let shown = owner.get(&page).await.expect(StatusCode::OK).body;
        assert!(shown.contains("name=\"rights\"") && !shown.contains("Change rights"), "{shown}");
        let sent = owner.post(&format!("{page}/rights"), &[("rights", "manage_users"), ("version", "2")]).await;
        assert_eq!(sent.location(), page, "{}", sent.body);
        assert_eq!(row(&world, paul.member).await.unwrap().rights_own, Rights::of(&[ManageUsers]));
        owner.get(&format!("{page}/remove")).await.expect(StatusCode::OK);
        assert!(owner.post(&format!("{page}/remove"), &ticked).await.status.is_redirection());
        assert!(row(&world, paul.member).await.is_none());
    }

    /// COM-3: a right that was taken a second ago opens nothing, wherever the request is answered; what was typed is shown and not stored.
    async fn a_right_that_is_lost_while_the_page_is_open_keeps_what_was_typed(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[ManageUsers]).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let mut browser = signed_in(&world, &mia.email).await;
        let page = acme.at(&format!("/users/{}", paul.member));
        browser.get(&page).await.expect(StatusCode::OK);
        acme.change(&world, mia.member, Restated { own: Some(Rights::of(&[InviteUsers])), ..Restated::default() }).await;
        let refused = browser.post(&page, &data("Pablo", "Picasso", "1")).await.expect(StatusCode::FORBIDDEN).body;
        for told in ["Manage users", "Olga Owner", "Nothing was saved", "Pablo", "Picasso"] {
            assert!(refused.contains(told), "{told}: {refused}");
        }
        let rights = browser.post(&format!("{page}/rights"), &[("rights", "invite_users"), ("version", "1")]).await;
        assert!(rights.expect(StatusCode::FORBIDDEN).body.contains("Invite users"));
        assert_eq!(row(&world, paul.member).await.unwrap().version, 1, "nothing was stored");
    }

    /// COM-4: a form of an older row is refused, and both states are shown.
    async fn a_form_that_is_too_old_shows_both_states(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "Plain"), &[]).await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = acme.at(&format!("/users/{}", paul.member));
        assert!(owner.post(&page, &data("Paolo", "Plain", "1")).await.status.is_redirection());
        let stale = owner.post(&page, &data("Pablo", "Plain", "1")).await.expect(StatusCode::CONFLICT);
        for told in ["Stored now", "Paolo", "value=\"Pablo\"", "name=\"version\" value=\"2\""] {
            assert!(stale.body.contains(told), "{told}: {}", stale.body);
        }
        let rights = owner.post(&format!("{page}/rights"), &[("rights", "invite_users"), ("version", "1")]).await;
        assert_eq!(rights.status, StatusCode::CONFLICT);
        assert!(owner.post(&page, &data("Pablo", "Plain", "2")).await.status.is_redirection());
        let wrong = owner.post(&page, &data("", "Plain", "3")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(wrong.contains("Enter a first name"), "{wrong}");
    }

    /// COM-6, ACC-14
    async fn ones_own_data_is_ones_own_and_the_address_is_not(world: World) {
        let acme = company(&world, "Acme", "ja").await;
        let north = acme.branch(&world, "North").await;
        let other = company(&world, "Other", "en").await.branch(&world, "Elsewhere").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "Plain"), &[]).await;
        let mut browser = signed_in(&world, &paul.email).await;
        let me = acme.at("/me");
        assert!(browser.get(&me).await.expect(StatusCode::OK).body.contains("value=\"Plain\""));
        let (north, other) = (north.to_string(), other.to_string());
        let form = |branch| [("first_name", "愛子"), ("last_name", "田中"), ("last_reading", "たなか"), ("branch", branch), ("version", "1")];
        let foreign = browser.post(&me, &form(&other)).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "a branch of another company is none");
        assert_eq!(browser.post(&me, &form(&north)).await.location(), me);
        let stored = row(&world, paul.member).await.unwrap();
        assert_eq!((stored.version, stored.branch_id.map(|id| id.to_string())), (2, Some(north)));
        let users = signed_in(&world, &acme.owner.email).await.get(&acme.at("/users")).await.expect(StatusCode::OK).body;
        assert!(users.contains("田中 愛子"), "{users}");

        let asked = browser.get("/account/email").await;
        assert_eq!(asked.location(), acme.at("/me/address"));
        let page = browser.get(&acme.at("/me/address")).await.expect(StatusCode::OK).body;
        assert!(page.contains("This address can’t be changed") && page.contains("href=\"/forgot-password\""), "{page}");
        browser.post("/step-up", &[("current", PASSWORD)]).await;
        let refused = browser.post("/account/email", &[("email", "new@example.com")]).await.expect(StatusCode::CONFLICT).body;
        assert!(refused.contains("because you’re a user of a company"), "{refused}");
        assert!(mailed(&world, "accounts.change_address").await.is_empty());
    }

    /// COM-4, COM-7
    async fn a_password_is_set_by_a_link_in_the_users_own_mailbox(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[ManageUsers]).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let mut browser = signed_in(&world, &mia.email).await;
        let send = acme.at(&format!("/users/{}/password", paul.member));
        assert!(browser.post(&send, &[]).await.status.is_redirection());
        let mail = world.last_mail_to("paul@example.com").await;
        assert!(mail.text.contains("An administrator of Acme sent you this link"), "{}", mail.text);
        assert!(mail.link().starts_with("/set-password?token="), "{}", mail.text);
        assert_eq!(mailed(&world, "companies.password").await, ["paul@example.com"], "who asked gets nothing");
        for _ in 0..4 {
            browser.post(&send, &[]).await;
        }
        assert_eq!(browser.post(&send, &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
        let mut own = signed_in(&world, &paul.email).await;
        assert_eq!(own.post(&acme.at("/me/password"), &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
        world.advance(2 * gatehouse_core::DAY);
        assert_eq!(own.post(&acme.at("/me/password"), &[]).await.location(), acme.at("/me"));
        let link = world.last_mail_to("paul@example.com").await.link();
        let mut fresh = world.browser();
        let page = fresh.get(&link).await;
        let page = fresh.follow(page).await;
        let token = page.input("token").unwrap();
        let form = [("token", token.as_str()), ("password", "Brisk-Harvest-91"), ("again", "Brisk-Harvest-91")];
        assert!(fresh.post("/set-password", &form).await.status.is_redirection());
    }

    /// COM-3, ALL-8: a user of another company is not found, on every address and whatever right one has.
    async fn a_user_of_another_company_is_not_found_on_any_page(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let theirs = other.add(&world, "theirs@example.com", MemberName::new("T", "T"), &[UserNotices]).await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let before = row(&world, theirs.member).await;
        let page = acme.at(&format!("/users/{}", theirs.member));
        assert_eq!(owner.get(&page).await.status, StatusCode::NOT_FOUND);
        assert_eq!(owner.get(&format!("{page}/remove")).await.status, StatusCode::NOT_FOUND);
        let typed = data("A", "B", "1");
        let posts: [(&str, &[(&str, &str)]); 6] = [
            ("", &typed),
            ("/rights", &[("rights", "manage_users"), ("version", "1")]),
            ("/password", &[]),
            ("/block", &[]),
            ("/unblock", &[]),
            ("/remove", &[("confirm", "true")]),
        ];
        for (part, form) in posts {
            assert_eq!(owner.post(&format!("{page}{part}"), form).await.status, StatusCode::NOT_FOUND, "{part}");
        }
        assert_eq!(row(&world, theirs.member).await, before);
        assert!(world.mails().await.iter().all(|mail| !mail.kind.starts_with("companies.")));
    }
}
