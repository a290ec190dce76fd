//! Accounts as their customers meet them, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod account;
mod addresses_of_others;
mod browsers;
mod change_address;
mod clock_ahead;
mod deletion;
mod export;
mod hostile;
mod imported;
mod interleavings;
mod lists;
mod mailed_links;
mod mails;
mod passkeys;
mod person;
mod phones;
mod phones_beside;
mod plain_logins;
mod races;
mod recovery;
mod registration;
mod registration_waits;
mod same_request_twice;
mod services;
mod services_answers;
mod services_beside;
mod sessions;
mod sign_in;
mod staff;
mod strangers_mails;
mod two_step;
mod two_step_ways;
mod undo_two_step;

use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_context::Services;
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Lang, Notification, Uuid};
use gatehouse_db::Migration;
use gatehouse_federation::{ClientSecret, Federation, NamedBy, Protocol, Provider, Regions};
use gatehouse_messages::{Messages, Way};
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::identity_provider::SECRET;
use gatehouse_testkit::{Answer, Browser, IdentityProvider, TestEngine, TestStaff, World};
use gatehouse_web::{AuditGroup, Declared, Module, ModuleEvents, Navigation};
use std::sync::Arc;
use std::time::Duration;

const PASSWORD: &str = "Correct-Horse-7";
const OTHER: &str = "Another-Mule-42!";

/// A mail that people can switch on.
const TOLD: Notification = Notification { word: "told", text: |_| "when somebody tells you".to_owned() };

/// The module above that sends it, and where customers start.
struct Tells;

impl Module for Tells {
    fn name(&self) -> &'static str {
        "tells"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory::default()
    }
    fn notifications(&self) -> &'static [Notification] {
        &[TOLD]
    }
    fn navigation(&self, navigation: &mut Navigation) {
        navigation.start = Some("/licenses");
    }
    fn events(&self) -> Option<Arc<dyn ModuleEvents>> {
        Some(Arc::new(Self))
    }
}

/// What it does in accounts is a choice of their activity page.
impl ModuleEvents for Tells {
    fn declared(&self) -> Declared {
        let groups = &[AuditGroup {
            word: "telling",
            name: |_| "Telling".to_owned(),
            customers: Some(|_| "Telling".to_owned()),
            starts: &["telling"],
        }];
        Declared { groups, ..Declared::default() }
    }
}

fn modules() -> Vec<Box<dyn Module>> {
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
    vec![Box::new(accounts), Box::new(Tells), Box::new(TestStaff)]
}

async fn world(engine: TestEngine) -> World {
    let provider = IdentityProvider::start().await;
    let (reach, federation) = (Reach::new(Policy::default()).unwrap(), federation(&provider.origin()));
    let world = World::with(engine, modules(), |parts| {
        parts.services.put(reach);
        parts.services.put(federation);
        parts.services.put(provider);
        put_texts(&mut parts.services);
    });
    world.await
}

/// Text messages to Japan and the United States, into a file that goes with the world.
fn put_texts(services: &mut Services) {
    let folder = tempfile::tempdir().unwrap();
    let way = Way::File(folder.path().join("texts"));
    let here = gatehouse_messages::Provider { name: "here".to_owned(), prefixes: Vec::new(), way };
    services.put(Messages::new(vec![here], vec!["JP".to_owned(), "US".to_owned()], 100));
    services.put(folder);
}

/// The services of a test: Google is not shown in China, and only its and Apple's word counts that an address is the person's.
fn federation(origin: &str) -> Federation {
    let provider = |word: &str, label: &str, protocol, trusts_email| Provider {
        word: word.to_owned(),
        label: label.to_owned(),
        protocol,
        client_id: format!("portal-at-{word}"),
        secret: ClientSecret::Text(SECRET.to_owned().into()),
        scopes: "openid email".to_owned(),
        trusts_email,
        regions: Regions::default(),
        named_by: NamedBy::Operator,
    };
    let openid = |word: &str, posts| Protocol::OpenId { issuer: format!("{origin}/{word}"), fixed: None, posts };
    let graph = Protocol::Graph {
        authorization: format!("{origin}/graph/authorize"),
        token: format!("{origin}/graph/token"),
        me: format!("{origin}/graph/me"),
    };
    let regions = Regions { only: Vec::new(), never: vec!["CN".to_owned()] };
    Federation::new(vec![
        Provider { regions, ..provider("google", "Google", openid("google", false), true) },
        provider("apple", "Apple", openid("apple", true), true),
        provider("facebook", "Facebook", graph, false),
        provider("work", "Work", openid("work", false), false),
    ])
}

/// A confirmed account that has told its country.
async fn customer(world: &World, email: &str) -> Uuid {
    let input = CreateConfirmed {
        email: email.into(),
        password: PASSWORD.to_owned().into(),
        name: String::new(),
        lang: Lang::En,
        country: "JP".into(),
        region: "東京都".into(),
        zone: "Asia/Tokyo".into(),
    };
    create_confirmed(&world.cx(), input).await.unwrap()
}

/// A browser that is signed in.
async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let answer = sign_in(&mut browser, email, PASSWORD).await;
    assert_eq!(answer.location(), "/licenses", "{}", answer.body);
    browser
}

async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> Answer {
    browser.post("/sign-in", &[("email", email), ("password", password)]).await
}

/// Registers and returns the answer.
async fn register(browser: &mut Browser, email: &str, password: &str) -> Answer {
    browser.post_as_human("/register", &[("email", email), ("password", password), ("again", password)]).await
}

/// Opens a mailed link as a browser does: its token leaves the address on the way.
async fn open(browser: &mut Browser, link: &str) -> Answer {
    let first = browser.get(link).await;
    assert!(!first.location().contains("token"), "{}", first.location());
    browser.follow(first).await
}

/// The token of a mailed link.
fn token_of(link: &str) -> &str {
    link.split('=').nth(1).unwrap()
}

/// How many rows a table has.
async fn rows<E: sea_orm::EntityTrait>(world: &World) -> u64
where
    E::Model: Sync,
{
    use sea_orm::PaginatorTrait as _;
    E::find().count(world.app.db.reader()).await.unwrap()
}

/// The only row of a table.
async fn only<E: sea_orm::EntityTrait>(world: &World) -> E::Model {
    E::find().one(world.app.db.reader()).await.unwrap().expect("there is one")
}

/// The page without what differs from request to request, for comparing answers.
fn plain(answer: &Answer, email: &str) -> String {
    let mut text = answer.body.replace(email, "ADDRESS");
    for name in ["human_token", "to"] {
        if let Some(value) = answer.input(name).filter(|value| !value.is_empty()) {
            text = text.replace(&value, "VALUE");
        }
    }
    // Sealed addresses stand in links: the page's own, and the one to sign in.
    without(&without(&text, "to="), "who=")
}

/// The text without what follows `name` in addresses.
fn without(text: &str, name: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(name) {
        out.push_str(&rest[..start]);
        rest = rest[start..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "=-_%".contains(c));
    }
    out + rest
}

/// Whether the option with this value is the chosen one.
fn is_chosen(page: &Answer, value: &str) -> bool {
    let tags = page.body.split("<option ").filter_map(|rest| rest.split('>').next());
    tags.into_iter().any(|tag| tag.starts_with(&format!("value=\"{value}\"")) && tag.ends_with(" selected"))
}
