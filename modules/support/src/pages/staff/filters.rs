//! `/staff/requests/filters`: what a member of the staff looks for often, and what colleagues share.

use crate::actions::save_filter::{SaveFilter, drop_filter, save_filter};
use crate::lists::staff_requests::Requests;
use crate::queries::settings;
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Fold, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

/// Where they are kept.
const AT: &str = "/staff/requests/filters";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.post(AT, save).post("/staff/requests/filters/{filter}/remove", remove))
}

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    query: String,
    shared: String,
}

/// The ways to what is kept, and the form to keep what is shown.
pub(super) async fn panel(staff: &Staff) -> Result<Fold, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let all = settings::filters(&visit.cx, staff.session.staff).await?;
    let heads = [Head::new(t.msg_staff_filter_name()), Head::actions(lang)];
    let mut table = Table::new(t.msg_staff_filters_saved(), heads);
    for one in all {
        let is_own = one.staff_id == staff.session.staff;
        let remove = is_own.then(|| {
            Button::post(t.msg_staff_remove(), format!("{AT}/{}/remove", one.id)).about(one.name.as_str()).small()
        });
        let name = Cell::link(one.name, format!("{}?{}", Requests::AT, one.query));
        let name = if is_own { name } else { name.sub(t.msg_staff_filter_shared()) };
        table.push([name, Cell::actions(remove)]);
    }
    let query = shown(&visit.path);
    let fold = Fold::new(t.msg_staff_filters_saved());
    let fold = if table.is_empty() { fold } else { fold.with(&table) };
    Ok(fold.with(&form(staff, &Typed { query, ..Typed::default() }, &FormErrors::new())))
}

fn form(staff: &Staff, typed: &Typed, errors: &FormErrors) -> PanelForm {
    let t = texts(staff.visit.lang());
    PanelForm::new(AT)
        .unguarded()
        .field(&Field::hidden("query", typed.query.as_str()))
        .field(&Field::text("name", t.msg_staff_filter_name()).value(&typed.name).errors(errors))
        .field(&Checkbox::new("shared", t.msg_staff_filter_share()).checked(typed.shared == "true"))
        .submit(t.msg_staff_filter_save())
}

/// The filters of an address, without the place in the list. What was searched stands in none.
fn shown(path: &str) -> String {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let is_kept = |pair: &&str| !pair.starts_with("after=") && !pair.starts_with("before=");
    query.split('&').filter(is_kept).collect::<Vec<_>>().join("&")
}

async fn save(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let input = SaveFilter { name: typed.name.clone(), query: typed.query.clone(), shared: typed.shared == "true" };
    let saved = save_filter(&visit.cx, &input).await;
    let back = format!("{}?{}", Requests::AT, typed.query);
    let done = async |_| Ok(visit.go_saying(&back, t.msg_staff_filter_kept()));
    let again = async |errors: FormErrors| {
        let head = PageHead::new(t.msg_staff_filter_save()).crumbs(visit.lang(), [(t.msg_requests(), Requests::AT)]);
        let sheet = Sheet::new(visit, t.msg_staff_filter_save(), head).narrow().errors(&errors);
        Ok(sheet.with(&form(&staff, &typed, &errors)))
    };
    visit.answer(saved, done, again).await
}

async fn remove(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let id: Uuid = id;
    match drop_filter(&staff.visit.cx, id).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(Requests::AT, texts(staff.visit.lang()).msg_staff_removed())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
