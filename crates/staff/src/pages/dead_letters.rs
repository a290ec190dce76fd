//! Jobs that were given up.

use super::parts::{Panel, PanelForm, PanelsPage, errors_of, id_in};
use crate::actions::{self, DeadLetterRefusal};
use crate::lists::DeadLetters;
use crate::{queries, texts};
use axum::extract::Path;
use gatehouse_core::{Lang, Moment, Stop, Uuid};
use gatehouse_web::frames::Sheet;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff, Visit};
use serde::Deserialize;

const PATH: &str = DeadLetters::AT;

fn sheet(visit: &Visit, listed: &Listed<DeadLetters>, errors: &FormErrors) -> Sheet {
    let (lang, t) = (visit.lang(), texts(visit.lang()));
    let head =
        PageHead::new(t.msg_dead_title()).lede(t.msg_dead_lede()).crumbs(lang, [(t.msg_jobs_title(), "/staff/jobs")]);
    let sheet = listed.sheet(visit, head).refused(!errors.is_empty());
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
    let listed = Listed::of_address(visit, DeadLetters::of(&visit.cx).await?, &asked).await?;
    listed.done(visit, &sheet(visit, &listed, &FormErrors::new()))
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, DeadLetters::of(&staff.visit.cx).await?, &asked).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RunAllForm {
    kind: String,
    confirm: String,
}

pub(super) async fn run_all(staff: Staff, Posted(form): Posted<RunAllForm>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let outcome = actions::run_all_again(&visit.cx, &form.kind, form.confirm == "true").await;
    match outcome {
        Ok(count) => Ok(visit.go_saying(PATH, texts(visit.lang()).msg_run_all_done(count))),
        Err(Stop::Refused(refusal)) => {
            let asked = Asked::from(vec![("kind".to_owned(), form.kind)]);
            let listed = Listed::of_address(visit, DeadLetters::of(&visit.cx).await?, &asked).await?;
            visit.show_again(&sheet(visit, &listed, &errors_of(visit.lang(), &refusal)))
        }
        Err(stop) => Err(stop.into()),
    }
}

async fn page(staff: &Staff, id: Uuid, errors: &FormErrors) -> Result<PanelsPage, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let job = queries::dead_letter(&visit.cx, id).await?.ok_or(Halt::NotFound)?;
    let facts = KeyValues::new()
        .row(t.msg_job_id(), Cell::text(job.id.to_string()))
        .row(t.msg_job_queued(), Cell::time(&format, Moment(job.created_at)))
        .row(t.msg_job_given_up(), Cell::time(&format, Moment(job.dead_at.unwrap_or(0))))
        .row(t.msg_job_tries(), Cell::number(t.msg_job_tries_of(job.attempts, job.max_attempts)));
    let error = job.last_error.clone().unwrap_or_default();
    let run = Button::post(t.msg_run_again(), format!("{PATH}/{id}/run")).icon(Icon::Refresh).primary();
    let confirm = Confirm::new(t.msg_discard_text(), t.msg_discard_tick(), t.msg_discard()).errors(errors);
    let discard = PanelForm::new(format!("{PATH}/{id}/discard")).field(&confirm);
    Ok(PanelsPage {
        page: visit.page(job.kind.as_str()).refused(!errors.is_empty()),
        head: PageHead::new(job.kind.as_str())
            .crumbs(lang, [(t.msg_jobs_title(), "/staff/jobs"), (t.msg_dead_title(), PATH)]),
        summary: ErrorSummary::new(lang, errors),
        notice: None,
        panels: vec![
            Panel::new("").with(&facts).with(&run),
            Panel::new(t.msg_job_error()).with(&CodeBlock::new(t.msg_job_error(), error)),
            Panel::new(t.msg_job_payload()).with(&CodeBlock::new(t.msg_job_payload(), job.payload)),
            Panel::new(t.msg_discard_title()).with(&discard).danger(),
        ],
    })
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> Result<Done, Halt> {
    let page = page(&staff, id_in(&id)?, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

pub(super) async fn run(staff: Staff, Path(id): Path<String>) -> Result<Done, Halt> {
    match actions::run_again(&staff.visit.cx, id_in(&id)?).await {
        Ok(()) => Ok(staff.visit.go_saying(PATH, texts(staff.visit.lang()).msg_run_again_done())),
        Err(Stop::Refused(DeadLetterRefusal::Gone)) => Err(Halt::NotFound),
        Err(stop) => Err(stop.into()),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DiscardForm {
    confirm: String,
}

pub(super) async fn discard(
    staff: Staff,
    Path(id): Path<String>,
    Posted(form): Posted<DiscardForm>,
) -> Result<Done, Halt> {
    let id = id_in(&id)?;
    let visit = &staff.visit;
    match actions::discard_dead_letter(&visit.cx, id, form.confirm == "true").await {
        Ok(()) => Ok(visit.go_saying(PATH, texts(visit.lang()).msg_discarded())),
        Err(Stop::Refused(DeadLetterRefusal::Gone)) => Err(Halt::NotFound),
        Err(Stop::Refused(refusal @ DeadLetterRefusal::NotConfirmed)) => {
            visit.show_again(&page(&staff, id, &errors_of(visit.lang(), &refusal)).await?)
        }
        Err(stop) => Err(stop.into()),
    }
}
