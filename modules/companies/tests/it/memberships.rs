//! Memberships begin and end.

use crate::*;
use gatehouse_companies::actions::add_member::AddRefusal;
use gatehouse_companies::actions::end_membership::{EndRefusal, end_membership};
use gatehouse_companies::queries::former::with_address;
use gatehouse_companies::queries::membership::of_account;
use gatehouse_companies::signals::Ended;
use gatehouse_companies::tables::{company as companies, company_member, company_slug, former_member};
use gatehouse_context::subject;
use gatehouse_core::Outcome;
use gatehouse_db::sea_orm::{ColumnTrait as _, PaginatorTrait as _, QueryFilter as _};
use gatehouse_testkit::both_engines;

async fn end(world: &World, company: &TestCompany, member: Uuid, ended: Ended) -> Outcome<(), EndRefusal> {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let locked = lock(&cx, &tx, company.id).await.unwrap().unwrap();
    end_membership(&cx, &tx, &locked, member, ended).await?;
    tx.commit().await.unwrap();
    Ok(())
}

both_engines! {
    /// COM-2, COM-14
    async fn a_person_is_in_one_company_at_most(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, other.id).await.unwrap().unwrap();
        let new = NewMember {
            account: acme.owner.account,
            name: MemberName::new("Olga", "Owner"),
            country: None,
            branch: None,
            rights: Rights::ALL,
            joined_by: JoinedBy::Invitation,
        };
        let refused = add_member(&cx, &tx, &locked, &new).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&AddRefusal::HasOne));
        tx.rollback().await.unwrap();
        let north = acme.branch(&world, "North").await;
        let new = NewMember { account: account(&world, "branchless@example.com").await, branch: Some(north), ..new };
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, other.id).await.unwrap().unwrap();
        let refused = add_member(&cx, &tx, &locked, &new).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&AddRefusal::NoBranch), "a branch of another company is none");
    }

    /// COM-3
    async fn the_database_itself_keeps_a_company_its_owner(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let tx = world.cx().begin().await.unwrap();
        let gone = company_member::Entity::delete_by_id(acme.owner.member).exec(&*tx).await;
        assert!(gone.is_err() || tx.commit().await.is_err(), "the owner's row went");
        let members = company_member::Entity::find().filter(company_member::Column::CompanyId.eq(acme.id));
        assert_eq!(members.count(world.app.db.reader()).await.unwrap(), 1);
        let refused = end(&world, &acme, acme.owner.member, Ended::Left).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&EndRefusal::Owner));
    }

    /// COM-4, COM-8
    async fn who_leaves_leaves_a_keyed_hash_and_nothing_else(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let name = MemberName::new("Zebulon", "Quokka");
        let zeb = acme.add(&world, "zeb@example.com", name.clone(), &[]).await;
        end(&world, &acme, zeb.member, Ended::Left).await.unwrap();
        let cx = world.cx();
        assert!(of_account(&cx, cx.read(), zeb.account).await.unwrap().is_none());
        assert!(subject::stored_key(&cx, cx.read(), zeb.member).await.unwrap().is_none(), "the name can be opened");
        let former = with_address(&cx, cx.read(), acme.id, "ZEB@example.com").await.unwrap();
        assert_eq!(former.iter().map(|row| row.id).collect::<Vec<_>>(), [zeb.member]);
        assert!(!world.dump().await.contains("zeb@"));
        // The same person can come again, and nothing of before comes back.
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, acme.id).await.unwrap().unwrap();
        let new = NewMember {
            account: zeb.account, name, country: None, branch: None, rights: Rights::NONE, joined_by: JoinedBy::Invitation,
        };
        let again = add_member(&cx, &tx, &locked, &new).await.unwrap();
        tx.commit().await.unwrap();
        assert_ne!(again, zeb.member);
    }

    /// ACC-17, COM-3
    async fn with_an_account_its_membership_ends_unless_it_owns_the_company(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let zeb = acme.add(&world, "zeb@example.com", MemberName::new("Zeb", "Q"), &[]).await;
        let form = |email: &str| [("email", email.to_owned()), ("current", PASSWORD.to_owned()), ("confirm", "true".to_owned())];
        let post = async |email: &str| {
            let form = form(email);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            signed_in(&world, email).await.post("/account/delete", &form).await
        };
        let kept = post(&acme.owner.email).await;
        assert!(!kept.status.is_redirection() && kept.body.contains("You own a company"), "{}", kept.body);
        assert!(post(&zeb.email).await.status.is_redirection());
        let left = former_member::Entity::find_by_id(zeb.member).one(world.app.db.reader()).await.unwrap();
        assert!(left.is_some());
        let own = company_member::Entity::find_by_id(acme.owner.member).one(world.app.db.reader()).await.unwrap();
        assert!(own.is_some());
    }

    /// COM-1
    async fn a_word_of_an_address_is_one_companys_for_ever(world: World) {
        let first = company(&world, "Acme", "en").await;
        let email = "second@example.com";
        let account = account(&world, email).await;
        let cx = world.cx_of(account);
        let tx = cx.begin().await.unwrap();
        let new = NewCompany {
            name: "acme".into(), lang: "en".into(), country: "DE".into(), is_unverified: true, account,
            owner: MemberName::new("Sue", "Second"),
        };
        let second = found(&cx, &tx, new).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(first.slug, "acme");
        assert!(second.slug.starts_with("acme-") && second.slug.len() == 9, "{}", second.slug);
        let row = companies::Entity::find_by_id(second.company).one(cx.read()).await.unwrap().unwrap();
        assert_eq!(row.state.word(), "unverified");
        assert_eq!(company_slug::Entity::find().count(cx.read()).await.unwrap(), 2);
    }
}
