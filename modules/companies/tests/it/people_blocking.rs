//! Blocking and removing (COM-4, COM-12): one, all, and two administrators at once.

use crate::*;
use CompanyRight::{ManageLicenses, ManageUsers};
use axum::http::StatusCode;
use gatehouse_companies::actions::block::{block, unblock};
use gatehouse_companies::actions::block_all::{block_all, unblock_all};
use gatehouse_companies::actions::remove_member::remove_member;
use gatehouse_companies::model::states::{BlockedBy, InvitationState};
use gatehouse_companies::tables::invitation;
use gatehouse_db::sea_orm::Set;
use gatehouse_testkit::both_engines;

/// An invitation that a member sent, with these rights.
async fn invited(world: &World, company: &TestCompany, by: &Person, rights: Rights) -> Uuid {
    let (id, now) = (world.cx().id(), world.cx().now());
    let row = invitation::ActiveModel {
        id: Set(id),
        company_id: Set(company.id),
        address_lookup: Set(id.as_bytes().to_vec()),
        pepper_version: Set(1),
        address_sealed: Set(Vec::new()),
        rights: Set(rights),
        rights_seal: Set(Vec::new()),
        branch_id: Set(None),
        invited_by: Set(by.member),
        lang: Set("en".into()),
        token_hash: Set(id.as_bytes().to_vec()),
        ends_at: Set(now.plus(gatehouse_core::DAY)),
        registered_at: Set(None),
        sends: Set(1),
        state: Set(InvitationState::Sent),
        created_at: Set(now),
        version: Set(1),
    };
    invitation::Entity::insert(row).exec_without_returning(world.app.db.writer()).await.unwrap();
    id
}

