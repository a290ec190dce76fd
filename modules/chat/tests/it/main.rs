//! Live chat on both engines (SUP-20): how chats begin, are answered and end, what pages hear on any node, what a chat becomes, and what is left of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod attacked;
mod company;
mod desk;
mod erasure;
mod files;
mod live;
mod over;
mod pages;
mod talk;

use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_chat::actions::save_setting::{SaveSetting, save_setting};
use gatehouse_chat::actions::say::{Say, say, say_as_staff};
use gatehouse_chat::actions::start::{StartChat, start};
use gatehouse_chat::actions::take::take;
use gatehouse_chat::tables::{chat, chat_message};
use gatehouse_context::{Cx, Listener, Listeners, subject};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Actor, Fault, Lang, Role, Secret, StaffActor, Uuid, async_trait};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use gatehouse_db::{Migration, Tx};
use gatehouse_licenses::Licenses;
use gatehouse_mail::Recipient;
use gatehouse_mail::staff::StaffWanted;
use gatehouse_testkit::{TestEngine, TestStaff, World};
use gatehouse_web::Module;
use std::time::Duration;

const PASSWORD: &str = "Correct-Horse-7";
const ADA: &str = "ada@example.com";
/// A colleague.
const KIM: Uuid = Uuid::from_u128(0x4B49);

/// Keeps the one colleague.
#[derive(Clone, Copy, Debug)]
struct Colleagues;

impl Module for Colleagues {
    fn name(&self) -> &'static str {
        "colleagues"
    }

    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }

    fn inventory(&self) -> Inventory {
        Inventory { module: "colleagues", tables: Vec::new(), rules: Vec::new() }
    }

    fn listeners(&self, listeners: &mut Listeners) {
        listeners.on::<StaffWanted>(Colleagues);
    }
}

#[async_trait]
impl Listener<StaffWanted> for Colleagues {
    async fn hear(&self, cx: &Cx, tx: &Tx, wanted: &StaffWanted) -> Result<(), Fault> {
        if subject::locked_key(cx, tx, KIM).await?.is_none() {
            subject::create(cx, tx, KIM).await?;
        }
        wanted.add(Recipient {
            account: None,
            sealed_by: KIM,
            email: "kim@portal.example".to_owned(),
            greeted: None,
            lang: Lang::En,
            zone: None,
            is_staff: true,
        });
        Ok(())
    }
}

fn modules() -> Vec<Box<dyn Module>> {
    let accounts = Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() });
    vec![
        Box::new(accounts),
        Box::new(gatehouse_companies::Companies),
        Box::new(gatehouse_catalog::Catalog),
        Box::new(Licenses::with_root(Secret::new([7; 32]))),
        Box::new(gatehouse_support::Support),
        Box::new(gatehouse_chat::Chat),
        Box::new(Colleagues),
        Box::new(TestStaff),
    ]
}

/// A fresh installation in which there is a chat around the clock.
pub async fn world(engine: TestEngine) -> World {
    let mut world = World::new(engine, modules()).await;
    subject::ensure_installation(&world.app).await.unwrap();
    world.runner = world.runner.firing(&["chat.quiet", "retention.sweep"]);
    let on = SaveSetting { is_on: true, ..SaveSetting::default() };
    save_setting(&agent(&world), &on).await.unwrap();
    world
}

/// A member of the staff who answers.
pub fn agent(world: &World) -> Cx {
    world.cx_staff(&[Role::Support])
}

/// The colleague.
pub fn kim(world: &World) -> Cx {
    world.cx_as(Actor::Staff(StaffActor { id: KIM, roles: vec![Role::Support] }))
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

/// A chat of this account, with its first question.
pub async fn begun(world: &World, account: Uuid, question: &str) -> Uuid {
    let input = StartChat { question: question.into(), ..StartChat::default() };
    start(&world.cx_of(account), &input).await.unwrap().chat
}

/// The same, taken by the agent.
pub async fn taken(world: &World, account: Uuid, question: &str) -> Uuid {
    let chat = begun(world, account, question).await;
    take(&agent(world), chat, false).await.unwrap();
    chat
}

/// A text with an id of its own.
pub fn text(text: &str) -> Say {
    Say { client: None, text: text.into() }
}

/// Its customer says something.
pub async fn says(world: &World, account: Uuid, chat: Uuid, said: &str) -> i64 {
    say(&world.cx_of(account), chat, None, &text(said)).await.unwrap()
}

/// The agent says something.
pub async fn answers(world: &World, chat: Uuid, said: &str) -> i64 {
    say_as_staff(&agent(world), chat, &text(said)).await.unwrap()
}

/// The row as it is now.
pub async fn row(world: &World, chat: Uuid) -> chat::Model {
    chat::Entity::find_by_id(chat).one(world.app.db.reader()).await.unwrap().unwrap()
}

/// Its messages, in order.
pub async fn messages(world: &World, chat: Uuid) -> Vec<chat_message::Model> {
    use chat_message::{Column, Entity};
    let own = Entity::find().filter(Column::ChatId.eq(chat)).order_by_asc(Column::Seq);
    own.all(world.app.db.reader()).await.unwrap()
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
