//! Entering a company: by a right of one's own, read again behind the lock.

use crate::*;
use gatehouse_companies::enter;
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_companies::rights::{Any, In, InviteUsers, Locked, ManageUsers, Member, Owner, Right};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Stop};
use gatehouse_db::Tx;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_testkit::both_engines;

type Entered<'t, R> = Outcome<(In<'t, R>, Locked<'t>), EnterRefusal>;

async fn enters<'t, R: Right>(cx: &Cx, tx: &'t Tx, company: Uuid) -> Entered<'t, R> {
    enter(cx, tx, company).await
}

/// Why somebody does not get in with the right; `None` where they do.
async fn refused<R: Right>(world: &World, account: Uuid, company: Uuid) -> Option<EnterRefusal> {
    let cx = world.cx_of(account);
    let tx = cx.begin().await.unwrap();
    let refusal = match enters::<R>(&cx, &tx, company).await {
        Ok((by, locked)) => {
            assert_eq!((by.company(), locked.id(), by.account()), (company, company, account));
            None
        }
        Err(Stop::Refused(refusal)) => Some(refusal),
        Err(Stop::Broken(fault)) => panic!("{fault}"),
    };
    tx.rollback().await.unwrap();
    refusal
}

async fn past(world: &World, text: &str, values: Vec<gatehouse_db::sea_orm::Value>) {
    let db = &world.app.db;
    db.writer().execute_raw(Statement::from_sql_and_values(db.backend(), text, values)).await.unwrap();
}

both_engines! {
    /// COM-3, ALL-8
    async fn a_right_opens_what_it_names_and_nothing_else(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "Manager"), &[CompanyRight::ManageUsers]).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "Plain"), &[]).await;
        let stranger = account(&world, "stranger@example.com").await;
        for all in [&acme.owner, &mia, &paul] {
            assert_eq!(refused::<Member>(&world, all.account, acme.id).await, None);
        }
        assert_eq!(refused::<ManageUsers>(&world, mia.account, acme.id).await, None);
        assert_eq!(refused::<Any<(ManageUsers, InviteUsers)>>(&world, mia.account, acme.id).await, None);
        assert_eq!(refused::<Owner>(&world, acme.owner.account, acme.id).await, None);
        assert_eq!(refused::<InviteUsers>(&world, acme.owner.account, acme.id).await, None, "an owner has every right");
        let lacks = refused::<ManageUsers>(&world, paul.account, acme.id).await.unwrap();
        let EnterRefusal::Lacks(lacks) = lacks else { panic!("{lacks:?}") };
        assert_eq!(lacks.givers, ["Olga Owner", "Mia Manager"]);
        assert!(matches!(refused::<InviteUsers>(&world, mia.account, acme.id).await, Some(EnterRefusal::Lacks(_))));
        assert!(matches!(refused::<Owner>(&world, mia.account, acme.id).await, Some(EnterRefusal::Lacks(_))));
        for nobody in [stranger, other.owner.account] {
            let refusal = refused::<Member>(&world, nobody, acme.id).await;
            assert!(matches!(refusal, Some(EnterRefusal::NoMember(_))), "{refusal:?}");
        }
        assert_eq!(refused::<Member>(&world, stranger, Uuid::from_u128(7)).await, Some(EnterRefusal::NotFound));
    }

    /// COM-12
    async fn who_is_blocked_does_not_get_in(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::ManageUsers]).await;
        let block = Restated { blocked: Some(Some(gatehouse_companies::model::states::BlockedBy::Person)), ..Restated::default() };
        acme.change(&world, mia.member, block).await;
        assert!(matches!(refused::<ManageUsers>(&world, mia.account, acme.id).await, Some(EnterRefusal::Blocked(_))));
        acme.change(&world, mia.member, Restated { blocked: Some(None), ..Restated::default() }).await;
        assert_eq!(refused::<ManageUsers>(&world, mia.account, acme.id).await, None);
    }

    /// PRI-13, COM-3
    async fn a_row_that_was_changed_past_the_program_gives_nothing(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        past(&world, "update company_member set rights_own = 255 where id = $1", vec![paul.member.into()]).await;
        assert!(matches!(refused::<Member>(&world, paul.account, acme.id).await, Some(EnterRefusal::NoMember(_))));
        past(&world, "update company_member set rights_own = 0 where id = $1", vec![paul.member.into()]).await;
        assert_eq!(refused::<Member>(&world, paul.account, acme.id).await, None);
        let owner = vec![paul.member.into(), acme.id.into()];
        past(&world, "update company set owner_member_id = $1 where id = $2", owner).await;
        assert!(matches!(refused::<Owner>(&world, paul.account, acme.id).await, Some(EnterRefusal::Lacks(_))));
    }

    /// COM-14
    async fn a_company_that_demands_a_second_factor_keeps_out_who_has_none(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        past(&world, "update company set require_factor = true where id = $1", vec![acme.id.into()]).await;
        assert!(matches!(refused::<Member>(&world, paul.account, acme.id).await, Some(EnterRefusal::FactorDue(_))));
        assert_eq!(refused::<Member>(&world, acme.owner.account, acme.id).await, None, "an owner can take it back");
    }
}
