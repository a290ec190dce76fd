//! Support on both engines: how requests begin, live and end, who sees them, what contracts are charged, and what is left of them (SUP).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod attacked;
mod contract_attacks;
mod contract_life;
mod contract_papers;
mod contracts;
mod critical;
mod desk;
mod erasure;
mod files;
mod imports;
mod life;
mod lists;
mod machine;
mod mail;
mod mail_in;
mod mail_loops;
mod mail_twice;
mod matrix;
mod merged;
mod moving;
mod opening;
mod pages;
mod people;
mod quota;
mod reports;
mod rights;
mod sold;
mod staff;
mod survey_results;
mod surveys;
mod timers;

pub use sold::{contract, license, product};

use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, HOUR, Lang, Role, Secret, Uuid};
use gatehouse_db::sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use gatehouse_domains::{NameServers, Names};
use gatehouse_inbox::Inbox;
use gatehouse_licenses::Licenses;
use gatehouse_licenses::model::holder::Holder;
use gatehouse_support::actions::answer_as_staff::{StaffAnswer, answer_as_staff};
use gatehouse_support::actions::open_request::{OpenRequest, open_request};
use gatehouse_support::model::category::Level;
use gatehouse_support::model::contract::ContactPerson;
use gatehouse_support::model::settings::Settings;
use gatehouse_support::model::status::Status;
use gatehouse_support::tables::{request, request_event, request_message};
use gatehouse_testkit::name_server::{NameServer, Says};
use gatehouse_testkit::{ReadMail, TestEngine, TestStaff, World};
use gatehouse_web::Module;
use gatehouse_worker::Workers;
use std::time::Duration;

/// Where mails to support come in.
pub const GENERAL: &str = "support@portal.example";
const PASSWORD: &str = "Correct-Horse-7";
const ADA: &str = "ada@example.com";

fn modules() -> Vec<Box<dyn Module>> {
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
    vec![
        Box::new(accounts),
        Box::new(gatehouse_companies::Companies),
        Box::new(gatehouse_catalog::Catalog),
        Box::new(Licenses::with_root(Secret::new([7; 32]))),
        Box::new(gatehouse_support::Support),
        Box::new(mail::Colleagues),
        Box::new(TestStaff),
    ]
}

/// The program of the worker: the example beside this test's program.
pub fn workers() -> Workers {
    let own = std::env::current_exe().unwrap();
    let folder = own.parent().and_then(|folder| folder.parent()).unwrap();
    Workers::new(folder.join("examples/support_child"), 2)
}

/// A fresh installation, in which mail comes in. Of the schedules only those that support has to do with.
pub async fn world(engine: TestEngine) -> World {
    world_with(engine, false).await
}

/// The same; `limits`: what comes too often is refused.
pub async fn world_with(engine: TestEngine, limits: bool) -> World {
    let names = NameServer::start().await;
    names.says(Says::Texts(vec!["v=spf1 ip4:192.0.2.0/24 -all".to_owned()]));
    let mut world = World::with(engine, modules(), |parts| {
        parts.limits = limits;
        parts.services.put(workers());
        parts.services.put(Names::new(NameServers::from(names.address())));
        parts.services.put(Inbox {
            general: GENERAL.to_owned(),
            host: "mx.portal.example".to_owned(),
            upload_page: "https://portal.example/support/upload".to_owned(),
            ..Inbox::default()
        });
        parts.services.put(Settings { address: GENERAL.to_owned(), ..Settings::default() });
    })
    .await;
    gatehouse_context::subject::ensure_installation(&world.app).await.unwrap();
    world.runner = world.runner.firing(&[
        "support.timers",
        "support.endings",
        "support.contracts",
        "support.page_again",
        "support.surveys",
        "support.figures",
        "retention.sweep",
    ]);
    world
}

/// A member of the staff who answers.
pub fn agent(world: &World) -> Cx {
    world.cx_staff(&[Role::Support])
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

/// A company with its owner.
#[derive(Clone, Copy, Debug)]
pub struct Firm {
    /// The company.
    pub id: Uuid,
    /// Its owner.
    pub owner: Person,
}

/// A user of a company.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// Their account.
    pub account: Uuid,
    /// The member.
    pub member: Uuid,
}

