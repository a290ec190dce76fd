//! What waits to be done, and what was given up: `/staff/jobs` and `/staff/dead-letters`.

use crate::queries::{self, JobFilter};
use crate::rights::{Administer, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Lang, Moment, async_trait};
use gatehouse_db::paging::{Direction, PageRequest, Paged, Sorting};
use gatehouse_jobs::table::job;
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};
use gatehouse_web::{Halt, JobNames};

/// A job and its name.
pub(crate) struct JobRow {
    job: job::Model,
    name: String,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct JobQuery {
    kind: String,
}

/// The kinds of jobs that are there, each with its name.
type Kinds = Vec<(String, String)>;

/// The jobs that wait.
pub(crate) struct Jobs {
    kinds: Kinds,
}

/// The jobs that were given up.
pub(crate) struct DeadLetters {
    kinds: Kinds,
}

impl Jobs {
    /// With the kinds that are there.
    pub(crate) async fn of(cx: &May<Administer>) -> Result<Self, Halt> {
        Ok(Self { kinds: kinds(cx).await? })
    }
}

impl DeadLetters {
    /// With the kinds that are there.
    pub(crate) async fn of(cx: &May<Administer>) -> Result<Self, Halt> {
        Ok(Self { kinds: kinds(cx).await? })
    }
}

async fn kinds(cx: &May<Administer>) -> Result<Kinds, Halt> {
    let names = cx.service::<JobNames>()?;
    let kinds = queries::job_kinds(cx).await?;
    Ok(kinds.into_iter().map(|kind| (kind.clone(), in_words(cx.lang, names, &kind))).collect())
}

/// A kind of jobs in words, where somebody has written them.
pub(crate) fn in_words(lang: Lang, names: &JobNames, kind: &str) -> String {
    names.name(lang, kind).unwrap_or_else(|| kind.to_owned())
}

fn filters(lang: Lang, kinds: &[(String, String)]) -> FilterSet<JobQuery> {
    let t = texts(lang);
    let set = |query: &mut JobQuery, kind| query.kind = kind;
    FilterSet::<JobQuery>::new().choice_or("kind", t.msg_job_kind(), t.msg_all(), kinds.to_vec(), |_| true, set)
}

async fn read(cx: &May<Administer>, filter: JobFilter<'_>, request: &PageRequest) -> Result<Paged<JobRow>, Halt> {
    let names = cx.service::<JobNames>()?;
    let found = queries::jobs(cx, filter, request).await?;
    Ok(found.map(|job| JobRow { name: in_words(cx.lang, names, &job.kind), job }))
}

impl JobRow {
    /// The stable word and the id, below the name.
    fn below(&self) -> String {
        format!("{} · {}", self.job.kind, self.job.id)
    }

    fn error(&self) -> Cell {
        Cell::text(self.job.last_error.as_deref().unwrap_or(""))
    }

    fn state(&self, to: &RowContext) -> Badge {
        let t = texts(to.lang());
        if self.job.lease_until > to.now {
            Badge::new(Tone::Info, t.msg_job_running())
        } else if self.job.attempts > 0 {
            Badge::new(Tone::Warn, t.msg_job_trying_again())
        } else {
            Badge::new(Tone::Neutral, t.msg_job_waiting())
        }
    }
}

impl Words for Jobs {
    type Filter = JobQuery;
    type Sort = ();
    type Row = JobRow;

    fn filters(&self, lang: Lang) -> FilterSet<JobQuery> {
        filters(lang, &self.kinds)
    }

    fn columns(&self, lang: Lang) -> Columns<JobRow, ()> {
        let t = texts(lang);
        Columns::<JobRow, ()>::sorted_by("due")
            .once("time", "-due")
            .column("kind", t.msg_job_kind(), |row, _| Cell::text(&row.name).sub(row.below()))
            .column("id", t.msg_job_id(), |row, _| Cell::text(row.job.id.to_string()))
            .extra()
            .column("due", t.msg_job_due(), |row, to| Cell::time(&to.format, row.job.run_at))
            .sorts(())
            .column("tries", t.msg_job_tries(), |row, to| {
                Cell::number(texts(to.lang()).msg_job_tries_of(row.job.attempts, row.job.max_attempts))
                    .value(row.job.attempts.to_string())
            })
            .column("state", t.msg_job_state(), |row, to| Cell::badge(&row.state(to)))
            .column("error", t.msg_job_error(), |row, _| row.error())
    }
}

#[async_trait]
impl List for Jobs {
    const NAME: &'static str = "jobs";
    const AT: &'static str = "/staff/jobs";
    const FILE: &'static str = "/staff/jobs.csv";
    type Seen = (May<Administer>, JobQuery);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_jobs_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Jobs, t.msg_jobs_none(), t.msg_jobs_none_text())
    }

    async fn look(&self, cx: &Cx, query: JobQuery) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, query))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, query): &Self::Seen,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<JobRow>, Halt> {
        let turned = sorting.direction == Direction::Descending;
        read(cx, JobFilter { dead: false, kind: &query.kind, turned }, request).await
    }
}

impl Words for DeadLetters {
    type Filter = JobQuery;
    type Sort = ();
    type Row = JobRow;

    fn filters(&self, lang: Lang) -> FilterSet<JobQuery> {
        filters(lang, &self.kinds)
    }

    fn columns(&self, lang: Lang) -> Columns<JobRow, ()> {
        let t = texts(lang);
        Columns::<JobRow, ()>::sorted_by("-failed")
            .once("time", "failed")
            .column("kind", t.msg_job_kind(), |row, _| {
                Cell::link(&row.name, format!("{}/{}", Self::AT, row.job.id)).sub(row.below())
            })
            .column("id", t.msg_job_id(), |row, _| Cell::text(row.job.id.to_string()))
            .extra()
            .column("error", t.msg_job_error(), |row, _| row.error())
            .column("tries", t.msg_job_tries(), |row, _| Cell::number(row.job.attempts.to_string()))
            .at_end()
            .column("failed", t.msg_job_given_up(), |row, to| {
                Cell::time(&to.format, row.job.dead_at.unwrap_or(Moment(0)))
            })
            .sorts(())
            .actions(|row, to| {
                let about = format!("{} {}", row.job.kind, row.job.id);
                let run = format!("{}/{}/run", Self::AT, row.job.id);
                Cell::actions([Button::post(texts(to.lang()).msg_run_again(), run).about(about)])
            })
    }
}

#[async_trait]
impl List for DeadLetters {
    const NAME: &'static str = "dead_letters";
    const AT: &'static str = "/staff/dead-letters";
    const FILE: &'static str = "/staff/dead-letters.csv";
    type Seen = (May<Administer>, JobQuery);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_dead_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Good, t.msg_dead_none(), t.msg_dead_none_text())
    }

    fn unmatched(&self, lang: Lang) -> Empty {
        self.empty(lang).action(Button::link(texts(lang).msg_all(), Self::AT))
    }

    async fn look(&self, cx: &Cx, query: JobQuery) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, query))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, query): &Self::Seen,
        sorting: Sorting<()>,
        request: &PageRequest,
    ) -> Result<Paged<JobRow>, Halt> {
        let turned = sorting.direction == Direction::Ascending;
        read(cx, JobFilter { dead: true, kind: &query.kind, turned }, request).await
    }
}
