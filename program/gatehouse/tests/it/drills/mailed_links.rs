//! `mailed-links`: a mail scanner looks 10,000 times at a link of every kind that goes out to customers. No row of any
//! table changes, and each link still works. The small form is `mailed_links` in the tests of accounts, with the link that keeps factors too.

use super::held;
use crate::world;
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::actions::invite::invite;
use gatehouse_core::{Lang, SECOND};
use gatehouse_testkit::authenticator::Question;
use gatehouse_testkit::{Authenticator, Browser, TestEngine, World};
use std::collections::BTreeMap;
use std::time::Duration;

const EMAIL: &str = "owner@example.com";
const NEW: &str = "owner.new@example.com";
const THIRD: &str = "owner.third@example.com";
const PASSWORD: &str = "Harbor-Lamp-27";
const LOOKS: usize = 10_000;

/// Every link with a token in the mails, the newest one for each page.
async fn links(world: &World) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for mail in world.mails().await {
        for word in mail.text.split_whitespace().filter(|word| word.contains("?token=")) {
            let rest = word.split_once("://").map_or(word, |(_, rest)| rest);
            let link = rest[rest.find('/').unwrap()..].to_owned();
            found.insert(link.split('?').next().unwrap().to_owned(), link);
        }
    }
    found
}

async fn change(browser: &mut Browser, to: &str) {
    browser.post("/step-up", &[("current", PASSWORD), ("next", "/account/email")]).await;
    assert_eq!(browser.post("/account/email", &[("email", to)]).await.location(), "/account/email");
}

/// The first factor, whose mail has a link.
async fn add_passkey(browser: &mut Browser) {
    let page = browser.get("/account/security/passkey").await;
    let question = Question::of_page(&page);
    let said = Authenticator::of_world().create(&question);
    let form = [("passkey_challenge", question.challenge.as_str()), ("passkey_answer", &said)];
    assert!(browser.post("/account/security/passkey", &form).await.status.is_success());
}

async fn prepare(world: &World) -> (Browser, BTreeMap<String, String>) {
    let owner = CreateConfirmed {
        email: EMAIL.into(),
        password: PASSWORD.to_owned().into(),
        name: String::new(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: "Asia/Tokyo".into(),
    };
    let id = create_confirmed(&world.cx(), owner).await.unwrap();
    let mut browser = world.browser();
    browser.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    add_passkey(&mut browser).await;
    world.advance(SECOND);
    change(&mut browser, NEW).await;
    let link = links(world).await.remove("/confirm-email").unwrap();
    let token = link.split('=').nth(1).unwrap();
    assert!(browser.post("/confirm-email", &[("token", token)]).await.status.is_success());
    change(&mut browser, THIRD).await;
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    invite(&cx, &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    let fresh = [("email", "fresh@example.com"), ("password", PASSWORD), ("again", PASSWORD)];
    world.browser().post_as_human("/register", &fresh).await;
    (browser, links(world).await)
}

async fn scan(engine: TestEngine) {
    let world = world(engine).await;
    let (mut browser, links) = prepare(&world).await;
    let paths: Vec<&str> = links.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        ["/confirm", "/confirm-email", "/pause-emails", "/set-password", "/undo-email", "/undo-two-step"]
    );
    let before = world.dump().await;
    for link in links.values() {
        for _ in 0..LOOKS {
            let mut scanner = world.browser();
            let first = scanner.get(link).await;
            assert!(scanner.follow(first).await.status.is_success(), "{link}");
        }
    }
    assert!(world.dump().await == before, "a look has changed something");
    // A change of address takes links to new passwords back, so that one is only looked at.
    for (path, link) in links.iter().filter(|(path, _)| *path != "/set-password") {
        let form = [("token", link.split('=').nth(1).unwrap()), ("on", "true")];
        // A new address is proven where its account is signed in.
        let mut elsewhere = world.browser();
        let answer = if path == "/confirm-email" { &mut browser } else { &mut elsewhere }.post(path, &form).await;
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{path}: {}", answer.body);
    }
    held(&format!("{engine:?}: {LOOKS} looks at each of {} links changed no row, and each still worked", links.len()));
}

fn run(engine: TestEngine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(Duration::from_secs(3600), scan(engine)).await.unwrap() });
}

#[test]
#[ignore = "a drill"]
fn embedded() {
    run(TestEngine::Sqlite);
}

#[test]
#[ignore = "a drill"]
fn postgresql() {
    run(TestEngine::Postgres);
}
