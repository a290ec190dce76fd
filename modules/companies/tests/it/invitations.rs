//! Invitations with their whole life (COM-5).

use crate::joining_kit::*;
use crate::licenses::past;
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::model::states::InvitationState;
use gatehouse_companies::signals::Ended;
use gatehouse_companies::tables::invitation::{self, Model};
use gatehouse_core::DAY;
use gatehouse_db::sea_orm::{ConnectionTrait, EntityTrait as _, PaginatorTrait as _, Statement};
use gatehouse_testkit::both_engines;

const IVY: &str = "ivy@example.com";
const INVITED: &str = "companies.invited";

async fn rows(world: &World) -> Vec<Model> {
    invitation::Entity::find().all(world.app.db.reader()).await.unwrap()
}

async fn sent(world: &World, company: &TestCompany, by: &str, rights: &[&str]) -> String {
    let answer = invite(&mut signed_in(world, by).await, company, IVY, rights).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    link(world, INVITED, IVY).await
}

async fn act(browser: &mut Browser, company: &TestCompany, action: &str, id: Uuid) -> StatusCode {
    browser.post(&company.at(&format!("/invitations/{action}")), &[("invitation", &id.to_string())]).await.status
}

/// Ends a membership, as removing somebody does.
async fn remove(world: &World, company: &TestCompany, member: Uuid) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let locked = lock(&cx, &tx, company.id).await.unwrap().unwrap();
    end_membership(&cx, &tx, &locked, member, Ended::Removed).await.unwrap();
    tx.commit().await.unwrap();
}

async fn rights_of(world: &World, company: &TestCompany, email: &str) -> Option<Rights> {
    let cx = world.cx();
    let account = gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap()?;
    let all = members_of(world, company.id).await;
    all.into_iter().find(|row| row.account_id == account).map(|row| row.rights_own)
}

/// Through the form and the password.
async fn come(world: &World, invited: &str) -> Browser {
    let mut browser = world.browser();
    let answer = fill_in(&mut browser, invited).await;
    assert_eq!(answer.location(), "/companies/activate", "{}", answer.body);
    let page = browser.get("/companies/activate").await.expect(StatusCode::OK);
    let form = [("token", &*page.input("token").unwrap()), ("password", PASSWORD), ("again", PASSWORD)];
    let answer = browser.post("/companies/activate", &form).await;
    assert!(answer.location().starts_with("/c/"), "{} {}", answer.status, answer.body);
    browser
}

