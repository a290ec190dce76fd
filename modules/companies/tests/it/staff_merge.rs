//! Two companies that are one become one.

use crate::directory::Side;
use crate::staff_companies::{clerk, code, lines, row};
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::scim::map_group::{MapGroup, map_group};
use gatehouse_companies::actions::staff::merge_companies::propose_merge;
use gatehouse_companies::actions::staff::proposals::{Approved, approve_proposal};
use gatehouse_companies::queries::membership::of_account;
use gatehouse_companies::tables::{branch, company as companies, company_member, company_slug};
use gatehouse_context::subject;
use gatehouse_core::Role;
use gatehouse_db::sea_orm::{ColumnTrait as _, QueryFilter as _};
use gatehouse_testkit::{both_engines, staff};

/// Somebody with an account becomes a user.
async fn come(world: &World, company: &TestCompany, account: Uuid, name: MemberName) -> Uuid {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let held = lock(&cx, &tx, company.id).await.unwrap().unwrap();
    let (rights, joined_by) = (Rights::NONE, JoinedBy::Staff);
    let new = NewMember { account, name, country: None, branch: None, rights, joined_by };
    let member = add_member(&cx, &tx, &held, &new).await.unwrap();
    tx.commit().await.unwrap();
    member
}

both_engines! {
    /// COM-1, COM-3, COM-6
    async fn the_users_of_a_double_go_into_the_other_company_without_their_rights(world: World) {
        let double = company(&world, "Acme", "en").await;
        let acme = company(&world, "Acme-GmbH", "en").await;
        let (north, east) = (double.branch(&world, "North").await, double.branch(&world, "East").await);
        let same = acme.branch(&world, "north").await;
        let mia = double.add(&world, "mia@example.com", MemberName::new("Mia", "Manager"), &[CompanyRight::ManageUsers]).await;
        let ann = double.add(&world, "ann@example.com", MemberName::new("Ann", "Abel"), &[]).await;
        double.change(&world, mia.member, Restated { branch: Some(Some(north)), ..Restated::default() }).await;
        double.change(&world, ann.member, Restated { branch: Some(Some(east)), ..Restated::default() }).await;
        let (one, two) = (clerk(&world, 1), clerk(&world, 2));
        assert_eq!(code(&propose_merge(&one, double.id, double.id, true).await), Some("company.merge_same"));
        assert_eq!(code(&propose_merge(&one, double.id, Uuid::from_u128(7), true).await), Some("company.unknown"));
        assert_eq!(code(&propose_merge(&world.cx_staff(&[Role::Privacy]), double.id, acme.id, true).await), Some("staff.not_allowed"));
        let proposal = propose_merge(&one, double.id, acme.id, true).await.unwrap();
        assert_eq!(code(&propose_merge(&two, double.id, acme.id, false).await), Some("company.merge_proposed"));
        assert_eq!(code(&approve_proposal(&one, proposal).await), Some("proposal.own"));
        assert_eq!(approve_proposal(&two, proposal).await.unwrap(), Approved::Merged(acme.id));
        let cx = world.cx();
        for (person, rights) in [(&double.owner, 8), (&mia, 0), (&ann, 0)] {
            let found = of_account(&cx, cx.read(), person.account).await.unwrap().unwrap();
            assert_eq!((found.company().id, found.member().id), (acme.id, person.member), "the id stays");
            assert_eq!((found.standing().own.words().len(), found.is_owner()), (rights, false), "{}", person.email);
        }
        assert!(companies::Entity::find_by_id(double.id).one(cx.read()).await.unwrap().is_none());
        assert!(subject::stored_key(&cx, cx.read(), double.id).await.unwrap().is_none());
        let own = branch::Entity::find().filter(branch::Column::CompanyId.eq(acme.id)).all(cx.read()).await.unwrap();
        assert_eq!(own.len(), 2, "one of the same name, and one that came");
        let moved = company_member::Entity::find_by_id(mia.member).one(cx.read()).await.unwrap().unwrap();
        assert_eq!(moved.branch_id, Some(same));
        let page = staff(&world, "support").get(&format!("/staff/companies/{}/users", acme.id)).await.expect(StatusCode::OK).body;
        assert!(page.find("Ann Abel") < page.find("Mia Manager") && page.find("Mia Manager") < page.find("Olga Owner"), "{page}");
        let answer = signed_in(&world, &ann.email).await.get("/c/acme").await;
        assert_eq!(answer.location(), "/c/acme-gmbh", "the double's word leads there");
        let words = company_slug::Entity::find().filter(company_slug::Column::CompanyId.eq(acme.id)).all(cx.read()).await.unwrap();
        assert_eq!(words.iter().filter(|word| word.current).count(), 1);
        assert_eq!(world.last_mail_to(&ann.email).await.kind, "companies.merged");
        assert!(world.last_mail_to(&acme.owner.email).await.text.contains("3 users of Acme"));
        assert_eq!(lines(&world, "company.merged").await, 1);
        assert_eq!(row(&world, acme.id).await.owner_member_id, acme.owner.member);
    }

    /// COM-14: the directory of the company that is left gives what its groups give
    async fn who_moves_has_the_rights_of_the_other_companys_directory_where_it_names_them(world: World) {
        let double = company(&world, "Acme", "en").await;
        let acme = company(&world, "Acme-GmbH", "en").await;
        proven(&world, &acme, "acme.example").await;
        let mut side = Side::of(&world, &acme).await;
        // The directory waits for somebody who has an account of their own, and comes to the double.
        let mia = account(&world, "mia@acme.example").await;
        let id = side.user("mia@acme.example").await;
        let name = MemberName::new("Mia", "Manager");
        let mia = Person { email: "mia@acme.example".into(), account: mia, member: come(&world, &double, mia, name).await };
        let ann = double.add(&world, "ann@other.example", MemberName::new("Ann", "Abel"), &[]).await;
        for of in [&mia, &ann] {
            let groups = Restated { groups: Some(Rights::of(&[CompanyRight::ManageUsers])), ..Restated::default() };
            double.change(&world, of.member, groups).await;
        }
        let group = side.group("Licensing", &[&id]).await;
        let form = MapGroup { group, rights: vec!["manage_licenses".into()], branch: String::new() };
        map_group(&world.cx_of(acme.owner.account), acme.id, &form).await.unwrap();
        let (one, two) = (clerk(&world, 1), clerk(&world, 2));
        let proposal = propose_merge(&one, double.id, acme.id, false).await.unwrap();
        let page = staff(&world, "support").get(&format!("/staff/companies/{}", double.id)).await.expect(StatusCode::OK).body;
        assert!(page.contains("whom the other company’s directory names too"), "{page}");
        approve_proposal(&two, proposal).await.unwrap();
        let cx = world.cx();
        for (person, groups) in [(&mia, Rights::of(&[CompanyRight::ManageLicenses])), (&ann, Rights::NONE)] {
            let found = of_account(&cx, cx.read(), person.account).await.unwrap().unwrap();
            assert_eq!((found.company().id, found.standing().groups), (acme.id, groups), "{}", person.email);
        }
    }

    /// COM-3
    async fn the_page_proposes_by_the_companys_address_and_with_a_fresh_proof(world: World) {
        let double = company(&world, "Acme", "en").await;
        company(&world, "Apex", "en").await;
        let at = format!("/staff/companies/{}/merge", double.id);
        let mut support = staff(&world, "support");
        support.get(&at).await.expect(StatusCode::OK);
        let stepped = support.post(&at, &[("into", "apex")]).await;
        assert!(stepped.location().starts_with("/staff/step-up"), "{}", stepped.location());
        let mut proven = staff(&world, "support-proven");
        let unknown = proven.post(&at, &[("into", "nobody")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(unknown.contains("No company has this address"), "{unknown}");
        proven.post(&at, &[("into", "acme")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        proven.post(&at, &[("into", "apex")]).await.expect(StatusCode::SEE_OTHER);
        let page = support.get(&format!("/staff/companies/{}", double.id)).await.expect(StatusCode::OK).body;
        assert!(page.contains("You proposed this"), "{page}");
        let apex = staff(&world, "licensing").get("/staff/companies").await.body;
        assert!(apex.contains("Apex"));
    }
}
