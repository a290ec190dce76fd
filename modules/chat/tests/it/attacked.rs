//! What others try with chats, and what a page tells when nobody asks it.

use crate::pages::{signed_in, visitors};
use crate::*;
use axum::http::StatusCode;
use gatehouse_chat::actions::end::end;
use gatehouse_chat::actions::hand_over::hand_over_as_staff;
use gatehouse_chat::actions::send_transcript::send_transcript_as_staff;
use gatehouse_chat::actions::start::FORM;
use gatehouse_chat::actions::take::transfer;
use gatehouse_chat::model::limits::{MOST_OF_CHAT, MOST_OF_CUSTOMERS, MOST_VISITORS_WAITING, MOST_WITH_STAFF};
use gatehouse_chat::model::state::State;
use gatehouse_chat::queries::live::{DESK, SharedHub};
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{DAY, HOUR, MINUTE};
use gatehouse_db::sea_orm::IntoActiveModel as _;
use gatehouse_files::{ScanState, Scanned};
use gatehouse_guard::human::{HumanAnswer, challenge, solve};
use gatehouse_support::actions::save_target::save_calendar;
use gatehouse_support::model::calendar::{CalendarRule, Hours};
use gatehouse_support::tables::request_message;
use gatehouse_testkit::{Browser, both_engines, staff};
use gatehouse_web::live::Told;

fn hub(world: &World) -> SharedHub {
    std::sync::Arc::clone(world.cx().service::<SharedHub>().unwrap())
}

/// What stands beside the desk in the navigation.
async fn count(clerk: &mut Browser) -> Option<String> {
    let page = clerk.get("/staff/chats").await.expect(StatusCode::OK).body;
    let entry = page.split("href=\"/staff/chats\"").nth(1).unwrap().split("</a>").next().unwrap().to_owned();
    entry.split("class=\"count\">").nth(1).map(|rest| rest.split('<').next().unwrap().to_owned())
}

async fn looks(world: &World, chat: Uuid) -> usize {
    let log = list(&world.cx(), &AuditFilter::default(), &Default::default()).await.unwrap().items;
    log.iter().filter(|line| line.kind == "chat.viewed" && line.subject_id == Some(chat)).count()
}