both_engines! {
    /// COM-5
    async fn an_invited_person_fills_in_the_form_sets_a_password_and_has_the_rights(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let rights = [CompanyRight::ManageUsers, CompanyRight::InviteUsers, CompanyRight::SeeRequests];
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "Manager"), &rights).await;
        let invited = sent(&world, &acme, &mia.email, &["see_requests"]).await;
        let mail = world.last_mail_to(IVY).await;
        assert!(mail.text.contains("Mia Manager") && mail.text.contains("Acme"), "{}", mail.text);
        let list = signed_in(&world, &acme.owner.email).await.get(&acme.at("/invitations")).await.expect(StatusCode::OK).body;
        assert!(list.contains(IVY) && list.contains("See others") && list.contains("28 Nov 2026"), "{list}");
        let mut ivy = come(&world, &invited).await;
        welcome(&mut ivy).await;
        assert_eq!(rights_of(&world, &acme, IVY).await, Some(Rights::of(&[CompanyRight::SeeRequests])));
        assert_eq!(rows(&world).await[0].state, InvitationState::Accepted);
        for told in [&mia.email, &acme.owner.email] {
            assert_eq!(mailed_to(&world, "companies.invitation_accepted", told).await, 1, "{told}");
        }
        let list = signed_in(&world, &acme.owner.email).await.get(&acme.at("/invitations")).await.body;
        assert!(!list.contains(IVY), "{list}");
    }

    /// COM-5
    async fn an_account_accepts_by_a_button_with_and_without_the_link(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, IVY).await;
        let invited = sent(&world, &acme, &acme.owner.email, &[]).await;
        let mut ivy = signed_in(&world, IVY).await;
        let page = ivy.get("/companies/joining").await.expect(StatusCode::OK);
        assert!(page.body.contains("Invitation to Acme"), "{}", page.body);
        let first = ivy.get(&invited).await;
        let page = ivy.follow(first).await.expect(StatusCode::OK);
        assert!(page.body.contains("value=\"Ada\""), "the account's name is filled in: {}", page.body);
        let invitation = rows(&world).await[0].id.to_string();
        let mut form = vec![("invitation", invitation.as_str())];
        form.extend(NAMES);
        assert_eq!(ivy.post("/companies/joining/invitation", &form).await.location(), acme.at(""));
        let mut form = vec![("token", token(&invited))];
        form.extend(NAMES);
        assert_eq!(ivy.post("/companies/invitation", &form).await.status, StatusCode::GONE, "once is enough");
        assert_eq!(members_of(&world, acme.id).await.len(), 2);
    }

    /// COM-5
    async fn looking_changes_nothing_and_another_account_uses_nothing_up(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, "other@example.com").await;
        let invited = sent(&world, &acme, &acme.owner.email, &["manage_users"]).await;
        let before = rows(&world).await;
        for page in [invited.as_str(), "/companies/invitation", "/companies/invitation/decline", "/companies/activate"] {
            world.browser().get(page).await;
        }
        let mut other = signed_in(&world, "other@example.com").await;
        let first = other.get(&invited).await;
        let page = other.follow(first).await.expect(StatusCode::OK);
        assert!(page.body.contains("Go on as ivy@example.com") && page.body.contains("Stay as other@example.com"), "{}", page.body);
        let mut form = vec![("token", token(&invited))];
        form.extend(NAMES);
        assert_eq!(other.post("/companies/invitation", &form).await.status, StatusCode::CONFLICT);
        assert_eq!(rows(&world).await, before, "nothing was used up");
        assert_eq!(other.post("/companies/invitation/switch", &[("token", token(&invited))]).await.location(), "/companies/invitation");
        let page = other.get("/companies/invitation").await.expect(StatusCode::OK).body;
        assert!(page.contains("Accept the invitation") && page.contains("first_name"), "{page}");
        come(&world, &invited).await;
        assert_eq!(members_of(&world, acme.id).await.len(), 2);
    }

    /// COM-5
    async fn what_ended_is_sent_again_three_times_at_most_and_old_links_die(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let first = sent(&world, &acme, &acme.owner.email, &[]).await;
        let id = rows(&world).await[0].id;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let refused = invite(&mut owner, &acme, IVY, &[]).await;
        assert!(refused.body.contains("is under way"), "{}", refused.body);
        world.advance(8 * DAY);
        let page = world.browser().get(&first).await;
        assert!(page.status.is_redirection());
        let mut ivy = world.browser();
        let look = ivy.get(&first).await;
        let dead = ivy.follow(look).await;
        assert!(dead.status == StatusCode::GONE && dead.body.contains("has expired") && dead.body.contains("Olga Owner"), "{}", dead.body);
        assert!(ivy.post("/companies/invitation/ask", &[("token", token(&first))]).await.body.contains("We passed it on"));
        assert_eq!(ivy.post("/companies/invitation/ask", &[("token", token(&first))]).await.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(mailed_to(&world, "companies.invitation_wanted", &acme.owner.email).await, 1);
        let mut owner = signed_in(&world, &acme.owner.email).await;
        assert_eq!(act(&mut owner, &acme, "again", id).await, StatusCode::SEE_OTHER);
        let mut form = vec![("token", token(&first))];
        form.extend(NAMES);
        assert_eq!(world.browser().post("/companies/invitation", &form).await.status, StatusCode::GONE, "the old link is dead");
        assert_eq!(act(&mut owner, &acme, "withdraw", id).await, StatusCode::SEE_OTHER);
        let second = link(&world, INVITED, IVY).await;
        let look = ivy.get(&second).await;
        assert!(ivy.follow(look).await.body.contains("This invitation was taken back."));
        assert_eq!(act(&mut owner, &acme, "again", id).await, StatusCode::SEE_OTHER);
        let third = link(&world, INVITED, IVY).await;
        assert!(ivy.post("/companies/invitation/decline", &[("token", token(&third))]).await.body.contains("Invitation declined"));
        assert_eq!(mailed_to(&world, "companies.invitation_declined", &acme.owner.email).await, 1);
        assert_eq!(act(&mut owner, &acme, "again", id).await, StatusCode::CONFLICT, "three times are enough");
        assert_eq!(invitation::Entity::find().count(world.app.db.reader()).await.unwrap(), 1);
        assert_eq!(mailed_to(&world, INVITED, IVY).await, 3);
    }

    /// COM-5
    async fn a_registration_that_lapses_goes_to_support(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let invited = sent(&world, &acme, &acme.owner.email, &[]).await;
        let mut ivy = world.browser();
        fill_in(&mut ivy, &invited).await;
        let activation = link(&world, "companies.activate", IVY).await;
        world.advance(6 * DAY);
        let look = ivy.get(&activation).await;
        ivy.follow(look).await.expect(StatusCode::OK);
        world.advance(2 * DAY);
        let look = ivy.get(&activation).await;
        let dead = ivy.follow(look).await;
        assert!(dead.status == StatusCode::GONE && dead.body.contains("Only support can clear it"), "{}", dead.body);
        let look = ivy.get(&invited).await;
        assert!(ivy.follow(look).await.body.contains("Only support can clear it"));
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let list = owner.get(&acme.at("/invitations")).await.body;
        assert!(list.contains("Not activated in time") && list.contains("Ask support to clear the registration"), "{list}");
        assert_eq!(act(&mut owner, &acme, "again", rows(&world).await[0].id).await, StatusCode::CONFLICT);
        assert!(invite(&mut owner, &acme, IVY, &[]).await.body.contains("Ask support"));
    }

    /// COM-3, COM-5
    async fn nobody_gives_rights_by_an_invitation_that_they_lack_then_or_later(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let rights = [CompanyRight::ManageUsers, CompanyRight::InviteUsers, CompanyRight::ManageLicenses];
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "Manager"), &rights).await;
        let ina = acme.add(&world, "ina@example.com", MemberName::new("Ina", "Inviter"), &[CompanyRight::InviteUsers]).await;
        let mut browser = signed_in(&world, &mia.email).await;
        assert_eq!(invite(&mut browser, &acme, IVY, &["use_contract"]).await.status, StatusCode::FORBIDDEN);
        let mut browser = signed_in(&world, &ina.email).await;
        assert_eq!(invite(&mut browser, &acme, IVY, &["invite_users"]).await.status, StatusCode::FORBIDDEN);
        assert!(rows(&world).await.is_empty());
        // The inviter loses one of the two rights meanwhile.
        let invited = sent(&world, &acme, &mia.email, &["manage_licenses", "invite_users"]).await;
        let less = Rights::of(&[CompanyRight::ManageUsers, CompanyRight::InviteUsers]);
        acme.change(&world, mia.member, Restated { own: Some(less), ..Restated::default() }).await;
        come(&world, &invited).await;
        assert_eq!(rights_of(&world, &acme, IVY).await, Some(Rights::of(&[CompanyRight::InviteUsers])));
        let told = world.last_mail_to(&acme.owner.email).await;
        assert!(told.text.contains("get all the rights of the invitation"), "{}", told.text);
        // Whoever leaves takes back what they sent with rights.
        let answer = invite(&mut signed_in(&world, &mia.email).await, &acme, "zoe@example.com", &["invite_users"]).await;
        assert!(answer.status.is_redirection());
        remove(&world, &acme, mia.member).await;
        let zoe = link(&world, INVITED, "zoe@example.com").await;
        let mut browser = world.browser();
        let look = browser.get(&zoe).await;
        assert!(browser.follow(look).await.body.contains("was taken back"));
    }

    /// COM-5
    async fn an_address_of_a_company_is_refused_and_trying_many_is_seen(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        for n in 0..11 {
            let answer = invite(&mut owner, &acme, &other.owner.email, &[]).await;
            assert!(answer.body.contains("already belongs to a company") && !answer.body.contains("Other"), "{n}: {}", answer.body);
        }
        assert_eq!(mailed_to(&world, INVITED, &other.owner.email).await, 0);
        let db = &world.app.db;
        let text = "select count(*) as n from audit where kind = 'company.invitations_refused'";
        let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text.to_owned())).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 1);
        // They count to the fifty of the day.
        for n in 0..39 {
            let answer = invite(&mut owner, &acme, &format!("n{n}@example.com"), &[]).await;
            assert!(answer.status.is_redirection(), "{n}: {}", answer.body);
        }
        let answer = invite(&mut owner, &acme, "last@example.com", &[]).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        // Meanwhile in a company: the invitation leads nowhere, and says the way on.
        past(&world, "update invitation set ends_at = ends_at + $1", vec![DAY.into()]).await;
        let invited = link(&world, INVITED, "n0@example.com").await;
        other.add(&world, "n0@example.com", MemberName::new("N", "Null"), &[]).await;
        let mut browser = signed_in(&world, "n0@example.com").await;
        let look = browser.get(&invited).await;
        let page = browser.follow(look).await.expect(StatusCode::OK).body;
        assert!(page.contains("A person can be in one company only") && page.contains("carry your data over"), "{page}");
    }
}
