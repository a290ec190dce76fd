//! Companies on both engines: who gets in, who may what, how names are sorted, and how memberships begin and end (COM).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod deletion;

mod accepting;
mod at_once;
mod dead_ends;
mod directory;
mod directory_told;
mod domains;
mod entering;
mod invitations;
mod joining;
mod joining_kit;
mod licenses;
mod made_accounts;
mod memberships;
mod notices;
mod only_inside;
mod own_sign_in;
mod pages;
mod people_blocking;
mod people_carrying;
mod people_leaving;
mod people_model;
mod people_rights;

mod settings;
mod sorting;
mod staff_clear;
mod staff_companies;
mod staff_merge;
mod staff_owner;

mod statements;

mod attacked;

use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_companies::actions::add_branch::add_branch;
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::actions::restate::{Restated, member, restate};
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_core::{Lang, Uuid};
use gatehouse_db::sea_orm::EntityTrait as _;
use gatehouse_domains::{NameServers, Names};
use gatehouse_federation::Federation;
use gatehouse_reach::{Policy, Reach};
use gatehouse_testkit::{Browser, IdentityProvider, NameServer, TestEngine, TestStaff, World};
use gatehouse_web::Module;
use std::time::Duration;

const PASSWORD: &str = "Correct-Horse-7";

fn modules() -> Vec<Box<dyn Module>> {
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
    vec![
        Box::new(accounts),
        Box::new(gatehouse_companies::Companies),
        Box::new(licenses::TestLicenses),
        Box::new(gatehouse_privacy::Privacy),
        Box::new(TestStaff),
    ]
}

/// A fresh installation.
pub async fn world(engine: TestEngine) -> World {
    let (server, provider) = (NameServer::start().await, IdentityProvider::start().await);
    let names = Names::new(NameServers::from(server.address()))
        .with_patience(Duration::from_millis(400), Duration::from_secs(2));
    let reach = Reach::new(Policy { loopback: true, ..Policy::default() }).unwrap();
    let at = provider.clone();
    let world = World::with(engine, modules(), |parts| {
        parts.services.put(names);
        parts.services.put(reach);
        parts.services.put(Federation::default());
        parts.services.put(server);
        parts.services.put(at);
    })
    .await;
    provider.keep_time(&world.clock);
    world
}

/// Somebody in a company.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their address.
    pub email: String,
    /// Their account.
    pub account: Uuid,
    /// The member.
    pub member: Uuid,
}

/// A company of a test.
#[derive(Clone, Debug)]
pub struct TestCompany {
    /// The company.
    pub id: Uuid,
    /// Its word in addresses.
    pub slug: String,
    /// Its owner.
    pub owner: Person,
}

/// A confirmed account.
pub async fn account(world: &World, email: &str) -> Uuid {
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

/// A company with its owner, `owner@NAME.example.com`.
pub async fn company(world: &World, name: &str, lang: &str) -> TestCompany {
    let email = format!("owner@{}.example.com", name.to_lowercase());
    let account = account(world, &email).await;
    let cx = world.cx_of(account);
    let tx = cx.begin().await.unwrap();
    let new = NewCompany {
        name: name.into(),
        lang: lang.into(),
        country: "DE".into(),
        is_unverified: false,
        account,
        owner: MemberName::new("Olga", "Owner"),
    };
    let founded = found(&cx, &tx, new).await.unwrap();
    tx.commit().await.unwrap();
    let owner = Person { email, account, member: founded.member };
    TestCompany { id: founded.company, slug: founded.slug, owner }
}

impl TestCompany {
    /// Adds a user with these rights.
    pub async fn add(&self, world: &World, email: &str, name: MemberName, rights: &[CompanyRight]) -> Person {
        let account = account(world, email).await;
        let new = NewMember {
            account,
            name,
            country: Some("JP".into()),
            branch: None,
            rights: Rights::of(rights),
            joined_by: JoinedBy::Staff,
        };
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        let member = add_member(&cx, &tx, &company, &new).await.unwrap();
        tx.commit().await.unwrap();
        Person { email: email.into(), account, member }
    }

    /// Writes a user's row anew.
    pub async fn change(&self, world: &World, of: Uuid, change: Restated) {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        let before = member(&cx, &tx, &company, of).await.unwrap().unwrap();
        restate(&cx, &tx, &company, &before, change).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Adds a branch, as staff do.
    pub async fn branch(&self, world: &World, name: &str) -> Uuid {
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        let branch = add_branch(&cx, &tx, &company, name).await.unwrap();
        tx.commit().await.unwrap();
        branch
    }

    /// The address of a page of it.
    pub fn at(&self, page: &str) -> String {
        format!("/c/{}{page}", self.slug)
    }
}

/// A browser that is signed in.
pub async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    browser
}

/// A user's row as it is now; `None` for who has left.
pub async fn row(world: &World, member: Uuid) -> Option<gatehouse_companies::tables::company_member::Model> {
    use gatehouse_companies::tables::company_member::Entity;
    Entity::find_by_id(member).one(world.app.db.reader()).await.unwrap()
}

/// The addresses that mails of this kind went to, in order.
pub async fn mailed(world: &World, kind: &str) -> Vec<String> {
    world.mails().await.into_iter().filter(|mail| mail.kind == kind).map(|mail| mail.to).collect()
}

/// A domain that the company has proven.
pub async fn proven(world: &World, company: &TestCompany, domain: &str) {
    use gatehouse_companies::actions::domains::claim::{ClaimForm, claim};
    let cx = world.cx_of(company.owner.account);
    let form = ClaimForm { domain: domain.to_owned(), subdomains: String::new() };
    claim(&cx, company.id, &form).await.unwrap();
    let record = record_of(world, company, domain).await;
    world.app.services.get::<NameServer>().unwrap().says(gatehouse_testkit::name_server::Says::Texts(vec![record]));
    world.advance(2 * gatehouse_core::MINUTE);
    world.run_jobs().await;
}

/// What the owner is told to write into DNS.
pub async fn record_of(world: &World, company: &TestCompany, domain: &str) -> String {
    let cx = world.cx_of(company.owner.account);
    let tx = cx.begin().await.unwrap();
    let (by, _held) = gatehouse_companies::enter(&cx, &tx, company.id).await.unwrap();
    let all = gatehouse_companies::queries::domains::claims(&cx, &by).await.unwrap();
    all.iter().find(|claim| claim.domain.as_str() == domain).unwrap().challenge.record_value()
}
