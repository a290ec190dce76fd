//! Every page that a link leads to, as a stranger, a customer and a clerk see it, in each language: it answers, in that language, with one
//! first heading, with a label for each field, and with texts for people. What only a browser can see is looked at in
//! e2e/tests/pages-*.spec.ts.

use crate::company_doors::company;
use crate::console::content;
use crate::routes::{clerk, person, signed_in};
use crate::sample::{sample_code, sample_statement};
use crate::world;
use gatehouse_accounts::contacts;
use gatehouse_chat::actions::save_setting::{SaveSetting, save_setting};
use gatehouse_chat::actions::say::{Say, say_as_staff};
use gatehouse_chat::actions::start::{StartChat, start};
use gatehouse_chat::actions::take::take;
use gatehouse_companies::signals::Shown;
use gatehouse_core::{Lang, Role};
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::company::add::{AddToCompany, add_to_company};
use gatehouse_support::actions::merge::merge;
use gatehouse_support::actions::open_request::{OpenRequest, open_request};
use gatehouse_support::actions::save_canned::{SaveCanned, save_canned};
use gatehouse_support::actions::save_macro::save_macro;
use gatehouse_support::actions::save_queue::{SaveQueue, add_rule, save_queue};
use gatehouse_support::actions::save_target::save_calendar;
use gatehouse_support::model::calendar::CalendarRule;
use gatehouse_support::model::macro_steps::Steps;
use gatehouse_support::model::queue_rules::Wanted;
use gatehouse_testkit::{Browser, Crawl, TestEngine, World};

/// Crawls in each language; `expected` are beginnings of addresses that must be among the pages.
async fn crawl(browser: &Browser, from: &[&str], expected: &[&str]) {
    for lang in Lang::ALL {
        let pages = Crawl::new(browser.clone(), lang, from).walk().await;
        for beginning in expected {
            assert!(pages.iter().any(|page| page.starts_with(beginning)), "no page {beginning} in {pages:?}");
        }
    }
}

/// How support works, and two requests of the holder of [`content`], of which one goes on in the other.
async fn desk(world: &World) {
    let lead = world.cx_staff(&[Role::Support]);
    let queue = SaveQueue { name: "Lamps".into(), others: true, archived: false };
    let queue = save_queue(&lead, None, &queue).await.unwrap();
    add_rule(&lead, queue, &Wanted::default()).await.unwrap();
    let hours = CalendarRule { zone: "UTC".into(), always: true, week: Default::default(), holidays: Vec::new() };
    save_calendar(&lead, None, "Always", &hours).await.unwrap();
    let texts = [("en".to_owned(), "Dear [name]".to_owned())].into();
    let canned = SaveCanned { name: "Greeting".into(), folder: String::new(), texts };
    let canned = save_canned(&lead, None, &canned).await.unwrap();
    let steps = Steps { take: true, canned: Some(canned), ..Steps::default() };
    save_macro(&lead, "Greet", &steps).await.unwrap();
    let cx = world.cx();
    let holder = contacts::find_by_email(&cx, cx.read(), "holder@example.com").await.unwrap().unwrap();
    let question = OpenRequest {
        category: "portal".into(),
        subject: "The lamp flickers".into(),
        description: "Since today.".into(),
        fields: [("kind".to_owned(), "question".to_owned())].into(),
        ..OpenRequest::default()
    };
    let first = open_request(&world.cx_of(holder), None, &question).await.unwrap();
    let double = open_request(&world.cx_of(holder), None, &question).await.unwrap();
    merge(&lead, double.id, &first.number.to_string()).await.unwrap();
    let on = SaveSetting { is_on: true, ..SaveSetting::default() };
    save_setting(&lead, &on).await.unwrap();
    let question = StartChat { question: "Is anybody there?".into(), ..StartChat::default() };
    let chat = start(&world.cx_of(holder), &question).await.unwrap().chat;
    take(&lead, chat, false).await.unwrap();
    say_as_staff(&lead, chat, &Say { client: None, text: "Good afternoon.".into() }).await.unwrap();
}

/// ALL-1, ALL-2, ACC-1, ACC-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strangers_pages_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    let on = SaveSetting { is_on: true, ..SaveSetting::default() };
    save_setting(&world.cx_staff(&[Role::Support]), &on).await.unwrap();
    let from = [
        "/",
        "/staff",
        "/register/sent",
        "/forgot-password/sent",
        "/account-deleted",
        "/api/docs",
        "/certificate",
        "/contract-certificate",
        "/device",
        "/oauth/logout/done",
    ];
    let expected = [
        "/",
        "/sign-in",
        "/register",
        "/forgot-password",
        "/staff/sign-in",
        "/browsers",
        "/api/docs/orders",
        "/trial",
        "/chat",
    ];
    crawl(&world.browser(), &from, &expected).await;
}

/// ALL-11
#[tokio::test(flavor = "multi_thread")]
async fn every_page_leads_to_the_supported_browsers_and_tells_an_outdated_one() {
    let world = world(TestEngine::Sqlite).await;
    let mut visitor = world.browser();
    for (lang, title) in [("en", "Supported browsers"), ("ja", "対応ブラウザー"), ("ru", "Поддерживаемые браузеры")]
    {
        for path in ["/sign-in", "/staff/sign-in", "/api/docs", "/nothing-here", "/browsers"] {
            let page = visitor.get(&format!("{path}?lang={lang}")).await.body;
            assert!(page.contains(&format!("<a href=\"/browsers\">{title}</a>")), "{lang} {path}: the foot");
            assert_eq!(page.matches("class=\"outdated\"").count(), 1, "{lang} {path}: the hint");
        }
        let page = visitor.get(&format!("/browsers?lang={lang}")).await.body;
        for name in ["Google Chrome", "Microsoft Edge", "Mozilla Firefox", "Safari"] {
            assert!(page.contains(name), "{lang}: {name}");
        }
        assert!(page.contains("if-current") && page.contains("if-outdated"), "{lang}");
    }
}

