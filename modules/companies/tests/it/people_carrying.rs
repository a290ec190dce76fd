//! Staff carry over what a user had (COM-6, COM-8), and take branches away.

use crate::licenses::past;
use crate::*;
use CompanyRight::{InviteUsers, ManageLicenses};
use gatehouse_companies::actions::carry_over::{CarryOver, CarryRefusal, carry_over};
use gatehouse_companies::actions::end_membership::{EndRefusal, end_membership};
use gatehouse_companies::actions::remove_branch::{RemoveBranchRefusal, remove_branch};
use gatehouse_companies::signals::Ended;
use gatehouse_companies::tables::former_member;
use gatehouse_core::{Outcome, Role, Stop};
use gatehouse_testkit::both_engines;

fn of(company: &TestCompany, from: Uuid, to: Uuid) -> CarryOver {
    CarryOver { company: company.id, from, to, request: "R-1234".into(), identity_checked: true }
}

fn refusal(outcome: Outcome<(), CarryRefusal>) -> Option<CarryRefusal> {
    match outcome {
        Ok(()) => None,
        Err(Stop::Refused(refusal)) => Some(refusal),
        Err(Stop::Broken(fault)) => panic!("{fault}"),
    }
}

async fn end(world: &World, company: &TestCompany, member: Uuid) {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let locked = lock(&cx, &tx, company.id).await.unwrap().unwrap();
    end_membership(&cx, &tx, &locked, member, Ended::Left).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    /// COM-6
    async fn what_a_user_had_goes_to_their_new_account_once(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let north = acme.branch(&world, "North").await;
        let old = acme.add(&world, "old@example.com", MemberName::new("Ada", "A"), &[ManageLicenses]).await;
        let new = acme.add(&world, "new@example.com", MemberName::new("Ada", "A"), &[InviteUsers]).await;
        acme.change(&world, old.member, Restated { branch: Some(Some(north)), ..Restated::default() }).await;
        let support = world.cx_staff(&[Role::Support]);
        let input = of(&acme, old.member, new.member);
        let asked = async |cx: &gatehouse_context::Cx, input: CarryOver| refusal(carry_over(cx, &input).await);
        let customer = world.cx_of(acme.owner.account);
        assert!(matches!(asked(&customer, input.clone()).await, Some(CarryRefusal::NotAllowed(_))));
        let unchecked = CarryOver { identity_checked: false, ..input.clone() };
        assert_eq!(asked(&support, unchecked).await, Some(CarryRefusal::Identity));
        assert_eq!(asked(&support, CarryOver { request: " ".into(), ..input.clone() }).await, Some(CarryRefusal::Request));
        assert_eq!(asked(&support, of(&acme, old.member, old.member)).await, Some(CarryRefusal::Same));
        let foreign = of(&acme, other.owner.member, new.member);
        assert_eq!(asked(&support, foreign).await, Some(CarryRefusal::Ended(EndRefusal::NotFound)));
        assert_eq!(asked(&support, input.clone()).await, None);
        let (before, after) = (row(&world, old.member).await.unwrap(), row(&world, new.member).await.unwrap());
        assert_eq!((before.rights_own, after.rights_own), (Rights::NONE, Rights::of(&[ManageLicenses, InviteUsers])));
        assert_eq!(after.branch_id, Some(north));
        assert_eq!(mailed(&world, "companies.carried_over").await, ["new@example.com"]);
        assert_eq!(asked(&support, input.clone()).await, Some(CarryRefusal::Before));
        end(&world, &acme, old.member).await;
        assert!(asked(&support, input).await.is_some(), "nor after they have left");
    }

    /// COM-6, COM-11: a deleted company stays as it was until staff restore it.
    async fn nothing_is_carried_over_in_a_deleted_company(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let old = acme.add(&world, "old@example.com", MemberName::new("Ada", "A"), &[ManageLicenses]).await;
        let new = acme.add(&world, "new@example.com", MemberName::new("Ada", "A"), &[]).await;
        let support = world.cx_staff(&[Role::Support]);
        let deleted = "update company set state = 'deleted', deleted_at = $1, purge_at = $2 where id = $3";
        let (now, later) = (world.cx().now(), world.cx().now().plus(gatehouse_core::DAY));
        past(&world, deleted, vec![now.0.into(), later.0.into(), acme.id.into()]).await;
        let refused = refusal(carry_over(&support, &of(&acme, old.member, new.member)).await);
        assert_eq!(refused, Some(CarryRefusal::Deleted));
        assert_eq!(row(&world, old.member).await.unwrap().rights_own, Rights::of(&[ManageLicenses]));
        past(&world, "update company set state = 'active', deleted_at = null, purge_at = null where id = $1", vec![acme.id.into()]).await;
        assert_eq!(refusal(carry_over(&support, &of(&acme, old.member, new.member)).await), None);
    }

    /// COM-8
    async fn a_history_is_tied_to_a_user_with_the_same_address_only(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let zeb = acme.add(&world, "zeb@example.com", MemberName::new("Zeb", "Q"), &[ManageLicenses]).await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "P"), &[]).await;
        end(&world, &acme, zeb.member).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, acme.id).await.unwrap().unwrap();
        let again = NewMember {
            account: zeb.account,
            name: MemberName::new("Zeb", "Q"),
            country: None,
            branch: None,
            rights: Rights::NONE,
            joined_by: JoinedBy::Invitation,
        };
        let again = add_member(&cx, &tx, &locked, &again).await.unwrap();
        tx.commit().await.unwrap();
        let support = world.cx_staff(&[Role::Support]);
        let other = refusal(carry_over(&support, &of(&acme, zeb.member, paul.member)).await);
        assert_eq!(other, Some(CarryRefusal::OtherAddress));
        assert_eq!(refusal(carry_over(&support, &of(&acme, zeb.member, again)).await), None);
        let former = former_member::Entity::find_by_id(zeb.member).one(cx.read()).await.unwrap().unwrap();
        assert_eq!(former.successor_id, Some(again));
        assert_eq!(row(&world, again).await.unwrap().rights_own, Rights::NONE, "rights of before are not given back");
        assert_eq!(refusal(carry_over(&support, &of(&acme, zeb.member, again)).await), Some(CarryRefusal::Before));
    }

    /// COM-6
    async fn a_branch_with_users_goes_only_with_a_replacement(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let (north, south) = (acme.branch(&world, "North").await, acme.branch(&world, "South").await);
        let elsewhere = company(&world, "Other", "en").await.branch(&world, "Elsewhere").await;
        let ann = acme.add(&world, "ann@example.com", MemberName::new("Ann", "A"), &[]).await;
        acme.change(&world, ann.member, Restated { branch: Some(Some(north)), ..Restated::default() }).await;
        let cx = world.cx_staff(&[Role::Support]);
        for (replacement, expected) in [
            (None, Err(RemoveBranchRefusal::Replacement)),
            (Some(north), Err(RemoveBranchRefusal::Replacement)),
            (Some(elsewhere), Err(RemoveBranchRefusal::Replacement)),
            (Some(south), Ok(1)),
        ] {
            let tx = cx.begin().await.unwrap();
            let locked = lock(&cx, &tx, acme.id).await.unwrap().unwrap();
            let removed = remove_branch(&cx, &tx, &locked, north, replacement).await;
            let removed = removed.map_err(|stop| stop.refusal().copied().unwrap());
            assert_eq!(removed, expected, "{replacement:?}");
            if removed.is_ok() { tx.commit().await.unwrap() } else { tx.rollback().await.unwrap() }
        }
        assert_eq!(row(&world, ann.member).await.unwrap().branch_id, Some(south));
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = owner.get(&acme.at("/branches")).await.body;
        assert!(page.contains("South") && !page.contains("North"), "{page}");
    }
}
