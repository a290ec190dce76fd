//! Every page that a link leads to, as a stranger, a customer and a clerk see it, in each language: it answers, in that language, with one
//! first heading, with a label for each field, and with texts for people. What only a browser can see is looked at in
//! e2e/tests/pages-*.spec.ts.

use crate::console::content;
use crate::routes::{clerk, signed_in};
use crate::world;
use gatehouse_core::Lang;
use gatehouse_testkit::{Browser, Crawl, TestEngine};

/// Crawls in each language; `expected` are beginnings of addresses that must be among the pages.
async fn crawl(browser: &Browser, from: &[&str], expected: &[&str]) {
    for lang in Lang::ALL {
        let pages = Crawl::new(browser.clone(), lang, from).walk().await;
        for beginning in expected {
            assert!(pages.iter().any(|page| page.starts_with(beginning)), "no page {beginning} in {pages:?}");
        }
    }
}

/// ALL-1, ALL-2, ACC-1, ACC-13
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strangers_pages_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    let from = ["/", "/staff", "/register/sent", "/forgot-password/sent", "/account-deleted", "/api/docs"];
    crawl(&world.browser(), &from, &["/sign-in", "/register", "/forgot-password", "/staff/sign-in", "/api/docs"]).await;
}

/// ALL-1, ALL-2, ACC-16, LIC-6, LIC-7, LIC-17
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customers_pages_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    content(&world).await;
    let expected = ["/licenses", "/licenses/add", "/licenses/0", "/account", "/account/password", "/account/sessions"];
    crawl(&signed_in(&world, "holder@example.com").await, &["/", "/account"], &expected).await;
}

/// ALL-1, ALL-2, ALL-3, ALL-8, LIC-1, LIC-3, LIC-17
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerks_pages_are_whole_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    content(&world).await;
    let folders = ["members", "api-keys", "audit", "jobs", "dead-letters", "licenses", "orders", "catalog", "accounts"];
    let expected = folders.map(|folder| format!("/staff/{folder}"));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    crawl(&clerk(&world).await, &["/staff"], &expected).await;
}
