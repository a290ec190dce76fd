//! A note about a license is removed, by its author or an administrator.

use crate::events;
use crate::refusals::NoteRefusal;
use crate::rights::{LicensesRead, NotAllowed, is_administrator, may, member};
use crate::tables::license_note::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Removes it; one that is gone already stays so.
pub async fn remove_note(cx: &Cx, license: Uuid, note: Uuid) -> Outcome<(), NoteRefusal> {
    may::<LicensesRead>(cx).or_refuse()?;
    let remover = member(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let there = Entity::find_by_id(note).filter(Column::LicenseId.eq(license)).one(&*tx).await?;
    let Some(there) = there else { return Ok(()) };
    if there.author_id != remover && !is_administrator(cx) {
        return Err(refuse(NotAllowed.into()));
    }
    if Entity::delete_by_id(note).exec(&*tx).await?.rows_affected > 0 {
        cx.audit(&tx, events::NOTE_REMOVED.about(license)).await?;
    }
    tx.commit().await?;
    Ok(())
}