/// A company; its owner is `owner@NAME.example.com`.
pub async fn firm(world: &World, name: &str) -> Firm {
    let account = customer(world, &format!("owner@{name}.example.com")).await;
    let cx = world.cx_of(account);
    let tx = cx.begin().await.unwrap();
    let new = NewCompany {
        name: name.into(),
        lang: "en".into(),
        country: "DE".into(),
        is_unverified: false,
        account,
        owner: MemberName::new("Olga", "Owner"),
    };
    let founded = found(&cx, &tx, new).await.unwrap();
    tx.commit().await.unwrap();
    Firm { id: founded.company, owner: Person { account, member: founded.member } }
}

impl Firm {
    /// Adds a user with these rights.
    pub async fn add(&self, world: &World, email: &str, rights: &[CompanyRight]) -> Person {
        let account = customer(world, email).await;
        let new = NewMember {
            account,
            name: MemberName::new("Ulla", "User"),
            country: None,
            branch: None,
            rights: Rights::of(rights),
            joined_by: JoinedBy::Staff,
        };
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, self.id).await.unwrap().unwrap();
        let member = add_member(&cx, &tx, &company, &new).await.unwrap();
        tx.commit().await.unwrap();
        Person { account, member }
    }
}

/// What somebody asks about the portal.
pub fn question(subject: &str) -> OpenRequest {
    OpenRequest {
        category: "portal".into(),
        subject: subject.into(),
        description: "Where is it?\n\nI looked everywhere.".into(),
        fields: [("kind".to_owned(), "question".to_owned())].into(),
        ..OpenRequest::default()
    }
}

/// What somebody asks about a product.
pub fn technical(product: Uuid) -> OpenRequest {
    OpenRequest {
        category: "technical".into(),
        subject: "It stopped".into(),
        description: "It stops after a minute.".into(),
        product: product.to_string(),
        fields: [("kind", "error"), ("os", "Windows 11")].map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
        ..OpenRequest::default()
    }
}

/// Asks; returns the request's id.
pub async fn ask(world: &World, account: Uuid, company: Option<Uuid>, input: &OpenRequest) -> Uuid {
    open_request(&world.cx_of(account), company, input).await.unwrap().id
}

/// Support answers.
pub async fn reply(world: &World, request: Uuid, text: &str, becomes: Option<Status>) {
    let input = StaffAnswer {
        text: text.into(),
        becomes: becomes.map(|status| status.word().to_owned()).unwrap_or_default(),
        ..StaffAnswer::default()
    };
    answer_as_staff(&agent(world), request, &input).await.unwrap();
}

/// The row as it is now.
pub async fn row(world: &World, request: Uuid) -> request::Model {
    request::Entity::find_by_id(request).one(world.app.db.reader()).await.unwrap().unwrap()
}

/// What happened to it, in order.
pub async fn events(world: &World, request: Uuid) -> Vec<request_event::Model> {
    use request_event::{Column, Entity};
    let own = Entity::find().filter(Column::RequestId.eq(request)).order_by_asc(Column::Seq);
    own.all(world.app.db.reader()).await.unwrap()
}

/// Its messages, in order.
pub async fn messages(world: &World, request: Uuid) -> Vec<request_message::Model> {
    use request_message::{Column, Entity};
    let own = Entity::find().filter(Column::RequestId.eq(request)).order_by_asc(Column::Seq);
    own.all(world.app.db.reader()).await.unwrap()
}

/// Whether its chain is whole.
pub async fn is_whole(world: &World, request: Uuid) -> bool {
    let row = row(world, request).await;
    let read = world.app.db.reader();
    gatehouse_support::queries::chain::is_whole(read, request, row.last_event, &row.last_link).await.unwrap()
}

/// Mails of a kind to an address, the oldest first.
pub async fn mails(world: &World, kind: &str, to: &str) -> Vec<ReadMail> {
    world.mails().await.into_iter().filter(|mail| mail.kind == kind && mail.to == to).collect()
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug, R: gatehouse_core::Refusal + std::fmt::Debug>(
    outcome: gatehouse_core::Outcome<T, R>,
) -> &'static str {
    match outcome {
        Err(gatehouse_core::Stop::Refused(refusal)) => refusal.code(),
        other => panic!("no refusal: {other:?}"),
    }
}

/// Days pass, each with its jobs; the first run after a leap of the clock waits.
pub async fn days(world: &World, days: i64) {
    for _ in 0..days {
        world.advance(DAY - 2 * HOUR);
        for _ in 0..2 {
            world.run_jobs().await;
            world.advance(HOUR);
        }
        world.run_jobs().await;
    }
}
