//! Wider readers that somebody has proposed for an article (kit `approval`), as long as they can be approved.

use crate::model::words::Audience;
use gatehouse_approval::State;
use gatehouse_approval::table::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait};
use serde::Deserialize;
use std::collections::HashMap;

/// What the kit calls these proposals.
pub(crate) const KIND: &str = "help.readers";

/// What one says.
#[derive(Deserialize)]
struct Contents {
    audience: String,
}

/// For whom the article is to be.
pub(crate) fn wanted(row: &Model) -> Option<Audience> {
    let contents: Contents = serde_json::from_str(&row.contents).ok()?;
    Audience::from_word(&contents.audience)
}

fn open(cx: &Cx) -> Condition {
    Condition::all()
        .add(Column::Kind.eq(KIND))
        .add(Column::State.eq(State::Waiting))
        .add(Column::ExpiresAt.gt(cx.now()))
}

/// The one that waits about this article.
pub(crate) async fn waiting<C: ConnectionTrait>(cx: &Cx, conn: &C, article: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find().filter(open(cx)).filter(Column::AboutId.eq(article)).one(conn).await?)
}

/// Those that wait about these articles: the readers that are wanted, by the article.
pub(crate) async fn of_articles(
    cx: &Cx,
    articles: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Audience>, Fault> {
    let rows = Entity::find().filter(open(cx)).filter(Column::AboutId.is_in(articles)).all(cx.read()).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.about_id, wanted(&row)?))).collect())
}

/// The articles about which one waits.
pub(crate) fn about(cx: &Cx) -> SelectStatement {
    Query::select().column(Column::AboutId).from(Entity).cond_where(open(cx)).to_owned()
}
