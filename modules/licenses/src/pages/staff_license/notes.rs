//! `/staff/licenses/{id}/notes`: what staff note about a license.

use super::{page, place};
use crate::LOOKERS;
use crate::actions::add_note::{AddNote, add_note};
use crate::actions::remove_note::remove_note;
use crate::queries::license::LicenseView;
use crate::queries::staff_notes::staff_notes;
use gatehouse_core::Uuid;
use gatehouse_web::frames::Panel;
use gatehouse_web::notes::{self, NoteForm};
use gatehouse_web::query::Ids;
use gatehouse_web::view::FormErrors;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| {
        doors.post("/staff/licenses/{id}/notes", note).post("/staff/licenses/{id}/notes/{note}/remove", unnote)
    })
}

fn at(id: Uuid) -> String {
    format!("{}/notes", place(id))
}

/// The notes, with what was typed when it was refused.
pub(super) async fn panel(staff: &Staff, view: &LicenseView, typed: (&NoteForm, &FormErrors)) -> Result<Panel, Halt> {
    let noted = staff_notes(&staff.may()?, &view.license).await?;
    Ok(notes::panel(staff, &noted, &at(view.license.id), typed).await?)
}

async fn note(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<NoteForm>) -> Result<Done, Halt> {
    let (visit, input) = (&staff.visit, AddNote { license: id, id: typed.id(&staff), text: typed.note.clone() });
    let done = async |()| Ok(notes::added(visit, &format!("{}#notes", place(id))));
    let again = async |errors: FormErrors| page(&staff, id, None, None, (&typed, &errors)).await;
    visit.answer(add_note(&visit.cx, &input).await, done, again).await
}

async fn unnote(staff: Staff, Ids([id, note]): Ids<2>) -> Result<Done, Halt> {
    match remove_note(&staff.visit.cx, id, note).await.unless_broken()? {
        Ok(()) => Ok(notes::removed(&staff.visit, &format!("{}#notes", place(id)))),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
