//! The rules against a model, and by random sequences (COM-3).

use super::{Denied, Standing, accepted, invite, may_block, may_remove, may_unblock, set_rights};
use crate::model::rights::CompanyRight::{AnswerRequests, InviteUsers, ManageLicenses, ManageUsers, SeeRequests};
use crate::model::rights::Rights;
use crate::model::states::BlockedBy;
use gatehouse_core::Uuid;
use proptest::prelude::*;

fn standing(member: u128, own: Rights) -> Standing {
    Standing { member: Uuid::from_u128(member), is_owner: false, own, groups: Rights::NONE, blocked: None }
}

/// COM-3
#[test]
fn an_administrator_gives_and_takes_what_they_have_and_nothing_else() {
    let admin = standing(1, Rights::of(&[ManageUsers, InviteUsers]));
    let plain = standing(2, Rights::NONE);
    let licensed = standing(3, Rights::of(&[ManageLicenses]));
    let owner = Standing { is_owner: true, ..standing(4, Rights::NONE) };
    let invites = Rights::of(&[InviteUsers]);
    assert_eq!(set_rights(&admin, &plain, invites), Ok(invites));
    let more = Rights::of(&[ManageLicenses]);
    assert_eq!(set_rights(&admin, &plain, more), Err(Denied::MoreThanOwn(more)));
    assert_eq!(set_rights(&admin, &licensed, Rights::NONE), Err(Denied::MoreThanOwn(more)));
    assert_eq!(set_rights(&admin, &licensed, more.union(invites)), Ok(more.union(invites)));
    assert_eq!(set_rights(&admin, &owner, Rights::NONE), Err(Denied::Owner));
    assert_eq!(set_rights(&owner, &owner, Rights::NONE), Err(Denied::Owner));
    assert_eq!(set_rights(&owner, &plain, Rights::ALL), Ok(Rights::ALL));
    assert_eq!(set_rights(&plain, &admin, Rights::NONE), Err(Denied::Lacks(ManageUsers)));
    assert_eq!(set_rights(&admin, &admin, Rights::of(&[ManageUsers])), Ok(Rights::of(&[ManageUsers])));
    assert_eq!(set_rights(&admin, &admin, Rights::ALL), Err(Denied::OnlyDropOwn));
    let answers = Rights::of(&[AnswerRequests]);
    assert_eq!(set_rights(&owner, &plain, answers), Ok(answers.union(Rights::of(&[SeeRequests]))));
}

/// COM-3, COM-12
#[test]
fn nobody_removes_or_blocks_who_has_more_the_owner_or_oneself() {
    let admin = standing(1, Rights::of(&[ManageUsers]));
    let licensed = standing(3, Rights::of(&[ManageLicenses]));
    let owner = Standing { is_owner: true, ..standing(4, Rights::NONE) };
    assert_eq!(may_remove(&admin, &standing(2, Rights::NONE)), Ok(()));
    assert_eq!(may_remove(&admin, &licensed), Err(Denied::MoreThanOwn(licensed.own)));
    assert_eq!(may_block(&admin, &owner), Err(Denied::Owner));
    assert_eq!(may_block(&owner, &owner), Err(Denied::Owner));
    assert_eq!(may_remove(&admin, &admin), Err(Denied::Oneself));
    let blocked = Standing { blocked: Some(BlockedBy::Directory), ..standing(2, Rights::NONE) };
    assert_eq!(may_unblock(&owner, &blocked), Err(Denied::ByDirectory));
    // A right by the directory is one that somebody has.
    let grouped = Standing { groups: licensed.own, ..standing(5, Rights::NONE) };
    assert_eq!(may_remove(&admin, &grouped), Err(Denied::MoreThanOwn(licensed.own)));
}

/// COM-5
#[test]
fn an_invitation_gives_what_its_inviter_has_both_times() {
    let inviter = standing(1, Rights::of(&[InviteUsers]));
    assert_eq!(invite(&inviter, Rights::NONE), Ok(Rights::NONE));
    assert_eq!(invite(&inviter, inviter.own), Err(Denied::Lacks(ManageUsers)));
    assert_eq!(invite(&standing(2, Rights::of(&[ManageUsers])), Rights::NONE), Err(Denied::Lacks(InviteUsers)));
    let both = standing(3, Rights::of(&[InviteUsers, ManageUsers]));
    assert_eq!(invite(&both, both.own), Ok(both.own));
    assert_eq!(accepted(Some(&both), Rights::ALL), both.own);
    assert_eq!(accepted(Some(&Standing { blocked: Some(BlockedBy::Person), ..both }), both.own), Rights::NONE);
    assert_eq!(accepted(None, both.own), Rights::NONE);
}

