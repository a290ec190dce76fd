//! Seats over time as a plot, with its numbers as a table.

use crate::queries::usage::UsageDay;
use crate::texts;
use gatehouse_l10n::Format;
use gatehouse_web::view::Plot;

/// Bars of a plot, at the most.
const BARS: usize = 60;

/// The most seats at one moment of each day; of so many days in a row that the bars are not too many.
pub(super) fn plot(days: &[UsageDay], format: &Format) -> Plot {
    let t = texts(format.lang());
    let bars = days.chunks(days.len().div_ceil(BARS).max(1)).filter_map(|part| {
        let first = part.first()?;
        Some((format.date(first.day), part.iter().map(|day| day.most).max().unwrap_or(0)))
    });
    let most = days.iter().map(|day| day.most).max().unwrap_or(0);
    let seats = days.last().map_or(0, |day| day.seats);
    let total = t.msg_usage_total(format.number(most), format.number(seats));
    Plot::new(format.lang(), "plot-usage", t.msg_usage_plot(), total, t.msg_plot_day(), bars).alone()
}
