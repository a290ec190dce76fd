//! Lists of the kit: one declaration for page, file and API (ALL-2, ALL-7).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_context::audit::{AuditFilter, list as log};
use gatehouse_core::personal::Inventory;
use gatehouse_db::{Migration, PageRequest};
use gatehouse_testkit::{Answer, TestEngine, World, both_engines};
use gatehouse_web::list::{Api, List as _, Listed, Parameters, file, of_api, posted_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::PageHead;
use gatehouse_web::{ApiVisit, Done, Doors, Halt, Module, Posted, Visit, api};
use lost::Lost;
use numbers::Numbers;
use utoipa::IntoParams as _;

#[path = "list/lost.rs"]
mod lost;
#[path = "list/numbers.rs"]
mod numbers;

/// More than two pieces of a file.
const ALL: u32 = 2_300;

type Pairs = Vec<(String, String)>;

async fn page(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    Listed::of_address(&visit, Numbers, &asked).await?.show(&visit, PageHead::new("Numbers"))
}

async fn search(visit: Visit, Posted(typed): Posted<Pairs>) -> Result<Done, Halt> {
    Listed::of_form(&visit, Numbers, &Asked::from(typed)).await?.show(&visit, PageHead::new("Numbers"))
}

async fn csv(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    file(&visit, Numbers, &asked).await
}

async fn lost_csv(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    file(&visit, Lost, &asked).await
}

async fn searched_csv(visit: Visit, Posted(typed): Posted<Pairs>) -> Result<Done, Halt> {
    posted_file(&visit, Numbers, &Asked::from(typed)).await
}

async fn program(visit: ApiVisit, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Numbers, &visit.0, "/api/v1/numbers", &asked)?;
    let found = Numbers.read(&visit.0, &filter, sorting, &request).await?;
    let numbers: Vec<u32> = found.items.iter().map(|row| row.number).collect();
    api::json(StatusCode::OK, &serde_json::json!({ "items": numbers, "next": found.next }))
}

struct Probe;

impl Module for Probe {
    fn name(&self) -> &'static str {
        "probe"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory::default()
    }
    fn pages(&self) -> Doors {
        Doors::new().anyone(|doors| {
            let doors = doors.get(Numbers::AT, page).free_post(Numbers::AT, search);
            let doors = doors.get(Lost::FILE, lost_csv);
            doors.get(Numbers::FILE, csv).free_post(Numbers::FILE, searched_csv).get("/api/v1/numbers", program)
        })
    }
}

async fn world(engine: TestEngine) -> World {
    World::new(engine, vec![Box::new(Probe)]).await
}

