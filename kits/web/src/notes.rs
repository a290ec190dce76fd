//! How notes of staff are shown and written; what they may say is [`gatehouse_core::note`].

use crate::frames::{Panel, PanelForm};
use crate::history::staff_names;
use crate::view::*;
use crate::visit::{Done, Staff, Visit};
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::note::{LONGEST, MOST, Note, Wrong};
use gatehouse_core::text::code_point;
use gatehouse_core::{Fault, Refusal, Role, Uuid};
use serde::Deserialize;

/// What is wrong with a note, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum NoteError {
    /// Nothing was written.
    #[refusal(422, "note.missing", refusal_note_missing, field = "note")]
    Missing,
    /// More characters than fit.
    #[refusal(422, "note.too_long", refusal_note_too_long(i64::try_from(LONGEST).unwrap_or(i64::MAX)), field = "note")]
    TooLong,
    /// A character that nobody sees, or that turns the direction of writing.
    #[refusal(422, "note.unprintable", refusal_note_unprintable(code_point(*character)), field = "note")]
    Unprintable {
        /// Which one.
        character: char,
    },
    /// The record has as many notes as it may have.
    #[refusal(409, "note.too_many", refusal_note_too_many(i64::try_from(MOST).unwrap_or(i64::MAX)))]
    TooMany,
}

impl From<Wrong> for NoteError {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Missing => Self::Missing,
            Wrong::TooLong => Self::TooLong,
            Wrong::Unprintable(character) => Self::Unprintable { character },
            Wrong::TooMany => Self::TooMany,
        }
    }
}

/// What the form of a new note sends. The id is made with the form, so that the second of two equal requests adds nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// The id of the new note.
    pub id: String,
    /// What it says.
    pub note: String,
}

impl NoteForm {
    /// The id of the new note; a new one where the form has none.
    pub fn id(&self, staff: &Staff) -> Uuid {
        Uuid::parse_str(&self.id).unwrap_or_else(|_| staff.visit.cx.id())
    }
}

/// Whether this member of the staff may remove the note: its author, and administrators.
pub fn may_remove(staff: &Staff, note: &Note) -> bool {
    note.author == staff.session.staff || staff.is_any_of(&[Role::Administrator])
}

/// Back to the notes, after one was added.
pub fn added(visit: &Visit, at: &str) -> Done {
    visit.go_saying(at, crate::texts(visit.lang()).msg_note_added())
}

/// Back to the notes, after one was removed.
pub fn removed(visit: &Visit, at: &str) -> Done {
    visit.go_saying(at, crate::texts(visit.lang()).msg_note_removed())
}

/// The notes of a record and the form of a new one. `at` is where the form is sent; a note is removed at `at/{note}/remove`.
pub async fn panel(
    staff: &Staff,
    notes: &[Note],
    at: &str,
    (typed, errors): (&NoteForm, &FormErrors),
) -> Result<Panel, Fault> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (crate::texts(lang), visit.format());
    let names = staff_names(&visit.cx, notes.iter().map(|note| note.author)).await?;
    let list = notes.iter().map(|note| {
        let author = names.get(&note.author).cloned().unwrap_or_else(|| t.msg_actor_staff());
        let remove = Button::post(t.msg_note_remove(), format!("{at}/{}/remove", note.id)).quiet().small();
        Shown {
            id: note.id,
            text: note.text.0.clone(),
            about: Markup::text(format!("{author} ·")).then(&Time::date_time(&format, note.at)),
            remove: may_remove(staff, note).then(|| remove.about(format.date_time(note.at))),
        }
    });
    let id = typed.id(staff).to_string();
    let field = TextArea::new("note", t.msg_note_new()).hint(t.msg_note_hint()).value(&typed.note).errors(errors);
    let form =
        PanelForm::new(at).field(&Field::hidden("id", id)).field(&field).button(Button::submit(t.msg_note_add()));
    let list: Vec<Shown> = list.collect();
    let panel = Panel::new(t.msg_notes()).id("notes");
    let panel = if list.is_empty() { panel.text(t.msg_notes_none()) } else { panel.with(&NoteList { notes: list }) };
    Ok(panel.with(&form))
}

struct Shown {
    id: Uuid,
    text: String,
    about: Markup,
    remove: Option<Button>,
}

#[derive(Template)]
#[template(
    source = r#"<ol class="notes">{% for note in notes %}<li id="note-{{ note.id }}"><p class="wrap">{{ note.text }}</p><div class="spread"><p class="muted small">{{ note.about }}</p>{% if let Some(remove) = note.remove %}{{ remove }}{% endif %}</div></li>{% endfor %}</ol>"#,
    ext = "html"
)]
struct NoteList {
    notes: Vec<Shown>,
}

impl HtmlSafe for NoteList {}
