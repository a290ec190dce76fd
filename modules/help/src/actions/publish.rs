//! Somebody who did not write it publishes a text, or gives it back with what is to be changed (SUP-18). From that moment on people read and find
//! it, and where something in the source has changed, its translations are outdated.

use super::publish_text::publish_text;
use super::{held, open_text};
use crate::events::{GIVEN_BACK, PUBLISHED};
use crate::model::words::State;
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::help_text;
use gatehouse_context::Cx;
use gatehouse_core::text::{code_point, several_lines};
use gatehouse_core::{Actor, Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// The most characters of what is to be changed.
pub const NOTE: u32 = 1_000;

/// Why it was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum PublishRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// No text waits to be read over.
    #[refusal(409, "help.no_review", refusal_no_review)]
    NoReview,
    /// Whoever wrote it does not read it over.
    #[refusal(403, "help.own_text", refusal_own_text)]
    OwnText,
    /// It was written at meanwhile.
    #[refusal(409, "help.changed_meanwhile", refusal_changed_meanwhile)]
    ChangedMeanwhile,
    /// Nothing says what is to be changed.
    #[refusal(422, "help.note_missing", refusal_note_missing, field = "note")]
    NoteMissing,
    /// Longer than [`NOTE`].
    #[refusal(422, "help.note_too_long", refusal_too_long(NOTE), field = "note")]
    NoteTooLong,
    /// A character that cannot stand in a text.
    #[refusal(422, "help.note_unprintable", refusal_unprintable(code_point(*it)), field = "note")]
    NoteUnprintable(char),
}

/// What becomes of a text that was read over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision<'a> {
    /// People read it.
    Publish,
    /// It is a draft again; this is to be changed.
    GiveBack(&'a str),
}

/// Decides; `version` is the one that was read (`save_text::version_of`).
pub async fn publish(
    cx: &Cx,
    article: Uuid,
    lang: Lang,
    version: &str,
    decision: Decision<'_>,
) -> Outcome<(), PublishRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let reader = match &cx.actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    };
    let note = match decision {
        Decision::Publish => None,
        Decision::GiveBack(note) => Some(read(note).or_refuse()?),
    };
    let tx = may.begin().await?;
    let mut row = held(&tx, article).await?.ok_or(PublishRefusal::NotFound).or_refuse()?;
    let open = open_text(&tx, article, lang).await?.filter(|text| text.state == State::Review);
    let text = open.ok_or(PublishRefusal::NoReview).or_refuse()?;
    if super::save_text::version_of(Some(&text)) != version.trim() {
        return Err(gatehouse_core::refuse(PublishRefusal::ChangedMeanwhile));
    }
    if reader.is_some() && reader == text.author_id {
        return Err(gatehouse_core::refuse(PublishRefusal::OwnText));
    }
    let line = match note {
        None => {
            publish_text(cx, &tx, &mut row, text, reader).await?;
            PUBLISHED
        }
        Some(note) => {
            let back = help_text::Model {
                state: State::Draft,
                note: Some(note),
                reader_id: reader,
                version: text.version + 1,
                ..text
            };
            back.into_active_model().reset_all().update(&*tx).await?;
            GIVEN_BACK
        }
    };
    cx.audit(&tx, line.about(article).with(json!({ "help_lang": lang.tag() }))).await?;
    tx.commit().await?;
    Ok(())
}

fn read(note: &str) -> Result<String, PublishRefusal> {
    let note = several_lines(note).map_err(PublishRefusal::NoteUnprintable)?;
    if note.is_empty() {
        return Err(PublishRefusal::NoteMissing);
    }
    if note.chars().nth(NOTE as usize).is_some() {
        return Err(PublishRefusal::NoteTooLong);
    }
    Ok(note)
}
