//! `/staff/support/reports`: how support does (SUP-19): volume, backlog, times, ratings and units, each with its plot, in one table with a file.

use crate::actions::count::recount;
use crate::lists::quotas::Quotas;
use crate::lists::ratings::Ratings;
use crate::lists::reports::{ReportRow, Reports, duration, mean_text};
use crate::queries::figures::{Sums, progress};
use crate::rights::{LEADS, REPORTED};
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::frames::{Panel, PanelForm, Paragraph};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _};

const RECOUNT: &str = "/staff/support/reports/recount";

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(REPORTED, |doors| doors.get(Reports::AT, show).get(Reports::FILE, file))
        .staff(LEADS, |doors| doors.post(RECOUNT, again))
}

async fn show(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let reports = Reports::of(&visit.cx).await?;
    let tells_ratings = reports.tells_ratings;
    let listed = Listed::of_address(visit, reports, &asked).await?;
    let mut head = PageHead::new(t.msg_report_title()).lede(t.msg_report_lede());
    if staff.is_any_of(LEADS) {
        head = head.action(Button::link(t.msg_ratings(), Ratings::AT).icon(Icon::Good));
    }
    head = head.action(Button::link(t.msg_quotas(), Quotas::AT).icon(Icon::Order));
    let counted = progress(&staff.may()?).await?.counted_at;
    let mut sheet = listed.sheet(visit, head);
    sheet = match counted {
        Some(at) => sheet.with(&Paragraph::muted(t.msg_report_counted(visit.format().date_time(at)))),
        None => sheet.notices([Notice::info(t.msg_report_counting())]),
    };
    for plot in plots(listed.rows(), tells_ratings, lang) {
        sheet = sheet.with(&plot);
    }
    if staff.is_any_of(LEADS) {
        let form = PanelForm::new(RECOUNT).unguarded().button(Button::submit(t.msg_report_recount()));
        sheet = sheet.with(&Panel::new(t.msg_report_recount_title()).text(t.msg_report_recount_text()).with(&form));
    }
    listed.done(visit, &sheet)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Reports::of(&staff.visit.cx).await?, &asked).await
}

/// One for each figure that the reader is told, of the rows as they stand; none without rows.
fn plots(rows: &[ReportRow], tells_ratings: bool, lang: Lang) -> Vec<Plot> {
    if rows.is_empty() {
        return Vec::new();
    }
    let t = texts(lang);
    let plot = |id: &str, title: String, total: String, value: fn(&Sums) -> i64| {
        let bars = rows.iter().map(|row| (row.name.clone(), value(&row.sums)));
        Plot::new(lang, id, title, total, t.msg_report_what(), bars).alone()
    };
    let sum = |value: fn(&Sums) -> i64| rows.iter().map(|row| value(&row.sums)).sum::<i64>();
    let time = |minutes: Option<i64>| minutes.map_or_else(|| t.msg_rating_no(), |minutes| duration(minutes, lang));
    let mean = |sums: &Sums| sums.mean().map_or_else(|| t.msg_rating_no(), |mean| mean_text(mean, lang));
    let (opened, ended) = (sum(|sums| sums.opened), sum(|sums| sums.ended));
    let mut plots = vec![
        plot("plot-opened", t.msg_report_opened(), t.msg_report_opened_ended(opened, ended), |sums| sums.opened),
        plot("plot-open", t.msg_report_open(), t.msg_report_open_text(), |sums| sums.open),
        plot("plot-first", t.msg_report_first(), t.msg_report_median_text(), |sums| sums.first_at(50).unwrap_or(0))
            .told(rows.iter().map(|row| time(row.sums.first_at(50)))),
        plot("plot-solution", t.msg_report_solution(), t.msg_report_median_text(), |sums| {
            sums.solution_at(50).unwrap_or(0)
        })
        .told(rows.iter().map(|row| time(row.sums.solution_at(50)))),
        plot("plot-units", t.msg_report_units(), t.msg_report_units_text(), |sums| sums.units),
    ];
    if tells_ratings {
        let means = rows.iter().map(|row| mean(&row.sums));
        plots.push(
            plot("plot-rating", t.msg_report_rating(), t.msg_report_rating_text(), |sums| sums.mean().unwrap_or(0))
                .told(means),
        );
    }
    plots
}

async fn again(staff: Staff) -> Result<Done, Halt> {
    match recount(&staff.visit.cx).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(Reports::AT, texts(staff.visit.lang()).msg_report_recounted())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
