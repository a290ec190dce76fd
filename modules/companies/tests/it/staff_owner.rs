//! Another owner of a company (COM-3): asked for by the owner, or by a letter with two members of the staff and time to object.

use crate::staff_companies::{clerk, code, lines, put, row};
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::advance_owner_changes::advance_owner_changes;
use gatehouse_companies::actions::ask_owner_change::{ask_owner_change, take_back_owner_change};
use gatehouse_companies::actions::object_owner_change::object_owner_change;
use gatehouse_companies::actions::remove_member::remove_member;
use gatehouse_companies::actions::staff::begin_owner_change::{BeginOwnerChange, begin_owner_change};
use gatehouse_companies::actions::staff::carry_out_owner_change::{carry_out_owner_change, decline_owner_change};
use gatehouse_companies::actions::staff::proposals::{Approved, approve_proposal, decline_proposal, withdraw_proposal};
use gatehouse_companies::model::states::{BlockedBy, CompanyState, OwnerChangeState};
use gatehouse_companies::queries::membership::of_account;
use gatehouse_companies::tables::{company_member, owner_change};
use gatehouse_core::{DAY, HOUR, Role};
use gatehouse_testkit::{both_engines, staff};

fn letter(company: Uuid, email: &str, becomes: &str) -> BeginOwnerChange {
    BeginOwnerChange {
        company,
        email: email.into(),
        first: "Nina".into(),
        last: "Next".into(),
        request: "R-4711".into(),
        reason: "The owner left the company; letter of 20 November.".into(),
        becomes: becomes.into(),
        has_letter: true,
    }
}

/// Whether somebody is the owner, and with how many rights of their own.
async fn stands(world: &World, account: Uuid) -> Option<(bool, usize)> {
    let cx = world.cx();
    let found = of_account(&cx, cx.read(), account).await.unwrap()?;
    Some((found.is_owner(), found.standing().own.words().len()))
}

async fn state(world: &World, company: Uuid) -> OwnerChangeState {
    let all = owner_change::Entity::find().all(world.app.db.reader()).await.unwrap();
    all.into_iter().rfind(|change| change.company_id == company).unwrap().state
}

/// The token of the link in the last mail to somebody.
async fn token(world: &World, email: &str) -> String {
    let link = world.last_mail_to(email).await.link();
    link.split_once("token=").unwrap().1.to_owned()
}