both_engines! {
    /// SUP-20
    async fn nobody_writes_a_line_that_reads_as_one_of_supports(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        says(&world, ada, chat, "Thanks.\n[14:03] Support · Clerk: Your money comes back.").await;
        answers(&world, chat, "We look into it.").await;
        send_transcript_as_staff(&agent(&world), chat).await.unwrap();
        let opened = hand_over_as_staff(&agent(&world), chat, "Money").await.unwrap();
        let read = world.app.db.reader();
        let key = subject::key(&world.cx(), read, opened.id).await.unwrap();
        let row = request_message::Entity::find().filter(request_message::Column::RequestId.eq(opened.id));
        let row = row.one(read).await.unwrap().unwrap();
        let sealed = row.body_sealed.as_ref().unwrap();
        let said = key.open_text(gatehouse_support::model::places::BODY, row.id, sealed).unwrap();
        let lines: Vec<&str> = said.lines().filter(|line| !line.starts_with("    ")).collect();
        assert!(said.contains("comes back") && lines.iter().all(|line| !line.contains("comes back")), "{said}");
        assert!(lines.iter().any(|line| line.contains("] Support: We look into it.")), "{said}");
        let mail = world.mails().await.into_iter().rfind(|mail| mail.kind == "chat.transcript").unwrap();
        let forged = mail.text.lines().find(|line| line.contains("comes back")).unwrap();
        assert!(!forged.starts_with('['), "{}", mail.text);
    }

    /// SUP-20, ALL-8
    async fn pages_of_a_customer_keep_no_member_of_the_staff_from_hearing(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let hub = hub(&world);
        let listen = |most| hub.listen(&world.app, chat, (0, 3), most);
        let mut open = Vec::new();
        for _ in 0..MOST_OF_CHAT {
            open.push(listen(MOST_OF_CHAT).unwrap());
        }
        assert!(listen(MOST_OF_CHAT).is_err());
        for _ in MOST_OF_CHAT..MOST_WITH_STAFF {
            open.push(listen(MOST_WITH_STAFF).unwrap());
        }
        assert!(listen(MOST_WITH_STAFF).is_err());
        // Nor do the pages of all customers together.
        let others = (open.len()..MOST_OF_CUSTOMERS).map(|_| hub.listen(&world.app, DESK, (0, 0), usize::MAX).unwrap());
        let others: Vec<_> = others.collect();
        open.truncate(1);
        let mut page = signed_in(&world, ADA).await.header("accept", "text/event-stream");
        let at = format!("/chat/{chat}/events");
        let late: Vec<_> = (0..MOST_WITH_STAFF).map(|_| hub.listen(&world.app, DESK, (0, 0), usize::MAX).unwrap()).collect();
        page.get(&at).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        let mut clerk = staff(&world, "support").header("accept", "text/event-stream");
        assert_eq!(clerk.open(&format!("/staff/chats/{chat}/events")).await.status, StatusCode::OK);
        drop((late, others));
        assert_eq!(page.open(&at).await.status, StatusCode::OK);
    }

    /// SUP-20, ALL-3, ALL-8
    async fn whoever_of_the_staff_hears_a_chat_has_seen_it_and_another_site_hears_nothing(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let at = format!("/staff/chats/{chat}/events?after=0");
        let before = looks(&world, chat).await;
        let mut clerk = staff(&world, "support").header("accept", "text/event-stream");
        assert_eq!(clerk.open(&at).await.status, StatusCode::OK);
        assert_eq!(looks(&world, chat).await, before + 1, "though the page was never opened");
        clerk.get(&format!("/staff/chats/{chat}")).await.expect(StatusCode::OK);
        assert_eq!(clerk.open(&at).await.status, StatusCode::OK);
        assert_eq!(looks(&world, chat).await, before + 1, "loaded anew it is one look");
        for site in ["cross-site", "same-site"] {
            let mut lured = clerk.clone().header("sec-fetch-site", site);
            for stream in [at.as_str(), "/staff/chats/events"] {
                lured.get(stream).await.expect(StatusCode::FORBIDDEN);
            }
        }
        let mut page = signed_in(&world, ADA).await.header("accept", "text/event-stream");
        page = page.header("sec-fetch-site", "cross-site");
        page.get(&format!("/chat/{chat}/events")).await.expect(StatusCode::FORBIDDEN);
    }

    /// SUP-20
    async fn the_console_counts_what_waits_and_what_its_reader_has_to_answer(world: World) {
        let ada = customer(&world, ADA).await;
        let mut clerk = staff(&world, "support");
        assert_eq!(count(&mut clerk).await, None);
        let chat = begun(&world, ada, "Hello?").await;
        assert_eq!(count(&mut clerk).await.as_deref(), Some("1"), "it waits");
        take(&agent(&world), chat, false).await.unwrap();
        assert_eq!(count(&mut clerk).await.as_deref(), Some("1"), "it is their turn");
        answers(&world, chat, "Good afternoon.").await;
        assert_eq!(count(&mut clerk).await, None);
        says(&world, ada, chat, "Thank you.").await;
        assert_eq!(count(&mut clerk).await.as_deref(), Some("1"));
        let title = clerk.get(&format!("/staff/chats/{chat}")).await.expect(StatusCode::OK).body;
        assert!(title.contains("data-staff=\"/staff/chats\""), "{title}");
        transfer(&agent(&world), chat, Some(KIM), None).await.unwrap();
        assert_eq!(count(&mut clerk).await, None, "it is a colleague's");
    }

    /// SUP-20
    async fn pages_hear_that_a_chat_is_in_the_line_again_and_that_a_file_is_scanned(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        let mut page = hub(&world).listen(&world.app, chat, (3, 3), 9).unwrap();
        let cx = world.cx();
        for what in ["line", "file"] {
            if what == "line" {
                transfer(&agent(&world), chat, None, None).await.unwrap();
            } else {
                let tx = cx.begin().await.unwrap();
                cx.raise(&tx, Scanned { file: Uuid::from_u128(1), owner: chat, scan: ScanState::Clean }).await.unwrap();
                tx.commit().await.unwrap();
            }
            let told = tokio::time::timeout(Duration::from_secs(30), page.next()).await.expect(what).unwrap();
            assert!(matches!(&told, Some(Told::Word(word)) if **word == *"moved"), "{what}: {told:?}");
        }
    }

    /// SUP-20
    async fn the_way_in_stands_there_while_there_is_a_chat(world: World) {
        let ada = customer(&world, ADA).await;
        customer(&world, "bob@example.com").await;
        let chat = begun(&world, ada, "Hello?").await;
        end(&world.cx_of(ada), chat, None).await.unwrap();
        let (mut visitor, mut had, mut never) =
            (world.browser(), signed_in(&world, ADA).await, signed_in(&world, "bob@example.com").await);
        let mut shown = async || {
            let front = visitor.get("/").await.expect(StatusCode::OK).body.contains("href=\"/chat\"");
            let mut chats = Vec::new();
            for browser in [&mut had, &mut never] {
                chats.push(browser.get("/home").await.expect(StatusCode::OK).body.contains("href=\"/chats\""));
            }
            (front, chats)
        };
        assert_eq!(shown().await, (true, vec![true, true]));
        let lead = agent(&world);
        save_setting(&lead, &SaveSetting::default()).await.unwrap();
        assert_eq!(shown().await, (false, vec![true, false]), "whoever has had one finds it");
        // The world begins on a Saturday.
        let work = vec![Hours { from: 9 * 60, to: 17 * 60 }];
        let week = [work.clone(), work.clone(), work.clone(), work.clone(), work, Vec::new(), Vec::new()];
        let rule = CalendarRule { zone: "UTC".into(), always: false, week, holidays: Vec::new() };
        let calendar = save_calendar(&lead, None, "Office", &rule).await.unwrap();
        save_setting(&lead, &SaveSetting { is_on: true, calendar: Some(calendar), version: None }).await.unwrap();
        let now = world.cx().now().timestamp().to_zoned(world.app.settings.vendor_zone());
        let to_monday = 7 - i64::from(now.weekday().to_monday_zero_offset());
        world.advance(to_monday * DAY - i64::from(now.hour()) * HOUR - i64::from(now.minute()) * MINUTE + 8 * HOUR);
        assert!(!visitor_sees(&world).await, "Monday, 8 o'clock");
        world.advance(2 * HOUR);
        assert!(visitor_sees(&world).await);
        world.advance(10 * HOUR);
        assert!(!visitor_sees(&world).await);
    }

    /// SUP-20
    async fn a_clock_that_is_wrong_ends_no_chat_and_keeps_the_order(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Hello?").await;
        world.run_jobs().await;
        let right = world.cx().now();
        world.clock.set(right.plus(30 * DAY));
        world.run_jobs().await;
        assert_eq!(row(&world, chat).await.state, State::Open, "half an hour has passed by this clock alone");
        assert_eq!(says(&world, ada, chat, "Of next month").await, 4);
        world.clock.set(right.plus(-HOUR));
        assert_eq!(answers(&world, chat, "Of an hour ago").await, 5);
        assert_eq!(says(&world, ada, chat, "Of now").await, 6);
        world.run_jobs().await;
        assert_eq!(row(&world, chat).await.state, State::Open);
        let numbers: Vec<i64> = messages(&world, chat).await.iter().map(|one| one.seq).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    }

    /// SUP-20: pressed twice, sent again because the answer was lost, or both at once
    async fn a_visitors_form_that_comes_twice_is_one_chat(world: World) {
        let mut vera = world.browser();
        let human = Browser::human(&vera.get("/chat").await.expect(StatusCode::OK));
        let mut form = vec![("name", "Vera Visitor"), ("email", "vera@example.com"), ("question", "Hello?")];
        form.extend(human.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let page = vera.post("/chat", &form).await.expect(StatusCode::SEE_OTHER).location();
        assert_eq!(vera.post("/chat", &form).await.expect(StatusCode::SEE_OTHER).location(), page);
        vera.get(&page).await.expect(StatusCode::OK);
        // Whoever lost the answer has no cookie; the token of before opens nothing any more.
        let mut again = world.browser();
        again.post("/chat", &form).await.expect(StatusCode::SEE_OTHER);
        again.get(&page).await.expect(StatusCode::OK);
        vera.get(&page).await.expect(StatusCode::NOT_FOUND);
        let chats = chat::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(chats.len(), 1, "{chats:?}");
        assert_eq!(messages(&world, chats[0].id).await.len(), 2, "that it began, and the question");

        let visitor = world.cx_as(Actor::Visitor);
        let (human_token, _) = challenge(&visitor, FORM).unwrap();
        let human_nonce = solve(&human_token);
        let input = StartChat {
            name: "Olga".into(),
            email: "olga@example.com".into(),
            question: "Hello?".into(),
            human: HumanAnswer { human_token, human_nonce, ..HumanAnswer::default() },
            ..StartChat::default()
        };
        let (one, other) = tokio::join!(start(&visitor, &input), start(&visitor, &input));
        assert_eq!(one.unwrap().chat, other.unwrap().chat);
        assert_eq!(chat::Entity::find().all(world.app.db.reader()).await.unwrap().len(), 2);
    }

    /// SUP-20, ALL-8
    async fn visitors_who_wait_keep_nobody_with_an_account_from_asking(world: World) {
        visitors(&mut world.browser()).await;
        let one = chat::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        let other = |_| chat::Model { id: world.cx().id(), ..one.clone() }.into_active_model();
        let others = (1..MOST_VISITORS_WAITING).map(other);
        chat::Entity::insert_many(others).exec_without_returning(world.app.db.writer()).await.unwrap();
        let form = [("name", "Olga"), ("email", "olga@example.com"), ("question", "Hello?")];
        world.browser().post_as_human("/chat", &form).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        let ada = customer(&world, ADA).await;
        begun(&world, ada, "Hello?").await;
    }

    /// SUP-20
    async fn whom_nobody_answered_the_page_leads_on(world: World) {
        let mut vera = world.browser();
        let page = visitors(&mut vera).await;
        vera.post(&format!("{page}/end"), &[]).await.expect(StatusCode::SEE_OTHER);
        let over = vera.get(&page).await.expect(StatusCode::OK).body;
        assert!(over.contains("Nobody joined this chat in time.") && over.contains("href=\"/support\""), "{over}");
    }
}

/// SUP-20, ALL-8
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_take_nothing_of_what_a_chat_may_send() {
    let world = World::with(TestEngine::Sqlite, modules(), |parts| parts.limits = true).await;
    subject::ensure_installation(&world.app).await.unwrap();
    save_setting(&agent(&world), &SaveSetting { is_on: true, ..SaveSetting::default() }).await.unwrap();
    let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
    let chat = begun(&world, ada, "Hello?").await;
    for _ in 0..60 {
        assert_eq!(code(say(&world.cx_of(bob), chat, None, &text("x")).await), "chat.not_found");
    }
    for _ in 0..40 {
        says(&world, ada, chat, "x").await;
    }
    assert_eq!(code(say(&world.cx_of(ada), chat, None, &text("x")).await), "rate.limited");
}

async fn visitor_sees(world: &World) -> bool {
    world.browser().get("/").await.expect(StatusCode::OK).body.contains("href=\"/chat\"")
}
