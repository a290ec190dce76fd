//! Staff add an entry. Its title is one line that can be read.

use crate::events;
use crate::rights::{EntriesWrite, NotAllowed, may};
use crate::tables::entry::{ActiveModel, Entity};
use gatehouse_context::Cx;
use gatehouse_core::text::{code_point, one_line};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// The most characters of a title.
pub const TITLE: u32 = 120;

/// Why the entry was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum AddEntryRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// Nothing that anybody sees.
    #[refusal(422, "oidc.title_missing", refusal_title_missing, field = "title")]
    TitleMissing,
    /// Longer than [`TITLE`].
    #[refusal(422, "oidc.title_too_long", refusal_title_too_long(TITLE), field = "title")]
    TitleTooLong,
    /// A character that cannot stand in one line.
    #[refusal(422, "oidc.title_unprintable", refusal_title_unprintable(code_point(*it)), field = "title")]
    TitleUnprintable(char),
}

/// Adds an entry; returns its id.
pub async fn add_entry(cx: &Cx, title: &str) -> Outcome<Uuid, AddEntryRefusal> {
    may::<EntriesWrite>(cx).or_refuse()?;
    let title = read(title).or_refuse()?;
    let tx = cx.begin().await?;
    let id = cx.id();
    let row = ActiveModel { id: Set(id), title: Set(title), created_at: Set(cx.now()) };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    cx.audit(&tx, events::ENTRY_ADDED.about(id)).await?;
    tx.commit().await?;
    Ok(id)
}

fn read(title: &str) -> Result<String, AddEntryRefusal> {
    let title = one_line(title).map_err(AddEntryRefusal::TitleUnprintable)?;
    if title.is_empty() {
        return Err(AddEntryRefusal::TitleMissing);
    }
    if title.chars().nth(TITLE as usize).is_some() {
        return Err(AddEntryRefusal::TitleTooLong);
    }
    Ok(title)
}
