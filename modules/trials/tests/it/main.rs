//! Trials as people, products and staff meet them, on both engines (LIC-22).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod again;
mod asking;
mod devices;
mod reminders;
mod staff_pages;
mod stop;

use axum::http::{Method, StatusCode};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_catalog::actions::add;
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::product::{self, ProductEntry};
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_core::{Lang, Secret, Uuid};
use gatehouse_db::sea_orm::{EntityTrait, QueryOrder};
use gatehouse_licenses::Licenses;
use gatehouse_licenses::actions::create_order::CreateOrder;
use gatehouse_licenses::actions::issue::Issue;
use gatehouse_licenses::actions::order_licenses::{OrderLicenses, order_licenses};
use gatehouse_testkit::{Answer, Browser, ReadMail, TestEngine, TestStaff, World};
use gatehouse_trials::tables::trial;
use gatehouse_web::Module;
use std::time::Duration;

const PASSWORD: &str = "Correct-Horse-7";
const ADA: &str = "ada@example.com";

fn modules() -> Vec<Box<dyn Module>> {
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
    vec![
        Box::new(accounts),
        Box::new(gatehouse_catalog::Catalog),
        Box::new(Licenses::with_root(Secret::new([7; 32]))),
        Box::new(gatehouse_trials::Trials),
        Box::new(TestStaff),
    ]
}

/// A fresh installation in which the product `beacon` can be tried for 30 days. Of the schedules only those that trials have to do with: their
/// own and the one that erases. All of the site, run three times on each of 60 days, were nearly all of the time that these tests took.
pub async fn world(engine: TestEngine) -> World {
    let mut world = World::new(engine, modules()).await;
    world.runner = world.runner.firing(&["trials.progress", "retention.sweep"]);
    on_sale(&world, "beacon", "30").await;
    world
}

/// A product with a trial of so many days; empty: none.
pub async fn on_sale(world: &World, code: &str, days: &str) -> Uuid {
    let cx = world.cx();
    let entry = ProductEntry {
        code: code.into(),
        name: format!("The {code}"),
        trial_days: days.into(),
        buy_url: "https://shop.example/buy?user={user}".into(),
        ..ProductEntry::default()
    };
    let product = product::create(&cx, &entry).await.unwrap();
    let entry =
        EditionEntry { code: "pro".into(), name: "Pro".into(), position: "1".into(), ..EditionEntry::default() };
    add(&cx, product, None, &entry).await.unwrap();
    let entry = TermEntry {
        code: "1-year".into(),
        name: "One year".into(),
        starts: "activation".into(),
        months: "12".into(),
        ..TermEntry::default()
    };
    add(&cx, product, None, &entry).await.unwrap();
    product
}

/// A visitor asks for a trial.
pub async fn ask_of(world: &World, product: &str, email: &str) -> Answer {
    let form = [("product", product), ("name", "Ada Canary"), ("phone", "+49 30 5550199"), ("email", email)];
    world.browser().post_as_human("/trial", &form).await
}

/// A visitor asks for a trial of the beacon, and is answered by mail.
pub async fn ask(world: &World, email: &str) -> Answer {
    let answer = ask_of(world, "beacon", email).await.expect(StatusCode::SEE_OTHER);
    world.run_jobs().await;
    answer
}

/// All trials, the oldest first.
pub async fn stored(world: &World) -> Vec<trial::Model> {
    let all = trial::Entity::find().order_by_asc(trial::Column::AskedAt).order_by_asc(trial::Column::Id);
    all.all(world.app.db.reader()).await.unwrap()
}

/// Mails of a kind to an address, the oldest first.
pub async fn mails(world: &World, kind: &str, to: &str) -> Vec<ReadMail> {
    world.mails().await.into_iter().filter(|mail| mail.kind == kind && mail.to == to).collect()
}

/// The code in a mail's text: the first word of its shape.
pub fn code_in(mail: &ReadMail) -> String {
    mail.text
        .split_whitespace()
        .find(|word| word.len() == 23 && word.chars().filter(|c| *c == '-').count() == 3)
        .unwrap_or_else(|| panic!("no code in {}", mail.text))
        .to_owned()
}

/// The code that this address got.
pub async fn code_of(world: &World, email: &str) -> String {
    code_in(mails(world, "trials.code", email).await.last().expect("a mail with a code"))
}

/// A device activates a code.
pub async fn activate(world: &World, code: &str, device: u8) -> Answer {
    let device = serde_json::json!({ "fingerprint": [format!("{device:02x}").repeat(32)], "name": "Laptop" });
    let body = serde_json::json!({ "product": "beacon", "code": code, "device": device });
    world.browser().json(Method::POST, "/api/v1/activations", &body).await
}

/// Somebody buys the beacon in the shop.
pub async fn buy(world: &World, number: &str, email: &str) {
    let order = CreateOrder {
        number: number.into(),
        source: "shop".into(),
        buyer_email: email.into(),
        buyer_lang: "en".into(),
        ..CreateOrder::default()
    };
    let licenses = Issue {
        product: "beacon".into(),
        edition: "pro".into(),
        term: "1-year".into(),
        seats: "1".into(),
        ..Issue::default()
    };
    order_licenses(&world.cx(), &OrderLicenses { order, licenses: Some(licenses) }).await.unwrap();
}

/// A confirmed account.
pub async fn customer(world: &World, email: &str) -> Uuid {
    let input = CreateConfirmed {
        email: email.into(),
        password: PASSWORD.to_owned().into(),
        name: "Ada Canary".into(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: "Asia/Tokyo".into(),
    };
    create_confirmed(&world.cx(), input).await.unwrap()
}

/// A browser that is signed in.
pub async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    browser
}
