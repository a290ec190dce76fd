//! What changes the right of a license, at the same moment and in any order (LIC-10, LIC-18, LIC-19).

use crate::life::{ADA, code_of, fresh, running, together, why};
use crate::shop::{Shop, Sold, activate, device, stored};
use futures::future::join_all;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Moment, Secret, Stop, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_licenses::actions::activate::{Activate, activate as take};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::merge::{Merge, merge, preview};
use gatehouse_licenses::actions::renew_license::{RenewLicense, renew_license};
use gatehouse_licenses::actions::reserve::add_reserve;
use gatehouse_licenses::actions::reveal_code::reveal_code;
use gatehouse_licenses::actions::top_up::{TopUp, top_up};
use gatehouse_licenses::actions::undo_merge::undo_merge;
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::model::life::Part;
use gatehouse_licenses::model::life_refusal::LifeRefusal;
use gatehouse_licenses::tables::{activation, license};
use gatehouse_testkit::{World, both_engines};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

async fn all(world: &World) -> Vec<license::Model> {
    license::Entity::find().all(world.app.db.reader()).await.unwrap()
}

async fn live(world: &World, license: Uuid) -> i64 {
    let seats = activation::Entity::find()
        .filter(activation::Column::LicenseId.eq(license))
        .filter(activation::Column::DeactivatedAt.is_null());
    i64::try_from(seats.count(world.app.db.reader()).await.unwrap()).unwrap()
}

/// Devices with a seat in a license or in one that was merged into it, however often.
async fn live_below(world: &World, rows: &[license::Model], id: Uuid) -> i64 {
    let mut count = 0;
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        count += live(world, id).await;
        open.extend(rows.iter().filter(|row| row.merged_into == Some(id)).map(|row| row.id));
    }
    count
}

/// Seats never exceed the right, whoever holds them.
async fn is_sound(world: &World, what: &str) {
    let rows = all(world).await;
    for row in rows.iter().filter(|row| row.superseded_at.is_none()) {
        assert!(row.seats_used <= row.seats, "{what}: {} of {}", row.seats_used, row.seats);
        assert_eq!(live_below(world, &rows, row.id).await, row.seats_used, "{what}: license {}", row.number);
    }
}

