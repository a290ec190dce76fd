//! Random changes of users by random users, through the actions, against the pure rules (COM-3, COM-4, COM-12): what these allow happens,
//! everything else leaves every row as it was, and the company has one owner all the time.

use crate::*;
use gatehouse_companies::actions::block::{block, unblock};
use gatehouse_companies::actions::remove_member::remove_member;
use gatehouse_companies::actions::set_rights::set_rights;
use gatehouse_companies::model::change::{self, Standing};
use gatehouse_companies::model::form::RightsForm;
use gatehouse_companies::model::states::BlockedBy;
use gatehouse_core::Stop;
use gatehouse_testkit::both_engines;

/// A generator of Knuth's constants: the same sequence on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// What the rules say of a change by somebody who may enter and manages users.
fn judged(what: u64, actor: &Standing, target: &Standing, wanted: Rights) -> Option<Option<Standing>> {
    match what {
        0 => change::set_rights(actor, target, wanted).ok().map(|own| Some(Standing { own, ..*target })),
        1 => change::may_block(actor, target)
            .ok()
            .map(|()| Some(Standing { blocked: target.blocked.or(Some(BlockedBy::Person)), ..*target })),
        2 => change::may_unblock(actor, target).ok().map(|()| Some(Standing { blocked: None, ..*target })),
        _ => change::may_remove(actor, target).ok().map(|()| None),
    }
}

both_engines! {
    /// COM-3, COM-4, COM-12
    async fn the_actions_do_what_the_rules_say_and_nothing_else(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mut people = vec![acme.owner.clone()];
        let mut model = vec![Some(Standing {
            member: acme.owner.member, is_owner: true, own: Rights::NONE, groups: Rights::NONE, blocked: None,
        })];
        for n in 0..6 {
            let managers = [CompanyRight::ManageUsers, CompanyRight::InviteUsers];
            let rights: &[CompanyRight] = if n < 3 { &managers } else { &[] };
            let name = format!("user{n}@example.com");
            let person = acme.add(&world, &name, MemberName::new("U", name.as_str()), rights).await;
            model.push(Some(Standing {
                member: person.member, is_owner: false, own: Rights::of(rights), groups: Rights::NONE, blocked: None,
            }));
            people.push(person);
        }
        let mut random = Random(20_261_129);
        let places: Vec<usize> = (0..people.len()).collect();
        for round in 0..150 {
            let (by, of) = (*random.one_of(&places), *random.one_of(&places));
            // Removing comes seldom, so that there is somebody left.
            let what = match random.below(20) { 0 => 3, n => n % 3 };
            let wanted = Rights::from_stored(i64::try_from(random.below(256)).unwrap()).unwrap();
            let actor = model[by].filter(|actor| actor.blocked.is_none() && actor.rights().has(CompanyRight::ManageUsers));
            let expected = actor.and_then(|actor| judged(what, &actor, &model[of]?, wanted));
            let version = row(&world, people[of].member).await.map_or(0, |row| row.version).to_string();
            let form = RightsForm { rights: wanted.words().into_iter().map(str::to_owned).collect(), version };
            let (cx, member) = (world.cx_of(people[by].account), people[of].member);
            let met = match what {
                0 => set_rights(&cx, acme.id, member, &form).await.map(drop),
                1 => block(&cx, acme.id, member).await,
                2 => unblock(&cx, acme.id, member).await,
                _ => remove_member(&cx, acme.id, member, true).await,
            };
            assert!(!matches!(met, Err(Stop::Broken(_))), "round {round}: {met:?}");
            assert_eq!(met.is_ok(), expected.is_some(), "round {round}: {by} does {what} to {of}: {met:?}");
            if let Some(after) = expected {
                model[of] = after;
            }
            for (person, standing) in people.iter().zip(&model) {
                let stored = row(&world, person.member).await.map(|row| (row.rights_own, row.blocked_by));
                assert_eq!(stored, standing.map(|s| (s.own, s.blocked)), "round {round}: {}", person.email);
            }
        }
    }
}
