//! The help center on both engines: reading, searching, writing, and what readers say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod answers;
mod api;
mod costs;
mod missed;
mod pages;
mod reviewing;
mod search;
mod shipped;
mod widening;
mod writing;

use gatehouse_core::{Actor, Lang, Role, StaffActor, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use gatehouse_help::Help;
use gatehouse_help::actions::bring_in::bring_in;
use gatehouse_help::actions::publish::{Decision, publish};
use gatehouse_help::actions::save_article::{SaveArticle, save_article};
use gatehouse_help::actions::save_text::{SaveText, save_text, version_of};
use gatehouse_help::actions::send_to_review::send_to_review;
use gatehouse_help::queries::staff::{Whole, whole};
use gatehouse_help::rights::may;
use gatehouse_help::tables::{help_article, help_category};
use gatehouse_testkit::{TestEngine, TestStaff, World};
use gatehouse_web::Module;

/// A fresh installation of this module alone, with the program's articles in it.
pub async fn world(engine: TestEngine) -> World {
    let world = empty(engine).await;
    bring_in(&world.cx()).await.unwrap();
    world
}

/// The same before the articles were brought in.
pub async fn empty(engine: TestEngine) -> World {
    world_with(engine, false).await
}

/// The same; `limits`: what comes too often is refused.
pub async fn world_with(engine: TestEngine, limits: bool) -> World {
    let modules: Vec<Box<dyn Module>> = vec![Box::new(Help), Box::new(TestStaff)];
    let world = World::with(engine, modules, |parts| parts.limits = limits).await;
    gatehouse_context::subject::ensure_installation(&world.app).await.unwrap();
    world
}

/// A member of the team who writes; each number is another one.
pub fn writer(world: &World, number: u128) -> gatehouse_context::Cx {
    let staff = StaffActor { id: Uuid::from_u128(number), roles: vec![Role::Support] };
    world.cx_as(Actor::Staff(staff))
}

/// The id of an article by its words.
pub async fn id_of(world: &World, slug: &str) -> Uuid {
    let of_it = help_article::Entity::find().filter(help_article::Column::Slug.eq(slug));
    of_it.one(world.app.db.reader()).await.unwrap().unwrap().id
}

/// An article with its texts.
pub async fn article(world: &World, id: Uuid) -> Whole {
    whole(&may(&world.cx()).unwrap(), id).await.unwrap().unwrap()
}

/// A new article for these readers.
pub async fn made(world: &World, slug: &str, audience: &str) -> Uuid {
    let category = help_category::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
    let input = SaveArticle {
        slug: slug.into(),
        category: category.id.to_string(),
        kind: "article".into(),
        audience: audience.into(),
        source: "en".into(),
        ..SaveArticle::default()
    };
    save_article(&writer(world, 1), None, &input).await.unwrap()
}

/// One writes a text, another one publishes it.
pub async fn published(world: &World, id: Uuid, lang: Lang, (title, body): (&str, &str), wording: bool) {
    let open = version_of(article(world, id).await.open(lang));
    let wording = if wording { "true".to_owned() } else { String::new() };
    let input = SaveText { title: title.into(), body: body.into(), wording, version: open };
    save_text(&writer(world, 1), id, lang, &input).await.unwrap();
    send_to_review(&writer(world, 1), id, lang).await.unwrap();
    let version = version_of(article(world, id).await.open(lang));
    publish(&writer(world, 2), id, lang, &version, Decision::Publish).await.unwrap();
}
