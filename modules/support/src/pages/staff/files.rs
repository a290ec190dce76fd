//! `/staff/requests/{id}/files`: the files of a request, what the scanner said of each, and the way to open it: when it is clean, or by an exception that
//! is confirmed and logged (SUP-5).

use super::request::{at, seen};
use crate::actions::open_unscanned::open_unscanned;
use crate::actions::vouch_file::vouch_file;
use crate::lists::staff_requests::Requests;
use crate::model::files::FILE;
use crate::queries::staff_request::{closed_to_customer, files};
use crate::rights::{AGENTS, LOOKERS};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_files::{ScanState, has_scanner};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::uploads::fetch_address;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| {
            doors.get("/staff/requests/{id}/files", show).form("/staff/requests/{id}/files/{file}", ask, open)
        })
        .staff(AGENTS, |doors| doors.form("/staff/requests/{id}/files/{file}/vouch", ask_vouching, vouched))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    confirm: String,
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, scans) = (texts(lang), has_scanner(&visit.cx));
    let may_act = staff.is_any_of(AGENTS);
    let closed = closed_to_customer(&visit.cx, &seen).await?;
    let heads = [t.msg_staff_name(), t.msg_staff_size(), t.msg_staff_scan()].map(Head::new);
    let heads = heads.into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_staff_files(), heads);
    for (row, file) in files(&visit.cx, &seen).await? {
        let href = at(id, &format!("files/{}", row.id));
        let open = (file.scan != ScanState::Infected).then(|| {
            if file.is_open() { Button::post(t.msg_staff_open(), href) } else { Button::link(t.msg_staff_open(), href) }
                .about(file.name.as_str())
                .small()
        });
        let vouch = (may_act && closed.contains(&file.id)).then(|| {
            let href = at(id, &format!("files/{}/vouch", row.id));
            Button::link(t.msg_vouch_button(), href).about(file.name.as_str()).small()
        });
        table.push([
            Cell::text(file.name.as_str()),
            Cell::number(sizes(lang, file.size)),
            Cell::text(file_text(lang, &file, scans)),
            Cell::actions(open.into_iter().chain(vouch)),
        ]);
    }
    let above = [(t.msg_requests(), Requests::AT.to_owned()), (seen.row().number.clone(), at(id, ""))];
    let head = PageHead::new(t.msg_staff_files()).crumbs(lang, above);
    let panel = Panel::new("").table_or(table, t.msg_staff_files_none());
    visit.show(&Sheet::new(visit, t.msg_staff_files(), head).with(&panel))
}

async fn ask(staff: Staff, Ids([id, file]): Ids<2>) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, id, file, &FormErrors::new()).await?)
}

async fn page(staff: &Staff, id: Uuid, file: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let seen = seen(staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let all = files(&visit.cx, &seen).await?;
    let (_, found) = all.into_iter().find(|(row, _)| row.id == file).ok_or(Halt::NotFound)?;
    let scan = file_text(lang, &found, has_scanner(&visit.cx));
    let confirm = Checkbox::new("confirm", t.msg_staff_open_confirm());
    let form = PanelForm::new("")
        .alone()
        .unguarded()
        .field(&confirm.errors(errors))
        .button(Button::submit(t.msg_staff_open()).danger())
        .button(Button::link(t.msg_staff_back(), at(id, "files")));
    let above = [
        (t.msg_requests(), Requests::AT.to_owned()),
        (seen.row().number.clone(), at(id, "")),
        (t.msg_staff_files(), at(id, "files")),
    ];
    let head = PageHead::new(found.name.as_str()).lede(scan).crumbs(lang, above);
    let notice = Notice::warn(t.msg_staff_open_text());
    Ok(Sheet::new(visit, found.name.as_str(), head).narrow().errors(errors).notices([notice]).with(&form))
}

async fn open(staff: Staff, Ids([id, file]): Ids<2>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let opened = open_unscanned(&visit.cx, id, file, typed.confirm == "true").await;
    let done = async |file| Ok(visit.go(&fetch_address(visit, &FILE, &file)?));
    visit.answer(opened, done, async |errors: FormErrors| page(&staff, id, file, &errors).await).await
}

async fn ask_vouching(staff: Staff, Ids([id, file]): Ids<2>) -> Result<Done, Halt> {
    staff.visit.show(&vouch_page(&staff, id, file, &FormErrors::new()).await?)
}

/// A member of the staff vouches for a file of an answer.
async fn vouch_page(staff: &Staff, id: Uuid, file: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let seen = seen(staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let all = files(&visit.cx, &seen).await?;
    let (_, found) = all.into_iter().find(|(row, _)| row.id == file).ok_or(Halt::NotFound)?;
    let confirm = Checkbox::new("confirm", t.msg_vouch_confirm()).hint(t.msg_vouch_confirm_hint());
    let form = PanelForm::new("")
        .alone()
        .unguarded()
        .field(&confirm.errors(errors))
        .button(Button::submit(t.msg_vouch_button()).primary())
        .button(Button::link(t.msg_staff_back(), at(id, "files")));
    let above = [
        (t.msg_requests(), Requests::AT.to_owned()),
        (seen.row().number.clone(), at(id, "")),
        (t.msg_staff_files(), at(id, "files")),
    ];
    let scan = file_text(lang, &found, has_scanner(&visit.cx));
    let head = PageHead::new(found.name.as_str()).lede(scan).crumbs(lang, above);
    Ok(Sheet::new(visit, found.name.as_str(), head).narrow().errors(errors).with(&form))
}

async fn vouched(staff: Staff, Ids([id, file]): Ids<2>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let given = vouch_file(&visit.cx, id, file, typed.confirm == "true").await;
    let done = async |()| Ok(visit.go_saying(&at(id, "files"), texts(visit.lang()).msg_vouch_given()));
    visit.answer(given, done, async |errors: FormErrors| vouch_page(&staff, id, file, &errors).await).await
}
