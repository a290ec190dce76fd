//! `/staff/oidc`: the entries, and the form of a new one.

use crate::actions::add_entry::{TITLE, add_entry};
use crate::lists::Entries;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

/// Where they are.
pub(crate) const ENTRIES: &str = Entries::AT;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(ENTRIES, list).get(Entries::FILE, file))
        .staff(CLERKS, |doors| doors.post(ENTRIES, add))
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct EntryForm {
    title: String,
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let listed = Listed::of_address(&staff.visit, Entries, &asked).await?;
    listed.done(&staff.visit, &page(&staff, &listed, "", &FormErrors::new()))
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Entries, &asked).await
}

async fn add(staff: Staff, asked: Asked, Posted(typed): Posted<EntryForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |_| Ok(visit.go_saying(ENTRIES, texts(visit.lang()).msg_entry_added()));
    let again = async |errors| {
        let listed = Listed::of_address(visit, Entries, &asked).await?;
        Ok(page(&staff, &listed, &typed.title, &errors))
    };
    visit.answer(add_entry(&visit.cx, &typed.title).await, done, again).await
}

fn page(staff: &Staff, listed: &Listed<Entries>, typed: &str, errors: &FormErrors) -> Sheet {
    let t = texts(staff.visit.lang());
    let sheet = listed.sheet(&staff.visit, PageHead::new(t.msg_nav()).lede(t.msg_lede())).errors(errors);
    if !staff.is_any_of(CLERKS) {
        return sheet;
    }
    let title = Field::text("title", t.msg_entry_title()).value(typed).max_length(TITLE).errors(errors);
    let form = PanelForm::new(ENTRIES).alone().field(&title);
    sheet.with(&form.button(Button::submit(t.msg_entry_add()).primary()))
}
