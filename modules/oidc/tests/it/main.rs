//! The tests of the module, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod access;
mod apps;
mod attacked;
mod authorize;
mod clients;
mod clients_api;
mod clients_fields;
mod clients_kept;
mod clients_redirects;
mod clients_rights;
mod clients_secrets;
mod code;
mod conformance;
mod conformance_basic;
mod conformance_logout;
mod device;
mod flow;
mod keys;
mod logout;
mod races;
mod refresh;

use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_context::audit::{Audit, AuditFilter, list};
use gatehouse_context::subject;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, Registered, register};
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::{TestEngine, TestStaff, World};
use sea_orm::ConnectionTrait as _;
use std::time::Duration;

/// A fresh installation of this module, with the accounts whose sessions it hands on.
pub async fn world(engine: TestEngine) -> World {
    limited(engine, false).await
}

/// The same; whether a network is held to its budgets.
pub async fn limited(engine: TestEngine, limits: bool) -> World {
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
    let modules: Vec<Box<dyn gatehouse_web::Module>> =
        vec![Box::new(accounts), Box::new(gatehouse_oidc::Oidc), Box::new(TestStaff)];
    let mut world = World::with(engine, modules, |parts| {
        parts.limits = limits;
        let reach = Reach::new(Policy { loopback: true, ..Policy::default() }).unwrap();
        parts.services.put(reach);
    })
    .await;
    subject::ensure_installation(&world.app).await.unwrap();
    world.runner = world.runner.firing(&["oidc.keys", "oidc.tidy", "retention.sweep"]);
    world
}

/// A website, as it is registered.
fn website() -> NewClient {
    let client = ClientInput {
        name: "Skerrylight Shop".to_owned(),
        redirect_uris: vec!["https://shop.example.com/signed-in".to_owned()],
        scopes: ["openid", "email"].map(str::to_owned).into(),
        ..ClientInput::default()
    };
    NewClient { kind: "web".to_owned(), client }
}

/// Registers a website.
async fn registered(world: &World) -> Registered {
    register(&world.cx(), &website()).await.unwrap()
}

/// The lines of the log of this kind, the latest first.
async fn lines(world: &World, kind: &str) -> Vec<Audit> {
    let filter = AuditFilter { kind: Some(kind.to_owned()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &gatehouse_db::PageRequest::default()).await.unwrap().items
}

/// Changes a row past the program, as an edited backup does.
async fn past_the_program(world: &World, text: &str) {
    world.app.db.writer().execute_unprepared(text).await.unwrap();
}
