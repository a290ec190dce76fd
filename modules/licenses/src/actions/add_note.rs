//! A member of the staff notes something about a license, for colleagues (ux.md §5). Holders are not told; the log says that a note was
//! written, and not what it says.

use crate::events;
use crate::model::note::seal_of_staff;
use crate::refusals::NoteRefusal;
use crate::rights::{LicensesRead, may, member};
use crate::tables::license;
use crate::tables::license_note::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::note::{self, Wrong};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

/// A note to be written.
#[derive(Clone)]
pub struct AddNote {
    /// About which license.
    pub license: Uuid,
    /// Its id, made with the form: the second of two equal requests adds nothing.
    pub id: Uuid,
    /// What it says; up to 2,000 characters.
    pub text: String,
}

/// Writes it.
pub async fn add_note(cx: &Cx, input: &AddNote) -> Outcome<(), NoteRefusal> {
    may::<LicensesRead>(cx).or_refuse()?;
    let author = member(cx).or_refuse()?;
    let text = note::read(&input.text).or_refuse()?;
    let tx = cx.begin().await?;
    // Held: of two notes at once, the later one counts the earlier one.
    let Some(license) = license::Entity::find_by_id(input.license).lock_exclusive().one(&*tx).await? else {
        return Err(refuse(NoteRefusal::Unknown));
    };
    if let Some(there) = Entity::find_by_id(input.id).one(&*tx).await? {
        let is_same = there.license_id == input.license && there.author_id == author;
        return if is_same { Ok(()) } else { Err(refuse(NoteRefusal::Unknown)) };
    }
    if Entity::find().filter(Column::LicenseId.eq(input.license)).count(&*tx).await? >= note::MOST {
        return Err(refuse(Wrong::TooMany.into()));
    }
    let key = subject::key(cx, &*tx, license.purchase_id).await?;
    let row = ActiveModel {
        id: Set(input.id),
        license_id: Set(input.license),
        author_id: Set(author),
        at: Set(cx.now()),
        text_sealed: Set(seal_of_staff(cx.app.random.as_ref(), &key, input.id, &text)?),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    cx.audit(&tx, events::NOTE_ADDED.about(input.license)).await?;
    tx.commit().await?;
    Ok(())
}
