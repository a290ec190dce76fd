//! Jobs that were given up.

use crate::lists::DeadLetters;
use crate::{actions, queries, texts};
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Done, Halt, Posted, Staff, Visit};
use serde::Deserialize;

const PATH: &str = DeadLetters::AT;

fn sheet(visit: &Visit, listed: &Listed<DeadLetters>, errors: &FormErrors) -> Sheet {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let head =
        PageHead::new(t.msg_dead_title()).lede(t.msg_dead_lede()).crumbs(lang, [(t.msg_jobs_title(), "/staff/jobs")]);
    let sheet = listed.sheet(visit, head).errors(errors);
    if listed.rows().is_empty() {
        return sheet;
    }
    sheet.with(&run_all_panel(lang, listed.wanted().value("kind"), errors))
}

/// All at once: what is usual after a mail server was down for long.
fn run_all_panel(lang: Lang, kind: &str, errors: &FormErrors) -> Panel {
    let t = texts(lang);
    let text = if kind.is_empty() { t.msg_run_all_text() } else { t.msg_run_all_text_kind(kind) };
    let confirm = Confirm::new(text, t.msg_run_all_tick(), t.msg_run_all()).errors(errors);
    let form = PanelForm::new(format!("{PATH}/run-all")).field(&Field::hidden("kind", kind)).field(&confirm);
    Panel::new(t.msg_run_all_title()).with(&form)
}

pub(super) async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let listed = Listed::of_address(visit, DeadLetters::of(&staff.may()?).await?, &asked).await?;
    listed.done(visit, &sheet(visit, &listed, &FormErrors::new()))
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, DeadLetters::of(&staff.may()?).await?, &asked).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RunAllForm {
    kind: String,
    #[serde(flatten)]
    confirmed: Confirmed,
}

pub(super) async fn run_all(staff: Staff, Posted(form): Posted<RunAllForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let outcome = actions::run_all_again(&visit.cx, &form.kind, form.confirmed.is_ticked()).await;
    let done = async |count| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_run_all_done(count)));
    let again = async |errors| {
        let asked = Asked::from(vec![("kind".to_owned(), form.kind)]);
        let listed = Listed::of_address(visit, DeadLetters::of(&staff.may()?).await?, &asked).await?;
        Ok(sheet(visit, &listed, &errors))
    };
    visit.answer(outcome, done, again).await
}

async fn page(staff: &Staff, id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let job = queries::dead_letter(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let facts = KeyValues::new()
        .row(t.msg_job_id(), Cell::text(job.id.to_string()))
        .row(t.msg_job_queued(), Cell::time(&format, job.created_at))
        .row(t.msg_job_given_up(), Cell::time(&format, job.dead_at.unwrap_or(Moment(0))))
        .row(t.msg_job_tries(), Cell::number(t.msg_job_tries_of(job.attempts, job.max_attempts)));
    let error = job.last_error.clone().unwrap_or_default();
    let run = Button::post(t.msg_run_again(), format!("{PATH}/{id}/run")).icon(Icon::Refresh).primary();
    let confirm = Confirm::new(t.msg_discard_text(), t.msg_discard_tick(), t.msg_discard()).errors(errors);
    let discard = PanelForm::new(format!("{PATH}/{id}/discard")).field(&confirm);
    let crumbs = [(t.msg_jobs_title(), "/staff/jobs"), (t.msg_dead_title(), PATH)];
    let head = PageHead::new(job.kind.as_str()).crumbs(lang, crumbs);
    let block = |title: String, text: String| Panel::new(title.as_str()).with(&CodeBlock::new(title, text));
    Ok(Sheet::new(visit, job.kind.as_str(), head)
        .narrow()
        .errors(errors)
        .with(&Panel::new("").with(&facts).with(&run))
        .with(&block(t.msg_job_error(), error))
        .with(&block(t.msg_job_payload(), job.payload))
        .with(&Panel::new(t.msg_discard_title()).with(&discard).danger()))
}

pub(super) async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let page = page(&staff, id, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

pub(super) async fn run(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let done = async |()| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_run_again_done()));
    let again = async |errors| page(&staff, id, &errors).await;
    visit.answer(actions::run_again(&visit.cx, id).await, done, again).await
}

pub(super) async fn discard(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<Confirmed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let discarded = actions::discard_dead_letter(&visit.cx, id, form.is_ticked()).await;
    let done = async |()| Ok(visit.go_saying(PATH, texts(visit.lang()).msg_discarded()));
    let again = async |errors| page(&staff, id, &errors).await;
    visit.answer(discarded, done, again).await
}
