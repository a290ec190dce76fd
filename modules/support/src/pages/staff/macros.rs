//! `/staff/macros`: what staff do often, as one button (SUP-17).

use super::act::answered;
use super::answers::filled;
use super::request::{at, seen};
use crate::actions::run_macro::run_macro;
use crate::actions::save_macro::{change_macro, remove_macro, save_macro};
use crate::lists::staff_requests::Requests;
use crate::model::macro_steps::Steps;
use crate::model::status::Status;
use crate::model::work::Work;
use crate::queries::settings::{answers, macros};
use crate::queries::staff_request::open_queues;
use crate::rights::AGENTS;
use crate::tables::{canned_answer, support_macro, support_queue};
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
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
    let words = Named::of(&visit.cx).await?;
    let heads = [t.msg_staff_name(), t.msg_staff_macro_steps()].map(Head::new).into_iter();
    let mut table = Table::new(t.msg_staff_macros(), heads.chain([Head::actions(lang)]));
    for row in macros(&visit.cx).await? {
        let remove = Button::post(t.msg_staff_remove(), format!("{AT}/{}/remove", row.id))
            .with("version", row.version.to_string())
            .about(row.name.as_str())
            .small();
        let steps = Cell::text(words.in_words(&steps_of(&row), lang));
        table.push([Cell::link(row.name, format!("{AT}/{}", row.id)), steps, Cell::actions([remove])]);
    }
    let head = PageHead::new(t.msg_staff_macros())
        .lede(t.msg_staff_macros_lede())
        .action(Button::link(t.msg_staff_macro_new(), format!("{AT}/new")).icon(Icon::Plus).primary());
    let panel = Panel::new("").table_or(table, t.msg_staff_macros_none());
    visit.show(&Sheet::new(visit, t.msg_staff_macros(), head).with(&panel))
}

pub(super) fn steps_of(row: &support_macro::Model) -> Steps {
    serde_json::from_str(&row.steps).unwrap_or_default()
}

/// What queues and canned answers are called, for the steps of macros in words.
pub(super) struct Named {
    queues: Vec<support_queue::Model>,
    answers: Vec<canned_answer::Model>,
}

impl Named {
    pub(super) async fn of(cx: &Cx) -> Result<Self, Fault> {
        Ok(Self { queues: open_queues(cx).await?, answers: answers(cx).await? })
    }

    /// Each step, in the order in which they are done; what it names may be gone.
    pub(super) fn in_words(&self, steps: &Steps, lang: Lang) -> String {
        let t = texts(lang);
        let named = |what: String, name: Option<String>| {
            t.msg_staff_macro_step(what, name.unwrap_or_else(|| t.msg_staff_macro_step_gone()))
        };
        let queue = |id: Uuid| self.queues.iter().find(|row| row.id == id).map(|row| row.name.clone());
        let canned = |id: Uuid| self.answers.iter().find(|row| row.id == id).map(|row| row.name.clone());
        let work = |word: &str| Work::from_word(word).map(|work| work.name(lang));
        let status = |word: &str| Status::from_word(word).map(|status| status.name_for_staff(lang));
        let all = [
            steps.queue.map(|id| named(t.msg_staff_queue(), queue(id))),
            steps.take.then(|| t.msg_staff_macro_take()),
            steps.work.as_deref().map(|word| named(t.msg_staff_work(), work(word))),
            steps.canned.map(|id| named(t.msg_staff_answer(), canned(id))),
            steps.becomes.as_deref().map(|word| named(t.msg_status(), status(word))),
        ];
        all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    version: String,
    name: String,
    take: String,
    queue: String,
    work: String,
    canned: String,
    becomes: String,
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

    fn of(row: &support_macro::Model) -> Self {
        let steps = steps_of(row);
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            version: row.version.to_string(),
            name: row.name.clone(),
            take: if steps.take { "true".to_owned() } else { String::new() },
            queue: id(steps.queue),
            work: steps.work.unwrap_or_default(),
            canned: id(steps.canned),
            becomes: steps.becomes.unwrap_or_default(),
        }
    }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, true, &Typed::default(), &FormErrors::new()).await?)
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = macros(&staff.visit.cx).await?.into_iter().find(|row| row.id == id).ok_or(Halt::NotFound)?;
    staff.visit.show(&page(&staff, false, &Typed::of(&row), &FormErrors::new()).await?)
}