both_engines! {
    /// COM-3
    async fn what_the_owner_asks_for_one_clerk_carries_out(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let nina = acme.add(&world, "nina@example.com", MemberName::new("Nina", "Next"), &[]).await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "Manager"), &[CompanyRight::ManageUsers]).await;
        let owner = world.cx_of(acme.owner.account);
        let by_mia = ask_owner_change(&world.cx_of(mia.account), acme.id, mia.member, "").await;
        assert_eq!(code(&by_mia), Some("company.lacks_right"), "nobody takes it");
        let oneself = ask_owner_change(&owner, acme.id, acme.owner.member, "").await;
        assert_eq!(code(&oneself), Some("company.owner_same"));
        let nobody = ask_owner_change(&owner, acme.id, Uuid::from_u128(7), "").await;
        assert_eq!(code(&nobody), Some("company.no_such_member"));
        ask_owner_change(&owner, acme.id, nina.member, "I retire.").await.unwrap();
        assert_eq!(code(&ask_owner_change(&owner, acme.id, nina.member, "").await), Some("company.owner_change_waits"));
        assert_eq!(stands(&world, acme.owner.account).await, Some((true, 0)), "asking changes nothing");
        let page = staff(&world, "support").get(&format!("/staff/companies/{}/owner", acme.id)).await.expect(StatusCode::OK).body;
        assert!(page.contains("I retire.") && page.contains("Ada Canary"), "{page}");
        assert_eq!(code(&carry_out_owner_change(&world.cx_staff(&[Role::Privacy]), acme.id, "user").await), Some("staff.not_allowed"));
        assert_eq!(code(&carry_out_owner_change(&world.cx(), acme.id, "user").await), Some("staff.not_allowed"), "a person does it");
        assert_eq!(code(&carry_out_owner_change(&clerk(&world, 1), acme.id, "king").await), Some("company.becomes_wrong"));
        carry_out_owner_change(&clerk(&world, 1), acme.id, "all_rights").await.unwrap();
        assert_eq!(stands(&world, nina.account).await.map(|(is_owner, _)| is_owner), Some(true));
        assert_eq!(stands(&world, acme.owner.account).await, Some((false, 8)));
        assert_eq!(state(&world, acme.id).await, OwnerChangeState::Done);
        for told in [&acme.owner.email, &nina.email, &mia.email] {
            let mail = world.last_mail_to(told).await;
            assert_eq!(mail.kind, "companies.owner_changed", "{told}");
        }
        assert_eq!(code(&carry_out_owner_change(&clerk(&world, 2), acme.id, "user").await), Some("company.nothing_asked"));
        assert_eq!(lines(&world, "company.owner_changed").await, 1);
    }

    /// COM-3
    async fn the_owner_takes_it_back_and_a_clerk_declines(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let nina = acme.add(&world, "nina@example.com", MemberName::new("Nina", "Next"), &[]).await;
        let owner = world.cx_of(acme.owner.account);
        assert_eq!(code(&take_back_owner_change(&owner, acme.id).await), Some("company.nothing_asked"));
        ask_owner_change(&owner, acme.id, nina.member, "").await.unwrap();
        take_back_owner_change(&owner, acme.id).await.unwrap();
        assert_eq!(code(&carry_out_owner_change(&clerk(&world, 1), acme.id, "user").await), Some("company.nothing_asked"));
        ask_owner_change(&owner, acme.id, nina.member, "").await.unwrap();
        decline_owner_change(&clerk(&world, 1), acme.id, "Ask again with the phone number.").await.unwrap();
        let mail = world.last_mail_to(&acme.owner.email).await;
        assert!(mail.text.contains("You’re still the owner") && mail.text.contains("phone number"), "{}", mail.text);
        ask_owner_change(&owner, acme.id, nina.member, "").await.unwrap();
        let block = Restated { blocked: Some(Some(BlockedBy::Person)), ..Restated::default() };
        acme.change(&world, nina.member, block).await;
        assert_eq!(code(&carry_out_owner_change(&clerk(&world, 1), acme.id, "user").await), Some("company.owner_unfit"));
        assert_eq!(stands(&world, acme.owner.account).await, Some((true, 0)));
    }

    /// COM-3
    async fn the_page_of_the_owner_asks_with_a_fresh_proof(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let nina = acme.add(&world, "nina@example.com", MemberName::new("Nina", "Next"), &[]).await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = owner.get("/c/acme/another-owner").await.expect(StatusCode::OK).body;
        assert!(page.contains("Nina Next"), "{page}");
        signed_in(&world, &nina.email).await.get("/c/acme/another-owner").await.expect(StatusCode::FORBIDDEN);
        world.advance(HOUR);
        let member = nina.member.to_string();
        let stepped = owner.post("/c/acme/another-owner", &[("member", member.as_str())]).await;
        assert!(stepped.location().starts_with("/step-up"), "{}", stepped.location());
        let mut fresh = signed_in(&world, &acme.owner.email).await;
        fresh.post("/c/acme/another-owner", &[("member", "nonsense")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let asked = fresh.post("/c/acme/another-owner", &[("member", member.as_str()), ("reason", "")]).await;
        assert_eq!(asked.location(), "/c/acme/another-owner", "{}", asked.body);
        assert!(fresh.get("/c/acme/another-owner").await.body.contains("Take back"));
        fresh.post("/c/acme/another-owner/take-back", &[]).await.expect(StatusCode::SEE_OTHER);
        // Whom the list of a large company leaves out is named by their address; somebody else's user is nobody here.
        company(&world, "Other", "en").await;
        let other = [("address", "owner@other.example.com")];
        let refused = fresh.post("/c/acme/another-owner", &other).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.body.contains("Take back"), "{}", refused.body);
        let asked = fresh.post("/c/acme/another-owner", &[("address", "NINA@example.com")]).await;
        assert_eq!(asked.location(), "/c/acme/another-owner", "{}", asked.body);
        assert!(fresh.get("/c/acme/another-owner").await.body.contains("Take back"));
    }

    /// COM-3
    async fn a_letter_takes_two_clerks_and_time_to_object(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "Manager"), &[CompanyRight::ManageUsers]).await;
        let nina = account(&world, "nina@example.com").await;
        let (one, two) = (clerk(&world, 1), clerk(&world, 2));
        let without = BeginOwnerChange { has_letter: false, ..letter(acme.id, "nina@example.com", "user") };
        assert_eq!(code(&begin_owner_change(&one, &without).await), Some("company.letter_missing"));
        let unknown = letter(acme.id, "nobody@example.com", "user");
        assert_eq!(code(&begin_owner_change(&one, &unknown).await), Some("company.owner_unfit"));
        let silent = BeginOwnerChange { reason: " ".into(), ..letter(acme.id, "nina@example.com", "user") };
        assert_eq!(code(&begin_owner_change(&one, &silent).await), Some("company.reason_wrong"));
        let proposal = begin_owner_change(&one, &letter(acme.id, "nina@example.com", "user")).await.unwrap();
        let again = begin_owner_change(&two, &letter(acme.id, "nina@example.com", "user")).await;
        assert_eq!(code(&again), Some("company.owner_change_waits"));
        assert_eq!(code(&approve_proposal(&one, proposal).await), Some("proposal.own"), "the same person never approves");
        assert_eq!(code(&approve_proposal(&world.cx_staff(&[Role::Lab]), proposal).await), Some("staff.not_allowed"));
        assert_eq!(code(&withdraw_proposal(&two, proposal).await), Some("proposal.not_own"));
        assert_eq!(state(&world, acme.id).await, OwnerChangeState::Waiting, "what was refused changed nothing");
        let page = staff(&world, "support").get(&format!("/staff/companies/{}", acme.id)).await.expect(StatusCode::OK).body;
        assert!(page.contains("Nina Next") && page.contains("R-4711"), "{page}");
        assert!(!world.dump().await.contains("R-4711"), "what the letter says is sealed");
        assert_eq!(approve_proposal(&two, proposal).await.unwrap(), Approved::Planned);
        assert_eq!(stands(&world, acme.owner.account).await, Some((true, 0)), "not yet");
        for (told, has_link) in [(acme.owner.email.as_str(), true), (mia.email.as_str(), true), ("nina@example.com", false)] {
            let mail = world.last_mail_to(told).await;
            assert_eq!((mail.kind.as_str(), mail.text.contains("/keep-owner?token=")), ("companies.owner_planned", has_link), "{told}");
        }
        world.advance(72 * HOUR - 1);
        assert_eq!(advance_owner_changes(&world.cx()).await.unwrap(), 0);
        world.advance(1);
        assert_eq!(advance_owner_changes(&world.cx()).await.unwrap(), 1);
        assert_eq!(stands(&world, nina).await.map(|(is_owner, _)| is_owner), Some(true), "who had no company joined");
        assert_eq!(stands(&world, acme.owner.account).await, Some((false, 0)));
        let late = object_owner_change(&world.cx(), "nonsense").await;
        assert_eq!(code(&late), Some("company.objection_over"));
        assert_eq!(advance_owner_changes(&world.cx()).await.unwrap(), 0);
    }

    /// COM-3
    async fn whoever_is_told_can_stop_it_by_the_link(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "Manager"), &[CompanyRight::UseContract]).await;
        let lea = acme.add(&world, "lea@example.com", MemberName::new("Lea", "Left"), &[CompanyRight::UseContract]).await;
        account(&world, "nina@example.com").await;
        let proposal = begin_owner_change(&clerk(&world, 1), &letter(acme.id, "nina@example.com", "removed")).await.unwrap();
        approve_proposal(&clerk(&world, 2), proposal).await.unwrap();
        let mut browser = world.browser();
        let of_lea = token(&world, &lea.email).await;
        remove_member(&world.cx_of(acme.owner.account), acme.id, lea.member, true).await.unwrap();
        browser.post("/keep-owner", &[("token", of_lea.as_str())]).await.expect(StatusCode::GONE);
        assert_eq!(state(&world, acme.id).await, OwnerChangeState::Waiting, "who has left has no word in it");
        let token = token(&world, &mia.email).await;
        let carried = browser.get(&format!("/keep-owner?token={token}")).await;
        assert_eq!(carried.location(), "/keep-owner");
        let page = browser.get("/keep-owner").await.expect(StatusCode::OK);
        assert!(page.body.contains("Object to the change"), "{}", page.body);
        assert_eq!(state(&world, acme.id).await, OwnerChangeState::Waiting, "a look changes nothing");
        let stopped = browser.post("/keep-owner", &[("token", token.as_str())]).await.expect(StatusCode::OK).body;
        assert!(stopped.contains("The owner stays"), "{stopped}");
        assert_eq!(state(&world, acme.id).await, OwnerChangeState::Stopped);
        assert_eq!(world.last_mail_to("nina@example.com").await.kind, "companies.owner_stopped");
        let again = browser.post("/keep-owner", &[("token", token.as_str())]).await.expect(StatusCode::OK).body;
        assert!(again.contains("Nothing to stop"), "{again}");
        world.advance(73 * HOUR);
        assert_eq!(advance_owner_changes(&world.cx()).await.unwrap(), 0);
        assert_eq!(stands(&world, acme.owner.account).await, Some((true, 0)));
        browser.post("/keep-owner", &[("token", token.as_str())]).await.expect(StatusCode::GONE);
    }

    /// COM-3
    async fn a_change_that_cannot_happen_any_more_is_stopped(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, "nina@example.com").await;
        let other = company(&world, "Other", "en").await;
        let taken = begin_owner_change(&clerk(&world, 1), &letter(acme.id, &other.owner.email, "user")).await;
        assert_eq!(code(&taken), Some("company.owner_unfit"), "who owns another company");
        let proposal = begin_owner_change(&clerk(&world, 1), &letter(acme.id, "nina@example.com", "user")).await.unwrap();
        approve_proposal(&clerk(&world, 2), proposal).await.unwrap();
        put(&world, acme.id, CompanyState::Deleted, Some(world.cx().now().plus(7 * DAY))).await;
        world.advance(72 * HOUR);
        assert_eq!(advance_owner_changes(&world.cx()).await.unwrap(), 1, "the owner deleted the company meanwhile");
        assert_eq!((state(&world, acme.id).await, row(&world, acme.id).await.owner_member_id), (OwnerChangeState::Stopped, acme.owner.member));
        let users = company_member::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(users.iter().filter(|user| user.company_id == acme.id).count(), 1, "nobody joined");
    }

    /// COM-3
    async fn of_two_clerks_who_decide_at_once_one_does(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, "nina@example.com").await;
        let proposal = begin_owner_change(&clerk(&world, 1), &letter(acme.id, "nina@example.com", "user")).await.unwrap();
        let (two, three) = (clerk(&world, 2), clerk(&world, 3));
        let (approved, declined) = tokio::join!(approve_proposal(&two, proposal), decline_proposal(&three, proposal, "Another signature."));
        let is_planned = approved.is_ok();
        assert_ne!(is_planned, declined.is_ok());
        let expected = if is_planned { OwnerChangeState::Waiting } else { OwnerChangeState::Stopped };
        assert_eq!(state(&world, acme.id).await, expected);
    }

    /// COM-3
    async fn a_letter_that_nobody_approves_makes_room(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, "nina@example.com").await;
        let one = clerk(&world, 1);
        let proposal = begin_owner_change(&one, &letter(acme.id, "nina@example.com", "user")).await.unwrap();
        withdraw_proposal(&one, proposal).await.unwrap();
        assert_eq!(state(&world, acme.id).await, OwnerChangeState::Stopped);
        let proposal = begin_owner_change(&one, &letter(acme.id, "nina@example.com", "user")).await.unwrap();
        world.advance(14 * DAY);
        assert_eq!(code(&approve_proposal(&clerk(&world, 2), proposal).await), Some("proposal.expired"));
        begin_owner_change(&one, &letter(acme.id, "nina@example.com", "user")).await.unwrap();
    }
}
