//! Staff take an article out of the help center, or put it back (SUP-18). Its number is not given again; its texts stay.

use super::{held, index};
use crate::events::{ARCHIVED, CHANGED};
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::help_article;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// Why it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ArchiveRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
}

/// Takes it out, or with `back` puts it back. Once more is no mistake.
pub async fn archive(cx: &Cx, id: Uuid, back: bool) -> Outcome<(), ArchiveRefusal> {
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let tx = may.begin().await?;
    let old = held(&tx, id).await?.ok_or(ArchiveRefusal::NotFound).or_refuse()?;
    if old.archived_at.is_none() == back {
        return Ok(());
    }
    let archived_at = if back { None } else { Some(cx.now()) };
    let row = help_article::Model { archived_at, changed_at: cx.now(), version: old.version + 1, ..old };
    row.clone().into_active_model().reset_all().update(&*tx).await?;
    index::put_all(cx, &tx, &row).await?;
    let line = if back { CHANGED } else { ARCHIVED };
    cx.audit(&tx, line.about(id)).await?;
    tx.commit().await?;
    Ok(())
}
