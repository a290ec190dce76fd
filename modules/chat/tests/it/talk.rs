//! How chats begin, are answered and end.

use crate::*;
use gatehouse_chat::actions::end::{end, end_as_staff};
use gatehouse_chat::actions::take::transfer;
use gatehouse_chat::model::limits::{KEPT, MOST_MESSAGES, MOST_WAITING, QUIET};
use gatehouse_chat::model::state::{EndedBy, Notice, State, Turn};
use gatehouse_chat::queries::chats::place;
use gatehouse_core::{DAY, HOUR, MINUTE, SECOND};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_support::actions::save_target::save_calendar;
use gatehouse_support::model::calendar::{CalendarRule, Hours};
use gatehouse_testkit::both_engines;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The question of a visitor, without an answer to the human check.
fn stranger(email: &str) -> StartChat {
    StartChat { name: "Vera Visitor".into(), email: email.into(), question: "Hello?".into(), ..StartChat::default() }
}

both_engines! {
    /// SUP-20
    async fn a_chat_is_asked_taken_answered_and_ended(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = begun(&world, ada, "Where is my code?").await;
        let waits = row(&world, chat).await;
        assert_eq!((waits.state, waits.turn, waits.last_seq, waits.staff_id), (State::Waiting, Turn::Staff, 2, None));
        assert_eq!(code(say_as_staff(&agent(&world), chat, &text("Good afternoon.")).await), "chat.not_taken");
        world.advance(MINUTE);
        take(&agent(&world), chat, false).await.unwrap();
        assert_eq!(answers(&world, chat, "Good afternoon.").await, 4);
        let open = row(&world, chat).await;
        assert_eq!((open.state, open.turn), (State::Open, Turn::Customer));
        assert_eq!(open.taken_at.unwrap().since(open.waiting_since), MINUTE);
        assert_eq!(open.erase_at, world.cx().now().plus(KEPT));
        assert_eq!(says(&world, ada, chat, "Thank you!").await, 5);
        end(&world.cx_of(ada), chat, None).await.unwrap();
        end(&world.cx_of(ada), chat, None).await.unwrap();
        let over = row(&world, chat).await;
        assert_eq!((over.state, over.ended_by, over.last_seq), (State::Ended, Some(EndedBy::Customer), 6));
        for refused in [
            code(say(&world.cx_of(ada), chat, None, &text("One more")).await),
            code(say_as_staff(&agent(&world), chat, &text("One more")).await),
            code(take(&agent(&world), chat, true).await),
        ] {
            assert_eq!(refused, "chat.ended");
        }
        let said = messages(&world, chat).await;
        let notices: Vec<_> = said.iter().map(|one| one.notice).collect();
        assert_eq!(notices, [Some(Notice::Started), None, Some(Notice::Taken), None, None, Some(Notice::Ended)]);
        let dump = world.dump().await;
        for secret in ["Where is my code?", "Good afternoon.", "Thank you!"] {
            assert!(!dump.contains(secret), "{secret} lies open");
        }
    }

    /// SUP-20
    async fn the_same_message_sent_again_is_the_same_message(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let once = Say { client: Some(Uuid::from_u128(11)), text: "Only once".into() };
        let first = say(&world.cx_of(ada), chat, None, &once).await.unwrap();
        says(&world, ada, chat, "Another").await;
        assert_eq!(say(&world.cx_of(ada), chat, None, &once).await.unwrap(), first);
        assert_eq!(messages(&world, chat).await.len(), 5);
        let again = StartChat { question: "Hello?".into(), client: Some(Uuid::from_u128(12)), ..StartChat::default() };
        for _ in 0..2 {
            let went_on = start(&world.cx_of(ada), &again).await.unwrap();
            assert!(went_on.chat == chat && went_on.token.is_none(), "an account has one chat at a time");
        }
        assert_eq!(row(&world, chat).await.last_seq, 6);
    }

    /// SUP-20
    async fn numbers_have_no_gap_and_no_double_whoever_writes_at_once(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let world = Arc::new(world);
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..40_u128 {
            let world = Arc::clone(&world);
            tasks.spawn(async move {
                // Each is sent twice at once.
                let input = Say { client: Some(Uuid::from_u128(1_000 + n / 2)), text: format!("message {}", n / 2) };
                let cx = if (n / 2) % 2 == 0 { world.cx_of(ada) } else { agent(&world) };
                loop {
                    let sent = match &cx.actor {
                        Actor::Staff(_) => say_as_staff(&cx, chat, &input).await,
                        _ => say(&cx, chat, None, &input).await,
                    };
                    match sent {
                        Ok(seq) => return (n / 2, seq),
                        Err(gatehouse_core::Stop::Broken(fault)) if fault.is_busy() => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            });
        }
        let mut numbers = BTreeSet::new();
        while let Some(done) = tasks.join_next().await {
            numbers.insert(done.unwrap());
        }
        assert_eq!(numbers.len(), 20, "both senders of a message are told the same number");
        let said = messages(&world, chat).await;
        let expected: Vec<i64> = (1..=23).collect();
        assert_eq!(said.iter().map(|one| one.seq).collect::<Vec<_>>(), expected);
        assert_eq!(row(&world, chat).await.last_seq, 23);
    }

    /// SUP-20
    async fn of_two_who_take_it_one_has_it_and_it_is_handed_on_and_back(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = begun(&world, ada, "Hello?").await;
        let (one, other) = (agent(&world), kim(&world));
        let (first, second) = tokio::join!(take(&one, chat, false), take(&other, chat, false));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let (has, has_not) = if first.is_ok() { (&one, &other) } else { (&other, &one) };
        assert_eq!(code(say_as_staff(has_not, chat, &text("Me too")).await), "chat.taken");
        assert_eq!(code(end_as_staff(has_not, chat).await), "chat.taken");
        take(has_not, chat, true).await.unwrap();
        assert_eq!(code(say_as_staff(has, chat, &text("Still me")).await), "chat.taken");
        take(&one, chat, true).await.unwrap();
        let version = row(&world, chat).await.version;
        assert_eq!(code(transfer(&one, chat, Some(Uuid::from_u128(99)), Some(version)).await), "chat.no_colleague");
        assert_eq!(code(transfer(&one, chat, Some(KIM), Some(version - 1)).await), "chat.changed");
        transfer(&one, chat, Some(KIM), Some(version)).await.unwrap();
        assert_eq!(row(&world, chat).await.staff_id, Some(KIM));
        transfer(&other, chat, None, None).await.unwrap();
        let waits = row(&world, chat).await;
        assert_eq!((waits.state, waits.staff_id), (State::Waiting, None));
        let customer = world.cx_of(ada);
        assert_eq!(code(take(&customer, chat, false).await), "staff.not_allowed");
        assert_eq!(code(take(&world.cx_staff(&[Role::Marketing]), chat, false).await), "staff.not_allowed");
    }

    /// SUP-20
    async fn the_place_in_the_line_is_that_of_who_came_first(world: World) {
        let mut chats = Vec::new();
        for n in 0..3 {
            let account = customer(&world, &format!("person{n}@example.com")).await;
            chats.push(begun(&world, account, "Hello?").await);
            world.advance(SECOND);
        }
        let read = world.app.db.reader();
        for (n, chat) in (1..).zip(&chats) {
            assert_eq!(place(read, *chat).await.unwrap(), Some(n));
        }
        take(&agent(&world), chats[0], false).await.unwrap();
        assert_eq!(place(read, chats[0]).await.unwrap(), None);
        assert_eq!((place(read, chats[1]).await.unwrap(), place(read, chats[2]).await.unwrap()), (Some(1), Some(2)));
        transfer(&agent(&world), chats[0], None, None).await.unwrap();
        assert_eq!(place(read, chats[0]).await.unwrap(), Some(1), "who is handed back has not lost their place");
    }

    /// SUP-20
    async fn there_is_a_chat_by_the_hours_of_support_only(world: World) {
        let ada = customer(&world, ADA).await;
        let lead = agent(&world);
        let ask = StartChat { question: "Hello?".into(), ..StartChat::default() };
        // The world begins on a Saturday, 21 November 2026, at noon.
        let work = vec![Hours { from: 9 * 60, to: 17 * 60 }];
        let week = [work.clone(), work.clone(), work.clone(), work.clone(), work, Vec::new(), Vec::new()];
        let rule = CalendarRule { zone: "UTC".into(), always: false, week, holidays: Vec::new() };
        let calendar = save_calendar(&lead, None, "Office", &rule).await.unwrap();
        let by_hours = SaveSetting { is_on: true, calendar: Some(calendar), version: None };
        save_setting(&lead, &by_hours).await.unwrap();
        let now = world.cx().now().timestamp().to_zoned(world.app.settings.vendor_zone());
        let to_monday = 7 - i64::from(now.weekday().to_monday_zero_offset());
        world.advance(to_monday * DAY - i64::from(now.hour()) * HOUR - i64::from(now.minute()) * MINUTE + 8 * HOUR);
        assert_eq!(code(start(&world.cx_of(ada), &ask).await), "chat.closed", "Monday, 8 o'clock");
        world.advance(2 * HOUR);
        let chat = start(&world.cx_of(ada), &ask).await.unwrap().chat;
        world.advance(10 * HOUR);
        assert_eq!(code(start(&world.cx_of(ada), &ask).await), "chat.closed");
        says(&world, ada, chat, "What has begun goes on.").await;
        let unknown = SaveSetting { is_on: true, calendar: Some(Uuid::from_u128(5)), version: None };
        assert_eq!(code(save_setting(&lead, &unknown).await), "chat.calendar");
        let late = SaveSetting { is_on: false, calendar: None, version: Some(1) };
        assert_eq!(code(save_setting(&lead, &late).await), "chat.setting_changed");
        assert_eq!(code(save_setting(&world.cx_staff(&[Role::Licensing]), &by_hours).await), "staff.not_allowed");
        save_setting(&lead, &SaveSetting::default()).await.unwrap();
        let bob = customer(&world, "bob@example.com").await;
        assert_eq!(code(start(&world.cx_of(bob), &ask).await), "chat.closed");
    }

    /// SUP-20, ACC-1
    async fn a_stranger_passes_the_human_check_and_gives_name_and_address(world: World) {
        let visitor = world.cx_as(Actor::Visitor);
        assert_eq!(code(start(&visitor, &stranger("vera@example.com")).await), "human.stale");
        for (input, wrong) in [
            (StartChat { name: String::new(), ..stranger("vera@example.com") }, "name"),
            (stranger("no address"), "email"),
            (StartChat { question: " ".into(), ..stranger("vera@example.com") }, "question"),
            (StartChat { question: "x".repeat(4_001), ..stranger("vera@example.com") }, "question"),
            (StartChat { question: "gpj.\u{202e}exe".into(), ..stranger("vera@example.com") }, "question"),
        ] {
            let refused = start(&visitor, &input).await.unwrap_err();
            let refusal: &dyn gatehouse_core::Refusal = refused.refusal().unwrap();
            assert_eq!(refusal.field(), Some(wrong));
        }
        assert_eq!(chat::Entity::find().all(world.app.db.reader()).await.unwrap(), []);
    }

    /// SUP-20
    async fn a_line_has_an_end_and_so_has_a_chat(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = begun(&world, ada, "Hello?").await;
        let db = world.app.db.writer();
        chat::Entity::update_many()
            .col_expr(chat::Column::LastSeq, Expr::value(MOST_MESSAGES))
            .filter(chat::Column::Id.eq(chat))
            .exec(db)
            .await
            .unwrap();
        assert_eq!(code(say(&world.cx_of(ada), chat, None, &text("One more")).await), "chat.full");
        end(&world.cx_of(ada), chat, None).await.unwrap();
        assert_eq!(row(&world, chat).await.last_seq, MOST_MESSAGES + 1, "that it is over is said all the same");
        for n in 0..MOST_WAITING {
            let account = customer_row(&world, n).await;
            begun(&world, account, "Hello?").await;
        }
        let late = customer_row(&world, MOST_WAITING).await;
        let ask = StartChat { question: "Hello?".into(), ..StartChat::default() };
        assert_eq!(code(start(&world.cx_of(late), &ask).await), "chat.line_full");
    }

    /// SUP-20
    async fn where_nobody_says_anything_a_chat_is_over(world: World) {
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        let quiet = taken(&world, ada, "Hello?").await;
        let busy = taken(&world, bob, "Hello?").await;
        world.advance(QUIET - MINUTE);
        says(&world, bob, busy, "I am here.").await;
        world.run_jobs().await;
        assert_eq!(row(&world, quiet).await.state, State::Open);
        world.advance(MINUTE);
        world.run_jobs().await;
        let over = row(&world, quiet).await;
        assert_eq!((over.state, over.ended_by), (State::Ended, Some(EndedBy::Silence)));
        assert_eq!(messages(&world, quiet).await.last().unwrap().notice, Some(Notice::Silence));
        assert_eq!(row(&world, busy).await.state, State::Open);
    }
}

/// Accounts by the hundred.
async fn customer_row(world: &World, n: u64) -> Uuid {
    customer(world, &format!("line{n}@example.com")).await
}
