//! Whether articles help: numbers, and what people wrote.

use crate::model::words::Reason;
use crate::rights::ArticlesRead;
use crate::tables::{help_comment, help_count};
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Where a comment is sealed.
pub(crate) const PLACE: &str = "help_comment.text_sealed";

/// The latest comments that are shown.
const COMMENTS: u64 = 50;

/// The numbers of an article, in each language that has any.
pub async fn counts(cx: &Cx, article: Uuid) -> Result<Vec<help_count::Model>, Fault> {
    let all = help_count::Entity::find().filter(help_count::Column::ArticleId.eq(article));
    Ok(all.order_by_asc(help_count::Column::Lang).all(cx.read()).await?)
}

/// A comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The language in which the article was read.
    pub lang: Lang,
    /// Why it did not help.
    pub reason: Option<Reason>,
    /// What was written.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// The latest comments on an article.
pub async fn comments(cx: &May<ArticlesRead>, article: Uuid) -> Result<Vec<Comment>, Fault> {
    let rows = help_comment::Entity::find()
        .filter(help_comment::Column::ArticleId.eq(article))
        .order_by_desc(help_comment::Column::At)
        .order_by_desc(help_comment::Column::Id)
        .limit(COMMENTS)
        .all(cx.read())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject::key(cx, cx.read(), subject::INSTALLATION).await?;
    let comment = |row: help_comment::Model| -> Result<Comment, Fault> {
        Ok(Comment {
            lang: Lang::from_tag(&row.lang).unwrap_or_default(),
            reason: row.reason,
            text: key.open_text(PLACE, row.id, &row.text_sealed)?,
            at: row.at,
        })
    };
    rows.into_iter().map(comment).collect()
}
