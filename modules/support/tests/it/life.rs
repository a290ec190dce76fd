//! Answers, closing, and what support does without an answer (SUP-9, SUP-12, SUP-13).

use crate::*;
use gatehouse_db::sea_orm::IntoActiveModel as _;
use gatehouse_support::actions::answer::{Answer, answer};
use gatehouse_support::actions::answer_as_staff::{Note, add_note};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::set_status::{SetStatus, set_status};
use gatehouse_support::model::message::{Audience, Author};
use gatehouse_support::queries::{conversation, staff};
use gatehouse_support::rights::{RequestsRead, Viewer};
use gatehouse_support::tables::{support_calendar, support_target};
use gatehouse_testkit::both_engines;

fn says(text: &str) -> Answer {
    Answer { text: text.into() }
}

fn ticked() -> Close {
    Close { confirm: "true".into() }
}

both_engines! {
    /// SUP-12, SUP-13
    async fn question_and_answers_are_one_conversation(world: World) {
        let ada = customer(&world, ADA).await;
        let cx = world.cx_of(ada);
        let id = ask(&world, ada, None, &question("One thread")).await;
        reply(&world, id, "Which version is it?", Some(Status::AwaitingAnswer)).await;
        assert_eq!(row(&world, id).await.status, Status::AwaitingAnswer);
        let first = row(&world, id).await.first_answer_at;
        assert!(first.is_some());
        answer(&cx, None, id, &says("12.4")).await.unwrap();
        assert_eq!(row(&world, id).await.status, Status::Processing, "an answer is worked on");
        reply(&world, id, "Then update it.", Some(Status::SolutionProvided)).await;
        answer(&cx, None, id, &says("It did not help.")).await.unwrap();
        assert_eq!(row(&world, id).await.status, Status::Processing);
        assert_eq!(row(&world, id).await.first_answer_at, first);
        add_note(&agent(&world), id, &Note { text: "Known bug 17.".into() }).await.unwrap();
        reply(&world, id, "We look into it.", None).await;
        let all = messages(&world, id).await;
        assert_eq!(all.iter().map(|one| one.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(all.iter().filter(|one| one.is_solution).count(), 1);
        assert_eq!((all[5].audience, all[5].author), (Audience::Internal, Author::Staff));
        // Every mail is in the thread of the first one, and answers it or a later one.
        let mut told = mails(&world, "support.opened", ADA).await;
        told.extend(mails(&world, "support.answer", ADA).await);
        assert_eq!(told.len(), 4, "the number and three answers; nobody is told what they wrote, nor a note");
        let number = row(&world, id).await.number;
        assert!(told[1..].iter().all(|mail| mail.subject == format!("Re: [{number}] One thread")));
        let threads: Vec<_> = told.iter().map(|mail| mail.thread.clone().unwrap()).collect();
        for (place, thread) in threads.iter().enumerate().skip(1) {
            assert_eq!(thread.references[0], threads[0].message_id, "mail {place}");
            assert_eq!(thread.in_reply_to.as_ref(), thread.references.last());
            assert!(threads[..place].iter().all(|before| before.message_id != thread.message_id));
            assert!(thread.references.contains(&threads[place - 1].message_id), "mail {place}");
        }
        assert!(told[1].text.contains("Which version is it?"));
        // What the customer sees is the correspondence without the note.
        let seen = Viewer::own(&cx).unwrap().see(&cx, cx.read(), id).await.unwrap().unwrap();
        let (said, total) = conversation::messages(&cx, &seen, false).await.unwrap();
        assert_eq!((said.len(), total), (6, 6));
        assert!(said.iter().all(|one| !one.text.contains("Known bug")));
        assert_eq!(conversation::texts(&cx, &seen).await.unwrap().subject, "One thread");
        let may = gatehouse_context::May::<RequestsRead>::of(&agent(&world)).unwrap();
        let looked = gatehouse_context::Seen::<staff::Looked>::find(&may, id).await.unwrap().unwrap();
        assert_eq!(staff::messages(&may, &looked).await.unwrap().1, 7);
        assert!(is_whole(&world, id).await);
        assert_eq!(events(&world, id).await.len(), 7);
    }

    /// SUP-12
    async fn closing_is_once(world: World) {
        let ada = customer(&world, ADA).await;
        let cx = world.cx_of(ada);
        let id = ask(&world, ada, None, &question("Never mind")).await;
        assert_eq!(code(close(&cx, None, id, &Close::default()).await), "request.not_ticked");
        assert_eq!(close(&cx, None, id, &ticked()).await.unwrap(), Status::CanceledByUser);
        assert_eq!(code(close(&cx, None, id, &ticked()).await), "request.step", "a second click");
        assert_eq!(code(answer(&cx, None, id, &says("But")).await), "request.ended");
        let solved = ask(&world, ada, None, &question("Solve it")).await;
        reply(&world, solved, "So.", Some(Status::SolutionProvided)).await;
        assert_eq!(close(&cx, None, solved, &ticked()).await.unwrap(), Status::Closed);
        assert_eq!(mails(&world, "support.ended", ADA).await.len(), 2);
    }

    /// SUP-12
    async fn of_two_clicks_at_once_one_closes(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Twice")).await;
        let both = (0..8).map(|_| {
            let cx = world.cx_of(ada);
            tokio::spawn(async move { close(&cx, None, id, &ticked()).await.is_ok() })
        });
        let mut done = 0;
        for one in both.collect::<Vec<_>>() {
            done += usize::from(one.await.unwrap());
        }
        assert_eq!(done, 1);
        assert_eq!(mails(&world, "support.ended", ADA).await.len(), 1);
        assert!(is_whole(&world, id).await);
    }

    /// SUP-9
    async fn support_redirects_and_cancels_with_what_it_takes(world: World) {
        let ada = customer(&world, ADA).await;
        let staff = agent(&world);
        let to = |status: Status| SetStatus { status: status.word().into(), ..SetStatus::default() };
        let first = ask(&world, ada, None, &question("One")).await;
        assert_eq!(code(set_status(&staff, first, &to(Status::ClosedRedirected)).await), "request.target");
        let nowhere = SetStatus { target: "ftp://x".into(), ..to(Status::ClosedRedirected) };
        assert_eq!(code(set_status(&staff, first, &nowhere).await), "request.target");
        let link = SetStatus { target: "https://lab.example/7".into(), ..to(Status::ClosedRedirected) };
        set_status(&staff, first, &link).await.unwrap();
        let mail = mails(&world, "support.ended", ADA).await.remove(0);
        assert!(mail.text.contains("https://lab.example/7"), "{}", mail.text);
        let second = ask(&world, ada, None, &question("Two")).await;
        assert_eq!(code(set_status(&staff, second, &to(Status::CanceledBySupport)).await), "input.required");
        assert_eq!(code(set_status(&staff, second, &to(Status::SolutionProvided)).await), "request.step");
        assert_eq!(code(set_status(&staff, second, &to(Status::CanceledExpired)).await), "request.step");
        let old = SetStatus { version: Some(0), ..to(Status::ClosedRedirected) };
        assert_eq!(code(set_status(&staff, second, &old).await), "request.changed");
        let other = row(&world, first).await.number;
        let why = SetStatus {
            reason: "duplicate".into(),
            message: format!("It is the same as {other}."),
            ..to(Status::CanceledBySupport)
        };
        set_status(&staff, second, &why).await.unwrap();
        let mail = mails(&world, "support.ended", ADA).await.remove(1);
        assert!(mail.text.contains(&other) && mail.text.contains("another request"), "{}", mail.text);
        let lab = world.cx_staff(&[Role::Marketing]);
        assert_eq!(code(set_status(&lab, second, &link).await), "staff.not_allowed");
        assert_eq!(code(set_status(&staff, world.cx().id(), &link).await), "request.not_found");
    }

    /// SUP-4, SUP-17
    async fn a_contract_has_a_clock_that_waits_with_the_customer_and_standard_has_none(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Company(firm.id), 300).await;
        let contract = contract(&world, &firm, beacon, None, &["owner@acme.example.com"]).await;
        let (cx, db) = (world.cx(), world.app.db.writer());
        let calendar = support_calendar::Model {
            id: cx.id(),
            name: "Always".into(),
            zone: "Etc/UTC".into(),
            always: true,
            hours: "[[],[],[],[],[],[],[]]".into(),
            holidays: "[]".into(),
            version: 1,
        };
        support_calendar::Entity::insert(calendar.clone().into_active_model()).exec_without_returning(db).await.unwrap();
        let target = support_target::Model {
            id: cx.id(),
            level: Level::Premium,
            critical: false,
            calendar_id: calendar.id,
            first_minutes: Some(120),
            next_minutes: Some(60),
            solution_minutes: None,
            version: 1,
        };
        support_target::Entity::insert(target.into_active_model()).exec_without_returning(db).await.unwrap();
        let owner = world.cx_of(firm.owner.account);
        let standard = ask(&world, firm.owner.account, Some(firm.id), &technical(beacon)).await;
        assert_eq!(row(&world, standard).await.due_at, None);
        let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
        let id = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        let opened = row(&world, id).await;
        assert_eq!(opened.due_at, Some(opened.opened_at.plus(2 * HOUR)));
        reply(&world, id, "Which version?", Some(Status::AwaitingAnswer)).await;
        assert_eq!(row(&world, id).await.due_at, None, "it waits for the customer");
        world.advance(DAY);
        answer(&owner, Some(firm.id), id, &says("12.4")).await.unwrap();
        assert_eq!(row(&world, id).await.due_at, Some(world.cx().now().plus(HOUR)));
        reply(&world, id, "Update it.", Some(Status::SolutionProvided)).await;
        assert_eq!(row(&world, id).await.due_at, None);
    }
}
