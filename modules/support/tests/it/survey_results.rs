//! What support reads of surveys and contracts (SUP-15, SUP-19), and what it does not: names in the yearly one, and others who look.

use crate::surveys::{agree, closed, hours, link, marked, surveys, token, told};
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::{RATING, SURVEY};
use gatehouse_context::audit::{Audit, AuditFilter, list};
use gatehouse_core::MINUTE;
use gatehouse_db::PageRequest;
use gatehouse_support::actions::rate::{Rating, rate};
use gatehouse_support::actions::survey_rounds::start_round;
use gatehouse_support::model::figures::Measure;
use gatehouse_support::tables::support_figure;
use gatehouse_testkit::{both_engines, program, staff};

/// What the log says of answers.
async fn rated(world: &World) -> Vec<Audit> {
    let filter = AuditFilter { kind: Some("survey.rated".to_owned()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest { size: 100, ..PageRequest::default() }).await.unwrap().items
}

/// A survey of a request that they closed, by its token.
async fn asked(world: &World, email: &str) -> (Uuid, String) {
    let account = customer(world, email).await;
    agree(world, account, RATING).await;
    let request = closed(world, account, "Where is it?").await;
    hours(world, 2).await;
    (request, token(&told(world, email).await.pop().unwrap()))
}

/// A mark and an answer to the first question.
fn quick(mark: i64, speed: i64) -> Rating {
    Rating { speed: speed.to_string(), ..marked(mark) }
}

both_engines! {
    /// SUP-15: neither pages nor the log say who answered the yearly survey, and of few nothing is shown
    async fn the_yearly_survey_names_nobody(world: World) {
        let mut people = Vec::new();
        for n in 0..5 {
            let email = format!("p{n}@example.com");
            let account = customer(&world, &email).await;
            agree(&world, account, SURVEY).await;
            people.push((account, email));
        }
        start_round(&agent(&world), true).await.unwrap();
        hours(&world, 2).await;
        let mut lead = staff(&world, "support");
        for (n, (account, email)) in people.iter().enumerate() {
            let rounds = lead.get("/staff/surveys/rounds").await.expect(StatusCode::OK).body;
            assert!(rounds.contains("From 5 answers on") && !rounds.contains("plot-rounds"), "{n}: {rounds}");
            let page = lead.get("/staff/surveys?kind=yearly").await.expect(StatusCode::OK).body;
            let file = lead.get("/staff/surveys.csv").await.expect(StatusCode::OK).body;
            assert!(!page.contains("Words of") && !file.contains("Words of"), "{n}: {page} {file}");
            // Signed in, as somebody is who opens the link in their own browser.
            let token = token(&told(&world, email).await.pop().unwrap());
            let said = Rating { comment: format!("Words of {n}"), ..marked(4) };
            rate(&world.cx_of(*account), &token, &said).await.unwrap();
            world.advance(MINUTE);
        }
        let page = lead.get("/staff/surveys?kind=yearly").await.expect(StatusCode::OK).body;
        let file = lead.get("/staff/surveys.csv?kind=yearly").await.expect(StatusCode::OK).body;
        for (n, (account, email)) in people.iter().enumerate() {
            let words = format!("Words of {n}");
            assert!(page.contains(&words) && file.contains(&words), "{n}: {page}");
            for shown in [&page, &file] {
                assert!(!shown.contains(email) && !shown.contains(&account.to_string()) && !shown.contains("Ada"), "{shown}");
            }
        }
        let header = file.lines().next().unwrap();
        let row = file.lines().nth(1).unwrap();
        assert!(header.contains("Language") && !row.contains("English") && !row.contains(':'), "a day alone: {row}");
        let rounds = lead.get("/staff/surveys/rounds").await.expect(StatusCode::OK).body;
        assert!(rounds.contains("plot-rounds") && rounds.contains("4.0") && rounds.contains("kind=yearly"), "{rounds}");
        let lines = rated(&world).await;
        assert_eq!(lines.len(), 5);
        for line in lines {
            assert_eq!((line.actor_kind.as_str(), line.actor_id, line.account_id, line.subject_id), ("visitor", None, None, None));
            assert!(line.network.is_none());
        }
    }

    /// SUP-15: a mail that is passed on later shows nobody what was said
    async fn a_link_does_not_show_what_can_no_more_be_changed(world: World) {
        let (request, token) = asked(&world, ADA).await;
        let mail = told(&world, ADA).await.pop().unwrap();
        rate(&world.cx(), &token, &Rating { comment: "Between us".into(), ..marked(1) }).await.unwrap();
        let lines = rated(&world).await;
        assert!(lines.len() == 1 && lines[0].account_id.is_some() && lines[0].subject_id == Some(request));
        let mut reader = world.browser();
        let first = reader.get(&link(&mail, None)).await;
        assert!(reader.follow(first).await.expect(StatusCode::OK).body.contains("Between us"));
        world.advance(8 * DAY);
        let mut other = world.browser();
        let first = other.get(&link(&mail, Some(5))).await;
        let page = other.follow(first).await.expect(StatusCode::CONFLICT).body;
        assert!(page.contains("This survey is closed") && !page.contains("Between us"), "{page}");
        let number = row(&world, request).await.number;
        assert!(!page.contains(&number), "{page}");
    }

    /// SUP-15: results by team member over time, and of each question
    async fn answers_of_one_team_member_have_their_own_year(world: World) {
        let (_, token) = asked(&world, ADA).await;
        rate(&world.cx(), &token, &quick(2, 5)).await.unwrap();
        hours(&world, 1).await;
        let speeds = support_figure::Entity::find().all(world.app.db.reader()).await.unwrap();
        let speeds = speeds.into_iter().filter(|row| row.dim == "all" && row.measure == Measure::RatedSpeed.word());
        assert_eq!(speeds.map(|row| (row.bucket, row.n)).collect::<Vec<_>>(), [(5, 1)]);
        let engineer = surveys(&world).await[0].engineer_id.unwrap();
        let mut lead = staff(&world, "support");
        let all = lead.get("/staff/surveys").await.expect(StatusCode::OK).body;
        assert!(all.contains("By team member") && all.contains(">2.0<") && all.contains(">5.0<"), "{all}");
        let theirs = lead.get(&format!("/staff/surveys?engineer={engineer}")).await.expect(StatusCode::OK).body;
        assert!(theirs.contains("plot-ratings") && theirs.contains(">1 rating<"), "{theirs}");
        assert!(!theirs.contains("By team member"), "{theirs}");
        let nobodys = lead.get(&format!("/staff/surveys?engineer={}", Uuid::from_u128(9))).await;
        assert!(nobodys.expect(StatusCode::OK).body.contains(">0 ratings<"));
        let before = lead.get("/staff/surveys?until=2020-12-31").await.expect(StatusCode::OK).body;
        assert!(before.contains(">0 ratings<") && before.contains("Dec 2020") && !before.contains(">2.0<"), "{before}");
        for engineer in ["x", "00000000-0000-0000-0000-00000000000z", "%00"] {
            let answer = lead.get(&format!("/staff/surveys?engineer={engineer}")).await;
            assert!(!answer.status.is_server_error(), "{engineer}");
        }
        // How somebody was rated is not kept for longer than the answers are.
        let engineers = async || {
            let all = support_figure::Entity::find().all(world.app.db.reader()).await.unwrap();
            all.iter().filter(|row| row.dim == "engineer" && row.n != 0).count()
        };
        assert!(engineers().await > 0);
        world.advance(3 * 365 * DAY + 2 * DAY);
        hours(&world, 2).await;
        assert_eq!(engineers().await, 0);
    }

    /// SUP-19, ALL-8: who sells support sees how it does, and not who gave which mark
    async fn ratings_are_for_support_alone(world: World) {
        let (_, token) = asked(&world, ADA).await;
        rate(&world.cx(), &token, &marked(1)).await.unwrap();
        hours(&world, 1).await;
        let (mut lead, mut clerk) = (staff(&world, "support"), staff(&world, "licensing"));
        for query in ["", "?by=day", "?by=product&columns=rating,ratings", "?sort=-rating", "?of=level:standard"] {
            let page = lead.get(&format!("/staff/support/reports{query}")).await.expect(StatusCode::OK).body;
            assert!(page.contains("Mean rating") && page.contains("plot-rating"), "{query}: {page}");
            let page = clerk.get(&format!("/staff/support/reports{query}")).await.expect(StatusCode::OK).body;
            assert!(!page.contains("Mean rating") && !page.contains("plot-rating"), "{query}: {page}");
        }
        let file = lead.get("/staff/support/reports.csv").await.expect(StatusCode::OK).body;
        assert!(file.contains("Mean rating") && file.contains("1.00"), "{file}");
        let file = clerk.get("/staff/support/reports.csv").await.expect(StatusCode::OK).body;
        assert!(!file.contains("rating") && !file.contains("1.00") && file.contains("Contract requests used"), "{file}");
        // Programs read the same figures by a scope, and no ratings either.
        let mut reader = program(&world, "reports:read");
        let months = reader.get("/api/v1/support/figures").await.expect(StatusCode::OK);
        assert!(!months.body.contains("rating"), "{}", months.body);
        let months = months.json();
        let last = months["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((last["opened"].as_i64(), last["ended"].as_i64(), last["open"].as_i64()), (Some(1), Some(1), Some(0)), "{last}");
        let levels = reader.get("/api/v1/support/figures?by=level&size=1").await.expect(StatusCode::OK).json();
        assert_eq!(levels["items"][0]["of"], "standard");
        for query in ["by=engineer", "of=engineer:1", "of=queue:x", "of=level:", "from=never", "sort=rating", "size=0", "after=x"] {
            let answer = reader.get(&format!("/api/v1/support/figures?{query}")).await;
            assert!(answer.status.is_client_error(), "{query}: {}", answer.body);
        }
        program(&world, "requests:read").get("/api/v1/support/figures").await.expect(StatusCode::FORBIDDEN);
    }

    /// SUP-19, LIC-27: what is left of contracts, by level and product
    async fn quotas_are_told_by_level_and_product(world: World) {
        let at = "/staff/support/reports/contracts";
        let mut clerk = staff(&world, "licensing");
        let none = clerk.get(at).await.expect(StatusCode::OK).body;
        assert!(none.contains("No running contracts") && !none.contains("plot-left"), "{none}");
        let beacon = product(&world, "beacon").await;
        let firm = firm(&world, "acme").await;
        license(&world, "beacon", gatehouse_licenses::model::holder::Holder::Company(firm.id), 300).await;
        let limited = contract(&world, &firm, beacon, Some(4), &["owner@acme.example.com"]).await;
        contract(&world, &firm, beacon, None, &["owner@acme.example.com"]).await;
        let input = OpenRequest { contract: limited.to_string(), ..technical(beacon) };
        let first = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        ask(&world, firm.owner.account, Some(firm.id), &input).await;
        reply(&world, first, "So.", None).await;
        for (query, name) in [("", "Premium"), ("?by=product", "The beacon")] {
            let page = clerk.get(&format!("{at}{query}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(name) && page.contains("plot-left") && page.contains("50%"), "{query}: {page}");
            let file = clerk.get(&format!("{at}.csv{query}")).await.expect(StatusCode::OK).body;
            let row = file.lines().nth(1).unwrap().trim_end();
            // Contracts, units, used, held, left, per cent, without a limit.
            assert!(row.starts_with(name) && row.ends_with("2,4,1,1,2,50,1"), "{query}: {file}");
        }
        let mut reader = program(&world, "reports:read");
        let levels = reader.get("/api/v1/support/quotas").await.expect(StatusCode::OK).json();
        let level = &levels["items"][0];
        assert_eq!((level["of"].as_str(), level["left"].as_i64(), level["unlimited"].as_i64()), (Some("level:premium"), Some(2), Some(1)));
        let products = reader.get("/api/v1/support/quotas?by=product&sort=-left").await.expect(StatusCode::OK).json();
        assert_eq!(products["items"][0]["name"], "The beacon");
        let page = clerk.get(at).await.body;
        assert!(page.contains("/staff/support/reports?of=level%3Apremium"), "over time: {page}");
        world.advance(366 * DAY);
        let none = clerk.get(at).await.expect(StatusCode::OK).body;
        assert!(none.contains("No running contracts"), "what has ended has nothing left: {none}");
        staff(&world, "lab").get(at).await.expect(StatusCode::FORBIDDEN);
        staff(&world, "lab").get(&format!("{at}.csv")).await.expect(StatusCode::FORBIDDEN);
    }
}

/// SUP-15, ALL-8: each answer has its line in the log
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_takes_some_changes_and_no_flood() {
    let world = world_with(TestEngine::Sqlite, true).await;
    let (_, token) = asked(&world, ADA).await;
    let cx = world.cx();
    for nth in 0..20 {
        rate(&cx, &token, &marked(1 + nth % 5)).await.unwrap();
    }
    assert_eq!(code(rate(&cx, &token, &marked(5)).await), "rate.limited");
    assert_eq!(rated(&world).await.len(), 20);
    world.advance(10 * MINUTE);
    rate(&cx, &token, &marked(5)).await.unwrap();
}
