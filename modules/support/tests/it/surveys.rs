//! Surveys after requests and once a year (SUP-15, OUT-4): who is asked, what a link does and does not, and what is left of an answer.

use crate::mail::KIMS;
use crate::*;
use axum::http::StatusCode;
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_accounts::actions::switch_on::switch_on;
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_companies::{RATING, SURVEY};
use gatehouse_core::Notification;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::open_for_caller::{OpenForCaller, open_for_caller};
use gatehouse_support::actions::rate::{Rating, rate};
use gatehouse_support::actions::set_status::{SetStatus, set_status};
use gatehouse_support::actions::survey_rounds::{start_round, stop_round};
use gatehouse_support::model::survey::{RoundState, SurveyKind};
use gatehouse_support::tables::{survey, survey_round};
use gatehouse_testkit::{both_engines, staff};
use gatehouse_web::site::data_sets;

/// Somebody agrees to mails of a kind.
pub async fn agree(world: &World, account: Uuid, kind: Notification) {
    let cx = world.cx_of(account);
    let tx = cx.begin().await.unwrap();
    switch_on(&cx, &tx, account, kind).await.unwrap();
    tx.commit().await.unwrap();
}

/// Hours pass, each with its jobs.
pub async fn hours(world: &World, hours: i64) {
    for _ in 0..hours {
        world.advance(HOUR);
        world.run_jobs().await;
    }
}

/// A request of theirs that support solves and they close.
pub async fn closed(world: &World, account: Uuid, subject: &str) -> Uuid {
    let id = ask(world, account, None, &question(subject)).await;
    reply(world, id, "So.", Some(Status::SolutionProvided)).await;
    close(&world.cx_of(account), None, id, &Close { confirm: "true".into() }).await.unwrap();
    assert_eq!(row(world, id).await.status, Status::Closed);
    id
}

pub async fn surveys(world: &World) -> Vec<survey::Model> {
    survey::Entity::find().order_by_asc(survey::Column::Id).all(world.app.db.reader()).await.unwrap()
}

pub async fn told(world: &World, to: &str) -> Vec<ReadMail> {
    mails(world, "support.survey", to).await
}

/// The address of the link with a mark, as a path.
pub fn link(mail: &ReadMail, mark: Option<i64>) -> String {
    let end = mark.map(|mark| format!("&mark={mark}")).unwrap_or_default();
    let word = mail.text.split_whitespace().map(|word| word.trim_matches(['<', '>', '(', ')']));
    let mut words = word.filter(|word| word.contains("/survey?token="));
    let found = match mark {
        Some(_) => words.find(|word| word.ends_with(&end)),
        None => words.find(|word| !word.contains("&mark=")),
    };
    let found = found.unwrap_or_else(|| panic!("no link {end} in {}", mail.text));
    found[found.find("/survey?").unwrap()..].to_owned()
}

pub fn token(mail: &ReadMail) -> String {
    link(mail, None).rsplit('=').next().unwrap().to_owned()
}

pub fn marked(mark: i64) -> Rating {
    Rating { mark: mark.to_string(), ..Rating::default() }
}

