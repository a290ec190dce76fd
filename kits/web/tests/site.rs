//! What surrounds every request: headers, cross-site refusals, error pages and problems, languages, limits.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails loudly")]

use axum::http::{Method, StatusCode};
use gatehouse_context::Services;
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, Role, SECOND};
use gatehouse_db::Migration;
use gatehouse_guard::{Budget, Limit};
use gatehouse_testkit::{Browser, TestEngine, World, both_engines};
use gatehouse_web::api::{Right, Scoped};
use gatehouse_web::session::{SharedApiKeys, SharedCustomerSessions, SharedStaffSessions};
use gatehouse_web::visit::safe_next;
use gatehouse_web::{Customer, Done, Doors, Halt, JsonBody, Module, Staff, Visit};
use nobody::Nobody;
use std::sync::Arc;

#[path = "site/nobody.rs"]
mod nobody;

/// A module with a page of every kind and nobody signed in.
struct Probe;

async fn fails() -> Result<Done, Halt> {
    Err(Fault::new("canary of the inside").into())
}

#[allow(clippy::panic, reason = "what it is for")]
async fn panics() -> Result<Done, Halt> {
    panic!("canary of a panic")
}

const LIMITED: Budget = Budget::of_strangers(Limit { action: "probe", burst: 2, seconds_each: 10 });

async fn limited(visit: Visit) -> Result<Done, Halt> {
    LIMITED.check(&visit.cx)?.map_err(Halt::refused)?;
    Ok(visit.go("/there"))
}

async fn customers_only(_: Customer) -> &'static str {
    "secret"
}

async fn staff_only(_: Staff) -> &'static str {
    "secret"
}

async fn scoped(_: Scoped<ProbeWrite>) -> &'static str {
    "done"
}

enum ProbeWrite {}
enum ProbeRead {}

impl Right for ProbeWrite {
    const ROLES: &'static [Role] = &[];
    const SCOPE: Option<&'static str> = Some("probe:write");
}

impl Right for ProbeRead {
    const ROLES: &'static [Role] = &[];
    const SCOPE: Option<&'static str> = Some("probe:read");
}

async fn written(_: Scoped<ProbeWrite>, _: JsonBody<Body>) -> &'static str {
    "written"
}

async fn read(_: Scoped<ProbeRead>, _: JsonBody<Body>) -> &'static str {
    "read"
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(rename = "n")]
    _n: u8,
}

async fn json(_: JsonBody<Body>) -> &'static str {
    "read"
}

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
    fn services(&self, services: &mut Services) {
        services.put::<SharedCustomerSessions>(Arc::new(Nobody));
        services.put::<SharedStaffSessions>(Arc::new(Nobody));
        services.put::<SharedApiKeys>(Arc::new(Nobody));
    }
    fn pages(&self) -> Doors {
        Doors::new()
            .anyone(|doors| {
                let doors = doors.get("/fails", fails).get("/panics", panics).post("/limited", limited, LIMITED);
                let doors = doors.get("/api/v1/fails", fails).get("/api/v1/scoped", scoped);
                doors
                    .free_post("/api/v1/json", json)
                    .free_post("/api/v1/written", written)
                    .free_post("/api/v1/read", read)
            })
            .customers(|doors| doors.get("/mine", customers_only).post("/mine/change", customers_only))
            .staff(&Role::ALL, |doors| doors.get("/staff/ours", staff_only).post("/staff/ours/change", staff_only))
    }
}

async fn world(engine: TestEngine) -> World {
    World::with(engine, vec![Box::new(Probe)], |parts| parts.limits = true).await
}

