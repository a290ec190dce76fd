//! Statements and consents as customers and staff meet them, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod answers;
mod gate;
mod hostile;
mod ledger;
mod staff_pages;

use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_core::{Lang, Uuid};
use gatehouse_privacy::actions::add_statement::{AddStatement, Added, add_statement};
use gatehouse_privacy::actions::publish_version::{PublishVersion, publish_version};
use gatehouse_privacy::actions::save_version::save_version;
use gatehouse_privacy::actions::start_version::start_version;
use gatehouse_privacy::model::entry::VersionEntry;
use gatehouse_testkit::{Browser, TestEngine, TestStaff, World};
use gatehouse_web::Module;
use std::time::Duration;

const PASSWORD: &str = "Correct-Horse-7";
const PRIVACY: &str = "/account/privacy";
const ASK: &str = "/account/statements";
const DECLINED: &str = "/account/statements/declined";

fn modules() -> Vec<Box<dyn Module>> {
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
    vec![Box::new(accounts), Box::new(gatehouse_privacy::Privacy), Box::new(TestStaff)]
}

/// A fresh installation of accounts and this module.
async fn world(engine: TestEngine) -> World {
    World::new(engine, modules()).await
}

/// A confirmed account in this country.
async fn customer(world: &World, email: &str, country: &str) -> Uuid {
    let input = CreateConfirmed {
        email: email.into(),
        password: PASSWORD.to_owned().into(),
        name: "Ada Lind".into(),
        lang: Lang::En,
        country: country.into(),
        region: "Somewhere".into(),
        zone: "UTC".into(),
    };
    create_confirmed(&world.cx(), input).await.unwrap()
}

/// A browser that is signed in.
async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    browser
}

/// A version in English and Japanese that must be accepted in these countries.
fn entry(countries: &str, body: &str) -> VersionEntry {
    let text = |title: &str, body: &str| (title.to_owned(), body.to_owned());
    VersionEntry {
        texts: [text("Data statement", body), text("個人情報の取り扱い", "本文です。"), text("", "")],
        required: true,
        asks_again: true,
        countries: countries.to_owned(),
    }
}

/// Publishes a draft from this day on; empty: at once.
async fn publish(world: &World, version: Uuid, from: &str) {
    let input = PublishVersion { version, from: from.to_owned(), confirmed: true, expected: None };
    publish_version(&world.cx(), &input).await.unwrap();
}

/// A statement whose first version is in force.
async fn statement(world: &World, entry: &VersionEntry) -> Added {
    let input = AddStatement { kind: "processing".into(), name: "Data".into() };
    let added = add_statement(&world.cx(), &input).await.unwrap();
    save_version(&world.cx(), added.version, None, entry).await.unwrap();
    publish(world, added.version, "").await;
    added
}

/// The next version of a statement, in force from this day on.
async fn next_version(world: &World, statement: Uuid, entry: &VersionEntry, from: &str) -> Uuid {
    let version = start_version(&world.cx(), statement).await.unwrap();
    save_version(&world.cx(), version, None, entry).await.unwrap();
    publish(world, version, from).await;
    version
}

/// Answers the page of the gate that this browser meets, and follows.
async fn answer(browser: &mut Browser, answer: &str, next: &str) -> gatehouse_testkit::Answer {
    let page = browser.get(&format!("{ASK}?next={next}")).await.expect(axum::http::StatusCode::OK);
    let (version, lang) = (page.input("version").unwrap(), page.input("lang").unwrap());
    let form =
        [("version", version.as_str()), ("lang", &lang), ("place", "before_use"), ("next", next), ("answer", answer)];
    browser.post(ASK, &form).await
}