/// The numbers that the rows of a page lead to, in their order.
fn numbers(page: &Answer) -> Vec<u32> {
    let links = page.body.split("href=\"/numbers/").skip(1);
    links.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

/// The first link of the page whose address has this in it.
fn link(page: &Answer, part: &str) -> String {
    let all = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = all.map(|href| href.replace("&#38;", "&").replace("&amp;", "&")).find(|href| href.contains(part));
    found.unwrap_or_else(|| panic!("no link with {part}: {}", page.body))
}

async fn exports(world: &World) -> Vec<(String, String)> {
    let filter = AuditFilter { kind: Some("list".into()), oldest_first: true, ..AuditFilter::default() };
    let lines = log(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
    lines.into_iter().map(|line| (line.kind, line.details.unwrap_or_default())).collect()
}

both_engines! {
    /// ALL-2
    async fn a_page_is_filtered_and_sorted_by_its_address_and_every_link_keeps_it(world: World) {
        let mut browser = world.browser();
        let first = browser.get("/numbers?parity=odd&sort=-name").await.expect(StatusCode::OK);
        let shown = numbers(&first);
        assert_eq!((shown.len(), shown[0]), (50, 1), "the largest name first");
        let next = browser.get(&link(&first, "after=")).await.expect(StatusCode::OK);
        // The name of 7 is a formula, and the last of all.
        assert!(numbers(&next).iter().all(|n| n % 2 == 1) && numbers(&next)[0] == 103, "{:?}", numbers(&next));
        let back = browser.get(&link(&next, "before=")).await.expect(StatusCode::OK);
        assert_eq!(numbers(&back), shown);
        assert_eq!(link(&first, "sort=name"), "/numbers?parity=odd&sort=name", "a head turns the list round and keeps its filter");
        assert_eq!(link(&first, "/numbers.csv"), "/numbers.csv?parity=odd&sort=-name");
        let other = browser.get(&link(&first, "after=").replace("parity=odd", "parity=even")).await;
        assert_eq!(numbers(&other)[0], 0, "a cursor of another list is its beginning");
        assert!(!other.body.contains("rel=\"prev\""), "{}", other.body);
        // What is none of the words, and the words of older addresses.
        assert_eq!(numbers(&browser.get("/numbers?parity=blue&sort=color").await)[..2], [0, 1]);
        assert_eq!(numbers(&browser.get("/numbers?sort=backward").await)[0], ALL - 1);
        assert_eq!(numbers(&browser.get("/numbers?sort=backward&show=all").await)[0], ALL + 9);
    }

    /// ALL-2, ALL-9
    async fn an_empty_list_says_whether_the_filters_are_why(world: World) {
        let mut browser = world.browser();
        let none = browser.get("/numbers?q=nothing").await.expect(StatusCode::OK);
        assert!(none.body.contains("No matching entries") && !none.body.contains("No numbers yet") && !none.body.contains("<table"));
        assert!(none.body.contains("value=\"nothing\""), "what was typed stays");
        let wrong = browser.get("/numbers?from=yesterday").await.expect(StatusCode::OK);
        assert!(wrong.body.contains("Enter a day such as") && wrong.body.contains("id=\"e-from\"") && numbers(&wrong).is_empty());
        assert_eq!(browser.get("/numbers.csv?from=yesterday").await.location(), "/numbers?from=yesterday");
    }

    /// ALL-2
    async fn chosen_columns_stand_in_the_address_and_stay_over_pages_filters_and_order(world: World) {
        let mut browser = world.browser();
        let usual = browser.get("/numbers").await.expect(StatusCode::OK);
        assert!(usual.body.contains(">Double</th>") && !usual.body.contains(">Half</th>"));
        // As the boxes of a form without script send it.
        let chosen = browser.get("/numbers?sort=-number&columns=number&columns=half&columns=nonsense").await.expect(StatusCode::OK);
        assert!(chosen.body.contains(">Half</th>") && !chosen.body.contains(">Double</th>") && numbers(&chosen).len() == 50);
        let next = link(&chosen, "after=");
        assert!(next.contains("columns=number,half") && next.contains("sort=-number"), "{next}");
        let second = browser.get(&next).await.expect(StatusCode::OK);
        assert!(second.body.contains(">Half</th>") && !second.body.contains(">Double</th>"));
        assert!(second.body.contains("name=\"columns\" value=\"number,half\""), "filtering keeps it");
        assert!(second.body.contains("name=\"sort\" value=\"-number\""), "choosing keeps the order");
        assert_eq!(link(&second, "/numbers.csv"), "/numbers.csv?sort=-number&columns=number,half");
        // The first column names the row: it cannot be left out.
        let only = browser.get("/numbers?columns=name").await.expect(StatusCode::OK);
        assert!(numbers(&only).len() == 50 && !only.body.contains(">Double</th>"));
        let none = browser.get("/numbers?columns=nonsense").await.expect(StatusCode::OK);
        assert!(none.body.contains(">Double</th>"));
    }

    /// ALL-2, ALL-3
    async fn the_file_is_what_is_filtered_and_sorted_whole_and_the_log_says_so_once(world: World) {
        let mut browser = world.browser();
        let file = browser.get("/numbers.csv?q=calc&columns=number,name").await.expect(StatusCode::OK);
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"numbers-2026-11-21.csv\"");
        assert_eq!(file.body, "\u{feff}Number,Name\r\n7,'=cmd|' /C calc'!A0\r\n", "a formula is text");
        let lines = exports(&world).await;
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!(lines[0].0, "list.exported");
        assert!(lines[0].1.contains("\"rows\":1") && lines[0].1.contains("numbers"), "{lines:?}");
        assert!(lines[0].1.contains("[\"q\"]") && !lines[0].1.contains("calc"), "what was searched is not told: {lines:?}");
        let whole = browser.get("/numbers.csv?sort=-number&late=false&parity=even").await.expect(StatusCode::OK).body;
        let rows: Vec<&str> = whole.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!((rows.len(), rows[0]), (1 + 1_150, "Number,Name,Double,Half"));
        assert_eq!(rows[1], "2298,\"Name 0002, \"\"2298\"\"\",4596,1149", "numbers are not written for readers");
        let mut distinct: Vec<&str> = rows.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), rows.len(), "no row twice where pieces meet");
        let lines = exports(&world).await;
        let kinds: Vec<&str> = lines.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["list.exported", "list.exported", "list.export_ended"], "{lines:?}");
        assert!(lines[1].1.contains("parity=even") && lines[2].1.contains("\"rows\":1150"), "{lines:?}");
    }

    /// ALL-2, ALL-3
    async fn a_file_whose_place_in_the_list_is_lost_is_cut_off_and_does_not_begin_again(world: World) {
        let mut browser = world.browser();
        let mut file = browser.open("/lost.csv").await;
        let first = file.piece().await.unwrap().unwrap();
        assert_eq!((file.status, first.lines().count()), (StatusCode::OK, 1 + 1_000));
        assert!(file.piece().await.unwrap().is_err());
        assert!(file.piece().await.is_none());
        let lines = exports(&world).await;
        let kinds: Vec<&str> = lines.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["list.exported", "list.export_aborted"], "{lines:?}");
        assert!(lines[1].1.contains("\"rows\":1000"), "{lines:?}");
    }

    /// ALL-2, ALL-8
    async fn what_must_not_stand_in_an_address_is_posted_and_stands_in_none(world: World) {
        let mut browser = world.browser();
        let kept = browser.get("/numbers?parity=odd&q=a@b").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(kept.location(), "/numbers?parity=odd");
        assert_eq!(browser.get("/numbers.csv?q=a@b").await.location(), "/numbers");
        let open = browser.post("/numbers", &[("q", "Name"), ("parity", "odd")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(open.location(), "/numbers?q=Name&parity=odd");
        let none = browser.post("/numbers", &[("q", "a@b"), ("columns", "number,half")]).await.expect(StatusCode::OK);
        assert!(none.body.contains("No matching entries") && !none.body.contains("q=a"), "{}", none.body);
        assert!(none.body.contains("method=\"post\" action=\"/numbers.csv\""), "its file is asked for by a form");
        let file = browser.post("/numbers.csv", &[("q", "a@b"), ("columns", "number,half")]).await.expect(StatusCode::OK);
        assert_eq!(file.body, "\u{feff}Number,Half\r\n");
        assert!(exports(&world).await.iter().all(|(_, details)| !details.contains("a@b")));
    }

    /// ALL-2, ALL-7
    async fn a_program_asks_with_the_same_words_and_is_told_what_is_wrong(world: World) {
        let mut browser = world.browser();
        let first = browser.get("/api/v1/numbers?parity=odd&sort=-number&size=3").await.expect(StatusCode::OK).json();
        assert_eq!(first["items"], serde_json::json!([2299, 2297, 2295]));
        let next = first["next"].as_str().unwrap();
        let second = browser.get(&format!("/api/v1/numbers?sort=-number&parity=odd&size=2&after={next}")).await.json();
        assert_eq!(second["items"], serde_json::json!([2293, 2291]));
        for (query, code, field) in [
            ("parity=blue", "input.not_a_choice", "parity"),
            ("late=maybe", "input.not_a_choice", "late"),
            ("from=yesterday", "input.not_a_day", "from"),
            ("from=0026-11-21", "input.year", "from"),
            ("sort=color", "input.not_a_choice", "sort"),
            ("sort=backward", "input.not_a_choice", "sort"),
            ("size=0", "input.not_a_number", "size"),
            ("size=many", "input.not_a_number", "size"),
            ("after=x", "input.not_a_cursor", "after"),
        ] {
            let refused = browser.get(&format!("/api/v1/numbers?{query}")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!((refused.code().as_str(), refused.json()["field"].as_str()), (code, Some(field)), "{query}");
        }
    }
}

/// ALL-2, ALL-7
#[test]
fn the_description_of_an_operation_has_the_words_of_its_list() {
    let parameters = serde_json::to_value(Parameters::<Numbers>::into_params(|| None)).unwrap();
    let names: Vec<&str> = parameters.as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["q", "parity", "from", "late", "sort", "after", "before", "size"]);
    assert_eq!(parameters[1]["description"], "Odd or even: `odd`, `even`");
    assert_eq!(parameters[1]["schema"]["enum"], serde_json::json!(["odd", "even"]));
    assert_eq!(parameters[4]["schema"]["enum"], serde_json::json!(["number", "-number", "name", "-name"]));
}
