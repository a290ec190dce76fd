//! `/staff/{{path}}`: the entries, and the form of a new one.

use crate::actions::add_entry::{TITLE, add_entry};
use crate::queries::entries::entries;
use crate::tables::entry::Model;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::{Moment, Stop};
use gatehouse_db::Paged;
use gatehouse_web::frames::{Listing, PanelForm, Sheet};
use gatehouse_web::query::{Asked, pager};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, Visit};

/// Where they are.
pub(crate) const ENTRIES: &str = "/staff/{{path}}";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(ENTRIES, list)).staff(CLERKS, |doors| doors.post(ENTRIES, add))
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct EntryForm {
    title: String,
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, &asked, "", &FormErrors::new()).await?)
}

async fn add(staff: Staff, asked: Asked, Posted(typed): Posted<EntryForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match add_entry(&visit.cx, &typed.title).await {
        Ok(_) => Ok(visit.go_saying(ENTRIES, texts(visit.lang()).msg_entry_added())),
        Err(Stop::Refused(refusal)) => {
            let errors = FormErrors::of_refusal(&refusal, visit.lang());
            visit.show_refused(&refusal, &page(&staff, &asked, &typed.title, &errors).await?)
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

async fn page(staff: &Staff, asked: &Asked, typed: &str, errors: &FormErrors) -> Result<Sheet, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let found = entries(&visit.cx, &asked.paging(&visit.cx, ENTRIES, &[])).await?;
    let head = PageHead::new(t.msg_nav()).lede(t.msg_lede());
    let sheet = Sheet::new(visit, t.msg_nav(), head).errors(errors).with(&listing(visit, &found));
    if !staff.is_any_of(CLERKS) {
        return Ok(sheet);
    }
    let title = Field::text("title", t.msg_entry_title()).value(typed).max_length(TITLE).errors(errors);
    let form = PanelForm::new(ENTRIES).alone().field(&title);
    Ok(sheet.with(&form.button(Button::submit(t.msg_entry_add()).primary())))
}

fn listing(visit: &Visit, found: &Paged<Model>) -> Listing {
    let (lang, format) = (visit.lang(), visit.format());
    let t = texts(lang);
    let heads = [Head::new(t.msg_entry_title()), Head::new(t.msg_entry_created())];
    let cells = |row: &Model| [Cell::text(row.title.as_str()), Cell::time(&format, Moment(row.created_at))];
    Listing {
        filters: None,
        table: Table::new(t.msg_nav(), heads).rows(found.items.iter().map(cells)),
        empty: Empty::new(Icon::Box, t.msg_entries_none(), t.msg_entries_none_text()),
        pager: pager(lang, ENTRIES, &[], found),
    }
}