both_engines! {
    /// LIC-19
    async fn of_two_merges_of_the_same_licenses_one_wins_and_nothing_is_made_twice(world: World) {
        let shop = Shop::open(&world).await;
        let (a, b) = (running(&world, &shop, 2, 40).await, running(&world, &shop, 2, 50).await);
        let (one, two) = (fresh(&world, &shop, 4).await, fresh(&world, &shop, 4).await);
        let inputs = [together(&[&a, &b], &one), together(&[&a, &b], &two), together(&[&a, &b], &one)];
        let before = all(&world).await.len();
        let cx = world.cx_of(ADA);
        let made = join_all(inputs.iter().map(|input| merge(&cx, Behalf::Own, input))).await;
        let mut won: Vec<Uuid> = made.iter().filter_map(|made| made.as_ref().ok().copied()).collect();
        won.dedup();
        assert_eq!(won.len(), 1, "{made:?}");
        assert_eq!(all(&world).await.len(), before + 1);
        for refused in made.into_iter().filter(Result::is_err) {
            assert_eq!(why(refused), LifeRefusal::Superseded);
        }
        is_sound(&world, "merged").await;
    }

    /// LIC-19
    async fn a_renewal_comes_before_a_merge_or_is_refused(world: World) {
        let shop = Shop::open(&world).await;
        let cx = world.cx();
        for n in 0..6 {
            let (a, new) = (running(&world, &shop, 2, 40).await, fresh(&world, &shop, 2).await);
            let until = cx.now().plus(140 * DAY);
            let renewal = RenewLicense { license: a.license, until: until.rfc3339(), ..RenewLicense::default() };
            let input = together(&[&a], &new);
            let (merged, renewed) = if n % 2 == 0 {
                futures::join!(merge(&cx, Behalf::Own, &input), renew_license(&cx, &renewal))
            } else {
                let (renewed, merged) = futures::join!(renew_license(&cx, &renewal), merge(&cx, Behalf::Own, &input));
                (merged, renewed)
            };
            let made = merged.unwrap();
            let made = all(&world).await.into_iter().find(|row| row.id == made).unwrap();
            let days = made.ends_at.unwrap().since(cx.now()) / DAY;
            match renewed {
                Ok(_) => assert_eq!(days, 365 + 140, "what was renewed went in"),
                Err(Stop::Refused(refusal)) => {
                    assert_eq!((refusal, days), (LifeRefusal::Superseded, 365 + 40));
                }
                Err(Stop::Broken(fault)) => panic!("{fault}"),
            }
        }
    }

    /// LIC-18
    async fn the_same_line_told_many_times_at_once_adds_seats_once(world: World) {
        let shop = Shop::open(&world).await;
        let sold = running(&world, &shop, 1, 40).await;
        let input = TopUp { license: sold.license, seats: "3".into(), line: "ORD-9/1".into(), ..TopUp::default() };
        let cx = world.cx();
        let told = join_all((0..8).map(|_| top_up(&cx, &input))).await;
        let added = told.into_iter().filter(|told| matches!(told, Ok(Some(_)))).count();
        assert_eq!((added, stored(&world, &sold).await.seats), (1, 4));
    }

    /// LIC-19, LIC-20
    async fn a_block_and_a_reserve_that_takes_over_come_one_after_the_other(world: World) {
        let shop = Shop::open(&world).await;
        let cx = world.cx();
        for n in 0..6_u32 {
            let (a, reserve) = (running(&world, &shop, 1, 5).await, fresh(&world, &shop, 1).await);
            activate(&world, &a.code, &device(n, 0)).await;
            add_reserve(&cx, Behalf::Own, a.license, reserve.license).await.unwrap();
            let end = stored(&world, &a).await.ends_at.unwrap();
            world.advance(5 * DAY);
            let input = Block { license: a.license, reason: "over_use".into(), ..Block::default() };
            let code = Activate {
                product: "lantern".into(),
                code: Secret::new(a.code.clone()),
                fingerprint: device(n, 0),
                region: Some("DE".into()),
                ..Activate::default()
            };
            let visitor = Cx { network: None, ..world.cx_as(Actor::Visitor) };
            let (blocked, _) = futures::join!(block(&cx, &input), take(&visitor, code));
            blocked.unwrap();
            let (a, reserve) = (stored(&world, &a).await, stored(&world, &reserve).await);
            assert!(a.blocked_at.is_some());
            match reserve.superseded_at {
                Some(_) => assert!(a.ends_at.unwrap() > end && reserve.reserve_for.is_none()),
                None => assert_eq!((a.ends_at, reserve.reserve_for), (Some(end), Some(a.id))),
            }
        }
        is_sound(&world, "blocked").await;
    }

    /// LIC-10, LIC-19
    async fn however_devices_move_to_a_merged_license_there_are_never_more_than_its_seats(world: World) {
        let shop = Shop::open(&world).await;
        let (a, b) = (running(&world, &shop, 4, 40).await, running(&world, &shop, 4, 50).await);
        let new = fresh(&world, &shop, 6).await;
        for n in 0..6 {
            let code = if n < 3 { &a.code } else { &b.code };
            activate(&world, code, &device(n, 0)).await;
        }
        let made = merge(&world.cx_of(ADA), Behalf::Own, &together(&[&a, &b], &new)).await.unwrap();
        let code = code_of(&world, made).await;
        let cx = Cx { network: None, ..world.cx_as(Actor::Visitor) };
        let tries = (0..12_u32).map(|n| {
            let input = Activate {
                product: "lantern".into(),
                code: Secret::new(code.clone()),
                fingerprint: device(n % 8, 0),
                region: Some("DE".into()),
                ..Activate::default()
            };
            take(&cx, input)
        });
        join_all(tries).await;
        is_sound(&world, "moved").await;
        let rows = all(&world).await;
        assert_eq!(live_below(&world, &rows, made).await, 6);
    }

    /// LIC-10, LIC-13, LIC-18, LIC-19, LIC-20
    async fn over_any_sequence_of_steps_seats_never_exceed_the_right_and_no_end_goes_back_unasked(world: World) {
        let shop = Shop::open(&world).await;
        let mut runner = TestRunner::deterministic();
        for case in 0..4 {
            let steps = proptest::collection::vec((0..10_u8, 0..8_usize, 0..8_usize, 1..30_i64), 30);
            let steps = steps.new_tree(&mut runner).unwrap().current();
            let mut run = Run { world: &world, shop: &shop, licenses: Vec::new(), merged: BTreeMap::new() };
            run.issue(3).await;
            for (place, step) in steps.into_iter().enumerate() {
                let ends = run.ends().await;
                run.step(step).await;
                let what = format!("case {case}, step {place}: {step:?}");
                is_sound(&world, &what).await;
                for (id, end) in run.ends().await {
                    assert!(ends.get(&id).is_none_or(|before| *before <= end), "{what}: an end went back");
                }
            }
        }
    }
}

/// One sequence of steps.
struct Run<'a> {
    world: &'a World,
    shop: &'a Shop,
    licenses: Vec<Uuid>,
    /// What merges made, with the seats and ends of their parents before.
    merged: BTreeMap<Uuid, Vec<(Uuid, i64, Option<Moment>)>>,
}