both_engines! {
    /// COM-12: what a blocked user promised to others ends with the block; invitations without rights go on.
    async fn invitations_with_rights_end_with_the_block_of_who_sent_them(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[ManageUsers]).await;
        let with = invited(&world, &acme, &mia, Rights::of(&[ManageUsers])).await;
        let without = invited(&world, &acme, &mia, Rights::NONE).await;
        let others = invited(&world, &acme, &acme.owner, Rights::of(&[ManageUsers])).await;
        block(&world.cx_of(acme.owner.account), acme.id, mia.member).await.unwrap();
        for (id, state) in [(with, InvitationState::Withdrawn), (without, InvitationState::Sent), (others, InvitationState::Sent)] {
            let row = invitation::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap();
            assert_eq!(row.state, state);
        }
        assert_eq!(crate::staff_companies::lines(&world, "company.invitation_withdrawn").await, 1);
    }

    /// COM-12
    async fn who_is_blocked_is_out_with_the_next_request_and_stays_in_the_list(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[ManageUsers]).await;
        let lea = acme.add(&world, "lea@example.com", MemberName::new("Lea", "L"), &[ManageLicenses]).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let mut browser = signed_in(&world, &mia.email).await;
        let mut blocked = signed_in(&world, &paul.email).await;
        blocked.get(&acme.at("")).await.expect(StatusCode::OK);
        let at = |of: &Person, what: &str| acme.at(&format!("/users/{}/{what}", of.member));
        assert!(browser.post(&at(&paul, "block"), &[]).await.status.is_redirection());
        let out = blocked.get(&acme.at("")).await.expect(StatusCode::FORBIDDEN).body;
        assert!(out.contains("Acme has blocked your access"), "{out}");
        assert!(out.contains("<a href=\"/account/company/leave\">Leave the company</a>"), "the way on is a link: {out}");
        assert_eq!(blocked.get("/account").await.status, StatusCode::OK, "their own side stays open");
        assert!(browser.get(&acme.at("/users")).await.body.contains("Blocked"), "who is blocked stays in the list");
        assert_eq!(mailed(&world, "companies.blocked").await, ["paul@example.com"]);
        assert!(browser.post(&at(&paul, "unblock"), &[]).await.status.is_redirection());
        blocked.get(&acme.at("")).await.expect(StatusCode::OK);
        for (of, what) in [(&lea, "block"), (&acme.owner, "block"), (&mia, "block"), (&lea, "remove"), (&acme.owner, "remove")] {
            let refused = browser.post(&at(of, what), &[("confirm", "true")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{} {what}", of.email);
        }
        let directory = Restated { blocked: Some(Some(BlockedBy::Directory)), ..Restated::default() };
        acme.change(&world, paul.member, directory).await;
        let refused = browser.post(&at(&paul, "unblock"), &[]).await.expect(StatusCode::FORBIDDEN).body;
        assert!(refused.contains("The company’s directory has blocked this user"), "{refused}");
    }

    /// COM-12
    async fn all_are_blocked_but_those_who_are_listed_before(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[ManageUsers]).await;
        let lea = acme.add(&world, "lea@example.com", MemberName::new("Lea", "Lane"), &[ManageLicenses]).await;
        let mut plain = Vec::new();
        for n in 0..5 {
            let email = format!("user{n}@example.com");
            plain.push(acme.add(&world, &email, MemberName::new("U", &*email), &[]).await);
        }
        let mut browser = signed_in(&world, &mia.email).await;
        let page = browser.get(&acme.at("/users/block-all")).await.expect(StatusCode::OK).body;
        for told in ["Olga Owner, the owner", "Lea Lane, who has rights", "5 users will be blocked"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert_eq!(browser.post(&acme.at("/users/block-all"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(browser.post(&acme.at("/users/block-all"), &[("confirm", "true")]).await.status.is_redirection());
        for of in &plain {
            assert_eq!(row(&world, of.member).await.unwrap().blocked_by, Some(BlockedBy::Person), "{}", of.email);
        }
        for of in [&mia, &lea, &acme.owner] {
            assert_eq!(row(&world, of.member).await.unwrap().blocked_by, None, "{}", of.email);
        }
        assert_eq!(mailed(&world, "companies.blocked").await.len(), 5);
        // The seals are made anew with the rows: who is let in again gets in.
        let directory = Restated { blocked: Some(Some(BlockedBy::Directory)), ..Restated::default() };
        acme.change(&world, plain[0].member, directory).await;
        assert!(browser.post(&acme.at("/users/block-all/undo"), &[]).await.status.is_redirection());
        assert!(row(&world, plain[0].member).await.unwrap().blocked_at.is_some(), "the directory's block is its own");
        let mut back = signed_in(&world, &plain[1].email).await;
        back.get(&acme.at("")).await.expect(StatusCode::OK);
    }

    /// COM-12, COM-14: each reason for a block ends by itself.
    async fn an_administrator_and_the_directory_block_beside_each_other(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let by = async |by: Option<BlockedBy>| {
            acme.change(&world, paul.member, Restated { blocked: Some(by), ..Restated::default() }).await;
        };
        let now = async || row(&world, paul.member).await.unwrap().blocked_by;
        let cx = world.cx_of(acme.owner.account);
        by(Some(BlockedBy::Directory)).await;
        block(&cx, acme.id, paul.member).await.unwrap();
        assert_eq!(now().await, Some(BlockedBy::Both));
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = owner.get(&acme.at(&format!("/users/{}", paul.member))).await.expect(StatusCode::OK).body;
        assert!(page.contains("each unblocks separately") && page.contains("/unblock"), "{page}");
        assert!(mailed(&world, "companies.blocked").await.is_empty(), "they were out already");
        unblock(&cx, acme.id, paul.member).await.unwrap();
        assert_eq!(now().await, Some(BlockedBy::Directory), "the directory's block goes on");
        assert!(unblock(&cx, acme.id, paul.member).await.is_err());
        assert!(mailed(&world, "companies.unblocked").await.is_empty());
        // All at once, twice: the second press finds nobody.
        assert_eq!(block_all(&cx, acme.id, true).await.unwrap(), 1);
        assert_eq!(block_all(&cx, acme.id, true).await.unwrap(), 0);
        assert_eq!(now().await, Some(BlockedBy::Both));
        assert_eq!(unblock_all(&cx, acme.id).await.unwrap(), 1);
        assert_eq!(now().await, Some(BlockedBy::Directory));
        by(None).await;
        signed_in(&world, &paul.email).await.get(&acme.at("")).await.expect(StatusCode::OK);
    }

    /// COM-4
    async fn who_is_removed_has_no_name_any_more_and_their_own_account_goes_on(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let zeb = acme.add(&world, "zeb@example.com", MemberName::new("Zebulon", "Quokka"), &[]).await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let mut gone = signed_in(&world, &zeb.email).await;
        let page = acme.at(&format!("/users/{}/remove", zeb.member));
        assert!(owner.get(&page).await.expect(StatusCode::OK).body.contains("Remove Zebulon Quokka from the company?"));
        assert_eq!(owner.post(&page, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(owner.post(&page, &[("confirm", "true")]).await.location(), acme.at("/users"));
        assert!(row(&world, zeb.member).await.is_none());
        assert_eq!(gone.get(&acme.at("")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(gone.get("/account").await.status, StatusCode::OK);
        assert_eq!(mailed(&world, "companies.removed").await, ["zeb@example.com"]);
        assert_eq!(owner.post(&page, &[("confirm", "true")]).await.status, StatusCode::NOT_FOUND, "once");
    }

    /// COM-3, COM-4
    async fn of_two_administrators_who_remove_each_other_at_once_one_is_refused(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let ann = acme.add(&world, "ann@example.com", MemberName::new("Ann", "A"), &[ManageUsers]).await;
        let bob = acme.add(&world, "bob@example.com", MemberName::new("Bob", "B"), &[ManageUsers]).await;
        let (of_ann, of_bob) = (world.cx_of(ann.account), world.cx_of(bob.account));
        let (one, other) = tokio::join!(
            remove_member(&of_ann, acme.id, bob.member, true),
            remove_member(&of_bob, acme.id, ann.member, true)
        );
        assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
        let left = [row(&world, ann.member).await, row(&world, bob.member).await];
        assert_eq!(left.iter().flatten().count(), 1);
    }
}
