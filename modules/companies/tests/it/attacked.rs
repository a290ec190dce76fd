//! What was tried against companies and went through once: each stays shut.

use crate::deletion::delete;
use crate::directory::{Side, acme};
use crate::joining_kit::*;
use crate::licenses::{held_by, license, past};
use crate::own_sign_in::{on, person, provider, through};
use crate::settings::give_factor;
use crate::staff_companies::{clerk, code, lines};
use crate::statements::statement;
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::tables::session;
use gatehouse_address::Email;
use gatehouse_companies::actions::ask_owner_change::ask_owner_change;
use gatehouse_companies::actions::block_all::{block_all, unblock_all};
use gatehouse_companies::actions::carry_over::{CarryOver, carry_over};
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::actions::staff::carry_out_owner_change::carry_out_owner_change;
use gatehouse_companies::actions::staff::merge_companies::propose_merge;
use gatehouse_companies::actions::staff::proposals::approve_proposal;
use gatehouse_companies::model::states::{BlockedBy, InvitationState};
use gatehouse_companies::queries::domains::{Fit, fits};
use gatehouse_companies::queries::membership::of_account;
use gatehouse_companies::signals::Ended;
use gatehouse_companies::tables::{invitation, scim_token};
use gatehouse_context::subject;
use gatehouse_core::{DAY, HOUR, Role};
use gatehouse_db::sea_orm::PaginatorTrait as _;
use gatehouse_privacy::tables::consent;
use gatehouse_testkit::both_engines;
use serde_json::{Value, json};

/// How many sessions may make sensitive changes now.
async fn elevated(world: &World) -> usize {
    let all = session::Entity::find().all(world.app.db.reader()).await.unwrap();
    all.iter().filter(|row| row.elevated_until > world.cx().now()).count()
}

async fn account_at(world: &World, email: &str) -> Uuid {
    let cx = world.cx();
    gatehouse_accounts::contacts::find_by_email(&cx, cx.read(), email).await.unwrap().unwrap()
}

/// A domain that a company has proven, with those below it.
async fn holds(world: &World, company: &TestCompany, domain: &str) {
    let text = "insert into company_domain (id, company_id, domain, subdomains, token, state, checks, told, absent_days, \
                claimed_by, claimed_at) values ($1, $2, $3, true, $4, 'verified', 0, 0, 0, $5, 0)";
    let values = vec![
        world.cx().id().into(),
        company.id.into(),
        domain.to_owned().into(),
        vec![0_u8].into(),
        company.owner.member.into(),
    ];
    past(world, text, values).await;
}

async fn key_is_left(world: &World, of: Uuid) -> bool {
    let cx = world.cx();
    subject::stored_key(&cx, cx.read(), of).await.unwrap().is_some()
}

