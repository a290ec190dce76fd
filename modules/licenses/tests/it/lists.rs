//! The lists of this module as files, with their filters (ALL-2).

use crate::clerks::{clerk, code_in, licenses_of, on_sale, order, sold, staff};
use crate::people::signed_in;
use axum::http::StatusCode;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{Lang, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_testkit::{World, both_engines};

/// What the log says of the last file.
async fn last_export(world: &World) -> String {
    let filter = AuditFilter { kind: Some("list.exported".into()), ..AuditFilter::default() };
    let lines = list(&world.cx(), &filter, &PageRequest::default()).await.unwrap().items;
    lines.into_iter().next().unwrap().details.unwrap()
}

fn lines(file: &str) -> Vec<&str> {
    file.trim_start_matches('\u{feff}').lines().collect()
}

both_engines! {
    /// ALL-2, ALL-3, LIC-3
    async fn the_file_of_orders_is_filtered_and_holds_no_formula(world: World) {
        for (number, source, partner) in [("P-1", "partner", "=HYPERLINK(1)"), ("P-2", "partner", "Corner, Shop"), ("S-1", "shop", "")] {
            let input = CreateOrder { number: number.into(), source: source.into(), partner: partner.into(), ..CreateOrder::default() };
            create_order(&world.cx(), &input).await.unwrap();
        }
        let file = clerk(&world).get("/staff/orders.csv?source=partner&sort=number").await.expect(StatusCode::OK).body;
        let rows = lines(&file);
        assert_eq!(rows.len(), 3, "{file}");
        assert!(rows[0].starts_with("Order number,Sales channel,Partner,Buyer,"), "{file}");
        assert!(rows[1].starts_with("P-1,Partner,'=HYPERLINK(1),,2026-11-21 "), "{file}");
        assert!(rows[2].starts_with("P-2,Partner,\"Corner, Shop\",,"), "{file}");
        let log = last_export(&world).await;
        assert!(log.contains("source=partner") && log.contains("\"rows\":2") && log.contains("\"orders\""), "{log}");
        let chosen = clerk(&world).get("/staff/orders.csv?number=S&columns=number,source").await.expect(StatusCode::OK).body;
        assert_eq!(lines(&chosen)[1..], ["S-1,Shop"]);
        let log = last_export(&world).await;
        assert!(log.contains("[\"number\"]") && !log.contains("number=S"), "what was typed is not in the log: {log}");
        for (word, status) in [("support", StatusCode::OK), ("lab", StatusCode::FORBIDDEN)] {
            staff(&world, word).get("/staff/orders.csv").await.expect(status);
        }
    }

    /// ALL-2, ALL-8, LIC-4, LIC-17
    async fn the_file_of_a_search_is_posted_and_tells_no_code(world: World) {
        on_sale(&world).await;
        let order = order(&world, "SHOP-1", "buyer@shop.example", "en").await;
        sold(&world, order, "3").await;
        let code = code_in(&world.last_mail_to("buyer@shop.example").await.text);
        let mut clerk = clerk(&world);
        let page = clerk.post("/staff/licenses", &[("q", "buyer@shop.example")]).await.expect(StatusCode::OK);
        assert!(page.body.contains("method=\"post\" action=\"/staff/licenses.csv\""), "{}", page.body);
        let file = clerk.post("/staff/licenses.csv", &[("q", "buyer@shop.example"), ("sort", "number")]).await.expect(StatusCode::OK).body;
        let mut numbers: Vec<String> = licenses_of(&world, order).await.into_iter().map(|row| row.number).collect();
        numbers.sort();
        let rows = lines(&file);
        let found: Vec<String> = rows[1..].iter().map(|row| row.split(',').next().unwrap().replace('-', "")).collect();
        assert_eq!(found, numbers, "{file}");
        assert!(!file.contains(&code) && file.contains("SHOP-1,Beacon,Professional,"), "{file}");
        let log = last_export(&world).await;
        assert!(log.contains("[\"q\"]") && !log.contains("buyer"), "{log}");
        assert_eq!(clerk.get("/staff/licenses.csv?q=buyer@shop.example").await.location(), "/staff/licenses");
        let by_status = clerk.get("/staff/licenses.csv?status=active").await.expect(StatusCode::OK).body;
        assert_eq!(lines(&by_status).len(), 1, "{by_status}");
    }

    /// ALL-2, LIC-6
    async fn a_customers_file_has_their_own_licenses_and_masked_codes(world: World) {
        on_sale(&world).await;
        let ada = crate::blocks::account(&world, "ada@example.com", Lang::En).await;
        let order = order(&world, "SHOP-2", "ada@example.com", "en").await;
        sold(&world, order, "2").await;
        let file = signed_in(&world, ada).get("/licenses.csv?product=beacon&sort=-added").await.expect(StatusCode::OK).body;
        let rows = lines(&file);
        assert!(rows.len() == 3 && rows[1].starts_with("Beacon,Professional,") && rows[1].contains("-•••••-•••••-"), "{file}");
        let none = signed_in(&world, Uuid::from_u128(0xB0B)).get("/licenses.csv").await.expect(StatusCode::OK).body;
        assert_eq!(lines(&none).len(), 1, "{none}");
    }

    /// ALL-2, LIC-6, LIC-7
    async fn a_customers_list_removes_in_the_row_and_says_that_its_order_by_end_is_its_own(world: World) {
        on_sale(&world).await;
        let ada = crate::blocks::account(&world, "ada@example.com", Lang::En).await;
        let order = order(&world, "SHOP-3", "ada@example.com", "en").await;
        sold(&world, order, "1").await;
        let license = licenses_of(&world, order).await.remove(0).id;
        let mut browser = signed_in(&world, ada);
        let next = browser.get("/licenses?sort=ends").await.expect(StatusCode::OK).body;
        assert!(next.contains(&format!("href=\"/licenses/{license}/remove\"")), "{next}");
        assert!(next.contains("aria-sort=\"other\""), "what has ended comes last: {next}");
        let latest = browser.get("/licenses?sort=-ends").await.expect(StatusCode::OK).body;
        assert!(latest.contains("aria-sort=\"descending\""), "{latest}");
    }

    /// ALL-2, ALL-7
    async fn page_and_api_sort_and_filter_by_the_same_words(world: World) {
        on_sale(&world).await;
        for number in ["A-1", "A-2"] {
            order(&world, number, "", "").await;
        }
        let query = "number=A&source=shop&from=2026-11-21&until=2026-11-21&sort=-number";
        let page = clerk(&world).get(&format!("/staff/orders?{query}")).await.expect(StatusCode::OK).body;
        assert!(page.find(">A-2</a>") < page.find(">A-1</a>") && page.contains(">A-2</a>"), "{page}");
        let mut api = crate::clerks::program(&world, crate::clerks::ALL_SCOPES);
        let found = api.get(&format!("/api/v1/orders?{query}")).await.expect(StatusCode::OK).json();
        assert_eq!((found["items"][0]["number"].as_str(), found["items"][1]["number"].as_str()), (Some("A-2"), Some("A-1")));
        let refused = api.get("/api/v1/orders?source=street").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((refused.code().as_str(), refused.json()["field"].as_str()), ("input.not_a_choice", Some("source")));
    }

    /// ALL-3
    async fn the_log_says_no_filter_that_an_address_made_up(world: World) {
        for (query, said) in [("product=ada@example.com", "[\"product\"]"), ("status=active", "[\"status=active\"]")] {
            clerk(&world).get(&format!("/staff/licenses.csv?{query}")).await.expect(StatusCode::OK);
            let log = last_export(&world).await;
            assert!(log.contains(said) && !log.contains("example.com"), "{query}: {log}");
        }
    }
}
