//! Figures of support (SUP-19): counted on by a job, the same as counted anew, and what their pages show.

use crate::surveys::{agree, closed, hours};
use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::RATING;
use gatehouse_db::Engine;
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_support::actions::count::recount;
use gatehouse_support::actions::rate::{Rating, rate};
use gatehouse_support::actions::save_queue::{SaveQueue, save_queue};
use gatehouse_support::actions::sort::{Sort, sort};
use gatehouse_support::model::figures::{Dim, Measure, day_of};
use gatehouse_support::queries::figures::{Days, by_time, by_value};
use gatehouse_support::rights::{ReportsRead, may};
use gatehouse_support::tables::{support_figure, survey};
use gatehouse_testkit::{both_engines, staff};
use std::collections::BTreeMap;

type Figures = BTreeMap<(String, i64, String, String, i64), i64>;

async fn figures(world: &World) -> Figures {
    let all = support_figure::Entity::find().all(world.app.db.reader()).await.unwrap();
    let all = all.into_iter().filter(|row| row.n != 0);
    all.map(|row| ((row.dim, row.day, row.value, row.measure, row.bucket), row.n)).collect()
}

fn sum(figures: &Figures, measure: Measure) -> i64 {
    let of_all = figures.iter().filter(|((dim, _, _, word, _), _)| dim == "all" && word == measure.word());
    of_all.map(|(_, n)| n).sum()
}