impl Run<'_> {
    async fn issue(&mut self, seats: i64) {
        let sold: Sold = fresh(self.world, self.shop, seats).await;
        self.licenses.push(sold.license);
    }

    async fn rows(&self) -> Vec<license::Model> {
        all(self.world).await.into_iter().filter(|row| self.licenses.contains(&row.id)).collect()
    }

    /// The ends of those that hold; none is the latest.
    async fn ends(&self) -> BTreeMap<Uuid, i64> {
        let holds = |row: &license::Model| row.superseded_at.is_none() && row.first_activated_at.is_some();
        self.rows().await.into_iter().filter(holds).map(|row| (row.id, row.ends_order)).collect()
    }

    /// One step; what is refused changes nothing, which is looked at like all else.
    async fn step(&mut self, (what, first, second, days): (u8, usize, usize, i64)) {
        let (cx, ada) = (self.world.cx(), self.world.cx_of(ADA));
        let (one, two) = (self.licenses[first % self.licenses.len()], self.licenses[second % self.licenses.len()]);
        match what {
            0 => self.issue(days % 4 + 1).await,
            1 | 2 => {
                let Ok(code) = reveal_code(&ada, one).await else { return };
                let input = Activate {
                    product: "lantern".into(),
                    code: Secret::new(code.to_string()),
                    fingerprint: device(u32::try_from(second).unwrap(), 0),
                    region: Some("DE".into()),
                    ..Activate::default()
                };
                let cx = Cx { network: None, ..self.world.cx_as(Actor::Visitor) };
                drop(take(&cx, input).await);
            }
            3 => {
                let seats = i64::try_from(second % 3 + 1).unwrap().to_string();
                drop(top_up(&cx, &TopUp { license: one, seats, ..TopUp::default() }).await);
            }
            4 => {
                let until = cx.now().plus(days * 20 * DAY).rfc3339();
                let new_code = days % 2 == 0;
                drop(
                    renew_license(&cx, &RenewLicense { license: one, until, new_code, ..RenewLicense::default() })
                        .await,
                );
            }
            5 => self.merge(one, two).await,
            6 => self.undo(one).await,
            7 => drop(add_reserve(&ada, Behalf::Own, one, two).await),
            8 => self.free(one).await,
            _ if days == 7 => {
                let input = Block { license: one, reason: "over_use".into(), ..Block::default() };
                drop(block(&cx, &input).await);
            }
            _ => {
                self.world.advance(days * DAY);
                self.world.run_jobs().await;
            }
        }
    }

    /// Merges what fits; seat-days in are seat-days out.
    async fn merge(&mut self, one: Uuid, renewal: Uuid) {
        let cx = self.world.cx();
        let input = Merge { licenses: vec![one], renewal: Some(renewal) };
        let before = self.rows().await;
        let Ok(seen) = preview(&cx, Behalf::Own, &input).await else {
            merge(&cx, Behalf::Own, &input).await.unwrap_err();
            return;
        };
        let made = merge(&cx, Behalf::Own, &input).await.unwrap();
        let row = all(self.world).await.into_iter().find(|row| row.id == made).unwrap();
        let total: i128 = seen.parts.iter().map(|(_, part)| part.seat_time()).sum();
        let out = Part::until(row.seats, cx.now(), row.ends_at.unwrap()).seat_time();
        assert!((0..i128::from(row.seats)).contains(&(total - out)), "{total} went in, {out} came out");
        let parents = before.into_iter().filter(|row| [one, renewal].contains(&row.id));
        self.merged.insert(made, parents.map(|row| (row.id, row.seats, row.ends_at)).collect());
        self.licenses.push(made);
    }

    /// Undoes a merge; its parents are what they were.
    async fn undo(&mut self, made: Uuid) {
        if undo_merge(&self.world.cx(), Behalf::Own, made).await.is_err() {
            return;
        }
        let rows = self.rows().await;
        for (id, seats, ends) in self.merged.remove(&made).unwrap() {
            let row = rows.iter().find(|row| row.id == id).unwrap();
            assert_eq!((row.seats, row.ends_at, row.superseded_at), (seats, ends, None));
        }
    }

    /// A clerk frees the seat of some device.
    async fn free(&self, license: Uuid) {
        let seat = activation::Entity::find()
            .filter(activation::Column::LicenseId.eq(license))
            .filter(activation::Column::DeactivatedAt.is_null())
            .one(self.world.app.db.reader())
            .await
            .unwrap();
        let Some(seat) = seat else { return };
        let input = DeactivateAsStaff { license, activation: seat.id, is_confirmed: true };
        drop(deactivate_as_staff(&self.world.cx(), input).await);
    }
}
