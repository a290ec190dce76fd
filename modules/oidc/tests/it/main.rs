//! The tests of the module, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod clients;
mod clients_api;
mod clients_fields;
mod clients_kept;
mod clients_redirects;
mod clients_rights;
mod clients_secrets;

use gatehouse_context::audit::{Audit, AuditFilter, list};
use gatehouse_context::subject;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, Registered, register};
use gatehouse_testkit::{TestEngine, TestStaff, World};
use sea_orm::ConnectionTrait as _;

/// A fresh installation of this module alone.
pub async fn world(engine: TestEngine) -> World {
    let world = World::new(engine, vec![Box::new(gatehouse_oidc::Oidc), Box::new(TestStaff)]).await;
    subject::ensure_installation(&world.app).await.unwrap();
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
