//! What waits to be done, and the schedules.

use crate::queries::{self, JobFilter};
use crate::texts;
use axum::extract::Query;
use gatehouse_core::{Lang, Moment};
use gatehouse_web::frames::{Listing, Panel, Sheet};
use gatehouse_web::query::{Asked, address, pager};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, JobNames, Staff};
use serde::Deserialize;

const PATH: &str = "/staff/jobs";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KindQuery {
    pub(super) kind: String,
    pub(super) sort: String,
}

impl KindQuery {
    /// What is asked for; every sort word but none turns the list round.
    pub(super) fn filter(&self, dead: bool) -> JobFilter<'_> {
        JobFilter { dead, kind: &self.kind, turned: !self.sort.is_empty() }
    }

    /// The head that sorts by time, with the kind kept; `up` is how the list stands when it is not turned.
    pub(super) fn time_head(&self, path: &str, label: String, up: bool) -> Head {
        let turned = !self.sort.is_empty();
        let direction = if up == turned { Direction::Down } else { Direction::Up };
        let other = if turned { "" } else { "time" };
        Head::sort(label, address(path, &[("kind", &self.kind), ("sort", other)]), Some(direction))
    }

    pub(super) fn kept(&self) -> [(&'static str, &str); 2] {
        [("kind", self.kind.as_str()), ("sort", self.sort.as_str())]
    }
}

/// The filter by kind, of the kinds that are there.
pub(super) fn kind_filter(lang: Lang, names: &JobNames, path: &str, kinds: Vec<String>, query: &KindQuery) -> Filters {
    let t = texts(lang);
    let choices = kinds.into_iter().map(|kind| Choice::new(kind.as_str(), in_words(lang, names, &kind)));
    Filters::new(lang, path)
        .field(&Select::new("kind", t.msg_job_kind(), choices).first(t.msg_all()).value(&query.kind).plain())
        .keep("sort", query.sort.as_str())
}

/// A kind of jobs in words, where somebody has written them.
pub(super) fn in_words(lang: Lang, names: &JobNames, kind: &str) -> String {
    names.name(lang, kind).unwrap_or_else(|| kind.to_owned())
}

pub(super) async fn list(staff: Staff, asked: Asked, Query(query): Query<KindQuery>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (lang, t, format, cx) = (visit.lang(), texts(visit.lang()), visit.format(), &visit.cx);
    let found = queries::jobs(cx, query.filter(false), &asked.paging(cx, PATH, &query.kept())).await?;
    let heads = [
        Head::new(t.msg_job_kind()),
        query.time_head(PATH, t.msg_job_due(), true),
        Head::new(t.msg_job_tries()),
        Head::new(t.msg_job_state()),
        Head::new(t.msg_job_error()),
    ];
    let (now, names) = (cx.now(), cx.service::<JobNames>()?);
    let table = Table::new(t.msg_jobs_title(), heads).rows(found.items.iter().map(|job| {
        let state = if job.lease_until > now.0 {
            Badge::new(Tone::Info, t.msg_job_running())
        } else if job.attempts > 0 {
            Badge::new(Tone::Warn, t.msg_job_trying_again())
        } else {
            Badge::new(Tone::Neutral, t.msg_job_waiting())
        };
        [
            Cell::text(in_words(lang, names, &job.kind)).sub(format!("{} · {}", job.kind, job.id)),
            Cell::time(&format, Moment(job.run_at)),
            Cell::number(t.msg_job_tries_of(job.attempts, job.max_attempts)),
            Cell::badge(&state),
            Cell::text(job.last_error.as_deref().unwrap_or("")),
        ]
    }));
    let schedules = queries::schedules(cx).await?;
    let at = |moment: Option<i64>| moment.map_or_else(Cell::none, |at| Cell::time(&format, Moment(at)));
    let heads = [t.msg_schedule(), t.msg_schedule_next(), t.msg_schedule_last()];
    let ticks = Table::new(t.msg_schedules_title(), heads.map(Head::new)).rows(schedules.iter().map(|s| {
        let name = Cell::text(in_words(lang, names, &s.name)).sub(s.name.as_str());
        [name, at(Some(s.next_at)), at(s.last_at)]
    }));
    let head = PageHead::new(t.msg_jobs_title())
        .lede(t.msg_jobs_lede())
        .action(Button::link(t.msg_dead_title(), "/staff/dead-letters").icon(Icon::Alert));
    let list = Listing {
        filters: Some(kind_filter(lang, names, PATH, queries::job_kinds(cx).await?, &query)),
        table,
        empty: Empty::new(Icon::Jobs, t.msg_jobs_none(), t.msg_jobs_none_text()),
        pager: pager(lang, PATH, &query.kept(), &found),
    };
    let sheet = Sheet::new(visit, t.msg_jobs_title(), head).with(&list);
    visit.show(&if ticks.is_empty() { sheet } else { sheet.with(&Panel::new(t.msg_schedules_title()).table(ticks)) })
}