/// The token of the latest survey's mail.
async fn token(world: &World, to: &str) -> String {
    let mail = mails(world, "support.survey", to).await.pop().unwrap();
    let from = mail.text.find("token=").unwrap() + "token=".len();
    mail.text[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect()
}

/// A life of some weeks.
async fn life(world: &World) {
    let (ada, beacon) = (customer(world, ADA).await, product(world, "beacon").await);
    let firm = firm(world, "acme").await;
    license(world, "beacon", gatehouse_licenses::model::holder::Holder::Company(firm.id), 300).await;
    let contract = contract(world, &firm, beacon, Some(3), &["owner@acme.example.com"]).await;
    agree(world, ada, RATING).await;
    closed(world, ada, "First").await;
    hours(world, 3).await;
    let rating = Rating { mark: "4".into(), ..Rating::default() };
    rate(&world.cx(), &token(world, ADA).await, &rating).await.unwrap();
    let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
    let paid = ask(world, firm.owner.account, Some(firm.id), &input).await;
    hours(world, 1).await;
    reply(world, paid, "Which version?", Some(Status::AwaitingAnswer)).await;
    ask(world, ada, None, &question("Open")).await;
    days(world, 16).await;
    closed(world, ada, "Later").await;
    // Moved by hand: it is of another queue, also on the days that are over.
    let queue = SaveQueue { name: "Lamps".into(), others: false, archived: false };
    let queue = save_queue(&agent(world), None, &queue).await.unwrap();
    sort(&agent(world), paid, Sort { queue: Some(queue), ..Sort::default() }).await.unwrap();
    days(world, 2).await;
}

/// How the engine finds these rows.
async fn plan(world: &World, sql: &str) -> String {
    let db = &world.app.db;
    let tx = db.begin_reading().await.unwrap();
    let (word, column) = match db.engine() {
        Engine::Sqlite => ("explain query plan", "detail"),
        Engine::Postgres => {
            // A table of a few rows is read whole, unless that costs more.
            tx.execute_unprepared("set local enable_seqscan = off").await.unwrap();
            ("explain (costs off)", "QUERY PLAN")
        }
    };
    let rows = tx.query_all_raw(Statement::from_string(db.backend(), format!("{word} {sql}"))).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
    lines.join("\n")
}

both_engines! {
    /// SUP-19
    async fn figures_counted_on_are_those_counted_anew(world: World) {
        life(&world).await;
        let counted = figures(&world).await;
        assert_eq!((sum(&counted, Measure::Opened), sum(&counted, Measure::Ended)), (4, 2));
        assert_eq!((sum(&counted, Measure::Open), sum(&counted, Measure::First)), (2, 3));
        assert_eq!((sum(&counted, Measure::Solution), sum(&counted, Measure::Rating), sum(&counted, Measure::Units)), (2, 1, 1));
        // Each figure is broken down whole.
        for dim in ["queue", "product", "level", "language", "channel"] {
            let of = counted.iter().filter(|((of, _, _, word, _), _)| of == dim && word == Measure::Opened.word());
            assert_eq!(of.map(|(_, n)| n).sum::<i64>(), 4, "{dim}");
        }
        // Nothing happens: nothing is counted again.
        hours(&world, 3).await;
        assert_eq!(figures(&world).await, counted);
        recount(&agent(&world)).await.unwrap();
        assert!(figures(&world).await.is_empty());
        world.run_jobs().await;
        assert_eq!(figures(&world).await, counted);
        assert_eq!(code(recount(&world.cx_staff(&[Role::Lab])).await), "staff.not_allowed");
    }

    /// SUP-19: what is taken back leaves the figures, and an answer that is changed counts once
    async fn what_changes_takes_its_old_part_out(world: World) {
        let ada = customer(&world, ADA).await;
        agree(&world, ada, RATING).await;
        let id = closed(&world, ada, "First").await;
        hours(&world, 3).await;
        for mark in ["1", "5"] {
            rate(&world.cx(), &token(&world, ADA).await, &Rating { mark: mark.into(), ..Rating::default() }).await.unwrap();
            hours(&world, 1).await;
        }
        let marks: Vec<i64> = figures(&world).await.keys().filter(|key| key.0 == "all" && key.3 == "rating").map(|key| key.4).collect();
        assert_eq!(marks, [5]);
        let rated = survey::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        assert!(rated.count_at.is_none() && rated.counted.is_some());
        // A comment alone is no mark.
        rate(&world.cx(), &token(&world, ADA).await, &Rating { comment: "Words".into(), ..Rating::default() }).await.unwrap();
        hours(&world, 1).await;
        assert_eq!(sum(&figures(&world).await, Measure::Rating), 0);
        assert_eq!(row(&world, id).await.status, Status::Closed);
    }

    /// SUP-19
    async fn what_was_open_is_told_of_each_day(world: World) {
        let ada = customer(&world, ADA).await;
        let zone = world.app.settings.vendor_zone();
        let first = day_of(world.cx().now(), &zone);
        ask(&world, ada, None, &question("One")).await;
        days(&world, 2).await;
        ask(&world, ada, None, &question("Two")).await;
        closed(&world, ada, "Three").await;
        days(&world, 2).await;
        let cx = agent(&world);
        let proof = may::<ReportsRead>(&cx).unwrap();
        let last = day_of(world.cx().now(), &zone);
        let by_day = by_time(&proof, (Dim::All, ""), Days { first: first - 1, last }, |day| format!("{day:06}")).await.unwrap();
        let open: Vec<i64> = by_day.values().map(|sums| sums.open).collect();
        assert_eq!((open[0], open[1]), (0, 1), "{open:?}");
        assert_eq!(*open.last().unwrap(), 2);
        assert!(open.is_sorted());
        let before = by_time(&proof, (Dim::All, ""), Days { first: first - 1, last: first }, |day| format!("{day:06}")).await.unwrap();
        assert_eq!(before.values().map(|sums| sums.open).collect::<Vec<_>>(), [0, 1], "what came later is not of then");
        let of_language = by_value(&proof, Dim::Language, Days { first, last }).await.unwrap();
        assert_eq!(of_language.get("en").map(|sums| (sums.opened, sums.open)), Some((3, 2)));
    }

    /// SUP-19
    async fn reports_are_for_support_and_who_sells_it(world: World) {
        let mut lead = staff(&world, "support");
        let empty = lead.get("/staff/support/reports").await.expect(StatusCode::OK).body;
        assert!(empty.contains("being counted"), "{empty}");
        life(&world).await;
        let page = lead.get("/staff/support/reports").await.expect(StatusCode::OK).body;
        assert!(page.matches("<svg viewBox").count() >= 6 && page.contains("Up to date"), "{page}");
        let is_current = |name: &str| page.contains(&format!("title=\"{name}\" aria-current=\"page\""));
        assert!(is_current("Support reports") && !is_current("Support settings"), "{page}");
        for by in ["day", "queue", "product", "level", "language", "channel"] {
            lead.get(&format!("/staff/support/reports?by={by}")).await.expect(StatusCode::OK);
        }
        let products = lead.get("/staff/support/reports?by=product").await.body;
        assert!(products.contains("The beacon") && products.contains("None"), "{products}");
        let one = lead.get("/staff/support/reports?of=level:standard&by=day&from=2020-01-01").await;
        one.expect(StatusCode::OK);
        let file = lead.get("/staff/support/reports.csv?by=channel").await.expect(StatusCode::OK).body;
        assert!(file.contains("web"), "{file}");
        let mut clerk = staff(&world, "licensing");
        let seen = clerk.get("/staff/support/reports").await.expect(StatusCode::OK).body;
        assert!(!seen.contains("/recount"));
        clerk.post("/staff/support/reports/recount", &[]).await.expect(StatusCode::FORBIDDEN);
        staff(&world, "lab").get("/staff/support/reports").await.expect(StatusCode::FORBIDDEN);
        lead.post("/staff/support/reports/recount", &[]).await.expect(StatusCode::SEE_OTHER);
    }

    /// SUP-19
    async fn reports_read_by_an_index_however_many_figures_there_are(world: World) {
        for sql in [
            "select * from support_figure where dim = 'queue' and value = 'x' and day between 1 and 2",
            "select value, sum(n) from support_figure where dim = 'queue' and day between 1 and 2 group by value",
            "select * from survey where count_at is not null order by count_at limit 500",
            "select * from survey where answered_at is not null order by answered_at desc, id desc limit 51",
            "select * from survey where send_at <= 5 order by send_at, id limit 100",
        ] {
            let plan = plan(&world, sql).await.to_lowercase();
            assert!(plan.contains("index"), "{sql}: {plan}");
        }
    }
}
