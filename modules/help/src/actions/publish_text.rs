//! A text takes the place of the one before it: the step of publishing, and of bringing in what comes with the program.

use super::{index, published_text};
use crate::model::words::State;
use crate::tables::{help_article, help_text};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// Publishes a stored text; `reader` is who read it over. The source says from then on which translations are outdated.
pub(super) async fn publish_text(
    cx: &Cx,
    tx: &Tx,
    article: &mut help_article::Model,
    mut text: help_text::Model,
    reader: Option<Uuid>,
) -> Result<(), Fault> {
    if let Some(before) = published_text(tx, article.id, &text.lang).await? {
        let replaced = help_text::Model { state: State::Replaced, version: before.version + 1, ..before };
        replaced.into_active_model().reset_all().update(&**tx).await?;
    }
    text.state = State::Published;
    text.published_at = Some(cx.now());
    text.reader_id = reader;
    text.note = None;
    text.version += 1;
    if text.lang == article.source_lang {
        text.of_source = text.seq;
        if text.material || article.material == 0 {
            article.material = text.seq;
        }
    }
    text.clone().into_active_model().reset_all().update(&**tx).await?;
    article.changed_at = cx.now();
    article.version += 1;
    article.clone().into_active_model().reset_all().update(&**tx).await?;
    if article.archived_at.is_none() {
        index::put(cx, tx, article, &text).await?;
    }
    Ok(())
}