both_engines! {
    /// SUP-15, OUT-4
    async fn a_link_fetched_a_thousand_times_marks_nothing_and_one_form_does(world: World) {
        let ada = customer(&world, ADA).await;
        agree(&world, ada, RATING).await;
        let id = closed(&world, ada, "Where is it?").await;
        world.run_jobs().await;
        assert!(told(&world, ADA).await.is_empty(), "an hour later");
        hours(&world, 2).await;
        let mail = told(&world, ADA).await.pop().unwrap();
        let number = row(&world, id).await.number;
        assert!(mail.text.contains(&number) && mail.text.contains("Very good") && mail.text.contains("Very bad"), "{}", mail.text);
        assert!(mail.one_click.as_deref().is_some_and(|click| click.contains("/stop-emails/now?token=")));
        let sent = surveys(&world).await.remove(0);
        assert!(sent.token_hash.is_some() && sent.send_at.is_none() && !mail.text.contains(&format!("{:?}", sent.token_hash)));
        let before = world.dump().await;
        for nth in 0..1_000 {
            let mut scanner = world.browser();
            let first = scanner.get(&link(&mail, Some(1 + nth % 5))).await.expect(StatusCode::SEE_OTHER);
            assert!(!first.location().contains("token"), "{}", first.location());
            if nth % 50 == 0 {
                scanner.follow(first).await.expect(StatusCode::OK);
            }
        }
        assert!(world.dump().await == before, "a look has changed something");

        let mut reader = world.browser();
        let first = reader.get(&link(&mail, Some(4))).await;
        let form = reader.follow(first).await.expect(StatusCode::OK);
        assert!(form.body.contains(&number) && form.body.contains("value=\"4\" checked"), "{}", form.body);
        let token = form.input("token").unwrap();
        let said = [("token", token.as_str()), ("mark", "4"), ("speed", "5"), ("comment", "Quick <b>help</b>")];
        let done = reader.post("/survey", &said).await.expect(StatusCode::OK);
        assert!(done.body.contains("Thank you") && !done.body.contains("Continue this request"), "{}", done.body);
        let kept = surveys(&world).await.remove(0);
        assert_eq!((kept.kind, kept.mark, kept.speed, kept.solution), (SurveyKind::Request, Some(4), Some(5), None));
        assert_eq!((kept.request_id, kept.account_id), (Some(id), Some(ada)));
        assert!(kept.comment_sealed.is_some() && kept.engineer_id.is_some());
        // Changed within a week, with what was said in the form.
        world.advance(6 * DAY);
        let first = reader.get(&link(&mail, None)).await;
        let form = reader.follow(first).await.expect(StatusCode::OK);
        assert!(form.body.contains("value=\"4\" checked") && form.body.contains("Quick &#60;b&#62;"), "{}", form.body);
        reader.post("/survey", &[("token", token.as_str()), ("mark", "5")]).await.expect(StatusCode::OK);
        let changed = surveys(&world).await.remove(0);
        assert_eq!((changed.mark, changed.comment_sealed, changed.answered_at), (Some(5), None, kept.answered_at));
        world.advance(DAY);
        reader.post("/survey", &[("token", token.as_str()), ("mark", "1")]).await.expect(StatusCode::CONFLICT);
        assert_eq!(surveys(&world).await.remove(0).mark, Some(5));
        world.advance(24 * DAY);
        reader.post("/survey", &[("token", token.as_str()), ("mark", "1")]).await.expect(StatusCode::GONE);
        let first = world.browser().get(&link(&mail, Some(1))).await;
        world.browser().follow(first).await.expect(StatusCode::GONE);
    }

    /// SUP-15
    async fn a_comment_alone_will_do_and_nonsense_will_not(world: World) {
        let ada = customer(&world, ADA).await;
        agree(&world, ada, RATING).await;
        let id = closed(&world, ada, "Where is it?").await;
        hours(&world, 2).await;
        let token = token(&told(&world, ADA).await.remove(0));
        let cx = world.cx();
        assert_eq!(code(rate(&cx, &token, &Rating::default()).await), "survey.nothing");
        for mark in ["0", "6", "-1", "five", "99999999999999999999"] {
            let input = Rating { mark: mark.into(), ..Rating::default() };
            assert!(code(rate(&cx, &token, &input).await).starts_with("input."), "{mark}");
        }
        let long = Rating { comment: "x".repeat(2_001), ..Rating::default() };
        assert!(code(rate(&cx, &token, &long).await).starts_with("input."));
        let (unknown, endless) = ("A".repeat(43), "A".repeat(500));
        for wrong in ["", "nonsense", unknown.as_str(), endless.as_str()] {
            assert_eq!(code(rate(&cx, wrong, &marked(5)).await), "account.link_expired");
        }
        assert!(surveys(&world).await.iter().all(|row| row.answered_at.is_none()), "nothing was stored");
        rate(&cx, &token, &Rating { comment: "A word".into(), ..Rating::default() }).await.unwrap();
        let kept = surveys(&world).await.remove(0);
        assert!(kept.mark.is_none() && kept.comment_sealed.is_some());
        // A bad mark leads to a request that continues this one.
        let mut reader = world.browser();
        let done = reader.post("/survey", &[("token", token.as_str()), ("mark", "1")]).await.expect(StatusCode::OK).body;
        let follows = format!("follows={}", row(&world, id).await.number);
        assert!(done.contains("/requests/new?category=portal") && done.contains(&follows), "{done}");
        assert_eq!(row(&world, id).await.status, Status::Closed, "what has closed stays closed");
    }

    /// SUP-15
    async fn only_those_who_agreed_are_asked_and_no_more_than_once_in_two_weeks(world: World) {
        let ada = customer(&world, ADA).await;
        closed(&world, ada, "Not agreed").await;
        agree(&world, ada, SURVEY).await;
        closed(&world, ada, "Agreed to the yearly one").await;
        assert!(surveys(&world).await.is_empty());
        agree(&world, ada, RATING).await;
        // Canceled by themselves, redirected, opened by support.
        let canceled = ask(&world, ada, None, &question("Never mind")).await;
        close(&world.cx_of(ada), None, canceled, &Close { confirm: "true".into() }).await.unwrap();
        let elsewhere = ask(&world, ada, None, &question("Elsewhere")).await;
        let redirected = SetStatus {
            status: Status::ClosedRedirected.word().into(),
            target: row(&world, canceled).await.number,
            ..SetStatus::default()
        };
        set_status(&agent(&world), elsewhere, &redirected).await.unwrap();
        let called = OpenForCaller {
            channel: "call".into(),
            account: ada.to_string(),
            subject: "They called".into(),
            description: "It stopped.".into(),
            category: "portal".into(),
            fields: [("kind".to_owned(), "question".to_owned())].into(),
            ..OpenForCaller::default()
        };
        let called = open_for_caller(&agent(&world), &called).await.unwrap().id;
        reply(&world, called, "So.", Some(Status::SolutionProvided)).await;
        close(&world.cx_of(ada), None, called, &Close { confirm: "true".into() }).await.unwrap();
        assert!(surveys(&world).await.is_empty(), "{:?}", surveys(&world).await);
        // Of many that close at once, one.
        for subject in ["One", "Two", "Three"] {
            closed(&world, ada, subject).await;
        }
        assert_eq!(surveys(&world).await.len(), 1);
        hours(&world, 2).await;
        assert_eq!(told(&world, ADA).await.len(), 1);
        days(&world, 12).await;
        closed(&world, ada, "Within two weeks").await;
        days(&world, 3).await;
        assert_eq!(told(&world, ADA).await.len(), 1);
        closed(&world, ada, "After them").await;
        hours(&world, 2).await;
        assert_eq!(told(&world, ADA).await.len(), 2);
        // Whoever has it switched off within the hour gets none, and nobody of the staff rates support.
        days(&world, 20).await;
        closed(&world, ada, "No more").await;
        choose_notifications(&world.cx_of(ada), &[]).await.unwrap();
        let kim = customer(&world, KIMS).await;
        agree(&world, kim, RATING).await;
        closed(&world, kim, "My own work").await;
        hours(&world, 2).await;
        // Her first one is older than mails are kept.
        assert_eq!((told(&world, ADA).await.len(), told(&world, KIMS).await.len()), (1, 0));
        assert!(surveys(&world).await.iter().all(|row| row.send_at.is_none()), "what is not sent is taken back");
    }

    /// SUP-15, OUT-4
    async fn the_yearly_survey_goes_to_those_who_agreed_once_a_year_and_can_be_stopped(world: World) {
        let mut people = Vec::new();
        for n in 0..5 {
            people.push(customer(&world, &format!("p{n}@example.com")).await);
        }
        for account in &people[..4] {
            agree(&world, *account, SURVEY).await;
        }
        agree(&world, people[0], RATING).await;
        closed(&world, people[0], "Just now").await;
        hours(&world, 2).await;
        let mut lead = staff(&world, "support");
        staff(&world, "lab").get("/staff/surveys/rounds").await.expect(StatusCode::FORBIDDEN);
        let page = "/staff/surveys/rounds";
        lead.post(page, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        lead.post(page, &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(code(start_round(&agent(&world), true).await), "survey.running");
        hours(&world, 2).await;
        let yearly = async |n: i64| {
            let all = told(&world, &format!("p{n}@example.com")).await;
            all.into_iter().filter(|mail| mail.subject.contains("this year")).count()
        };
        assert_eq!([yearly(0).await, yearly(1).await, yearly(2).await, yearly(3).await, yearly(4).await], [0, 1, 1, 1, 0]);
        let round = survey_round::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((round.state, round.asked), (RoundState::Done, 4));
        assert!(lead.get(page).await.expect(StatusCode::OK).body.contains("Running"), "one waits");
        let mail = told(&world, "p1@example.com").await.pop().unwrap();
        rate(&world.cx(), &token(&mail), &marked(5)).await.unwrap();
        days(&world, 15).await;
        assert_eq!(yearly(0).await, 1, "two weeks after the other one");
        // Another round asks nobody again, and a stopped one nobody else.
        start_round(&agent(&world), true).await.unwrap();
        days(&world, 1).await;
        assert_eq!([yearly(0).await, yearly(1).await, yearly(2).await], [1, 1, 1]);
        agree(&world, people[4], SURVEY).await;
        let stopped = start_round(&agent(&world), true).await.unwrap();
        stop_round(&agent(&world), stopped).await.unwrap();
        assert_eq!(code(stop_round(&agent(&world), stopped).await), "survey.no_round");
        days(&world, 1).await;
        assert_eq!(yearly(4).await, 0);
        assert_eq!(code(start_round(&world.cx_staff(&[Role::Licensing]), true).await), "staff.not_allowed");
    }

    /// SUP-15
    async fn leads_see_what_was_said_by_engineer_product_and_time(world: World) {
        let ada = customer(&world, ADA).await;
        agree(&world, ada, RATING).await;
        let id = closed(&world, ada, "Where is it?").await;
        hours(&world, 2).await;
        let token = token(&told(&world, ADA).await.remove(0));
        let input = Rating { comment: "=1+1 was wrong".into(), ..marked(2) };
        rate(&world.cx(), &token, &input).await.unwrap();
        hours(&world, 1).await;
        let mut lead = staff(&world, "support");
        let page = lead.get("/staff/surveys").await.expect(StatusCode::OK).body;
        let number = row(&world, id).await.number;
        assert!(page.contains("=1+1 was wrong") && page.contains(&number) && page.contains("2 · Bad"), "{page}");
        assert!(page.contains("<svg") && page.contains("By team member") && page.contains(">2.0<"), "{page}");
        assert!(lead.get("/staff/surveys?mark=5").await.body.contains("No matching entries"), "narrowed");
        assert!(lead.get("/staff/surveys?mark=2&kind=request").await.body.contains(&number));
        let file = lead.get("/staff/surveys.csv").await.expect(StatusCode::OK).body;
        assert!(file.contains("'=1+1 was wrong"), "{file}");
        for other in ["lab", "licensing"] {
            staff(&world, other).get("/staff/surveys").await.expect(StatusCode::FORBIDDEN);
        }
        // What the person gets of it.
        let sets = data_sets(&world.modules);
        let own = sets.iter().find(|set| set.name() == "support.surveys").unwrap();
        let rows = own.read(&world.cx(), ada, None).await.unwrap();
        assert!(format!("{rows:?}").contains("=1+1 was wrong"));
    }

    /// SUP-15, PRI-2, PRI-13
    async fn a_mark_stays_without_the_person(world: World) {
        let ada = customer(&world, ADA).await;
        agree(&world, ada, RATING).await;
        closed(&world, ada, "Where is it?").await;
        hours(&world, 2).await;
        let mail = told(&world, ADA).await.remove(0);
        rate(&world.cx(), &token(&mail), &Rating { comment: "A word".into(), ..marked(3) }).await.unwrap();
        let bob = customer(&world, "bob@example.com").await;
        agree(&world, bob, RATING).await;
        closed(&world, bob, "Mine").await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        for account in [ada, bob] {
            cx.raise(&tx, AccountDeleted { account }).await.unwrap();
        }
        tx.commit().await.unwrap();
        let left = surveys(&world).await;
        assert_eq!(left.len(), 1, "what was not sent is not sent");
        assert_eq!((left[0].mark, left[0].account_id, &left[0].comment_sealed, &left[0].token_hash), (Some(3), None, &None, &None));
        assert_eq!(code(rate(&cx, &token(&mail), &marked(1)).await), "account.link_expired");
        // Three years later nothing is left.
        survey::Entity::update_many()
            .col_expr(survey::Column::EraseAt, Expr::value(world.cx().now()))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        days(&world, 1).await;
        assert!(surveys(&world).await.is_empty());
    }

    /// SUP-15: two requests of one person close at the same moment, and two nodes send at once
    async fn what_happens_at_once_asks_once(world: World) {
        let ada = customer(&world, ADA).await;
        agree(&world, ada, RATING).await;
        let mut open = Vec::new();
        for n in 0..4 {
            let id = ask(&world, ada, None, &question(&format!("Number {n}"))).await;
            reply(&world, id, "So.", Some(Status::SolutionProvided)).await;
            open.push(id);
        }
        let sure = Close { confirm: "true".into() };
        let cx = world.cx_of(ada);
        let closing = open.iter().map(|id| close(&cx, None, *id, &sure));
        for done in futures::future::join_all(closing).await {
            done.unwrap();
        }
        assert_eq!(surveys(&world).await.len(), 1);
        hours(&world, 2).await;
        let mail = told(&world, ADA).await;
        assert_eq!(mail.len(), 1);
        let (token, cx) = (token(&mail[0]), world.cx());
        let (one, other) = (marked(1), marked(5));
        let (first, second) = tokio::join!(rate(&cx, &token, &one), rate(&cx, &token, &other));
        assert!(first.is_ok() && second.is_ok());
        assert!(surveys(&world).await[0].mark.is_some());
    }
}
