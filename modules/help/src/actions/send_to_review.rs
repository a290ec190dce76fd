//! Whoever has written a text gives it to somebody else to read over (SUP-18).

use super::{held, open_text};
use crate::events::SENT_TO_REVIEW;
use crate::model::words::State;
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::help_text;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Why it was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SendRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// There is no draft.
    #[refusal(409, "help.no_draft", refusal_no_draft)]
    NoDraft,
}

/// Sends it.
pub async fn send_to_review(cx: &Cx, article: Uuid, lang: Lang) -> Outcome<(), SendRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    held(&tx, article).await?.ok_or(SendRefusal::NotFound).or_refuse()?;
    let open = open_text(&tx, article, lang).await?.filter(|text| text.state == State::Draft);
    let old = open.ok_or(SendRefusal::NoDraft).or_refuse()?;
    let text = help_text::Model { state: State::Review, note: None, version: old.version + 1, ..old };
    text.into_active_model().reset_all().update(&*tx).await?;
    cx.audit(&tx, SENT_TO_REVIEW.about(article).with(json!({ "help_lang": lang.tag() }))).await?;
    tx.commit().await?;
    Ok(())
}