both_engines! {
    /// ALL-9
    async fn a_fault_is_one_calm_page_with_the_request_id_and_nothing_of_the_inside(world: World) {
        for path in ["/fails", "/panics"] {
            for (lang, word) in [("en", "our side"), ("ja", "問題"), ("ru", "стороне")] {
                let mut browser = world.browser().header("accept-language", lang);
                let page = browser.get(path).await.expect(StatusCode::INTERNAL_SERVER_ERROR);
                assert!(page.body.contains(page.headers["x-request-id"].to_str().unwrap()), "{path}");
                assert!(!page.body.contains("canary"));
                assert!(page.body.contains(&format!("lang=\"{lang}\"")), "{path} {lang} {word}");
            }
        }
    }

    /// ALL-7, ALL-9
    async fn every_error_of_the_api_is_problem_details(world: World) {
        let mut browser = world.browser().header("accept-language", "ru");
        let broken = browser.get("/api/v1/fails").await.expect(StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(broken.headers["content-type"], "application/problem+json");
        assert_eq!((broken.code().as_str(), broken.json()["final"].as_bool()), ("service.broken", Some(false)));
        assert!(!broken.body.contains("canary") && broken.json()["detail"].as_str().unwrap().contains("ошибка"));
        assert_eq!(browser.get("/api/v1/nothing").await.expect(StatusCode::NOT_FOUND).code(), "request.not_found");
        let wrong_method = browser.send(Method::DELETE, "/api/v1/fails", None, vec![]).await;
        assert_eq!(wrong_method.expect(StatusCode::METHOD_NOT_ALLOWED).code(), "request.method_not_allowed");
        let kinds: [(Option<&str>, &[u8], u16, &str); 6] = [
            (None, b"{}", 415, "request.not_json"),
            (Some("text/plain"), b"{}", 415, "request.not_json"),
            (Some("application/json"), b"{", 400, "request.malformed"),
            (Some("application/json"), b"{\"n\":1,\"x\":2}", 400, "request.malformed"),
            (Some("application/json"), b"\xff\xfe", 400, "request.malformed"),
            (Some("application/json"), b"{\"n\":\"canary-value\"}", 400, "request.malformed"),
        ];
        for (kind, body, status, code) in kinds {
            let answer = browser.send(Method::POST, "/api/v1/json", kind, body.to_vec()).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code));
            assert!(!answer.body.contains("canary"));
        }
        let large = browser.send(Method::POST, "/api/v1/json", Some("application/json"), vec![b' '; 3 << 20]).await;
        assert_eq!(large.expect(StatusCode::PAYLOAD_TOO_LARGE).code(), "request.too_large");
    }

    /// ALL-8
    async fn an_api_key_opens_only_what_its_scopes_say(world: World) {
        let mut nobody = world.browser();
        let without = nobody.get("/api/v1/scoped").await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(without.headers["www-authenticate"], "Bearer");
        for (key, status) in [("ghk_wrong", 401), ("ghk_right", 403)] {
            let mut browser = world.browser().header("authorization", &format!("Bearer {key}"));
            assert_eq!(browser.get("/api/v1/scoped").await.status.as_u16(), status);
        }
    }

    /// ALL-8, ALL-9
    async fn a_body_is_read_only_for_a_key_with_the_scope(world: World) {
        let large = || vec![b' '; 3 << 20];
        for (key, path, status) in [
            ("ghk_wrong", "/api/v1/written", StatusCode::UNAUTHORIZED),
            ("ghk_right", "/api/v1/written", StatusCode::FORBIDDEN),
            ("ghk_right", "/api/v1/read", StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let mut browser = world.browser().header("authorization", &format!("Bearer {key}"));
            browser.send(Method::POST, path, Some("application/json"), large()).await.expect(status);
        }
        let mut browser = world.browser().header("authorization", "Bearer ghk_right");
        let read = browser.json(Method::POST, "/api/v1/read", &serde_json::json!({ "n": 1 })).await;
        assert_eq!(read.expect(StatusCode::OK).body, "read");
    }

    /// ALL-9
    async fn another_site_cannot_make_a_browser_change_anything(world: World) {
        for (site, origin) in [("cross-site", "https://evil.example"), ("same-site", "https://other.example")] {
            let mut browser = world.browser().header("sec-fetch-site", site).header("origin", origin);
            let page = browser.post("/theme", &[("theme", "dark"), ("next", "/")]).await.expect(StatusCode::FORBIDDEN);
            assert!(page.body.contains("<html"), "a page, not an empty answer");
            assert!(browser.cookie("gh_theme").is_none());
        }
        let mut own = world.browser();
        own.post("/theme", &[("theme", "dark"), ("next", "/sign-in")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(own.cookie("gh_theme"), Some("dark"));
    }

    /// ALL-4, ALL-9
    async fn a_change_says_that_it_comes_from_our_own_pages(world: World) {
        let form = [("theme", "dark"), ("next", "/")];
        let status = |browser: Browser| async move { browser.clone().post("/theme", &form).await.status.as_u16() };
        // Older browsers name the origin only, and only the very one counts, with its scheme and port.
        assert_eq!(status(world.browser().header("origin", "http://127.0.0.1:8080")).await, 303);
        for origin in ["https://127.0.0.1:8080", "http://127.0.0.1", "http://localhost:8080", "null"] {
            assert_eq!(status(world.browser().header("origin", origin)).await, 403, "{origin}");
        }
        assert_eq!(status(world.browser().header("sec-fetch-site", "none")).await, 303);
        // What says nothing is no browser; `authorization` keeps the test's browser from speaking as one.
        assert_eq!(status(world.browser().header("authorization", "Basic eA==")).await, 403);
        assert_eq!(status(world.browser().header("authorization", "Bearer ghk_right")).await, 403);
        let program = world.browser().header("authorization", "Basic eA==");
        let read = program.clone().json(Method::POST, "/api/v1/json", &serde_json::json!({ "n": 1 })).await;
        assert_eq!(read.status, StatusCode::OK, "a product says nothing and brings no cookie");
        let mut with_session = program;
        with_session.set_cookie("gh_session", "x");
        let refused = with_session.json(Method::POST, "/api/v1/json", &serde_json::json!({ "n": 1 })).await;
        assert_eq!(refused.expect(StatusCode::FORBIDDEN).code(), "request.cross_site");
    }

    /// ALL-4, PRI-13
    async fn under_another_name_nothing_is_shown(world: World) {
        let another = |host: &str| world.browser().header("host", host);
        for path in ["/_dev/mail", "/sign-in", "/api/v1/fails", "/robots.txt", "/nothing"] {
            let answer = another("evil.example").get(path).await.expect(StatusCode::MISDIRECTED_REQUEST);
            assert!(answer.body.contains("http://127.0.0.1:8080"), "{path}: the right address is named");
        }
        for (lang, word) in [("en", "address"), ("ja", "アドレス"), ("ru", "адрес")] {
            let page = another("evil.example").header("accept-language", lang).get("/").await;
            assert!(page.body.contains(word) && page.body.contains(&format!("lang=\"{lang}\"")), "{lang}");
        }
        let problem = another("evil.example").get("/api/v1/fails").await;
        assert_eq!(problem.code(), "request.another_host");
        another("").get("/sign-in").await.expect(StatusCode::MISDIRECTED_REQUEST);
        // A developer's other names of this machine lead here too.
        another("[::1]:8080").get("/robots.txt").await.expect(StatusCode::OK);
        another("10.1.2.3:8080").get("/robots.txt").await.expect(StatusCode::MISDIRECTED_REQUEST);
        another("10.1.2.3:8080").get("/health/live").await.expect(StatusCode::NO_CONTENT);
    }

    /// ALL-9
    async fn a_form_that_is_too_large_is_told_so(world: World) {
        let long = "x".repeat(64 << 10);
        let mut browser = world.browser();
        let page = browser.post("/theme", &[("theme", &long)]).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.body.contains("<html") && !page.body.contains("xxxx"));
        browser.post("/theme", &[("theme", &long[..60_000])]).await.expect(StatusCode::BAD_REQUEST);
    }

    /// ALL-9
    async fn nobody_is_sent_to_another_site_after_signing_in(world: World) {
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\r\nb"] {
            assert_eq!(safe_next(Some(bad), "/home"), "/home", "{bad:?}");
        }
        assert_eq!(safe_next(Some("/licenses?q=a"), "/home"), "/licenses?q=a");
        let mut browser = world.browser();
        let answer = browser.get("/mine").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/sign-in?next=/mine");
        let answer = browser.get("/staff/ours").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/staff/sign-in?next=/staff/ours");
    }

    /// ACC-1, ACC-11
    async fn a_network_gets_so_many_pictures_and_then_waits(world: World) {
        let mut browser = world.browser();
        let cx = gatehouse_context::Cx { network: Some("unknown".to_owned()), ..world.cx() };
        let path = format!("/human-check/{}.png", gatehouse_guard::human::challenge(&cx, "probe").unwrap().0);
        for _ in 0..60 {
            browser.get(&path).await.expect(StatusCode::OK);
        }
        browser.get(&path).await.expect(StatusCode::TOO_MANY_REQUESTS);
        world.advance(2 * SECOND);
        browser.get(&path).await.expect(StatusCode::OK);
    }

    /// ALL-2
    async fn who_must_sign_in_amid_a_form_comes_back_to_its_page(world: World) {
        let mut browser = world.browser();
        assert_eq!(browser.post("/mine/change", &[]).await.location(), "/sign-in?next=/mine/change&ended=1");
        assert_eq!(browser.post("/staff/ours/change", &[]).await.location(), "/staff/sign-in?next=/staff/ours/change");
        browser.get("/mine/change").await.expect(StatusCode::METHOD_NOT_ALLOWED);
        let mut browser = browser.header("sec-fetch-mode", "navigate");
        assert_eq!(browser.get("/mine/change").await.expect(StatusCode::SEE_OTHER).location(), "/mine");
        assert_eq!(browser.get("/staff/ours/change").await.expect(StatusCode::SEE_OTHER).location(), "/staff/ours");
    }

    /// ALL-1
    async fn a_language_link_is_remembered_by_the_browser(world: World) {
        let mut browser = world.browser();
        assert!(browser.get("/nothing?lang=ja").await.body.contains("lang=\"ja\""));
        assert!(browser.get("/nothing").await.body.contains("lang=\"ja\""));
        assert!(browser.get("/nothing?lang=xx").await.body.contains("lang=\"ja\""));
    }

    /// ACC-11, ALL-9
    async fn too_many_tries_of_a_network_are_told_when_to_come_back(world: World) {
        let mut browser = world.browser();
        for _ in 0..2 {
            browser.post("/limited", &[]).await.expect(StatusCode::SEE_OTHER);
        }
        let refused = browser.post("/limited", &[]).await.expect(StatusCode::TOO_MANY_REQUESTS);
        let wait: i64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=11).contains(&wait));
        world.advance(wait * SECOND);
        browser.post("/limited", &[]).await.expect(StatusCode::SEE_OTHER);
    }
}