async fn page(staff: &Staff, is_new: bool, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let stays = || t.msg_staff_macro_stays();
    let queues = open_queues(&visit.cx).await?.into_iter();
    let queues = queues.map(|queue| Choice::new(queue.id.to_string(), queue.name));
    let work = Work::ALL.map(|work| Choice::new(work.word(), work.name(lang)));
    let canned = answers(&visit.cx).await?.into_iter().map(|row| Choice::new(row.id.to_string(), row.name));
    let becomes = [Status::AwaitingAnswer, Status::SolutionProvided];
    let becomes = becomes.map(|status| Choice::new(status.word(), status.name_for_staff(lang)));
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
    let title = if is_new { t.msg_staff_macro_new() } else { t.msg_staff_macro() };
    let head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_staff_macros(), AT)]);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

async fn create(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let saved = save_macro(&visit.cx, &typed.name, &typed.steps()).await;
    let done = async |_| Ok(visit.go_saying(AT, texts(visit.lang()).msg_staff_saved()));
    visit.answer(saved, done, async |errors: FormErrors| page(&staff, true, &typed, &errors).await).await
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let changed = change_macro(&visit.cx, id, typed.version.parse().ok(), (&typed.name, &typed.steps())).await;
    let done = async |()| Ok(visit.go_saying(AT, texts(visit.lang()).msg_staff_saved()));
    visit.answer(changed, done, async |errors: FormErrors| page(&staff, false, &typed, &errors).await).await
}

async fn remove(staff: Staff, Ids([id]): Ids<1>, Posted(shown): Posted<Shown>) -> Result<Done, Halt> {
    match remove_macro(&staff.visit.cx, id, shown.version.parse().ok()).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(AT, texts(staff.visit.lang()).msg_staff_removed())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Shown {
    version: String,
}

/// Each says what it does, and has the button that runs it.
async fn choose(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let version = seen.row().version.to_string();
    let words = Named::of(&visit.cx).await?;
    let heads = [t.msg_staff_name(), t.msg_staff_macro_steps()].map(Head::new).into_iter();
    let mut table = Table::new(t.msg_staff_macros(), heads.chain([Head::actions(lang)]));
    for row in macros(&visit.cx).await? {
        let run = Button::post(t.msg_staff_macro_run(), at(id, &format!("macros/{}", row.id)))
            .with("version", version.as_str())
            .about(row.name.as_str())
            .small();
        let steps = Cell::text(words.in_words(&steps_of(&row), lang));
        table.push([Cell::text(row.name), steps, Cell::actions([run])]);
    }
    let above = [(t.msg_requests(), Requests::AT.to_owned()), (seen.row().number.clone(), at(id, ""))];
    let head = PageHead::new(t.msg_staff_macros()).crumbs(lang, above);
    let panel = Panel::new("").table_or(table, t.msg_staff_macros_none());
    visit.show(&Sheet::new(visit, t.msg_staff_macros(), head).with(&panel))
}

async fn run(staff: Staff, Ids([id, chosen]): Ids<2>, Posted(shown): Posted<Shown>) -> Result<Done, Halt> {
    let (cx, seen) = (&staff.visit.cx, seen(&staff, id).await?);
    let found = macros(cx).await?.into_iter().find(|row| row.id == chosen).ok_or(Halt::NotFound)?;
    let text = match steps_of(&found).canned {
        Some(canned) => filled(cx, &staff.session.label, &seen, canned).await?,
        None => String::new(),
    };
    let ran = run_macro(cx, id, chosen, &text, shown.version.parse().ok()).await;
    answered(&staff, id, ran, texts(staff.visit.lang()).msg_staff_macro_ran()).await
}