/// ALL-7
#[tokio::test(flavor = "multi_thread")]
async fn the_guide_to_the_api_begins_with_four_commands_and_has_examples_for_all_of_it() {
    let world = world(TestEngine::Sqlite).await;
    let mut visitor = world.browser();
    let first = visitor.get("/api/docs").await.body;
    let start = first.split("id=\"start\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(start.contains("/staff/api-keys/new"), "where a key comes from");
    let commands = ["/api/v1/orders&#39;", "/licenses&#39;", "/api/v1/activations&#39;", "/renew&#39;"];
    for command in commands {
        assert!(start.contains(command), "{command}: {start}");
    }
    assert_eq!(start.matches("<pre").count(), commands.len(), "each can be copied");
    let operations = world.openapi["paths"].as_object().unwrap().values().map(|path| path.as_object().unwrap().len());
    let (mut shown, mut pages) = (0, vec![first.clone()]);
    for task in ["orders", "products", "licenses", "catalog", "companies", "support"] {
        assert!(first.contains(&format!("href=\"/api/docs/{task}\"")), "{task}");
        let page = visitor.get(&format!("/api/docs/{task}")).await.body;
        shown += page.matches("<section class=\"panel\"").count();
        pages.push(page);
    }
    assert_eq!(shown, operations.sum::<usize>(), "each operation is on the page of one task");
    for page in &pages {
        assert!(!page.contains("(no example)"), "{page}");
        let elements = page.matches('<').count() - page.matches("</").count();
        assert!(elements < 2_600, "{elements} elements");
    }
    visitor.get("/api/docs/nothing").await.expect(axum::http::StatusCode::NOT_FOUND);
}

/// ALL-7, ALL-8
#[tokio::test(flavor = "multi_thread")]
async fn the_api_keys_lead_to_the_guide() {
    let world = world(TestEngine::Sqlite).await;
    let page = clerk(&world).await.get("/staff/api-keys").await.body;
    assert!(page.contains("href=\"/api/docs\""), "{page}");
}

/// ALL-1, ALL-2, ACC-16, LIC-6, LIC-7, LIC-17
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customers_pages_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    content(&world).await;
    desk(&world).await;
    let account = [
        "/account",
        "/account/password",
        "/account/security/phone",
        "/account/sign-in-services",
        "/account/sessions",
        "/account/apps",
        "/account/activity",
        "/account/privacy",
        "/account/purchases",
        "/account/export",
    ];
    let statements = ["/account/statements/0", "/account/receipts/0"];
    let asked = ["/requests/0", "/requests/new", "/chats", "/chat/0"];
    let owned = [
        "/home",
        "/downloads",
        "/licenses",
        "/licenses/add",
        "/licenses/0",
        "/licenses/devices",
        "/licenses/renewals",
        "/licenses/usage",
    ];
    let expected = [&owned[..], &account[..], &statements[..], &asked[..]].concat();
    // Where no service is set up and none is connected, no link leads to its page.
    let from = ["/", "/account", "/account/sign-in-services"];
    crawl(&signed_in(&world, "holder@example.com").await, &from, &expected).await;
}

/// ALL-1, ALL-2, COM-3, LIC-24
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_companys_pages_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    let owner = person(&world, "owner@example.com").await;
    let acme = company(&world, "Acme", owner).await;
    let code = sample_code(&world, "beacon").await;
    let shown = Shown::Code(code.clone().into());
    let input = AddToCompany { company: acme, shown, file_name: String::new(), accepted: None };
    add_to_company(&world.cx_of(owner), &input).await.unwrap();
    let input = Activate {
        product: "beacon".into(),
        code: code.into(),
        fingerprint: vec!["ab".repeat(32)],
        ..Activate::default()
    };
    activate(&world.cx(), input).await.unwrap();
    let owned = ["/licenses/devices", "/licenses/renewals", "/licenses/usage"].map(|page| format!("/c/acme{page}"));
    let owned: Vec<&str> = owned.iter().map(String::as_str).collect();
    crawl(&signed_in(&world, "owner@example.com").await, &["/c/acme/licenses"], &owned).await;
}

/// ACC-12, ALL-1, ALL-2
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_before_the_gate_of_statements_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    person(&world, "kept@example.com").await;
    sample_statement(&world, true).await;
    let from = ["/account/statements", "/account/statements/declined"];
    let expected = [&from[..], &["/account/privacy", "/account/security", "/account/delete"]].concat();
    crawl(&signed_in(&world, "kept@example.com").await, &from, &expected).await;
}

/// ALL-1, ALL-2, ALL-3, ALL-8, LIC-1, LIC-3, LIC-17
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerks_pages_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    content(&world).await;
    desk(&world).await;
    let folders = [
        "search",
        "members",
        "api-keys",
        "audit",
        "jobs",
        "dead-letters",
        "licenses",
        "orders",
        "catalog",
        "accounts",
        "statements",
        "trials",
        "reports",
        "usage",
        "devices",
        "requests/0",
        "contracts",
        "answers/0",
        "macros/0",
        "support/queues/0",
        "support/rules/0",
        "support/calendars/0",
        "support/reports",
        "support/reports/contracts",
        "surveys",
        "surveys/rounds",
        "failed-mails",
        "chats/0",
        "chats/all",
        "chats/settings",
    ];
    let expected = folders.map(|folder| format!("/staff/{folder}"));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    crawl(&clerk(&world).await, &["/staff"], &expected).await;
}