/// What somebody tries.
#[derive(Clone, Debug)]
enum Try {
    Set(usize, usize, Rights),
    Remove(usize, usize),
    Block(usize, usize),
    Unblock(usize, usize),
    Invite(usize, usize, Rights),
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let rights = || (0_i64..256).prop_map(|bits| Rights::from_stored(bits).unwrap());
    let one = prop_oneof![
        (0..8_usize, 0..8_usize, rights()).prop_map(|(a, t, r)| Try::Set(a, t, r)),
        (0..8_usize, 0..8_usize).prop_map(|(a, t)| Try::Remove(a, t)),
        (0..8_usize, 0..8_usize).prop_map(|(a, t)| Try::Block(a, t)),
        (0..8_usize, 0..8_usize).prop_map(|(a, t)| Try::Unblock(a, t)),
        (0..8_usize, 0..8_usize, rights()).prop_map(|(a, t, r)| Try::Invite(a, t, r)),
    ];
    prop::collection::vec(one, 1..40)
}

/// A place of the model: nobody, or a member. Places 0 to 3 are one company, whose owner is 0; 4 to 7 another one, whose owner is 4.
type People = Vec<Option<Standing>>;

fn people(first: Rights, second: Rights) -> People {
    let of = |at: u128| {
        let own = match at % 4 {
            1 => first,
            2 => second,
            _ => Rights::NONE,
        };
        Some(Standing { is_owner: at.is_multiple_of(4), ..standing(at, own) })
    };
    (0..8).map(of).collect()
}

fn apply(people: &mut People, tried: &Try) {
    let (Try::Set(a, t, _) | Try::Remove(a, t) | Try::Block(a, t) | Try::Unblock(a, t) | Try::Invite(a, t, _)) = *tried;
    // Who is not in the company of the address, or blocked, never gets as far as the rules.
    let Some(actor) = people[a].filter(|actor| actor.blocked.is_none() && a / 4 == t / 4) else { return };
    let target = people[t];
    match (tried, target) {
        (Try::Set(_, _, wanted), Some(target)) => {
            if let Ok(own) = set_rights(&actor, &target, *wanted) {
                people[t] = Some(Standing { own, ..target });
            }
        }
        (Try::Remove(..), Some(target)) if may_remove(&actor, &target).is_ok() => people[t] = None,
        (Try::Block(..), Some(target)) if may_block(&actor, &target).is_ok() => {
            people[t] = Some(Standing { blocked: Some(BlockedBy::Person), ..target });
        }
        (Try::Unblock(..), Some(target)) if may_unblock(&actor, &target).is_ok() => {
            people[t] = Some(Standing { blocked: None, ..target });
        }
        (Try::Invite(_, _, wanted), None) => {
            if let Ok(wanted) = invite(&actor, *wanted) {
                people[t] = Some(standing(t as u128, accepted(Some(&actor), wanted)));
            }
        }
        _ => {}
    }
}

fn rights_of(person: Option<Standing>) -> Rights {
    person.map_or(Rights::NONE, |person| person.own)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    /// COM-3
    #[test]
    fn after_any_sequence_there_is_one_owner_and_nobody_got_what_nobody_gave(
        first in 0_i64..256, second in 0_i64..256, tries in tries(),
    ) {
        let mut now = people(Rights::from_stored(first).unwrap(), Rights::from_stored(second).unwrap());
        for tried in &tries {
            let before = now.clone();
            apply(&mut now, tried);
            let (Try::Set(a, t, _) | Try::Remove(a, t) | Try::Block(a, t) | Try::Unblock(a, t) | Try::Invite(a, t, _)) = *tried;
            let actor = before[a];
            let has = actor.map_or(Rights::NONE, |actor| actor.rights());
            for at in 0..8 {
                if now[at] == before[at] {
                    continue;
                }
                prop_assert_eq!(at, t, "somebody else was changed");
                prop_assert_eq!(a / 4, t / 4, "another company was changed");
                let target = before[at];
                prop_assert!(!target.is_some_and(|target| target.is_owner), "an owner was changed");
                let changed = rights_of(now[at]).changed(rights_of(target));
                match tried {
                    // Giving up one's own is changing what one has.
                    Try::Set(..) | Try::Invite(..) => {
                        let allowed = if a == t { rights_of(target).union(has) } else { has };
                        prop_assert!(allowed.has_all(changed), "a right came or went by somebody without it");
                        prop_assert!(a != t || rights_of(target).has_all(rights_of(now[at])), "somebody raised themselves");
                    }
                    _ => {
                        let theirs = target.map_or(Rights::NONE, |target| target.rights());
                        prop_assert!(has.has_all(theirs) && a != t, "somebody with more was removed or blocked");
                    }
                }
            }
            for company in [0, 4] {
                let owners = (company..company + 4).filter(|at| now[*at].is_some_and(|one| one.is_owner));
                prop_assert_eq!(owners.collect::<Vec<_>>(), vec![company]);
                prop_assert!(now[company].is_some_and(|owner| owner.blocked.is_none()));
            }
        }
    }
}