both_engines! {
    /// COM-14, ACC-10: whoever runs the company's provider opens nothing of the personal side, not even for ten minutes.
    async fn the_companys_provider_is_no_fresh_proof_in_a_persons_own_session(world: World) {
        let acme = company(&world, "Acme", "en").await;
        proven(&world, &acme, "acme.example").await;
        let paul = acme.add(&world, "paul@acme.example", MemberName::new("Paul", "P"), &[]).await;
        let (_, place) = on(&world, &acme, "realm", false).await;
        provider(&world).is(person("p-1", &paul.email));
        let mut own = signed_in(&world, &paul.email).await;
        assert_eq!(through(&world, &mut own, &place).await.location(), format!("{place}/connect"));
        assert_eq!(own.post(&format!("{place}/connect"), &[]).await.location(), "/c/acme");
        world.advance(HOUR);
        assert_eq!(elevated(&world).await, 0);
        assert_eq!(through(&world, &mut own, &place).await.location(), "/c/acme");
        own.get("/c/acme").await.expect(StatusCode::OK);
        own.get("/account").await.expect(StatusCode::OK);
        assert_eq!(elevated(&world).await, 0, "the provider is a proof for the personal side");
        // In the session that it opened it is one: there it opens the company alone.
        let mut inside = world.browser();
        through(&world, &mut inside, &place).await;
        world.advance(HOUR);
        assert_eq!(elevated(&world).await, 0);
        assert_eq!(through(&world, &mut inside, &place).await.location(), "/c/acme");
        assert_eq!(elevated(&world).await, 1);
        assert!(inside.get("/account").await.location().starts_with("/sign-in"));
    }

    /// COM-14: a second step that somebody has and did not give is none.
    async fn a_required_second_step_is_given_in_the_session_that_comes_in(world: World) {
        let acme = company(&world, "Acme", "en").await;
        proven(&world, &acme, "acme.example").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let (_, place) = on(&world, &acme, "realm", true).await;
        provider(&world).is(person("a-1", "aiko@acme.example"));
        let mut aiko = world.browser();
        assert_eq!(through(&world, &mut aiko, &place).await.location(), "/c/acme");
        welcome(&mut aiko).await;
        let mut own = signed_in(&world, &paul.email).await;
        past(&world, "update company set require_factor = true", vec![]).await;
        assert!(aiko.get("/c/acme").await.location().starts_with("/company/two-step"));
        give_factor(&world, account_at(&world, "aiko@acme.example").await).await;
        give_factor(&world, paul.account).await;
        let led = aiko.get("/c/acme").await.location();
        assert!(led.starts_with("/company/two-step"), "by the provider's word alone: {led}");
        own.get("/c/acme").await.expect(StatusCode::OK);
    }

    /// COM-2, LIC-23: a code that leaked, added by a company that has stood for long.
    async fn nobody_falls_to_a_company_by_a_license_that_a_clerk_still_looks_at(world: World) {
        let id = license(&world, "LEAKED", true).await;
        let evil = company(&world, "Evil", "en").await;
        held_by(&world, id, evil.id).await;
        let (mut victim, place) = join(&world, "victim@acme.example.com", "LEAKED").await;
        assert_eq!(place, "/companies/joining?why=unverified");
        assert_eq!(members_of(&world, evil.id).await.len(), 1);
        assert_eq!(lines(&world, "company.second_claim").await, 1, "the clerk sees it");
        welcome(&mut victim).await;
        victim.post("/companies/joining", &[]).await;
        assert_eq!(lines(&world, "company.second_claim").await, 1, "once a day, however often somebody tries");
        past(&world, "update test_license set pending = false", vec![]).await;
        assert_eq!(victim.post("/companies/joining", &[]).await.location(), "/c/evil");
    }

    /// COM-14: the longest domain wins, whoever has it.
    async fn a_domain_above_speaks_for_nobody_of_one_that_another_company_has_proven(world: World) {
        let (group, europe) = (company(&world, "Group", "en").await, company(&world, "Europe", "en").await);
        holds(&world, &group, "acme.example").await;
        let reader = world.app.db.reader();
        let (own, other) = (Email::parse("a@eu.acme.example").unwrap(), Email::parse("a@us.acme.example").unwrap());
        assert_eq!(fits(reader, group.id, &own).await.unwrap(), Fit::Verified);
        holds(&world, &europe, "eu.acme.example").await;
        assert_eq!(fits(reader, group.id, &own).await.unwrap(), Fit::None);
        assert_eq!(fits(reader, europe.id, &own).await.unwrap(), Fit::Verified);
        assert_eq!(fits(reader, group.id, &other).await.unwrap(), Fit::Verified);
        assert_eq!(fits(reader, europe.id, &other).await.unwrap(), Fit::None);
    }

    /// COM-11, PRI-3: what a backup still has of the directory's users cannot be opened.
    async fn no_key_of_the_directorys_users_is_left_of_a_company(world: World) {
        let (first, mut side) = acme(&world).await;
        let user = Uuid::parse_str(&side.user("aiko@acme.example").await).unwrap();
        assert!(key_is_left(&world, user).await);
        delete(&world, &first).await;
        world.advance(DAY);
        world.run_jobs().await;
        assert!(!key_is_left(&world, user).await, "purged");
        let (double, left) = (company(&world, "Double", "en").await, company(&world, "Left", "en").await);
        proven(&world, &double, "double.example").await;
        let mut side = Side::of(&world, &double).await;
        let user = Uuid::parse_str(&side.user("aiko@double.example").await).unwrap();
        let proposal = propose_merge(&clerk(&world, 1), double.id, left.id, false).await.unwrap();
        approve_proposal(&clerk(&world, 2), proposal).await.unwrap();
        assert!(!key_is_left(&world, user).await, "merged");
    }

    /// COM-12, ALL-3: the log says who was blocked, not only how many.
    async fn blocking_everybody_leaves_a_line_of_each(world: World) {
        let acme = company(&world, "Acme", "en").await;
        for name in ["ann", "paul"] {
            acme.add(&world, &format!("{name}@example.com"), MemberName::new(name, "X"), &[]).await;
        }
        let cx = world.cx_of(acme.owner.account);
        assert_eq!(block_all(&cx, acme.id, true).await.unwrap(), 2);
        assert_eq!((lines(&world, "company.all_blocked").await, lines(&world, "company.member_blocked").await), (1, 2));
        assert_eq!(unblock_all(&cx, acme.id).await.unwrap(), 2);
        assert_eq!(lines(&world, "company.member_unblocked").await, 2);
    }

    /// COM-12, COM-14
    async fn a_block_by_the_directory_ends_invitations_with_rights_too(world: World) {
        let (acme, mut side) = acme(&world).await;
        let rights = [CompanyRight::InviteUsers, CompanyRight::ManageUsers, CompanyRight::ManageLicenses];
        let mia = acme.add(&world, "mia@acme.example", MemberName::new("Mia", "M"), &rights).await;
        let mut browser = signed_in(&world, &mia.email).await;
        assert!(invite(&mut browser, &acme, "ivy@example.com", &["manage_licenses"]).await.status.is_redirection());
        let id = side.user(&mia.email).await;
        for active in [false, true] {
            let change = json!([{ "op": "replace", "path": "active", "value": active }]);
            side.patch(&format!("/Users/{id}"), change).await.expect(StatusCode::OK);
        }
        let row = invitation::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!(row.state, InvitationState::Withdrawn, "it would have given rights again");
    }

    /// COM-14, ACC-14: whose password was taken away to shut a stranger out has an account of their own all the same.
    async fn an_account_without_its_password_is_not_the_companys(world: World) {
        let (_, mut side) = acme(&world).await;
        let own = account(&world, "ann@acme.example").await;
        past(&world, "update account set password_sealed = null where id = $1", vec![own.into()]).await;
        let id = side.user("ann@acme.example").await;
        let cx = world.cx();
        assert!(of_account(&cx, cx.read(), own).await.unwrap().is_none(), "nobody asked them");
        assert_eq!(world.last_mail_to("ann@acme.example").await.subject, "Invitation: Acme");
        side.send(Method::DELETE, &format!("/Users/{id}"), &Value::Null).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(account_at(&world, "ann@acme.example").await, own);
    }

    /// COM-3, COM-14: a token is the owner's, and who is owner no more has its text.
    async fn tokens_of_the_directory_end_with_the_owner_who_made_them(world: World) {
        let (acme, mut side) = acme(&world).await;
        let nina = acme.add(&world, "nina@example.com", MemberName::new("Nina", "N"), &[]).await;
        side.send(Method::GET, "/Users", &Value::Null).await.expect(StatusCode::OK);
        ask_owner_change(&world.cx_of(acme.owner.account), acme.id, nina.member, "").await.unwrap();
        carry_out_owner_change(&clerk(&world, 1), acme.id, "user").await.unwrap();
        side.send(Method::GET, "/Users", &Value::Null).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(scim_token::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
        assert_eq!(lines(&world, "company.scim_token_ended").await, 1);
    }

    /// COM-3: nobody is brought back into a company by what was asked for while they were there.
    async fn who_has_left_does_not_become_the_owner(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let nina = acme.add(&world, "nina@example.com", MemberName::new("Nina", "N"), &[]).await;
        ask_owner_change(&world.cx_of(acme.owner.account), acme.id, nina.member, "").await.unwrap();
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, acme.id).await.unwrap().unwrap();
        end_membership(&cx, &tx, &locked, nina.member, Ended::Left).await.unwrap();
        tx.commit().await.unwrap();
        let done = carry_out_owner_change(&clerk(&world, 1), acme.id, "removed").await;
        assert_eq!(code(&done), Some("company.owner_unfit"));
        assert!(of_account(&cx, cx.read(), nina.account).await.unwrap().is_none());
        assert!(of_account(&cx, cx.read(), acme.owner.account).await.unwrap().unwrap().is_owner());
    }

    /// COM-3, PRI-1: the company knows its users by the names that they have there.
    async fn the_name_in_an_account_is_not_told_to_the_company(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let nina = acme.add(&world, "nina@example.com", MemberName::new("Nina", "Next"), &[]).await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::ManageUsers]).await;
        ask_owner_change(&world.cx_of(acme.owner.account), acme.id, nina.member, "").await.unwrap();
        carry_out_owner_change(&clerk(&world, 1), acme.id, "user").await.unwrap();
        let told = world.last_mail_to(&mia.email).await;
        assert!(told.text.contains("Nina Next"), "{}", told.text);
    }

    /// COM-6, COM-12
    async fn a_blocked_user_gets_no_rights_back_by_a_new_account(world: World) {
        let acme = company(&world, "Acme", "en").await;
        for by in [BlockedBy::Person, BlockedBy::Both] {
            let (of_old, of_new) = (format!("old-{}@example.com", by.word()), format!("new-{}@example.com", by.word()));
            let old = acme.add(&world, &of_old, MemberName::new("Ada", "A"), &[CompanyRight::ManageUsers]).await;
            let new = acme.add(&world, &of_new, MemberName::new("Ada", "A"), &[]).await;
            let block = Restated { blocked: Some(Some(by)), ..Restated::default() };
            acme.change(&world, old.member, block).await;
            let input = CarryOver {
                company: acme.id, from: old.member, to: new.member, request: "R-1".into(), identity_checked: true,
            };
            carry_over(&world.cx_staff(&[Role::Support]), &input).await.unwrap();
            for member in [old.member, new.member] {
                assert_eq!(row(&world, member).await.unwrap().rights_own, Rights::NONE, "{by:?}");
            }
        }
    }

    /// COM-1, PRI-7: anybody can send the form with somebody's address.
    async fn what_a_stranger_ticked_is_nobodys_consent(world: World) {
        license(&world, "CODE-1", false).await;
        let terms = format!("accept_{}", statement(&world, "terms", "").await);
        let victim = "victim@acme.example.com";
        let mut form = fields(victim, "CODE-1");
        form.extend([(terms.as_str(), "true"), ("survey", "true")]);
        let sent = send_form(&mut world.browser(), &form, None).await;
        assert!(sent.location().starts_with("/companies/register/sent"), "{}", sent.body);
        let mut own = world.browser();
        let came = activate(&mut own, &link(&world, "companies.activate", victim).await).await;
        assert_eq!(came.location(), "/c/acme-inc");
        assert_eq!(consent::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
        assert_eq!(gatehouse_accounts::tables::notification_choice::Entity::find().count(world.app.db.reader()).await.unwrap(), 0);
    }

    /// COM-2, PRI-13: rights that stand in a row and not in its seal
    async fn a_row_that_was_changed_past_the_program_is_told_of_nobody(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        let id = license(&world, "CODE-1", false).await;
        held_by(&world, id, acme.id).await;
        past(&world, "update company set join_by_license = 'approve'", vec![]).await;
        past(&world, "update company_member set rights_own = 255 where id = $1", vec![paul.member.into()]).await;
        assert_eq!(join(&world, "new@example.com", "CODE-1").await.1, "/companies/joining");
        world.run_jobs().await;
        assert_eq!(mailed(&world, "companies.join_asked").await, [acme.owner.email.as_str()]);
    }
}
