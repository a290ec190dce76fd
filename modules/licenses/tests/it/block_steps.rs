//! A block as a course of dated steps (LIC-20).

use crate::blocks::account;
use crate::clerks::{clerk, mail_of, program, staff};
use crate::shop::{Shop, Sold, activate, device, log, renew, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, Lang, Refusal as _, Role};
use gatehouse_formats::{BlockState, DeviceFingerprint, Lease, RootKey, SigningKey};
use gatehouse_licenses::actions::block::{Block, BlockRefusal, Holds, block};
use gatehouse_licenses::actions::unblock::{TakeBack, take_back, unblock};
use gatehouse_licenses::model::block_course::{BlockCourse, BlockStep};
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::tables::license;
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::json;

fn steps(sold: &Sold) -> Block {
    Block { license: sold.license, reason: "refunded".into(), in_steps: true, ..Block::default() }
}

fn back(sold: &Sold) -> TakeBack {
    TakeBack { license: sold.license, reason: "settled".into(), version: None }
}

/// A license of an account, active on one device, with the answer that it got.
async fn active(world: &World) -> (Sold, Answer) {
    let shop = Shop::open(world).await;
    let sold = shop.sell(world, 3).await;
    let holder = account(world, "ada@example.com", Lang::En).await;
    shop.give(world, &sold, holder).await;
    let answer = activate(world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
    (sold, answer)
}

/// What the product on the first device is told with its next lease.
async fn renewed(world: &World, answer: &Answer) -> Result<BlockState, String> {
    let answer = renew(world, &text(answer, "activation"), &text(answer, "renew_token"), &device(1, 0)).await;
    if answer.status != StatusCode::OK {
        return Err(answer.code());
    }
    let keys = world.browser().get("/api/v1/issuing-keys").await.expect(StatusCode::OK).json()["keys"].clone();
    let chain: Vec<String> = serde_json::from_value(keys).unwrap();
    let roots = [RootKey::new(SigningKey::from_seed(&crate::ROOT).public().clone())];
    let now = world.cx().now().seconds();
    let parts = DeviceFingerprint::parse(&device(1, 0)).unwrap();
    let lease = Lease::verify(&text(&answer, "lease"), &chain, &roots, now, "lantern", &parts).unwrap();
    Ok(lease.lic.block_state(now))
}

/// What unblocking must give back: everything but the marks of the change itself.
fn without_marks(row: license::Model) -> license::Model {
    license::Model { version: 0, status: String::new(), status_until: gatehouse_core::Moment(0), ..row }
}

async fn mails(world: &World, kind: &str) -> usize {
    world.mails().await.iter().filter(|mail| mail.kind == kind).count()
}

both_engines! {
    /// LIC-20, LIC-16
    async fn each_step_comes_on_its_day_with_its_mail_and_the_devices_know_it(world: World) {
        let (sold, answer) = active(&world).await;
        assert_eq!(block(&world.cx(), &steps(&sold)).await.unwrap(), Holds::Later);
        let told = mail_of(&world, "licenses.block_course", "ada@example.com").await;
        assert!(told.text.contains("was refunded") && told.text.contains("works with limits"), "{}", told.text);
        // Days since the block was laid; what the license is at; what the device is told; the mails so far.
        let table = [
            (0, BlockStep::Grace, Ok(BlockState::Grace), [1, 0, 0]),
            (7, BlockStep::Grace, Ok(BlockState::Grace), [1, 0, 0]),
            (8, BlockStep::Limited, Ok(BlockState::Limited), [1, 1, 0]),
            (21, BlockStep::Limited, Ok(BlockState::Limited), [1, 1, 0]),
            (22, BlockStep::Dead, Err("license.blocked".to_owned()), [1, 1, 1]),
        ];
        let begin = world.cx().now();
        for (days, step, device_is, sent) in table {
            world.advance(begin.plus(days * DAY).since(world.cx().now()));
            // The dates alone decide; the job only tells.
            let row = stored(&world, &sold).await;
            assert_eq!(BlockCourse::of(&row).unwrap().step(world.cx().now()), step, "after {days} days");
            assert_eq!(renewed(&world, &answer).await, device_is, "after {days} days");
            let further = activate(&world, &sold.code, &device(u32::try_from(100 + days).unwrap(), 0)).await;
            let is_open = step < BlockStep::Limited;
            assert_eq!(further.status.is_success(), is_open && row.seats_used < 3, "after {days} days: {}", further.body);
            world.run_jobs().await;
            world.run_jobs().await;
            let kinds = ["licenses.block_course", "licenses.block_limited", "licenses.blocked"];
            let mut found = [0; 3];
            for (place, kind) in kinds.iter().enumerate() {
                found[place] = mails(&world, kind).await;
            }
            assert_eq!(found, sent, "after {days} days");
        }
        assert_eq!(status(&stored(&world, &sold).await, world.cx().now()), Status::Blocked);
        assert_eq!(log(&world, sold.license, "license.block_limited").await, 1);
    }

    /// LIC-20
    async fn at_each_step_taking_back_gives_exactly_what_was(world: World) {
        let (sold, answer) = active(&world).await;
        let before = without_marks(stored(&world, &sold).await);
        for days in [0, 8, 22] {
            block(&world.cx(), &steps(&sold)).await.unwrap();
            world.advance(days * DAY);
            world.run_jobs().await;
            let silent = unblock(&world.cx(), sold.license, None).await.unwrap_err();
            assert_eq!(silent.refusal().map(|refusal| refusal.code()), Some("input.required"), "after {days} days");
            take_back(&world.cx(), &back(&sold)).await.unwrap();
            let now = without_marks(stored(&world, &sold).await);
            // A device that renewed may have been written down as seen; nothing else is other than before.
            assert_eq!(now, before, "after {days} days");
            assert_eq!(renewed(&world, &answer).await, Ok(BlockState::None), "after {days} days");
        }
        assert_eq!(mails(&world, "licenses.unblocked").await, 3);
        assert_eq!(log(&world, sold.license, "license.unblocked").await, 3);
    }

    /// LIC-20, ALL-8
    async fn what_an_actor_may_do_at_each_state_is_as_the_table_says(world: World) {
        let shop = Shop::open(&world).await;
        let states = ["open", "told", "grace", "limited", "dead"];
        // For each event: by a clerk in each of these states, and the code where it is refused.
        let table: [(&str, [Result<(), &str>; 5]); 3] = [
            ("block", [
                Ok(()),
                Err("license.already_blocked"),
                Err("license.already_blocked"),
                Err("license.already_blocked"),
                Err("license.already_blocked"),
            ]),
            ("take_back", [Err("license.not_blocked"), Ok(()), Ok(()), Ok(()), Ok(())]),
            ("unblock", [
                Err("license.not_blocked"),
                Err("input.required"),
                Err("input.required"),
                Err("input.required"),
                Err("input.required"),
            ]),
        ];
        for (event, expected) in table {
            for (state, expected) in states.iter().zip(expected) {
                let sold = shop.sell(&world, 2).await;
                if *state != "open" {
                    let from = world.cx().now().plus(DAY).rfc3339();
                    block(&world.cx(), &Block { from: Some(from), ..steps(&sold) }).await.unwrap();
                }
                let days = match *state { "grace" => 1, "limited" => 9, "dead" => 23, _ => 0 };
                world.advance(days * DAY + HOUR);
                for (actor, may) in [(Role::Support, false), (Role::Privacy, false), (Role::Licensing, true)] {
                    let cx = world.cx_staff(&[actor]);
                    let outcome = match event {
                        "block" => block(&cx, &steps(&sold)).await.map(drop),
                        "take_back" => take_back(&cx, &back(&sold)).await,
                        _ => unblock(&cx, sold.license, None).await,
                    };
                    let code = outcome.as_ref().err().map(|stop| stop.refusal().unwrap().code());
                    let wanted = if may { expected.err() } else { Some("staff.not_allowed") };
                    assert_eq!(code, wanted, "{event} at {state} by {actor:?}");
                }
            }
        }
    }

    /// LIC-20, ALL-9
    async fn the_days_of_a_course_are_the_clerks_or_the_operators(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let wrong = Block { grace_days: "400".into(), ..steps(&sold) };
        let refused = block(&world.cx(), &wrong).await.unwrap_err();
        assert_eq!(refused.refusal().and_then(|refusal| refusal.field().map(str::to_owned)), Some("grace_days".into()));
        let now = world.cx().now();
        let short = Block { grace_days: "2".into(), limited_days: "0".into(), ..steps(&sold) };
        block(&world.cx(), &short).await.unwrap();
        let course = BlockCourse::of(&stored(&world, &sold).await).unwrap();
        assert_eq!((course.limited, course.dead), (None, now.plus(2 * DAY)));
        take_back(&world.cx(), &back(&sold)).await.unwrap();
        let none = Block { grace_days: "0".into(), limited_days: "0".into(), ..steps(&sold) };
        assert_eq!(block(&world.cx(), &none).await.unwrap(), Holds::Now);
    }

    /// LIC-20
    async fn a_step_that_is_told_and_a_block_that_is_taken_back_at_once_end_in_one_of_the_two(world: World) {
        let (sold, _) = active(&world).await;
        block(&world.cx(), &steps(&sold)).await.unwrap();
        world.advance(8 * DAY + HOUR);
        let (cx, input) = (world.cx(), back(&sold));
        let (_, taken) = tokio::join!(world.run_jobs(), take_back(&cx, &input));
        taken.unwrap();
        world.run_jobs().await;
        let row = stored(&world, &sold).await;
        assert_eq!((row.block_from, row.block_next_at, row.block_limited_from), (None, None, None));
        assert!(mails(&world, "licenses.block_limited").await <= 1);
    }

    /// LIC-20
    async fn a_block_and_an_activation_at_once_leave_no_device_beyond_the_block(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let cx = world.cx();
        let now = Block { license: sold.license, reason: "over_use".into(), ..Block::default() };
        let parts = device(5, 0);
        let (blocked, activated) = tokio::join!(block(&cx, &now), activate(&world, &sold.code, &parts));
        assert_eq!(blocked.unwrap(), Holds::Now);
        if activated.status.is_success() {
            let again = renew(&world, &text(&activated, "activation"), &text(&activated, "renew_token"), &parts).await;
            assert_eq!(again.code(), "license.blocked", "it came before the block, and ends with its lease");
        } else {
            assert_eq!(activated.code(), "license.blocked");
        }
    }

    /// LIC-20, ALL-4
    async fn staff_and_holder_see_the_steps_with_their_dates_in_each_language(world: World) {
        let (sold, _) = active(&world).await;
        let mut clerk = clerk(&world);
        let place = format!("/staff/licenses/{}", sold.license);
        let form = clerk.get(&format!("{place}/block")).await.expect(StatusCode::OK).body;
        assert!(form.contains("name=\"in_steps\"") && form.contains("value=\"8\""), "{form}");
        let fields = [("reason", "refunded"), ("from", ""), ("in_steps", "true"), ("grace_days", "8"), ("limited_days", "14")];
        clerk.post(&format!("{place}/block"), &fields).await.expect(StatusCode::SEE_OTHER);
        for (lang, words) in [("en", "Grace period"), ("ja", "猶予期間"), ("ru", "Льготный период")] {
            let page = clerk.get(&format!("{place}?lang={lang}")).await.expect(StatusCode::OK).body;
            assert!(page.contains("id=\"block-steps\"") && page.contains(words), "{lang}: {page}");
        }
        assert!(!staff(&world, "support").get(&place).await.expect(StatusCode::OK).body.contains("/unblock"));
        let silent = clerk.post(&format!("{place}/unblock"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.body.contains("id=\"e-reason\""), "{}", silent.body);
        clerk.post(&format!("{place}/unblock"), &[("reason", "upheld")]).await.expect(StatusCode::SEE_OTHER);
        assert!(!clerk.get(&place).await.body.contains("id=\"block-steps\""));
    }

    /// LIC-20, ALL-7
    async fn a_program_blocks_in_steps_and_takes_back_with_a_reason(world: World) {
        let shop = Shop::open(&world).await;
        let sold = shop.sell(&world, 1).await;
        let mut api = program(&world, "licenses:read,licenses:write");
        let place = format!("/api/v1/licenses/{}", sold.license);
        let body = json!({ "reason": "payment_dispute", "in_steps": true, "grace_days": 3 });
        let answer = api.json(Method::POST, &format!("{place}/block"), &body).await.expect(StatusCode::OK).json();
        assert_eq!(answer["block"]["step"], json!("grace"));
        assert!(answer["block"]["limited_from"].is_string() && answer["status"] == json!("not_activated"), "{answer}");
        let refused = api.json(Method::POST, &format!("{place}/unblock"), &json!({})).await;
        assert_eq!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "input.required");
        let reason = json!({ "reason": "mistake" });
        let open = api.json(Method::POST, &format!("{place}/take-back"), &reason).await.expect(StatusCode::OK).json();
        assert_eq!(open["block"], json!(null));
        let twice = block(&world.cx(), &Block { version: Some(1), ..steps(&sold) }).await.unwrap_err();
        assert_eq!(twice.refusal(), Some(&BlockRefusal::Stale));
    }
}
