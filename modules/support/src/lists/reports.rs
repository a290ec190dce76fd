//! How support does (SUP-19), by time, queue, product, level, language or channel: `/staff/support/reports`.

mod cells;

pub(crate) use cells::{duration, mean_text, whole};

use crate::model::category::Level;
use crate::model::figures::{Dim, date_of, day_of};
use crate::model::request::Channel;
use crate::queries::figures::{Days, Sums, by_time, by_value};
use crate::queries::settings::queues;
use crate::rights::{RatingsRead, ReportsRead, may};
use crate::texts;
use cells::{kept, mean_cell, time};
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, Moment, Uuid, async_trait};
use gatehouse_db::{Direction, PageRequest, Paged, Sorting, in_memory};
use gatehouse_l10n::Format;
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Cell, Empty, Icon};
use jiff::ToSpan as _;

/// Months that are shown while nobody says which.
const MONTHS: i64 = 12;
/// Days of a report by day, and the most of them.
const DAYS: (i64, i64) = (30, 92);
/// The most days of any report.
const MOST: i64 = 3 * 366;

/// In which rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum By {
    /// Months.
    #[default]
    Month,
    /// Days.
    Day,
    /// What requests are of.
    Of(Dim),
}

/// What can stand in rows besides time.
const DIMS: [Dim; 5] = [Dim::Queue, Dim::Product, Dim::Level, Dim::Language, Dim::Channel];

