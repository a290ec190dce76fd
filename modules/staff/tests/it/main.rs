//! The staff console on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod api_keys;
mod clock_ahead;
mod factor_changes;
mod grants;
mod guard;
mod hostile;
mod lists;
mod members;
mod operations;
mod passkeys;
mod profile;
mod second_factor;
mod sign_in;
mod sso;
mod sso_attacked;
mod sso_kept;
mod sso_kit;
mod sso_sessions;
mod stored;
mod webhooks;

use gatehouse_core::personal::Inventory;
use gatehouse_core::{Lang, Personal, Role, SECOND, Secret, Uuid, Words};
use gatehouse_db::Migration;
use gatehouse_reach::{Policy, Reach};
use gatehouse_staff::model::totp::TotpSecret;
use gatehouse_staff::{NewMember, Staffing, create_member};
use gatehouse_testkit::{Browser, TestEngine, World};
use gatehouse_web::Module;
use std::time::Duration;

pub(crate) const PASSWORD: &str = "Rk7%wzq4-Lantern";
pub(crate) const SECRET: &[u8] = b"12345678901234567890";
pub(crate) const ADMIN: &str = "ada@vendor.example";

const SOLD: Words = &[
    ("orders:read", |_| "See what was sold".to_owned()),
    ("orders:write", |_| "Sell".to_owned()),
    ("licenses:read", |_| "See licenses".to_owned()),
    ("licenses:write", |_| "Stop licenses".to_owned()),
];

/// The module above, whose operations ask for these scopes.
struct Sells;

impl Module for Sells {
    fn name(&self) -> &'static str {
        "sells"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory::default()
    }
    fn scopes(&self) -> Words {
        SOLD
    }
}

pub(crate) async fn world(engine: TestEngine) -> World {
    World::with(engine, vec![Box::new(Staffing), Box::new(Sells)], |parts| {
        let policy = Policy { loopback: true, time: Duration::from_secs(20), ..Policy::default() };
        parts.services.put(Reach::new(policy).unwrap());
        gatehouse_webhooks::services(&mut parts.services);
    })
    .await
}

pub(crate) fn new_member(email: &str, roles: &[Role]) -> NewMember {
    NewMember {
        email: Personal(email.to_owned()),
        name: Personal(format!("Member {email}")),
        roles: roles.to_vec(),
        lang: Lang::En,
        password: Some(Secret::new(PASSWORD.to_owned())),
        totp_secret: Some(Secret::new(SECRET.to_vec())),
    }
}

/// A member whose password and authenticator secret are known.
pub(crate) async fn member(world: &World, email: &str, roles: &[Role]) -> Uuid {
    create_member(&world.cx(), new_member(email, roles)).await.unwrap().id
}

/// What the member's app shows now.
pub(crate) fn code(world: &World) -> String {
    TotpSecret::from_bytes(SECRET).unwrap().code_at(world.cx().now())
}

/// What the app does not show now, nor a step before or after.
pub(crate) fn wrong_code(world: &World) -> String {
    let secret = TotpSecret::from_bytes(SECRET).unwrap();
    let now = world.cx().now();
    (0..).map(|n| format!("{n:06}")).find(|code| secret.step_of(code, now).is_none()).unwrap()
}

pub(crate) async fn give_password(browser: &mut Browser, email: &str, password: &str) -> gatehouse_testkit::Answer {
    browser.post("/staff/sign-in", &[("email", email), ("password", password)]).await
}

/// A browser in which the member is signed in. Moves the clock to a fresh time step first.
pub(crate) async fn signed_in(world: &World, email: &str) -> Browser {
    world.advance(30 * SECOND);
    let mut browser = world.browser();
    let answer = give_password(&mut browser, email, PASSWORD).await;
    assert_eq!(answer.location(), "/staff/sign-in/code?next=/staff", "{}", answer.body);
    let answer = browser.post("/staff/sign-in/code", &[("code", &code(world))]).await;
    assert_eq!(answer.location(), "/staff", "{}", answer.body);
    browser
}

pub(crate) async fn administrator(world: &World) -> Browser {
    member(world, ADMIN, &[Role::Administrator]).await;
    signed_in(world, ADMIN).await
}

/// Opens a mailed link as a browser does: its token leaves the address on the way.
pub(crate) async fn open(browser: &mut Browser, link: &str) -> gatehouse_testkit::Answer {
    let first = browser.get(link).await;
    assert!(!first.location().contains("token"), "{}", first.location());
    browser.follow(first).await
}

/// Sets a password by a mailed link.
pub(crate) async fn set_password(browser: &mut Browser, link: &str, password: &str) -> gatehouse_testkit::Answer {
    let token = link.split('=').nth(1).unwrap();
    browser.post("/staff/set-password", &[("token", token), ("password", password)]).await
}

/// The recovery codes that a page shows.
pub(crate) fn recovery_codes(page: &str) -> Vec<String> {
    let list = page.split("<ul class=\"codes\">").nth(1).unwrap_or_default().split("</ul>").next().unwrap_or_default();
    list.split("<li>").skip(1).filter_map(|part| part.split("</li>").next()).map(str::to_owned).collect()
}

/// The rows of a page's list.
pub(crate) fn rows(page: &str) -> String {
    page.split("<tbody").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default().to_owned()
}

/// How many audit lines of a kind there are.
pub(crate) async fn lines(world: &World, kind: &str) -> usize {
    use gatehouse_context::audit::{AuditFilter, list};
    use gatehouse_db::paging::PageRequest;
    let filter = AuditFilter { kind: Some(kind.to_owned()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &PageRequest { size: 200, ..PageRequest::default() }).await.unwrap().items.len()
}
