//! The pictures of articles, and who may see one.

use crate::model::picture::MOST;
use crate::model::words::{Reader, State};
use crate::rights::ArticlesRead;
use crate::tables::{help_article, help_picture, help_text};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Articles with the same picture that are looked at.
const SAME: u64 = 20;

/// Those of an article, the latest first.
pub async fn of_article(cx: &May<ArticlesRead>, article: Uuid) -> Result<Vec<help_picture::Model>, Fault> {
    use help_picture::{Column, Entity};
    let all = Entity::find().filter(Column::ArticleId.eq(article));
    let all = all.order_by_desc(Column::MadeAt).order_by_desc(Column::Id).limit(u64::from(MOST));
    Ok(all.all(cx.read()).await?)
}

/// The file of a picture, for whom may see it: whoever may read a published text that has it; of a draft the team alone.
pub(crate) async fn file_of(cx: &Cx, name: &str, reader: Reader) -> Result<Option<Uuid>, Fault> {
    use help_picture::{Column, Entity};
    let rows = Entity::find().filter(Column::Name.eq(name)).limit(SAME).all(cx.read()).await?;
    if reader == Reader::Staff || rows.is_empty() {
        return Ok(rows.first().map(|row| row.file_id));
    }
    let articles: Vec<Uuid> = rows.iter().map(|row| row.article_id).collect();
    let readable = Query::select()
        .column(help_article::Column::Id)
        .from(help_article::Entity)
        .and_where(help_article::Column::Id.is_in(articles.iter().copied()))
        .and_where(help_article::Column::ArchivedAt.is_null())
        .and_where(help_article::Column::Audience.is_in(reader.audiences()))
        .to_owned();
    let shown = help_text::Entity::find()
        .select_only()
        .column(help_text::Column::ArticleId)
        .filter(help_text::Column::ArticleId.is_in(articles))
        .filter(help_text::Column::ArticleId.in_subquery(readable))
        .filter(help_text::Column::State.eq(State::Published))
        .filter(help_text::Column::Body.contains(name));
    let shown: Option<Uuid> = shown.into_tuple().one(cx.read()).await?;
    Ok(rows.iter().find(|row| Some(row.article_id) == shown).map(|row| row.file_id))
}