impl By {
    /// Whether its rows are times.
    pub(crate) const fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Day)
    }

    fn from_word(word: &str) -> Self {
        match word {
            "day" => Self::Day,
            word => Dim::from_word(word).filter(|dim| DIMS.contains(dim)).map_or(Self::Month, Self::Of),
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReportFilter {
    by: By,
    /// Of these alone, and then always by time: what a request is of is counted one by one.
    of: Option<(Dim, String)>,
    from: Option<Moment>,
    until: Option<Moment>,
}

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct ReportRow {
    /// A time, an id or a word; empty: none.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its figures.
    pub sums: Sums,
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportSort {
    Name,
    Opened,
    First,
    Rating,
}

/// The rows, counted once for the page and its file.
pub(crate) struct Report(Vec<ReportRow>);

/// The list.
#[derive(Default)]
pub(crate) struct Reports {
    queues: Vec<(Uuid, String)>,
    products: Vec<(Uuid, String)>,
    /// Whether this reader is told how support was rated: where few rated it, a mean says who gave which mark.
    pub tells_ratings: bool,
}

impl Reports {
    pub(crate) async fn of(cx: &Cx) -> Result<Self, Fault> {
        let queues = queues(cx).await?.into_iter().map(|queue| (queue.id, queue.name)).collect();
        let tells_ratings = may::<RatingsRead>(cx).is_ok();
        Ok(Self { queues, products: products::all_by_name(cx).await?, tells_ratings })
    }

    fn choices(&self, dim: Dim, lang: Lang) -> Vec<(String, String)> {
        let ids = |all: &[(Uuid, String)]| all.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        match dim {
            Dim::Queue => ids(&self.queues),
            Dim::Product => ids(&self.products),
            Dim::Level => Level::ALL.map(|level| (level.word().to_owned(), level.name(lang))).into(),
            Dim::Language => Lang::ALL.map(|one| (one.tag().to_owned(), one.name().to_owned())).into(),
            Dim::Channel => Channel::ALL.map(|channel| (channel.word().to_owned(), channel.name(lang))).into(),
            Dim::All | Dim::Engineer => Vec::new(),
        }
    }

    fn name(&self, dim: Dim, value: &str, lang: Lang) -> String {
        if value.is_empty() {
            return texts(lang).msg_report_none();
        }
        let found = self.choices(dim, lang).into_iter().find(|(word, _)| word == value);
        found.map_or_else(|| texts(lang).msg_report_former(), |(_, name)| name)
    }

    async fn report(&self, cx: &May<ReportsRead>, filter: &ReportFilter) -> Result<Report, Fault> {
        let lang = cx.lang;
        let by = if filter.of.is_some() && !filter.by.is_time() { By::Month } else { filter.by };
        let days = days(cx, by, filter.from, filter.until);
        let format = Format::new(lang, cx.app.settings.vendor_zone());
        let mut rows: Vec<ReportRow> = match by {
            By::Of(dim) => {
                let found = by_value(cx, dim, days).await?;
                let row =
                    |(value, sums): (String, Sums)| ReportRow { name: self.name(dim, &value, lang), key: value, sums };
                let mut rows: Vec<ReportRow> = found.into_iter().map(row).collect();
                rows.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.key.cmp(&other.key)));
                rows
            }
            _ => {
                let (dim, value) = filter.of.clone().unwrap_or((Dim::All, String::new()));
                let is_day = by == By::Day;
                let group = |day: i64| date_of(day).strftime(if is_day { "%Y-%m-%d" } else { "%Y-%m" }).to_string();
                let found = by_time(cx, (dim, &value), days, group).await?;
                let name = |word: &str| if is_day { day_name(word, &format) } else { format.month(word) };
                found.into_iter().map(|(key, sums)| ReportRow { name: name(&key), key, sums }).collect()
            }
        };
        if !self.tells_ratings {
            rows = rows.into_iter().map(|row| ReportRow { sums: row.sums.without_ratings(), ..row }).collect();
        }
        Ok(Report(rows))
    }
}

/// Whether somebody asks for one queue or product, also for one that is no more offered.
fn is_of_one(word: &str) -> bool {
    let dims = [Dim::Queue.word(), Dim::Product.word()];
    word.split_once(':').is_some_and(|(dim, id)| dims.contains(&dim) && Uuid::parse_str(id).is_ok())
}

fn day_name(word: &str, format: &Format) -> String {
    match gatehouse_core::day::first_moment(word, format.zone()) {
        Ok(moment) => format.date(moment),
        Err(_) => word.to_owned(),
    }
}

/// The days of a report, those of twelve months where nobody says which. Days that somebody types are theirs; they stand for the same dates of the vendor.
pub(crate) fn days(cx: &Cx, by: By, from: Option<Moment>, until: Option<Moment>) -> Days {
    let today = day_of(cx.now(), &cx.app.settings.vendor_zone());
    let last = until.map_or(today, |until| day_of(until, &cx.zone)).clamp(1, today + 1);
    let usual = if by == By::Day {
        last - DAYS.0 + 1
    } else {
        let month = date_of(last).first_of_month();
        let first = month.checked_sub((MONTHS - 1).months()).unwrap_or(month);
        first.duration_since(date_of(0)).as_hours() / 24
    };
    let most = if by == By::Day { DAYS.1 } else { MOST };
    let first = from.map_or(usual, |from| day_of(from, &cx.zone)).clamp((last - most + 1).max(1), last);
    Days { first, last }
}

/// By what the place in the list finds a row again.
pub(crate) fn row_id(key: &str) -> Uuid {
    Uuid::from_u128(key.bytes().fold(0_u128, |id, byte| id.rotate_left(7) ^ u128::from(byte)))
}

fn with_ratings(columns: Columns<ReportRow, ReportSort>, lang: Lang) -> Columns<ReportRow, ReportSort> {
    let t = texts(lang);
    columns
        .column("rating", t.msg_report_rating(), mean_cell)
        .sorts(ReportSort::Rating)
        .at_end()
        .column("ratings", t.msg_report_ratings(), |row, to| whole(row.sums.ratings(), to))
        .at_end()
        .extra()
}

impl Words for Reports {
    type Filter = ReportFilter;
    type Sort = ReportSort;
    type Row = ReportRow;

    fn filters(&self, lang: Lang) -> FilterSet<ReportFilter> {
        let t = texts(lang);
        let by = [
            ("day", t.msg_report_day()),
            (Dim::Queue.word(), t.msg_staff_queue()),
            (Dim::Product.word(), t.msg_report_product()),
            (Dim::Level.word(), t.msg_level()),
            (Dim::Language.word(), t.msg_staff_language()),
            (Dim::Channel.word(), t.msg_channel()),
        ];
        let of = DIMS.into_iter().flat_map(|dim| {
            let word = move |value: &str| format!("{}:{value}", dim.word());
            self.choices(dim, lang).into_iter().map(move |(value, name)| (word(&value), name))
        });
        FilterSet::<ReportFilter>::new()
            .choice("by", t.msg_report_by(), t.msg_report_month(), by, |filter, word| filter.by = By::from_word(&word))
            .told("A row for each of these instead of each month")
            .choice_or("of", t.msg_report_of(), t.msg_report_of_all(), of, is_of_one, |filter, word| {
                filter.of = word
                    .split_once(':')
                    .and_then(|(dim, value)| Dim::from_word(dim).map(|dim| (dim, value.to_owned())));
            })
            .hint(t.msg_report_of_hint())
            .told("Of one alone, and then over time: `queue:ID`, `product:ID`, `level:premium`, `language:ja`, `channel:web`")
            .first_day("from", t.msg_report_from(), |filter, from| filter.from = Some(from))
            .told("From this day on; the last twelve months when missing")
            .last_day("until", t.msg_report_until(), |filter, until| filter.until = Some(until))
            .told("Up to this day")
    }

    fn columns(&self, lang: Lang) -> Columns<ReportRow, ReportSort> {
        let t = texts(lang);
        let columns = Columns::<ReportRow, ReportSort>::sorted_by("name")
            .column("name", t.msg_report_what(), |row, _| Cell::text(&row.name).value(&row.key))
            .sorts(ReportSort::Name)
            .column("opened", t.msg_report_opened(), |row, to| whole(row.sums.opened, to))
            .sorts(ReportSort::Opened)
            .at_end()
            .column("ended", t.msg_report_ended(), |row, to| whole(row.sums.ended, to))
            .at_end()
            .column("open", t.msg_report_open(), |row, to| whole(row.sums.open, to))
            .at_end()
            .column("first", t.msg_report_first(), |row, to| time(row.sums.first_at(50), to))
            .sorts(ReportSort::First)
            .at_end()
            .column("first_90", t.msg_report_first_90(), |row, to| time(row.sums.first_at(90), to))
            .at_end()
            .extra()
            .column("first_kept", t.msg_report_first_kept(), |row, to| {
                kept(row.sums.first_kept, row.sums.first_missed, to)
            })
            .at_end()
            .column("solution", t.msg_report_solution(), |row, to| time(row.sums.solution_at(50), to))
            .at_end()
            .column("solution_90", t.msg_report_solution_90(), |row, to| time(row.sums.solution_at(90), to))
            .at_end()
            .extra()
            .column("solution_kept", t.msg_report_solution_kept(), |row, to| {
                kept(row.sums.solution_kept, row.sums.solution_missed, to)
            })
            .at_end()
            .extra();
        let columns = if self.tells_ratings { with_ratings(columns, lang) } else { columns };
        columns.column("units", t.msg_report_units(), |row, to| whole(row.sums.units, to)).at_end().extra()
    }
}

#[async_trait]
impl List for Reports {
    const NAME: &'static str = "support-report";
    const AT: &'static str = "/staff/support/reports";
    const FILE: &'static str = "/staff/support/reports.csv";
    const ROWS: u64 = 200;
    type Seen = Report;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_report_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Activity, t.msg_report_empty(), t.msg_report_empty_text())
    }

    async fn look(&self, cx: &Cx, filter: ReportFilter) -> Result<Report, Halt> {
        Ok(self.report(&may(cx)?, &filter).await?)
    }

    async fn read(
        &self,
        _: &Cx,
        seen: &Report,
        sorting: Sorting<ReportSort>,
        request: &PageRequest,
    ) -> Result<Paged<ReportRow>, Halt> {
        let mut rows = seen.0.clone();
        match sorting.column {
            ReportSort::Name => {}
            ReportSort::Opened => rows.sort_by_key(|row| row.sums.opened),
            ReportSort::First => rows.sort_by_key(|row| row.sums.first_at(50)),
            ReportSort::Rating => rows.sort_by_key(|row| row.sums.mean()),
        }
        if sorting.direction == Direction::Descending {
            rows.reverse();
        }
        Ok(in_memory::page(rows, request, |row| row_id(&row.key)))
    }
}

#[cfg(test)]
mod tests;
