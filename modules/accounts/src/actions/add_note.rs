//! A member of the staff notes something about a customer, for colleagues (ux.md §5). The customer is not told; the log says that a note was
//! written, and not what it says.

use super::locked;
use crate::events;
use crate::queries::notes::TEXT;
use crate::refusals::NoteRefusal;
use crate::rights::{LookAtAccounts, may, member};
use crate::tables::account_note::{ActiveModel, Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::note::{self, Wrong};
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// A note to be written.
#[derive(Clone)]
pub struct AddNote {
    /// About whom.
    pub account: Uuid,
    /// Its id, made with the form: the second of two equal requests adds nothing.
    pub id: Uuid,
    /// What it says; up to 2,000 characters.
    pub text: String,
}

/// Writes it.
pub async fn add_note(cx: &Cx, input: &AddNote) -> Outcome<(), NoteRefusal> {
    may::<LookAtAccounts>(cx).or_refuse()?;
    let author = member(cx).or_refuse()?;
    let text = note::read(&input.text).or_refuse()?;
    let tx = cx.begin().await?;
    if locked(&tx, input.account).await?.is_none() {
        return Err(refuse(NoteRefusal::Unknown));
    }
    if let Some(there) = Entity::find_by_id(input.id).one(&*tx).await? {
        let is_same = there.account_id == input.account && there.author_id == author;
        return if is_same { Ok(()) } else { Err(refuse(NoteRefusal::Unknown)) };
    }
    if Entity::find().filter(Column::AccountId.eq(input.account)).count(&*tx).await? >= note::MOST {
        return Err(refuse(Wrong::TooMany.into()));
    }
    let key = subject::key(cx, &*tx, input.account).await?;
    let row = ActiveModel {
        id: Set(input.id),
        account_id: Set(input.account),
        author_id: Set(author),
        at: Set(cx.now()),
        text_sealed: Set(key.seal(cx.app.random.as_ref(), TEXT, input.id, text.as_bytes())?),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    // Not a line of the account's own activity: notes are for the staff.
    cx.audit(&tx, events::NOTE_ADDED.about(input.account)).await?;
    tx.commit().await?;
    Ok(())
}
