//! Staff write a text of an article in one language: a draft, of which readers see nothing (SUP-18). A text that waits to be read over is a draft
//! again. A translation says which version of the source it rests on: the one that people read when it is saved.

use super::{held, next_seq, open_text, published_text};
use crate::events::WRITTEN;
use crate::model::markdown::{broken_picture, parse, pictures};
use crate::model::picture::size_of;
use crate::model::words::State;
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::{help_picture, help_text};
use gatehouse_context::Cx;
use gatehouse_core::text::{code_point, one_line, several_lines};
use gatehouse_core::{Actor, Fault, Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

/// The most characters of a title.
pub const TITLE: u32 = 120;
/// The most characters of a text.
pub const BODY: u32 = 40_000;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SaveText {
    /// One line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// `true`: only the wording is another one.
    pub wording: String,
    /// The draft and its version that was changed; empty where there was none.
    pub version: String,
}

/// Why it was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SaveTextRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// Somebody else has written meanwhile.
    #[refusal(409, "help.changed_meanwhile", refusal_changed_meanwhile)]
    ChangedMeanwhile,
    /// Nothing that anybody sees.
    #[refusal(422, "help.title_missing", refusal_title_missing, field = "title")]
    TitleMissing,
    /// Longer than [`TITLE`].
    #[refusal(422, "help.title_too_long", refusal_too_long(TITLE), field = "title")]
    TitleTooLong,
    /// A character that cannot stand in one line.
    #[refusal(422, "help.title_unprintable", refusal_unprintable(code_point(*it)), field = "title")]
    TitleUnprintable(char),
    /// Nothing that anybody sees.
    #[refusal(422, "help.body_missing", refusal_body_missing, field = "body")]
    BodyMissing,
    /// Longer than [`BODY`].
    #[refusal(422, "help.body_too_long", refusal_too_long(BODY), field = "body")]
    BodyTooLong,
    /// A character that cannot stand in a text.
    #[refusal(422, "help.body_unprintable", refusal_unprintable(code_point(*it)), field = "body")]
    BodyUnprintable(char),
    /// A line is written like a picture and is none of ours, or nothing says what it shows.
    #[refusal(422, "help.picture", refusal_picture, field = "body")]
    Picture,
}

/// What a form sends of a text that was changed: which it is, and in which version.
#[must_use]
pub fn version_of(text: Option<&help_text::Model>) -> String {
    text.map(|text| format!("{}.{}", text.seq, text.version)).unwrap_or_default()
}

/// Saves it; answers the draft's id.
pub async fn save_text(cx: &Cx, article: Uuid, lang: Lang, input: &SaveText) -> Outcome<Uuid, SaveTextRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let (title, body) = read(input).or_refuse()?;
    let author_id = match &cx.actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    };
    let tx = may.begin().await?;
    let row = held(&tx, article).await?.ok_or(SaveTextRefusal::NotFound).or_refuse()?;
    let open = open_text(&tx, article, lang).await?;
    if input.version.trim() != version_of(open.as_ref()) {
        return Err(gatehouse_core::refuse(SaveTextRefusal::ChangedMeanwhile));
    }
    if !has_pictures(&tx, article, &body).await? {
        return Err(gatehouse_core::refuse(SaveTextRefusal::Picture));
    }
    let material = input.wording != "true";
    let is_source = lang.tag() == row.source_lang;
    let of_source = match published_text(&tx, article, &row.source_lang).await? {
        Some(source) if !is_source => source.seq,
        _ => 0,
    };
    let saved = match open {
        Some(old) => {
            let text = help_text::Model {
                state: State::Draft,
                title,
                body,
                material,
                of_source,
                author_id,
                made_at: cx.now(),
                version: old.version + 1,
                ..old
            };
            text.into_active_model().reset_all().update(&*tx).await?.id
        }
        None => {
            let text = help_text::Model {
                id: cx.id(),
                article_id: article,
                lang: lang.tag().to_owned(),
                seq: next_seq(&tx, article, lang).await?,
                state: State::Draft,
                title,
                body,
                material,
                of_source,
                shipped: None,
                author_id,
                reader_id: None,
                note: None,
                made_at: cx.now(),
                published_at: None,
                version: 1,
            };
            let id = text.id;
            help_text::Entity::insert(text.into_active_model()).exec_without_returning(&*tx).await?;
            id
        }
    };
    cx.audit(&tx, WRITTEN.about(article).with(json!({ "help_lang": lang.tag() }))).await?;
    cx.once(&tx, saved).await?;
    tx.commit().await?;
    Ok(saved)
}

fn read(input: &SaveText) -> Result<(String, String), SaveTextRefusal> {
    use SaveTextRefusal as Wrong;
    let title = one_line(&input.title).map_err(Wrong::TitleUnprintable)?;
    if title.is_empty() {
        return Err(Wrong::TitleMissing);
    }
    if title.chars().nth(TITLE as usize).is_some() {
        return Err(Wrong::TitleTooLong);
    }
    let body = several_lines(&input.body).map_err(Wrong::BodyUnprintable)?;
    if body.is_empty() {
        return Err(Wrong::BodyMissing);
    }
    if body.chars().nth(BODY as usize).is_some() {
        return Err(Wrong::BodyTooLong);
    }
    if broken_picture(&body).is_some() {
        return Err(Wrong::Picture);
    }
    Ok((title, body))
}

/// Whether the article has all pictures that staff sent and the text shows.
async fn has_pictures(tx: &Tx, article: Uuid, body: &str) -> Result<bool, Fault> {
    use help_picture::{Column, Entity};
    let blocks = parse(body);
    let shown: BTreeSet<&str> = pictures(&blocks).into_iter().filter(|name| size_of(name).is_some()).collect();
    if shown.is_empty() {
        return Ok(true);
    }
    let count = u64::try_from(shown.len())?;
    let of_it = Entity::find().filter(Column::ArticleId.eq(article)).filter(Column::Name.is_in(shown));
    Ok(of_it.count(&**tx).await? == count)
}
