//! Staff take a picture out of an article (SUP-18). One that stands in a text that people read, or that is being written, stays.

use super::held;
use crate::events::PICTURE_REMOVED;
use crate::model::words::State;
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::help_picture::{Column, Entity};
use crate::tables::help_text;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Why it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RemovePictureRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article or picture.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// A text has it.
    #[refusal(409, "help.picture_shown", refusal_picture_shown)]
    Shown,
}

/// Removes it.
pub async fn remove_picture(cx: &Cx, article: Uuid, picture: Uuid) -> Outcome<(), RemovePictureRefusal> {
    use RemovePictureRefusal as Wrong;
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    held(&tx, article).await?.ok_or(Wrong::NotFound).or_refuse()?;
    let found = Entity::find_by_id(picture).filter(Column::ArticleId.eq(article)).one(&*tx).await?;
    let row = found.ok_or(Wrong::NotFound).or_refuse()?;
    let shown = help_text::Entity::find()
        .filter(help_text::Column::ArticleId.eq(article))
        .filter(help_text::Column::State.ne(State::Replaced))
        .filter(help_text::Column::Body.contains(row.name.as_str()));
    if shown.one(&*tx).await?.is_some() {
        return Err(refuse(Wrong::Shown));
    }
    Entity::delete_by_id(row.id).exec(&*tx).await?;
    gatehouse_files::remove(cx, &tx, row.file_id).await?;
    cx.audit(&tx, PICTURE_REMOVED.about(article)).await?;
    tx.commit().await?;
    Ok(())
}
