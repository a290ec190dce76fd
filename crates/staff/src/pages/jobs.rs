//! What waits to be done, and the schedules.

use super::parts::{ListPage, OPERATORS, Panel, Place, pager};
use crate::{queries, texts};
use axum::extract::Query;
use gatehouse_core::{Lang, Moment};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Staff};
use serde::Deserialize;

const PATH: &str = "/staff/jobs";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KindQuery {
    pub(super) kind: String,
    #[serde(flatten)]
    pub(super) place: Place,
}

/// The filter by kind, of the kinds that are there.
pub(super) fn kind_filter(lang: Lang, path: &str, kinds: Vec<String>, chosen: &str) -> Filters {
    let t = texts(lang);
    let choices = kinds.into_iter().map(|kind| Choice::new(kind.as_str(), kind.as_str()));
    Filters::new(lang, path)
        .field(&Select::new("kind", t.msg_job_kind(), choices).first(t.msg_all()).value(chosen).plain())
}

pub(super) async fn list(staff: Staff, Query(query): Query<KindQuery>) -> Result<Done, Halt> {
    staff.only(OPERATORS)?;
    let visit = &staff.visit;
    let (lang, t, format, cx) = (visit.lang(), texts(visit.lang()), visit.format(), &visit.cx);
    let found = queries::jobs(cx, false, &query.kind, &query.place.request()).await?;
    let heads = [t.msg_job_kind(), t.msg_job_due(), t.msg_job_tries(), t.msg_job_state(), t.msg_job_error()];
    let now = cx.now();
    let table = Table::new(t.msg_jobs_title(), heads.map(Head::new)).rows(found.items.iter().map(|job| {
        let state = if job.lease_until > now.0 {
            Badge::new(Tone::Info, t.msg_job_running())
        } else if job.attempts > 0 {
            Badge::new(Tone::Warn, t.msg_job_trying_again())
        } else {
            Badge::new(Tone::Neutral, t.msg_job_waiting())
        };
        [
            Cell::text(job.kind.as_str()).sub(job.id.to_string()),
            Cell::time(&format, Moment(job.run_at)),
            Cell::number(t.msg_job_tries_of(job.attempts, job.max_attempts)),
            Cell::badge(&state),
            Cell::text(job.last_error.as_deref().unwrap_or("")),
        ]
    }));
    let schedules = queries::schedules(cx).await?;
    let at = |moment: Option<i64>| moment.map_or_else(Cell::none, |at| Cell::time(&format, Moment(at)));
    let heads = [t.msg_schedule(), t.msg_schedule_next(), t.msg_schedule_last()];
    let ticks = Table::new(t.msg_schedules_title(), heads.map(Head::new))
        .rows(schedules.iter().map(|s| [Cell::text(s.name.as_str()), at(Some(s.next_at)), at(s.last_at)]));
    let panels = if ticks.is_empty() { Vec::new() } else { vec![Panel::new(t.msg_schedules_title()).table(ticks)] };
    visit.show(&ListPage {
        page: visit.page(t.msg_jobs_title()),
        head: PageHead::new(t.msg_jobs_title())
            .lede(t.msg_jobs_lede())
            .action(Button::link(t.msg_dead_title(), "/staff/dead-letters").icon(Icon::Alert)),
        notice: None,
        filters: Some(kind_filter(lang, PATH, queries::job_kinds(cx).await?, &query.kind)),
        table,
        empty: Empty::new(Icon::Jobs, t.msg_jobs_none(), t.msg_jobs_none_text()),
        pager: pager(lang, PATH, &[("kind", &query.kind)], &found),
        panels,
    })
}