/// PRI-8
#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = world(TestEngine::Sqlite).await;
    for path in ["/nothing", "/fails", "/health/live", "/api/v1/nothing", "/api/docs", "/robots.txt"] {
        let answer = world.browser().get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["x-frame-options"], "DENY", "{path}");
        let is_page = path != "/api/v1/nothing";
        assert_eq!(answer.headers.contains_key("permissions-policy"), is_page, "{path}");
        assert_eq!(answer.headers.get("referrer-policy").is_some_and(|v| v == "no-referrer"), is_page, "{path}");
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
    }
}

/// ALL-4, ALL-8
#[tokio::test]
async fn staff_pages_are_under_an_origin_of_their_own_where_the_operator_says_so() {
    let world = World::with(TestEngine::Sqlite, vec![Box::new(Probe)], |parts| {
        parts.settings.origin = "https://portal.example.com".to_owned();
        parts.settings.staff_origin = Some("https://staff.example.com".to_owned());
    })
    .await;
    let at = |host: &str| world.browser().header("host", host);
    let (portal, staff) = ("portal.example.com", "staff.example.com");
    for (host, path, status) in [
        (portal, "/mine", StatusCode::SEE_OTHER),
        (portal, "/staff/ours", StatusCode::MISDIRECTED_REQUEST),
        (staff, "/staff/ours", StatusCode::SEE_OTHER),
        (staff, "/mine", StatusCode::MISDIRECTED_REQUEST),
        (portal, "/api/v1/fails", StatusCode::INTERNAL_SERVER_ERROR),
        (staff, "/api/v1/fails", StatusCode::MISDIRECTED_REQUEST),
        (portal, "/_dev/mail", StatusCode::OK),
        (staff, "/_dev/mail", StatusCode::MISDIRECTED_REQUEST),
        (portal, "/robots.txt", StatusCode::OK),
        (staff, "/robots.txt", StatusCode::OK),
        (staff, "/health/live", StatusCode::NO_CONTENT),
        ("evil.example", "/staff/ours", StatusCode::MISDIRECTED_REQUEST),
    ] {
        assert_eq!(at(host).get(path).await.status, status, "{host}{path}");
    }
    assert_eq!(at(staff).get("/").await.expect(StatusCode::SEE_OTHER).location(), "/staff");
    assert!(at(portal).get("/staff/ours").await.body.contains("\"https://staff.example.com/staff\""));
    for path in ["/mine", "/staffing"] {
        assert!(at(staff).get(path).await.body.contains("\"https://portal.example.com/\""), "{path}");
    }
    let wrong = at(staff).get("/api/v1/fails").await;
    assert!(wrong.code() == "request.another_host" && wrong.body.contains("https://portal.example.com"));
    // Nor do pages of the one change anything of the other.
    let from = |host: &str, origin: &str| at(host).header("origin", origin);
    for (host, own, other, path) in [
        (staff, "https://staff.example.com", "https://portal.example.com", "/staff/ours/change"),
        (portal, "https://portal.example.com", "https://staff.example.com", "/mine/change"),
    ] {
        from(host, own).post(path, &[]).await.expect(StatusCode::SEE_OTHER);
        from(host, other).post(path, &[]).await.expect(StatusCode::FORBIDDEN);
        at(host).header("sec-fetch-site", "same-site").post(path, &[]).await.expect(StatusCode::FORBIDDEN);
    }
    let mut console = from(staff, "https://staff.example.com");
    let answer = console.post("/theme", &[("theme", "dark"), ("next", "/staff")]).await.expect(StatusCode::SEE_OTHER);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-gh_theme=dark") && cookie.contains("Secure"), "{cookie}");
}
