//! Accounts that came about with a membership (COM-8, COM-14): one that never used its personal side goes with it.

use crate::joining_kit::*;
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::remove_member::remove_member;
use gatehouse_testkit::both_engines;

const INVITED: &str = "companies.invited";

/// Invites somebody without an account, who fills in the form and sets a password; answers their browser.
async fn come(world: &World, company: &TestCompany, email: &str) -> Browser {
    invite(&mut signed_in(world, &company.owner.email).await, company, email, &[]).await;
    let mut browser = world.browser();
    fill_in(&mut browser, &link(world, INVITED, email).await).await;
    let page = browser.get("/companies/activate").await.expect(StatusCode::OK);
    let form = [("token", &*page.input("token").unwrap()), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(browser.post("/companies/activate", &form).await.location(), company.at(""));
    browser
}

async fn account_at(world: &World, email: &str) -> Option<Uuid> {
    let cx = world.cx();
    gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap()
}

/// Removes the user with this address, as an administrator does.
async fn remove(world: &World, company: &TestCompany, email: &str) {
    let account = account_at(world, email).await.unwrap();
    let members = members_of(world, company.id).await;
    let member = members.iter().find(|row| row.account_id == account).unwrap().id;
    remove_member(&world.cx_of(company.owner.account), company.id, member, true).await.unwrap();
}

both_engines! {
    /// COM-8, PRI-2: a password that the invitation asked for makes no personal side.
    async fn an_invited_account_that_was_used_for_the_company_alone_goes_with_the_membership(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let ivy = "ivy@example.com";
        let mut browser = come(&world, &acme, ivy).await;
        welcome(&mut browser).await;
        browser.get(&acme.at("")).await.expect(StatusCode::OK);
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let member = members_of(&world, acme.id).await.into_iter().find(|row| row.made_account).unwrap().id;
        let page = owner.get(&acme.at(&format!("/users/{member}/remove"))).await.expect(StatusCode::OK).body;
        assert!(page.contains("unless they have only used it for the company"), "{page}");
        remove(&world, &acme, ivy).await;
        assert_eq!(account_at(&world, ivy).await, None);
        let mail = world.last_mail_to(ivy).await;
        assert!(mail.kind == "companies.removed" && mail.text.contains("so it was deleted too"), "{}", mail.text);
        assert!(browser.get("/account").await.location().starts_with("/sign-in"));
        // The address can come again, as somebody new.
        come(&world, &acme, ivy).await;
        assert!(account_at(&world, ivy).await.is_some());
    }

    /// COM-8: what somebody did for themselves is theirs, and stays.
    async fn an_account_with_a_personal_side_stays_when_its_owner_is_removed(world: World) {
        let acme = company(&world, "Acme", "en").await;
        // Told more of themselves than the company asks.
        let mut told = come(&world, &acme, "told@example.com").await;
        let place = [("country", "DE"), ("region", "Hessen"), ("lang", "en"), ("zone", "Europe/Berlin"), ("phone", "+49 69 1234")];
        assert!(told.post("/welcome", &place).await.status.is_redirection());
        // Took their data out.
        let mut exported = come(&world, &acme, "exported@example.com").await;
        welcome(&mut exported).await;
        exported.post("/account/export", &[]).await;
        // Had an account before.
        account(&world, "before@example.com").await;
        invite(&mut signed_in(&world, &acme.owner.email).await, &acme, "before@example.com", &[]).await;
        let mut before = signed_in(&world, "before@example.com").await;
        let invited = link(&world, INVITED, "before@example.com").await;
        let mut form = vec![("token", token(&invited))];
        form.extend(NAMES);
        assert_eq!(before.post("/companies/invitation", &form).await.location(), acme.at(""));
        for email in ["told@example.com", "exported@example.com", "before@example.com"] {
            remove(&world, &acme, email).await;
            assert!(account_at(&world, email).await.is_some(), "{email}");
            let mail = world.last_mail_to(email).await;
            assert!(mail.text.contains("Your personal account stays as it is"), "{email}: {}", mail.text);
        }
        told.get("/account").await.expect(StatusCode::OK);
    }
}
