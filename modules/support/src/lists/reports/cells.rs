//! What the cells of reports say.

use super::ReportRow;
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::list::RowContext;
use gatehouse_web::view::Cell;

/// So many minutes, as people say them.
pub(crate) fn duration(minutes: i64, lang: Lang) -> String {
    let t = texts(lang);
    match minutes {
        ..120 => t.msg_report_minutes(minutes),
        120..4320 => t.msg_report_hours((minutes + 30) / 60),
        _ => t.msg_report_days((minutes + 720) / 1440),
    }
}

/// A mean of marks in hundredths, with one place behind the point.
pub(crate) fn mean_text(hundredths: i64, lang: Lang) -> String {
    let tenths = (hundredths + 5) / 10;
    texts(lang).msg_report_mean(tenths / 10, tenths % 10)
}

pub(super) fn time(minutes: Option<i64>, to: &RowContext) -> Cell {
    minutes.map_or_else(Cell::none, |minutes| Cell::number(duration(minutes, to.lang())).value(minutes.to_string()))
}

pub(super) fn kept(kept: i64, missed: i64, to: &RowContext) -> Cell {
    if kept + missed == 0 {
        return Cell::none();
    }
    let percent = (kept * 100 + (kept + missed) / 2) / (kept + missed);
    Cell::number(texts(to.lang()).msg_report_percent(percent)).value(percent.to_string())
}

pub(super) fn mean_cell(row: &ReportRow, to: &RowContext) -> Cell {
    let Some(mean) = row.sums.mean() else { return Cell::none() };
    let value = format!("{}.{:02}", mean / 100, mean % 100);
    Cell::number(mean_text(mean, to.lang())).value(value)
}

/// A whole number.
pub(crate) fn whole(n: i64, to: &RowContext) -> Cell {
    Cell::number(to.format.number(n))
}
