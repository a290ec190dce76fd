//! `/staff/macros`: what staff do often, as one button (SUP-17).

use super::act::answered;
use super::answers::filled;
use super::request::{at, seen};
use crate::actions::run_macro::run_macro;
use crate::actions::save_macro::{Shown, remove_macro, save_macro};
use crate::lists::staff_requests::Requests;
use crate::model::macro_steps::Steps;
use crate::model::status::Status;
use crate::model::work::Work;
use crate::queries::settings::{answers, macros};
use crate::queries::staff_request::open_queues;
use crate::rights::AGENTS;
use crate::tables::support_macro;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

/// Where they are.
const AT: &str = "/staff/macros";

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| {
        doors
            .get(AT, list)
            .form("/staff/macros/new", blank, create)
            .form("/staff/macros/{id}", edit, save)
            .post("/staff/macros/{id}/remove", remove)
            .get("/staff/requests/{id}/macros", choose)
            .post("/staff/requests/{id}/macros/{macro}", run)
    })
}

async fn list(staff: Staff) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let mut table = Table::new(t.msg_staff_macros(), [Head::new(t.msg_staff_name()), Head::actions(lang)]);
    for row in macros(&visit.cx).await? {
        let remove = Button::post(t.msg_staff_remove(), format!("{AT}/{}/remove", row.id))
            .with("version", row.version.to_string())
            .about(row.name.as_str())
            .small();
        table.push([Cell::link(&row.name, format!("{AT}/{}", row.id)), Cell::actions([remove])]);
    }
    let head = PageHead::new(t.msg_staff_macros())
        .lede(t.msg_staff_macros_lede())
        .action(Button::link(t.msg_staff_macro_new(), format!("{AT}/new")).icon(Icon::Plus).primary());
    let panel = Panel::new("").table_or(table, t.msg_staff_macros_none());
    visit.show(&Sheet::new(visit, t.msg_staff_macros(), head).with(&panel))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    take: String,
    queue: String,
    work: String,
    canned: String,
    becomes: String,
    version: String,
}

impl From<support_macro::Model> for Typed {
    fn from(row: support_macro::Model) -> Self {
        let steps: Steps = serde_json::from_str(&row.steps).unwrap_or_default();
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            name: row.name,
            take: steps.take.to_string(),
            queue: id(steps.queue),
            work: steps.work.unwrap_or_default(),
            canned: id(steps.canned),
            becomes: steps.becomes.unwrap_or_default(),
            version: row.version.to_string(),
        }
    }
}

impl Typed {
    fn steps(&self) -> Steps {
        let word = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Steps {
            take: self.take == "true",
            queue: Uuid::parse_str(&self.queue).ok(),
            work: word(&self.work),
            canned: Uuid::parse_str(&self.canned).ok(),
            becomes: word(&self.becomes),
        }
    }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, None, &Typed::default(), &FormErrors::new()).await?)
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = macros(&staff.visit.cx).await?.into_iter().find(|row| row.id == id).ok_or(Halt::NotFound)?;
    staff.visit.show(&page(&staff, Some(id), &Typed::from(row), &FormErrors::new()).await?)
}

/// The form of a new one, or of one that is there.
async fn page(staff: &Staff, id: Option<Uuid>, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let stays = || t.msg_staff_macro_stays();
    let queues = open_queues(&visit.cx).await?.into_iter();
    let queues = queues.map(|queue| Choice::new(queue.id.to_string(), queue.name));
    let work = Work::ALL.map(|work| Choice::new(work.word(), work.name(lang)));
    let canned = answers(&visit.cx).await?.into_iter().map(|row| Choice::new(row.id.to_string(), row.name));
    let becomes = [Status::AwaitingAnswer, Status::SolutionProvided];
    let becomes = becomes.map(|status| Choice::new(status.word(), status.name(lang)));
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", typed.version.as_str()))
        .field(&Field::text("name", t.msg_staff_name()).value(&typed.name).errors(errors))
        .field(&Checkbox::new("take", t.msg_staff_macro_take()).checked(typed.take == "true"))
        .field(&Select::new("queue", t.msg_staff_queue(), queues).first(stays()).value(&typed.queue))
        .field(&Select::new("work", t.msg_staff_work(), work).first(stays()).value(&typed.work).errors(errors))
        .field(&Select::new("canned", t.msg_staff_answer(), canned).first(stays()).value(&typed.canned).errors(errors))
        .field(
            &Select::new("becomes", t.msg_staff_answer_becomes(), becomes)
                .first(stays())
                .value(&typed.becomes)
                .errors(errors),
        )
        .button(Button::submit(t.msg_staff_save()).primary())
        .button(Button::link(t.msg_staff_back(), AT));
    let title = if id.is_some() { t.msg_macro_edit() } else { t.msg_staff_macro_new() };
    let head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_staff_macros(), AT)]);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

async fn create(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    keep(&staff, None, &typed).await
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    keep(&staff, Some(id), &typed).await
}

async fn keep(staff: &Staff, id: Option<Uuid>, typed: &Typed) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let shown = id.map(|id| Shown { id, version: typed.version.parse().unwrap_or_default() });
    let saved = save_macro(&visit.cx, shown, &typed.name, &typed.steps()).await;
    let done = async |_| Ok(visit.go_saying(AT, texts(visit.lang()).msg_staff_saved()));
    visit.answer(saved, done, async |errors: FormErrors| page(staff, id, typed, &errors).await).await
}

async fn remove(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Sent>) -> Result<Done, Halt> {
    let shown = Shown { id, version: sent.version.parse().unwrap_or_default() };
    match remove_macro(&staff.visit.cx, shown).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(AT, texts(staff.visit.lang()).msg_staff_removed())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    version: String,
}

/// Each is a button that runs it.
async fn choose(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let version = seen.row().version.to_string();
    let mut table = Table::new(t.msg_staff_macros(), [Head::new(t.msg_staff_name()), Head::actions(lang)]);
    for row in macros(&visit.cx).await? {
        let run = Button::post(t.msg_staff_macro_run(), at(id, &format!("macros/{}", row.id)))
            .with("version", version.as_str())
            .about(row.name.as_str())
            .small();
        table.push([Cell::text(row.name), Cell::actions([run])]);
    }
    let above = [(t.msg_requests(), Requests::AT.to_owned()), (seen.row().number.clone(), at(id, ""))];
    let head = PageHead::new(t.msg_staff_macros()).crumbs(lang, above);
    let panel = Panel::new("").table_or(table, t.msg_staff_macros_none());
    visit.show(&Sheet::new(visit, t.msg_staff_macros(), head).with(&panel))
}

async fn run(staff: Staff, Ids([id, chosen]): Ids<2>, Posted(sent): Posted<Sent>) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let found = macros(&staff.visit.cx).await?.into_iter().find(|row| row.id == chosen).ok_or(Halt::NotFound)?;
    let steps: Steps = serde_json::from_str(&found.steps).unwrap_or_default();
    let text = match steps.canned {
        Some(canned) => filled(&staff, &seen, canned).await?,
        None => String::new(),
    };
    let shown = Shown { id: chosen, version: found.version };
    let ran = run_macro(&staff.visit.cx, id, shown, &text, sent.version.parse().ok()).await;
    answered(&staff, id, ran, texts(staff.visit.lang()).msg_staff_macro_ran()).await
}
