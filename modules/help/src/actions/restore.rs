//! Staff take the program's own text back in place of what was written over it, in one language (SUP-18). It was read over before the program was
//! delivered, so no second person is asked.

use super::bring_in::key;
use super::publish_text::publish_text;
use super::{held, next_seq, published_text};
use crate::events::RESTORED;
use crate::model::shipped;
use crate::model::words::State;
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::help_text;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Why nothing was restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RestoreRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// The program has no text of it, or it is what people read already.
    #[refusal(409, "help.nothing_to_restore", refusal_nothing_to_restore)]
    Nothing,
}

/// Restores it.
pub async fn restore(cx: &Cx, id: Uuid, lang: Lang) -> Outcome<(), RestoreRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let mut article = held(&tx, id).await?.ok_or(RestoreRefusal::NotFound).or_refuse()?;
    let own = shipped::by_slug(&article.slug).filter(|_| article.shipped);
    let own = own.and_then(|shipped| Some((shipped, shipped.text(lang)?)));
    let (shipped, text) = own.ok_or(RestoreRefusal::Nothing).or_refuse()?;
    let key = key(shipped, text);
    let published = published_text(&tx, id, lang.tag()).await?;
    if published.is_some_and(|before| before.shipped.as_deref() == Some(key.as_str())) {
        return Err(gatehouse_core::refuse(RestoreRefusal::Nothing));
    }
    let seq = next_seq(&tx, id, lang).await?;
    let row = help_text::Model {
        id: cx.id(),
        article_id: id,
        lang: lang.tag().to_owned(),
        seq,
        state: State::Replaced,
        title: text.title.to_owned(),
        body: text.body.clone(),
        material: true,
        of_source: if lang.tag() == article.source_lang { seq } else { article.material },
        shipped: Some(key),
        author_id: None,
        reader_id: None,
        note: None,
        made_at: cx.now(),
        published_at: None,
        version: 1,
    };
    help_text::Entity::insert(row.clone().into_active_model()).exec_without_returning(&*tx).await?;
    publish_text(cx, &tx, &mut article, row, None).await?;
    cx.audit(&tx, RESTORED.about(id).with(json!({ "help_lang": lang.tag() }))).await?;
    tx.commit().await?;
    Ok(())
}
